"""What an aanbieder may use once, in which order it declares, and whether it declares or invoices (TR314 .. TR333)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check, format_date
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.claims.orders import claim_orders
from migratietoets.conformance.rules.views.claims.prestaties import claimed
from migratietoets.conformance.rules.views.knowledge import refusal_known
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.declaratie import FACTUUR

NAMES = {"303": "DeclarantFactuurNummer", "323": "DeclaratieNummer"}


def _received(trace: Trace, bericht: SentMessage, *kinds: str) -> list[SentMessage]:
    """The claims of the same aanbieder before a message, but for those it knew to be refused (OP286)."""
    return [
        earlier
        for earlier in trace.from_system(*kinds)
        if earlier.n < bericht.n
        and earlier.aanbieder == bericht.aanbieder
        and not refusal_known(trace, bericht, earlier)
    ]


@rule("TR314", Judges.MESSAGE, looks_at=("303", "323"))
def a_reference_is_used_once(trace: Trace) -> Iterator[Finding]:
    """The ReferentieNummer of a prestatie, debit or credit, was never used before, in this message or another."""
    if trace.role != "aanbieder":
        return
    for bericht in trace.from_system("303", "323"):
        earlier = {id(b) for b in _received(trace, bericht, "303", "323")}
        used = {c.prestatie.referentienummer for c in claimed(trace) if id(c.bericht) in earlier}
        for one in (c for c in claimed(trace) if c.bericht is bericht):
            number = one.prestatie.referentienummer
            yield check(
                trace,
                number not in used,
                one,
                "Het ReferentieNummer is nieuw.",
                "Het ReferentieNummer is al gebruikt.",
                expected="een ReferentieNummer dat nog niet gebruikt is",
                found=number,
                bericht=bericht,
            )
            used.add(number)


@rule("TR333", Judges.MESSAGE, looks_at=("303", "323"))
def a_declaratienummer_is_used_once(trace: Trace) -> Iterator[Finding]:
    """The number of a declaratie, or in a 303 of a declaratie or factuur (TR324), was never used before."""
    if trace.role != "aanbieder":
        return
    for bericht in trace.from_system("303", "323"):
        if bericht.declaratie is None:
            continue
        number = bericht.declaratie.header.number
        used = {b.declaratie.header.number for b in _received(trace, bericht, bericht.kind) if b.declaratie is not None}
        yield check(
            trace,
            number not in used,
            bericht,
            f"Het {NAMES[bericht.kind]} is nieuw.",
            f"Het {NAMES[bericht.kind]} is al gebruikt.",
            expected=f"een {NAMES[bericht.kind]} dat nog niet gebruikt is",
            found=number,
            bericht=bericht,
        )


@rule("OP278", Judges.MESSAGE, looks_at=("303",))
def everything_is_declared_or_everything_is_invoiced(trace: Trace) -> Iterator[Finding]:
    """Between two parties a 303 is a declaratie or a factuur, not now the one and now the other, unless asked."""
    if trace.role != "aanbieder":
        return
    for bericht in trace.from_system("303"):
        if bericht.declaratie is None:
            continue
        kind = bericht.declaratie.header.kind
        asked = [order for order in claim_orders(trace, bericht.aanbieder or "") if order.at <= bericht.at]
        as_asked = bool(asked) and asked[-1].bericht_2020.endswith(kind)
        others = [b for b in _received(trace, bericht, "303") if b.declaratie and b.declaratie.header.kind != kind]
        yield check(
            trace,
            not others or as_asked,
            bericht,
            "Alles wordt gedeclareerd, of alles wordt gefactureerd.",
            "Declareren en factureren lopen door elkaar.",
            expected=f"een 303-{'D' if kind == FACTUUR else 'F'}, zoals eerder",
            found=f"een 303-{kind}",
            bericht=bericht,
        )


@rule("TR318", Judges.MESSAGE, looks_at=("323",))
def declaratieperioden_follow_each_other(trace: Trace) -> Iterator[Finding]:
    """A 323 is about the period of the last one or a later: what is of an earlier month goes in that (IV090)."""
    if trace.role != "aanbieder":
        return
    for bericht in trace.from_system("323"):
        if bericht.declaratie is None:
            continue
        begin = bericht.declaratie.header.begindatum
        others = [b.declaratie.header.begindatum for b in _received(trace, bericht, "323") if b.declaratie is not None]
        last = max(others, default=begin)
        yield check(
            trace,
            begin >= last,
            bericht,
            "De declaratieperiode is die van de vorige declaratie, of een latere.",
            "De declaratieperiode ligt voor die van een eerdere declaratie.",
            expected=f"een periode vanaf {format_date(last)}",
            found=f"een periode vanaf {format_date(begin)}",
            bericht=bericht,
        )
