"""What a gemeente has running: clients with one to three toewijzingen at one or two aanbieders, each with its label."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate, zip_longest
from random import Random

from migratietoets.generators.chance import T, chance, seeded, weighted
from migratietoets.generators.people.clients import check_count, known_in
from migratietoets.generators.people.numbers import NumberSupply, SharedNumbers
from migratietoets.generators.stock.aanbieders import aanbieders_of, sizes
from migratietoets.generators.stock.building import Location, NobodyError, Surroundings, build_defect
from migratietoets.generators.stock.defects.names import (
    CLEAN,
    DEFECTS,
    OTHER_DOMEIN,
    OTHER_GEMEENTE,
    TRAPS,
    Labelled,
    choose_names,
)
from migratietoets.generators.stock.for_whom import BORN, Born, born_with
from migratietoets.generators.stock.mix import Mix
from migratietoets.generators.stock.residents import Somebody, resident
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.model import Client, InputError
from migratietoets.istandaard.releases import START_30, Domein
from migratietoets.istandaard.vervangingen import GENERIEK_BUDGET

COVER = 40
"""So many names at most all occur, each in another client; more would leave little of the mix."""
_ATTEMPTS = 8
"""So many terms are tried before a client goes without."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A client and all toewijzingen of that client in one gemeente."""

    client: Client
    toewijzingen: tuple[Labelled, ...]


@dataclass(slots=True)
class _Lottery:
    """Says which defect comes next: in every second client first each name once, then by weight."""

    names: tuple[str, ...]
    mix: Mix
    cover: list[str] = field(default_factory=list)
    clean: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    broken_weights: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Every name asked for must occur, also in a small portfolio; of very many only those of one part."""
        all_fit = len(self.names) <= COVER
        self.cover = [name for name in self.names if all_fit or "+" not in name][::-1]
        self.clean = [name for name in self.names if name == CLEAN or name in TRAPS]
        weights = {name: self.mix.weights.get(name, DEFECTS[name].weight) for name in self.names if name in DEFECTS}
        self.broken = [name for name, weight in weights.items() if weight]
        self.broken_weights = list(accumulate(weights[name] for name in self.broken))

    def done(self, name: str, client: int) -> None:
        """It occurred, in a client in which it had to."""
        if client % 2 == 0 and self.cover[-1:] == [name]:
            self.cover.pop()

    def next_one(self, rng: Random, client: int, *, first: bool) -> str:
        """The name of the next defect."""
        if first and self.cover and client % 2 == 0:
            return self.cover[-1]
        if not self.broken or (self.clean and chance(rng, self.mix.clean_share)):
            return CLEAN if CLEAN in self.names else rng.choice(self.clean)
        return rng.choices(self.broken, cum_weights=self.broken_weights)[0]


def _occupied(
    labelled: Sequence[Labelled], who: Somebody, domein: Domein
) -> tuple[frozenset[str], frozenset[str], Born]:
    """The categories in this domein, the products in any, and who can have been born to have them."""
    own = [part.toewijzing for part in labelled]
    taken = frozenset(t.categorie or "" for t in own if t.domein == domein)
    return taken, frozenset(t.code or t.categorie or "" for t in own), born_with(own, BORN[who.domeinen])


def _stacks(one: Labelled, other: Labelled) -> bool:
    """Whether one of two becomes generiek, and the other would stand beside it in 2021 (OP259)."""
    generiek = [part for part in (one, other) if _becomes_generiek(part)]
    beside = one.toewijzing.aanbieder == other.toewijzing.aanbieder and one.toewijzing.bsn == other.toewijzing.bsn
    last = [part.toewijzing.einddatum or date.max for part in (one, other)]
    return len(generiek) == 2 or (bool(generiek) and beside and min(last) >= START_30)  # noqa: PLR2004  # both


def _becomes_generiek(part: Labelled) -> bool:
    """A client has one of these at most: two would overlap, and nobody could tell which follows what."""
    return part.toewijzing.vervanging == GENERIEK_BUDGET


def _least_used(choices: Sequence[T], used: Sequence[object]) -> T:
    """The choice that was used least, the first of those."""
    return min(choices, key=used.count)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One client's turn: who it is and who comes next, with the toewijzingen that each has so far."""

    position: int
    who: Somebody
    neighbour: Somebody | None
    here: list[Labelled]
    at_neighbour: list[Labelled] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Gemeente:
    """What stays the same from client to client."""

    code: str
    aanbieders: tuple[str, ...]
    lottery: _Lottery
    shared: SharedNumbers
    numbers: NumberSupply = field(default_factory=NumberSupply)

    def fill(self, rng: Random, turn: _Turn) -> None:
        """Give a client one to three toewijzingen; the second holder of a number may go to the neighbour."""
        mix, who = self.lottery.mix, turn.who
        count = weighted(rng, (1, 2, 3), mix.count_weights)
        aanbieders = self._aanbieders(rng, 2 if chance(rng, mix.two_aanbieders_share) else 1)
        domeinen = who.domeinen[:: rng.choice((1, -1))]
        first = True
        while first or len(turn.here) < count:
            name = self.lottery.next_one(rng, turn.position, first=first)
            domein = _least_used(domeinen, [part.toewijzing.domein for part in turn.here])
            aanbieder = _least_used(aanbieders, [part.toewijzing.aanbieder for part in turn.here])
            place = Location(self.code, domein, aanbieder, who.bsn, *_occupied(turn.here, who, domein))
            parts = self._build(name, rng, self._surroundings(place, turn))
            if not parts and not turn.here:
                self.lottery.done(name, turn.position)
                continue
            if not parts or any(_stacks(part, other) for part in parts for other in turn.here):
                break
            for part in parts:
                (turn.here if part.toewijzing.bsn == who.bsn else turn.at_neighbour).append(part)
            if first:
                self.lottery.done(name, turn.position)
            first = False

    def _aanbieders(self, rng: Random, count: int) -> list[str]:
        """So many different ones, each as often as it is large."""
        found: list[str] = []
        while len(found) < count:
            found = list(dict.fromkeys([*found, weighted(rng, self.aanbieders, sizes(len(self.aanbieders)))]))
        return found

    def _build(self, name: str, rng: Random, surroundings: Surroundings) -> tuple[Labelled, ...]:
        """What the name says, in a term that goes with what there is; nothing where none was found."""
        for _ in range(_ATTEMPTS):
            with suppress(NobodyError):
                parts = build_defect(name, rng, surroundings)
                if all(part.label.must_migrate for part in parts) or not self.lottery.mix.only_broken:
                    return parts
        return ()

    def _surroundings(self, place: Location, turn: _Turn) -> Surroundings:
        domein = place.domein
        other = self.aanbieders[self.aanbieders.index(place.aanbieder) - 1]
        elsewhere, neighbour = None, turn.neighbour
        if neighbour is not None and domein in neighbour.domeinen:
            elsewhere = Location(
                self.code,
                domein,
                place.aanbieder,
                neighbour.bsn,
                *_occupied(turn.at_neighbour, neighbour, domein),
            )

        def shared(name: str) -> str:
            take = self.shared.between_gemeenten if name == OTHER_GEMEENTE else self.shared.between_domeinen
            return take(self.code, domein)

        return Surroundings(
            here=place,
            other_aanbieder=replace(place, aanbieder=other),
            other_client=elsewhere,
            number=lambda: self.numbers.next_one(self.code, domein),
            shared=shared,
            mix=self.lottery.mix,
        )


def out_of_reach(*, gemeenten: int, domeinen: int) -> Mapping[str, str]:
    """The names that cannot be built with so many gemeenten and domeinen, with the reason why."""
    excluded = {}
    if gemeenten < 2:  # noqa: PLR2004  # here and elsewhere
        excluded[OTHER_GEMEENTE] = "daarvoor zijn minstens twee gemeenten nodig."
    if domeinen < 2:  # noqa: PLR2004  # idem
        excluded[OTHER_DOMEIN] = "daarvoor zijn beide domeinen nodig."
    return excluded


def portfolio(  # noqa: PLR0913  # what a portfolio depends on
    gemeente: str,
    *,
    clients: int,
    seed: int = 0,
    domeinen: Collection[Domein] = tuple(Domein),
    defects: Collection[str] | None = None,
    aanbieders: Sequence[str] | None = None,
    mix: Mix | None = None,
    shared: SharedNumbers | None = None,
    first: int = 0,
) -> Iterator[Dossier]:
    """Everything one gemeente has running, client by client, the same for the same arguments.

    Args:
        gemeente: a CBS code, four digits.
        clients: how many, at most 9,091.
        seed: any whole number.
        domeinen: wmo, jw or both.
        defects: names from NAMES, groups, or combinations; None or empty for all. Without a clean one among them
            everything is broken.
        aanbieders: at least two AGB codes, the largest first; None for those of the gemeente.
        mix: how it is mixed.
        shared: the same one for several gemeenten, one after the other, lets them share numbers on purpose.
        first: the place of the first client among the test BSNs; after the last comes the first again.

    Raises:
        InputError: too many clients, an unknown defect or one that cannot be built, no domein, or fewer than two
            aanbieders.
    """
    check_count(clients)
    aanbieders = aanbieders_of(gemeente) if aanbieders is None else aanbieders
    if not domeinen or len(set(aanbieders)) < 2:  # noqa: PLR2004  # a number can have holders at two aanbieders
        raise InputError("Een portefeuille heeft minstens een domein (wmo, jw) en twee aanbieders nodig.")
    excluded = out_of_reach(gemeenten=1 if shared is None else 2, domeinen=len(set(domeinen)))
    mix = mix or Mix()
    names = choose_names(defects, excluded)
    if mix.only_broken:
        names = tuple(name for name in names if name in DEFECTS and DEFECTS[name].needs_something)
    if not names:
        raise InputError(
            "In deze mix is alles stuk; gevonden: alleen wat niets vraagt. Kies een defect of een andere mix."
        )
    lottery = _Lottery(names, mix)
    order = [domein for domein in Domein if domein in domeinen]
    known_in(seed, 0, order, mix.domein_weights)
    available = len(bsns_for_tests())
    positions = [(first + n) % available for n in range(clients)]
    return _dossiers(_Gemeente(gemeente, tuple(aanbieders), lottery, shared or SharedNumbers()), order, seed, positions)


def _dossiers(
    gemeente: _Gemeente, domeinen: Sequence[Domein], seed: int, positions: Sequence[int]
) -> Iterator[Dossier]:
    weights = gemeente.lottery.mix.domein_weights
    bsns = bsns_for_tests()
    people = [Somebody(n, bsns[n], known_in(seed, n, domeinen, weights)) for n in positions]
    waiting: list[Labelled] = []
    before: Client | None = None
    for position, (who, next_one) in enumerate(zip_longest(people, people[1:])):
        turn = _Turn(position, who, next_one, waiting)
        gemeente.fill(seeded(seed, gemeente.code, who.position), turn)
        before = resident(seed, gemeente.code, who, [part.toewijzing for part in turn.here], before)
        yield Dossier(before, tuple(turn.here))
        waiting = turn.at_neighbour
