"""Play every mutant, or those whose name fits, and write down which rules kill it: run by `make docs`."""

import re
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import yaml

from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.verdicts import Verdict
from tests.proof import mutants

MODULES = [import_module(one.name) for one in iter_modules(mutants.__path__, f"{mutants.__name__}.")]
MUTANTS = {
    f"{mutant.role_under_test}-{name}": mutant
    for module in MODULES
    for name, mutant in vars(module).items()
    if isinstance(mutant, type) and mutant.__module__ == module.__name__ and getattr(mutant, "rule", "")
}
"""Every mutant that breaks one rule, by name."""

TARGET = Path(__file__).parents[2] / "conformance" / "catalogue" / "mutants.yaml"


RECEIVES = "AC-14"
"""The rule of the cases that ask how a system refuses what is wrong, and nothing else of it."""


def is_played(case, mutant):
    """Whether a mutant plays a case: one of that rule only when it breaks it."""
    return getattr(mutant, "rule", "") == RECEIVES or not case.broken


def verdicts(mutant, role, domein):
    """Every verdict event of a whole campaign against one class."""
    selection = Selection(
        adapter=f"python-inline:{mutant.__module__}:{mutant.__name__}", roles=(role,), domeinen=(domein,)
    )
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    own = replace(campaign, cases=tuple(case for case in campaign.cases if is_played(case, mutant)))
    return list(run.verdicts(own).values())


def killed_by(out):
    """The rules that were broken on the evidence."""
    return sorted({v.rule for v in out if v.verdict is Verdict.FAIL})


def write(pattern):
    """Write the kill matrix as data; only the mutants whose name fits are played again, and those it lacks."""
    known = yaml.safe_load(TARGET.read_text("utf-8"))
    data = {
        name: known[name] if name in known and not re.search(pattern, name) else _row(mutant)
        for name, mutant in MUTANTS.items()
    }
    header = "# De killmatrix, gemaakt met `make docs`: per mutant de regel die hij breekt en de regels die dat zien.\n"
    TARGET.write_text(header + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def _row(mutant):
    return {
        "rule": mutant.rule,
        "role": mutant.role_under_test,
        "title": mutant.__doc__,
        "killed_by": {str(d): killed_by(verdicts(mutant, mutant.role_under_test, d)) for d in mutant.domeinen},
    }


if __name__ == "__main__":
    write(sys.argv[1] if sys.argv[1:] else "")
