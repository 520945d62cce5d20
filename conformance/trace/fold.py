"""From the events of a log to the trace of each case: reading messages and folding 301s into histories."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from migratietoets.conformance.trace.model import (
    Award,
    Bericht301Line,
    Declaratie,
    Event,
    History,
    Instruction,
    Notice,
    SentMessage,
    State,
    Trace,
)
from migratietoets.istandaard.berichten import Bericht, BerichtError, read_shared
from migratietoets.istandaard.berichten.declaratie import declaratie_header, prestaties
from migratietoets.istandaard.berichten.declaratieantwoord import refused, rejected_prestaties
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.start_stop import regieproducten
from migratietoets.istandaard.berichten.toewijzing import lines_301
from migratietoets.istandaard.berichten.verzoek import aangevraagde_producten, wijzigingsverzoek
from migratietoets.istandaard.berichten.verzoekantwoord import read_answer
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein


def _award(bericht: Bericht) -> Award:
    lines = [(one.prestatie.referentienummer, one) for one in rejected_prestaties(bericht)]
    return Award(
        refused(bericht),
        {number: one.granted for number, one in lines},
        {number: one.retourcodes for number, one in lines},
    )


def _declaratie(bericht: Bericht) -> Declaratie:
    return Declaratie(declaratie_header(bericht), tuple(prestaties(bericht)))


CONTENT: Mapping[str, tuple[str, Callable[[Bericht], object]]] = {
    "301": ("regels", lambda bericht: tuple(Bericht301Line(*line) for line in lines_301(bericht))),
    "303": ("declaratie", _declaratie),
    "304": ("award", _award),
    "305": ("regie", lambda bericht: tuple(regieproducten(bericht))),
    "307": ("regie", lambda bericht: tuple(regieproducten(bericht))),
    "315": ("verzoeken", lambda b: tuple(product.referentie_aanbieder for product in aangevraagde_producten(b))),
    "317": ("verzoeken", lambda bericht: (wijzigingsverzoek(bericht).referentie_aanbieder,)),
    "319": ("answer", read_answer),
    "323": ("declaratie", _declaratie),
    "325": ("award", _award),
}
"""Message -> the field of SentMessage that holds what it says, and how that is read; of the others only the header."""


def _parsed(event: Event) -> dict[str, Any]:
    """What a message says; nothing when it, its header or one of its lines cannot be read: its faults say why."""
    try:
        bericht = read_shared(event["xml"].encode("utf-8", "surrogatepass"))
        loaded: dict[str, Any] = {"bericht": bericht, "header": header(bericht)}
        if bericht.kind != event["code"]:
            return {}
        if bericht.kind in CONTENT:
            field, read_content = CONTENT[bericht.kind]
            loaded[field] = read_content(bericht)
    except BerichtError:
        return {}
    return loaded


def _sent_message(event: Event) -> SentMessage:
    return SentMessage(
        event["n"],
        datetime.fromisoformat(event["at"]),
        event["from"],
        event["to"],
        event["code"],
        event["release"],
        event["origin"],
        tuple(event["faults"]),
        **_parsed(event),
    )


def _add_stock(trace: Trace, record: Toewijzing) -> None:
    moment = datetime.combine(min(record.ingangsdatum, date(2020, 8, 31)), datetime.min.time())
    history = History(record.key, record)
    history.states.append(State(record.content, record.einddatum, None, moment, None))
    trace.histories[record.key] = history


def _add_bericht(trace: Trace, bericht: SentMessage) -> None:
    trace.berichten.append(bericht)
    if bericht.origin == "party":
        _fold(trace, bericht)


def _fold(trace: Trace, bericht: SentMessage) -> None:
    """Fold the lines of a 301 into the history of their toewijzingen."""
    if bericht.from_ != "gemeente":
        return
    for line in bericht.regels:
        history = trace.histories.setdefault(line.key, History(line.key, None))
        p = line.product
        history.states.append(State(p.content, p.einddatum, p.reden_wijziging, p.moment, bericht))


def traces(events: Iterable[Event]) -> dict[tuple[str, str], Trace]:
    """Cut a log into the trace of each (campaign, case).

    Events of clients that belong to no case are kept out; numbers are compared over the whole campaign.
    """
    roles: dict[str, tuple[str, Domein, date]] = {}
    capabilities: dict[str, Mapping[str, Any]] = {}
    out: dict[tuple[str, str], Trace] = {}
    for event in events:
        kind = event["event"]
        campaign = event.get("campaign", "")
        if kind == "campaign":
            roles[campaign] = (event["role"], Domein(event["domain"]), date.fromisoformat(event["end"]))
        elif kind == "hello" and event["under_test"]:
            capabilities[campaign] = event["party"]["capabilities"]
        elif event.get("case") is not None and kind in READERS:
            key = (campaign, event["case"])
            if key not in out:
                role, domein, end = roles[campaign]
                out[key] = Trace(role, domein, end, {})
            READERS[kind](out[key], event)
        elif kind == "end":
            role, domein, _ = roles[campaign]
            for (from_, _case), trace in out.items():
                if from_ == campaign:
                    trace.end = date.fromisoformat(event["at"][:10])
    for (campaign, _), trace in out.items():
        trace.capabilities = capabilities.get(campaign, {})
        _fold_offered(trace)
    _share_numbers(out)
    return out


def _fold_offered(trace: Trace) -> None:
    """Fold what the kit itself delivered, unless it was refused: then it counts as not received (OP286)."""
    for bericht in [b for b in trace.berichten if b.origin == "kit"]:
        answer = trace.answer_to(bericht)
        if answer is not None and answer.accepts:
            _fold(trace, bericht)


def _read_notice(trace: Trace, event: Event) -> None:
    trace.notices.append(
        Notice(
            datetime.fromisoformat(event["at"]), event["from"], event["to"], event.get("bsn"), event.get("about", "")
        )
    )


def _read_instruction(trace: Trace, event: Event) -> None:
    trace.instructions.append(
        Instruction(
            datetime.fromisoformat(event["at"]), event["to"], event["command"], event["params"], event["result"] or {}
        )
    )


READERS = {
    "client": lambda _trace, _event: None,
    "stock": lambda trace, event: _add_stock(trace, Toewijzing.from_json(event["toewijzing"])),
    "message": lambda trace, event: _add_bericht(trace, _sent_message(event)),
    "notice": _read_notice,
    "instruct": _read_instruction,
}


def _share_numbers(per_case: Mapping[tuple[str, str], Trace]) -> None:
    """Give every trace the numbers and ids of its whole campaign."""
    per_campaign: dict[str, tuple[dict[str, list[History]], set[str]]] = {}
    for (campaign, _), trace in per_case.items():
        holders, ids = per_campaign.setdefault(campaign, ({}, set()))
        for key, history in trace.histories.items():
            if key.toewijzingnummer is not None:
                holders.setdefault(key.toewijzingnummer, []).append(history)
            if history.facts is not None:
                ids.add(history.facts.id)
        trace.holders, trace.ids = holders, ids
