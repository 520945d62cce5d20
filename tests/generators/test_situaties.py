import pytest

from generators import situaties as module
from generators.creditketens import CREDITSITUATIES
from generators.defecten import DEFECTEN
from generators.defecten import NAMEN as DEFECTNAMEN
from generators.leveringen import LEVERSITUATIES
from generators.nieuwe import MAANDEN, SOORTEN
from generators.situaties import (
    BEOORDELING,
    CREDITEREN,
    DECLAREREN,
    KEUS,
    MOET,
    UITKOMSTEN,
    Situatie,
    main,
    situaties,
    tabel,
)
from generators.tijdlijnen import NAMEN


@pytest.fixture(scope="module")
def teller() -> dict[Situatie, int]:
    return situaties(keren=4)


def test_every_defect_and_kind_is_counted_in_every_timeline(teller: dict[Situatie, int]) -> None:
    gezien = {(situatie.tijdlijn, situatie.naam) for situatie in teller}
    stuk = {naam for naam in DEFECTEN if "2020-11" not in naam and not naam.startswith("einddatum_2020-12")}
    assert {naam for lijn, naam in gezien if lijn == BEOORDELING} == {*DEFECTNAMEN}
    for lijn in NAMEN:
        namen = {naam for van, naam in gezien if van == lijn}
        assert namen == {*SOORTEN} if lijn in MAANDEN else namen >= stuk


def test_every_delivery_and_every_credit_chain_is_counted(teller: dict[Situatie, int]) -> None:
    assert {s.naam for s in teller if s.tijdlijn == DECLAREREN} == {*LEVERSITUATIES}
    assert {s.naam for s in teller if s.tijdlijn == CREDITEREN} == {*CREDITSITUATIES}
    regels = {s.regel for s in teller if s.tijdlijn in {DECLAREREN, CREDITEREN}}
    assert regels >= {"DC-03", "DC-05", "DC-06", "DC-07", "DC-08", "DC-10", "DC-11", "DC-14", "CR-01", "CR-02"}
    assert {s.regel for s in teller if s.uitkomst == KEUS} == {"DC-11", "DC-14"}


def test_outcomes_are_known_and_every_one_occurs(teller: dict[Situatie, int]) -> None:
    assert {situatie.uitkomst for situatie in teller} == {*UITKOMSTEN}
    assert list(teller) == sorted(teller)
    assert min(teller.values()) >= 1
    assert {s.regel for s in teller if s.uitkomst == MOET} == {"TW-02", "TW-03"}
    assert {s.regel for s in teller if s.uitkomst == "fail"} >= {
        "MT-01", "MT-02", "MT-04", "MT-05", "MS-01", "PL-01", "TW-01", "TW-02", "TW-03", "TW-06", "TW-08",
        "BS-02", "BS-06", "BS-07", "NT-01", "NT-02", "NT-03", "NT-04", "NT-05", "NT-06", "NT-07", "NT-08",
    }  # fmt: skip


def test_the_table_adds_up(teller: dict[Situatie, int]) -> None:
    kop, *rijen, totaal = tabel(situaties(keren=4))
    assert kop == ("regel", *UITKOMSTEN, "samen")
    assert totaal[0] == "totaal"
    assert int(totaal[-1]) == len(teller) == sum(int(rij[-1]) for rij in rijen)


def test_it_prints_a_row_for_each_rule_or_a_line_for_each_situation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    klein = situaties(keren=1)
    monkeypatch.setattr(module, "situaties", lambda: klein)
    main([])
    assert capsys.readouterr().out.splitlines()[-1].split()[-1] == str(len(klein))
    main(["--alles"])
    assert len(capsys.readouterr().out.splitlines()) == len(klein)
