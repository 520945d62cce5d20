"""A small chain for the tests of the reference: one party by hand, or both with the messages carried between them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from conformance.protocol import controleer_antwoord, controleer_vraag
from conformance.reference.partij import Referentie
from conformance.reference.rol import AMSTERDAM
from istandaard.berichten import Bericht, lees, valideer
from istandaard.berichten.antwoord import Antwoord, lees_antwoord
from istandaard.berichten.declaratie import Declaratiekop, Prestatie, declaratiekop, prestaties
from istandaard.berichten.regie import Regieproduct, regieproducten
from istandaard.berichten.retour import retourcodes
from istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from istandaard.bsn import elfproef
from istandaard.model import Client, Toewijzing
from istandaard.releases import Domein

GEMEENTE = "0344"
AANBIEDERS = ["99990001", "99990002"]
DOMEINEN = list(Domein)
PRODUCT = {Domein.WMO: ("15", "15A01"), Domein.JW: ("45", "45A48")}
BSNS = [str(nummer) for nummer in range(999900006, 999900200) if elfproef(str(nummer))]


def persoon(bsn: str) -> Client:
    return Client(bsn, date(1950, 1, 2), "1", "Proef", None, "Test", "T", 1, "9999XX", "Proefstraat", "Nergenshuizen")


def toewijzing(domein: Domein = Domein.WMO, **anders: Any) -> Toewijzing:
    """40 hours per 4 weken, specifiek, number 1001, from 02-03-2020 until 30-06-2021."""
    categorie, code = PRODUCT[domein]
    basis = Toewijzing(
        id="T1",
        gemeente=GEMEENTE,
        domein=domein,
        aanbieder=AANBIEDERS[0],
        bsn=BSNS[0],
        toewijzingnummer="1001",
        categorie=categorie,
        code=code,
        volume=40,
        eenheid="04",
        frequentie="3",
        budget=None,
        ingangsdatum=date(2020, 3, 2),
        einddatum=date(2021, 6, 30),
        uitvoering="inspanning",
    )
    return replace(basis, **anders)


def op(dag: str, uur: str = "09:00") -> str:
    return datetime.combine(date.fromisoformat(dag), time.fromisoformat(uur), tzinfo=AMSTERDAM).isoformat()


def ref(t: Toewijzing | ToegewezenProduct, bsn: str = BSNS[0], aanbieder: str = AANBIEDERS[0]) -> dict[str, Any]:
    return {
        "aanbieder": getattr(t, "aanbieder", aanbieder),
        "bsn": getattr(t, "bsn", bsn),
        "toewijzingnummer": t.toewijzingnummer,
        "categorie": t.categorie,
        "code": t.code,
        "ingangsdatum": t.ingangsdatum.isoformat(),
    }


@dataclass(frozen=True)
class Verstuurd:
    """One message that a party sent, read back."""

    soort: str
    release: str
    op: datetime
    xml: str

    @property
    def dag(self) -> str:
        return self.op.date().isoformat()

    @property
    def bericht(self) -> Bericht:
        return lees(self.xml.encode())

    @property
    def regels(self) -> list[ToegewezenProduct]:
        return toegewezen_producten(self.bericht)

    @property
    def regie(self) -> list[Regieproduct]:
        return regieproducten(self.bericht)

    @property
    def codes(self) -> list[str]:
        return retourcodes(self.bericht)

    @property
    def hoofd(self) -> Declaratiekop:
        return declaratiekop(self.bericht)

    @property
    def periode(self) -> tuple[str, str]:
        return self.hoofd.begindatum.isoformat(), self.hoofd.einddatum.isoformat()

    @property
    def prestaties(self) -> list[Prestatie]:
        return prestaties(self.bericht)

    @property
    def besluit(self) -> Antwoord:
        return lees_antwoord(self.bericht)


@dataclass
class Speler:
    """One party; every call and every answer is checked against the protocol, every message against its schema."""

    partij: Referentie
    nu: str = ""
    berichten: list[Verstuurd] = field(default_factory=list)
    kennisgevingen: list[dict[str, Any]] = field(default_factory=list)

    def roep(self, werkwoord: str, **params: Any) -> dict[str, Any]:
        controleer_vraag(werkwoord, params)
        antwoord = getattr(self.partij, werkwoord)(params)
        return controleer_antwoord(werkwoord, antwoord, params.get("command"))

    def begin(self, rol: str, stock: list[Toewijzing], nu: str = "2020-09-01", domein: Domein | None = None) -> None:
        self.nu = op(nu, "08:00")
        self.roep(
            "reset",
            role=rol,
            domain=str(domein or (stock[0].domein if stock else Domein.WMO)),
            now=self.nu,
            seed=0,
            case="proef",
            gemeente=GEMEENTE,
            aanbieders=AANBIEDERS,
            stock=[t.to_json() for t in stock],
            clients=[persoon(bsn).to_json() for bsn in BSNS[:5]],
        )

    def naar(self, dag: str, uur: str = "09:00") -> list[Verstuurd]:
        """Move the clock, and give what was sent on the way."""
        self.nu = op(dag, uur)
        self.roep("advance", to=self.nu)
        return self.haal()

    def opdracht(self, command: str, **params: Any) -> list[Verstuurd]:
        self.roep("instruct", command=command, params=params)
        return self.haal()

    def druk(self, command: str, **params: Any) -> None:
        """Press a button with params that the protocol does not know."""
        self.partij.instruct({"command": command, "params": params})

    def migreer(self, route: str | None = None, bsn: str | None = None) -> list[Verstuurd]:
        return self.opdracht("migreer", bsn=bsn, route=route)

    def lever(self, t: Toewijzing, geleverd: str, volume: int, **anders: Any) -> None:
        """Register a delivery; of a toewijzing without code the first product of its categorie."""
        code = t.code or f"{t.categorie}A01"
        basis = {"uitvoering": t.uitvoering, "categorie": t.categorie, "code": code, "eenheid": t.eenheid}
        params = {"toewijzing": ref(t), "geleverd": geleverd, "volume": volume, "tarief": 4700, "afspraak": None}
        self.opdracht("registreer_levering", **(params | basis | anders))

    def declareer(self, tot: str, soort: str = "303-D", periode: str = "vier_weken") -> list[Verstuurd]:
        return self.opdracht(
            "declareer", aanbieder=AANBIEDERS[0], tot_en_met=tot, bericht_2020=soort, periode_2020=periode
        )

    def crediteer(self, t: Toewijzing, geleverd: str) -> list[Verstuurd]:
        return self.opdracht("crediteer", toewijzing=ref(t), geleverd=geleverd)

    def bezorg(self, xml: str, soort: str = "301", release: str = "2.4") -> list[Verstuurd]:
        assert self.roep("deliver", code=soort, release=release, xml=xml)["accepted"]
        return self.haal()

    def haal(self) -> list[Verstuurd]:
        uit = self.roep("collect")
        nieuw = [
            Verstuurd(b["code"], b["release"], datetime.fromisoformat(b["sent_at"]), b["xml"]) for b in uit["messages"]
        ]
        for bericht in nieuw:
            assert valideer(bericht.xml.encode()) == []
            assert str(bericht.bericht.release) == bericht.release
            assert bericht.op <= datetime.fromisoformat(self.nu)
        self.berichten += nieuw
        self.kennisgevingen += uit["notices"]
        return nieuw


def gewenst(product: tuple[str | None, str | None], van: str, tot: str | None, **anders: Any) -> dict[str, Any]:
    """Four hours a week, unless told otherwise."""
    basis = {"volume": 4, "eenheid": "04", "frequentie": "2", "budget": None}
    return {"categorie": product[0], "code": product[1], "ingangsdatum": van, "einddatum": tot} | basis | anders


def speler(
    rol: str, *stock: Toewijzing, nu: str = "2020-09-01", klasse: Callable[[], Referentie] = Referentie
) -> Speler:
    nieuw = Speler(klasse())
    nieuw.begin(rol, list(stock), nu)
    return nieuw


class Keten:
    """Both parties; each day has a moment at 08:00, 09:00 (instructions) and 17:00."""

    def __init__(self, *stock: Toewijzing, van: str = "2020-09-01", domein: Domein | None = None) -> None:
        self.spelers = {"gemeente": Speler(Referentie()), "aanbieder": Speler(Referentie())}
        for rol, partij in self.spelers.items():
            partij.begin(rol, list(stock), van, domein)
        self.dag = date.fromisoformat(van)
        self.taken: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
        self.alles: list[tuple[str, Verstuurd]] = []

    def plan(self, dag: str, rol: str, command: str, **params: Any) -> "Keten":
        self.taken.setdefault(dag, []).append((rol, command, params))
        return self

    def speel(self, tot: str = "2021-02-28") -> "Keten":
        while self.dag <= date.fromisoformat(tot):
            for uur in ("08:00", "09:00", "17:00"):
                for rol, partij in self.spelers.items():
                    self.wissel_uit(rol, partij.naar(self.dag.isoformat(), uur))
                if uur == "09:00":
                    for rol, command, params in self.taken.pop(self.dag.isoformat(), []):
                        self.wissel_uit(rol, self.spelers[rol].opdracht(command, **params))
            self.dag += timedelta(days=1)
        return self

    def wissel_uit(self, van: str, berichten: list[Verstuurd]) -> None:
        naar = "aanbieder" if van == "gemeente" else "gemeente"
        for bericht in berichten:
            self.alles.append((van, bericht))
            self.wissel_uit(naar, self.spelers[naar].bezorg(bericht.xml, bericht.soort, bericht.release))

    def van(self, *soorten: str) -> list[Verstuurd]:
        return [bericht for _, bericht in self.alles if bericht.soort in soorten]

    def stand(self, *stock: Toewijzing) -> list[tuple[Toewijzing | ToegewezenProduct, date | None]]:
        """Every toewijzing with its last einddatum; cancelled ones left out."""
        laatste: dict[tuple[Any, ...], tuple[Any, date | None, str | None]] = {}
        for t in stock:
            laatste[_sleutel(t)] = (t, t.einddatum, None)
        for bericht in self.van("301"):
            for regel in bericht.regels:
                laatste[_sleutel(regel)] = (regel, regel.einddatum, regel.reden_wijziging)
        return [
            (t, einde)
            for t, einde, reden in laatste.values()
            if not (einde == t.ingangsdatum and (reden == "01" or isinstance(t, Toewijzing)))
        ]


def _sleutel(t: Toewijzing | ToegewezenProduct) -> tuple[Any, ...]:
    return (t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum)


def dagen(van: str, tot: str) -> Iterator[date]:
    dag = date.fromisoformat(van)
    while dag <= date.fromisoformat(tot):
        yield dag
        dag += timedelta(days=1)


def dekking(stand: list[tuple[Any, date | None]], van: str, tot: str) -> set[int]:
    """How many toewijzingen cover each day of a period; {1} means no gap and no overlap."""
    return {
        sum(t.ingangsdatum <= dag and (einde is None or dag <= einde) for t, einde in stand) for dag in dagen(van, tot)
    }
