import pytest

from migratietoets.istandaard.berichten import build, read
from migratietoets.istandaard.berichten.xml.file_form import Deviation, deform, in_form
from migratietoets.istandaard.validation import form_errors
from tests.helpers.sample_messages import toewijzing

GOOD = build(toewijzing()).decode()


def test_what_the_kit_writes_has_the_right_form():
    assert in_form(GOOD) == (GOOD, ())


@pytest.mark.parametrize("deviation", Deviation)
def test_each_deviation_is_found_by_its_name_and_mended(deviation):
    text, (fault,) = in_form(deform(GOOD, [deviation]))
    assert fault.deviation is deviation
    assert fault.expected
    assert fault.found
    if deviation is not Deviation.CHARACTERS:
        assert text == GOOD


def test_several_at_once_are_each_found_and_what_stands_there_is_read():
    bad = deform(GOOD, [Deviation.LINE_ENDS, Deviation.ENCODING, Deviation.SPACE, Deviation.BOM])
    text, faults = in_form(bad)
    assert {fault.deviation for fault in faults} == set(Deviation) - {Deviation.CHARACTERS}
    assert read(text.encode()) == toewijzing()
    assert form_errors(text.encode()) == []


@pytest.mark.parametrize(
    "declaration",
    [
        "",
        "<?xml version='1.0'?>",
        "<?xml version='1.0' encoding='utf-8' standalone='yes'?>",
        '<?xml encoding="Utf-8"?>',
    ],
)
def test_without_a_declaration_a_file_is_utf_8_whatever_the_quotes_and_capitals_of_one_that_says_so(declaration):
    text = f"{declaration}\r\n{GOOD.partition('?>')[2].lstrip()}" if declaration else GOOD.partition("?>")[2].lstrip()
    assert in_form(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "deviation", "found"),
    [
        ("<a>\r</a>", Deviation.LINE_ENDS, "1 keer anders, voor het eerst op regel 1"),
        ("<a>\r\n\n\r\n\n</a>", Deviation.LINE_ENDS, "2 keer anders, voor het eerst op regel 2"),
        ("<?xml version='1.0' encoding='UTF-16'?><a/>", Deviation.ENCODING, "codering “UTF-16”"),
        ("<a>\r\n\ud83d</a>", Deviation.CHARACTERS, "op regel 2 iets dat geen teken is (U+D83D)"),
        ("\ufeff\ufeff<a/>", Deviation.BOM, "een BOM vóór de XML"),
    ],
)
def test_it_says_what_was_found_and_where(text, deviation, found):
    ((what, _, said),) = in_form(text)[1]
    assert (what, said) == (deviation, found)


@pytest.mark.parametrize("text", ["", "\ufeff", " \n", "geen xml\n", "\udc80", "<?xml " + "x" * 10_000])
def test_anything_at_all_becomes_text_that_a_file_can_hold(text):
    in_form(text)[0].encode()
