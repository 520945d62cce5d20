"""Scripts around claims: toewijzingen and steps as a case writes them, and what every rule says of them."""

import yaml

from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.istandaard.releases import Domein

CARE = """{ref: T1, nummer: 1, product: begeleiding, specifiek: true, volume: 40, eenheid: "04", frequentie: "4",
  ingangsdatum: "2020-06-01", einddatum: "2021-05-30", uitvoering: inspanning}"""
RIDES = """{ref: T1, nummer: 1, product: vervoer, specifiek: true, volume: 6, eenheid: "82", frequentie: "2",
  ingangsdatum: "2020-06-01", einddatum: "2020-12-31", uitvoering: output}"""
NEXT_RIDES = """{ref: T2, nummer: 2, product: vervoer, specifiek: true, volume: 6, eenheid: "82", frequentie: "2",
  ingangsdatum: "2021-01-01", einddatum: "2021-08-29", uitvoering: output}"""
RIDE_ON = RIDES.replace("2020-12-31", "2021-08-29")

NOVEMBER, DECEMBER = ("2020-11-01", "2020-11-30"), ("2020-12-01", "2020-12-31")
JANUARY, P13 = ("2021-01-01", "2021-01-31"), ("2020-12-07", "2020-12-31")


def delivered(on, geleverd, volume, uitvoering="inspanning", tarief=4700):
    return {"op": on, "aan": "aanbieder", "opdracht": "registreer_levering", "toewijzing": "T1", "geleverd": geleverd,
            "uitvoering": uitvoering, "volume": volume, "tarief": tarief}  # fmt: skip


def asked(on, until, division="maand", bericht="303-D"):
    return {"op": on, "aan": "aanbieder", "opdracht": "declareer", "tot_en_met": until, "bericht_2020": bericht,
            "periode_2020": division}  # fmt: skip


def claim(referentie, period, volume, tarief=4700, ref="T1", **more):
    return {"referentie": referentie, "ref": ref, "begindatum": period[0], "einddatum": period[1],
            "volume": volume, "tarief": tarief} | more  # fmt: skip


def sent(on, kind, period, *prestaties, release="3.0", **more):
    return {"op": on, "bericht": {"van": "aanbieder", "soort": kind, "release": release,
            "periode": {"begin": period[0], "eind": period[1]}, "prestaties": list(prestaties), **more}}  # fmt: skip


def answered(on, kind, step, release="3.0", **more):
    return {"op": on, "bericht": {"van": "gemeente", "soort": kind, "release": release, "op_stap": step, **more}}


def rule_verdicts(toewijzingen, steps, role="aanbieder", domein=Domein.WMO, **more):
    """Every rule that says something of a script, with its verdict."""
    data = {
        "id": "declareren/script", "titel": "-", "soort": "negatief", "rollen": [role], "domeinen": [str(domein)],
        "bron": "-", "gegeven": {"toewijzingen": [yaml.safe_load(one) for one in toewijzingen]}, "verloop": steps,
        "verwacht": {"DC-01": "fail"}, **more,
    }  # fmt: skip
    (trace,) = traces(script(read_case(1, data), domein, role)).values()
    return {r.id: str(judge_rule(r, trace, 0).verdict) for r in checkable(role)}


def fails(*args, **kwargs) -> set[str]:
    answers = {"OP090", "AC-08", "AC-09"}
    return {r for r, verdict in rule_verdicts(*args, **kwargs).items() if verdict == "fail"} - answers
