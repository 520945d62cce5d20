"""The code lists as data: which code lives in which release, and what it is called there.

Each file `<what it is about>.yaml` holds one list, or the lists that belong together (one a domein), by id. Its `codes`
are `code: label` where both releases agree, `code: {"2.4": label, ...}` where a release has its own label or lacks the
code, or one text with only codes; `alleen` names the one release that has the list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein, Release

EENHEID = "WJ756"
FREQUENTIE = "WMO757"
RETOURCODE = "WJ001"
GESLACHT = "COD046"
REDEN_VERZOEK = "WJ758"
REDEN_AFWIJZING = "WJ759"
PRODUCTCATEGORIE = {Domein.WMO: "WMO020", Domein.JW: "JZ020"}
REDEN_WIJZIGING = {Domein.WMO: "WMO002", Domein.JW: "JZ002"}
REDEN_BEEINDIGING = {Domein.WMO: "WMO588", Domein.JW: "JZ588"}

_PACKAGE = "migratietoets.istandaard.codelijsten"


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list.

    Attributes:
        id: "WJ756" and so on.
        name: what it is about, in Dutch.
        labels: release -> code -> label; a list without labels repeats the code.
    """

    id: str
    name: str
    labels: Mapping[Release, Mapping[str, str]]

    def codes(self, release: Release) -> frozenset[str]:
        """The codes of a release; empty when the list does not exist there."""
        return frozenset(self.labels[release])

    def label(self, code: str, release: Release) -> str:
        """What a code is called in a release.

        Raises:
            KeyError: the code is not in the list of that release.
        """
        return self.labels[release][code]


def _list(id_: str, source: dict[str, Any]) -> CodeList:
    codes = source["codes"]
    if isinstance(codes, str):
        codes = {code: code for code in codes.split()}
    labels: dict[Release, Mapping[str, str]] = {}
    for release in Release:
        exists = source.get("alleen", release) == release
        per_code = {code: what.get(str(release)) if isinstance(what, dict) else what for code, what in codes.items()}
        labels[release] = MappingProxyType(
            {code: what for code, what in per_code.items() if exists and what is not None}
        )
    return CodeList(id_, source["naam"], MappingProxyType(labels))


@cache
def _lists() -> dict[str, CodeList]:
    found = sorted(file.name for file in files(_PACKAGE).iterdir() if file.name.endswith(".yaml"))
    return {id_: _list(id_, source) for name in found for id_, source in read_yaml(_PACKAGE, name).items()}


def code_lists() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(_lists())


def code_list(name: str) -> CodeList:
    """A list by its id, such as "WJ756".

    Raises:
        KeyError: no such list.
    """
    return _lists()[name]
