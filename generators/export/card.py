"""The data card of a dataset: what was asked and what came out, counted client by client (datakaart.json)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from migratietoets.generators.deliveries.care import Care
from migratietoets.generators.deliveries.rhythm import HOLDS, day_of_client
from migratietoets.generators.shares import SHARES
from migratietoets.generators.stock.for_whom import PEILDATUM
from migratietoets.generators.stock.portfolio import Dossier
from migratietoets.generators.stock.products import PRODUCTEN
from migratietoets.istandaard.kalender import is_working_day
from migratietoets.istandaard.uitvoeringen import INSPANNING

CARD = "datakaart"
AGES = (6, 12, 18, 23, 35, 50, 65, 75, 85)
MONTHS = (3, 6, 12, 24, 36)
EUROS = (25, 50, 100, 200, 400, 800)
"""Where one bar ends and the next begins."""
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_PRODUCTS = {product.code: product.description for own in PRODUCTEN.values() for product in own}
_YEAR, _MONTH = 365.25, 30.4


def _bands(limits: Sequence[int]) -> list[str]:
    """The names of the bars: up to the first limit, between two, from the last."""
    between = [f"{low}–{high - 1}" for low, high in pairwise(limits)]
    return [f"0–{limits[0] - 1}", *between, f"{limits[-1]} en meer"]


def _band(value: float, limits: Sequence[int]) -> str:
    return _bands(limits)[sum(value >= limit for limit in limits)]


@dataclass(slots=True)
class Card:
    """Counts what was made."""

    tallies: dict[str, Counter[str]] = field(default_factory=dict)
    shares: Counter[str] = field(default_factory=Counter)
    impossible: int = 0

    def add(self, dossier: Dossier) -> None:
        """Count a client and what that client has."""
        client = dossier.client
        age = (PEILDATUM - client.geboortedatum).days / _YEAR
        self._count("leeftijden", _band(age, AGES))
        self._count("geslacht", {"1": "man", "2": "vrouw"}[client.geslacht])
        self._count("plaatsen", client.plaatsnaam)
        self.shares.update(partner=client.partnernaam is not None, clients=1)
        self.shares.update(huisletter=client.huisletter is not None, toevoeging=client.toevoeging is not None)
        self.shares.update(two_aanbieders=len({part.toewijzing.aanbieder for part in dossier.toewijzingen}) > 1)
        for part in dossier.toewijzingen:
            t = part.toewijzing
            name = _PRODUCTS.get(t.code or "")
            self._count("producten", f"{t.code} {name}" if name else f"{t.categorie} zonder productcode")
            self._count("aanbieders", f"{t.gemeente} {t.aanbieder}")
            self._count("duur", _duration(t.ingangsdatum, t.einddatum))
            for piece in part.defect.split("+"):
                self._count("defecten", piece)
            self.shares.update(toewijzingen=1, gestart=t.gestart, instemming=t.instemming)
            self.shares.update(clean=not part.label.must_migrate)

    def add_care(self, everything: Sequence[Care]) -> None:
        """Count what was delivered to one client."""
        used: Counter[tuple[date, str]] = Counter()
        for one in everything:
            delivery = one.delivery
            self._count("bedragen", _band(one.tarief.bedrag(one.volume) / 100, EUROS))
            if delivery.uitvoering == INSPANNING and isinstance(delivery.geleverd, date):
                self._count("ritme", _WEEKDAYS[delivery.geleverd.weekday()])
                eenheid, times, _ = day_of_client(one.tarief.eenheid)
                used[delivery.geleverd, eenheid] += one.volume * times
        self.impossible += sum(volume > HOLDS[eenheid].day for (_, eenheid), volume in used.items())

    def add_message(self, day: date) -> None:
        """Count a message by its day of sending."""
        self._count("verzonden", f"{day:%Y-%m}")
        self.shares.update(berichten=1, weekend_message=not is_working_day(day))

    def _count(self, what: str, name: str) -> None:
        self.tallies.setdefault(what, Counter())[name] += 1

    def to_json(self, manifest: Mapping[str, Any]) -> dict[str, Any]:
        """The card: what was asked, what came out, and each share beside what became of it."""
        return {
            "asked": {"seed": manifest["seed"], **manifest["parameters"]},
            "counts": {key: value for key, value in manifest["counts"].items() if isinstance(value, int)}
            | {"leveringen": manifest["counts"]["leveringen"]["leveringen"], "onmogelijke_dagen": self.impossible},
            "pictures": {name: _ordered(name, self.tallies.get(name, Counter())) for name in PICTURES},
            "shares": [
                {
                    "name": name,
                    "says": row["zegt"],
                    "asked": row["is"],
                    "found": self._found(name),
                    "source": row.get("bron", "aanname"),
                }
                for name, row in SHARES.items()
            ],
        }

    def _found(self, name: str) -> float | None:
        whole = _OF_WHAT.get(name)
        return round(self.shares[name] / self.shares[whole], 3) if whole and self.shares[whole] else None


_OF_WHAT = {
    **dict.fromkeys(("gestart", "instemming", "clean"), "toewijzingen"),
    **dict.fromkeys(("two_aanbieders", "huisletter", "toevoeging"), "clients"),
    "weekend_message": "berichten",
}
"""The shares that can be counted as they are asked, and of what."""
PICTURES = {
    "leeftijden": "Leeftijd op 1 juli 2020, in cliënten",
    "geslacht": "Geslacht, in cliënten",
    "producten": "Producten, in toewijzingen",
    "duur": "Duur in maanden, in toewijzingen",
    "defecten": "Waaruit een toewijzing gebouwd is, in toewijzingen",
    "ritme": "Weekdag waarop geleverd is, in leveringen van inspanning",
    "bedragen": "Bedrag van een levering in euro's, in leveringen",
    "aanbieders": "Gemeente en aanbieder, in toewijzingen",
    "plaatsen": "Woonplaats, in cliënten",
    "verzonden": "Maand waarin een toewijzing verzonden is, in 301-berichten",
}
"""What is shown, in order."""
_ORDER = {
    "leeftijden": _bands(AGES),
    "duur": [*_bands(MONTHS), "zonder einddatum", "geannuleerd"],
    "ritme": list(_WEEKDAYS),
    "bedragen": _bands(EUROS),
}


def _duration(start: date, end: date | None) -> str:
    if end is None:
        return "zonder einddatum"
    return "geannuleerd" if end == start else _band((end - start).days / _MONTH, MONTHS)


def _ordered(name: str, tally: Counter[str]) -> dict[str, int]:
    """In the order of the bars; by name for months, and the most first for all others."""
    if name in _ORDER:
        return {key: tally[key] for key in _ORDER[name]}
    if name == "verzonden":
        return dict(sorted(tally.items()))
    return dict(sorted(tally.items(), key=lambda pair: (-pair[1], pair[0])))
