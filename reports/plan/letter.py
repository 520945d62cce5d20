"""A migration plan as a letter in Markdown, which a gemeente can send to its aanbieder as it is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from migratietoets.istandaard.releases import (
    DEADLINE_30,
    FIRST_DAY_30,
    NUMBER_DEADLINE,
    SILENCE_END,
    SILENCE_START,
    START_30,
    VARIANT_DEADLINE,
)
from migratietoets.reports.plan.model import Plan, PlanStep
from migratietoets.reports.words.assessment import ROUTES, ToewijzingName, say
from migratietoets.reports.words.codes import DOMEINEN
from migratietoets.reports.words.text import counted, enumeration, one_line, plain

WHAT: dict[date, str] = {
    NUMBER_DEADLINE: "Toewijzingen zonder uniek nummer. Alles gaat nog in release 2.4, ook de stopmelding.",
    VARIANT_DEADLINE: "Toewijzingen die in 2021 niet meer mogen, met een opvolger die in release 2.4 past.",
    DEADLINE_30: f"Opvolgers die alleen in release 3.0 passen. Ze gaan niet eerder uit dan {FIRST_DAY_30:%d-%m-%Y}.",
}
"""What falls due on each of the three deadlines."""


def as_markdown(plan: Plan) -> str:
    """The whole letter."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    standards = enumeration([{"wmo": "iWmo", "jw": "iJw"}[domein] for domein in plan.domeinen])
    yield f"# Migratieplan voor aanbieder {plain(one_line(plan.aanbieder))}"
    yield ""
    laws = enumeration([DOMEINEN[domein] for domein in plan.domeinen])
    yield f"Van gemeente {plain(one_line(plan.gemeente))}, voor {laws}."
    yield from _introduction(plan, standards)
    for moment in plan.moments:
        yield f"\n## Uiterlijk {moment:%d-%m-%Y}\n"
        if moment in WHAT:
            yield f"{WHAT[moment]}\n"
        yield from _table(plan.at(moment))
    if plan.choices:
        yield "\n## Hierover beslissen wij nog\n"
        yield "Voor deze toewijzingen zijn meer opvolgers mogelijk. U hoort van ons welke het wordt.\n"
        yield from _row(("Toewijzing", "Product", "Loopt vanaf", "Mogelijke opvolgers", "Wij beslissen op tijd voor"))
        yield from _row(("---",) * 5)
        for choice in plan.choices:
            routes = "; ".join(ROUTES.get(route, one_line(route)) for route in choice.routes)
            yield from _row((*_who(choice.reference), routes, f"{choice.latest:%d-%m-%Y}"))
    if plan.remarks:
        yield "\n## Opmerkingen\n"
        for remark in plan.remarks:
            yield f"- {plain(remark.reference.full)}: {plain(remark.text)}"


def _introduction(plan: Plan, standards: str) -> Iterator[str]:
    yield f"\nOp {START_30:%d-%m-%Y} gaat release 3.0 van {standards} in."
    if not plan.migrating:
        assessed = _toewijzingen(plan.assessed)
        yield f"Wij hebben {assessed} bekeken die u van ons heeft. Er hoeft niets te veranderen."
        return
    yield f"""Sommige toewijzingen die u van ons heeft, passen daar niet in of hebben geen uniek nummer. Die zetten wij
om. Een opvolger sluit aan op de oude toewijzing, zodat er geen dag zonder toewijzing is. In dit plan leest u wat er
verandert, met welk bericht, en uiterlijk wanneer.

- Wij bekeken {_toewijzingen(plan.assessed)}: {_changeover(plan)}.
- Van {SILENCE_START:%d-%m-%Y} tot en met {SILENCE_END:%d-%m-%Y} gaan er geen berichten heen of weer.
- Wij noemen een toewijzing bij haar nummer, of anders bij product en ingangsdatum. Een BSN staat niet in dit plan."""
    yield from _requests(plan)


def _changeover(plan: Plan) -> str:
    kept = plan.assessed - plan.migrating
    rest = [counted(kept, "blijft zoals die is", "blijven zoals ze zijn")] if kept else []
    return enumeration([counted(plan.migrating, "gaat over", "gaan over"), *rest])


def _requests(plan: Plan) -> Iterator[str]:
    """What the plan asks of the aanbieder: a stop (MT-02), consent to what goes back in time (TW-08), or nothing."""
    remarks = [step for step in plan.steps if step.action["by"] == "aanbieder"]
    if remarks:
        days = enumeration([f"{day:%d-%m-%Y}" for day in sorted({step.latest for step in remarks})])
        yield f"- Wij vragen u om stop zorg (307) te melden voor {_toewijzingen(len(remarks))}, op {days} zelf."
    back = sum(1 for step in plan.steps if _retroactive(step))
    if back:
        yield f"- Wij trekken {_toewijzingen(back)} in met terugwerkende kracht. Laat ons weten of u daarmee instemt."
    if not remarks:
        yield "- U hoeft zelf niets te melden; stuur op onze berichten zoals altijd een retourbericht."


def _retroactive(step: PlanStep) -> bool:
    end = step.action.get("einddatum")
    return bool(step.action["action"] == "intrekken" and end and step.earliest and end < step.earliest.isoformat())


def _table(steps: Sequence[PlanStep]) -> Iterator[str]:
    yield from _row(("Toewijzing", "Product", "Loopt vanaf", "Waarom", "Wat er gebeurt", "Door", "Bericht", "Wanneer"))
    yield from _row(("---",) * 8)
    for step in steps:
        action = step.action
        bericht = f"{action['message']} ({action['release']})" if action.get("message") else "buiten de berichten"
        yield from _row(
            (
                *_who(step.reference),
                ", ".join(step.redenen),
                say(action, step.toewijzing),
                action["by"],
                bericht,
                _when(step),
            )
        )


def _who(reference: ToewijzingName) -> tuple[str, str, str]:
    return reference.name, reference.product, f"{reference.ingangsdatum:%d-%m-%Y}"


def _when(step: PlanStep) -> str:
    if step.earliest == step.latest:
        return f"op {step.latest:%d-%m-%Y}"
    begin = f"van {step.earliest:%d-%m-%Y} " if step.earliest else ""
    return f"{begin}t/m {step.latest:%d-%m-%Y}"


def _row(cells: Iterable[str]) -> Iterator[str]:
    yield f"| {' | '.join(plain(one_line(cell)) for cell in cells)} |"


def _toewijzingen(count: int) -> str:
    return counted(count, "toewijzing", "toewijzingen")
