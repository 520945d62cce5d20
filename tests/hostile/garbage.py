"""Garbage in what a party sends: its own messages and notices with one thing or another spoilt, as Hypothesis draws."""

import re
from dataclasses import dataclass

from hypothesis import strategies as st

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.chain import Chain
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.verdict.judge import Judge
from migratietoets.conformance.vocabulary.events import ErrorEvent, VerdictEvent
from migratietoets.istandaard.releases import Domein

LEAF = re.compile(r"<(\w+:\w+)>([^<>]*)</\1>")
STRANGER = "999999990"
"""A BSN of the test range that no case uses."""
DAYS = ["9999-12-31", "9999-12-30", "0001-01-01", "1899-12-31", "2200-01-01", "2020-02-30", "2020-12-31"]
TEXTS = [
    "",
    " ",
    "\ud800",
    "\x00",
    "é",
    "x" * 500,
    "-1",
    "0",
    "99999999",
    "9" * 20,
    STRANGER,
    "88888888",
    "9999",
    "0001",
]
MOMENTS = ["1900-01-01T00:00:00+00:00", "2199-12-31T23:59:59+14:00", "2020-12-01T10:00:00+01:00", "gisteren", "", None]
CODES = [
    "301",
    "302",
    "303",
    "304",
    "305",
    "306",
    "307",
    "308",
    "315",
    "316",
    "317",
    "319",
    "323",
    "325",
    "999",
    "",
    None,
]


@dataclass(frozen=True)
class Plant:
    """One spoilt thing: which message it is made of, and what is done to it."""

    source: int
    spoils: tuple[tuple[str, int, object], ...]

    def of(self, messages):
        """The message with everything done to it."""
        out = dict(messages[self.source % len(messages)])
        for what, place, value in self.spoils:
            if not isinstance(out, dict) or not isinstance(out.get("xml"), str):
                return value
            out = SPOILERS[what](out, place, value)
        return out


def _leaf(message, place, value, *, keep):
    found = list(LEAF.finditer(message["xml"]))
    if not found:
        return message
    one, xml = found[place % len(found)], message["xml"]
    return message | {"xml": f"{xml[: one.start(2)]}{value}{xml[one.end(2) :]}" if keep else xml.replace(one[0], value)}


SPOILERS = {
    "text": lambda message, place, value: _leaf(message, place, value, keep=True),
    "element": lambda message, place, value: _leaf(message, place, value, keep=False),
    "code": lambda message, _, value: message | {"code": value},
    "release": lambda message, _, value: message | {"release": value},
    "sent_at": lambda message, _, value: message | {"sent_at": value},
    "file": lambda message, _, value: message | {"xml": value(message["xml"])},
    "part": lambda _, __, value: value,
}
FILES = {
    "leeg": lambda _: "",
    "half": lambda xml: xml[: len(xml) // 2],
    "dubbel": lambda xml: xml + xml,
    "bom": lambda xml: f"\ufeff{xml}",
    "regeleinden": lambda xml: xml.replace("\r\n", "\n"),
    "andere release": lambda xml: xml.replace("2_4", "3_0") if "2_4" in xml else xml.replace("3_0", "2_4"),
    "doctype": lambda xml: f"<!DOCTYPE a [<!ENTITY b 'c'>]>{xml}",
    "ander bericht": lambda xml: re.sub(r"(wmo|jw)30\d", "wmo305", xml),
    "codering": lambda xml: xml.replace("UTF-8", "UTF-16"),
    "half teken": lambda xml: xml.replace("</", "\ud800</", 1),
    "nullen": lambda _: "\x00" * 10,
    "geen xml": lambda _: "geen xml",
}


def _spoil(what, values):
    return st.tuples(st.just(what), st.integers(0, 200), st.sampled_from(values))


SPOIL = st.one_of(
    _spoil("text", TEXTS + DAYS),
    _spoil("text", DAYS),
    _spoil("element", ["", "<x/>", "<x>"]),
    _spoil("code", CODES),
    _spoil("release", ["2.4", "3.0", "9.9", "", None]),
    _spoil("sent_at", MOMENTS),
    _spoil("file", list(FILES.values())),
    _spoil("part", [None, [], "x", {}, {"xml": "x"}, 5]),
)
PLANTS = st.lists(
    st.builds(Plant, st.integers(0, 50), st.lists(SPOIL, min_size=1, max_size=3).map(tuple)), min_size=20, max_size=60
)
TOEWIJZING = {"aanbieder": "99990001", "bsn": STRANGER, "toewijzingnummer": "1", "categorie": None, "code": None,
              "ingangsdatum": "2020-01-01"}  # fmt: skip
NOTICES = st.lists(
    st.fixed_dictionaries(
        {
            "to": st.sampled_from(["99990001", "88888888", "0344", "9999", "", None]),
            "bsn": st.sampled_from([None, STRANGER, "", "\ud800", 5]),
            "code": st.sampled_from(["anders", "week_53", "toewijzing_volgt", "verzoek_afgewezen", "", None]),
            "toewijzing": st.sampled_from(
                [None, TOEWIJZING, *(TOEWIJZING | {"ingangsdatum": day} for day in DAYS), {}]
            ),
            "verzoek": st.sampled_from([None, "", "\ud800", "R000000001", 5]),
            "about": st.sampled_from(["", "\ud800", "x" * 1001, None]),
            "sent_at": st.sampled_from([*MOMENTS, "nu"]),
        }
    ),
    max_size=10,
)


def planted(system, role, bsns, plants, notices):
    """A system that also sends this garbage, one piece at a time, made of messages about these clients."""

    class Planted(system):
        def collect(self, params):
            out = super().collect(params)
            if self.role != role:
                return out
            now = self.context.clock.now.isoformat()
            self.__dict__.setdefault("left", [*plants])
            self.__dict__.setdefault("said", [*notices])
            own = self.__dict__.setdefault("own", [])
            own += [one for one in out["messages"] if any(f">{bsn}<" in one["xml"] for bsn in bsns)]
            if own and self.left:
                out["messages"].append(self.left.pop().of([one | {"sent_at": now} for one in own]))
            if own and self.said:
                notice = self.said.pop()
                out["notices"].append(notice | {"sent_at": now} if notice["sent_at"] == "nu" else notice)
            return out

    return Planted


def play(system: type[ReferenceParty], role: str, names: list[str]) -> tuple[list[ErrorEvent], list[VerdictEvent]]:
    """The errors and the verdicts of a campaign of some cases."""
    own = tuple(cases()[name] for name in names)
    campaign, log = Campaign(role, Domein.WMO, own), EventLog()
    parties = {one: Party(one, ReferenceParty()) for one in ("gemeente", "aanbieder")}
    Chain(campaign, parties | {role: Party("x", system())}, log).play()
    judge = Judge(log.events, campaign.id, "")
    verdicts = [verdict for case in own for verdict in judge.verdicts(case)]
    return [one for one in log.events if isinstance(one, ErrorEvent)], [*verdicts, *judge.strays()]


def clients_of(case: Case) -> set[str]:
    """The BSNs of a case."""
    from migratietoets.conformance.catalogue.clients import clients

    return {one.bsn for one in clients(case, Domein.WMO).values()}
