import pytest
from verzonnen_casus import (
    AANBIEDER,
    BSNS,
    antwoord,
    client,
    dag,
    declareer,
    ken_declaratie_toe,
    lever,
    persoon,
    prestatie,
    vraag,
)

from istandaard.berichten.antwoord import Antwoord, maak_319
from istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    maak_315,
    maak_317,
)
from istandaard.releases import Domein, Release
from reports.allure import stappen
from reports.beelden import beelden

JANUARI = ("2021-01-01", "2021-01-31")
OP = "2021-02-01T09:00:00"
LAATSTE = "999900031"
KOP = {
    "domein": Domein.WMO,
    "gemeente": "0344",
    "aanbieder": AANBIEDER,
    "identificatie": "V1",
    "dagtekening": dag(OP[:10]),
}


def zinnen(*events):
    """What the last message of a case says, line by line."""
    *_, volgorde = beelden(events, "x")
    zin = [tekst for tekst, nummer in volgorde.lijst if nummer][-1]
    return zin.partition(": ")[2].rstrip(".").split("; ")


def claim(*prestaties, **rest):
    return declareer(1, OP, *JANUARI, *(prestaties or (prestatie("1001", *JANUARI),)), **rest)


def test_a_claim_tells_every_prestatie():
    assert zinnen(client(), claim()) == [
        "declaratie over 01-01-2021 t/m 31-01-2021, totaal € 141,00",
        "nr. 1001, 02K01, 01-01-2021 t/m 31-01-2021, 3 x uur à € 47,00 = € 141,00 (R1001)",
    ]


def test_a_factuur_is_called_so_and_may_lack_a_number():
    zonder = prestatie("1001", "2020-12-07", "2020-12-31", toewijzingnummer=None, btw_vrijstelling="1")
    factuur = declareer(1, "2021-01-05T09:00:00", "2020-12-07", "2020-12-31", zonder, soort="303-F")
    kop, regel = zinnen(client(), factuur)
    assert kop.startswith("factuur over 07-12-2020 t/m 31-12-2020")
    assert regel.startswith("zonder nummer, 02K01, ")


def test_a_credit_says_what_it_takes_back():
    terug = prestatie("1001", *JANUARI, referentienummer="R9", vorig_referentienummer="R1001", debet_credit="C")
    kop, regel = zinnen(client(), claim(terug))
    assert kop.endswith("totaal -€ 141,00")
    assert regel.startswith("credit op R1001: nr. 1001, ")
    assert regel.endswith("= -€ 141,00 (R9)")


def test_euros_are_told_once():
    euros = prestatie("1001", *JANUARI, eenheid="83", tarief=None, volume=123456, bedrag=123456)
    assert zinnen(client(), claim(euros))[1] == "nr. 1001, 02K01, 01-01-2021 t/m 31-01-2021, € 1.234,56 (R1001)"


def test_of_more_clients_each_prestatie_says_whose_it_is():
    twee = claim(*(prestatie(str(1001 + n), *JANUARI, bsn=bsn) for n, bsn in enumerate((*reversed(BSNS), LAATSTE))))
    events = [client(), client(BSNS[1]), twee]
    assert [regel[:12] for regel in zinnen(*events)[1:]] == ["B: nr. 1001,", "A: nr. 1002,", "andere cliën"]
    getoond = " ".join((*zinnen(*events), *stappen(events), *(beeld.svg for beeld in beelden(events, "x"))))
    assert not [bsn for bsn in (*BSNS, LAATSTE) if bsn in getoond]
    antwoorden = ken_declaratie_toe(2, OP, twee, afgekeurd={"R1002": ["9308"]})
    assert zinnen(*events, antwoorden)[1].startswith("A: R1002 afgekeurd: 9308")


def test_a_bsn_for_a_number_is_not_shown():
    fout = prestatie(BSNS[1], *JANUARI, referentienummer=BSNS[0], vorig_referentienummer=BSNS[1], debet_credit="C")
    events = [client(), client(BSNS[1]), claim(fout), lever(f"{OP}+01:00", "2021-01-05", BSNS[1])]
    getoond = " ".join((*zinnen(*events), *stappen(events), *(str(beeld) for beeld in beelden(events, "x"))))
    assert not [bsn for bsn in BSNS if bsn in getoond]


@pytest.mark.parametrize(
    ("besluit", "gezegd"),
    [
        ({}, ["toegekend € 141,00"]),
        (
            {"afgekeurd": {"R1001": ["0551"]}},
            [
                "toegekend € 0,00",
                "R1001 afgekeurd: 0551 Prestatie hoort bij geen toewijzing",
                "nr. 1001, 02K01, 01-01-2021 t/m 31-01-2021, 3 x uur à € 47,00 = € 141,00 (R1001)",
            ],
        ),
        ({"geweigerd": ["0001"]}, ["geheel afgekeurd (0001 Bericht technisch afgekeurd)"]),
        ({"geweigerd": ["??"]}, ["geheel afgekeurd (??)"]),
    ],
)
def test_an_answer_tells_what_was_granted_and_why_not(besluit, gezegd):
    heen = claim()
    assert zinnen(client(), heen, ken_declaratie_toe(2, OP, heen, **besluit)) == gezegd


def test_a_part_can_be_granted_in_a_304():
    heen = declareer(1, OP, "2020-12-01", "2020-12-31", prestatie("1001", "2020-12-01", "2020-12-31"), soort="303-D")
    deels = ken_declaratie_toe(2, OP, heen, afgekeurd={"R1001": ["0611"]}, deels={"R1001": 100})
    gezegd = zinnen(client(), heen, deels)
    assert gezegd[:2] == ["toegekend € 1,00", "R1001 deels toegekend (€ 1,00): 0611 Tarief wijkt af van het contract"]


def test_a_request_tells_the_wanted_products():
    wens = AangevraagdProduct("REF1", "02", "02K01", dag("2021-02-01"), None, 4, "04", "2")
    bericht = maak_315(release=Release.R30, client=persoon(BSNS[0]), producten=[wens], **KOP)
    assert zinnen(client(), vraag(1, OP, bericht)) == ["verzoek REF1: 02K01, vanaf 01-02-2021, 4 uur per week"]


def test_a_wish_to_change_tells_every_product():
    verzoek = Wijzigingsverzoek(
        "REF1",
        "2",
        (OngewijzigdProduct("1001"),),
        (TeWijzigenProduct("1002", dag("2021-02-01"), dag("2021-06-30"), 8, "04", "4"),),
        (NieuwProduct("02", None, dag("2021-02-01"), None, budget=50000),),
    )
    assert zinnen(client(), vraag(1, OP, maak_317(bsn=BSNS[0], verzoek=verzoek, **KOP))) == [
        "verzoek REF1 om wijziging: wijziging zorgplan",
        "nr. 1001 blijft ongewijzigd",
        "nr. 1002 wordt: 01-02-2021 t/m 30-06-2021, 8 uur per maand",
        "nieuw: categorie 02, vanaf 01-02-2021, budget € 500,00",
    ]


@pytest.mark.parametrize(
    ("zegt", "tekst"),
    [
        (Antwoord("REF1", "1", "3"), "verzoek REF1 afgewezen: geen contract"),
        (Antwoord("REF1", "2"), "verzoek REF1 in onderzoek"),
        (
            Antwoord("REF1", "1", "8", "0363"),
            "verzoek REF1 afgewezen: woonplaatsbeginsel (verantwoordelijk is gemeente 0363)",
        ),
        (Antwoord("REF1", "7", "77"), "verzoek REF1 antwoord 7: code 77"),
    ],
)
def test_an_answer_to_a_request_in_words(zegt, tekst):
    bericht = maak_319(antwoord=zegt, **KOP | {"domein": Domein.JW if zegt.gemeente else Domein.WMO})
    heen = vraag(1, OP, bericht)
    assert zinnen(client(), heen) == [tekst]
    assert zinnen(client(), heen, antwoord(2, OP, heen)) == ["goedgekeurd"]


def test_hostile_text_in_a_claim_or_a_summary_stays_text():
    slecht = '"><script>alert(1)</script>\u202e'
    stuk = claim()
    zonder = {"xml": stuk["xml"].replace("2021-01-31", "ooit"), "summary": slecht}
    hier = claim(prestatie("1001", *JANUARI, code=slecht, referentienummer=slecht))
    for event in (stuk | zonder, stuk | {"xml": "<geen", "summary": slecht}, hier):
        events = [client(), event, lever(f"{OP}+01:00", slecht, slecht, eenheid=slecht)]
        getekend = "".join(beeld.svg for beeld in beelden(events, "x"))
        assert "<script" not in getekend
        assert "\u202e" not in getekend + "".join(stappen(events))
        assert "alert(1)" in getekend


def test_a_claim_that_cannot_be_read_is_told_by_the_log():
    stuk = claim()
    assert zinnen(client(), stuk | {"xml": "<geen"}) == ["onleesbaar bericht"]
    half = stuk | {"xml": stuk["xml"].replace("2021-01-31", "ooit"), "summary": "een declaratie"}
    assert zinnen(client(), half) == ["een declaratie"]


def test_the_steps_in_allure_tell_the_same():
    (stap,) = stappen([client(), claim()])
    assert stap == f"01-02-2021 09:00 aanbieder → gemeente 323 (3.0): {'; '.join(zinnen(client(), claim()))}"
