"""Messages that break a rule, whichever way: by a row of the table, its schema, its file, or what went before it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from itertools import islice, product

from migratietoets.generators.messages.message import family
from migratietoets.generators.mutations.exchanges import PEOPLE, BrokenExchange, exchange_rules, exchanges
from migratietoets.generators.mutations.form import asked, form_mutations
from migratietoets.generators.mutations.mutation import mutations, rows
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.xml.file_form import Deviation, deform
from migratietoets.istandaard.berichtregels.breaches import held_to
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import kinds
from migratietoets.istandaard.spelling import meant_pattern
from migratietoets.istandaard.validation import validate

FILE_RULE = "OP192"
"""The rule about the form of a file."""
_DEVIATIONS = (Deviation.BOM, Deviation.LINE_ENDS, Deviation.ENCODING)

Sort = tuple[str, Release, Domein]


@dataclass(frozen=True, slots=True)
class Broken:
    """A message that breaks a rule, beside the valid one it is made of.

    Attributes:
        rule: the official id.
        besides: the rules that it cannot but break besides.
        place: the names to the class or element it is about; empty: the message, or its file.
        valid: None: it should not have been sent.
        before: the messages that went before it, by their kind, where it breaks the rule beside these alone.
    """

    rule: str
    besides: tuple[str, ...]
    kind: str
    release: Release
    domein: Domein
    place: str
    valid: bytes | None
    broken: bytes
    before: tuple[tuple[str, bytes], ...] = ()


@cache
def sorts() -> tuple[Sort, ...]:
    """Every message of every release and domein."""
    return tuple((kind, release, domein) for release, domein in product(Release, Domein) for kind in kinds(release))


@cache
def rules() -> tuple[str, ...]:
    """Every rule that one message can break, by id."""
    held = {rule for sort in sorts() for rule in held_to(*sort)} & {row.rule for row in rows()}
    behind = {code for sort in sorts() for one in asked(*sort) for code in one.codes}
    return tuple(sorted(held | behind | {FILE_RULE}))


@cache
def all_rules() -> tuple[str, ...]:
    """Those, and every rule that a message can break beside what went before it."""
    return tuple(sorted({*rules(), *exchange_rules()}))


def choose_rules(patterns: Collection[str], known: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """The rules that fit a pattern (`TR3*`), in order.

    Args:
        patterns: ids, or patterns of these.
        known: the rules to choose from; None: `all_rules`.

    Raises:
        InputError: a pattern that fits none; it says what may have been meant.
    """
    known = all_rules() if known is None else known
    for pattern in patterns:
        if not any(fnmatchcase(rule, pattern) for rule in known):
            raise InputError(_unknown(pattern, known))
    return tuple(rule for rule in known if any(fnmatchcase(rule, pattern) for pattern in patterns))


def _unknown(pattern: str, known: tuple[str, ...]) -> str:
    if pattern in modelregels():
        alone = "met één bericht niet te breken" if pattern in exchange_rules() else "niet met een breuk te maken"
        return f"Regel {pattern} is {alone}. Kies een andere; docs/breuken.md noemt ze."
    return (
        f"Regel {pattern[:40]!r} is niet bekend.{meant_pattern(pattern, known)} "
        "Verwacht een regel van docs/breuken.md, of een patroon als TR3*."
    )


def broken(
    rule: str, *, domeinen: Collection[Domein] = tuple(Domein), seed: int = 0, number: int = 0
) -> Iterator[Broken]:
    """Messages that break a rule, each about somebody else, with an identification of its own.

    Of a rule of the table every mutation; of one behind a schema or a file one or a few for each message; and every
    exchange in which a message breaks it beside what went before.

    Args:
        rule: one of `all_rules`.
        domeinen: where.
        seed: the same seed gives the same bytes.
        number: of the first message, as of `generators.messages`; the next one has the next number.
    """
    for sort in sorts():
        if sort[2] not in domeinen:
            continue
        place = 0
        while (one := _nth(rule, sort, place, seed, number)) is not None:
            yield one
            place, number = place + 1, number + 1
    for domein in (one for one in Domein if one in domeinen):
        for place, _ in enumerate(exchanges(domein, rule=rule)):
            (exchange,) = islice(exchanges(domein, rule=rule, seed=seed, number=number), place, place + 1)
            yield _of_exchange(exchange)
            number += PEOPLE


def _nth(rule: str, sort: Sort, place: int, seed: int, number: int) -> Broken | None:
    """The message of this kind that breaks the rule in the way with this place."""
    if rule == FILE_RULE:
        return next(islice(_of_file(sort, seed, number), place, None), None)
    if any(row.rule == rule for row in rows()) and rule in held_to(*sort):
        return next(islice(_of_table(rule, sort, seed, number), place, None), None)
    return next(_of_form(rule, sort, seed, number), None) if place == 0 else None


def _of_table(rule: str, sort: Sort, seed: int, number: int) -> Iterator[Broken]:
    for one in mutations(*sort, rule=rule, seed=seed, number=number):
        yield Broken(rule, one.besides, *sort, one.place, build(one.valid), build(one.broken))


def _of_form(rule: str, sort: Sort, seed: int, number: int) -> Iterator[Broken]:
    for one in form_mutations(*sort, code=rule, seed=seed, number=number):
        if {remark.code for remark in validate(one.broken)} == {rule}:
            yield Broken(rule, (), *sort, one.path, one.valid, one.broken)


def _of_exchange(exchange: BrokenExchange) -> Broken:
    bericht = exchange.broken.bericht
    valid = None if exchange.valid is None else build(exchange.valid.bericht)
    before = tuple((one.bericht.kind, build(one.bericht)) for one in exchange.before)
    sort = (bericht.kind, bericht.release, bericht.domein)
    return Broken(exchange.rule, (), *sort, "", valid, build(bericht), before)


def _of_file(sort: Sort, seed: int, number: int) -> Iterator[Broken]:
    valid = build(next(iter(family(*sort, seed=seed, number=number).values())))
    for deviation in _DEVIATIONS:
        yield Broken(FILE_RULE, (), *sort, "", valid, deform(valid.decode(), [deviation]).encode())
