"""Assessments as text on a terminal (`assess --format table`)."""

from collections.abc import Iterable, Iterator

from migratietoets.reports.words.assessment import ACTION_NAMES, REDENEN, ROUTES, Assessment
from migratietoets.reports.words.days import format_date
from migratietoets.reports.words.text import one_line


def assessment_lines(assessments: Iterable[Assessment]) -> Iterator[str]:
    """What is said of each toewijzing, under its name."""
    for assessment in assessments:
        yield one_line(assessment["id"])
        yield from (f"  {line}" for line in _said(assessment))
        yield ""


def _said(assessment: Assessment) -> Iterator[str]:
    """Whether it migrates, why and by when; what to do, or what to choose first; what else there is to say."""
    if assessment["must_migrate"]:
        why = ", ".join(REDENEN.get(reden, one_line(reden)) for reden in assessment["reasons"])
        by = ", ".join(one_line(number) for number in assessment["rules"])
        until = f", uiterlijk {format_date(assessment['deadline'])}" if assessment["deadline"] else ""
        yield f"gaat over{until}{' (te laat)' if assessment.get('overdue') else ''}: {why} ({by})"
    else:
        yield "blijft staan"
    yield from (f"- {line}" for line in _to_do(assessment))
    yield from (f"let op: {one_line(text)}" for text in assessment["remarks"])


def _to_do(assessment: Assessment) -> Iterator[str]:
    """The actions, or the choice that must be made first."""
    for action in assessment["actions"]:
        yield (
            f"{ACTION_NAMES.get(action['action'], one_line(action['action']))}"
            + (f" ({action['message']}, {action['release']})" if action.get("message") else "")
            + (f" t/m {format_date(action['latest'])}" if action.get("latest") else "")
        )
    routes = [ROUTES.get(possible["route"], one_line(possible["route"])) for possible in assessment["alternatives"]]
    if routes and not assessment["actions"]:
        yield "kies: " + "; ".join(routes)
