"""A made-up case as events: what stood in the stock, and what was sent."""

from dataclasses import replace
from datetime import date, datetime

from migratietoets.conformance.vocabulary.events import ClientEvent, InstructEvent, MessageEvent, StockEvent
from migratietoets.istandaard.berichten import build, read
from migratietoets.istandaard.berichten.declaratie import make_303, make_323
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.berichten.retour import make_retour
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, make_301
from migratietoets.istandaard.model import CONTENT_FIELDS, Client, Toewijzing
from migratietoets.istandaard.releases import Domein, Release

BSNS = ("999900006", "999900018")
AANBIEDER = "99990001"
CASE = {"campaign": "gemeente-wmo", "case": "verzonnen/geval"}


def day(text):
    return None if text is None else date.fromisoformat(text)


def person(bsn):
    return Client(bsn, date(1950, 1, 1), "1", "Vries", "de", "Jo", "J", 1, "9999XX", "Laan", "Dorp")


def client(bsn=BSNS[0]):
    return ClientEvent(**CASE, bsn=bsn)


def stock(number, from_, until, **rest):
    fields = {
        "id": f"v-{number}",
        "gemeente": "0344",
        "domein": Domein.WMO,
        "aanbieder": AANBIEDER,
        "bsn": BSNS[0],
        "toewijzingnummer": number,
        "categorie": "02",
        "code": "02K01",
        "volume": 40,
        "eenheid": "04",
        "frequentie": "3",
        "budget": None,
    }
    record = Toewijzing(**(fields | rest), ingangsdatum=day(from_), einddatum=day(until))
    return StockEvent(**CASE, toewijzing=record.to_json())


def product(number, from_, until, reden=None, **rest):
    """A line of a 301; its Toewijzingsdatum is filled in by `send`."""
    fields = {"categorie": "02", "code": "02K01", "volume": 10, "eenheid": "04", "frequentie": "2"}
    if reden is not None:
        fields |= {"volume": 40, "frequentie": "3"}
    return {
        "toewijzingnummer": number,
        "ingangsdatum": day(from_),
        "einddatum": day(until),
        "reden_wijziging": reden,
    } | (fields | rest)


def send(n, at, *producten, release=Release.R24, aanbieder=AANBIEDER, bsn=BSNS[0], **rest):
    """The event of a 301."""
    moment = datetime.fromisoformat(at)
    bericht = make_301(
        release=release,
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder=aanbieder,
        identificatie=f"V{n}",
        dagtekening=moment.date(),
        client=person(bsn),
        producten=[
            ToegewezenProduct(**p, toewijzingsdatum=moment.date(), toewijzingstijd=moment.time()) for p in producten
        ],
    )
    return replace(_event(n, at, bericht, "gemeente"), **rest)


def answer(n, at, on_event, *codes):
    """The event of the retour on another event."""
    heen = read(on_event.xml.encode())
    bericht = make_retour(heen, identificatie=f"V{n}", dagtekening=day(at[:10]), retourcodes=codes or ("0200",))
    return _event(n, at, bericht, "aanbieder" if on_event.from_ == "gemeente" else "gemeente")


def regie(n, at, kind, number, from_, until=None, *, release=Release.R30, **rest):
    """The event of a 305 or 307."""
    said = {"categorie": "02", "code": "02K01", "toewijzing_ingangsdatum": day(from_), "begindatum": day(from_)}
    said |= {"einddatum": day(until), "reden_beeindiging": "19" if until else None}
    what = Regieproduct(number, **(said | rest))
    bericht = make_regie(
        kind,
        release=release,
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder=AANBIEDER,
        identificatie=f"V{n}",
        dagtekening=day(at[:10]),
        client=person(BSNS[0]),
        producten=[what],
    )
    return _event(n, at, bericht, "aanbieder")


def prestatie(number, from_, until, bsn=BSNS[0], **rest):
    """What was delivered on a toewijzing: 3 hours at 47 euros."""
    fields = {"categorie": "02", "code": "02K01", "volume": 3, "eenheid": "04", "tarief": 4700, "bedrag": 14100}
    fixed = {"referentienummer": f"R{number}", "toewijzingnummer": number}
    return Prestatie(bsn=bsn, begindatum=day(from_), einddatum=day(until), **(fixed | fields | rest))


def claim_deliveries(n, at, from_, until, *prestaties, kind="323", **rest):
    """The event of a claim: a 323, a 303-D or a 303-F."""
    parts = {"domein": Domein.WMO, "gemeente": "0344", "aanbieder": AANBIEDER, "number": f"D{n}"}
    parts |= {"dagtekening": day(at[:10]), "period": (day(from_), day(until)), "prestaties": prestaties}
    if kind == "323":
        bericht = make_323(**parts, identificatie=f"V{n}")
    else:
        clients = [person(bsn) for bsn in BSNS]
        bericht = make_303(**parts, release=Release.R24, clients=clients, kind=kind.removeprefix("303-"))
    return replace(_event(n, at, bericht, "aanbieder"), **rest)


def grant_declaratie(n, at, on_event, **decision):
    """The event of the answer to a claim."""
    heen = read(on_event.xml.encode())
    make = {"303": make_304, "323": make_325}[heen.kind]
    bericht = make(heen, identificatie=f"V{n}", dagtekening=day(at[:10]), **decision)
    return _event(n, at, bericht, "gemeente")


def record_delivery(at, geleverd, number="1001", bsn=BSNS[0], **rest):
    """The event of the command to record a delivery."""
    toewijzing = {"aanbieder": AANBIEDER, "bsn": bsn, "toewijzingnummer": number, "ingangsdatum": "2020-03-02"}
    product_ = {"categorie": "02", "code": "02K01"}
    params = {"toewijzing": toewijzing | product_, "geleverd": geleverd, "uitvoering": "output", "volume": 3}
    params |= product_ | {"eenheid": "04", "tarief": 4700, "afspraak": None} | rest
    return InstructEvent(**CASE, at=at, to="aanbieder", command="registreer_levering", params=params)


def query(n, at, bericht):
    """The event of a request or of its answer."""
    return _event(n, at, bericht, "gemeente" if bericht.kind == "319" else "aanbieder")


def grant(at, from_, until, **rest):
    """The event of the command to grant care."""
    wanted = dict.fromkeys(CONTENT_FIELDS) | {"categorie": "02", "code": "02K01"}
    wanted |= {"ingangsdatum": from_, "einddatum": until} | rest
    params = {"aanbieder": AANBIEDER, "bsn": BSNS[0], "gewenst": wanted}
    return InstructEvent(**CASE, at=at, to="gemeente", command="ken_toe", params=params)


def _event(n, at, bericht, from_):
    return MessageEvent(
        **CASE,
        n=n,
        at=f"{at}+01:00",
        from_=from_,
        to="aanbieder" if from_ == "gemeente" else "gemeente",
        code=bericht.kind,
        release=str(bericht.release),
        xml=build(bericht).decode(),
    )


OLD_WITH_GAP = (
    client(),
    stock("1001", "2020-03-02", "2021-06-30"),
    send(
        1,
        "2020-10-15T09:00:00",
        product("1001", "2020-03-02", "2020-12-31", "03"),
        product("2001", "2021-01-02", "2021-06-30"),
    ),
)
"""A whole small case: the successor starts one day too late."""
