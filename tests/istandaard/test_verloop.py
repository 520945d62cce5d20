from dataclasses import dataclass, field
from datetime import date, datetime

from istandaard.model import Sleutel
from istandaard.releases import Domein
from istandaard.verloop import Geschiedenis, voorgangers

STOCK = datetime.fromisoformat("2020-08-31T00:00:00")
VERZONDEN = datetime.fromisoformat("2021-01-05T09:00:00")


@dataclass(frozen=True)
class Stand:
    einddatum: date | None
    moment: datetime
    bericht: object = None
    reden: str | None = None

    @property
    def verstuurd(self):
        return self.moment.date() if self.bericht else date.min


@dataclass(eq=False)
class Verloop(Geschiedenis):
    sleutel: Sleutel
    standen: list = field(default_factory=list)


def sleutel(nummer, categorie, code, van):
    return Sleutel("0344", Domein.WMO, "99990001", "999900006", nummer, categorie, code, van)


def oud(nummer, categorie="02", *, code="02A01", einde="2021-06-30"):
    """In the stock, and ended per 31-12-2020."""
    standen = [
        Stand(date.fromisoformat(einde), STOCK),
        Stand(date(2020, 12, 31), VERZONDEN, "301", "05"),
    ]
    return Verloop(sleutel(nummer, categorie, code, date(2020, 3, 2)), standen)


def nieuw(nummer, categorie="02", *, code="02A01", van="2021-01-01", tot="2021-06-30"):
    stand = Stand(tot and date.fromisoformat(tot), VERZONDEN, "301")
    return Verloop(sleutel(nummer, categorie, code, date.fromisoformat(van)), [stand])


def paren(*alle):
    return {jong.sleutel.toewijzingnummer: van.sleutel.toewijzingnummer for jong, van in voorgangers(alle)}


def test_the_same_product_goes_before_the_same_categorie():
    assert paren(oud("1", code="02A02"), oud("2"), nuw := nieuw("11")) == {"11": "2"}
    assert paren(oud("1", code="02A02"), nuw) == {"11": "1"}
    assert paren(oud("1", "03", code="03A01"), nuw) == {}


def test_a_generieke_takes_the_place_that_is_left():
    generiek = nieuw("12", None, code=None)
    assert paren(oud("1"), oud("2"), nieuw("11"), generiek) == {"11": "1", "12": "2"}
    assert paren(oud("1"), oud("2", "03", code="03A01"), nieuw("11"), generiek) == {"11": "1", "12": "2"}
    assert paren(oud("2", "03", code="03A01"), oud("1"), nieuw("11"), generiek) == {"11": "1", "12": "2"}


def test_a_toewijzing_that_is_replaced_for_a_month_only_still_has_a_place():
    december = nieuw("11", van="2021-01-01", tot="2021-01-31")
    assert paren(oud("1"), december, nieuw("12", None, code=None, van="2021-02-01")) == {"11": "1", "12": "1"}


def test_where_nothing_is_left_a_generieke_follows_the_nearest():
    assert paren(oud("1"), nieuw("11"), nieuw("12", None, code=None)) == {"11": "1", "12": "1"}


def test_an_open_end_covers_everything():
    assert paren(oud("1"), oud("2", "03", code="03A01"), nieuw("11", tot=None), nieuw("12", None, code=None)) == {
        "11": "1",
        "12": "2",
    }
