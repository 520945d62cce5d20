"""Cases outside the catalogue: YAML as somebody writes it down, checked, and what it leaves out filled in."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from migratietoets.conformance.catalogue.calendar import BEGIN, END
from migratietoets.conformance.catalogue.case.case import Case, Kind
from migratietoets.conformance.catalogue.case.reading import ATTRIBUTES, read_case, read_step
from migratietoets.conformance.catalogue.loose.documents import Document, documents
from migratietoets.conformance.catalogue.loose.faults import DAY, Path, impossible_days, place, sentence
from migratietoets.conformance.catalogue.products import producten
from migratietoets.conformance.catalogue.references import missing_references
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.shape import plain
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.modelregels import breakable
from migratietoets.istandaard.records.found_value import show
from migratietoets.istandaard.releases import Domein

KINDS = {
    "scripted": Kind.NEGATIVE,
    "played": Kind.POSITIVE,
    Kind.NEGATIVE.value: Kind.NEGATIVE,
    Kind.POSITIVE.value: Kind.POSITIVE,
}
"""`soort` -> what is done with the case: a script is the traffic itself, the rest is played."""
IGNORED = ("right", "not", "why", "bron", "toelichting", "verwacht")
"""Keys that say something to a reader, and nothing to the oracle."""
NOTHING: Mapping[str, Any] = {}
Fault = tuple[Path, str]
"""Where something is wrong, and what."""
NUMBER = 1
"""Every case is judged alone, so all may have the same number."""


_KEYS = {attribute: key for key, attribute in ATTRIBUTES.items()}
_QUOTED = re.compile(r"'(\w+)'")


def read_loose(name: str, stem: str, content: bytes) -> Iterator[Case | InputError]:
    """The cases of one file: one, a list, or several documents; what cannot be used comes out as an error.

    Args:
        name: the file, as errors name it.
        stem: what the ids begin with that the file does not give.
        content: what it holds. A document with `products` alone adds products for every case of the file.
    """
    found: list[Document] = []
    errors: list[InputError] = []
    products: dict[str, Any] = {}
    for one in documents(name, content):
        if isinstance(one, InputError):
            errors.append(one)
        elif isinstance(one.data, Mapping) and set(one.data) == {"products"}:
            products |= one.data["products"] if isinstance(one.data["products"], Mapping) else {}
        elif one.data is not None:
            found.append(one)
    if not found and not errors:
        errors.append(InputError(f"{name}: verwacht een geval met gegeven en verloop; gevonden geen. Schrijf er een."))
    for number, document in enumerate(found, start=1):
        try:
            yield _case(document, f"{stem}-{number}", products)
        except InputError as error:
            yield error
    yield from errors


def loose_case(place: str, name: str, data: object, products: Mapping[str, Any] = NOTHING) -> Case:
    """One case, as its YAML says it.

    Args:
        place: where it stands, as errors name it.
        name: its id when it gives none.
        data: what was read.
        products: what it knows beside those of the catalogue and its own.

    Raises:
        InputError: it cannot be used.
    """
    return _case(Document(place, data), name, products)


def _case(document: Document, name: str, products: Mapping[str, Any]) -> Case:
    data = document.data
    if not isinstance(data, Mapping):
        raise InputError(
            f"{document.at(())}: verwacht een geval met de sleutels gegeven en verloop; gevonden {show(data)}."
        )
    try:
        plain(data)
    except ValueError as error:
        raise InputError(f"{document.at(())}: {error}.") from None
    full = {"id": name, "titel": "", "rollen": list(ROLES), "domeinen": list(Domein), **data}
    own = data.get("products", {})
    full["products"] = {**products, **own} if isinstance(own, Mapping) else own
    _refuse(document, _faults(full))
    folder = str(full["id"]).partition("/")[0]
    full["hoofdstuk"] = full.get("hoofdstuk", folder if folder in _chapters() else "")
    full["soort"] = KINDS[full.get("soort", "scripted")]
    _refuse(document, (fault for number, step in enumerate(full["verloop"]) for fault in _step_faults(number, step)))
    try:
        case = read_case(NUMBER, {key: value for key, value in full.items() if key not in IGNORED} | {"bron": ""})
    except ValueError as error:
        raise InputError(f"{document.at(())}: verwacht waarden die bij elkaar passen; gevonden: {error}.") from None
    missing = missing_references(case)
    if missing:
        raise InputError(f"{document.place}, {'; '.join(missing)}. Controleer de namen en de volgorde.")
    return _bounded(document.place, case, said="tot" in full)


def _refuse(document: Document, faults: Iterable[Fault]) -> None:
    """Tell what is wrong, each thing once, if anything is.

    Raises:
        InputError: something is.
    """
    told = dict.fromkeys(
        f"{document.at(path)}, {place(path, document.data)}: {what}" if path else f"{document.at(path)}: {what}"
        for path, what in faults
    )
    if told:
        raise InputError("\n".join(one if one.endswith("?") else f"{one}." for one in told))


def _faults(full: Mapping[str, Any]) -> Iterator[Fault]:
    """What keeps a case from its shape, and the days that do not exist and the names given twice."""
    names = tuple(map(str, full["products"])) if isinstance(full["products"], Mapping) else ()
    wrong = [_innermost(error) for error in _validator(names).iter_errors(full)]
    kinds = {tuple(e.absolute_path) for e in wrong if e.validator == "type"}
    wrong = [e for e in wrong if e.validator == "type" or tuple(e.absolute_path) not in kinds]
    yield from sorted(((tuple(e.absolute_path), sentence(e)) for e in wrong), key=lambda fault: str(fault[0]))
    if not wrong:
        yield from impossible_days({key: full[key] for key in ("gegeven", "verloop", "tot") if key in full})
        seen: set[str] = set()
        for number, given in enumerate(full["gegeven"]["toewijzingen"]):
            if given["ref"] in seen:
                yield (
                    ("gegeven", "toewijzingen", number, "ref"),
                    f"verwacht een naam die nog niet gebruikt is; gevonden {given['ref']} nog eens",
                )
            seen.add(given["ref"])


def _step_faults(number: int, data: Mapping[str, Any]) -> Iterator[Fault]:
    """Whether a step says everything that its message or instruction needs, and nothing else."""
    try:
        read_step(data)
    except ValueError as error:
        yield ("verloop", number), f"verwacht waarden die bij elkaar passen; gevonden: {error}"
    except TypeError as error:
        names = [_KEYS.get(name, name) for name in _QUOTED.findall(str(error))]
        kind = f"een {data['bericht']['soort']}" if "bericht" in data else data.get("opdracht", "een kennisgeving")
        lacks = "missing" in str(error)
        what = f"{kind} zonder" if lacks else f"bij {kind} ook"
        yield (
            ("verloop", number),
            f"verwacht de sleutels die bij {kind} horen; gevonden {what} {', '.join(names)}",
        )


def _bounded(place: str, case: Case, *, said: bool) -> Case:
    """A script runs to its last step; a played case stays within the calendar, where nothing else would happen."""
    days = [step.at.date() for step in case.steps]
    if not case.positive:
        return case if said else replace(case, until=max([END, *days]))
    outside = next((day for day in days if not BEGIN <= day <= END), None)
    if outside is not None:
        raise InputError(
            f"{place}: verwacht in een gespeeld geval stappen van {BEGIN:%d-%m-%Y} tot en met {END:%d-%m-%Y}; "
            f"gevonden {outside:%d-%m-%Y}. Kies een andere dag, of soort: scripted."
        )
    return case


@cache
def _chapters() -> frozenset[str]:
    return frozenset(rule.chapter for rule in register().values())


@cache
def _validator(products: tuple[str, ...]) -> Draft202012Validator:
    """What a loose case must look like: as one of the catalogue, with other keys beside it and more products."""
    schema: dict[str, Any] = json.loads((files("migratietoets.cases") / "case.schema.json").read_text("utf-8"))
    content = schema["$defs"]["inhoud"]["properties"]
    content["product"] = {"enum": [*producten(), *products, None]}
    schema["$defs"]["bericht"]["properties"]["breekt"]["properties"]["regel"] = {"enum": breakable()}
    properties = {key: value for key, value in schema["properties"].items() if key not in {"basis", "verandering"}}
    text = {"type": "string"}
    codes = {"type": "object", "additionalProperties": False, "required": ["categorie", "code"],
             "properties": {"categorie": text, "code": text}}  # fmt: skip
    properties |= {
        "id": {"type": "string", "minLength": 1},
        "titel": {"type": "string"},
        "soort": {"enum": list(KINDS)},
        "hoofdstuk": {"enum": sorted(_chapters())},
        "products": {"type": "object", "additionalProperties": {
            "type": "object", "additionalProperties": False, "minProperties": 1,
            "properties": {str(domein): codes for domein in Domein},
        }},
        "strip": {"type": "array", "items": text},
        "tot": {"type": "string", "pattern": DAY},
    }  # fmt: skip
    properties |= {key: {} for key in IGNORED}
    return Draft202012Validator(
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["gegeven", "verloop"],
            "properties": properties,
            "$defs": schema["$defs"],
        }
    )


def _innermost(error: ValidationError) -> ValidationError:
    """The innermost thing that is wrong."""
    while error.context:
        error = _nearest(error)
    return error


def _nearest(error: ValidationError) -> ValidationError:
    """Of what fits none of several shapes, the first thing that keeps it from the shape it was meant to have."""
    context = list(error.context or ())
    shapes = error.validator_value if isinstance(error.validator_value, list) else []
    data = error.instance if isinstance(error.instance, Mapping) else {}
    meant = {number for number, shape in enumerate(shapes) if set(shape.get("required", ())[1:]) & set(data)}
    return next((one for one in context if one.relative_schema_path[0] in meant), context[0])
