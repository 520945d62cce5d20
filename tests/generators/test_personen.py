import re
import subprocess
import sys

import pytest
from faker import Faker
from hypothesis import given

from generators.adressen import POSTCODE, STRAATNAAM_MAX, STRATEN, Adres
from generators.personen import VOORVOEGSEL_MAX, controleer_aantal, persoon, test_bsns
from generators.provider import TestpersonenProvider
from generators.strategies import clienten
from istandaard.bsn import elfproef
from istandaard.model import Client, Invoerfout
from istandaard.releases import Domein


def test_all_test_bsns_are_in_the_range_pass_the_elfproef_and_differ() -> None:
    bsns = test_bsns()
    assert len(set(bsns)) == 9091
    assert (bsns[0], bsns[-1]) == ("999900006", "999999990")
    assert all(elfproef(bsn) for bsn in bsns)
    assert list(bsns) == [str(n) for n in range(999900006, 999999991) if elfproef(str(n))]


@pytest.mark.parametrize("nummer", range(0, 9091, 303))
def test_a_person_fits_the_fields_of_a_message(nummer: int) -> None:
    client = persoon(7, nummer).client
    assert client.bsn == test_bsns()[nummer]
    assert client.postcode == POSTCODE == "9999XX"
    assert 0 < len(client.straatnaam) <= STRAATNAAM_MAX == 24
    assert re.fullmatch(r"[A-Za-zÀ-ỳ]{1,6}", client.voorletters)
    assert client.voorvoegsel is None or 0 < len(client.voorvoegsel) <= VOORVOEGSEL_MAX == 10
    assert " " not in client.achternaam
    assert client.achternaam[0].isupper()
    assert client.geslacht in {"1", "2"}
    assert 0 < client.huisnummer < 99999


def test_street_place_and_house_number_belong_together() -> None:
    assert len({straat.naam for straat in STRATEN}) == len(STRATEN) >= 24
    assert all(len(straat.naam) <= STRAATNAAM_MAX and len(straat.plaats) <= 24 for straat in STRATEN)
    straten = {straat.naam: straat for straat in STRATEN}
    gezien = set()
    for nummer in range(500):
        client = persoon(2, nummer).client
        straat = straten[client.straatnaam]
        assert client.plaatsnaam == straat.plaats
        assert 1 <= client.huisnummer <= straat.laatste
        gezien.add(straat)
    assert gezien == {*STRATEN}


def test_a_prefix_stands_apart_from_the_name() -> None:
    voorvoegsels = {persoon(0, nummer).client.voorvoegsel for nummer in range(400)}
    assert {None, "de", "van", "van den"} <= voorvoegsels


def test_the_same_seed_gives_the_same_person_and_another_seed_another() -> None:
    assert persoon(3, 42) == persoon(3, 42)
    assert persoon(3, 42).client != persoon(4, 42).client
    assert persoon(3, 42).client.bsn == persoon(4, 42).client.bsn


def test_who_is_known_in_the_jeugdwet_is_young_and_some_are_known_in_both() -> None:
    personen = [persoon(1, nummer) for nummer in range(300)]
    assert {mens.domeinen for mens in personen} == {(Domein.WMO,), (Domein.JW,), (Domein.WMO, Domein.JW)}
    assert all(mens.client.geboortedatum.year >= 1998 for mens in personen if Domein.JW in mens.domeinen)
    assert all(mens.client.geboortedatum.year <= 2002 for mens in personen if Domein.WMO in mens.domeinen)


def test_with_one_domein_everybody_is_in_it() -> None:
    assert {persoon(1, nummer, [Domein.JW]).domeinen for nummer in range(50)} == {(Domein.JW,)}


def test_how_many_are_known_where_is_a_parameter() -> None:
    beide = [persoon(1, nummer, list(Domein), (0, 0, 1)) for nummer in range(50)]
    assert {mens.domeinen for mens in beide} == {(Domein.WMO, Domein.JW)}
    with pytest.raises(Invoerfout, match="Vraag wmo en jw allebei"):
        persoon(1, 0, [Domein.JW], (1, 0, 1))


def test_too_many_clients_says_how_to_get_more() -> None:
    controleer_aantal(9091)
    controleer_aantal(18182, gemeenten=2)
    with pytest.raises(Invoerfout, match=r"9091 clients per gemeente.*minstens 2 keer --gemeentecode"):
        controleer_aantal(9092)
    with pytest.raises(Invoerfout, match=r"minstens 3 keer --gemeentecode"):
        controleer_aantal(18183, gemeenten=2)
    with pytest.raises(Invoerfout, match="positief aantal"):
        controleer_aantal(0)


def test_the_provider_follows_the_seed_of_its_faker() -> None:
    def trek() -> list[object]:
        faker = Faker("nl_NL")
        faker.add_provider(TestpersonenProvider)
        faker.seed_instance(5)
        return [faker.test_bsn(), faker.agb_code(), faker.client(), faker.adres()]

    bsn, agb, client, adres = trek()
    assert trek() == [bsn, agb, client, adres]
    assert isinstance(adres, Adres)
    assert adres.postcode == "9999XX"
    assert bsn in test_bsns()
    assert re.fullmatch(r"9999\d{4}", str(agb))
    assert isinstance(client, Client)


def test_importing_people_does_not_load_faker() -> None:
    code = "import sys; import generators.portefeuille; sys.exit('faker' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # our own code


@given(clienten())
def test_generated_clients_survive_json(client: Client) -> None:
    assert Client.from_json(client.to_json()) == client
