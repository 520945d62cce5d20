from dataclasses import replace

import pytest

from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    make_315,
    make_317,
)
from migratietoets.istandaard.berichten.verzoekantwoord import Answer, make_319
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.reports.allure.labels import steps
from migratietoets.reports.pictures.pictures import pictures
from tests.helpers.made_up_case import (
    AANBIEDER,
    BSNS,
    answer,
    claim_deliveries,
    client,
    day,
    grant_declaratie,
    person,
    prestatie,
    query,
    record_delivery,
)

JANUARY = ("2021-01-01", "2021-01-31")
AT = "2021-02-01T09:00:00"
LAST = "999900031"
HEADER_FIELDS = {
    "domein": Domein.WMO,
    "gemeente": "0344",
    "aanbieder": AANBIEDER,
    "identificatie": "V1",
    "dagtekening": day(AT[:10]),
}


def sentences(*events):
    """What the last message of a case says, line by line."""
    *_, order = pictures(events, "x")
    sentence = [text for text, number in order.listing if number][-1]
    return sentence.partition(": ")[2].rstrip(".").split("; ")


def claim(*prestaties, **rest):
    return claim_deliveries(1, AT, *JANUARY, *(prestaties or (prestatie("1001", *JANUARY),)), **rest)


def test_a_claim_tells_every_prestatie():
    assert sentences(client(), claim()) == [
        "declaratie over 01-01-2021 t/m 31-01-2021, totaal € 141,00",
        "nr. 1001, 02K01, 01-01-2021 t/m 31-01-2021, 3 x uur à € 47,00 = € 141,00 (R1001)",
    ]


def test_a_factuur_is_called_so_and_may_lack_a_number():
    without = prestatie("1001", "2020-12-07", "2020-12-31", toewijzingnummer=None, btw_vrijstelling="1")
    factuur = claim_deliveries(1, "2021-01-05T09:00:00", "2020-12-07", "2020-12-31", without, kind="303-F")
    header, line = sentences(client(), factuur)
    assert header.startswith("factuur over 07-12-2020 t/m 31-12-2020")
    assert line.startswith("zonder nummer, 02K01, ")


def test_a_credit_says_what_it_takes_back():
    back = prestatie("1001", *JANUARY, referentienummer="R9", previous_referentienummer="R1001", debet_credit="C")
    header, line = sentences(client(), claim(back))
    assert header.endswith("totaal -€ 141,00")
    assert line.startswith("credit op R1001: nr. 1001, ")
    assert line.endswith("= -€ 141,00 (R9)")


def test_euros_are_told_once():
    euros = prestatie("1001", *JANUARY, eenheid="83", tarief=None, volume=123456, bedrag=123456)
    assert sentences(client(), claim(euros))[1] == "nr. 1001, 02K01, 01-01-2021 t/m 31-01-2021, € 1.234,56 (R1001)"


def test_of_more_clients_each_prestatie_says_whose_it_is():
    two = claim(*(prestatie(str(1001 + n), *JANUARY, bsn=bsn) for n, bsn in enumerate((*reversed(BSNS), LAST))))
    events = [client(), client(BSNS[1]), two]
    assert [line[:12] for line in sentences(*events)[1:]] == ["B: nr. 1001,", "A: nr. 1002,", "andere cliën"]
    shown = " ".join((*sentences(*events), *steps(events), *(picture.svg for picture in pictures(events, "x"))))
    assert not [bsn for bsn in (*BSNS, LAST) if bsn in shown]
    answers = grant_declaratie(2, AT, two, rejected={"R1002": ["9308"]})
    assert sentences(*events, answers)[1].startswith("A: R1002 afgekeurd: 9308")


def test_a_bsn_for_a_number_is_not_shown():
    error = prestatie(BSNS[1], *JANUARY, referentienummer=BSNS[0], previous_referentienummer=BSNS[1], debet_credit="C")
    events = [client(), client(BSNS[1]), claim(error), record_delivery(f"{AT}+01:00", "2021-01-05", BSNS[1])]
    shown = " ".join((*sentences(*events), *steps(events), *(str(picture) for picture in pictures(events, "x"))))
    assert not [bsn for bsn in BSNS if bsn in shown]


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({}, ["toegekend € 141,00"]),
        (
            {"rejected": {"R1001": ["0551"]}},
            [
                "toegekend € 0,00",
                "R1001 afgekeurd: 0551 Prestatie hoort bij geen toewijzing",
                "nr. 1001, 02K01, 01-01-2021 t/m 31-01-2021, 3 x uur à € 47,00 = € 141,00 (R1001)",
            ],
        ),
        ({"refused": ["0001"]}, ["geheel afgekeurd (0001 Bericht technisch afgekeurd)"]),
        ({"refused": ["??"]}, ["geheel afgekeurd (??)"]),
    ],
)
def test_an_answer_tells_what_was_granted_and_why_not(decision, said):
    heen = claim()
    assert sentences(client(), heen, grant_declaratie(2, AT, heen, **decision)) == said


def test_a_part_can_be_granted_in_a_304():
    heen = claim_deliveries(
        1, AT, "2020-12-01", "2020-12-31", prestatie("1001", "2020-12-01", "2020-12-31"), kind="303-D"
    )
    partly = grant_declaratie(2, AT, heen, rejected={"R1001": ["0611"]}, partly={"R1001": 100})
    said = sentences(client(), heen, partly)
    assert said[:2] == ["toegekend € 1,00", "R1001 deels toegekend (€ 1,00): 0611 Tarief wijkt af van het contract"]


def test_a_request_tells_the_wanted_products():
    wish = AangevraagdProduct("REF1", "02", "02K01", day("2021-02-01"), volume=4, eenheid="04", frequentie="2")
    bericht = make_315(release=Release.R30, client=person(BSNS[0]), producten=[wish], **HEADER_FIELDS)
    assert sentences(client(), query(1, AT, bericht)) == ["verzoek REF1: 02K01, vanaf 01-02-2021, 4 uur per week"]


def test_a_wish_to_change_tells_every_product():
    verzoek = Wijzigingsverzoek(
        "REF1",
        "2",
        (OngewijzigdProduct("1001"),),
        (TeWijzigenProduct("1002", day("2021-02-01"), day("2021-06-30"), volume=8, eenheid="04", frequentie="4"),),
        (NieuwProduct(day("2021-02-01"), categorie="02", budget=50000),),
    )
    assert sentences(client(), query(1, AT, make_317(bsn=BSNS[0], verzoek=verzoek, **HEADER_FIELDS))) == [
        "verzoek REF1 om wijziging: wijziging zorgplan",
        "nr. 1001 blijft ongewijzigd",
        "nr. 1002 wordt: 01-02-2021 t/m 30-06-2021, 8 uur per maand",
        "nieuw: categorie 02, vanaf 01-02-2021, budget € 500,00",
    ]


@pytest.mark.parametrize(
    ("says", "text"),
    [
        (Answer("REF1", "1", "3"), "verzoek REF1 afgewezen: geen contract"),
        (Answer("REF1", "2"), "verzoek REF1 in onderzoek"),
        (
            Answer("REF1", "1", "8", "0363"),
            "verzoek REF1 afgewezen: woonplaatsbeginsel (verantwoordelijk is gemeente 0363)",
        ),
        (Answer("REF1", "7", "77"), "verzoek REF1 antwoord 7: code 77"),
    ],
)
def test_an_answer_to_a_request_in_words(says, text):
    bericht = make_319(answer=says, **HEADER_FIELDS | {"domein": Domein.JW if says.gemeente else Domein.WMO})
    heen = query(1, AT, bericht)
    assert sentences(client(), heen) == [text]
    assert sentences(client(), heen, answer(2, AT, heen)) == ["goedgekeurd"]


def test_hostile_text_in_a_claim_or_a_summary_stays_text():
    bad = '"><script>alert(1)</script>\u202e'
    piece = claim()
    half = replace(piece, xml=piece.xml.replace("2021-01-31", "ooit"), summary=bad)
    here = claim(prestatie("1001", *JANUARY, code=bad, referentienummer=bad))
    for event in (half, replace(piece, xml="<geen", summary=bad), here):
        events = [client(), event, record_delivery(f"{AT}+01:00", bad, bad, eenheid=bad)]
        drawn = "".join(picture.svg for picture in pictures(events, "x"))
        assert "<script" not in drawn
        assert "\u202e" not in drawn + "".join(steps(events))
        assert "alert(1)" in drawn


def test_a_claim_that_cannot_be_read_is_told_by_the_log():
    piece = claim()
    assert sentences(client(), replace(piece, xml="<geen")) == ["onleesbaar bericht"]
    half = replace(piece, xml=piece.xml.replace("2021-01-31", "ooit"), summary="een declaratie")
    assert sentences(client(), half) == ["een declaratie"]


def test_the_steps_in_allure_tell_the_same():
    (step,) = steps([client(), claim()])
    assert step == f"01-02-2021 09:00 aanbieder → gemeente 323 (3.0): {'; '.join(sentences(client(), claim()))}"
