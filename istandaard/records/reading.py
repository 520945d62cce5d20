"""The whole input as toewijzingen: every bad line or file costs one error text, the rest is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from migratietoets.istandaard.berichten import read
from migratietoets.istandaard.berichten.header import bsn, header
from migratietoets.istandaard.berichten.omvang_budget import read_product
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, product_lines, toegewezen_product
from migratietoets.istandaard.codelijsten.codes import CORRECTION
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.records.fields import FIELDS, Field, make_toewijzing
from migratietoets.istandaard.records.found_value import safe
from migratietoets.istandaard.records.lines import Line, csv_lines, json_lines
from migratietoets.istandaard.records.sources import Source, detect, find_sources

Progress = Callable[[], None]


class Moment(NamedTuple):
    """When a 301 line was decided and sent; the latest one speaks for the toewijzing."""

    day: date
    time_of_day: time
    dagtekening: date


@dataclass(frozen=True, slots=True)
class Loaded:
    """A toewijzing and where it was read; `moment` is None for a record."""

    toewijzing: Toewijzing
    place: str
    moment: Moment | None = None


@dataclass
class Input:
    """What was read.

    Attributes:
        per_id: the toewijzingen by id, in the order in which they were first met.
        errors: one Dutch text for every line or file that was not used.
        last_sent: the latest day on which a message of the input was sent, or None.
    """

    per_id: dict[str, Loaded] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    last_sent: date | None = None

    @property
    def loaded(self) -> list[Loaded]:
        """Every toewijzing, in order."""
        return list(self.per_id.values())


def read_input(paths: Iterable[str | Path], progress: Progress = lambda: None) -> Input:
    """Read toewijzingen from files, folders (*.xml, *.jsonl, *.csv) and `-` for standard input.

    Several 301s about the same toewijzing: the latest Toewijzingsdatum and -tijd counts. A record and a 301 line with
    the same id and the same content are one toewijzing. Nothing is raised: what cannot be used is told in `errors`.

    Args:
        paths: what to read, in this order.
        progress: called after every file.
    """
    inputs = Input()
    for source in find_sources(paths):
        try:
            if isinstance(source, InputError):
                raise source
            _read_source(inputs, source)
        except InputError as error:
            inputs.errors.append(str(error))
        progress()
    return inputs


def _read_source(inputs: Input, source: Source) -> None:
    data = source.read()
    if not data.strip():
        raise InputError(f"{source.name}: verwacht toewijzingen; gevonden een lege invoer. Lever haar opnieuw aan.")
    kind = source.kind or detect(data)
    if kind == "xml":
        try:
            _read_301(inputs, source.name, data)
        except InputError as error:
            text = str(error)
            raise InputError(f"{source.name}: {text[:1].lower()}{text[1:]}") from None
        return
    try:
        for line in read_lines(source.name, data, kind):
            _take_record(inputs, line)
    except InputError as error:
        raise InputError(f"{source.name}: {error}") from None


def read_lines(name: str, data: bytes, kind: str, fields: Mapping[str, Field] = FIELDS) -> Iterator[Line]:
    """The lines of JSON lines or CSV.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    if kind == "jsonl":
        return json_lines(name, data)
    return csv_lines(
        name, data, fields, [field_name for field_name, requirement in fields.items() if requirement.required]
    )


def _take_record(inputs: Input, line: Line) -> None:
    if line.error is not None:
        inputs.errors.append(f"{line.place}: {line.error}")
        return
    try:
        new = Loaded(make_toewijzing(line.value), line.place)
    except InputError as error:
        inputs.errors.append(f"{line.place}: {error}")
        return
    earlier = inputs.per_id.get(new.toewijzing.id)
    if earlier is not None and not _same(earlier, new):
        inputs.errors.append(_duplicate(new, earlier))
    else:
        inputs.per_id[new.toewijzing.id] = new


def _take_301(inputs: Input, new: Loaded) -> None:
    earlier = inputs.per_id.get(new.toewijzing.id)
    if earlier is None:
        inputs.per_id[new.toewijzing.id] = new
    elif earlier.moment is None:
        if not _same(new, earlier):
            inputs.errors.append(_duplicate(new, earlier))
    elif new.moment is not None and new.moment >= earlier.moment:
        inputs.per_id[new.toewijzing.id] = new


_IN_XML = attrgetter("key", "content", "einddatum")


def _same(xml: Loaded, record: Loaded) -> bool:
    """A 301 line and a record that say the same of one toewijzing."""
    return xml.moment is not None and _IN_XML(xml.toewijzing) == _IN_XML(record.toewijzing)


def _duplicate(new: Loaded, earlier: Loaded) -> str:
    return (
        f"{new.place}: verwacht een id dat maar één keer voorkomt; gevonden “{safe(new.toewijzing.id)}”, dat ook "
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
    for number, line in enumerate(lines, start=1):
        place = f"{name}, ToegewezenProduct {number}"
        try:
            product = toegewezen_product(bericht, line)
            toewijzing = replace(make_toewijzing(_record(who, product)), one_day=_one_day(product))
        except InputError as error:
            inputs.errors.append(f"{place}{_named(line)}: {error}")
            continue
        moment = Moment(product.toewijzingsdatum, product.toewijzingstijd.replace(tzinfo=None), head.dagtekening)
        _take_301(inputs, Loaded(toewijzing, place, moment))


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
