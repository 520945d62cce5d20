import re

import pytest

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
