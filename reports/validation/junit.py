"""JUnit: a test case a message, failed by what is wrong; what only warns stands in its output."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from migratietoets.istandaard.validation.judged import Judged, Outcome
from migratietoets.istandaard.validation.remark import Remark

NAME = "migratietoets validate"


def opening(counts: Mapping[Outcome, int]) -> str:
    """The text before the first test case."""
    fails, unreadable = counts[Outcome.FAIL], counts[Outcome.UNREADABLE]
    counted = f'tests="{sum(counts.values())}" failures="{fails}" errors="{unreadable}" skipped="0"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="{NAME}" {counted}>\n<testsuite name="{NAME}" {counted}>\n'
    )


CLOSING = "</testsuite>\n</testsuites>\n"


def case(judged: Judged) -> str:
    """The test case of one message."""
    kind = f"{judged.name} {judged.release or ''}".strip()
    begin = f"<testcase classname={quoteattr(kind)} name={quoteattr(judged.place)}"
    if judged.complaint:
        inside = f"<error message={quoteattr(judged.complaint)} type={quoteattr('onleesbaar')}/>"
    else:
        wrong = [remark for remark in judged.remarks if not remark.assumed]
        warned = [remark for remark in judged.remarks if remark.assumed]
        inside = ""
        if wrong:
            codes = ", ".join(dict.fromkeys(remark.code for remark in wrong))
            inside += f"<failure message={quoteattr(codes)} type={quoteattr(wrong[0].code)}>{_lines(wrong)}</failure>"
        if warned:
            inside += f"<system-out>{_lines(warned)}</system-out>"
    return f"{begin}>{inside}</testcase>\n" if inside else f"{begin}/>\n"


def _lines(remarks: list[Remark]) -> str:
    return escape("\n".join(_line(remark) for remark in remarks))


def _line(remark: Remark) -> str:
    retour = f", retourcode {remark.retourcode}" if remark.retourcode else ""
    line = f"regel {remark.line}, " if remark.line else ""
    warned = "waarschuwing, " if remark.assumed else ""
    return f"{line}{remark.element or 'bestand'} ({warned}{remark.code}{retour}): {remark.text}"
