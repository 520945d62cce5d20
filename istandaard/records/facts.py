"""What XML cannot carry: the uitvoering of products (--products) and the facts about toewijzingen (--facts)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from migratietoets.istandaard.model import InputError, NewContent, Toewijzing
from migratietoets.istandaard.records.complaints import Complaints
from migratietoets.istandaard.records.fields import FIELDS, Field, check, check_new
from migratietoets.istandaard.records.found_value import show
from migratietoets.istandaard.records.kinds import text
from migratietoets.istandaard.records.lines.line import Line
from migratietoets.istandaard.records.reading import read_lines
from migratietoets.istandaard.records.sources.finding import find_sources
from migratietoets.istandaard.records.sources.signatures import detect

FACTS = ("uitvoering", "vervanging", "nieuw", "gestart", "instemming")
_PRODUCT = {name: FIELDS[name] for name in ("categorie", "code", "uitvoering")}
_PRODUCT |= {name: _PRODUCT[name]._replace(required=True) for name in ("categorie", "uitvoering")}
_PRODUCT |= {
    "product": Field(text(50), "een tekst", "Noem een product van de gevallen.", "Hoe de gevallen het product noemen."),
    "domein": FIELDS["domein"]._replace(required=False),
}
"""The last two say of which product in the cases of a run this is the code; `assess` and `plan` leave them aside."""
_OWN = _PRODUCT | {"uitvoering": _PRODUCT["uitvoering"]._replace(required=False)}
_FACT = {name: known_field._replace(required=name == "id") for name, known_field in FIELDS.items()}
"""A whole record is a fact too: then only the facts in it are used."""


@dataclass
class Supplement:
    """Facts to add to toewijzingen.

    Attributes:
        per_product: (categorie, code) -> uitvoering.
        per_id: id -> the facts that are known.
        errors: what was not used.
        remarks: what was used, but read otherwise than it stood there.
    """

    per_product: dict[tuple[str, str | None], str] = field(default_factory=dict)
    per_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: Complaints = field(default_factory=Complaints)
    remarks: Complaints = field(default_factory=Complaints)
    _used: set[str] = field(default_factory=set)

    def complete(self, toewijzing: Toewijzing, other_id: Callable[[Toewijzing], str]) -> Toewijzing:
        """The toewijzing with what is known about it; a fact goes before what the toewijzing says itself.

        Args:
            toewijzing: as it was read.
            other_id: the id under which it may be known too (with a stand-in for its BSN).
        """
        facts: dict[str, Any] = {}
        if toewijzing.uitvoering is None and toewijzing.categorie is not None:
            uitvoering = self.per_product.get((toewijzing.categorie, toewijzing.code))
            facts = {"uitvoering": uitvoering} if uitvoering else {}
        if self.per_id:
            for id_ in (other_id(toewijzing), toewijzing.id):
                if id_ in self.per_id:
                    self._used.add(id_)
                    facts |= self.per_id[id_]
        return replace(toewijzing, **facts) if facts else toewijzing

    def unused(self) -> list[str]:
        """The ids with facts that belong to no toewijzing."""
        return [id_ for id_ in self.per_id if id_ not in self._used]


def _lines(path: Path | str, fields: Mapping[str, Field], errors: Complaints) -> Iterator[Line]:
    source = next(iter(find_sources([path])))
    if isinstance(source, InputError):
        errors.add("", str(source))
        return
    try:
        with source.open() as stream:
            if (kind := source.kind or detect(stream.head)) == "xml":
                errors.add(source.name, "verwacht JSON lines of CSV; gevonden XML. Geef een ander bestand op.")
            else:
                yield from read_lines(source.name, stream, kind, fields)
    except InputError as error:
        errors.add(source.name, str(error))


def read_producten(path: Path | str, target: Supplement) -> None:
    """Read categorie, code and uitvoering from JSON lines or CSV."""
    _take(path, _PRODUCT, target, _take_product)


def read_own_products(path: Path | str) -> list[dict[str, Any]]:
    """Read which code a product of the cases has here: the lines that name one, from JSON lines or CSV.

    Raises:
        InputError: the first thing that is wrong.
    """
    errors, found = Complaints(), []
    for line in _lines(path, _OWN, errors):
        try:
            value = _object(line)
            check(value, _OWN)
        except InputError as error:
            raise InputError(f"{line.place}: {error}") from None
        if value.get("product") is not None:
            found.append(value)
    for text_of_error in errors:
        raise InputError(text_of_error)
    return found


def read_facts(path: Path | str, target: Supplement) -> None:
    """Read an id and its facts from JSON lines or CSV; a key without a value says nothing."""
    _take(path, _FACT, target, _take_facts)


def _take(
    path: Path | str,
    fields: Mapping[str, Field],
    target: Supplement,
    take: Callable[[dict[str, Any], Supplement], None],
) -> None:
    for line in _lines(path, fields, target.errors):
        for note in line.notes:
            target.remarks.add(line.place, note)
        try:
            value = _object(line)
            check(value, fields)
            take(value, target)
        except InputError as error:
            target.errors.add(line.place, str(error))


def _object(line: Line) -> dict[str, Any]:
    value = line.read()
    if not isinstance(value, dict):
        raise InputError(f"verwacht een object; gevonden {show(value)}. Zet elke regel tussen {{ }}.")
    return value


def _take_product(value: dict[str, Any], target: Supplement) -> None:
    key, uitvoering = (value["categorie"], value.get("code")), value["uitvoering"]
    earlier = target.per_product.setdefault(key, uitvoering)
    if earlier != uitvoering:
        raise InputError(
            f"verwacht één uitvoering per product; gevonden {uitvoering} voor categorie {show(key[0])}, "
            f"code {show(key[1])}, eerder {earlier}. Kies er één."
        )


def _take_facts(value: dict[str, Any], target: Supplement) -> None:
    check_new(value.get("nieuw"))
    if value["id"] in target.per_id:
        raise InputError("verwacht elk id één keer; gevonden een id dat vaker voorkomt. Haal de dubbele weg.")
    facts = {name: value[name] for name in FACTS if value.get(name) is not None}
    if "nieuw" in facts:
        facts["nieuw"] = NewContent(**facts["nieuw"])
    target.per_id[value["id"]] = facts
