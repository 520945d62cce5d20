"""The case catalogue: cases/*.yaml, given symbolic clients and numbers their values per campaign."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from conformance.afgeleid import leid_af
from generators.personen import persoon
from istandaard.bestanden import lees_yaml
from istandaard.model import Client, Invoerfout, Nieuw, Toewijzing
from istandaard.releases import Domein

GEMEENTE = "0344"
AANBIEDERS = {1: "99990001", 2: "99990002"}
EIGEN_AANBIEDER = frozenset({"declareren", "vot-vow"})
"""Chapters with messages that do not name one client: here aanbieder 1 is another in each case, which says whose."""
EIGEN_AGB_VANAF = 4000
"""Where their AGB codes begin."""
CLIENTEN_PER_GEVAL = 6
NUMMERS_PER_GEVAL = 100
SEED = 0


@dataclass(frozen=True)
class Geval:
    """One case as written; `nummer` is its permanent number from ids.lock."""

    nummer: int
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The path below cases/, without .yaml."""
        return str(self.data["id"])

    @property
    def hoofdstuk(self) -> str:
        """The folder it stands in."""
        return self.id.partition("/")[0]

    @property
    def titel(self) -> str:
        """One Dutch line."""
        return str(self.data["titel"])

    @property
    def positief(self) -> bool:
        """True when it is played against a party; a negative case is a script for the oracle alone."""
        return bool(self.data["soort"] != "negatief")

    @property
    def basis(self) -> str | None:
        """Metamorphic: the case it is derived from and compared with."""
        return self.data.get("basis")

    @property
    def rollen(self) -> list[str]:
        """The roles it judges."""
        return list(self.data["rollen"])

    @property
    def domeinen(self) -> list[Domein]:
        """The domains it is played in."""
        return [Domein(d) for d in self.data["domeinen"]]

    @property
    def regels(self) -> dict[str, int]:
        """Positive: rule -> least number of evaluations."""
        return dict(self.data.get("regels", {}))

    @property
    def verwacht(self) -> dict[str, str]:
        """Negative: rule -> what the oracle must find."""
        return dict(self.data.get("verwacht", {}))

    @property
    def verloop(self) -> list[Mapping[str, Any]]:
        """The steps."""
        return list(self.data["verloop"])


def map_cases() -> Path:
    """The folder of the catalogue."""
    return Path(str(files("cases")))


@cache
def producten() -> dict[str, dict[str, dict[str, str]]]:
    """Product name -> domain -> categorie and code."""
    return lees_yaml("cases", "producten.yaml")


@cache
def gevallen() -> dict[str, Geval]:
    """Every case by id, sorted."""
    nummers = {}
    lock = map_cases() / "ids.lock"
    for regel in lock.read_text("utf-8").splitlines() if lock.exists() else ():
        if regel and not regel.startswith("#"):
            nummer, geval_id = regel.split(maxsplit=1)
            nummers[geval_id] = int(nummer)
    uit = {}
    for pad in sorted(map_cases().glob("*/*.yaml")):
        data = lees_yaml("cases", f"{pad.parent.name}/{pad.name}")
        uit[data["id"]] = Geval(nummers.get(data["id"], 0), data)
    for naam, geval in uit.items():
        if geval.basis is not None:
            uit[naam] = Geval(geval.nummer, leid_af(uit[geval.basis].data, geval.data))
    return uit


def geval(geval_id: str) -> Geval:
    """One case.

    Raises:
        Invoerfout: there is no such case.
    """
    gevonden = gevallen().get(geval_id)
    if gevonden is None:
        raise Invoerfout(
            f"Geval {geval_id} bestaat niet. Verwacht: een id als toewijzingen/per-4-weken-specifiek. "
            "Alle gevallen: migratietoets cases."
        )
    return gevonden


def agb(geval: Geval, index: int) -> str:
    """The AGB code of aanbieder 1 or 2 in a case."""
    if index == 1 and geval.hoofdstuk in EIGEN_AANBIEDER:
        return f"9999{EIGEN_AGB_VANAF + geval.nummer:04d}"
    return AANBIEDERS[index]


def aanbieders(gevallen_: Iterable[Geval]) -> list[str]:
    """The AGB codes of every aanbieder that takes part in these cases."""
    return sorted({*AANBIEDERS.values(), *(agb(g, 1) for g in gevallen_)})


@dataclass(frozen=True)
class Invulling:
    """A case in one domain: the values of its clients, numbers and products."""

    geval: Geval
    domein: Domein

    def aanbieder(self, index: int) -> str:
        """The AGB code of aanbieder 1 or 2 in this case."""
        return agb(self.geval, index)

    def client(self, ref: str) -> Client:
        """A client of this case (A, B, ...): a test person with a test BSN of its own."""
        positie = self.geval.nummer * CLIENTEN_PER_GEVAL + ord(ref[0]) - ord("A")
        return persoon(SEED, positie, (self.domein,)).client

    def clienten(self) -> dict[str, Client]:
        """Every client named in the case, by ref."""
        refs = {t.get("client", "A") for t in self.geval.data["gegeven"]["toewijzingen"]}
        for stap in self.geval.verloop:
            deel = stap.get("bericht") or stap.get("kennisgeving") or stap
            refs.add(deel.get("client") or "A")
        return {ref: self.client(ref) for ref in sorted(refs)}

    def nummer(self, symbool: int | None) -> str | None:
        """The toewijzingnummer for a symbolic one."""
        return None if symbool is None else str(self.geval.nummer * NUMMERS_PER_GEVAL + symbool)

    def product(self, naam: str | None, *, specifiek: bool) -> tuple[str | None, str | None]:
        """Categorie and code of a product name in this domain; generiek has neither."""
        if naam is None:
            return None, None
        gevonden = producten()[naam][self.domein]
        return gevonden["categorie"], gevonden["code"] if specifiek else None

    def toewijzing(self, data: Mapping[str, Any]) -> Toewijzing:
        """A given toewijzing as a record; its id is <case number>-<ref>."""
        categorie, code = self.product(data["product"], specifiek=data["specifiek"])
        return Toewijzing(
            id=f"{self.geval.nummer}-{data['ref']}",
            gemeente=GEMEENTE,
            domein=self.domein,
            aanbieder=self.aanbieder(data.get("aanbieder", 1)),
            bsn=self.client(data.get("client", "A")).bsn,
            toewijzingnummer=self.nummer(data["nummer"]),
            categorie=categorie,
            code=code,
            volume=data.get("volume"),
            eenheid=data.get("eenheid"),
            frequentie=data.get("frequentie"),
            budget=data.get("budget"),
            ingangsdatum=date.fromisoformat(data["ingangsdatum"]),
            einddatum=data["einddatum"] and date.fromisoformat(data["einddatum"]),
            uitvoering=data.get("uitvoering"),
            vervanging=data.get("vervanging"),
            gestart=data.get("gestart", True),
            instemming=data.get("instemming", True),
            nieuw=self._nieuw(data),
        )

    def _nieuw(self, data: Mapping[str, Any]) -> Nieuw | None:
        if data.get("nieuw") is None:
            return None
        wens = dict(data["nieuw"])
        code = self.product(data["product"], specifiek=True)[1] if wens.pop("specifiek", False) else None
        return Nieuw(code=code, **wens)

    def toewijzingen(self) -> dict[str, Toewijzing]:
        """The stock of this case, by ref."""
        return {t["ref"]: self.toewijzing(t) for t in self.geval.data["gegeven"]["toewijzingen"]}
