import re

import pytest
import yaml

from migratietoets.conformance.catalogue.cases import cases_folder
from migratietoets.conformance.catalogue.loose import read_loose
from migratietoets.conformance.documentation.conversation import example_case, sent
from migratietoets.conformance.documentation.pages import DOCS
from migratietoets.conformance.documentation.roles import WHY, shortened
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.verbs import VERBS, instructions
from migratietoets.conformance.run.loose import judge
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.header import RETOUR_OF
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.validation import validate

FILES = sorted((DOCS / "voorbeeldberichten").glob("*.xml"))
BUTTONS = {
    "gemeente": [
        *("beoordeel", "plan", "migreer", "ken_toe", "trek_in", "wijzig_einddatum", "informeer"),
        *("beantwoord_verzoek", "beoordeel_declaratie"),
    ],
    "aanbieder": [
        *("start_zorg", "stop_zorg", "registreer_levering", "declareer", "crediteer", "informeer"),
        *("vraag_toewijzing_aan", "vraag_wijziging_aan"),
    ],
}


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("role", ROLES)
def test_the_example_breaks_no_rule_of_either_role(role):
    verdicts = [said.verdict for said in judge(example_case(), role, Domein.WMO)]
    assert Verdict.PASS in verdicts
    assert {Verdict.FAIL, Verdict.WARN, Verdict.ADAPTER_ERROR, Verdict.KIT_ERROR}.isdisjoint(verdicts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_wrong_with_an_example_message(path):
    assert validate(path.read_bytes()) == []


def test_every_message_that_is_no_retour_says_why_it_is_sent():
    assert WHY.keys() >= {name[:2] for name, event in sent() if event.code not in RETOUR_OF}
    assert WHY.keys() <= {name[:2] for name, _ in sent()}


@pytest.mark.parametrize("role", ROLES)
def test_the_page_of_a_role_names_each_verb_and_each_button(role):
    text = (DOCS / f"{role}.md").read_text("utf-8")
    first_cells = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    named = {word for cell in first_cells for word in re.findall(r"`(\w+)`", cell)}
    assert {*VERBS, *BUTTONS[role]} <= named


def test_each_button_stands_on_the_page_of_a_role():
    assert {button for role in ROLES for button in BUTTONS[role]} == set(instructions())


def test_a_shortened_message_leaves_the_person_out_and_keeps_the_first_products():
    text = shortened("01")
    assert "Achternaam" not in text
    assert text.count("<wmo301:ToegewezenProduct>") == 2
    assert text.count("<!-- en zo verder -->") == 1


@pytest.mark.parametrize("name", ["gemeente.md", "aanbieder.md", "berichten.md", "protocol.md", "contracten.md"])
def test_a_link_to_a_heading_leads_to_it(name):
    for target, anchor in re.findall(r"\]\(([^)#]*\.md)?#([^)]+)\)", (DOCS / name).read_text("utf-8")):
        text = (DOCS / (target or name)).read_text("utf-8")
        headings = [slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)]
        assert anchor in headings, (target, anchor)


FREQUENTIES = {"per 4 weken": "3", "per week": "2", "per maand": "4", "per jaar": "5", "in totaal": "6"}
ARITHMETIC = re.findall(
    r"^\| (\d+) (per 4 weken|per jaar|in totaal)[^|]* \| (\d+) (per \w+|in totaal)[^|]* \| (\w+) \|$",
    (DOCS / "gemeente.md").read_text("utf-8"),
    re.MULTILINE,
)
WORDS = {"goed": Verdict.PASS, "waarschuwing": Verdict.WARN, "fout": Verdict.FAIL}


def line(ref, volume, per, begin, **more):
    return {
        "ref": ref,
        "nummer": int(ref[1:]),
        "product": "begeleiding",
        "specifiek": True,
        "volume": int(volume),
        "eenheid": "04",
        "frequentie": FREQUENTIES[per],
        "ingangsdatum": begin,
        "einddatum": "2021-06-30",
        **more,
    }


@pytest.mark.parametrize(("volume", "per", "new", "new_per", "word"), ARITHMETIC)
def test_an_example_of_the_arithmetic_is_judged_as_the_page_says(volume, per, new, new_per, word):
    lines = [
        {"ref": "T1", "einddatum": "2020-12-31", "reden": "03"},
        line("N2", new, new_per, "2021-01-01"),
    ]
    case = {
        "id": "rekenvoorbeeld",
        "gegeven": {"toewijzingen": [line("T1", volume, per, "2020-03-02", uitvoering="inspanning")]},
        "verloop": [
            {"op": "2020-12-15", "bericht": {"van": "gemeente", "soort": "301", "release": "2.4", "regels": lines}}
        ],
    }
    (read,) = read_loose("rekenvoorbeeld", "rekenvoorbeeld", yaml.safe_dump(case).encode())
    (verdict,) = (said.verdict for said in judge(read, "gemeente", Domein.WMO) if said.rule == "TW-06")
    assert verdict is WORDS[word]


def test_the_page_shows_the_arithmetic_both_ways():
    assert len(ARITHMETIC) == 11
    assert {word for *_, word in ARITHMETIC} == WORDS.keys()


def test_no_case_grants_in_2020_what_only_a_generic_budget_of_30_can_say():
    asked = [
        step["gewenst"]
        for path in cases_folder().glob("*/*.yaml")
        if "product: null" in (text := path.read_text("utf-8"))
        for step in yaml.safe_load(text).get("verloop", ())
        if step.get("opdracht") == "ken_toe" and step["gewenst"]["product"] is None
    ]
    assert asked
    assert all(wanted["ingangsdatum"] >= "2021-01-01" for wanted in asked)
