import json
from importlib.resources import files
from itertools import pairwise

import pytest

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.loose import read_loose
from migratietoets.conformance.catalogue.loose.documents import MAX_BYTES
from migratietoets.conformance.catalogue.loose.faults import PATTERNS
from migratietoets.istandaard.model import InputError

GIVEN = """gegeven:
  toewijzingen:
    - {ref: T1, nummer: 1, product: begeleiding, specifiek: true, volume: 40, eenheid: "04", frequentie: "3",
       ingangsdatum: "2020-03-02", einddatum: "2021-06-30"}
"""
STEPS = """verloop:
- op: "2020-12-15"
  bericht:
    {van: gemeente, soort: "301", release: "2.4", regels: [{ref: T1, einddatum: "2020-12-31", reden: "03"}]}
"""
CASE = GIVEN + STEPS


def told(text):
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    found = list(read_loose("geval.yaml", "geval", content))
    return "\n".join(str(one) for one in found if isinstance(one, InputError))


def with_(old, new):
    assert old in CASE
    return CASE.replace(old, new, 1)


def test_a_case_that_is_right_has_no_errors():
    assert told(CASE) == ""
    assert told(CASE.encode("utf-16")) == ""
    assert told(b"\xef\xbb\xbf" + CASE.encode()) == ""


NO_TEXT = "verwacht YAML; gevonden tekens die geen tekst zijn. Bewaar het bestand als UTF-8."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GIVEN, "geval 1 (regel 1): verwacht de sleutel verloop; gevonden: die ontbreekt."),
        (with_("volume: 40", "volume: veertig"), "(regel 3), toewijzing 1 (T1), volume: verwacht een geheel getal of"),
        (with_("volume: 40", "volume: -4"), "volume: verwacht ten minste 0; gevonden het getal -4."),
        (with_("nummer: 1", 'nummer: "1"'), "nummer: verwacht een getal zonder aanhalingstekens; gevonden “1”"),
        (with_('"04"', "04"), 'eenheid: verwacht "04" tussen aanhalingstekens; gevonden het getal 4 zonder.'),
        (with_('"301"', "301"), 'stap 1, bericht, soort: verwacht "301" tussen aanhalingstekens'),
        (with_('"2.4"', "2.4"), 'release: verwacht "2.4" tussen aanhalingstekens; gevonden het getal 2.4 zonder.'),
        (with_('"03"', "03"), 'regel 1 (T1), reden: verwacht een tekst tussen aanhalingstekens, als "03"; gevonden'),
        (with_("begeleiding", "begleiding"), "gevonden “begleiding”; bedoelde u begeleiding?"),
        (with_("regels:", "regel:"), "bericht: verwacht een sleutel van deze plek; gevonden “regel”; bedoelde u"),
        (with_("ref: T1, einddatum", "ref: T7, einddatum"), "geval 1, stap 1: verwacht een toewijzing uit gegeven"),
        (CASE + "rollen: [gementee]\n", 'rol 1: verwacht "gemeente", "aanbieder"; gevonden “gementee”; bedoelde u'),
        (CASE + "tot: gisteren\n", 'tot: verwacht een dag als "2020-12-31"; gevonden “gisteren”.'),
        (with_("2020-12-15", "2020-11-31"), "(regel 6), stap 1, op: verwacht een dag die bestaat; gevonden"),
        (with_("2021-06-30", "2021-06-31"), "toewijzing 1 (T1), einddatum: verwacht een dag die bestaat"),
        (with_("2020-12-31", "31-12-2020"), 'einddatum: verwacht een dag als "2020-12-31"; gevonden “31-12-2020”.'),
        (with_("2020-12-15", "2020-12-15T25:00"), "op: verwacht een dag en tijd die bestaat"),
        (with_("2020-12-15", "2020-12-15 9 uur"), "gevonden “2020-12-15 9 uur”."),
        (with_("van: gemeente", "van: gemeente, client: '999900006'"), "een cliënt is een symbool, nooit een BSN"),
        (with_("  bericht:", "\tbericht:"), "geval.yaml, regel 7: verwacht YAML; gevonden een tab."),
        (CASE + STEPS, "verwacht elke sleutel één keer; gevonden “verloop” nog eens op regel 9."),
        (GIVEN + GIVEN.partition("toewijzingen:\n")[2] + STEPS, "toewijzing 2 (T1), ref: verwacht een naam die"),
        (GIVEN + "verloop:\n- op: '2020-12-15'\n", "stap 1: verwacht bericht, kennisgeving, of aan met opdracht"),
        (GIVEN + "verloop: [3]\n", "stap 1: verwacht een object; gevonden het getal 3."),
        (with_('[{ref: T1, einddatum: "2020-12-31", reden: "03"}]', "[]"), "regels: verwacht ten minste 1 onderdeel"),
        ("", "geval.yaml: verwacht een geval met gegeven en verloop; gevonden geen. Schrijf er een."),
        ("# niets\n", "verwacht een geval met gegeven en verloop; gevonden geen."),
        ("products: {}\n", "verwacht een geval met gegeven en verloop; gevonden geen."),
        (f"{CASE}---\n{GIVEN}---\n3\n", "geval 3 (regel 15): verwacht een geval met de sleutels gegeven en"),
        ("'x", "verwacht YAML; gevonden een haakje of aanhalingsteken dat niet gesloten wordt."),
        (f'{CASE}titel: "\\ud800"\n', "verwacht YAML; gevonden een teken dat niet bestaat."),
        (f"{CASE}titel: \ud800\n", NO_TEXT),
        (f"{CASE}titel: café\n".encode("latin-1"), NO_TEXT),
        (CASE.encode("utf-16-le"), NO_TEXT),
        (b"\x00\x01", NO_TEXT),
        ("[" * 300_000, "geval.yaml, regel 1: verwacht hoogstens 32 lagen in elkaar; gevonden meer."),
        (b" " * (MAX_BYTES + 1), "geval.yaml: verwacht hoogstens 25 MB; gevonden meer. Splits het bestand."),
    ],
    ids=lambda value: None if isinstance(value, bytes) or len(value) > 1000 else value[-60:],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place_and_what_to_do(text, said):
    assert said in told(text)


def test_references_that_multiply_themselves_are_refused_before_they_are_followed():
    names = "abcdefghi"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in pairwise(names)]
    assert "gevonden meer, ook door verwijzingen met *" in told("\n".join(lines))


def test_each_thing_is_said_once():
    assert told(GIVEN + "verloop:\n- bericht: {}\n").count("verwacht de sleutel op") == 1


def test_what_is_right_beside_what_is_wrong_is_read():
    found = list(read_loose("geval.yaml", "geval", f"{GIVEN}---\n{CASE}".encode()))
    assert [type(one) for one in found] == [InputError, Case]


def patterns(schema):
    for key, value in schema.items() if isinstance(schema, dict) else ():
        if key == "pattern" and isinstance(value, str):
            yield value
        for part in value if isinstance(value, list) else [value]:
            yield from patterns(part)


def test_every_pattern_that_a_loose_case_can_miss_has_words():
    schema = json.loads((files("migratietoets.cases") / "case.schema.json").read_text("utf-8"))
    asked = {*patterns(schema["$defs"]), *patterns(schema["properties"]["verloop"])}
    assert asked <= set(PATTERNS)
