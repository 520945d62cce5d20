"""How a portfolio is mixed: every share and weight in one place, with ready-made mixes by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generators.looptijden import Einden
from istandaard.model import Invoerfout

_EINDEN_DEFECT = Einden(open=0.25, grens=0.2, voorbij=0.03)
_EINDEN_SCHOON = Einden(open=0.2, grens=0.2, voorbij=0.1)


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares (0 .. 1) and weights; `Mix()` is a gemeente as one could meet it.

    Attributes:
        aandeel_schoon: of toewijzingen without a defect, when clean ones are asked for.
        aandeel_valstrik: of the clean ones that look broken and need nothing: ended in time, or cancelled.
        gewicht_aantal: weights of one, two and three toewijzingen a client.
        aandeel_twee_aanbieders: of clients with a second aanbieder; with two toewijzingen they then have both.
        gewicht_domeinen: weights of clients known in the Wmo only, in the Jeugdwet only, and in both.
        aandeel_gestart: of toewijzingen whose start of care was reported.
        aandeel_instemming: of toewijzingen whose aanbieder consents to retroactive changes.
        einden_defect: how broken ones end: some too early to matter, so that a label can say: leave it.
        einden_schoon: how clean ones end.
        gewichten: weights of defects by name, instead of their own; 0 keeps one out of what is drawn by weight.
    """

    aandeel_schoon: float = 0.6
    aandeel_valstrik: float = 0.12
    gewicht_aantal: tuple[int, int, int] = (5, 3, 2)
    aandeel_twee_aanbieders: float = 0.3
    gewicht_domeinen: tuple[int, int, int] = (50, 40, 10)
    aandeel_gestart: float = 0.88
    aandeel_instemming: float = 0.8
    einden_defect: Einden = _EINDEN_DEFECT
    einden_schoon: Einden = _EINDEN_SCHOON
    gewichten: Mapping[str, int] = field(default_factory=dict)


GEWOON = "gewoon"
MIXEN: Mapping[str, Mix] = {
    GEWOON: Mix(),
    "een_aanbieder": Mix(gewicht_aantal=(0, 1, 1), aandeel_twee_aanbieders=0.0),
    "twee_aanbieders": Mix(gewicht_aantal=(0, 1, 1), aandeel_twee_aanbieders=1.0),
    "twee_domeinen": Mix(gewicht_aantal=(0, 1, 1), gewicht_domeinen=(0, 0, 1)),
    "alles_stuk": Mix(aandeel_schoon=0.0),
}
"""By name: as met; several toewijzingen a client at one aanbieder, at two, and in both domeinen; nothing clean."""


def kies_mix(naam: str) -> Mix:
    """A ready-made mix.

    Raises:
        Invoerfout: an unknown name; the text lists the known ones.
    """
    if naam not in MIXEN:
        raise Invoerfout(f"Onbekende mix: {naam}. Kies uit: {', '.join(MIXEN)}.")
    return MIXEN[naam]
