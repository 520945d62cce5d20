"""Made-up toewijzingen with what `assess` says of them."""

from datetime import date
from typing import Any

from istandaard.model import Toewijzing
from istandaard.releases import Domein

Event = dict[str, Any]

BSN = "999900006"
ANDER = "999900018"
LEGE_ACTIE = dict.fromkeys(
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


def actie(soort: str, latest: str | None, **rest: Any) -> Event:
    return LEGE_ACTIE | {"by": "gemeente", "action": soort, "message": "301", "release": "2.4", "latest": latest} | rest


def opvolger(latest: str, **rest: Any) -> Event:
    looptijd = {"ingangsdatum": "2021-01-01", "einddatum": "2021-06-30"}
    inhoud = {"categorie": "15", "code": "15A01", "volume": 10, "eenheid": "04", "frequentie": "2"}
    return actie("nieuwe_toewijzing", latest, **(looptijd | inhoud | rest))


def beoordeling(deadline: str | None, *acties: Event, **rest: Any) -> Event:
    return {
        "id": "T1",
        "must_migrate": deadline is not None,
        "reasons": ["frequentie_vervallen"] if deadline else [],
        "rules": ["TW-03"] if deadline else [],
        "deadline": deadline,
        "overdue": False,
        "remarks": [],
        "actions": list(acties),
        "alternatives": [],
    } | rest


MET_24 = beoordeling(
    "2020-12-30", actie("intrekken", "2020-12-30", einddatum="2020-12-31"), opvolger("2020-12-30", eenheid="04")
)
ALLEEN_30 = beoordeling(
    "2021-01-31",
    actie("intrekken", "2021-01-31", release="3.0", earliest="2021-01-04", einddatum="2020-12-31"),
    opvolger(
        "2021-01-31", release="3.0", earliest="2021-01-04", volume=None, eenheid=None, frequentie=None, budget=125050
    ),
)
ZONDER_NUMMER = beoordeling(
    "2020-11-30",
    actie("intrekken", "2020-11-30", einddatum="2020-11-30"),
    actie("stop_zorg", "2020-11-30", by="aanbieder", message="307", earliest="2020-11-30", einddatum="2020-11-30"),
    opvolger("2020-11-30", ingangsdatum="2020-12-01"),
    reasons=["no_unique_number"],
)
TE_KIEZEN = beoordeling(
    "2020-12-30",
    reasons=["aspecifiek_met_omvang"],
    alternatives=[
        {"route": "specifiek_met_omvang", "preferred": False, "actions": []},
        {"route": "aspecifiek_met_budget", "preferred": False, "actions": []},
    ],
)
NIETS = beoordeling(None)


def invoer() -> list[tuple[Toewijzing, Event]]:
    return [
        (toewijzing(toewijzingnummer="1003"), ALLEEN_30),
        (toewijzing(), MET_24),
        (toewijzing(toewijzingnummer=None, id=f"0344:wmo:99990001:{BSN}::2020-03-02:15:15A01"), ZONDER_NUMMER),
        (toewijzing(toewijzingnummer="1004", code=None), TE_KIEZEN),
        (toewijzing(toewijzingnummer="1005"), NIETS),
    ]
