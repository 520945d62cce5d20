"""A small chain for the tests of the reference: one party by hand, or both with the messages carried between them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from migratietoets.conformance.protocol.verbs import check_answer, check_question
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.istandaard.berichten import Bericht, read
from migratietoets.istandaard.berichten.declaratie import DeclaratieHeader, Prestatie, declaratie_header, prestaties
from migratietoets.istandaard.berichten.retour import retourcodes
from migratietoets.istandaard.berichten.start_stop import Regieproduct, regieproducten
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from migratietoets.istandaard.berichten.verzoekantwoord import Answer, read_answer
from migratietoets.istandaard.bsn import elfproef
from migratietoets.istandaard.kalender import AMSTERDAM
from migratietoets.istandaard.model import Client, Toewijzing
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.validation import form_errors

GEMEENTE = "0344"
AANBIEDERS = ["99990001", "99990002"]
DOMEINEN = list(Domein)
PRODUCT = {Domein.WMO: ("15", "15A01"), Domein.JW: ("45", "45A48")}
BSNS = [str(number) for number in range(999900006, 999900200) if elfproef(str(number))]


def person(bsn: str) -> Client:
    return Client(bsn, date(1950, 1, 2), "1", "Proef", None, "Test", "T", 1, "9999XX", "Proefstraat", "Nergenshuizen")


def toewijzing(domein: Domein = Domein.WMO, **changes: Any) -> Toewijzing:
    """40 hours per 4 weken, specifiek, number 1001, from 02-03-2020 until 30-06-2021."""
    categorie, code = PRODUCT[domein]
    base = Toewijzing(
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
    return replace(base, **changes)


def at(day: str, hour: str = "09:00") -> str:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), tzinfo=AMSTERDAM).isoformat()


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
class Sent:
    """One message that a party sent, read back."""

    kind: str
    release: str
    at: datetime
    xml: str

    @property
    def day(self) -> str:
        return self.at.date().isoformat()

    @property
    def bericht(self) -> Bericht:
        return read(self.xml.encode())

    @property
    def lines(self) -> list[ToegewezenProduct]:
        return toegewezen_producten(self.bericht)

    @property
    def regie(self) -> list[Regieproduct]:
        return regieproducten(self.bericht)

    @property
    def codes(self) -> list[str]:
        return retourcodes(self.bericht)

    @property
    def head(self) -> DeclaratieHeader:
        return declaratie_header(self.bericht)

    @property
    def period(self) -> tuple[str, str]:
        return self.head.begindatum.isoformat(), self.head.einddatum.isoformat()

    @property
    def prestaties(self) -> list[Prestatie]:
        return prestaties(self.bericht)

    @property
    def besluit(self) -> Answer:
        return read_answer(self.bericht)


@dataclass
class Player:
    """One party; every call and every answer is checked against the protocol, every message against its schema."""

    party: ReferenceParty
    now: str = ""
    berichten: list[Sent] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)

    def call(self, verb: str, **params: Any) -> dict[str, Any]:
        check_question(verb, params)
        answer = getattr(self.party, verb)(params)
        return check_answer(verb, answer, params.get("command"))

    def begin(self, role: str, stock: list[Toewijzing], now: str = "2020-09-01", domein: Domein | None = None) -> None:
        self.now = at(now, "08:00")
        self.call(
            "reset",
            role=role,
            domain=str(domein or (stock[0].domein if stock else Domein.WMO)),
            now=self.now,
            seed=0,
            case="proef",
            gemeente=GEMEENTE,
            aanbieders=AANBIEDERS,
            stock=[t.to_json() for t in stock],
            clients=[person(bsn).to_json() for bsn in BSNS[:5]],
        )

    def to(self, day: str, hour: str = "09:00") -> list[Sent]:
        """Move the clock, and give what was sent on the way."""
        self.now = at(day, hour)
        self.call("advance", to=self.now)
        return self.collect()

    def instruction(self, command: str, **params: Any) -> list[Sent]:
        self.call("instruct", command=command, params=params)
        return self.collect()

    def press(self, command: str, **params: Any) -> None:
        """Press a button with params that the protocol does not know."""
        self.party.instruct({"command": command, "params": params})

    def migrate(self, route: str | None = None, bsn: str | None = None) -> list[Sent]:
        return self.instruction("migreer", bsn=bsn, route=route)

    def record_delivery(self, t: Toewijzing, geleverd: str, volume: int, **changes: Any) -> None:
        """Register a delivery; of a toewijzing without code the first product of its categorie."""
        code = t.code or f"{t.categorie}A01"
        base = {"uitvoering": t.uitvoering, "categorie": t.categorie, "code": code, "eenheid": t.eenheid}
        params = {"toewijzing": ref(t), "geleverd": geleverd, "volume": volume, "tarief": 4700, "afspraak": None}
        self.instruction("registreer_levering", **(params | base | changes))

    def claim_deliveries(self, until: str, kind: str = "303-D", period: str = "vier_weken") -> list[Sent]:
        return self.instruction(
            "declareer", aanbieder=AANBIEDERS[0], tot_en_met=until, bericht_2020=kind, periode_2020=period
        )

    def credit_delivery(self, t: Toewijzing, geleverd: str) -> list[Sent]:
        return self.instruction("crediteer", toewijzing=ref(t), geleverd=geleverd)

    def deliver(self, xml: str, kind: str = "301", release: str = "2.4") -> list[Sent]:
        assert self.call("deliver", code=kind, release=release, xml=xml)["accepted"]
        return self.collect()

    def collect(self) -> list[Sent]:
        out = self.call("collect")
        new = [Sent(b["code"], b["release"], datetime.fromisoformat(b["sent_at"]), b["xml"]) for b in out["messages"]]
        for bericht in new:
            assert form_errors(bericht.xml.encode()) == []
            assert str(bericht.bericht.release) == bericht.release
            assert bericht.at <= datetime.fromisoformat(self.now)
        self.berichten += new
        self.notices += out["notices"]
        return new


def with_desks(*desks: type) -> type[ReferenceParty]:
    """The reference with desks of its own."""
    return type("WithDesks", (ReferenceParty,), {"desks": desks})


def gewenst(product: tuple[str | None, str | None], from_: str, until: str | None, **changes: Any) -> dict[str, Any]:
    """Four hours a week, unless told otherwise."""
    base = {"volume": 4, "eenheid": "04", "frequentie": "2", "budget": None}
    return {"categorie": product[0], "code": product[1], "ingangsdatum": from_, "einddatum": until} | base | changes


def player(
    role: str, *stock: Toewijzing, now: str = "2020-09-01", system: Callable[[], ReferenceParty] = ReferenceParty
) -> Player:
    new = Player(system())
    new.begin(role, list(stock), now)
    return new


class Chain:
    """Both parties; each day has a moment at 08:00, 09:00 (instructions) and 17:00."""

    def __init__(self, *stock: Toewijzing, from_: str = "2020-09-01", domein: Domein | None = None) -> None:
        self.players = {"gemeente": Player(ReferenceParty()), "aanbieder": Player(ReferenceParty())}
        for role, party in self.players.items():
            party.begin(role, list(stock), from_, domein)
        self.day = date.fromisoformat(from_)
        self.tasks: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
        self.everything: list[tuple[str, Sent]] = []

    def plan(self, day: str, role: str, command: str, **params: Any) -> "Chain":
        self.tasks.setdefault(day, []).append((role, command, params))
        return self

    def play(self, until: str = "2021-02-28") -> "Chain":
        while self.day <= date.fromisoformat(until):
            for hour in ("08:00", "09:00", "17:00"):
                for role, party in self.players.items():
                    self.exchange(role, party.to(self.day.isoformat(), hour))
                if hour == "09:00":
                    for role, command, params in self.tasks.pop(self.day.isoformat(), []):
                        self.exchange(role, self.players[role].instruction(command, **params))
            self.day += timedelta(days=1)
        return self

    def exchange(self, from_: str, berichten: list[Sent]) -> None:
        to = "aanbieder" if from_ == "gemeente" else "gemeente"
        for bericht in berichten:
            self.everything.append((from_, bericht))
            self.exchange(to, self.players[to].deliver(bericht.xml, bericht.kind, bericht.release))

    def from_(self, *kinds: str) -> list[Sent]:
        return [bericht for _, bericht in self.everything if bericht.kind in kinds]

    def state(self, *stock: Toewijzing) -> list[tuple[Toewijzing | ToegewezenProduct, date | None]]:
        """Every toewijzing with its last einddatum; cancelled ones left out."""
        last: dict[tuple[Any, ...], tuple[Any, date | None, str | None]] = {}
        for t in stock:
            last[_key(t)] = (t, t.einddatum, None)
        for bericht in self.from_("301"):
            for line in bericht.lines:
                last[_key(line)] = (line, line.einddatum, line.reden_wijziging)
        return [
            (t, end)
            for t, end, reden in last.values()
            if not (end == t.ingangsdatum and (reden == "01" or isinstance(t, Toewijzing)))
        ]


def _key(t: Toewijzing | ToegewezenProduct) -> tuple[Any, ...]:
    return (t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum)


def days(from_: str, until: str) -> Iterator[date]:
    day = date.fromisoformat(from_)
    while day <= date.fromisoformat(until):
        yield day
        day += timedelta(days=1)


def cover(state: list[tuple[Any, date | None]], from_: str, until: str) -> set[int]:
    """How many toewijzingen cover each day of a period; {1} means no gap and no overlap."""
    return {
        sum(t.ingangsdatum <= day and (end is None or day <= end) for t, end in state) for day in days(from_, until)
    }
