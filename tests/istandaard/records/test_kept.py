from dataclasses import replace
from datetime import date, time
from itertools import islice

from migratietoets.generators.stock.portfolio import portfolio
from migratietoets.istandaard.model import NewContent
from migratietoets.istandaard.records import kept as module
from migratietoets.istandaard.records import make_toewijzing
from migratietoets.istandaard.records.kept import CHUNK, Kept, Loaded, Moment
from migratietoets.istandaard.records.template import EXAMPLE

ONE = make_toewijzing(dict(EXAMPLE))


def loaded(name, **fields):
    return Loaded(replace(ONE, id=name, **fields), f"{name}.jsonl, regel 1")


def test_what_is_kept_comes_back_as_it_was():
    kept, whole = Kept(), [loaded(f"T{n}", volume=n, nieuw=NewContent(code="15A02")) for n in range(3 * CHUNK + 5)]
    whole[7] = replace(whole[7], moment=Moment(date(2020, 3, 2), time(9), date(2020, 3, 3)))
    for one in whole:
        kept.put(one)
    assert len(kept) == len(whole)
    assert list(kept) == whole
    assert all(kept.get(one.toewijzing.id) == one for one in whole)
    assert kept.get("T") is None


def test_a_later_one_takes_the_place_of_the_earlier_one():
    kept = Kept()
    for n in range(2 * CHUNK):
        kept.put(loaded(f"T{n}"))
    for n in (3, CHUNK + 3, 2 * CHUNK - 1):
        kept.put(loaded(f"T{n}", volume=7))
    assert [one.toewijzing.id for one in kept] == [f"T{n}" for n in range(2 * CHUNK)]
    assert [n for n, one in enumerate(kept) if one.toewijzing.volume == 7] == [3, CHUNK + 3, 2 * CHUNK - 1]


def test_ids_that_share_a_hash_are_not_confused(monkeypatch):
    monkeypatch.setattr(module, "hash", lambda value: 5 if isinstance(value, str) else value[0] + 2, raising=False)
    kept = Kept()
    for name in "ABA":
        kept.put(loaded(name))
    assert [one.toewijzing.id for one in kept] == ["A", "B"]
    assert kept.get("C") is None


def test_what_is_kept_takes_little_memory():
    kept, count = Kept(), 4 * CHUNK
    toewijzingen = (one.toewijzing for dossier in portfolio("0344", clients=count) for one in dossier.toewijzingen)
    for number, toewijzing in enumerate(islice(toewijzingen, count)):
        kept.put(Loaded(toewijzing, f"/ergens/toewijzingen.jsonl, regel {number}"))
    assert sum(map(len, kept._pressed)) / count < 70
