"""Credit chains: may the debit be taken back, and do the messages say what the chain says."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from migratietoets.conformance.contracts import schema
from migratietoets.generators.deliveries.credit_chains import CREDIT_SITUATIONS, CreditChain, credit_scenario
from migratietoets.generators.export.dataset import write
from migratietoets.generators.strategies import credit_chains
from migratietoets.istandaard.berichten import Bericht, build, read
from migratietoets.istandaard.berichten.declaratie import declaratie_header, prestaties
from migratietoets.istandaard.berichten.declaratieantwoord import granted, refused, rejected_prestaties
from migratietoets.istandaard.kalender import working_days_after
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import form_errors

MAY = {
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
SAME = ("bsn", "categorie", "code", "begindatum", "einddatum", "volume", "eenheid", "toewijzingnummer", "tarief")
SEEDS = range(12)


def chains(name: str) -> list[CreditChain]:
    return [credit_scenario(name, seed=seed, domein=domein) for seed in SEEDS for domein in Domein]


def sent_on(bericht: Bericht) -> date:
    if bericht.kind in {"303", "323"}:
        return declaratie_header(bericht).dagtekening
    header = bericht.content["Header"]
    retour = header["RetourHeader"]["RetourDagtekening"] if bericht.kind == "304" else None
    return date.fromisoformat(retour or header["BerichtIdentificatie"]["Dagtekening"])


def test_every_situation_is_labelled_as_the_standard_says() -> None:
    assert {name: situation.allowed for name, situation in CREDIT_SITUATIONS.items()} == MAY
    for name, situation in CREDIT_SITUATIONS.items():
        factuur = name.startswith("303-F")
        assert ("CR-01" in situation.rules) != factuur
        assert ("CR-02" in situation.rules) == (not factuur and situation.fate in {"afgekeurd", "bericht_geweigerd"})


@pytest.mark.parametrize("name", CREDIT_SITUATIONS)
def test_a_credit_is_the_debit_but_for_what_takes_it_back(name: str) -> None:
    for chain in chains(name):
        (credit,) = prestaties(chain.back)
        assert credit == chain.credit
        assert (credit.debet_credit, chain.debit.debet_credit) == ("C", "D")
        assert credit.previous_referentienummer == chain.debit.referentienummer != credit.referentienummer
        assert all(getattr(credit, field) == getattr(chain.debit, field) for field in SAME)
        if chain.situation.fate == "deels_toegekend":
            assert 0 < credit.bedrag < chain.debit.bedrag
        else:
            assert credit.bedrag == chain.debit.bedrag > 0
        assert declaratie_header(chain.back).totaalbedrag == -credit.bedrag
        if chain.heen is not None:
            assert prestaties(chain.heen) == [chain.debit]
            assert declaratie_header(chain.heen).totaalbedrag == chain.debit.bedrag


@pytest.mark.parametrize("name", CREDIT_SITUATIONS)
def test_the_answer_says_what_became_of_the_debit(name: str) -> None:
    fate = name.split("/")[1]
    for chain in chains(name):
        assert (chain.heen is None) == (fate == "niet_ingediend")
        assert (chain.answer is None) == (fate in {"niet_ingediend", "onbeantwoord"})
        if chain.answer is None:
            continue
        assert bool(refused(chain.answer)) == (fate == "bericht_geweigerd")
        rejected = rejected_prestaties(chain.answer)
        assert [one.prestatie.referentienummer for one in rejected] == (
            [chain.debit.referentienummer] if fate in {"afgekeurd", "deels_toegekend"} else []
        )
        granted_by_answer = {"goedgekeurd": chain.debit.bedrag, "deels_toegekend": chain.credit.bedrag}
        assert granted(chain.answer) == granted_by_answer.get(fate, 0)


@pytest.mark.parametrize("name", CREDIT_SITUATIONS)
def test_the_messages_are_valid_in_order_and_in_time(name: str) -> None:
    releases = set()
    for chain in chains(name):
        berichten = chain.berichten()
        days = [sent_on(bericht) for bericht in berichten.values()]
        assert days == sorted(set(days))
        for bericht in berichten.values():
            assert form_errors(build(bericht)) == []
            assert not date(2020, 12, 31) <= sent_on(bericht) <= date(2021, 1, 3)
            assert (bericht.release == Release.R24) == (sent_on(bericht) <= date(2020, 12, 30))
        if chain.heen is not None and chain.answer is not None:
            term_end = 10 if name.startswith("323") else 20
            assert sent_on(chain.answer) <= working_days_after(sent_on(chain.heen), term_end)
        releases.add(chain.back.release)
        assert chain.back.kind == name[:3]
        kinds = {"304": "303", "325": "323"}
        assert chain.answer is None or kinds[chain.answer.kind] == chain.back.kind
    assert releases == ({Release.R30} if name.startswith("323") else {Release.R24, Release.R30})


@settings(max_examples=60, deadline=None)
@given(credit_chains())
def test_any_chain_holds_together(chain: CreditChain) -> None:
    assert [form_errors(build(bericht)) for bericht in chain.berichten().values()] == [[]] * len(chain.berichten())
    assert chain.situation.allowed == MAY[chain.name]
    assert 0 < chain.credit.bedrag <= chain.debit.bedrag


def test_the_same_seed_gives_the_same_chain_and_an_unknown_name_is_refused() -> None:
    name = next(iter(CREDIT_SITUATIONS))
    assert credit_scenario(name, seed=3) == credit_scenario(name, seed=3) != credit_scenario(name, seed=4)
    with pytest.raises(InputError, match="Onbekende creditketen: 303-D/kwijt"):
        credit_scenario("303-D/kwijt")


def test_a_dataset_has_a_chain_a_client_when_asked(tmp_path: Path) -> None:
    bare = write(tmp_path / "kaal", clients=120, seed=2)
    manifest = write(tmp_path / "met", clients=120, seed=2, with_credits=True)
    Draft202012Validator(schema("manifest")).validate(manifest.to_json())
    assert "creditketens" not in bare.counts
    assert {name: manifest.digests[name] for name in bare.digests} == bare.digests
    path = tmp_path / "met" / "creditketens.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len({line["id"] for line in lines}) == len({(r["bsn"], r["domein"]) for r in lines}) == len(lines) > 60
    ids = {json.loads(r)["id"] for r in (tmp_path / "met" / "toewijzingen.jsonl").read_text("utf-8").splitlines()}
    files = {file.name: file.read_bytes() for file in (tmp_path / "met" / "creditketens").iterdir()}
    named = [line[role] for line in lines for role in ("debet", "antwoord", "credit") if line[role]]
    assert sorted(named) == sorted(files)
    for line in lines:
        name = f"{line['message']}/{line['lot']}"
        assert (line["allowed"], tuple(line["rules"])) == (MAY[name], CREDIT_SITUATIONS[name].rules)
        assert line["toewijzing"] in ids
        (credit,) = prestaties(read(files[line["credit"]]))
        assert (credit.bsn, credit.referentienummer) == (line["bsn"], line["referentienummer"])
        assert (credit.previous_referentienummer, credit.bedrag) == (line["vorig_referentienummer"], line["bedrag"])
    assert all(form_errors(data) == [] for data in files.values())
    tally = manifest.counts["creditketens"]
    assert tally["ketens"] == len(lines) == sum(tally["situaties"].values())
    assert tally["berichten"] == len(files)
    assert tally["allowed"] == sum(line["allowed"] for line in lines)
    assert {f"{r['message']}/{r['lot']}" for r in lines} == {*CREDIT_SITUATIONS}
    assert manifest.digests["creditketens.jsonl"] == hashlib.sha256(path.read_bytes()).hexdigest()
