from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migratietoets.conformance.trace.bsn_in_text import bsns_in
from migratietoets.istandaard.bsn import bsns_for_tests, elfproef
from tests.systems.foreign import FOREIGN_BSN as NINE
from tests.systems.foreign import SHORT_BSN as ZERO

EIGHT = ZERO[1:]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DATES = (
    "2020-12-31",
    "2021-02-31",
    "31-04-2021",
    "31-09-2020",
    "32-12-2020",
    "00-00-2021",
    "31-12-2020",
    "31.12.2020",
    "2021/01/04",
    "2021-01-04T09:00:00+01:00",
    "2020-12-31 .. 2021-01-04",
)
SEPARATORS = (
    " ",
    ".",
    "-",
    "\u00a0",
    "\u2009",
    "\u202f",
    "\u3164",
    "\uffa0",
    "\u115f",
    "\u2013",
    "\u2011",
    "/",
    "_",
    "\t",
    "&nbsp;",
    "&#160;",
    "\\xa0",
    "  ",
    "\t \n",
    "\u00a0 ",
    " - ",
    "--",
    " . ",
    ". ",
    ", ",
    " / ",
    "|",
    ":",
    "*",
    "+",
    "=",
    "'",
    " | ",
    "...",
    "-.-.",
    " \u2013 ",
    "\u201c",
    "\u0000",
    "%20",
    "%20%20",
    "%2D",
    "%C2%A0",
    "%E2%80%93",
    "&nbsp;&nbsp;",
    "&ast;",
    "&#32;-&#32;",
    "\\n",
    "\\r\\n",
    '\\"',
    '\\", \\"',
)
SEAMS = (
    "]]><![CDATA[",
    "<![CDATA[",
    "<!-- -->",
    "<!--x-->",
    "<?x y?>",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "&#8203;",
    "\u0301",
)


def in_groups(number, separator):
    return separator.join((number[:-6], number[-6:-3], number[-3:]))


@pytest.mark.parametrize(
    "text",
    [
        NINE,
        f"x{NINE}y",
        f"Bsn:{NINE}.",
        NINE.translate(WIDE),
        NINE.translate(ARABIC),
        "".join(f"&#{ord(digit)};" for digit in NINE),
        "".join(f"&#x{ord(digit):X};" for digit in NINE),
        "".join(f"\\u{ord(digit):04x}" for digit in NINE),
        "".join(f"\\x{ord(digit):02x}" for digit in NINE),
        "".join(f"%{ord(digit):02x}" for digit in NINE),
        " ".join(NINE),
        *(in_groups(NINE, separator) for separator in SEPARATORS),
        *(f"{NINE[:4]}{seam}{NINE[4:]}" for seam in SEAMS),
        f"{NINE[:4]}.{NINE[4:6]}.{NINE[6:]}",
        f"{NINE[:4]} {NINE[4:]}",
        f"{NINE[:5]} - {NINE[5:]}",
        f"{NINE[:3]} - {NINE[3:6]}-{NINE[6:]}",
        f"({NINE[:3]}) {NINE[3:6]}-{NINE[6:]}",
        f"[{NINE[:4]}]/{NINE[4:6]}_{NINE[6:]}",
        f"{NINE[:3]}\"{NINE[3:6]}'{NINE[6:]}",
        f"{NINE[:3]} / {NINE[3:6]} | {NINE[6:]}",
        f"{NINE[:3]}!{NINE[3:6]}\u3164{NINE[6:]}",
        f"{{{NINE[:3]}}}`{NINE[3:6]}\u201d{NINE[6:]}",
        f"{NINE[:3]} {NINE[3:6]}/{NINE[6:]}",
        f"<!-- {NINE} -->",
        f"2020-12-31 {NINE} 2020",
        f"\\x{NINE[:4]}<![CDATA[{NINE[4:]}]]>",
        f"&#{NINE};",
        f"1.{NINE}.0",
        f"€ 10000 {NINE[:7]}.{NINE[7:]}",
        f"\u0001{NINE}",
        f"40 uur, {NINE}, 04/3",
    ],
)
def test_a_bsn_is_seen_however_it_is_spelled(text):
    assert [one.number for one in bsns_in(text)] == [NINE]


@pytest.mark.parametrize(
    "text",
    [
        EIGHT,
        f"x{EIGHT}y",
        *(in_groups(EIGHT, separator) for separator in " .-\u00a0"),
        f"{EIGHT[:2]}.{EIGHT[2:5]}-{EIGHT[5:]}",
        f"{EIGHT[:3]} {EIGHT[3:6]}-{EIGHT[6:]}",
        f"{EIGHT} 5",
        f"tel {in_groups(EIGHT, '.')} 2",
    ],
)
def test_a_bsn_without_its_leading_zero_is_seen(text):
    assert [one.number for one in bsns_in(text)] == [ZERO]


@pytest.mark.parametrize(
    "text",
    [
        "",
        *DATES,
        *bsns_for_tests()[:3],
        in_groups(bsns_for_tests()[5], "."),
        in_groups(bsns_for_tests()[5], " - "),
        in_groups(NINE, "-----"),
        in_groups(NINE, " € "),
        in_groups(NINE, "é"),
        in_groups(NINE, "><"),
        f"{NINE}0",
        f"0{NINE}",
        NINE[:5],
        "07:00:00",
        "€ 1234567.89",
        "€ 1.234.567,89",
        f"{NINE[:4]} en {NINE[4:]}",
        f"<a>{NINE[:4]}</a><a>{NINE[4:]}</a>",
    ],
)
def test_what_is_nobodys_bsn_is_none(text):
    assert bsns_in(text) == []


def test_every_date_is_left_alone():
    days = [
        f"{year}{mark}{month:02d}{mark}{day:02d}"
        for year in (1950, 2020)
        for month in range(1, 13)
        for day in range(1, 29)
        for mark in "-./"
    ]
    assert not any(map(bsns_in, days))
    assert not any(bsns_in(" .. ".join(days[at : at + 2])) for at in range(len(days)))


def test_a_number_that_is_known_is_seen_though_it_does_not_pass():
    number = next(n for n in map(str, range(123456789, 123456799)) if not elfproef(n))
    assert bsns_in(number) == []
    assert [one.number for one in bsns_in(in_groups(number, "."), {number})] == [number]


@given(st.text(alphabet=" .-\u00a0<>![]CDATA&#;x0123456789\u200b\\u", max_size=60))
def test_what_is_found_are_its_own_digits(text):
    for one in bsns_in(text):
        assert elfproef(one.number)
        assert len(one.digits) in {8, 9}
        assert all(begin < end <= len(text) for begin, end in one.digits)
        assert sorted(one.digits) == list(one.digits)


def test_a_list_of_kinds_of_messages_is_no_number():
    kinds = [(a, b, c) for a in range(301, 326) for b in range(301, 326) for c in range(301, 326)]
    listed = [(*map(str, one),) for one in kinds if elfproef("{}{}{}".format(*one))][::50]
    assert listed
    assert not any(bsns_in(mark.join(one)) for one in listed for mark in (", ", '", "', "/"))


@pytest.mark.parametrize("separator", ["  ", " \n", "\n", "  -  "])
def test_on_a_screen_several_spaces_and_lines_tell_columns_apart(separator):
    assert bsns_in(in_groups(NINE, separator), columns=True) == []
    assert [one.number for one in bsns_in(in_groups(NINE, separator))] == [NINE]


@pytest.mark.parametrize("separator", [" ", " - ", "--", "|"])
def test_on_a_screen_other_separators_do_not(separator):
    assert [one.number for one in bsns_in(in_groups(NINE, separator), columns=True)] == [NINE]


HEAVY = (
    "1",
    "1 ",
    "1.",
    "&#49;",
    "<!--",
    "<!-- -->",
    "<?",
    "\\n",
    "%31",
    "1\\n ",
    "1--",
    f"1{' ' * 400}",
    "1234567-",
    " ",
    f"{NINE} ",
    f"{NINE[:4]}<!---->{NINE[4:]} ",
)


@pytest.mark.parametrize("part", HEAVY)
def test_a_text_four_times_as_long_takes_no_more_than_eight_times_as_long(part):
    def seconds(size):
        text = part * (size // len(part))
        begin = process_time()
        bsns_in(text)
        return process_time() - begin

    seconds(2_000)
    assert seconds(80_000) < 8 * max(seconds(20_000), 0.02)


@pytest.mark.parametrize(
    "text",
    [
        f"{EIGHT[:5]}.{EIGHT[5:]}",  # a whole and its decimals
        f"{EIGHT[:7]}-{EIGHT[7:]}",
        f"{NINE[:2]} {NINE[2:6]}/{NINE[6:]}",  # separated in two ways, and not where a number is
        f"({NINE[:2]}/{NINE[2:5]}) {NINE[5:]}",
        f"{NINE[:3]}: {NINE[3:6]}, {NINE[6:]}",
        f"x {EIGHT[:2]}.{EIGHT[2:6]}-{EIGHT[6:]}",
        f"{NINE[:4]}, {NINE[4:]}",  # two of a list
        f"{NINE[:4]}+{NINE[4:]}",
        f"{NINE[:2]}, {NINE[2:5]}, {NINE[5:]}",  # a list
        f"{EIGHT[:2]}|{EIGHT[2:5]}|{EIGHT[5:]}",
    ],
)
def test_what_is_not_written_as_one_number_is_none(text):
    assert bsns_in(text) == []


def test_the_parts_of_a_date_are_of_no_number_with_what_stands_beside_it():
    numbers = [f"{end:03d}" for end in range(1000) if elfproef(f"022021{end:03d}")]
    assert numbers
    assert not any(bsns_in(f"01-02-2021-{end}") for end in numbers)
    assert not any(bsns_in(f"7.01-02-2021-{end}") for end in numbers)


def test_a_month_and_what_follows_it_are_no_number():
    texts = [f"{year}-{month:02d}{mark}{end}" for year in (2020, 2021) for month in range(1, 13)
             for end in range(301, 326) for mark in (" | ", " (", " \u00b7 ", "/")]  # fmt: skip
    assert not any(map(bsns_in, texts))
