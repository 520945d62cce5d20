"""Steps of a made-up situation about a request, and what one rule says of it."""

from datetime import date

from migratietoets.conformance.catalogue.loose import loose_case
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import judge_rule
from migratietoets.istandaard.releases import Domein

CARE = {"product": "begeleiding", "specifiek": True, "eenheid": "04", "frequentie": "2"}
RUNNING = {"ref": "T1", "nummer": 1, "volume": 4, **CARE, "ingangsdatum": "2020-03-02", "einddatum": "2021-10-31"}


def vot(op, release="3.0", referentie="R1", **more):
    """A 315 for one product."""
    asked = {"referentie": referentie, "volume": 4, **CARE, "ingangsdatum": "2021-02-01", "einddatum": "2021-12-26"}
    return bericht(op, "aanbieder", "315", release, aanvragen=[asked | more])


def vow(op, referentie="R1", unchanged=(), **more):
    """A 317 that changes T1."""
    change = {"ref": "T1", "ingangsdatum": "2021-02-15", "einddatum": "2021-10-31", "volume": 6}
    change |= {"eenheid": "04", "frequentie": "2", **more}
    asked = {"referentie": referentie, "te_wijzigen": [change], "ongewijzigd": list(unchanged)}
    return bericht(op, "aanbieder", "317", "3.0", wijziging=asked)


def bericht(op, van, soort, release, **content):
    """Any message."""
    return {"op": op, "bericht": {"van": van, "soort": soort, "release": release, **content}}


def retour(op, soort, release, step, van="gemeente", code="0200"):
    """A retourbericht on an earlier step."""
    return bericht(op, van, soort, release, op_stap=step, retourcodes=[code])


def answer(op, says="1", referentie="R1"):
    """A 319."""
    reden = {"reden": "7"} if says == "1" else {}
    return bericht(op, "gemeente", "319", "3.0", verzoek=referentie, verzoekantwoord=says, **reden)


def grant(op, release="3.0", **more):
    """A 301 with one new toewijzing, that names R1."""
    line = {"ref": "N1", "nummer": 11, "referentie": "R1", "volume": 4, **CARE}
    line |= {"ingangsdatum": "2021-02-01", "einddatum": "2021-12-26"}
    client = more.pop("client", "A")
    return bericht(op, "gemeente", "301", release, client=client, regels=[line | more])


def decide(op, *what):
    """The desk of the gemeente decides."""
    step = {"op": op, "aan": "gemeente", "opdracht": "beantwoord_verzoek", "client": "A"}
    return step | {"besluiten": list(what)}


def say(op, code, client="A", **more):
    """A notice of the gemeente."""
    return {"op": op, "kennisgeving": {"van": "gemeente", "client": client, "over": code, **more}}


def change_asked(op, ref="T1", **more):
    """The desk of the aanbieder asks for a change."""
    wish = {"volume": 6, **CARE, "ingangsdatum": "2021-02-15", "einddatum": "2021-10-31", **more}
    return {"op": op, "aan": "aanbieder", "opdracht": "vraag_wijziging_aan", "toewijzing": ref, "gewenst": wish}


def traced(steps, *, role="gemeente", given=(), until="2021-02-28", domein=Domein.WMO, **more):
    """The trace of a situation."""
    data = {"rollen": [role], "domeinen": [str(domein)], "gegeven": {"toewijzingen": list(given)}, "verloop": steps}
    case = loose_case("proef", "proef", data | more | {"tot": until})
    (trace,) = traces(script(case, domein, role)).values()
    assert trace.end == date.fromisoformat(until)
    return trace


def verdict(rule_id, steps, **situation):
    """What one rule says of a situation."""
    return str(judge_rule(register()[rule_id], traced(steps, **situation), 0).verdict)


def change_of_2020(op, what="honoreren", **more):
    """The desk of the gemeente decides on a change of T1 that was asked in 2020."""
    wish = {"volume": 6, **CARE, "ingangsdatum": "2021-02-15", "einddatum": "2021-10-31", **more}
    return decide(op, what) | {"wijziging_2020": {"toewijzing": "T1", "gewenst": wish}}
