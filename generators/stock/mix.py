"""How a portfolio is mixed: every share and weight in one place, with ready-made mixes by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from migratietoets.generators.shares import share
from migratietoets.generators.stock.terms import Ends
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.spelling import meant

_DEFECT_ENDS = Ends(share("defect_open"), share("defect_boundary"), share("defect_ended"))
_CLEAN_ENDS = Ends(share("clean_open"), share("clean_boundary"), share("clean_ended"))


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares (0 .. 1) and weights; `Mix()` is a gemeente as one could meet it.

    Attributes:
        clean_share: of toewijzingen without a defect, when clean ones are asked for.
        trap_share: of the clean ones that look broken and need nothing: ended in time, or cancelled.
        count_weights: weights of one, two and three toewijzingen a client.
        two_aanbieders_share: of clients with a second aanbieder; with two toewijzingen they then have both.
        domein_weights: weights of clients known in the Wmo only, in the Jeugdwet only, and in both.
        gestart_share: of toewijzingen whose start of care was reported.
        instemming_share: of toewijzingen whose aanbieder consents to retroactive changes.
        defect_ends: how broken ones end: some too early to matter, so that a label can say: leave it.
        clean_ends: how clean ones end.
        only_broken: everything has something to do: what looks broken and needs nothing is left out.
        weights: weights of defects by name, instead of their own; 0 keeps one out of what is drawn by weight.
    """

    clean_share: float = share("clean")
    trap_share: float = share("trap")
    count_weights: tuple[int, int, int] = (5, 3, 2)
    two_aanbieders_share: float = share("two_aanbieders")
    domein_weights: tuple[int, int, int] = (50, 40, 10)
    gestart_share: float = share("gestart")
    instemming_share: float = share("instemming")
    defect_ends: Ends = _DEFECT_ENDS
    clean_ends: Ends = _CLEAN_ENDS
    weights: Mapping[str, int] = field(default_factory=dict)
    only_broken: bool = False


ORDINARY = "gewoon"
MIXES: Mapping[str, Mix] = {
    ORDINARY: Mix(),
    "een_aanbieder": Mix(count_weights=(0, 1, 1), two_aanbieders_share=0.0),
    "twee_aanbieders": Mix(count_weights=(0, 1, 1), two_aanbieders_share=1.0),
    "twee_domeinen": Mix(count_weights=(0, 1, 1), domein_weights=(0, 0, 1)),
    "alles_stuk": Mix(
        clean_share=0.0, defect_ends=Ends(open=share("defect_open"), limit=0.0, ended=0.0), only_broken=True
    ),
}
"""By name: as met; several toewijzingen a client at one aanbieder, at two, and in both domeinen; nothing clean."""


def choose_mix(name: str) -> Mix:
    """A ready-made mix.

    Raises:
        InputError: an unknown name; the text lists the known ones.
    """
    if name not in MIXES:
        raise InputError(f"Onbekende mix: {name}.{meant(name, MIXES)} Kies uit: {', '.join(MIXES)}.")
    return MIXES[name]
