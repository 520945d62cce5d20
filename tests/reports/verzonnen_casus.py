"""A made-up case as events: what stood in the stock, and what was sent."""

from datetime import date, datetime

from istandaard.berichten import bouw, lees
from istandaard.berichten.declaratie import maak_303, maak_323
from istandaard.berichten.declaratieantwoord import maak_304, maak_325
from istandaard.berichten.prestatie import Prestatie
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.berichten.retour import maak_retour
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Client, Toewijzing
from istandaard.releases import Domein, Release

BSNS = ("999900006", "999900018")
AANBIEDER = "99990001"
CASUS = {"campaign": "gemeente-wmo", "case": "verzonnen/casus"}


def dag(tekst):
    return None if tekst is None else date.fromisoformat(tekst)


def persoon(bsn):
    return Client(bsn, date(1950, 1, 1), "1", "Vries", "de", "Jo", "J", 1, "9999XX", "Laan", "Dorp")


def client(bsn=BSNS[0]):
    return {"event": "client", "bsn": bsn} | CASUS


def stock(nummer, van, tot, **rest):
    velden = {
        "id": f"v-{nummer}",
        "gemeente": "0344",
        "domein": Domein.WMO,
        "aanbieder": AANBIEDER,
        "bsn": BSNS[0],
        "toewijzingnummer": nummer,
        "categorie": "02",
        "code": "02K01",
        "volume": 40,
        "eenheid": "04",
        "frequentie": "3",
        "budget": None,
    }
    record = Toewijzing(**(velden | rest), ingangsdatum=dag(van), einddatum=dag(tot))
    return {"event": "stock", "toewijzing": record.to_json()} | CASUS


def product(nummer, van, tot, reden=None, **rest):
    """A line of a 301; its Toewijzingsdatum is filled in by `zend`."""
    velden = {"categorie": "02", "code": "02K01", "volume": 10, "eenheid": "04", "frequentie": "2"}
    if reden is not None:
        velden |= {"volume": 40, "frequentie": "3"}
    return {
        "toewijzingnummer": nummer,
        "ingangsdatum": dag(van),
        "einddatum": dag(tot),
        "reden_wijziging": reden,
    } | (velden | rest)


def zend(n, op, *producten, release=Release.R24, aanbieder=AANBIEDER, bsn=BSNS[0], **rest):
    """The event of a 301."""
    moment = datetime.fromisoformat(op)
    bericht = maak_301(
        release=release,
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder=aanbieder,
        identificatie=f"V{n}",
        dagtekening=moment.date(),
        client=persoon(bsn),
        producten=[
            ToegewezenProduct(**p, toewijzingsdatum=moment.date(), toewijzingstijd=moment.time()) for p in producten
        ],
    )
    return _event(n, op, bericht, "gemeente") | rest


def antwoord(n, op, op_event, *codes):
    """The event of the retour on another event."""
    heen = lees(op_event["xml"].encode())
    bericht = maak_retour(heen, identificatie=f"V{n}", dagtekening=dag(op[:10]), retourcodes=codes or ("0200",))
    return _event(n, op, bericht, "aanbieder" if op_event["from"] == "gemeente" else "gemeente")


def regie(n, op, soort, nummer, van, tot=None, **rest):
    """The event of a 305 or 307."""
    wat = Regieproduct(nummer, "02", "02K01", dag(van), dag(van), dag(tot), "19" if tot else None, **rest)
    bericht = maak_regie(
        soort,
        release=Release.R30,
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder=AANBIEDER,
        identificatie=f"V{n}",
        dagtekening=dag(op[:10]),
        client=persoon(BSNS[0]),
        producten=[wat],
    )
    return _event(n, op, bericht, "aanbieder")


def prestatie(nummer, van, tot, bsn=BSNS[0], **rest):
    """What was delivered on a toewijzing: 3 hours at 47 euros."""
    velden = {"categorie": "02", "code": "02K01", "volume": 3, "eenheid": "04", "tarief": 4700, "bedrag": 14100}
    vast = {"referentienummer": f"R{nummer}", "toewijzingnummer": nummer}
    return Prestatie(bsn=bsn, begindatum=dag(van), einddatum=dag(tot), **(vast | velden | rest))


def declareer(n, op, van, tot, *prestaties, soort="323", **rest):
    """The event of a claim: a 323, a 303-D or a 303-F."""
    delen = {"domein": Domein.WMO, "gemeente": "0344", "aanbieder": AANBIEDER, "nummer": f"D{n}"}
    delen |= {"dagtekening": dag(op[:10]), "periode": (dag(van), dag(tot)), "prestaties": prestaties}
    if soort == "323":
        bericht = maak_323(**delen, identificatie=f"V{n}")
    else:
        clienten = [persoon(bsn) for bsn in BSNS]
        bericht = maak_303(**delen, release=Release.R24, clienten=clienten, soort=soort.removeprefix("303-"))
    return _event(n, op, bericht, "aanbieder") | rest


def ken_declaratie_toe(n, op, op_event, **besluit):
    """The event of the answer to a claim."""
    heen = lees(op_event["xml"].encode())
    maak = {"303": maak_304, "323": maak_325}[heen.soort]
    bericht = maak(heen, identificatie=f"V{n}", dagtekening=dag(op[:10]), **besluit)
    return _event(n, op, bericht, "gemeente")


def lever(op, geleverd, nummer="1001", bsn=BSNS[0], **rest):
    """The event of the command to record a delivery."""
    toewijzing = {"aanbieder": AANBIEDER, "bsn": bsn, "toewijzingnummer": nummer, "ingangsdatum": "2020-03-02"}
    product_ = {"categorie": "02", "code": "02K01"}
    params = {"toewijzing": toewijzing | product_, "geleverd": geleverd, "uitvoering": "output", "volume": 3}
    params |= product_ | {"eenheid": "04", "tarief": 4700, "afspraak": None} | rest
    return {
        "event": "instruct",
        "at": op,
        "to": "aanbieder",
        "command": "registreer_levering",
        "params": params,
    } | CASUS


def vraag(n, op, bericht):
    """The event of a request or of its answer."""
    return _event(n, op, bericht, "gemeente" if bericht.soort == "319" else "aanbieder")


def ken_toe(op, van, tot, **rest):
    """The event of the command to grant care."""
    gewenst = {"categorie": "02", "code": "02K01", "ingangsdatum": van, "einddatum": tot} | rest
    params = {"aanbieder": AANBIEDER, "bsn": BSNS[0], "gewenst": gewenst}
    return {"event": "instruct", "at": op, "to": "gemeente", "command": "ken_toe", "params": params} | CASUS


def _event(n, op, bericht, van):
    return {
        "event": "message",
        "n": n,
        "at": f"{op}+01:00",
        "from": van,
        "to": "aanbieder" if van == "gemeente" else "gemeente",
        "code": bericht.soort,
        "release": str(bericht.release),
        "origin": "party",
        "xml": bouw(bericht).decode(),
        "faults": [],
        "summary": "",
    } | CASUS


OUD_MET_GAT = (
    client(),
    stock("1001", "2020-03-02", "2021-06-30"),
    zend(
        1,
        "2020-10-15T09:00:00",
        product("1001", "2020-03-02", "2020-12-31", "03"),
        product("2001", "2021-01-02", "2021-06-30"),
    ),
)
"""A whole small case: the successor starts one day too late."""
