"""A scripted trace: a negative case, written as the events a real run would have logged."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from conformance.berichtenmaker import Berichtenmaker
from conformance.gevallen import GEMEENTE, Geval, Invulling
from conformance.opdrachtparams import parameters
from istandaard.berichten import bouw
from istandaard.releases import Domein

__all__ = ["AMSTERDAM", "BEGIN", "EINDE", "Berichtenmaker", "moment", "parameters", "script"]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
BEGIN = date(2020, 9, 1)
EINDE = date(2021, 2, 28)
ALLES = {"clock": "virtual", "notices": True, "assess": True, "plan": True}
STANDAARDUUR = time(9)

Event = dict[str, Any]


def moment(op: str) -> datetime:
    """The instant of a step: its time, or 09:00 Europe/Amsterdam."""
    dag, _, uur = op.partition("T")
    return datetime.combine(date.fromisoformat(dag), time.fromisoformat(uur) if uur else STANDAARDUUR, tzinfo=AMSTERDAM)


def _antwoord(stap: Mapping[str, Any], nummer: int) -> dict[str, Any]:
    if stap["opdracht"] not in {"beoordeel", "plan"}:
        return {}
    genoemd = [{"id": f"{nummer}-{ref}" if ref[:1].isupper() else ref} for ref in stap.get("antwoord", [])]
    return {"assessments" if stap["opdracht"] == "beoordeel" else "plan": genoemd}


def script(geval: Geval, domein: Domein, rol: str) -> Iterator[Event]:
    """The events of a negative case in one domain, judged for one role."""
    invulling = Invulling(geval, domein)
    maker = Berichtenmaker(invulling)
    campagne = f"script-{rol}-{domein}"
    vast = {"campaign": campagne, "case": geval.id}
    einde = geval.data.get("tot", EINDE.isoformat())
    yield {
        "event": "campaign",
        "campaign": campagne,
        "role": rol,
        "domain": str(domein),
        "begin": str(BEGIN),
        "end": einde,
    }
    kan = ALLES | dict(geval.data.get("capaciteiten", {}))
    yield {"event": "hello", "campaign": campagne, "role": rol, "under_test": True, "party": {"capabilities": kan}}
    for client in maker.clienten.values():
        yield {"event": "client", **vast, "bsn": client.bsn}
    for record in invulling.toewijzingen().values():
        yield {"event": "stock", **vast, "toewijzing": record.to_json()}
    for nummer, stap in enumerate(geval.verloop, start=1):
        op = moment(stap["op"])
        kern = {**vast, "n": nummer, "at": op.isoformat()}
        if "bericht" in stap:
            data = stap["bericht"]
            xml = bouw(maker.bericht(nummer, op, data)).decode()
            naar = "aanbieder" if data["van"] == "gemeente" else "gemeente"
            yield {
                "event": "message",
                **kern,
                "from": data["van"],
                "to": naar,
                "code": data["soort"],
                "release": data["release"],
                "origin": "party",
                "xml": xml,
                "faults": [],
            }
        elif "kennisgeving" in stap:
            over = stap["kennisgeving"]
            naar = invulling.aanbieder(over.get("aanbieder", 1)) if over["van"] == "gemeente" else GEMEENTE
            yield {
                "event": "notice",
                **kern,
                "from": over["van"],
                "to": naar,
                "bsn": maker.clienten[over["client"]].bsn,
                "about": over.get("over", "migratie"),
            }
        else:
            yield {
                "event": "instruct",
                **kern,
                "to": stap["aan"],
                "command": stap["opdracht"],
                "params": parameters(maker, stap),
                "result": _antwoord(stap, geval.nummer),
            }
    yield {"event": "end", "campaign": campagne, "at": f"{einde}T23:59:00+01:00"}
