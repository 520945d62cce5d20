"""One message and what is wrong with it, as the contract says it."""

from typing import Any

from migratietoets.istandaard.validation.judged import Judged
from migratietoets.istandaard.validation.remark import Remark


def as_json(judged: Judged) -> dict[str, Any]:
    """One line of `validate --format json`."""
    return {
        "file": judged.file,
        "part": judged.part or None,
        "line": judged.line,
        "envelope": judged.envelope or None,
        "message": None if judged.kind is None else judged.name,
        "release": judged.release and str(judged.release),
        "domain": judged.domein and str(judged.domein),
        "outcome": str(judged.outcome),
        "remarks": [_remark(remark) for remark in judged.remarks],
        "unreadable": judged.complaint or None,
        "retour": judged.retour,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "rule": remark.code,
        "level": "warning" if remark.assumed else "error",
        "retourcode": remark.retourcode,
        "element": remark.element,
        "line": remark.line,
        "text": remark.text,
    }
