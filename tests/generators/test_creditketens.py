"""Credit chains: may the debit be taken back, and do the messages say what the chain says."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from conformance.schemas import schema
from generators.creditketens import CREDITSITUATIES, Creditketen, creditscenario
from generators.dataset import schrijf
from generators.strategies import creditketens
from istandaard.berichten import Bericht, bouw, lees, valideer
from istandaard.berichten.declaratie import declaratiekop, prestaties
from istandaard.berichten.declaratieantwoord import afgekeurde, geweigerd, toegekend
from istandaard.kalender import werkdagen_na
from istandaard.model import Invoerfout
from istandaard.releases import Domein, Release

MAG = {
    "303-D/goedgekeurd": True,
    "303-D/deels_toegekend": True,
    "303-D/afgekeurd": False,
    "303-D/bericht_geweigerd": False,
    "303-D/onbeantwoord": False,
    "303-D/niet_ingediend": False,
    "303-F/goedgekeurd": True,
    "303-F/afgekeurd": True,
    "303-F/bericht_geweigerd": False,
    "303-F/onbeantwoord": True,
    "303-F/niet_ingediend": False,
    "323/goedgekeurd": True,
    "323/afgekeurd": False,
    "323/bericht_geweigerd": False,
    "323/onbeantwoord": False,
    "323/niet_ingediend": False,
}
GELIJK = ("bsn", "categorie", "code", "begindatum", "einddatum", "volume", "eenheid", "toewijzingnummer", "tarief")
SEEDS = range(12)


def ketens(naam: str) -> list[Creditketen]:
    return [creditscenario(naam, seed=seed, domein=domein) for seed in SEEDS for domein in Domein]


def verzonden(bericht: Bericht) -> date:
    if bericht.soort in {"303", "323"}:
        return declaratiekop(bericht).dagtekening
    kop = bericht.inhoud["Header"]
    retour = kop["RetourHeader"]["RetourDagtekening"] if bericht.soort == "304" else None
    return date.fromisoformat(retour or kop["BerichtIdentificatie"]["Dagtekening"])


def test_every_situation_is_labelled_as_the_standard_says() -> None:
    assert {naam: situatie.mag for naam, situatie in CREDITSITUATIES.items()} == MAG
    for naam, situatie in CREDITSITUATIES.items():
        factuur = naam.startswith("303-F")
        assert ("CR-01" in situatie.regels) != factuur
        assert ("CR-02" in situatie.regels) == (not factuur and situatie.lot in {"afgekeurd", "bericht_geweigerd"})


@pytest.mark.parametrize("naam", CREDITSITUATIES)
def test_a_credit_is_the_debit_but_for_what_takes_it_back(naam: str) -> None:
    for keten in ketens(naam):
        (credit,) = prestaties(keten.terug)
        assert credit == keten.credit
        assert (credit.debet_credit, keten.debet.debet_credit) == ("C", "D")
        assert credit.vorig_referentienummer == keten.debet.referentienummer != credit.referentienummer
        assert all(getattr(credit, veld) == getattr(keten.debet, veld) for veld in GELIJK)
        if keten.situatie.lot == "deels_toegekend":
            assert 0 < credit.bedrag < keten.debet.bedrag
        else:
            assert credit.bedrag == keten.debet.bedrag > 0
        assert declaratiekop(keten.terug).totaalbedrag == -credit.bedrag
        if keten.heen is not None:
            assert prestaties(keten.heen) == [keten.debet]
            assert declaratiekop(keten.heen).totaalbedrag == keten.debet.bedrag


@pytest.mark.parametrize("naam", CREDITSITUATIES)
def test_the_answer_says_what_became_of_the_debit(naam: str) -> None:
    lot = naam.split("/")[1]
    for keten in ketens(naam):
        assert (keten.heen is None) == (lot == "niet_ingediend")
        assert (keten.antwoord is None) == (lot in {"niet_ingediend", "onbeantwoord"})
        if keten.antwoord is None:
            continue
        assert bool(geweigerd(keten.antwoord)) == (lot == "bericht_geweigerd")
        afgekeurd = afgekeurde(keten.antwoord)
        assert [een.prestatie.referentienummer for een in afgekeurd] == (
            [keten.debet.referentienummer] if lot in {"afgekeurd", "deels_toegekend"} else []
        )
        granted = {"goedgekeurd": keten.debet.bedrag, "deels_toegekend": keten.credit.bedrag}
        assert toegekend(keten.antwoord) == granted.get(lot, 0)


@pytest.mark.parametrize("naam", CREDITSITUATIES)
def test_the_messages_are_valid_in_order_and_in_time(naam: str) -> None:
    releases = set()
    for keten in ketens(naam):
        berichten = keten.berichten()
        dagen = [verzonden(bericht) for bericht in berichten.values()]
        assert dagen == sorted(set(dagen))
        for bericht in berichten.values():
            assert valideer(bouw(bericht)) == []
            assert not date(2020, 12, 31) <= verzonden(bericht) <= date(2021, 1, 3)
            assert (bericht.release == Release.R24) == (verzonden(bericht) <= date(2020, 12, 30))
        if keten.heen is not None and keten.antwoord is not None:
            termijn = 10 if naam.startswith("323") else 20
            assert verzonden(keten.antwoord) <= werkdagen_na(verzonden(keten.heen), termijn)
        releases.add(keten.terug.release)
        assert keten.terug.soort == naam[:3]
        soorten = {"304": "303", "325": "323"}
        assert keten.antwoord is None or soorten[keten.antwoord.soort] == keten.terug.soort
    assert releases == ({Release.R30} if naam.startswith("323") else {Release.R24, Release.R30})


@settings(max_examples=60, deadline=None)
@given(creditketens())
def test_any_chain_holds_together(keten: Creditketen) -> None:
    assert [valideer(bouw(bericht)) for bericht in keten.berichten().values()] == [[]] * len(keten.berichten())
    assert keten.situatie.mag == MAG[keten.naam]
    assert 0 < keten.credit.bedrag <= keten.debet.bedrag


def test_the_same_seed_gives_the_same_chain_and_an_unknown_name_is_refused() -> None:
    naam = next(iter(CREDITSITUATIES))
    assert creditscenario(naam, seed=3) == creditscenario(naam, seed=3) != creditscenario(naam, seed=4)
    with pytest.raises(Invoerfout, match="Onbekende creditketen: 303-D/kwijt"):
        creditscenario("303-D/kwijt")


def test_a_dataset_has_a_chain_a_client_when_asked(tmp_path: Path) -> None:
    kaal = schrijf(tmp_path / "kaal", clients=120, seed=2)
    manifest = schrijf(tmp_path / "met", clients=120, seed=2, met_credits=True)
    Draft202012Validator(schema("manifest")).validate(manifest.to_json())
    assert "creditketens" not in kaal.counts
    assert {naam: manifest.digests[naam] for naam in kaal.digests} == kaal.digests
    pad = tmp_path / "met" / "creditketens.jsonl"
    regels = [json.loads(regel) for regel in pad.read_text("utf-8").splitlines()]
    assert len({regel["id"] for regel in regels}) == len({(r["bsn"], r["domein"]) for r in regels}) == len(regels) > 60
    ids = {json.loads(r)["id"] for r in (tmp_path / "met" / "toewijzingen.jsonl").read_text("utf-8").splitlines()}
    bestanden = {bestand.name: bestand.read_bytes() for bestand in (tmp_path / "met" / "creditketens").iterdir()}
    genoemd = [regel[rol] for regel in regels for rol in ("debet", "antwoord", "credit") if regel[rol]]
    assert sorted(genoemd) == sorted(bestanden)
    for regel in regels:
        naam = f"{regel['message']}/{regel['lot']}"
        assert (regel["allowed"], tuple(regel["rules"])) == (MAG[naam], CREDITSITUATIES[naam].regels)
        assert regel["toewijzing"] in ids
        (credit,) = prestaties(lees(bestanden[regel["credit"]]))
        assert (credit.bsn, credit.referentienummer) == (regel["bsn"], regel["referentienummer"])
        assert (credit.vorig_referentienummer, credit.bedrag) == (regel["vorig_referentienummer"], regel["bedrag"])
    assert all(valideer(data) == [] for data in bestanden.values())
    telling = manifest.counts["creditketens"]
    assert telling["ketens"] == len(regels) == sum(telling["situaties"].values())
    assert telling["berichten"] == len(bestanden)
    assert telling["allowed"] == sum(regel["allowed"] for regel in regels)
    assert {f"{r['message']}/{r['lot']}" for r in regels} == {*CREDITSITUATIES}
    assert manifest.digests["creditketens.jsonl"] == hashlib.sha256(pad.read_bytes()).hexdigest()
