import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migratietoets.conformance.documentation.contracts import EXAMPLE
from migratietoets.conformance.trace.gate import Gate
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.trace.typed import ELEMENTS
from migratietoets.conformance.vocabulary.event_json import event_json, read_line
from migratietoets.conformance.vocabulary.events import ErrorEvent, HelloEvent, InstructEvent, MessageEvent, NoticeEvent
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.bsn import bsns_for_tests, elfproef
from migratietoets.istandaard.records import make_toewijzing
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import kinds
from migratietoets.istandaard.schemas.structure import structure
from tests.helpers.sample_messages import toewijzing
from tests.hostile.canaries import CANARIES, SPELLINGS, found, written
from tests.systems.foreign import FOREIGN_BSN, OTHER_BSN, SHORT_BSN

AT = "2020-12-14T09:00:00+01:00"
AMOUNT = SHORT_BSN[1:]
"""Eight digits: an amount or an AGB code where one belongs, and elsewhere a BSN without its zero."""
TYPES = {"LDT_AgbCode", "LDT_Bedrag", "LDT_Budget", "LDT_Datum", "LDT_TotaalBedrag", "LDT_Volume"}
MESSAGE = build(toewijzing()).decode()


def message(xml):
    return MessageEvent(
        campaign="c", case=None, n=1, at=AT, from_="gemeente", to="aanbieder", code="301", release="3.0", xml=xml
    )


def log_lines(tmp_path, *events):
    with EventLog(tmp_path / "log.jsonl") as log:
        safe = [log.write(event) for event in events]
    lines = (tmp_path / "log.jsonl").read_text("utf-8").splitlines()
    assert [read_line(line) for line in lines] == safe == log.written
    assert log.events == list(events)
    return lines


def test_the_same_person_has_the_same_stand_in_in_every_spelling():
    gate = Gate()
    assert {
        gate.text(written(name, FOREIGN_BSN)) for name in SPELLINGS if name not in {"zonder nul", "cdata", "commentaar"}
    } == {"999999990"}
    assert gate.text(SHORT_BSN) == gate.text(AMOUNT) == gate.text(f"x{AMOUNT}y")[1:-1] != "999999990"


def test_two_who_differ_stay_two_and_nobody_gets_the_number_of_somebody():
    gate = Gate()
    gate.keep(bsns_for_tests()[-2:])
    shown = [gate.text(number) for number in (FOREIGN_BSN, OTHER_BSN, SHORT_BSN)]
    assert len(set(shown)) == 3
    assert not {*shown} & {*bsns_for_tests()[-2:]}
    assert all(one in bsns_for_tests() for one in shown)


def test_what_passed_once_passes_again_as_it_is():
    gate = Gate()
    text = gate.text(f"{FOREIGN_BSN} en {written('punten', OTHER_BSN)}")
    assert gate.text(text) == text


def test_markup_between_digits_stays():
    text = Gate().text(f"<a>{written('cdata', FOREIGN_BSN)}</a><!--{written('commentaar', FOREIGN_BSN)}-->")
    assert text == "<a>9999<![CDATA[99990]]></a><!--9999<!-- -->99990-->"


def test_a_number_that_stands_as_a_bsn_has_a_stand_in_wherever_it_stands():
    wrong = next(n for n in map(str, range(123456789, 123456799)) if not elfproef(n))
    gate = Gate()
    assert gate.text(wrong) == wrong
    assert gate.xml(f"<x:Bsn>{wrong}</x:Bsn>") == "<x:Bsn>999999990</x:Bsn>"
    assert gate.text(f"{wrong}, {wrong[:3]}.{wrong[3:6]}.{wrong[6:]}") == "999999990, 999999990"


@pytest.mark.parametrize("release", Release)
@pytest.mark.parametrize("domein", Domein)
def test_every_amount_day_and_code_of_an_aanbieder_in_a_message_is_known_by_its_element(release, domein):
    def leaves(element):
        yield element
        for child in element.children:
            yield from leaves(child)

    every = [one for kind in kinds(release) for one in leaves(structure(kind, release, domein)) if one.type in TYPES]
    assert {one.name for one in every} <= ELEMENTS.keys()


@pytest.mark.parametrize("element", ["Budget", "Volume", "ProductTarief"])
def test_an_amount_stays_in_its_element_and_nowhere_else(element):
    whole = MESSAGE.replace("</wmo301:Header>", f"<wmo301:{element}>{AMOUNT}</wmo301:{element}></wmo301:Header>")
    for xml in (whole, whole.replace(f">{AMOUNT}<", f"> {AMOUNT} <")):
        assert Gate().xml(xml) == xml
        assert AMOUNT not in Gate().text(xml)
    for other in (
        whole.replace(element, "Onbekend"),
        whole.replace(f">{AMOUNT}<", f">{AMOUNT} uur<"),
        whole.replace(f">{AMOUNT}<", f">{FOREIGN_BSN}<"),
        whole.replace(f"<wmo301:{element}>", f"<!-- <wmo301:{element}>").replace(f"</wmo301:{element}>", "</a> -->"),
        whole.replace(f"<wmo301:{element}>{AMOUNT}", f"<wmo301:{element}><![CDATA[<{element}>{AMOUNT}</{element}>]]>"),
        whole[:-9],
    ):
        assert not found(Gate().xml(other).encode())


@pytest.mark.parametrize(
    ("value", "stays"),
    [
        ({"budget": int(AMOUNT), "volume": int(AMOUNT), "tarief": int(AMOUNT)}, True),
        ({"aanbieder": AMOUNT, "to": AMOUNT, "aanbieders": [AMOUNT]}, True),
        ({"geleverd": "2020-12-31", "at": AT}, True),
        ({"n": 3, "waar": True, "niets": None, "deel": 0.5}, True),
        ({"budget": AMOUNT}, False),
        ({"budget": int(FOREIGN_BSN)}, False),
        ({"aanbieder": FOREIGN_BSN}, False),
        ({"aanbieder": int(AMOUNT)}, False),
        ({"id": int(FOREIGN_BSN)}, False),
        ({"id": float(FOREIGN_BSN)}, False),
        ({"bsn": FOREIGN_BSN}, False),
        ({"bsn": int(FOREIGN_BSN)}, False),
        ({FOREIGN_BSN: [[{"x": FOREIGN_BSN}]]}, False),
        ({"at": f"2020-12-14T09:00:00.{FOREIGN_BSN}+01:00"}, False),
        ({"x": f"\u0001{FOREIGN_BSN}"}, False),
    ],
)
def test_a_value_stays_where_its_key_says_what_it_is(value, stays):
    passed = Gate().passed(value)
    assert (passed == value) is stays
    assert stays or not found(json.dumps(passed).encode())


def test_the_code_of_its_aanbieder_stays_in_the_id_of_a_record_and_its_bsn_does_not():
    one = make_toewijzing(
        EXAMPLE | {"aanbieder": AMOUNT, "bsn": FOREIGN_BSN, "id": f"0344:{AMOUNT}:{FOREIGN_BSN}:{AMOUNT}1"}
    )
    assert Gate().id(one) == f"0344:{AMOUNT}:999999990:{AMOUNT}1"
    safe = Gate().record(one)
    assert (safe.id, safe.bsn, safe.aanbieder) == (Gate().id(one), "999999990", AMOUNT)


def test_numbers_that_the_kit_gave_out_stay():
    gate = Gate()
    gate.allow([AMOUNT])
    assert gate.text(f"aanbieder {AMOUNT}") == f"aanbieder {AMOUNT}"


spellings = st.builds(written, st.sampled_from(sorted(SPELLINGS)), st.sampled_from(CANARIES))
texts = st.tuples(st.text(max_size=6), spellings, st.text(max_size=6)).map("x".join)
anything = st.recursive(
    texts | st.just(int(FOREIGN_BSN)) | st.none() | st.booleans() | st.integers(0, 999),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts | st.sampled_from(["id", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=settings().max_examples // 4)
@given(texts, texts, anything)
def test_nothing_comes_through_whatever_an_event_holds(one, other, value):
    gate = Gate()
    events = [
        message(MESSAGE.replace("<wmo301:Header>", f"<wmo301:Header><!-- {one} --><a>{other}</a>")),
        message(f"{one} <b {other}>"),
        NoticeEvent(
            campaign="c", at=AT, about=one, verzoek=other, bsn=FOREIGN_BSN, toewijzing={"bsn": FOREIGN_BSN, "x": one}
        ),
        InstructEvent(campaign="c", at=AT, command=one, params={"x": value}, result={"y": value, other: 1}),
        HelloEvent(campaign="c", role="gemeente", under_test=True, party={"name": one, "version": other}),
        ErrorEvent(kind="adapter", text=one, verb=other),
    ]
    for event in events:
        safe, line = gate.event(event)
        assert not found(line.encode("utf-8", "surrogatepass"))
        assert read_line(line) == safe
        assert gate.event(safe) == (safe, line)
        assert event_json(safe).keys() == event_json(event).keys()


def test_a_log_keeps_what_happened_and_writes_what_may_be_shown(tmp_path):
    (line,) = log_lines(tmp_path, NoticeEvent(campaign="c", at=AT, about=FOREIGN_BSN, bsn=FOREIGN_BSN))
    assert line.count("999999990") == 2


def test_what_needs_no_stand_in_is_written_as_it_is(tmp_path):
    event = message(MESSAGE)
    log = EventLog()
    assert log.write(event) is event
