"""The code lists as data: which code lives in which release, and what it is called there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from istandaard.bestanden import lees_yaml
from istandaard.releases import Domein, Release

EENHEID = "WJ756"
FREQUENTIE = "WMO757"
RETOURCODE = "WJ001"
REDEN_VERZOEK = "WJ758"
REDEN_AFWIJZING = "WJ759"
PRODUCTCATEGORIE = {Domein.WMO: "WMO020", Domein.JW: "JZ020"}
REDEN_WIJZIGING = {Domein.WMO: "WMO002", Domein.JW: "JZ002"}
REDEN_BEEINDIGING = {Domein.WMO: "WMO588", Domein.JW: "JZ588"}

_BESTANDEN = ("lijsten.yaml", "retourcodes.yaml")


@dataclass(frozen=True, slots=True)
class Codelijst:
    """One list.

    Attributes:
        id: "WJ756" and so on.
        naam: what it is about, in Dutch.
        labels: release -> code -> label; a list without labels repeats the code.
    """

    id: str
    naam: str
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


def _lijst(id_: str, bron: dict[str, Any]) -> Codelijst:
    codes = bron["codes"]
    if isinstance(codes, str):
        codes = {code: code for code in codes.split()}
    labels: dict[Release, Mapping[str, str]] = {}
    for release in Release:
        bestaat = bron.get("alleen", release) == release
        per_code = {code: wat.get(str(release)) if isinstance(wat, dict) else wat for code, wat in codes.items()}
        labels[release] = MappingProxyType({code: wat for code, wat in per_code.items() if bestaat and wat is not None})
    return Codelijst(id_, bron["naam"], MappingProxyType(labels))


@cache
def _lijsten() -> dict[str, Codelijst]:
    bronnen = [lees_yaml("istandaard.codelijsten", naam) for naam in _BESTANDEN]
    return {id_: _lijst(id_, bron) for lijsten in bronnen for id_, bron in lijsten.items()}


def codelijsten() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(_lijsten())


def codelijst(naam: str) -> Codelijst:
    """A list by its id, such as "WJ756".

    Raises:
        KeyError: no such list.
    """
    return _lijsten()[naam]
