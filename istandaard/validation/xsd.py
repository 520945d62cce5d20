"""Compile XSD files, ours or the official ones, without ever reading outside their folder."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from migratietoets.istandaard.berichten.xml.parser import tree
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.xsd_writer import XSD_FOLDER

_XS = "{http://www.w3.org/2001/XMLSchema}"
_REFERENCES = (f"{_XS}import", f"{_XS}include", f"{_XS}redefine")
_OWN = "istandaard:"
_MOST_XSDS = 500
_BOM = b"\xef\xbb\xbf"


class _OnlyOurs(etree.Resolver):
    """Serve schemas from memory by the names we gave them; refuse everything else."""

    def __init__(self, texts: dict[str, bytes]) -> None:
        super().__init__()
        self._texts = texts

    def resolve(self, system_url: str, _: str, context: Any) -> Any:  # type: ignore[override]  # noqa: ANN401  # lxml
        text = self._texts.get(system_url)
        if text is None:
            raise InputError(
                f"XSD: verwijzing naar {system_url[:100]!r} gaat buiten de opgegeven map. Voeg de XSD toe."
            )
        return self.resolve_string(text, context, base_url=system_url)


def _read_folder(folder: Path) -> dict[str, etree._Element]:
    if not folder.is_dir():
        raise InputError(f"XSD: verwacht een map met XSD-bestanden; {str(folder)!r} is geen map.")
    paths = sorted(
        path for path in folder.rglob("*.xsd") if path.is_file() and path.resolve().is_relative_to(folder.resolve())
    )
    if len(paths) > _MOST_XSDS:
        raise InputError(f"XSD: verwacht ten hoogste {_MOST_XSDS} bestanden; gevonden {len(paths)} in {str(folder)!r}.")
    return {path.relative_to(folder).as_posix(): tree(path.read_bytes().removeprefix(_BOM)) for path in paths}


def _point_inside(schemas: dict[str, etree._Element]) -> dict[str, bytes]:
    """Point every import and include at a schema of the folder: by namespace, or by file name."""
    per_namespace = {root.get("targetNamespace"): name for name, root in reversed(schemas.items())}
    per_file = {name.rsplit("/", 1)[-1]: name for name in reversed(schemas)}
    for name, root in schemas.items():
        for reference in root.iter(*_REFERENCES):
            file = reference.get("schemaLocation", "").replace("\\", "/").rsplit("/", 1)[-1]
            same_folder = name[: name.rfind("/") + 1] + file
            target = same_folder if same_folder in schemas else per_file.get(file)
            if reference.tag == f"{_XS}import" and (
                target is None or schemas[target].get("targetNamespace") != reference.get("namespace")
            ):
                target = per_namespace.get(reference.get("namespace"))
            reference.set("schemaLocation", _OWN + (target if target is not None else f"ontbreekt/{file}"))
    return {_OWN + name: etree.tostring(root) for name, root in schemas.items()}


@lru_cache(maxsize=4)
def _texts(folder: Path) -> dict[str, bytes]:
    return _point_inside(_read_folder(folder))


@lru_cache(maxsize=64)
def load_schema(folder: Path, namespace: str) -> etree.XMLSchema:
    """Compile the schema for a namespace from the XSD files in a folder.

    Imports and includes are looked for in that folder alone, whatever location they name; nothing is fetched.

    Raises:
        InputError: no such folder, no schema for that namespace, or one that cannot be used.
    """
    texts = _texts(folder)
    source = _OnlyOurs(texts)
    for name, text in texts.items():
        root = tree(text, source)
        if root.get("targetNamespace") == namespace:
            try:
                return etree.XMLSchema(root)
            except etree.XMLSchemaParseError as error:
                raise InputError(f"XSD: {name.removeprefix(_OWN)} is niet te gebruiken: {str(error)[:200]}") from None
    raise InputError(f"XSD: in {str(folder)!r} staat geen schema voor {namespace}. Voeg die XSD toe.")


def own_folder(release: Release, domein: Domein) -> Path:
    """The folder with our own schemas of a release and domain."""
    return XSD_FOLDER / str(release) / str(domein)
