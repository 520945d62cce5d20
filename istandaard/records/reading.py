"""The whole input as toewijzingen: every bad line or file costs one error text, the rest is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

from migratietoets.istandaard.berichten import read
from migratietoets.istandaard.berichten.header import bsn, header
from migratietoets.istandaard.berichten.omvang_budget import read_product
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, product_lines, toegewezen_product
from migratietoets.istandaard.berichten.xml.elements import element_lines
from migratietoets.istandaard.berichten.xml.file_bytes import MAX_BYTES
from migratietoets.istandaard.codelijsten.codes import CORRECTION
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.complaints import Complaints
from migratietoets.istandaard.records.fields import FIELDS, Field, make_toewijzing
from migratietoets.istandaard.records.found_value import safe
from migratietoets.istandaard.records.kept import Kept, Loaded, Moment
from migratietoets.istandaard.records.lines.csv_lines import csv_lines
from migratietoets.istandaard.records.lines.json_lines import json_lines
from migratietoets.istandaard.records.lines.line import Line
from migratietoets.istandaard.records.sources.finding import Source, find_sources
from migratietoets.istandaard.records.sources.signatures import detect
from migratietoets.istandaard.records.sources.stream import Stream

Progress = Callable[[int], None]
STEP = 1000
"""Progress is told every so many lines."""
ENOUGH = 100_000
"""When so many lines of a pipe are of no use, one after the other, the rest is not read: it need not have an end."""
TOO_MANY = (
    f"verwacht toewijzingen; gevonden {ENOUGH:,} regels achter elkaar waarvan er geen een te gebruiken is. "
    "Wat erna komt is niet gelezen; herstel de invoer."
).replace(",", ".")

EMPTY = "verwacht toewijzingen; gevonden een lege invoer. Lever haar opnieuw aan."


@dataclass
class Input:
    """What was read.

    Attributes:
        loaded: the toewijzingen, in the order in which their ids were first met.
        errors: what was not used.
        remarks: what was used, but read otherwise than it stood there.
        last_sent: the latest day on which a message of the input was sent, or None.
        bsns: every BSN that was met, once, in order.
    """

    loaded: Kept = field(default_factory=Kept)
    errors: Complaints = field(default_factory=Complaints)
    remarks: Complaints = field(default_factory=Complaints)
    last_sent: date | None = None
    bsns: dict[str, None] = field(default_factory=dict)

    def put(self, loaded: Loaded) -> None:
        """Keep a toewijzing; one with the same id takes the place of the earlier one."""
        self.loaded.put(loaded)
        self.bsns[loaded.toewijzing.bsn] = None


def read_input(paths: Iterable[str | Path], progress: Progress = lambda _: None) -> Input:
    """Read toewijzingen from files, folders (*.xml, *.jsonl, *.csv) and `-` for standard input.

    Several 301s about the same toewijzing: the latest Toewijzingsdatum and -tijd counts. A record and a 301 line with
    the same id and the same content are one toewijzing. Nothing is raised: what cannot be used is told in `errors`.

    Args:
        paths: what to read, in this order.
        progress: is told, now and then, how many toewijzingen there are.
    """
    inputs = Input()
    for source in find_sources(paths):
        if isinstance(source, InputError):
            inputs.errors.add("", str(source))
            continue
        try:
            _read_source(inputs, source, progress)
        except InputError as error:
            inputs.errors.add(source.name, str(error))
        progress(len(inputs.loaded))
    return inputs


def _read_source(inputs: Input, source: Source, progress: Progress) -> None:
    with source.open() as stream:
        kind = source.kind or detect(stream.head)
        if kind == "xml":
            try:
                _read_301(inputs, source.name, _whole(stream))
            except InputError as error:
                text = str(error)
                raise InputError(f"{text[:1].lower()}{text[1:]}") from None
            return
        number = used = 0
        for number, line in enumerate(read_lines(source.name, stream, kind), start=1):
            used = number if _take_record(inputs, line) else used
            if not number % STEP:
                progress(len(inputs.loaded))
            if stream.endless and number - used == ENOUGH:
                raise InputError(TOO_MANY)
        if not number:
            raise InputError(EMPTY)


def _whole(stream: Stream) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if not data.strip():
        raise InputError(EMPTY)
    return data


def read_lines(name: str, stream: Stream, kind: str, fields: Mapping[str, Field] = FIELDS) -> Iterator[Line]:
    """The lines of JSON lines or CSV.

    Raises:
        InputError: there is no reading on.
    """
    if kind == "jsonl":
        return json_lines(name, stream)
    return csv_lines(
        name, stream, fields, [field_name for field_name, requirement in fields.items() if requirement.required]
    )


def _take_record(inputs: Input, line: Line) -> bool:
    for note in line.notes:
        inputs.remarks.add(line.place, note)
    try:
        new = Loaded(make_toewijzing(line.read()), line.place)
        _check_once(inputs, new)
    except InputError as error:
        inputs.errors.add(line.place, str(error))
        return False
    inputs.put(new)
    return True


def _check_once(inputs: Input, record: Loaded) -> None:
    """Refuse a record whose id was met before, unless a 301 said the same under it."""
    earlier = inputs.loaded.get(record.toewijzing.id)
    if earlier is not None and not _same(earlier, record):
        raise _duplicate(earlier, record)


def _take_301(inputs: Input, new: Loaded) -> None:
    earlier = inputs.loaded.get(new.toewijzing.id)
    if earlier is None:
        inputs.put(new)
    elif earlier.moment is None:
        if not _same(new, earlier):
            raise _duplicate(earlier, new)
    elif new.moment is not None and new.moment >= earlier.moment:
        inputs.put(new)


_IN_XML = attrgetter("key", "content", "einddatum")


def _same(xml: Loaded, record: Loaded) -> bool:
    """A 301 line and a record that say the same of one toewijzing."""
    return xml.moment is not None and _IN_XML(xml.toewijzing) == _IN_XML(record.toewijzing)


def _duplicate(earlier: Loaded, new: Loaded) -> InputError:
    return InputError(
        f"verwacht een id dat maar één keer voorkomt; gevonden “{safe(new.toewijzing.id)}”, dat ook "
        f"staat in {earlier.place}. Geef elke toewijzing een eigen id, of laat een van beide weg."
    )


def _read_301(inputs: Input, name: str, data: bytes) -> None:
    bericht = read(data)
    if bericht.kind != "301":
        raise InputError(
            f"verwacht een 301 met toewijzingen; gevonden een {bericht.name}. Het is overgeslagen; laat het weg."
        )
    head, client = header(bericht), bsn(bericht)
    lines = product_lines(bericht)
    if not lines:
        raise InputError("verwacht minstens één ToegewezenProduct; gevonden geen. Vul het bericht aan.")
    if inputs.last_sent is None or head.dagtekening > inputs.last_sent:
        inputs.last_sent = head.dagtekening
    who = {"gemeente": head.afzender, "domein": str(bericht.domein), "aanbieder": head.ontvanger, "bsn": client}
    for number, line in enumerate(lines):
        place = f"{name}, ToegewezenProduct {number + 1}"
        try:
            product = toegewezen_product(bericht, line)
            toewijzing = replace(make_toewijzing(_record(who, product)), one_day=_one_day(product))
            moment = Moment(product.toewijzingsdatum, product.toewijzingstijd.replace(tzinfo=None), head.dagtekening)
            _take_301(inputs, Loaded(toewijzing, place, moment))
        except InputError as error:
            text = str(error)
            inputs.errors.add(f"{place}{_named(line)}, regel {_line_number(data, number, text)}", text)


def _line_number(data: bytes, number: int, text: str) -> int:
    """The line of what is wrong in a product of a message, or of the product itself."""
    lines = element_lines(data, "ToegewezenProduct")[number]
    named = text.partition(":")[0].rpartition("/")[2].lower()
    return lines.get(named, lines[""])


def _named(line: dict[str, Any]) -> str:
    """The categorie and code of a line that cannot be used, for who must find it."""
    product = read_product(line)
    known = [value for value in (product["categorie"], product["code"]) if value]
    return f" ({safe(' '.join(known))})" if known else ""


def _one_day(product: ToegewezenProduct) -> bool:
    """Granted for a single day: equal dates cancel only with the reason for it."""
    return product.einddatum == product.ingangsdatum and product.reden_wijziging != CORRECTION


def _record(who: dict[str, str | None], product: ToegewezenProduct) -> dict[str, object]:
    start = product.ingangsdatum.isoformat()
    parts = (*who.values(), product.toewijzingnummer, start, product.categorie, product.code)
    return who | {
        "id": ":".join(part or "" for part in parts),
        "toewijzingnummer": product.toewijzingnummer,
        **product.content_fields,
        "ingangsdatum": start,
        "einddatum": product.einddatum and product.einddatum.isoformat(),
    }
