"""A random life of a random client on the chain, both roles played by the reference: no must is ever broken.

A person at either desk gives sensible orders on random days: migrate, grant, withdraw, change, start and stop care,
deliver, claim, credit, request, answer. What they may not ask (two of one product at once) they do not ask.
"""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.run.loose import judge
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import TEMPORARY
from migratietoets.istandaard.releases import Domein

BEGIN, END = date(2020, 9, 7), date(2021, 2, 19)
PRODUCTS = ("begeleiding", "dagbesteding", "verblijf", "vervoer", "huishouden")
ROLES = ("gemeente", "aanbieder")
FORMS = (
    {"specifiek": True, "volume": 40, "eenheid": "04", "frequentie": "3"},
    {"specifiek": True, "volume": 8, "eenheid": "16", "frequentie": "2"},
    {"specifiek": True, "volume": 4, "eenheid": "04", "frequentie": "4"},
    {"specifiek": True, "volume": 52, "eenheid": "04", "frequentie": "5"},
    {"specifiek": True, "volume": 240, "eenheid": "01", "frequentie": "2"},
    {"specifiek": True, "volume": 20, "eenheid": "82", "frequentie": "4", "uitvoering": "inspanning"},
    {"specifiek": True, "volume": 100, "eenheid": "04", "frequentie": "6"},
    {"specifiek": True, "volume": 6, "eenheid": "82", "frequentie": "2", "uitvoering": "output"},
    {"specifiek": False, "volume": 16, "eenheid": "04", "frequentie": "4", "vervanging": "aspecifiek_zonder_budget"},
    {"specifiek": False, "volume": 16, "eenheid": "04", "frequentie": "4", "vervanging": "aspecifiek_met_budget",
     "nieuw": {"budget": 250000}},
    {"specifiek": False},
)  # fmt: skip
OCCASIONS = ("client", "overlijden", "aanbieder", "herbeoordeling")
DECISIONS = ("honoreren", "afwijzen", "onderzoeken")
CLAIMED_AS = tuple((kind, division) for kind in ("303-D", "303-F") for division in ("maand", "vier_weken"))
"""How an aanbieder claims 2020: the message, and the periods; the same all its life (OP278)."""


def musts(case):
    """Every must that this case breaks, in either role."""
    return [
        (role, verdict.rule, [f.text + " | " + f.expected + " | " + f.found for f in verdict.findings])
        for role in case.roles
        for domein in case.domeinen
        for verdict in judge(case, role, domein)
        if verdict.strength == "must" and verdict.verdict in {Verdict.FAIL, Verdict.KIT_ERROR, Verdict.ADAPTER_ERROR}
    ]


class Life(RuleBasedStateMachine):
    """The steps of one life as they are drawn; it is lived, and judged, when no more come."""

    def __init__(self):
        super().__init__()
        self.at = datetime.combine(BEGIN, time(9))
        self.steps = []
        self.stock = []
        self.ended = set()
        self.stopped = set()
        self.used = set()
        self.delivered = []
        self.migration = BEGIN
        self.domein = Domein.WMO
        self.claimed_as = CLAIMED_AS[0]

    @initialize(
        domein=st.sampled_from(Domein),
        forms=st.lists(st.tuples(st.sampled_from(FORMS), st.booleans(), st.booleans()), min_size=1, max_size=3),
        days=st.integers(0, 70),
        route=st.sampled_from([None, "doorlopen", "vooraf_intrekken"]),
        claimed_as=st.sampled_from(CLAIMED_AS),
    )
    def is_born(self, domein, forms, days, route, claimed_as):
        self.domein, self.claimed_as = domein, claimed_as
        self.migration = BEGIN + timedelta(days=days)
        order = {"op": f"{self.migration}T08:00", "aan": "gemeente", "opdracht": "migreer", "client": "A"}
        self.steps.append(order | ({"route": route} if route else {}))
        for number, (form, numbered, ends) in enumerate(forms, start=1):
            self.used.add(PRODUCTS[number - 1])
            self.stock.append(
                {
                    "uitvoering": "inspanning",
                    **form,
                    "ref": f"T{number}",
                    "nummer": number if numbered else None,
                    "product": PRODUCTS[number - 1],
                    "ingangsdatum": "2020-03-02",
                    "einddatum": "2021-06-30" if ends or form.get("frequentie") in {"2", "6"} else None,
                }
            )

    def step(self, to, order, **said):
        self.steps.append({"op": self.at.isoformat(timespec="minutes"), "aan": to, "opdracht": order, **said})
        self.at += timedelta(minutes=7)

    def alive(self):
        """What nobody ended yet, and what was not migrated away."""
        migrated = self.at.date() >= self.migration
        kept = [t for t in self.stock if not migrated or (t["nummer"] and t.get("frequentie", "4") in {"2", "4"})]
        kept = [t for t in kept if not migrated or (t.get("eenheid") != "82" and "vervanging" not in t)]
        return [t["ref"] for t in kept if t["ref"] not in self.ended]

    @rule(days=st.integers(1, 25), hour=st.integers(8, 17))
    def time_passes(self, days, hour):
        day = min(self.at.date() + timedelta(days=days), END)
        self.at = max(self.at, datetime.combine(day, time(hour)))

    @precondition(lambda self: self.alive())
    @rule(data=st.data(), occasion=st.sampled_from(OCCASIONS), days=st.integers(0, 40))
    def is_withdrawn(self, data, occasion, days):
        ref = data.draw(st.sampled_from(self.alive()))
        self.ended.add(ref)
        days = 0 if occasion == "overlijden" else days
        end = self.at.date() + timedelta(days=days)
        self.step("gemeente", "trek_in", toewijzing=ref, einddatum=end.isoformat(), aanleiding=occasion)

    @precondition(lambda self: len(self.used) < len(PRODUCTS) and self.at.date() < date(2021, 2, 1))
    @rule(days=st.integers(1, 30), volume=st.integers(1, 20))
    def is_granted(self, days, volume):
        product = next(name for name in PRODUCTS if name not in self.used)
        self.used.add(product)
        begin = self.at.date() + timedelta(days=days)
        wanted = {"product": product, "specifiek": True, "volume": volume, "eenheid": "04", "frequentie": "4",
                  "budget": None, "ingangsdatum": begin.isoformat(), "einddatum": "2021-12-31"}  # fmt: skip
        self.step("gemeente", "ken_toe", client="A", uitvoering="inspanning", gewenst=wanted)

    @precondition(lambda self: [ref for ref in self.alive() if ref not in self.stopped])
    @rule(data=st.data(), reden=st.sampled_from([{"wmo": "21", "jw": "32"}, {"wmo": TEMPORARY, "jw": TEMPORARY}]))
    def stops(self, data, reden):
        ref = data.draw(st.sampled_from([ref for ref in self.alive() if ref not in self.stopped]))
        self.stopped.add(ref)
        if reden["wmo"] != TEMPORARY:
            self.ended.add(ref)
        self.step("aanbieder", "stop_zorg", toewijzing=ref, einddatum=self.at.date().isoformat(), reden=reden)

    @precondition(lambda self: [ref for ref in self.alive() if ref in self.stopped])
    @rule(data=st.data())
    def resumes(self, data):
        ref = data.draw(st.sampled_from([ref for ref in self.alive() if ref in self.stopped]))
        self.stopped.discard(ref)
        self.at += timedelta(days=1)
        self.step("aanbieder", "start_zorg", toewijzing=ref, begindatum=self.at.date().isoformat())

    @precondition(lambda self: len(self.used) < len(PRODUCTS) and self.at.date() < date(2021, 1, 20))
    @rule(decision=st.sampled_from(DECISIONS), days=st.integers(0, 3))
    def asks(self, decision, days):
        product = next(name for name in PRODUCTS if name not in self.used)
        self.used.add(product)
        wanted = {"product": product, "specifiek": True, "volume": 3, "eenheid": "04", "frequentie": "4",
                  "budget": None, "ingangsdatum": "2021-02-22", "einddatum": "2021-12-31"}  # fmt: skip
        self.step("aanbieder", "vraag_toewijzing_aan", client="A", producten=[wanted])
        self.at += timedelta(days=days, hours=1)
        while date(2020, 12, 31) <= self.at.date() <= date(2021, 1, 4):
            self.at += timedelta(days=1)
        self.step("gemeente", "beantwoord_verzoek", client="A", besluiten=[decision])

    def cared_for(self):
        """What care is given on: what nobody stopped or ended, migrated or not, where the product is known."""
        return [t for t in self.stock if t["specifiek"] and t["ref"] not in self.ended | self.stopped]

    @precondition(lambda self: self.cared_for())
    @rule(data=st.data(), volume=st.integers(1, 3))
    def is_cared_for(self, data, volume):
        record = data.draw(st.sampled_from(self.cared_for()))
        day = self.at.date()
        output = record["uitvoering"] == "output"
        delivered = f"{day.isocalendar()[0]}-W{day.isocalendar()[1]:02}" if output else day.isoformat()
        if (record["ref"], delivered) not in self.delivered:
            self.delivered.append((record["ref"], delivered))
            self.step("aanbieder", "registreer_levering", toewijzing=record["ref"], geleverd=delivered,
                      uitvoering=record["uitvoering"], volume=volume, tarief=4700)  # fmt: skip

    @precondition(lambda self: self.delivered)
    @rule(data=st.data())
    def takes_back(self, data):
        ref, delivered = data.draw(st.sampled_from(self.delivered))
        self.step("aanbieder", "crediteer", toewijzing=ref, geleverd=delivered)

    @rule()
    def claims(self):
        last = self.at.date().replace(day=1) - timedelta(days=1)
        bericht, periode = self.claimed_as
        self.step("aanbieder", "declareer", tot_en_met=last.isoformat(), bericht_2020=bericht, periode_2020=periode)

    @rule(decision=st.sampled_from(["goedkeuren", "afkeuren"]))
    def is_judged(self, decision):
        self.step("gemeente", "beoordeel_declaratie", client="A", besluit=decision)

    @precondition(lambda self: self.at.date() >= date(2021, 1, 4) and self.unmoved())
    @rule(data=st.data(), volume=st.integers(5, 20), decision=st.sampled_from(DECISIONS), days=st.integers(1, 4))
    def asks_for_another_volume(self, data, volume, decision, days):
        record = data.draw(st.sampled_from(self.unmoved()))
        self.ended.add(record["ref"])
        begin = self.at.date() + timedelta(days=30)
        wanted = {key: record.get(key) for key in ("product", "specifiek", "eenheid", "frequentie", "einddatum")}
        wanted |= {"volume": volume, "budget": None, "ingangsdatum": begin.isoformat()}
        self.step("aanbieder", "vraag_wijziging_aan", toewijzing=record["ref"], gewenst=wanted)
        self.at += timedelta(days=days)
        self.step("gemeente", "beantwoord_verzoek", client="A", besluiten=[decision])

    def unmoved(self):
        """What runs on in 3.0 as it was, so that a 317 can name it."""
        return [t for t in self.stock if t["ref"] in self.alive() and t["ref"] not in self.stopped and t["specifiek"]]

    def case(self):
        """The life as a case."""
        given = {"toewijzingen": self.stock}
        return read_case(
            1,
            {"id": "leven", "titel": "Een leven", "soort": "positief", "bron": "", "rollen": list(ROLES),
             "domeinen": [str(self.domein)], "gegeven": given,
             "verloop": sorted(self.steps, key=lambda step: step["op"]), "hoofdstuk": "vot-vow"},
        )  # fmt: skip

    def teardown(self):
        if self.steps:
            assert musts(self.case()) == []
