"""What guards the oracle, from quick to slow: cases, right situations, whole campaigns, and the tests of its rooms."""

import re
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from importlib import import_module, reload
from importlib.machinery import PathFinder, SourceFileLoader
from io import StringIO
from itertools import chain
from pathlib import Path

import pytest

from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.log import EventLog
from migratietoets.istandaard.releases import Domein
from tests.helpers.situations import right_situations

PATIENCE = 180
"""Seconds; a change that makes the oracle this slow is noticed."""
TESTS = (
    "tests/conformance/rules",
    "tests/conformance/verdict",
    "tests/conformance/trace",
    "tests/istandaard/test_kalender.py",
    "tests/istandaard/test_varianten.py",
    "tests/istandaard/test_releases.py",
    "tests/conformance/documentation/test_pages.py::test_a_generated_page_is_up_to_date",
)
OF_QUESTIONS = (
    "tests/proof/test_oracle_and_reference_agree.py",
    "tests/proof/test_declare_agrees.py",
    "tests/proof/test_declare_agrees_after_migration.py",
)
ABOVE = ("rules", "verdict", "run", "suite", "commands", "documentation", "doctor", "chain")
"""The rooms that stand on the rules: read again when a rule changes."""
KEPT = ("migratietoets.conformance.vocabulary", "migratietoets.conformance.catalogue")
"""Never changed, and whose objects the guards hold."""
FLAGGED = {"fail", "warn", "kit_error"}


class Late(BaseException):
    """The patience is over; no `except Exception` may stop it."""


class _Mutated(SourceFileLoader):
    text = ""

    def get_code(self, fullname):
        return compile(self.text, self.path, "exec")


class _Finder:
    """Finds one module with another text."""

    def __init__(self, name, text):
        self.name, self.text = name, text

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.name:
            return None
        spec = PathFinder.find_spec(fullname, path)
        spec.loader = _Mutated(fullname, spec.origin)
        spec.loader.text = self.text
        return spec


def module_of(file):
    return "migratietoets." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def put_in_place(file, text):
    """Forget what stands on a file, and let it be read anew with this text."""
    deep = not file.startswith(("conformance/rules", "conformance/verdict"))
    rooms = tuple(f"migratietoets.conformance.{room}" for room in ABOVE)
    for name in list(sys.modules):
        if name.startswith("migratietoets.") and not name.startswith(KEPT) and (deep or name.startswith(rooms)):
            del sys.modules[name]
    sys.meta_path.insert(0, _Finder(module_of(file), text))
    return deep


@cache
def scripted():
    """The events of every negative case and right situation, with what is expected of them."""
    out = [
        (one.id, role, list(script(one, domein, role)), one.expectation.verdicts)
        for one in cases().values()
        if not one.positive
        for role in one.roles
        for domein in one.domeinen
    ]
    for data in chain(*right_situations().values()):
        (role,) = data["rollen"]
        situation = read_case(1, data)
        out += [(data["id"], role, list(script(situation, domein, role)), data["verwacht"]) for domein in Domein]
    return out


@cache
def folded():
    """Their traces."""
    fold = import_module("migratietoets.conformance.trace.fold")
    return [next(iter(fold.traces(events).values())) for _, _, events, _ in scripted()]


@cache
def campaigns():
    """What the reference did in every campaign, and the verdicts on it."""
    selection = Selection()
    run = Run(selection, lambda _: EventLog())
    played = [(campaign, run.verdicts(campaign)) for campaign in selection.campaigns()]
    return [
        (campaign, [e for e in run.events(campaign) if type(e).__name__ != "VerdictEvent"], _grave(out.values()))
        for campaign, out in played
    ]


def _grave(verdicts):
    return {(v.case, v.rule, v.verdict) for v in verdicts if v.verdict in FLAGGED | {"not_exercised"}}


@cache
def _read(name):
    """The modules of the oracle that a module reads, itself among them."""
    text = Path(import_module(name).__spec__.origin).read_text("utf-8")
    out = {name}
    for other in re.findall(r"from (migratietoets\.conformance\.rules[\w.]*) import", text):
        out |= _read(other)
    return frozenset(out)


def touched(file):
    """The rules that a change to a file can say something else of; all of them where it stands below the rules."""
    rules = import_module("migratietoets.conformance.rules.rule").RULES
    if not file.startswith("conformance/rules/") or "/" not in file.removeprefix("conformance/rules/"):
        return frozenset(rules)
    return frozenset(rule for rule, check in rules.items() if module_of(file) in _read(check.__module__))


def _about(rules, lines):
    """Of what is written down, what is said of some rules."""
    others = register().keys() - rules
    for line in lines:
        words = [word for word in line.split() if re.split("[=:]", word)[0] not in others or word in others]
        if words and words[0] not in others:
            yield words


def _cases(skipped, *, deep):
    judge = import_module("migratietoets.conformance.verdict.judge")
    fold = import_module("migratietoets.conformance.trace.fold")
    checked = {role: judge.checkable(role) for role in ("gemeente", "aanbieder")}
    rules = {one.id for each in checked.values() for one in each}
    order = sorted(range(len(scripted())), key=lambda at: not rules & set(scripted()[at][3]))
    for at in order:
        name, role, events, expected = scripted()[at]
        if at in skipped:
            continue
        trace = next(iter(fold.traces(events).values())) if deep else folded()[at]
        out = {one.id: judge.judge_rule(one, trace, 0).verdict for one in checked[role]}
        wanted = {rule: verdict for rule, verdict in expected.items() if rule in out}
        if {rule: v for rule, v in out.items() if v in FLAGGED or rule in expected} != wanted:
            yield at, name


def _fresh(name, source, *, deep):
    """A module with the changed oracle in it, that keeps what it read from its files, and what was folded."""
    old = import_module(name)
    read, known = getattr(old, source)(), {} if deep else old.TRACES
    new = reload(old)
    setattr(new, source, lambda: read)
    new.TRACES = known
    return new


def _written(rules, *, deep=False):
    """What is written down of the scripted cases and their neighbours, and is said otherwise of these rules."""
    judged = _fresh("tests.proof.judged", "sources", deep=deep)
    for name in judged.sources():
        written = judged.path_of(name).read_text("utf-8").splitlines()
        if list(_about(rules, judged.page(name).splitlines())) != list(_about(rules, written)):
            yield f"oordelen {name}"
    neighbours = _fresh("tests.proof.neighbours", "told", deep=deep)
    for name, lines in neighbours.kept().items():
        if list(_about(rules, neighbours.again(name, lines))) != list(_about(rules, lines)):
            yield f"buren {name}"


def _campaigns():
    judge = import_module("migratietoets.conformance.verdict.judge")
    rules = {one.id for role in ("gemeente", "aanbieder") for one in judge.checkable(role)}
    for campaign, events, expected in campaigns():
        judging = judge.Judge(events, campaign.id, "")
        found = _grave(v for case in campaign.cases for v in judging.verdicts(case))
        if found != {one for one in expected if one[1] in rules}:
            yield campaign.id


class _First:
    """Remembers the first test that fails."""

    def __init__(self):
        self.failed = []

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_collectreport(self, report):
        if report.failed:
            self.failed.append(report.nodeid)


def _tests(deselected, wanted, *extra):
    first = _First()
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", *extra]
    options += [part for one in deselected for part in ("--deselect", one)]
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        code = pytest.main([*options, *wanted], plugins=[first])
    return first.failed or ([f"pytest {code}"] if code else [])


def baseline():
    """What fails without any change: it guards nothing now. Reads everything that the guards need."""
    folded()
    campaigns()
    for name in _written(frozenset(register())):
        print(f"bewaakt nu niets: {name}", file=sys.stderr)
    for name in ("tests.proof.judged", "tests.proof.neighbours"):
        for trace in import_module(name).TRACES.values():
            trace.views.clear()
    return {at for at, _ in _cases((), deep=False)}


def failing_tests():
    """The tests that fail without any change; in a process of its own."""
    return _tests((), (*TESTS, *OF_QUESTIONS))


def _guards(file, skipped, deselected, *, deep):
    """What notices a change, as it is found, from quick to slow; all but the tests judge only what it can touch."""
    judge = import_module("migratietoets.conformance.verdict.judge")
    every, rules = judge.checkable, touched(file)
    judge.checkable = lambda role: [one for one in every(role) if one.id in rules]
    yield from (f"geval {name}" for _, name in _cases(skipped, deep=deep))
    yield from _written(rules, deep=deep)
    yield from (f"campagne {name}" for name in _campaigns())
    judge.checkable = every
    few = file.startswith(("conformance/rules/chapters", "conformance/rules/messages"))
    yield from (f"toets {name}" for name in _tests(deselected, TESTS if few else (*TESTS, *OF_QUESTIONS), "-x"))


def noticed_by(file, text, skipped, deselected):
    """The first guard that notices a change to a file; nothing when none does. Spoils the process it runs in."""

    def late(*_):
        raise Late

    signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    noticed = "start"
    try:
        deep = put_in_place(file, text)
        for name in (module_of(file), "migratietoets.conformance.verdict.judge"):
            import_module(name)
        kept = import_module("migratietoets.conformance.catalogue.register")
        kept.ABOUT = import_module("migratietoets.conformance.rules.rule").ABOUT
        noticed = "fout"
        noticed = next(_guards(file, skipped, deselected, deep=deep), None)
    except Late:
        noticed = "tijd"
    except Exception as error:  # noqa: BLE001  # a broken oracle is a noticed one
        noticed = f"{noticed} {type(error).__name__}"
    finally:
        signal.alarm(0)
    return noticed
