from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generators.dataset import bericht
from generators.defecten import DEFECTEN, GEEN, NAMEN, NUMMERS, SCHOON, VALSTRIKKEN, Gelabeld
from generators.label import REDENEN
from generators.personen import persoon, test_bsns
from generators.strategies import dagen, gelabeld, toewijzingen
from istandaard.berichten import valideer
from istandaard.model import Toewijzing
from istandaard.varianten import FREQUENTIES_MET_EINDDATUM, TOEGESTAAN

VOLGORDE = ("informeer_aanbieder", "intrekken", "wijzig_einddatum", "stop_zorg", "nieuwe_toewijzing")
UITERLIJK = {"2.4": {"2020-11-30", "2020-12-30"}, "3.0": {"2021-01-31"}, None: {"2020-12-30"}}
RUIM = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def routes(label: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Every way to carry the label out."""
    alternatieven = [alternatief["actions"] for alternatief in label["alternatives"]]
    return [acties for acties in [label["actions"], *alternatieven] if acties]


@RUIM
@given(gelabeld())
def test_a_label_is_whole_and_in_order(delen: tuple[Gelabeld, ...]) -> None:
    assert 1 <= len(delen) <= 2
    for deel in delen:
        label = deel.label.to_json()
        plaatsen = [REDENEN.index(reden) for reden in label["reasons"]]
        assert plaatsen == sorted(set(plaatsen))
        assert label["rules"] == sorted(label["rules"])
        assert label["must_migrate"] == bool(label["reasons"]) == bool(label["rules"]) == bool(routes(label))
        assert label["must_migrate"] == (label["deadline"] is not None)
        for acties in routes(label):
            soorten = [VOLGORDE.index(actie["action"]) for actie in acties]
            assert soorten == sorted(soorten)
            begin = [actie["ingangsdatum"] for actie in acties if actie["action"] == "nieuwe_toewijzing"]
            assert begin == sorted(begin)
            assert all(actie["latest"] in UITERLIJK[actie["release"]] for actie in acties)
            assert all((actie["earliest"] == "2021-01-04") == (actie["release"] == "3.0") for actie in acties)


@RUIM
@given(gelabeld())
def test_old_and_new_adjoin_without_gap_or_overlap(delen: tuple[Gelabeld, ...]) -> None:
    """TW-06: no day without cover, no double cover; and never longer than it was."""
    for deel in delen:
        oud = deel.toewijzing
        for acties in routes(deel.label.to_json()):
            intrekking = next((actie for actie in acties if actie["action"] == "intrekken"), None)
            if intrekking is None:
                assert [actie["action"] for actie in acties] == ["wijzig_einddatum"]
                continue
            tot = date.fromisoformat(intrekking["einddatum"])
            geannuleerd = intrekking["reden_wijziging"] == "01"
            assert geannuleerd == (tot == oud.ingangsdatum)
            volgende = oud.ingangsdatum if geannuleerd else tot + timedelta(days=1)
            nieuwe = [actie for actie in acties if actie["action"] == "nieuwe_toewijzing"]
            for actie in nieuwe:
                assert actie["ingangsdatum"] == volgende.isoformat()
                if actie["einddatum"] is not None:
                    volgende = date.fromisoformat(actie["einddatum"]) + timedelta(days=1)
            assert nieuwe[-1]["einddatum"] == (None if oud.einddatum is None else oud.einddatum.isoformat())


@RUIM
@given(gelabeld())
def test_what_is_valid_in_2021_is_a_permitted_variant(delen: tuple[Gelabeld, ...]) -> None:
    """MS-01, for as far as the gemeente has nothing left to choose."""
    for deel in delen:
        for acties in routes(deel.label.to_json()):
            for actie in acties:
                if actie["action"] != "nieuwe_toewijzing" or (actie["einddatum"] or "9999") <= "2020-12-31":
                    continue
                if actie["frequentie"] is not None:
                    assert actie["frequentie"] in TOEGESTAAN[actie["eenheid"]]
                    assert actie["budget"] is None
                if actie["einddatum"] is None and actie["frequentie"] in FREQUENTIES_MET_EINDDATUM:
                    assert any("einddatum" in opmerking for opmerking in deel.label.remarks)
                if actie["eenheid"] == "84" or actie["budget"] is not None:
                    assert actie["release"] == "3.0"


@pytest.mark.parametrize("naam", NAMEN)
def test_every_name_can_be_drawn(naam: str) -> None:
    @settings(max_examples=20, derandomize=True, database=None, deadline=None)
    @given(gelabeld(defecten=[naam]))
    def controleer(delen: tuple[Gelabeld, ...]) -> None:
        assert delen[0].defect == naam
        if naam == SCHOON or naam in VALSTRIKKEN:
            assert not delen[0].label.must_migrate
        if len(delen) == 2:
            assert delen[0].toewijzing.toewijzingnummer == delen[1].toewijzing.toewijzingnummer is not None
            assert naam in VALSTRIKKEN or {nummer for nummer, _ in DEFECTEN[naam].soorten} & {*NUMMERS.values()} - {
                GEEN
            }

    controleer()


@RUIM
@given(st.one_of(toewijzingen(), gelabeld().map(lambda delen: delen[0].toewijzing)))
def test_24_records_survive_json_and_make_valid_messages(toewijzing: Toewijzing) -> None:
    assert Toewijzing.from_json(toewijzing.to_json()) == toewijzing
    wie = persoon(0, test_bsns().index(toewijzing.bsn)).client
    assert valideer(bericht(wie, [toewijzing], seed=0, volgnummer=1)) == []


@given(toewijzingen(ook_30=True))
def test_30_records_survive_json(toewijzing: Toewijzing) -> None:
    assert Toewijzing.from_json(toewijzing.to_json()) == toewijzing
    assert toewijzing.categorie or toewijzing.budget
    assert not (toewijzing.budget and toewijzing.omvang)


@given(dagen(date(2020, 12, 31), date(2020, 12, 31)))
def test_days_stay_between_their_ends(dag: date) -> None:
    assert dag == date(2020, 12, 31)


@given(dagen(date(2022, 5, 1), date(2022, 5, 9)))
def test_days_without_a_turning_point(dag: date) -> None:
    assert date(2022, 5, 1) <= dag <= date(2022, 5, 9)
