"""Toewijzingen with one defect and their label, and the words in which a label is worked out by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from migratietoets.generators.chance import seeded
from migratietoets.generators.stock.building import Location, toewijzing_id
from migratietoets.generators.stock.consequences import label
from migratietoets.generators.stock.defects.content import BREAKS, Flaw
from migratietoets.generators.stock.defects.frequentie import DateSituation
from migratietoets.generators.stock.products import Product
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein

Wish = Callable[[Flaw], bool]
YES, NO = True, False
KEYS = (
    "by", "action", "message", "release", "earliest", "latest", "reden_wijziging", "ingangsdatum", "einddatum",
    "categorie", "code", "volume", "eenheid", "frequentie", "budget",
)  # fmt: skip
HOUSING = Product("15", "15A01", "Beschermd wonen", "inspanning", "04", 1, (1,), (10,), (40,), (365,))
DAGDEEL = Product("07", "07A03", "Dagbesteding", "inspanning", "16", 1, (2,), (4,), (17,), (100,))
EURO = Product("10", "10A01", "Maatwerk", "output", "83", 1, (2500,), (17500,), (76000,), (730000,))
RIDES = Product("08", "08A01", "Vervoer", "inspanning", "82", 1, (2,), (4,), (17,), (365,))
STUKS = Product("12", "12A01", "Scootmobiel", "output", "82", 1, (1,), (3,), (13,), (24,))
UNKNOWN = Product("13", "13A02", "Traplift", None, "82", 1, (), (1,), (2,), (4,))


def make_action(by: str, action: str, message: str | None, release: str | None, **fields: object) -> dict[str, Any]:
    return dict.fromkeys(KEYS) | {"by": by, "action": action, "message": message, "release": release} | fields


def withdraw(release: str, latest: str, until: str, reden: str = "03") -> dict[str, Any]:
    earliest = "2021-01-04" if release == "3.0" else None
    return make_action(
        "gemeente", "intrekken", "301", release,
        earliest=earliest, latest=latest, reden_wijziging=reden, einddatum=until,
    )  # fmt: skip


def grant(release: str, latest: str, from_: str, until: str | None, *content: object) -> dict[str, Any]:
    """The content is categorie, code, volume, eenheid, frequentie, budget."""
    categorie, code, volume, eenheid, frequentie, budget = content
    return make_action(
        "gemeente", "nieuwe_toewijzing", "301", release,
        earliest="2021-01-04" if release == "3.0" else None, latest=latest, ingangsdatum=from_, einddatum=until,
        categorie=categorie, code=code, volume=volume, eenheid=eenheid, frequentie=frequentie, budget=budget,
    )  # fmt: skip


N, V, D = "2020-11-30", "2020-12-30", "2021-01-31"
STOP = make_action("aanbieder", "stop_zorg", "307", "2.4", earliest=N, latest=N, einddatum=N)
INFORM = make_action("gemeente", "informeer_aanbieder", None, None, latest=V)
WITHDRAW_NUMBER = withdraw("2.4", N, "2020-11-30")
WITHDRAW_24 = withdraw("2.4", V, "2020-12-31")
WITHDRAW_30 = withdraw("3.0", D, "2020-12-31")


def run_on(successor: dict[str, Any]) -> dict[str, Any]:
    """Both routes of a successor that needs 3.0."""
    beforehand = {"route": "vooraf_intrekken", "preferred": False, "actions": [INFORM, WITHDRAW_24, successor]}
    return {"deadline": D, "actions": [WITHDRAW_30, successor], "alternatives": [beforehand]}


CONTENTS = {
    "eenheid_per_dag": ["etmaal_per_dag", "dagdeel_per_dag", "euro_per_dag"],
    "einddatum_ontbreekt": ["einddatum_ontbreekt_week", "einddatum_ontbreekt_totaal"],
    "stuks_inspanning": [name for name in BREAKS if "stuks_inspanning" in name and "aspecifiek" not in name],
    "aspecifiek_met_omvang": [name for name in BREAKS if "aspecifiek" in name],
}
"""The kinds of content that a case below may be built with."""


def always(_defect: Flaw) -> bool:
    return True


def volume(what: int, frequentie: str) -> Wish:
    return lambda flaw: (
        flaw.old.omvang is not None and ((flaw.old.omvang.volume, flaw.old.omvang.frequentie) == (what, frequentie))
    )


def wanted(route: str | None, new_given: bool | None = None, frequentie: str | None = None) -> Wish:  # noqa: FBT001  # reads as a table
    def fits(flaw: Flaw) -> bool:
        old = flaw.old.omvang.frequentie if flaw.old.omvang else None
        return flaw.vervanging == route and new_given in {None, flaw.nieuw is not None} and frequentie in {None, old}

    return fits


def build(  # noqa: PLR0913  # a case has this many sides
    content: str,
    product: Product,
    from_: str,
    until: str | None,
    wish: Wish = always,
    *,
    number: str | None = "1001",
    number_broken: bool = False,
    gestart: bool = True,
    instemming: bool = True,
) -> tuple[Toewijzing, dict[str, Any]]:
    """The first break of this kind that is as wished, as a record with its label."""
    begin, end = date.fromisoformat(from_), None if until is None else date.fromisoformat(until)
    situation = DateSituation(open_ended=end is None)
    names = [name for name in CONTENTS.get(content, (content,)) if BREAKS[name].open_ended in {None, end is None}]
    attempts = (BREAKS[name].inject(seeded("test", n), product, situation) for name in names for n in range(9000))
    flaw = next(attempt for attempt in attempts if wish(attempt))
    place = Location("0344", Domein.WMO, "99990001", "999900006")
    toewijzing = Toewijzing(
        toewijzing_id(place, number, begin, flaw), place.gemeente, place.domein, place.aanbieder, place.bsn, number,
        begin, end, flaw.uitvoering, flaw.vervanging, gestart, instemming, flaw.nieuw, **flaw.old.fields,
    )  # fmt: skip
    return toewijzing, label(toewijzing, flaw, number_broken=number_broken).to_json()


def expected(reasons: list[str], **fields: object) -> dict[str, Any]:
    """A label without id and remarks; the rules follow from the reasons in a way that is easy to see."""
    variant = [reden for reden in reasons if reden != "no_unique_number"]
    rules = ["TW-02"] * ("no_unique_number" in reasons) + ["TW-03"] * bool(variant)
    bare = {"deadline": None, "actions": [], "alternatives": []}
    return {"must_migrate": bool(reasons), "reasons": reasons, "rules": rules, **bare, **fields}


def check(received: dict[str, Any], expectation: dict[str, Any], remarks: int) -> None:
    assert len(received["remarks"]) == remarks
    assert {key: value for key, value in received.items() if key not in {"id", "remarks"}} == expectation


NOTHING = expected([])
