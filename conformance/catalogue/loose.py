"""Cases outside the catalogue: YAML as somebody writes it down, checked, and what it leaves out filled in."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError

from migratietoets.conformance.catalogue.calendar import BEGIN, END
from migratietoets.conformance.catalogue.case.case import Case, Kind
from migratietoets.conformance.catalogue.case.reading import ATTRIBUTES, read_case, read_step
from migratietoets.conformance.catalogue.products import producten
from migratietoets.conformance.catalogue.references import missing_references
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.shape import in_dutch, too_deep_or_foreign
from migratietoets.istandaard.model import InputError
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
NUMBER = 1
"""Every case is judged alone, so all may have the same number."""


_KEYS = {attribute: key for key, attribute in ATTRIBUTES.items()}
_QUOTED = re.compile(r"'(\w+)'")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # which one is known at run time
    """A safe loader that leaves a day a text, with quotes or without."""


_Loader.yaml_implicit_resolvers = {
    start: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
    for start, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def read_loose(name: str, stem: str, content: bytes) -> Iterator[Case | InputError]:
    """The cases of one file: one, a list, or several documents; what cannot be used comes out as an error.

    Args:
        name: the file, as errors name it.
        stem: what the ids begin with that the file does not give.
        content: what it holds. A document with `products` alone adds products for every case of the file.
    """
    found: list[tuple[str, Any]] = []
    errors: list[InputError] = []
    products: dict[str, Any] = {}
    for place, data in _documents(name, content, errors):
        if isinstance(data, Mapping) and set(data) == {"products"}:
            products |= data["products"] if isinstance(data["products"], Mapping) else {}
        else:
            found.append((place, data))
    for number, (place, data) in enumerate(found, start=1):
        try:
            yield loose_case(place, f"{stem}-{number}", data, products)
        except InputError as error:
            yield error
    yield from errors


def _documents(name: str, content: bytes, errors: list[InputError]) -> Iterator[tuple[str, Any]]:
    """Every case of a file with its place, of a list each of its items."""
    try:
        for document in yaml.load_all(content, Loader=_Loader):  # a safe loader
            many = document if isinstance(document, list) else [document] if document is not None else []
            for number, one in enumerate(many, start=1):
                label = one.get("id") if isinstance(one, Mapping) else None
                yield f"{name}: geval {label or number}", one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" op regel {mark.line + 1}" if mark is not None else ""
        errors.append(
            InputError(
                f"{name}: verwacht YAML; gevonden{where}: {getattr(error, 'problem', None) or 'iets anders'}. "
                "Herstel de opmaak van het bestand."
            )
        )


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
    if not isinstance(data, Mapping):
        raise InputError(f"{place}: verwacht een geval met de sleutels gegeven en verloop; gevonden iets anders.")
    full = {
        "id": name,
        "titel": "",
        "rollen": list(ROLES),
        "domeinen": list(Domein),
        **data,
    }
    foreign = too_deep_or_foreign(data)
    if foreign is not None:
        raise InputError(f"{place}: {foreign}.")
    own = data.get("products", {})
    full["products"] = {**products, **own} if isinstance(own, Mapping) else own
    names = tuple(map(str, full["products"])) if isinstance(own, Mapping) else ()
    faults = [_sentence(error) for error in _validator(names).iter_errors(full)]
    if faults:
        raise InputError(f"{place}: {'; '.join(sorted(faults))}.")
    folder = str(full["id"]).partition("/")[0]
    full["hoofdstuk"] = full.get("hoofdstuk", folder if folder in _chapters() else "")
    full["soort"] = KINDS[full.get("soort", "scripted")]
    for number, step in enumerate(full["verloop"], start=1):
        _check_step(f"{place}, stap {number}", step)
    try:
        case = read_case(NUMBER, {key: value for key, value in full.items() if key not in IGNORED} | {"bron": ""})
    except ValueError as error:
        raise InputError(f"{place}: verwacht datums die bestaan; gevonden: {error}.") from None
    missing = missing_references(case)
    if missing:
        raise InputError(f"{place}, {'; '.join(missing)}.")
    return _bounded(place, case, said="tot" in full)


def _check_step(place: str, data: Mapping[str, Any]) -> None:
    """Whether a step says everything that its message or instruction needs, and nothing else."""
    try:
        read_step(data)
    except ValueError as error:
        raise InputError(f"{place}: verwacht datums en tijden die bestaan; gevonden: {error}.") from None
    except TypeError as error:
        names = [_KEYS.get(name, name) for name in _QUOTED.findall(str(error))]
        fault = "gevonden zonder" if "missing" in str(error) else "gevonden ook"
        raise InputError(
            f"{place}: verwacht de sleutels die bij dit bericht of deze opdracht horen; {fault} {', '.join(names)}."
        ) from None


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


def _sentence(error: ValidationError) -> str:
    """One clause about the innermost thing that is wrong."""
    while error.context:
        error = _innermost(error)
    return in_dutch(error)


def _innermost(error: ValidationError) -> ValidationError:
    """Of what fits none of several shapes, the first thing that keeps it from the shape it was meant to have."""
    context = list(error.context or ())
    shapes = error.validator_value if isinstance(error.validator_value, list) else []
    data = error.instance if isinstance(error.instance, Mapping) else {}
    meant = {number for number, shape in enumerate(shapes) if set(shape.get("required", ())[1:]) & set(data)}
    return next((one for one in context if one.relative_schema_path[0] in meant), context[0])
