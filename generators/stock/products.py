"""What gemeenten buy, as a table: official categories, invented codes, usual quantities. All made up, none real."""

from dataclasses import dataclass
from functools import cache

from migratietoets.istandaard.codelijsten.codes import (
    DAGDEEL,
    ETMAAL,
    EURO,
    HOUR,
    MINUTE,
    PER_DAY,
    PER_MONTH,
    PER_WEEK,
    STUKS,
    TOTAL,
)
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT


@dataclass(frozen=True, slots=True)
class Product:
    """A product with its usual quantities.

    Attributes:
        uitvoering: "inspanning", "output" or None where nobody noted it.
        eenheid: as release 2.4 writes it.
        weight: how often it occurs, compared with the others.
        day, week, month, total: usual volumes at each frequentie; empty where not usual.
    """

    categorie: str
    code: str
    description: str
    uitvoering: str | None
    eenheid: str
    weight: int
    day: tuple[int, ...]
    week: tuple[int, ...]
    month: tuple[int, ...]
    total: tuple[int, ...]

    @property
    def stuks_inspanning(self) -> bool:
        """Counted in stuks while effort is meant: release 3.0 has an eenheid of its own for that."""
        return self.eenheid == STUKS and self.uitvoering == INSPANNING

    @property
    def loses_day(self) -> bool:
        """Counted in an eenheid that release 3.0 no longer grants per dag (CD081)."""
        return self.eenheid in {ETMAAL, DAGDEEL, EURO}

    def volumes(self, frequentie: str) -> tuple[int, ...]:
        """The usual volumes at a frequentie of release 3.0."""
        return {PER_DAY: self.day, PER_WEEK: self.week, PER_MONTH: self.month, TOTAL: self.total}[frequentie]


_I, _O = INSPANNING, OUTPUT
# fmt: off
_WMO = (
    Product("01", "01A01", "Hulp in huis", _I, MINUTE, 14, (), (90, 120, 150, 180), (390, 520, 650), (4680, 7800)),
    Product("01", "01A11", "Schoon huis", _O, EURO, 8, (750, 1125), (5250, 7875), (22750, 34125), (136500, 273000)),
    Product("02", "02A03", "Begeleiding", _I, HOUR, 14, (1,), (1, 2, 3, 4, 6), (4, 9, 13, 17, 26), (40, 80, 120)),
    Product("02", "02A05", "Begeleiding plus", _I, MINUTE, 6, (30, 60), (60, 90, 120), (260, 390, 520), (3120, 6240)),
    Product("02", "02A11", "Begeleiding in de groep", _I, DAGDEEL, 2, (1,), (1, 2, 4), (4, 9, 17), (52, 104)),
    Product("03", "03A01", "Persoonlijke verzorging", _I, HOUR, 6, (1, 2), (3, 5, 7, 10), (13, 22, 30, 43), (90, 180)),
    Product("04", "04A02", "Logeren", _I, ETMAAL, 4, (1,), (1, 2, 3), (4, 6, 8), (24, 52)),
    Product("06", "06A04", "Thuisbezoek", _I, STUKS, 3, (1,), (1, 2, 3), (4, 8, 12), (26, 52)),
    Product("06", "06A09", "Ondersteuning gezin", _O, EURO, 3, (2500,), (17500,), (48000, 76000), (285000, 420000)),
    Product("07", "07A03", "Dagbesteding", _I, DAGDEEL, 12, (1, 2), (2, 4, 6, 8, 9), (9, 17, 26, 35), (104, 208)),
    Product("07", "07A08", "Arbeidsmatige dagbesteding", _O, STUKS, 3, (1,), (2, 4), (9, 17), (52, 104)),
    Product("08", "08A01", "Vervoer naar dagbesteding", _I, STUKS, 5, (2,), (4, 6, 8, 10), (17, 26, 35), (208, 416)),
    Product("08", "08A02", "Collectief vervoer", None, STUKS, 2, (1,), (2, 4), (8, 12), (60, 120)),
    Product("09", "09A01", "Inloop in de groep", _I, STUKS, 2, (1,), (1, 2), (4, 8), (26, 48)),
    Product("09", "09A03", "Groepsactiviteit", _I, DAGDEEL, 1, (1,), (1, 2, 3), (4, 9, 13), (26, 52)),
    Product("10", "10A01", "Maatwerk", _O, EURO, 4, (3500, 6150), (24500, 43050), (98000, 125000), (1250000,)),
    Product("10", "10A04", "Maatwerk in dagdelen", _I, DAGDEEL, 1, (1, 2), (2, 3, 5), (9, 13, 22), (78, 156)),
    Product("12", "12A01", "Scootmobiel, huur", _O, STUKS, 3, (), (1,), (1,), (12, 24)),
    Product("13", "13A02", "Traplift, onderhoud", None, STUKS, 1, (), (1,), (1,), (2, 4)),
    Product("15", "15A01", "Beschermd wonen", _I, ETMAAL, 5, (1,), (7,), (30, 31), (184, 365)),
    Product("15", "15A02", "Beschermd thuis", _O, EURO, 3, (4900,), (34300,), (148500, 162000), (970000, 1940000)),
    Product("16", "16A01", "Opvang, begeleidingsmoment", _I, STUKS, 2, (1,), (1, 3, 5), (4, 13, 22), (40, 80)),
    Product("16", "16A05", "Opvang, verblijf", _I, ETMAAL, 1, (1,), (7,), (30, 31), (61, 122)),
    Product("17", "17A01", "Spoedopvang", _I, ETMAAL, 1, (1,), (7,), (30, 31), (14, 42)),
)
_JW = (
    Product("41", "41A03", "Dagbehandeling", _I, DAGDEEL, 6, (1, 2), (2, 3, 4, 8), (9, 13, 17, 35), (80, 160)),
    Product("42", "42A01", "Vervoer jeugd", _I, STUKS, 4, (2,), (2, 4, 8, 10), (9, 17, 35), (120, 240)),
    Product("43", "43A07", "Verblijf met behandeling", _I, ETMAAL, 4, (1,), (5, 7, 7), (22, 30, 31), (90, 184, 365)),
    Product("43", "43A16", "Verblijf, vast bedrag", _O, EURO, 2, (12500,), (87500,), (382000,), (2292000,)),
    Product("44", "44A01", "Pleegzorg", _I, ETMAAL, 5, (1,), (7,), (30, 31), (184, 365)),
    Product("44", "44A09", "Gezinshuis", _I, ETMAAL, 4, (1,), (7,), (30, 31), (184, 365)),
    Product("44", "44A12", "Logeren jeugd", None, STUKS, 1, (), (1, 2), (2, 4), (12, 24)),
    Product("45", "45A48", "Begeleiding jeugd", _I, HOUR, 14, (1,), (1, 2, 3, 4), (4, 9, 13, 17), (30, 60, 120)),
    Product("45", "45A55", "Behandeling", _I, MINUTE, 8, (30, 60), (45, 60, 90, 120), (195, 260, 390), (1800, 3600)),
    Product("45", "45A61", "Resultaat", _O, EURO, 4, (1800,), (12600, 21000), (54600, 91000), (325000, 546000)),
    Product("45", "45A70", "Groepsbegeleiding jeugd", _I, DAGDEEL, 2, (1,), (1, 2, 3), (4, 9, 13), (40, 80)),
    Product("46", "46A02", "Crisisbezoek", _I, STUKS, 2, (1,), (1, 2, 3), (4, 6, 10), (8, 20)),
    Product("46", "46A05", "Crisisverblijf", _I, ETMAAL, 1, (1,), (3, 7), (13, 30), (28, 56)),
    Product("47", "47A01", "Jeugdreclassering", _O, EURO, 3, (1950,), (13650,), (59000, 61500), (354000, 738000)),
    Product("48", "48A01", "Ondertoezichtstelling", _O, EURO, 3, (2200,), (15400,), (66800, 71250), (400800, 855000)),
    Product("48", "48A02", "Voogdij", _O, EURO, 2, (1900,), (13300,), (57700, 61000), (346000, 732000)),
    Product("49", "49A01", "Training preventief kader", _I, STUKS, 1, (1,), (1, 2), (3, 5), (10, 16)),
    Product("50", "50A09", "Maatwerk jeugd", _O, EURO, 4, (2750, 4000), (19250, 28000), (81250, 97500), (975000,)),
    Product("50", "50A03", "Maatwerk in dagdelen", _I, DAGDEEL, 1, (1, 2), (2, 4), (9, 17), (80, 160)),
    Product("51", "51A01", "Basis-ggz, traject", _O, STUKS, 2, (), (1,), (1, 2), (1, 2)),
    Product("54", "54A02", "Jeugd-ggz", _I, MINUTE, 8, (30,), (45, 60, 90), (180, 240, 360), (750, 1500, 3000)),
    Product("54", "54A05", "Diagnostiek", None, STUKS, 1, (), (1,), (1, 2), (3, 6)),
    Product("54", "54A08", "Verblijf jeugd-ggz", _I, ETMAAL, 1, (1,), (5, 7), (22, 30), (90, 180)),
    Product("54", "54A11", "Dagbehandeling jeugd-ggz", _I, DAGDEEL, 1, (1, 2), (2, 4, 6), (9, 17, 26), (80, 160)),
    Product("55", "55A01", "Landelijk ingekocht, consult", _I, STUKS, 2, (1,), (1, 2), (4, 8), (24, 48)),
)
# fmt: on
PRODUCTEN = {Domein.WMO: _WMO, Domein.JW: _JW}
"""The product mix of each domain."""


@cache
def everyday(domein: Domein) -> tuple[Product, ...]:
    """Products that release 3.0 can grant in the eenheid they have."""
    return tuple(product for product in PRODUCTEN[domein] if not product.stuks_inspanning)


@cache
def in_stuks_inspanning(domein: Domein) -> tuple[Product, ...]:
    """Products counted in stuks while effort is meant."""
    return tuple(product for product in PRODUCTEN[domein] if product.stuks_inspanning)


@cache
def in_eenheid(domein: Domein, eenheid: str) -> tuple[Product, ...]:
    """Products counted in one eenheid, stuks that mean effort left out."""
    return tuple(product for product in everyday(domein) if product.eenheid == eenheid)
