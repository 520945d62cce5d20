"""From the events of one case in a log to a case in symbols, of which the script is those events again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from migratietoets.conformance.catalogue.calendar import DEFAULT_TIME, END
from migratietoets.conformance.script.inverse.instructions import instruction, notice
from migratietoets.conformance.script.inverse.messages import CONTENT, iso, message
from migratietoets.conformance.script.inverse.names import Inexpressible, Names
from migratietoets.conformance.script.stock import first_line
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.kalender import AMSTERDAM
from migratietoets.istandaard.model import Toewijzing

Writer = Callable[..., dict[str, Any]]
"""From the number of a step to that step."""

SHOWN = {"notices": True, "assess": True, "plan": True, "desk": True}
"""The capabilities that a case can say, and what holds where nobody says anything."""


@dataclass(frozen=True)
class Described:
    """A case as YAML holds it, and what of the events it could not say, in Dutch."""

    data: dict[str, Any]
    left_out: tuple[str, ...]


def describe(trace: Trace, chapter: str) -> Described:
    """The case that says what happened in a trace.

    Args:
        trace: of one case.
        chapter: the chapter of that case; "" where it has none.
    """
    names = Names(trace.domein)
    records = [history.facts for history in _holders(trace) if history.facts is not None]
    left_out: list[str] = []
    ids: dict[str, str | None] = dict.fromkeys(trace.ids)
    given = []
    for record in records:
        try:
            given.append(_given(names, record))
            ids[record.id] = given[-1]["ref"]
        except Inexpressible as error:
            left_out.append(f"een toewijzing vooraf: {error}")
    steps: list[dict[str, Any]] = []
    for at, what, write in _moments(trace, names, ids):
        try:
            steps.append({"op": moment_text(at), **write(len(steps) + 1)})
        except Inexpressible as error:
            left_out.append(f"{what} op {at:%d-%m-%Y}: {error}")
        except (LookupError, TypeError, ValueError):
            left_out.append(f"{what} op {at:%d-%m-%Y}: niet volledig in het logboek")
    data: dict[str, Any] = {"rollen": [trace.role], "domeinen": [str(trace.domein)]}
    if chapter:
        data["hoofdstuk"] = chapter
    told = {key: bool(trace.capabilities.get(key, shown)) for key, shown in SHOWN.items()}
    desk = any("opdracht" in step for step in steps)
    differing = {key: value for key, value in told.items() if value != (desk if key == "desk" else SHOWN[key])}
    if differing:
        data["capaciteiten"] = differing
    if trace.end != END:
        data["tot"] = trace.end.isoformat()
    files = {one.kind: [fault.deviation.value for fault in one.form] for one in trace.berichten if one.form}
    data |= {key: told for key, told in (("bestanden", files), ("products", names.products)) if told}
    data |= {"gegeven": {"toewijzingen": given}, "verloop": steps}
    return Described(data, tuple(left_out))


def _holders(trace: Trace) -> Iterator[History]:
    """The toewijzingen of the case, and those of others on the same calendar that carry a number of one of them."""
    yield from trace.histories.values()
    for number in dict.fromkeys(key.toewijzingnummer for key in trace.histories):
        yield from (one for one in trace.holders.get(number or "", ()) if one.key not in trace.histories)


def moment_text(at: datetime) -> str:
    """The moment of a step, to the minute; nine o'clock goes without saying."""
    here = at.astimezone(AMSTERDAM)
    return f"{here:%Y-%m-%d}" if here.time() == DEFAULT_TIME else f"{here:%Y-%m-%dT%H:%M}"


def _given(names: Names, record: Toewijzing) -> dict[str, Any]:
    ref = names.add(record.key, first_line(record), "T")
    new = record.nieuw
    wish = {} if new is None else {"nieuw": {"specifiek": new.code is not None} | _content(new)}
    facts = {
        "uitvoering": record.uitvoering,
        "vervanging": record.vervanging,
        "gestart": None if record.gestart else False,
        "instemming": None if record.instemming else False,
    }
    return {
        "ref": ref,
        **names.who(record.bsn, record.aanbieder),
        "nummer": names.number(record.toewijzingnummer),
        **names.product(record.categorie, record.code),
        **_content(record),
        "ingangsdatum": iso(record.ingangsdatum),
        "einddatum": iso(record.einddatum),
        **{key: value for key, value in facts.items() if value is not None},
        **wish,
    }


def _content(holder: Any) -> dict[str, Any]:  # noqa: ANN401  # a record, or what is wanted instead
    return {name: value for name in CONTENT if (value := getattr(holder, name)) is not None}


def _moments(trace: Trace, names: Names, ids: Mapping[str, str | None]) -> list[tuple[datetime, str, Writer]]:
    """Every instruction, notice and message in order: its moment, what it is, and how it is written as a step."""
    found: list[tuple[datetime, str, Writer]] = [
        *(
            (one.at, f"opdracht {one.command}", lambda _, given=one: instruction(names, given, ids))
            for one in trace.instructions
        ),
        *(
            (one.at, "een kennisgeving", lambda _, said=one: {"kennisgeving": notice(names, said)})
            for one in trace.notices
        ),
        *(
            (one.at, f"een {one.kind}", lambda step, sent=one: {"bericht": message(names, sent, step)})
            for one in trace.berichten
        ),
    ]
    return sorted(found, key=lambda moment: moment[0])
