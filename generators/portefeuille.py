"""What a gemeente has running: clients with one to three toewijzingen at one or two aanbieders, each with its label."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from generators.bouwen import Omgeving, Plek, bouw_defect
from generators.defecten import ANDER_DOMEIN, ANDERE_GEMEENTE, DEFECTEN, SCHOON, VALSTRIKKEN, Gelabeld, kies_namen
from generators.mix import Mix
from generators.nummers import Gedeeld, Nummers
from generators.opvolgers import GENERIEK_BUDGET
from generators.personen import AANBIEDERS, Persoon, controleer_aantal, persoon
from generators.toeval import T, bron, gewogen, kans
from istandaard.model import Client, Invoerfout
from istandaard.releases import Domein

DEKKING = 40
"""So many names at most all occur, each in another client; more would leave little of the mix."""


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
    schoon: list[str] = field(default_factory=list)
    stuk: list[str] = field(default_factory=list)
    gewicht_stuk: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Every name asked for must occur, also in a small portfolio; of very many only those of one part."""
        alle = len(self.namen) <= DEKKING
        self.dekking = [naam for naam in self.namen if alle or "+" not in naam][::-1]
        self.schoon = [naam for naam in self.namen if naam == SCHOON or naam in VALSTRIKKEN]
        gewichten = {
            naam: self.mix.gewichten.get(naam, DEFECTEN[naam].gewicht) for naam in self.namen if naam in DEFECTEN
        }
        self.stuk = [naam for naam, gewicht in gewichten.items() if gewicht]
        self.gewicht_stuk = list(accumulate(gewichten[naam] for naam in self.stuk))

    def volgende(self, rng: Random, client: int, *, eerste: bool) -> str:
        """The name of the next defect."""
        if eerste and self.dekking and client % 2 == 0:
            return self.dekking.pop()
        if not self.stuk or (self.schoon and kans(rng, self.mix.aandeel_schoon)):
            return SCHOON if SCHOON in self.namen else rng.choice(self.schoon)
        return rng.choices(self.stuk, cum_weights=self.gewicht_stuk)[0]


def _bezet(gelabeld: Sequence[Gelabeld], domein: Domein) -> frozenset[str]:
    return frozenset(deel.toewijzing.categorie or "" for deel in gelabeld if deel.toewijzing.domein == domein)


def _wordt_generiek(deel: Gelabeld) -> bool:
    """A client has one of these at most: two would overlap, and nobody could tell which follows what."""
    return deel.toewijzing.vervanging == GENERIEK_BUDGET


def _minst(keuzes: Sequence[T], gebruikt: Sequence[object]) -> T:
    """The choice that was used least, the first of those."""
    return min(keuzes, key=gebruikt.count)


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
    trekking: _Trekking
    gedeeld: Gedeeld
    nummers: Nummers = field(default_factory=Nummers)

    def vul(self, rng: Random, beurt: _Beurt) -> None:
        """Give a client one to three toewijzingen; the second holder of a number may go to the neighbour."""
        mix, wie = self.trekking.mix, beurt.wie
        aantal = gewogen(rng, (1, 2, 3), mix.gewicht_aantal)
        aanbieders = rng.sample(self.aanbieders, 2 if kans(rng, mix.aandeel_twee_aanbieders) else 1)
        domeinen = wie.domeinen[:: rng.choice((1, -1))]
        eerste = True
        while eerste or len(beurt.hier) < aantal:
            naam = self.trekking.volgende(rng, beurt.positie, eerste=eerste)
            domein = _minst(domeinen, [deel.toewijzing.domein for deel in beurt.hier])
            aanbieder = _minst(aanbieders, [deel.toewijzing.aanbieder for deel in beurt.hier])
            plek = Plek(self.code, domein, aanbieder, wie.client.bsn, _bezet(beurt.hier, domein))
            delen = bouw_defect(naam, rng, self._omgeving(plek, beurt))
            if _wordt_generiek(delen[0]) and any(_wordt_generiek(deel) for deel in beurt.hier):
                break
            for deel in delen:
                (beurt.hier if deel.toewijzing.bsn == wie.client.bsn else beurt.bij_buur).append(deel)
            eerste = False

    def _omgeving(self, plek: Plek, beurt: _Beurt) -> Omgeving:
        domein = plek.domein
        ander = next(code for code in self.aanbieders if code != plek.aanbieder)
        elders, buur = None, beurt.buur
        if buur is not None and domein in buur.domeinen:
            elders = Plek(self.code, domein, plek.aanbieder, buur.client.bsn, _bezet(beurt.bij_buur, domein))

        def gedeeld(naam: str) -> str:
            neem = self.gedeeld.tussen_gemeenten if naam == ANDERE_GEMEENTE else self.gedeeld.tussen_domeinen
            return neem(self.code, domein)

        return Omgeving(
            hier=plek,
            andere_aanbieder=Plek(self.code, domein, ander, plek.bsn, plek.bezet),
            andere_client=elders,
            nummer=lambda: self.nummers.volgende(self.code, domein),
            gedeeld=gedeeld,
            mix=self.trekking.mix,
        )


def buiten_bereik(*, gemeenten: int, domeinen: int) -> Mapping[str, str]:
    """The names that cannot be built with so many gemeenten and domeinen, with the reason why."""
    niet = {}
    if gemeenten < 2:  # noqa: PLR2004  # here and elsewhere
        niet[ANDERE_GEMEENTE] = "daarvoor zijn minstens twee gemeenten nodig."
    if domeinen < 2:  # noqa: PLR2004  # idem
        niet[ANDER_DOMEIN] = "daarvoor zijn beide domeinen nodig."
    return niet


def portefeuille(  # noqa: PLR0913  # what a portfolio depends on
    gemeente: str,
    *,
    clients: int,
    seed: int = 0,
    domeinen: Collection[Domein] = tuple(Domein),
    defecten: Collection[str] | None = None,
    aanbieders: Sequence[str] = AANBIEDERS,
    mix: Mix | None = None,
    gedeeld: Gedeeld | None = None,
) -> Iterator[Dossier]:
    """Everything one gemeente has running, client by client, the same for the same arguments.

    Args:
        gemeente: a CBS code, four digits.
        clients: how many, at most 9,091.
        seed: any whole number.
        domeinen: wmo, jw or both.
        defecten: names from NAMEN, groups, or combinations; None or empty for all. Without a clean one among them
            everything is broken.
        aanbieders: at least two AGB codes.
        mix: how it is mixed.
        gedeeld: the same one for several gemeenten, one after the other, lets them share numbers on purpose.

    Raises:
        Invoerfout: too many clients, an unknown defect or one that cannot be built, no domein, or fewer than two
            aanbieders.
    """
    controleer_aantal(clients)
    if not domeinen or len(set(aanbieders)) < 2:  # noqa: PLR2004  # a number can have holders at two aanbieders
        raise Invoerfout("Een portefeuille heeft minstens een domein (wmo, jw) en twee aanbieders nodig.")
    niet = buiten_bereik(gemeenten=1 if gedeeld is None else 2, domeinen=len(set(domeinen)))
    mix = mix or Mix()
    trekking = _Trekking(kies_namen(defecten, niet), mix)
    volgorde = [domein for domein in Domein if domein in domeinen]
    persoon(seed, 0, volgorde, mix.gewicht_domeinen)
    return _dossiers(_Gemeente(gemeente, tuple(aanbieders), trekking, gedeeld or Gedeeld()), volgorde, seed, clients)


def _dossiers(gemeente: _Gemeente, domeinen: Sequence[Domein], seed: int, clients: int) -> Iterator[Dossier]:
    gewichten = gemeente.trekking.mix.gewicht_domeinen
    volgende: Persoon | None = persoon(seed, 0, domeinen, gewichten)
    wachtend: list[Gelabeld] = []
    for positie in range(clients):
        wie, volgende = volgende, persoon(seed, positie + 1, domeinen, gewichten) if positie + 1 < clients else None
        assert wie is not None
        beurt = _Beurt(positie, wie, volgende, wachtend)
        gemeente.vul(bron(seed, gemeente.code, positie), beurt)
        yield Dossier(wie.client, tuple(beurt.hier))
        wachtend = beurt.bij_buur
