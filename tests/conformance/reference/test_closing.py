"""Withdrawing and stopping, on either side of the transition: which reason goes with which reaction."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.istandaard.berichten.verzoek import wijzigingsverzoek
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein
from tests.helpers.play import DOMEINEN, PRODUCT, Chain, Player, gewenst, player, ref, toewijzing
from tests.helpers.start_stop_by_hand import AS_PLANNED, PREMATURE
from tests.helpers.toewijzing_by_hand import bericht_301, per

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

OWN = {Domein.WMO: "22", Domein.JW: "33"}


def month(domein, **otherwise) -> Toewijzing:
    return toewijzing(domein, **({"frequentie": "4"} | otherwise))


def withdrawn(t: Toewijzing, day: str, release: str, end: str, reden: str, until: str) -> Player:
    """An aanbieder who received a withdrawal, and whose clock then went on."""
    a = player("aanbieder", t)
    a.to(day)
    a.deliver(bericht_301(day, release, (per(t, end), reden)), release=release)
    a.to(until, "08:00")
    return a


@pytest.mark.parametrize(
    ("received", "reden", "asked", "stopped"),
    [
        ("2020-12-30", "09", "eigen", "36"),
        ("2020-12-30", "09", "36", "36"),
        ("2020-12-30", "02", "02", "02"),
        ("2020-12-30", "07", "02", "36"),
        ("2020-12-30", "09", "20", "20"),
        ("2021-01-04", "08", "eigen", "36"),
    ],
)
def test_a_stop_by_the_desk_after_an_intrekking(domein, received, reden, asked, stopped):
    t = month(domein)
    a = withdrawn(t, received, "2.4" if "2020" in received else "3.0", "2021-01-10", reden, "2021-01-05")
    own = OWN[domein] if asked == "eigen" else asked
    (stop,) = a.instruction("stop_zorg", toewijzing=ref(t), einddatum="2021-01-05", reden=own)
    assert (stop.kind, stop.release, stop.regie[0].reden_beeindiging) == ("307", "3.0", stopped)
    assert a.instruction("stop_zorg", toewijzing=ref(t), einddatum="2021-01-05", reden=own) == []


def test_a_stop_in_24_after_an_intrekking_carries_a_reden_of_its_own(domein):
    t = month(domein)
    a = withdrawn(t, "2020-12-10", "2.4", "2020-12-20", "07", "2020-12-18")
    (stop,) = a.instruction("stop_zorg", toewijzing=ref(t), einddatum="2020-12-18", reden=OWN[domein])
    assert (stop.release, stop.regie[0].reden_beeindiging) == ("2.4", OWN[domein])


def test_a_stop_without_intrekking_carries_its_own_reden_in_30(domein):
    t = month(domein)
    a = player("aanbieder", t)
    a.to("2021-01-05")
    (stop,) = a.instruction("stop_zorg", toewijzing=ref(t), einddatum="2021-01-05", reden=OWN[domein])
    assert stop.regie[0].reden_beeindiging == OWN[domein]


@pytest.mark.parametrize(("asked", "reden"), [(False, "36"), (True, "37")])
def test_stopped_of_itself_after_an_intrekking_in_30(domein, asked, reden):
    t = month(domein)
    a = player("aanbieder", t)
    a.to("2021-01-05")
    xml = bericht_301("2021-01-05", "3.0", (per(t, "2021-01-10"), "12" if asked else "08"))
    if asked:
        wish = gewenst(PRODUCT[domein], "2021-01-11", "2021-06-30", volume=6)
        (verzoek,) = a.instruction("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wish)
        referentie = wijzigingsverzoek(verzoek.bericht).referentie_aanbieder
        after = "</wmo301:ToewijzingNummer>" if domein is Domein.WMO else "</jw301:ToewijzingNummer>"
        name = after.replace("</", "").replace(">", "").replace("ToewijzingNummer", "ReferentieAanbieder")
        xml = xml.replace(after, f"{after}<{name}>{referentie}</{name}>")
    a.deliver(xml, release="3.0")
    (stop,) = a.to("2021-01-31")
    assert (stop.day, stop.regie[0].reden_beeindiging) == ("2021-01-10", reden)


def test_what_runs_out_stops_according_to_plan(domein):
    t = month(domein, einddatum=date(2020, 12, 31))
    a = player("aanbieder", t)
    (stop,) = a.to("2021-01-31")
    assert (stop.release, stop.day, stop.regie[0].reden_beeindiging) == ("3.0", "2021-01-04", AS_PLANNED[domein])


def gemeente_after_stop(t: Toewijzing, stopped: str, reden: str, at: str) -> Player:
    """A gemeente that received a stop and then went on."""
    a = player("aanbieder", t)
    a.to(stopped)
    (stop,) = a.instruction("stop_zorg", toewijzing=ref(t), einddatum=stopped, reden=reden)
    g = player("gemeente", t)
    g.to(stopped)
    g.deliver(stop.xml, "307", stop.release)
    g.to(at)
    return g


@pytest.mark.parametrize(
    ("stopped", "reden", "at", "asked", "withdrawn"),
    [
        ("2020-12-17", "eigen", "2020-12-18", "aanbieder", "09"),
        ("2020-12-28", "eigen", "2021-01-04", "herbeoordeling", "12"),
        ("2020-12-28", "eigen", "2021-01-04", "aanbieder", "12"),
        ("2020-12-28", "20", "2021-01-12", "client", "09"),
        ("2020-12-28", "02", "2021-01-12", "overlijden", "02"),
        ("2021-01-05", "eigen", "2021-01-08", "client", "12"),
        ("2021-01-05", "36", "2021-01-08", "client", "09"),
        ("2021-01-05", "37", "2021-01-08", "wijzigingsverzoek", "12"),
        ("2021-01-05", "37", "2021-01-08", "herbeoordeling", "08"),
    ],
)
def test_withdrawing_after_a_stop(domein, stopped, reden, at, asked, withdrawn):
    t = month(domein)
    g = gemeente_after_stop(t, stopped, OWN[domein] if reden == "eigen" else reden, at)
    (bericht,) = g.instruction("trek_in", toewijzing=ref(t), einddatum=at, aanleiding=asked)
    assert bericht.lines[0].reden_wijziging == withdrawn


@pytest.mark.parametrize(("end", "reden"), [("2021-01-20", "12"), ("2021-12-31", "04")])
def test_another_einddatum_after_a_stop(domein, end, reden):
    t = month(domein)
    g = gemeente_after_stop(t, "2020-12-28", OWN[domein], "2021-01-08")
    (bericht,) = g.instruction("wijzig_einddatum", toewijzing=ref(t), einddatum=end)
    assert bericht.lines[0].reden_wijziging == reden


@pytest.mark.parametrize("route", [None, "vooraf_intrekken"])
def test_an_intrekking_to_migrate_does_not_carry_12(domein, route):
    t = month(domein, eenheid="82", uitvoering="inspanning")
    g = player("gemeente", t)
    g.to("2020-12-01")
    berichten = g.migrate(route) + g.to("2021-01-31")
    assert {r.reden_wijziging for b in berichten for r in b.lines} == {"03", None}


@pytest.mark.parametrize(
    ("stop", "intrekking", "releases", "redenen"),
    [
        ("2020-12-16", "2020-12-18", ("2.4", "2.4"), ("eigen", "08")),
        ("2020-12-28", "2021-01-06", ("2.4", "3.0"), ("eigen", "12")),
        ("2021-01-04", "2020-12-30", ("3.0", "2.4"), ("36", "08")),
        ("2021-01-18", "2021-01-11", ("3.0", "3.0"), ("36", "08")),
        ("2020-12-18", "2020-12-14", ("2.4", "2.4"), ("eigen", "08")),
    ],
)
def test_the_pair_across_the_changeover(domein, stop, intrekking, releases, redenen):
    t = month(domein)
    chain = Chain(t, from_="2020-12-10")
    chain.plan(stop, "aanbieder", "stop_zorg", toewijzing=ref(t), einddatum=min(stop, intrekking), reden=OWN[domein])
    end = "2021-01-24" if "3.0" in releases else "2020-12-20"
    chain.plan(intrekking, "gemeente", "trek_in", toewijzing=ref(t), einddatum=end, aanleiding="herbeoordeling")
    chain.play()
    (stopped,), (withdrawn_bericht,) = chain.from_("307"), chain.from_("301")
    assert (stopped.release, withdrawn_bericht.release) == releases
    expected = (OWN[domein] if redenen[0] == "eigen" else redenen[0], redenen[1])
    assert (stopped.regie[0].reden_beeindiging, withdrawn_bericht.lines[0].reden_wijziging) == expected
    assert {b.day for b in chain.from_("301", "307")} & {
        "2020-12-31",
        "2021-01-01",
        "2021-01-02",
        "2021-01-03",
    } == set()


def test_after_a_temporary_stop_the_real_one_follows_with_36(domein):
    t = month(domein)
    a = player("aanbieder", t)
    a.to("2020-12-15")
    a.instruction("stop_zorg", toewijzing=ref(t), einddatum="2020-12-14", reden="20")
    a.to("2021-01-05")
    a.deliver(bericht_301("2021-01-05", "3.0", (replace(t, einddatum=date(2021, 1, 17)), "07")), release="3.0")
    (stop,) = a.to("2021-01-31")
    assert (stop.regie[0].einddatum, stop.regie[0].reden_beeindiging) == (date(2021, 1, 17), "36")


def test_premature_has_another_name_in_24(domein):
    t = month(domein)
    a = withdrawn(t, "2020-12-10", "2.4", "2020-12-20", "07", "2020-12-18")
    (stop,) = a.to("2020-12-30")
    assert (stop.day, stop.regie[0].reden_beeindiging) == ("2020-12-20", PREMATURE[domein])
