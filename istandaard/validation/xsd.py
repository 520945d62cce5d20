"""Compile XSD files, ours or the official ones, without ever reading outside their folder."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from migratietoets.istandaard.berichten.bericht import short
from migratietoets.istandaard.berichten.xml.file_bytes import MAX_BYTES
from migratietoets.istandaard.berichten.xml.parser import tree
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.refusals import refusal
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import bericht_namespace, kinds
from migratietoets.istandaard.schemas.xsd_writer import XSD_FOLDER
from migratietoets.istandaard.terminal import printable

_XS = "{http://www.w3.org/2001/XMLSchema}"
_REFERENCES = (f"{_XS}import", f"{_XS}include", f"{_XS}redefine")
_OWN = "istandaard:"
_MOST_XSDS = 500
_BOM = b"\xef\xbb\xbf"

Detected = tuple[str, Release, Domein]


@dataclass(frozen=True, slots=True)
class _Schema:
    """An XSD of a folder.

    Attributes:
        text: the schema, with every reference pointed inside the folder.
        missing: the files it refers to that are not there.
    """

    namespace: str | None
    text: bytes
    missing: tuple[str, ...]


class _OnlyOurs(etree.Resolver):
    """Serve schemas from memory by the names we gave them; refuse everything else."""

    def __init__(self, schemas: dict[str, _Schema]) -> None:
        super().__init__()
        self._schemas = schemas

    def resolve(self, system_url: str, _: str, context: Any) -> Any:  # type: ignore[override]  # noqa: ANN401  # lxml
        found = self._schemas.get(system_url)
        if found is None:
            raise InputError(f"verwijzing naar {system_url[:100]!r} gaat buiten de opgegeven map")
        return self.resolve_string(found.text, context, base_url=system_url)


def _shown(folder: Path, name: str = "") -> str:
    return printable(str(folder / name))


def _files(folder: Path) -> Iterator[Path]:
    """Every XSD in a folder that is really in it; what a system keeps hidden is none.

    Raises:
        InputError: a folder in it cannot be read.
    """

    def refuse(error: OSError) -> None:
        raise InputError(f"XSD: {_shown(Path(error.filename or folder))}: niet te lezen: {refusal(error)}.")

    inside = folder.resolve()
    for here, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            visible = name.lower().endswith(".xsd") and not name.startswith(".")
            if visible and path.is_file() and path.resolve().is_relative_to(inside):
                yield path


def _read_folder(folder: Path) -> dict[str, etree._Element]:
    if not folder.is_dir():
        raise InputError(f"XSD: verwacht een map met XSD-bestanden; {_shown(folder)} is geen map.")
    paths = list(_files(folder))
    if len(paths) > _MOST_XSDS:
        raise InputError(
            f"XSD: verwacht ten hoogste {_MOST_XSDS} bestanden; gevonden {len(paths)} in {_shown(folder)}."
        )
    return {path.relative_to(folder).as_posix(): _parsed(path) for path in paths}


def _parsed(path: Path) -> etree._Element:
    try:
        with path.open("rb") as file:
            return tree(file.read(MAX_BYTES + 1).removeprefix(_BOM))
    except OSError as error:
        raise InputError(f"XSD: {_shown(path)}: niet te lezen: {refusal(error)}. Controleer de rechten.") from None
    except InputError as error:
        raise InputError(f"XSD: {_shown(path)}: {error}") from None


def _point_inside(schemas: dict[str, etree._Element]) -> dict[str, _Schema]:
    """Point every import and include at a schema of the folder: the one beside it, or by namespace or file name."""
    per_namespace = {root.get("targetNamespace"): name for name, root in reversed(schemas.items())}
    per_file = {name.rsplit("/", 1)[-1]: name for name in reversed(schemas)}
    missing: dict[str, list[str]] = {}
    for name, root in schemas.items():
        for reference in root.iter(*_REFERENCES):
            file = reference.get("schemaLocation", "").replace("\\", "/").rsplit("/", 1)[-1]
            same_folder = name[: name.rfind("/") + 1] + file
            target = same_folder if same_folder in schemas else per_file.get(file)
            if reference.tag == f"{_XS}import" and (
                target is None or schemas[target].get("targetNamespace") != reference.get("namespace")
            ):
                target = per_namespace.get(reference.get("namespace"))
            if target is None:
                missing.setdefault(name, []).append(file or reference.get("namespace", ""))
            reference.set("schemaLocation", _OWN + (target if target is not None else f"ontbreekt/{file}"))
    return {
        _OWN + name: _Schema(root.get("targetNamespace"), etree.tostring(root), tuple(missing.get(name, ())))
        for name, root in schemas.items()
    }


@lru_cache(maxsize=8)
def _schemas(folder: Path) -> dict[str, _Schema]:
    return _point_inside(_read_folder(folder))


@lru_cache(maxsize=128)
def load_schema(xsd: Path | None, kind: str, release: Release, domein: Domein) -> etree.XMLSchema:
    """Compile the schema of a message: the one in the folder where that has one, and otherwise ours.

    Imports and includes are looked for in that folder alone, whatever location they name; nothing is fetched.

    Raises:
        InputError: no such folder, or a file in it cannot be used; the text names it.
    """
    if xsd is None or (kind, release, domein) not in official(xsd):
        xsd = own_folder(release, domein)
    schemas = _schemas(xsd)
    source, namespace = _OnlyOurs(schemas), bericht_namespace(kind, release, domein).uri
    name, schema = next((name, one) for name, one in schemas.items() if one.namespace == namespace)
    place = _shown(xsd, name.removeprefix(_OWN))
    if schema.missing:
        raise InputError(
            f"XSD: {place} verwijst naar {short(schema.missing[0], 100)}, dat niet in de map staat. Zet het ernaast."
        )
    try:
        return etree.XMLSchema(tree(schema.text, source))
    except etree.XMLSchemaParseError as error:
        last = error.error_log.last_error if error.error_log is not None else None
        imported = last is not None and (last.filename or "").startswith(_OWN)
        file = _shown(xsd, last.filename.removeprefix(_OWN)) if last is not None and imported else place
        line = f", regel {last.line}" if last is not None and last.line > 0 else ""
        raise InputError(f"XSD: {file}{line} is niet te gebruiken: {short(str(error), 200)}") from None


@lru_cache(maxsize=8)
def official(folder: Path) -> frozenset[Detected]:
    """The messages that a folder with official schemas has one for.

    Raises:
        InputError: no such folder, or a file in it cannot be read.
    """
    namespaces = {schema.namespace for schema in _schemas(folder).values()}
    return frozenset(one for one in _messages(Domein) if bericht_namespace(*one).uri in namespaces)


def _messages(domeinen: Iterable[Domein]) -> Iterator[Detected]:
    """Every message of some domeinen."""
    for domein in domeinen:
        for release in Release:
            for kind in kinds(release):
                yield kind, release, domein


def check_folder(folder: Path, domeinen: Iterable[Domein] = tuple(Domein)) -> str:
    """See that every schema of a folder that may be needed can be used; gives which those are, in Dutch.

    Raises:
        InputError: the folder has none, or one cannot be used; the text names it.
    """
    messages = list(_messages(domeinen))
    found = official(folder)
    used = [one for one in messages if one in found]
    if not used:
        raise InputError(
            f"XSD: in {_shown(folder)} staat geen schema van een bericht dat gevraagd wordt (zoals wmo301.xsd of "
            "jw301.xsd). Kies de map met de officiële XSD's."
        )
    for one in used:
        load_schema(folder, *one)
    rest = "voor de rest die van de kit" if len(used) < len(messages) else "voor alle berichten"
    return f"XSD's uit {_shown(folder)}: {'; '.join(_in_words(used))}; {rest}."


def _in_words(messages: Iterable[Detected]) -> Iterator[str]:
    per: dict[tuple[Domein, Release], list[str]] = {}
    for kind, release, domein in messages:
        per.setdefault((domein, release), []).append(kind)
    for (domein, release), found in per.items():
        which = "alle" if len(found) == len(kinds(release)) else ", ".join(found)
        yield f"{domein.upper()} {release} ({which})"


@lru_cache(maxsize=8)
def own_folder(release: Release, domein: Domein) -> Path:
    """The folder with our own schemas of a release and domain."""
    return XSD_FOLDER / str(release) / str(domein)
