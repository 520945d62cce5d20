import pytest

from migratietoets.conformance.catalogue.products import producten
from migratietoets.conformance.run.own_products import read_products
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import MessageEvent, StockEvent
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.facts import Supplement, read_producten
from migratietoets.istandaard.releases import Domein

HEAD = "product;domein;categorie;code;uitvoering\n"
SOME = ("migratie/metamorf-andere-volgorde", "toewijzingen/per-jaar", "overzicht/start-zorg-rond-de-overgang")
MANY = ("migratie/*", "vot-vow/*", "declareren/*", "overzicht/*")


@pytest.fixture
def file(tmp_path):
    def write(*lines, head=HEAD):
        (tmp_path / "producten.csv").write_text(head + "\n".join(lines), "utf-8")
        return tmp_path / "producten.csv"

    return write


def test_a_product_of_the_cases_gets_the_code_of_the_system(file):
    found = read_products(file("begeleiding;wmo;02;02A05;", ";;04;04B11;output", "vervoer;jw;42;42Z01;inspanning"))
    assert found.codes == (("begeleiding", "wmo", "02A05"), ("vervoer", "jw", "42Z01"))
    assert found.words == "Eigen productcodes uit producten.csv: begeleiding (wmo) 02A05, vervoer (jw) 42Z01."


def test_one_file_does_for_a_run_and_for_assess(file):
    target = Supplement()
    path = file("begeleiding;wmo;02;02A05;output", ";;04;04B11;inspanning")
    read_producten(path, target)
    assert not list(target.errors)
    assert target.per_product == {("02", "02A05"): "output", ("04", "04B11"): "inspanning"}
    assert len(read_products(path).codes) == 1
    assert read_products(file("04;04B11;output", head="categorie;code;uitvoering\n")).codes == ()


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["begeleidng;wmo;02;02A05;"], "product begeleidng|Bedoelde u begeleiding"),
        (
            ["begeleiding;wmo;03;03A05;"],
            "verwacht een code van categorie 02, die de gevallen nodig hebben; gevonden “03”",
        ),
        (["begeleiding;;02;02A05;"], "verwacht een domein en een code"),
        (["begeleiding;wmo;02;;"], "verwacht een domein en een code"),
        (["begeleiding;wlz;02;02A05;"], "domein: verwacht wmo of jw"),
        (["begeleiding;wmo;02;02A05;", "begeleiding;wmo;02;02A06;"], "verwacht één code; gevonden er meer"),
        (["begeleiding;wmo;02;02K09;"], "een eigen code; gevonden 02K09 voor begeleiding en begeleiding2"),
        (["begeleiding;wmo;02;02A0511;"], "een productcode van 1 tot en met 5 tekens"),
    ],
)
def test_what_the_file_should_not_hold_is_told(file, lines, text):
    with pytest.raises(InputError) as error:
        read_products(file(*lines))
    assert any(one in str(error.value) for one in text.split("|")), str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match=r"nergens\.csv"):
        read_products(tmp_path / "nergens.csv")


def played(role, cases, **options):
    selection = Selection(cases=cases, roles=(role,), domeinen=(Domein.WMO,), **options)
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    verdicts = {key: one.verdict for key, one in run.verdicts(campaign).items()}
    return verdicts, run.events(campaign)


@pytest.mark.parametrize("role", ["gemeente", "aanbieder"])
@pytest.mark.parametrize("cases", [SOME, pytest.param(MANY, marks=pytest.mark.traag)], ids=["some", "many"])
def test_with_other_codes_the_verdicts_are_the_same_and_no_code_of_the_catalogue_is_left(file, role, cases):
    names = {name: per["wmo"] for name, per in producten().items()}
    lines = [
        f"{name};wmo;{both['categorie']};{both['categorie']}Q{n:02}" for n, (name, both) in enumerate(names.items())
    ]
    verdicts, events = played(role, cases, products=read_products(file(*lines, head="product;domein;categorie;code\n")))
    assert verdicts == played(role, cases)[0]
    texts = [e.xml for e in events if isinstance(e, MessageEvent)]
    texts += [f"{e.toewijzing}" for e in events if isinstance(e, StockEvent)]
    assert any(f"{names['begeleiding']['categorie']}Q00" in text for text in texts)
    assert not [text for text in texts if any(both["code"] in text for both in names.values())]


def test_the_command_that_asks_the_same_again_names_the_file(file):
    own = read_products(file("begeleiding;wmo;02;02A05;"))
    assert "--products producten.csv" in Selection(products=own).command
    assert own.words in Selection(products=own).words
