import re
import subprocess
import sys
from collections import Counter

import pytest
from faker import Faker
from hypothesis import given

from migratietoets.generators.chance import seeded
from migratietoets.generators.people.addresses import LAST, POSTCODE, STREETS, Address, address_in
from migratietoets.generators.people.clients import VOORVOEGSEL_MAX, check_count, person
from migratietoets.generators.people.provider import TestPersonsProvider
from migratietoets.generators.strategies import clients
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.model import Client, InputError
from migratietoets.istandaard.releases import Domein

STRAATNAAM_MAX = 24
"""LDT_Straatnaam."""


@pytest.mark.parametrize("number", range(0, 9091, 303))
def test_a_person_fits_the_fields_of_a_message(number: int) -> None:
    client = person(7, number).client
    assert client.bsn == bsns_for_tests()[number]
    assert client.postcode == POSTCODE == "9999XX"
    assert 0 < len(client.straatnaam) <= STRAATNAAM_MAX
    assert re.fullmatch(r"[A-Za-zÀ-ỳ]{1,6}", client.voorletters)
    assert client.voorvoegsel is None or 0 < len(client.voorvoegsel) <= VOORVOEGSEL_MAX == 10
    assert " " not in client.achternaam
    assert client.achternaam[0].isupper()
    assert client.geslacht in {"1", "2"}
    assert 0 < client.huisnummer < 99999


def test_street_place_and_house_number_belong_together() -> None:
    streets = [street for own in STREETS.values() for street in own]
    assert len(set(streets)) == len(streets) > 400
    assert all(len(name) <= STRAATNAAM_MAX for name in (*streets, *STREETS))
    seen = set()
    for number in range(500):
        client = person(2, number).client
        assert client.straatnaam in STREETS[client.plaatsnaam]
        assert 1 <= client.huisnummer <= LAST
        seen.add(client.straatnaam)
    assert len(seen) > 200


def test_everybody_of_a_gemeente_has_a_home_of_their_own() -> None:
    homes = {(h.straatnaam, h.huisnummer) for h in (address_in(seeded(n), "0363", n) for n in range(9091))}
    assert len(homes) == 9091
    assert address_in(seeded(1), "9999", 1).plaatsnaam in STREETS
    additions = Counter((h.huisletter, h.toevoeging) for h in (address_in(seeded(n), "0363", n) for n in range(300)))
    assert len(additions) > 5
    assert all(None in pair for pair in additions)


def test_a_prefix_stands_apart_from_the_name() -> None:
    prefixes = {person(0, number).client.voorvoegsel for number in range(400)}
    assert {None, "de", "van", "van den"} <= prefixes


def test_the_same_seed_gives_the_same_person_and_another_seed_another() -> None:
    assert person(3, 42) == person(3, 42)
    assert person(3, 42).client != person(4, 42).client
    assert person(3, 42).client.bsn == person(4, 42).client.bsn


def test_who_is_known_in_the_jeugdwet_is_young_and_some_are_known_in_both() -> None:
    people = [person(1, number) for number in range(300)]
    assert {human.domeinen for human in people} == {(Domein.WMO,), (Domein.JW,), (Domein.WMO, Domein.JW)}
    assert all(human.client.geboortedatum.year >= 1998 for human in people if Domein.JW in human.domeinen)
    assert all(human.client.geboortedatum.year <= 2002 for human in people if Domein.WMO in human.domeinen)


def test_with_one_domein_everybody_is_in_it() -> None:
    assert {person(1, number, [Domein.JW]).domeinen for number in range(50)} == {(Domein.JW,)}


def test_how_many_are_known_where_is_a_parameter() -> None:
    both = [person(1, number, list(Domein), (0, 0, 1)) for number in range(50)]
    assert {human.domeinen for human in both} == {(Domein.WMO, Domein.JW)}
    with pytest.raises(InputError, match="Vraag wmo en jw allebei"):
        person(1, 0, [Domein.JW], (1, 0, 1))


def test_too_many_clients_says_how_to_get_more() -> None:
    check_count(9091)
    check_count(18182, gemeenten=2)
    with pytest.raises(InputError, match=r"9091 clients per gemeente.*minstens 2 keer --gemeentecode"):
        check_count(9092)
    with pytest.raises(InputError, match=r"minstens 3 keer --gemeentecode"):
        check_count(18183, gemeenten=2)
    with pytest.raises(InputError, match="positief aantal"):
        check_count(0)


def test_the_provider_follows_the_seed_of_its_faker() -> None:
    def draw() -> list[object]:
        faker = Faker("nl_NL")
        faker.add_provider(TestPersonsProvider)
        faker.seed_instance(5)
        return [faker.test_bsn(), faker.agb_code(), faker.client(), faker.address()]

    bsn, agb, client, address = draw()
    assert draw() == [bsn, agb, client, address]
    assert isinstance(address, Address)
    assert address.postcode == "9999XX"
    assert bsn in bsns_for_tests()
    assert re.fullmatch(r"9999\d{4}", str(agb))
    assert isinstance(client, Client)


def test_importing_people_does_not_load_faker() -> None:
    code = "import sys; import migratietoets.generators.stock.portfolio; sys.exit('faker' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # our own code


@given(clients())
def test_generated_clients_survive_json(client: Client) -> None:
    assert Client.from_json(client.to_json()) == client
