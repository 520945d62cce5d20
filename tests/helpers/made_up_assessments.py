"""Made-up toewijzingen with what `assess` says of them."""

import csv
import io
from datetime import date
from typing import Any

from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein
from migratietoets.reports.plan.files import as_csv
from migratietoets.reports.plan.model import Plan

Event = dict[str, Any]

BSN = "999900006"
OTHER_CLIENT = "999900018"
EMPTY_ACTION = dict.fromkeys(
    ("earliest", "ingangsdatum", "einddatum", "categorie", "code", "volume", "eenheid", "frequentie", "budget")
)


def toewijzing(**rest: Any) -> Toewijzing:
    return Toewijzing(
        **{
            "id": "T1",
            "gemeente": "0344",
            "domein": Domein.WMO,
            "aanbieder": "99990001",
            "bsn": BSN,
            "toewijzingnummer": "1001",
            "categorie": "15",
            "code": "15A01",
            "volume": 40,
            "eenheid": "04",
            "frequentie": "3",
            "budget": None,
            "ingangsdatum": date(2020, 3, 2),
            "einddatum": date(2021, 6, 30),
        }
        | rest
    )


def action(kind: str, latest: str | None, **rest: Any) -> Event:
    return (
        EMPTY_ACTION | {"by": "gemeente", "action": kind, "message": "301", "release": "2.4", "latest": latest} | rest
    )


def successor(latest: str, **rest: Any) -> Event:
    term = {"ingangsdatum": "2021-01-01", "einddatum": "2021-06-30"}
    content = {"categorie": "15", "code": "15A01", "volume": 10, "eenheid": "04", "frequentie": "2"}
    return action("nieuwe_toewijzing", latest, **(term | content | rest))


def assessment(deadline: str | None, *actions: Event, **rest: Any) -> Event:
    return {
        "id": "T1",
        "must_migrate": deadline is not None,
        "reasons": ["frequentie_vervallen"] if deadline else [],
        "rules": ["TW-03"] if deadline else [],
        "deadline": deadline,
        "overdue": False,
        "remarks": [],
        "actions": list(actions),
        "alternatives": [],
    } | rest


WITH_24 = assessment(
    "2020-12-30", action("intrekken", "2020-12-30", einddatum="2020-12-31"), successor("2020-12-30", eenheid="04")
)
ONLY_30 = assessment(
    "2021-01-31",
    action("intrekken", "2021-01-31", release="3.0", earliest="2021-01-04", einddatum="2020-12-31"),
    successor(
        "2021-01-31", release="3.0", earliest="2021-01-04", volume=None, eenheid=None, frequentie=None, budget=125050
    ),
)
WITHOUT_NUMBER = assessment(
    "2020-11-30",
    action("intrekken", "2020-11-30", einddatum="2020-11-30"),
    action("stop_zorg", "2020-11-30", by="aanbieder", message="307", earliest="2020-11-30", einddatum="2020-11-30"),
    successor("2020-11-30", ingangsdatum="2020-12-01"),
    reasons=["no_unique_number"],
)
TO_CHOOSE = assessment(
    "2020-12-30",
    reasons=["aspecifiek_met_omvang"],
    alternatives=[
        {"route": "specifiek_met_omvang", "preferred": False, "actions": []},
        {"route": "aspecifiek_met_budget", "preferred": False, "actions": []},
    ],
)
NOTHING = assessment(None)


def inputs() -> list[tuple[Toewijzing, Event]]:
    return [
        (toewijzing(toewijzingnummer="1003"), ONLY_30),
        (toewijzing(), WITH_24),
        (toewijzing(toewijzingnummer=None, id=f"0344:wmo:99990001:{BSN}::2020-03-02:15:15A01"), WITHOUT_NUMBER),
        (toewijzing(toewijzingnummer="1004", code=None), TO_CHOOSE),
        (toewijzing(toewijzingnummer="1005"), NOTHING),
    ]


def rows(plan: Plan) -> list[dict[str, str]]:
    """The rows of a plan as CSV, by column."""
    return list(csv.DictReader(io.StringIO(as_csv(plan), newline="")))
