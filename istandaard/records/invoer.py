"""The whole input as toewijzingen: every bad line or file costs one error text, the rest is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from istandaard.berichten import lees
from istandaard.berichten.kop import bsn, kop
from istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from istandaard.model import Invoerfout, Toewijzing
from istandaard.records.bronnen import Bron, herken, vind
from istandaard.records.regels import Regel, csv_regels, json_regels
from istandaard.records.tonen import veilig
from istandaard.records.velden import VELDEN, Veld, maak_toewijzing

Voortgang = Callable[[], None]


class Moment(NamedTuple):
    """When a 301 line was decided and sent; the latest one speaks for the toewijzing."""

    dag: date
    tijd: time
    dagtekening: date


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A toewijzing and where it was read; `moment` is None for a record."""

    toewijzing: Toewijzing
    plek: str
    moment: Moment | None = None


@dataclass
class Invoer:
    """What was read.

    Attributes:
        per_id: the toewijzingen by id, in the order in which they were first met.
        fouten: one Dutch text for every line or file that was not used.
        laatste_verzending: the latest day on which a message of the input was sent, or None.
    """

    per_id: dict[str, Gelezen] = field(default_factory=dict)
    fouten: list[str] = field(default_factory=list)
    laatste_verzending: date | None = None

    @property
    def gelezen(self) -> list[Gelezen]:
        """Every toewijzing, in order."""
        return list(self.per_id.values())


def lees_invoer(paden: Iterable[str | Path], voortgang: Voortgang = lambda: None) -> Invoer:
    """Read toewijzingen from files, folders (*.xml, *.jsonl, *.csv) and `-` for standard input.

    Several 301s about the same toewijzing: the latest Toewijzingsdatum and -tijd counts. A record and a 301 line with
    the same id and the same content are one toewijzing. Nothing is raised: what cannot be used is told in `fouten`.

    Args:
        paden: what to read, in this order.
        voortgang: called after every file.
    """
    invoer = Invoer()
    for bron in vind(paden):
        try:
            if isinstance(bron, Invoerfout):
                raise bron
            _lees_bron(invoer, bron)
        except Invoerfout as fout:
            invoer.fouten.append(str(fout))
        voortgang()
    return invoer


def _lees_bron(invoer: Invoer, bron: Bron) -> None:
    data = bron.lees()
    if not data.strip():
        raise Invoerfout(f"{bron.naam}: verwacht toewijzingen; gevonden een lege invoer. Lever haar opnieuw aan.")
    soort = bron.soort or herken(data)
    if soort == "xml":
        try:
            _lees_301(invoer, bron.naam, data)
        except Invoerfout as fout:
            tekst = str(fout)
            raise Invoerfout(f"{bron.naam}: {tekst[:1].lower()}{tekst[1:]}") from None
        return
    try:
        for regel in lees_regels(bron.naam, data, soort):
            _neem_record(invoer, regel)
    except Invoerfout as fout:
        raise Invoerfout(f"{bron.naam}: {fout}") from None


def lees_regels(naam: str, data: bytes, soort: str, velden: Mapping[str, Veld] = VELDEN) -> Iterator[Regel]:
    """The lines of JSON lines or CSV.

    Raises:
        Invoerfout: the file as a whole cannot be read.
    """
    if soort == "jsonl":
        return json_regels(naam, data)
    return csv_regels(naam, data, velden, [veld for veld, eis in velden.items() if eis.verplicht])


def _neem_record(invoer: Invoer, regel: Regel) -> None:
    if regel.fout is not None:
        invoer.fouten.append(f"{regel.plek}: {regel.fout}")
        return
    try:
        nieuw = Gelezen(maak_toewijzing(regel.waarde), regel.plek)
    except Invoerfout as fout:
        invoer.fouten.append(f"{regel.plek}: {fout}")
        return
    eerder = invoer.per_id.get(nieuw.toewijzing.id)
    if eerder is not None and not _zelfde(eerder, nieuw):
        invoer.fouten.append(_dubbel(nieuw, eerder))
    else:
        invoer.per_id[nieuw.toewijzing.id] = nieuw


def _neem_301(invoer: Invoer, nieuw: Gelezen) -> None:
    eerder = invoer.per_id.get(nieuw.toewijzing.id)
    if eerder is None:
        invoer.per_id[nieuw.toewijzing.id] = nieuw
    elif eerder.moment is None:
        if not _zelfde(nieuw, eerder):
            invoer.fouten.append(_dubbel(nieuw, eerder))
    elif nieuw.moment is not None and nieuw.moment >= eerder.moment:
        invoer.per_id[nieuw.toewijzing.id] = nieuw


_IN_XML = attrgetter("sleutel", "inhoud", "einddatum")


def _zelfde(xml: Gelezen, record: Gelezen) -> bool:
    """A 301 line and a record that say the same of one toewijzing."""
    return xml.moment is not None and _IN_XML(xml.toewijzing) == _IN_XML(record.toewijzing)


def _dubbel(nieuw: Gelezen, eerder: Gelezen) -> str:
    return (
        f"{nieuw.plek}: verwacht een id dat maar één keer voorkomt; gevonden “{veilig(nieuw.toewijzing.id)}”, dat ook "
        f"staat in {eerder.plek}. Geef elke toewijzing een eigen id, of laat een van beide weg."
    )


def _lees_301(invoer: Invoer, naam: str, data: bytes) -> None:
    bericht = lees(data)
    if bericht.soort != "301":
        raise Invoerfout(
            f"verwacht een 301 met toewijzingen; gevonden een {bericht.naam}. Het is overgeslagen; laat het weg."
        )
    hoofd, client = kop(bericht), bsn(bericht)
    producten = toegewezen_producten(bericht)
    if not producten:
        raise Invoerfout("verwacht minstens één ToegewezenProduct; gevonden geen. Vul het bericht aan.")
    if invoer.laatste_verzending is None or hoofd.dagtekening > invoer.laatste_verzending:
        invoer.laatste_verzending = hoofd.dagtekening
    for nummer, product in enumerate(producten, start=1):
        plek = f"{naam}, ToegewezenProduct {nummer}"
        wie = {"gemeente": hoofd.afzender, "domein": str(bericht.domein), "aanbieder": hoofd.ontvanger, "bsn": client}
        try:
            toewijzing = maak_toewijzing(_record(wie, product))
        except Invoerfout as fout:
            invoer.fouten.append(f"{plek}: {fout}")
            continue
        moment = Moment(product.toewijzingsdatum, product.toewijzingstijd.replace(tzinfo=None), hoofd.dagtekening)
        _neem_301(invoer, Gelezen(toewijzing, plek, moment))


def _record(wie: dict[str, str | None], product: ToegewezenProduct) -> dict[str, object]:
    ingang = product.ingangsdatum.isoformat()
    delen = (*wie.values(), product.toewijzingnummer, ingang, product.categorie, product.code)
    return wie | {
        "id": ":".join(deel or "" for deel in delen),
        "toewijzingnummer": product.toewijzingnummer,
        "categorie": product.categorie,
        "code": product.code,
        "volume": product.volume,
        "eenheid": product.eenheid,
        "frequentie": product.frequentie,
        "budget": product.budget,
        "ingangsdatum": ingang,
        "einddatum": product.einddatum and product.einddatum.isoformat(),
    }
