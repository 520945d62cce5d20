"""People who can exist: whoever has a product can have it, by the table of for_whom.yaml, on several seeds."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from migratietoets.generators.people.addresses import PLACES
from migratietoets.generators.stock.for_whom import PEILDATUM, _apart, audience, born_with, can_have, weight_in
from migratietoets.generators.stock.portfolio import Dossier, portfolio
from migratietoets.generators.stock.products import PRODUCTEN
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein

OPEN_UNTIL = date(2021, 6, 30)
PRODUCT = {product.code: product for producten in PRODUCTEN.values() for product in producten}


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    return [dossier for seed in (1, 2, 3) for dossier in portfolio("0344", clients=700, seed=seed)]


def age(dossier: Dossier, day: date) -> int:
    born = dossier.client.geboortedatum
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def granted(dossiers: list[Dossier], *begins: str) -> list[tuple[Dossier, Toewijzing]]:
    return [
        (dossier, part.toewijzing)
        for dossier in dossiers
        for part in dossier.toewijzingen
        if not part.toewijzing.cancelled
        and (part.toewijzing.code or part.toewijzing.categorie or "").startswith(begins)
    ]


@pytest.mark.parametrize(("begins", "until"), [(("54", "51", "48", "49"), 18), (("44",), 21), (("41", "43", "45"), 23)])
def test_jeugdhulp_ends_when_it_must(dossiers: list[Dossier], begins: tuple[str, ...], until: int) -> None:
    found = granted(dossiers, *begins)
    assert len(found) > 50
    for dossier, toewijzing in found:
        assert age(dossier, toewijzing.ingangsdatum) < 18
        assert age(dossier, toewijzing.einddatum or max(OPEN_UNTIL, toewijzing.ingangsdatum)) < until


def test_a_measure_of_the_court_lasts_a_year_and_reclassering_begins_at_twelve(dossiers: list[Dossier]) -> None:
    measures = granted(dossiers, "48A01")
    assert measures
    for _, toewijzing in measures:
        assert toewijzing.einddatum is not None
        assert (toewijzing.einddatum - toewijzing.ingangsdatum).days <= 366
    ages = [age(dossier, toewijzing.ingangsdatum) for dossier, toewijzing in granted(dossiers, "47")]
    assert min(ages) >= 12
    assert any(age(dossier, PEILDATUM) >= 18 for dossier, _ in granted(dossiers, "47"))


def test_hulp_in_huis_is_for_adults_mostly_old_and_more_women(dossiers: list[Dossier]) -> None:
    found = granted(dossiers, "01")
    assert all(age(dossier, toewijzing.ingangsdatum) >= 18 for dossier, toewijzing in found)
    assert sum(age(dossier, PEILDATUM) >= 65 for dossier, _ in found) > 0.6 * len(found)
    assert sum(dossier.client.geslacht == "2" for dossier, _ in found) > 0.55 * len(found)


def test_minors_have_hulpmiddelen_too_and_small_children_have_jeugdhulp(dossiers: list[Dossier]) -> None:
    minors = [toewijzing for dossier, toewijzing in granted(dossiers, "") if age(dossier, toewijzing.ingangsdatum) < 18]
    wmo = {toewijzing.categorie for toewijzing in minors if toewijzing.domein == Domein.WMO}
    assert wmo == {"08", "12", "13"}
    small = sum(age(dossier, PEILDATUM) <= 5 for dossier, t in granted(dossiers, "4", "5") if t.domein == Domein.JW)
    assert small > 0.05 * len(granted(dossiers, "4", "5"))


def test_what_does_not_go_together_is_not_with_one_client(dossiers: list[Dossier]) -> None:
    for dossier in dossiers:
        own = [part.toewijzing.code or part.toewijzing.categorie or "" for part in dossier.toewijzingen]
        for position, code in enumerate(own):
            assert not any(_apart(code, other) for other in own[position + 1 :])
    assert _apart("15A01", "01A01")
    assert _apart("44A09", "43A07")
    assert not _apart("02A03", "01A01")


def test_some_protected_living_ends_when_the_wlz_opens(dossiers: list[Dossier]) -> None:
    ends = Counter(toewijzing.einddatum for _, toewijzing in granted(dossiers, "15"))
    assert ends[date(2020, 12, 31)] > 5
    group = PRODUCT["07A03"]
    assert weight_in(group, (date(2020, 4, 1), None)) < weight_in(group, (date(2020, 2, 1), None))


def test_most_live_in_their_gemeente_couples_together_and_strangers_apart(dossiers: list[Dossier]) -> None:
    own = dossiers[:700]
    places = Counter(dossier.client.plaatsnaam for dossier in own)
    assert places[PLACES["0344"]] > 0.8 * len(own)
    homes = Counter((c.straatnaam, c.huisnummer, c.plaatsnaam) for c in (dossier.client for dossier in own))
    assert len({street for street, _, _ in homes}) > 40
    shared = {home for home, count in homes.items() if count > 1}
    assert shared
    for first, second in pairwise(own):
        one, other = first.client, second.client
        if (one.straatnaam, one.huisnummer, one.plaatsnaam) == (other.straatnaam, other.huisnummer, other.plaatsnaam):
            shared.discard((one.straatnaam, one.huisnummer, one.plaatsnaam))
            assert other.partnernaam in {one.achternaam, None} or other.achternaam == one.achternaam
    assert not shared


def test_names_are_of_their_time_and_some_have_a_partner(dossiers: list[Dossier]) -> None:
    rows = read_yaml("migratietoets.generators.people", "first_names.yaml")["rows"]
    uses = Counter()
    for dossier in dossiers:
        client = dossier.client
        row = next(row for row in reversed(rows) if row["vanaf"] <= client.geboortedatum.year)
        assert {*client.voornamen.split()} <= {*row[client.geslacht]}
        uses[client.partnernaam is not None, client.naamgebruik] += 1
        assert client.partnernaam is None or age(dossier, PEILDATUM) >= 24
    assert uses[False, "1"] > uses[True, "3"] > 10
    assert not {use for use in uses if not use[0] and use[1] != "1"}


def test_every_row_says_where_it_comes_from() -> None:
    table = read_yaml("migratietoets.generators.stock", "for_whom.yaml")
    for row in (*table["regels"].values(), *table["niet_naast"], *table["momenten"]):
        assert row.get("bron") or row["aanname"] is True
    for product in PRODUCT.values():
        assert audience(product.code).ages
        start, end = date(2020, 3, 1), date(2020, 12, 31)
        born = born_with([], audience(product.code).born(start, end))
        assert can_have(product, (start, end), born, ())
