"""The case catalogue: cases/*.yaml, given symbolic clients and numbers their values per campaign."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from migratietoets.conformance.catalogue.derived import derive
from migratietoets.generators.people.clients import person
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.model import Client, InputError, NewContent, Toewijzing
from migratietoets.istandaard.releases import Domein

GEMEENTE = "0344"
AANBIEDERS = {1: "99990001", 2: "99990002"}
OWN_AANBIEDER = frozenset({"declareren", "vot-vow"})
"""Chapters with messages that do not name one client: here aanbieder 1 is another in each case, which says whose."""
OWN_AGB_START = 4000
"""Where their AGB codes begin."""
CLIENTS_PER_CASE = 6
NUMBERS_PER_CASE = 100
SEED = 0


@dataclass(frozen=True)
class Case:
    """One case as written; `number` is its permanent number from ids.lock."""

    number: int
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The path below cases/, without .yaml."""
        return str(self.data["id"])

    @property
    def chapter(self) -> str:
        """The folder it stands in."""
        return self.id.partition("/")[0]

    @property
    def title(self) -> str:
        """One Dutch line."""
        return str(self.data["titel"])

    @property
    def source(self) -> str:
        """Where in the source text it stands."""
        return str(self.data["bron"])

    @property
    def positive(self) -> bool:
        """True when it is played against a party; a negative case is a script for the oracle alone."""
        return bool(self.data["soort"] != "negatief")

    @property
    def base(self) -> str | None:
        """Metamorphic: the case it is derived from and compared with."""
        return self.data.get("basis")

    @property
    def roles(self) -> list[str]:
        """The roles it judges."""
        return list(self.data["rollen"])

    @property
    def domeinen(self) -> list[Domein]:
        """The domains it is played in."""
        return [Domein(d) for d in self.data["domeinen"]]

    @property
    def rules(self) -> dict[str, int]:
        """Positive: rule -> least number of evaluations."""
        return dict(self.data.get("regels", {}))

    @property
    def expected(self) -> dict[str, str]:
        """Negative: rule -> what the oracle must find."""
        return dict(self.data.get("verwacht", {}))

    @property
    def steps(self) -> list[Mapping[str, Any]]:
        """The steps."""
        return list(self.data["verloop"])


def cases_folder() -> Path:
    """The folder of the catalogue."""
    return Path(str(files("migratietoets.cases")))


@cache
def producten() -> dict[str, dict[str, dict[str, str]]]:
    """Product name -> domain -> categorie and code."""
    return read_yaml("migratietoets.cases", "producten.yaml")


@cache
def cases() -> dict[str, Case]:
    """Every case by id, sorted."""
    numbers = {}
    lock = cases_folder() / "ids.lock"
    for line in lock.read_text("utf-8").splitlines() if lock.exists() else ():
        if line and not line.startswith("#"):
            number, case_id = line.split(maxsplit=1)
            numbers[case_id] = int(number)
    out = {}
    for path in sorted(cases_folder().glob("*/*.yaml")):
        data = read_yaml("migratietoets.cases", f"{path.parent.name}/{path.name}")
        out[data["id"]] = Case(numbers.get(data["id"], 0), data)
    for name, case in out.items():
        if case.base is not None:
            out[name] = Case(case.number, derive(out[case.base].data, case.data))
    return out


def case(case_id: str) -> Case:
    """One case.

    Raises:
        InputError: there is no such case.
    """
    found = cases().get(case_id)
    if found is None:
        raise InputError(
            f"Geval {case_id} bestaat niet. Verwacht: een id als toewijzingen/per-4-weken-specifiek. "
            "Alle gevallen: migratietoets cases."
        )
    return found


def agb(case: Case, index: int) -> str:
    """The AGB code of aanbieder 1 or 2 in a case."""
    if index == 1 and case.chapter in OWN_AANBIEDER:
        return f"9999{OWN_AGB_START + case.number:04d}"
    return AANBIEDERS[index]


def aanbieders(some_cases: Iterable[Case]) -> list[str]:
    """The AGB codes of every aanbieder that takes part in these cases."""
    return sorted({*AANBIEDERS.values(), *(agb(g, 1) for g in some_cases)})


@dataclass(frozen=True)
class FilledCase:
    """A case in one domain: the values of its clients, numbers and products."""

    case: Case
    domein: Domein

    def aanbieder(self, index: int) -> str:
        """The AGB code of aanbieder 1 or 2 in this case."""
        return agb(self.case, index)

    def client(self, ref: str) -> Client:
        """A client of this case (A, B, ...): a test person with a test BSN of its own."""
        position = self.case.number * CLIENTS_PER_CASE + ord(ref[0]) - ord("A")
        return person(SEED, position, (self.domein,)).client

    def clients(self) -> dict[str, Client]:
        """Every client named in the case, by ref."""
        refs = {t.get("client", "A") for t in self.case.data["gegeven"]["toewijzingen"]}
        for step in self.case.steps:
            part = step.get("bericht") or step.get("kennisgeving") or step
            refs.add(part.get("client") or "A")
        return {ref: self.client(ref) for ref in sorted(refs)}

    def number(self, symbol: int | None) -> str | None:
        """The toewijzingnummer for a symbolic one."""
        return None if symbol is None else str(self.case.number * NUMBERS_PER_CASE + symbol)

    def product(self, name: str | None, *, specifiek: bool) -> tuple[str | None, str | None]:
        """Categorie and code of a product name in this domain; generiek has neither."""
        if name is None:
            return None, None
        found = producten()[name][self.domein]
        return found["categorie"], found["code"] if specifiek else None

    def toewijzing(self, data: Mapping[str, Any]) -> Toewijzing:
        """A given toewijzing as a record; its id is <case number>-<ref>."""
        categorie, code = self.product(data["product"], specifiek=data["specifiek"])
        return Toewijzing(
            id=f"{self.case.number}-{data['ref']}",
            gemeente=GEMEENTE,
            domein=self.domein,
            aanbieder=self.aanbieder(data.get("aanbieder", 1)),
            bsn=self.client(data.get("client", "A")).bsn,
            toewijzingnummer=self.number(data["nummer"]),
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
            nieuw=self._new(data),
        )

    def _new(self, data: Mapping[str, Any]) -> NewContent | None:
        if data.get("nieuw") is None:
            return None
        wish = dict(data["nieuw"])
        code = self.product(data["product"], specifiek=True)[1] if wish.pop("specifiek", False) else None
        return NewContent(code=code, **wish)

    def toewijzingen(self) -> dict[str, Toewijzing]:
        """The stock of this case, by ref."""
        return {t["ref"]: self.toewijzing(t) for t in self.case.data["gegeven"]["toewijzingen"]}
