"""One examination of an adapter: every check that applies to it, in order, until it no longer answers."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.doctor.checks import CLOSING, ESSENTIAL, GENERAL, PER_ROLE, Check
from migratietoets.conformance.doctor.patient import Complaint, Patient, Todo
from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.protocol.verbs import AdapterError, MissingVerbs
from migratietoets.istandaard.releases import Domein

MAX_TEXT = 3000


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found; `advice` says what to do, where `text` does not say so itself.

    Attributes:
        verb: where that is written.
        todo: nothing is wrong, but something that the system claims does not come yet.
    """

    check: str
    passed: bool
    text: str
    advice: str = ""
    verb: str = ""
    todo: bool = False


def examine(name: str, *, timeout: Timeout, ca: Path | None = None) -> Iterator[CheckResult]:
    """Examine an adapter; findings come as they are made.

    Raises:
        InputError: the name has no known form.
    """
    try:
        patient = Patient(name, load(name, timeout=timeout, ca=ca), timeout.seconds)
    except AdapterError as error:
        verb = next(iter(error.verbs), "") if isinstance(error, MissingVerbs) else ""
        yield CheckResult("start", passed=False, text=safe(str(error), MAX_TEXT), verb=verb)
        return
    yield CheckResult("start", passed=True, text="het systeem is gestart.")
    usable = yield from _group(patient, GENERAL)
    for role, domein in patient.places() if usable else ():
        if not patient.dead:
            patient.role, patient.domein = role, Domein(domein)
            yield from _group(patient, PER_ROLE, f" ({role}, {domein})")
    if patient.dead:
        sentence = "niet verder onderzocht: het systeem antwoordt niet meer."
        yield CheckResult("overige", passed=False, text=sentence, advice="los eerst het bovenstaande op.")
        return
    yield from _group(patient, CLOSING)


def _group(
    patient: Patient, checks: Sequence[tuple[str, Check]], where: str = ""
) -> Generator[CheckResult, None, bool]:
    """Do the checks of a group; False when it had to be broken off."""
    for name, check in checks:
        finding = _do(name + where, check, patient)
        if finding is not None:
            yield finding
            if patient.dead or (check in ESSENTIAL and not finding.passed):
                return False
    return True


def _do(name: str, check: Check, patient: Patient) -> CheckResult | None:
    try:
        success = check(patient)
    except Todo as todo:
        text = safe(f"{todo}.", MAX_TEXT)
        return CheckResult(name, passed=True, text=text, advice=todo.advice, verb=todo.verb, todo=True)
    except Complaint as complaint:
        text = safe(f"{complaint}.", MAX_TEXT)
        return CheckResult(name, passed=False, text=text, advice=complaint.advice, verb=patient.asked)
    except AdapterError as error:
        return CheckResult(name, passed=False, text=safe(str(error), MAX_TEXT), verb=patient.asked)
    return None if success is None else CheckResult(name, passed=True, text=safe(f"{success}.", MAX_TEXT))
