"""Compile XSD files, ours or the official ones, without ever reading outside their folder."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from istandaard.berichten.lezen import boom
from istandaard.model import Invoerfout
from istandaard.releases import Domein, Release
from istandaard.schemas.schrijven import XSD_MAP

_XS = "{http://www.w3.org/2001/XMLSchema}"
_VERWIJZINGEN = (f"{_XS}import", f"{_XS}include", f"{_XS}redefine")
_EIGEN = "istandaard:"
_MEESTE_XSDS = 500
_BOM = b"\xef\xbb\xbf"


class _Alleen(etree.Resolver):
    """Serve schemas from memory by the names we gave them; refuse everything else."""

    def __init__(self, teksten: dict[str, bytes]) -> None:
        super().__init__()
        self._teksten = teksten

    def resolve(self, system_url: str, _: str, context: Any) -> Any:  # type: ignore[override]  # noqa: ANN401  # lxml
        tekst = self._teksten.get(system_url)
        if tekst is None:
            raise Invoerfout(
                f"XSD: verwijzing naar {system_url[:100]!r} gaat buiten de opgegeven map. Voeg de XSD toe."
            )
        return self.resolve_string(tekst, context, base_url=system_url)


def _lees_map(map_: Path) -> dict[str, etree._Element]:
    if not map_.is_dir():
        raise Invoerfout(f"XSD: verwacht een map met XSD-bestanden; {str(map_)!r} is geen map.")
    paden = sorted(pad for pad in map_.rglob("*.xsd") if pad.is_file() and pad.resolve().is_relative_to(map_.resolve()))
    if len(paden) > _MEESTE_XSDS:
        raise Invoerfout(f"XSD: verwacht ten hoogste {_MEESTE_XSDS} bestanden; gevonden {len(paden)} in {str(map_)!r}.")
    return {pad.relative_to(map_).as_posix(): boom(pad.read_bytes().removeprefix(_BOM)) for pad in paden}


def _naar_binnen(schemas: dict[str, etree._Element]) -> dict[str, bytes]:
    """Point every import and include at a schema of the folder: by namespace, or by file name."""
    per_ruimte = {wortel.get("targetNamespace"): naam for naam, wortel in reversed(schemas.items())}
    per_bestand = {naam.rsplit("/", 1)[-1]: naam for naam in reversed(schemas)}
    for naam, wortel in schemas.items():
        for verwijzing in wortel.iter(*_VERWIJZINGEN):
            bestand = verwijzing.get("schemaLocation", "").replace("\\", "/").rsplit("/", 1)[-1]
            zelfde_map = naam[: naam.rfind("/") + 1] + bestand
            doel = zelfde_map if zelfde_map in schemas else per_bestand.get(bestand)
            if verwijzing.tag == f"{_XS}import" and (
                doel is None or schemas[doel].get("targetNamespace") != verwijzing.get("namespace")
            ):
                doel = per_ruimte.get(verwijzing.get("namespace"))
            verwijzing.set("schemaLocation", _EIGEN + (doel if doel is not None else f"ontbreekt/{bestand}"))
    return {_EIGEN + naam: etree.tostring(wortel) for naam, wortel in schemas.items()}


@lru_cache(maxsize=4)
def _teksten(map_: Path) -> dict[str, bytes]:
    return _naar_binnen(_lees_map(map_))


@lru_cache(maxsize=64)
def laad_schema(map_: Path, naamruimte: str) -> etree.XMLSchema:
    """Compile the schema for a namespace from the XSD files in a folder.

    Imports and includes are looked for in that folder alone, whatever location they name; nothing is fetched.

    Raises:
        Invoerfout: no such folder, no schema for that namespace, or one that cannot be used.
    """
    teksten = _teksten(map_)
    bron = _Alleen(teksten)
    for naam, tekst in teksten.items():
        wortel = boom(tekst, bron)
        if wortel.get("targetNamespace") == naamruimte:
            try:
                return etree.XMLSchema(wortel)
            except etree.XMLSchemaParseError as fout:
                raise Invoerfout(f"XSD: {naam.removeprefix(_EIGEN)} is niet te gebruiken: {str(fout)[:200]}") from None
    raise Invoerfout(f"XSD: in {str(map_)!r} staat geen schema voor {naamruimte}. Voeg die XSD toe.")


def eigen_map(release: Release, domein: Domein) -> Path:
    """The folder with our own schemas of a release and domain."""
    return XSD_MAP / str(release) / str(domein)
