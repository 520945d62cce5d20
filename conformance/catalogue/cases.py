"""The case catalogue: every case of cases/*.yaml."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.catalogue.derived import derive
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.spelling import meant


def cases_folder() -> Path:
    """The folder of the catalogue."""
    return Path(str(files("migratietoets.cases")))


def _locked_numbers() -> dict[str, int]:
    """Case id -> its permanent number in ids.lock."""
    numbers = {}
    lock = cases_folder() / "ids.lock"
    for line in lock.read_text("utf-8").splitlines() if lock.exists() else ():
        if line and not line.startswith("#"):
            number, case_id = line.split(maxsplit=1)
            numbers[case_id] = int(number)
    return numbers


@cache
def cases() -> dict[str, Case]:
    """Every case by id, sorted."""
    numbers, out = _locked_numbers(), {}
    for path in sorted(cases_folder().glob("*/*.yaml")):
        data = read_yaml("migratietoets.cases", f"{path.parent.name}/{path.name}")
        out[data["id"]] = read_case(numbers.get(data["id"], 0), data)
    return {name: case if case.base is None else derive(out[case.base], case) for name, case in out.items()}


def case(case_id: str) -> Case:
    """One case.

    Raises:
        InputError: there is no such case.
    """
    found = cases().get(case_id)
    if found is None:
        raise InputError(
            f"Geval {case_id} bestaat niet.{meant(case_id, cases())} Verwacht: een id als "
            "toewijzingen/per-4-weken-specifiek. "
            "Alle gevallen: migratietoets cases."
        )
    return found
