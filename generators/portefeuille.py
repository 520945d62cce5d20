"""What a gemeente has running: clients with one to three toewijzingen at one or two aanbieders, each with its label."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random

from generators.bouwen import Omgeving, Plek, bouw_defect
from generators.defecten import DEFECTEN, SCHOON, Gelabeld, kies_namen
from generators.personen import AANBIEDERS, Persoon, controleer_aantal, persoon
from generators.toeval import bron, gewogen, kans
from istandaard.model import Client, Invoerfout
from istandaard.releases import Domein

EERSTE_NUMMER = 1001
"""Numbers start here in every gemeente and domein, so the same number occurs in several: that is no defect."""


@dataclass(frozen=True, slots=True)
class Mix:
    """How a portfolio is mixed, as shares and weights.

    Attributes:
        aandeel_schoon: share of toewijzingen without defect, when clean ones are asked for.
        gewicht_aantal: weights of one, two and three toewijzingen a client.
        aandeel_twee_aanbieders: share of clients with a second aanbieder.
    """

    aandeel_schoon: float = 0.6
    gewicht_aantal: tuple[int, int, int] = (5, 3, 2)
    aandeel_twee_aanbieders: float = 0.3


@dataclass(frozen=True, slots=True)
class Dossier:
    """A client and all toewijzingen of that client in one gemeente."""

    client: Client
    toewijzingen: tuple[Gelabeld, ...]


@dataclass(slots=True)
class _Trekking:
    """Says which defect comes next: in every second client first each name once, then by weight."""

    namen: tuple[str, ...]
    mix: Mix
    dekking: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Every name asked for must occur, also in a small portfolio."""
        self.dekking = list(reversed(self.namen))

    def volgende(self, rng: Random, client: int, *, eerste: bool) -> str:
        """The name of the next defect."""
        if eerste and self.dekking and client % 2 == 0:
            return self.dekking.pop()
        stuk = [naam for naam in self.namen if naam != SCHOON]
        if not stuk or (SCHOON in self.namen and kans(rng, self.mix.aandeel_schoon)):
            return SCHOON
        return gewogen(rng, stuk, [DEFECTEN[naam].gewicht for naam in stuk])


def _bezet(gelabeld: Sequence[Gelabeld], domein: Domein) -> frozenset[str]:
    return frozenset(deel.toewijzing.categorie or "" for deel in gelabeld if deel.toewijzing.domein == domein)


@dataclass(frozen=True, slots=True)
class _Beurt:
    """One client's turn: who it is and who comes next, with the toewijzingen that each has so far."""

    positie: int
    wie: Persoon
    buur: Persoon | None
    hier: list[Gelabeld]
    bij_buur: list[Gelabeld] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Gemeente:
    """What stays the same from client to client."""

    code: str
    aanbieders: tuple[str, ...]
    tellers: Mapping[Domein, Iterator[int]]
    trekking: _Trekking

    def vul(self, rng: Random, beurt: _Beurt) -> None:
        """Give a client one to three toewijzingen; the second holder of a number may go to the neighbour."""
        mix, wie = self.trekking.mix, beurt.wie
        aantal = gewogen(rng, (1, 2, 3), mix.gewicht_aantal)
        aanbieders = rng.sample(self.aanbieders, 2 if kans(rng, mix.aandeel_twee_aanbieders) else 1)
        eerste = True
        while eerste or len(beurt.hier) < aantal:
            naam = self.trekking.volgende(rng, beurt.positie, eerste=eerste)
            domein = rng.choice(wie.domeinen)
            plek = Plek(self.code, domein, rng.choice(aanbieders), wie.client.bsn, _bezet(beurt.hier, domein))
            for deel in bouw_defect(naam, rng, self._omgeving(rng, plek, beurt)):
                (beurt.hier if deel.toewijzing.bsn == wie.client.bsn else beurt.bij_buur).append(deel)
            eerste = False

    def _omgeving(self, rng: Random, plek: Plek, beurt: _Beurt) -> Omgeving:
        ander = rng.choice([code for code in self.aanbieders if code != plek.aanbieder])
        elders, buur = None, beurt.buur
        if buur is not None and plek.domein in buur.domeinen:
            bezet = _bezet(beurt.bij_buur, plek.domein)
            elders = Plek(self.code, plek.domein, rng.choice(self.aanbieders), buur.client.bsn, bezet)
        daar = Plek(self.code, plek.domein, ander, plek.bsn, plek.bezet)
        return Omgeving(plek, daar, elders, lambda: str(next(self.tellers[plek.domein])))


def portefeuille(  # what a portfolio depends on
    gemeente: str,
    *,
    clients: int,
    seed: int = 0,
    domeinen: Collection[Domein] = tuple(Domein),
    defecten: Collection[str] | None = None,
    aanbieders: Sequence[str] = AANBIEDERS,
    mix: Mix | None = None,
) -> Iterator[Dossier]:
    """Everything one gemeente has running, client by client, the same for the same arguments.

    Args:
        gemeente: a CBS code, four digits.
        clients: how many, at most 9,091.
        seed: any whole number.
        domeinen: wmo, jw or both.
        defecten: names from NAMEN; None or empty for all. Without `schoon` among them everything is broken.
        aanbieders: at least two AGB codes.
        mix: how it is mixed.

    Raises:
        Invoerfout: too many clients, an unknown defect, no domein, or fewer than two aanbieders.
    """
    controleer_aantal(clients)
    if not domeinen or len(set(aanbieders)) < 2:  # noqa: PLR2004  # a number can have holders at two aanbieders
        raise Invoerfout("Een portefeuille heeft minstens een domein (wmo, jw) en twee aanbieders nodig.")
    return _dossiers(
        _Gemeente(
            gemeente,
            tuple(aanbieders),
            {domein: count(EERSTE_NUMMER) for domein in Domein},
            _Trekking(kies_namen(defecten), mix or Mix()),
        ),
        [domein for domein in Domein if domein in domeinen],
        seed,
        clients,
    )


def _dossiers(gemeente: _Gemeente, domeinen: Sequence[Domein], seed: int, clients: int) -> Iterator[Dossier]:
    volgende: Persoon | None = persoon(seed, 0, domeinen)
    wachtend: list[Gelabeld] = []
    for positie in range(clients):
        wie, volgende = volgende, persoon(seed, positie + 1, domeinen) if positie + 1 < clients else None
        assert wie is not None
        beurt = _Beurt(positie, wie, volgende, wachtend)
        gemeente.vul(bron(seed, gemeente.code, positie), beurt)
        yield Dossier(wie.client, tuple(beurt.hier))
        wachtend = beurt.bij_buur
