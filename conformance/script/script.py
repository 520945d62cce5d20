"""A scripted trace: a negative case, written as the events a real run would have logged."""

from collections.abc import Iterator, Mapping
from typing import Any

from migratietoets.conformance.catalogue.calendar import BEGIN, END, moment
from migratietoets.conformance.catalogue.cases import GEMEENTE, Case, FilledCase
from migratietoets.conformance.script.instructions import parameters
from migratietoets.conformance.script.messages import BerichtMaker
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.releases import Domein

EVERYTHING = {"clock": "virtual", "notices": True, "assess": True, "plan": True}

Event = dict[str, Any]


def _answer(step: Mapping[str, Any], number: int) -> dict[str, Any]:
    if step["opdracht"] not in {"beoordeel", "plan"}:
        return {}
    named = [{"id": f"{number}-{ref}" if ref[:1].isupper() else ref} for ref in step.get("antwoord", [])]
    return {"assessments" if step["opdracht"] == "beoordeel" else "plan": named}


def script(case: Case, domein: Domein, role: str) -> Iterator[Event]:
    """The events of a negative case in one domain, judged for one role."""
    filled = FilledCase(case, domein)
    maker = BerichtMaker(filled)
    campaign = f"script-{role}-{domein}"
    fixed = {"campaign": campaign, "case": case.id}
    end = case.data.get("tot", END.isoformat())
    yield {
        "event": "campaign",
        "campaign": campaign,
        "role": role,
        "domain": str(domein),
        "begin": str(BEGIN),
        "end": end,
    }
    capabilities = EVERYTHING | dict(case.data.get("capaciteiten", {}))
    yield {
        "event": "hello",
        "campaign": campaign,
        "role": role,
        "under_test": True,
        "party": {"capabilities": capabilities},
    }
    for client in maker.clients.values():
        yield {"event": "client", **fixed, "bsn": client.bsn}
    for record in filled.toewijzingen().values():
        yield {"event": "stock", **fixed, "toewijzing": record.to_json()}
    for number, step in enumerate(case.steps, start=1):
        at = moment(step["op"])
        core = {**fixed, "n": number, "at": at.isoformat()}
        if "bericht" in step:
            data = step["bericht"]
            xml = build(maker.bericht(number, at, data)).decode()
            to = "aanbieder" if data["van"] == "gemeente" else "gemeente"
            yield {
                "event": "message",
                **core,
                "from": data["van"],
                "to": to,
                "code": data["soort"],
                "release": data["release"],
                "origin": "party",
                "xml": xml,
                "faults": [],
            }
        elif "kennisgeving" in step:
            about = step["kennisgeving"]
            to = filled.aanbieder(about.get("aanbieder", 1)) if about["van"] == "gemeente" else GEMEENTE
            yield {
                "event": "notice",
                **core,
                "from": about["van"],
                "to": to,
                "bsn": maker.clients[about["client"]].bsn,
                "about": about.get("over", "migratie"),
            }
        else:
            yield {
                "event": "instruct",
                **core,
                "to": step["aan"],
                "command": step["opdracht"],
                "params": parameters(maker, step),
                "result": _answer(step, case.number),
            }
    yield {"event": "end", "campaign": campaign, "at": f"{end}T23:59:00+01:00"}
