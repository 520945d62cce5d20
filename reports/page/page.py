"""Write the page of a run: one self-contained HTML file that needs no network and no script."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from migratietoets.istandaard.writing import write_whole
from migratietoets.reports.log.log import Log
from migratietoets.reports.page.gallery import gallery
from migratietoets.reports.pictures.drawing import DARK, LIGHT
from migratietoets.reports.pictures.timeline import draw, timeline
from migratietoets.reports.run.message_files import bericht_paths
from migratietoets.reports.run.outcome import conclusion, sides
from migratietoets.reports.run.overview import overview
from migratietoets.reports.words.days import KEY_DATES
from migratietoets.reports.words.text import clean, counted, one_line
from migratietoets.reports.words.verdicts import VERDICTS

WIDE, NARROW = (960.0, 260.0), (350.0, 230.0)
"""Sizes of the timeline on a wide and on a narrow screen."""

OPEN_CASES, OPEN_FINDINGS = 3, 3
"""So many cases of a rule, and findings of a case, stand open on the page; the rest is folded."""


def write_page(log: Log, target: Path, made: str = "") -> None:
    """Write the page to the file `target`; its links expect `messages/` beside it.

    Every text of the log is escaped; the page carries a policy that lets no other script, style or source in.

    Raises:
        UnwritableError: it cannot be written.
    """
    write_whole(target, make_page(log, made))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("migratietoets.reports.page", "templates"),
                PackageLoader("migratietoets.reports.pictures", ""),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["counted"] = counted
    return environment


def make_page(log: Log, made: str = "") -> str:
    """The page as text; `made` says when it was played, which the log does not."""
    environment = _environment()
    style = environment.get_template("style.css").render(light=LIGHT, dark=DARK)
    script = environment.get_template("filter.js").render()
    whole = overview(log)
    line = timeline(log)
    return environment.get_template("page.html").render(
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        conclusion=conclusion(log, whole),
        sides=sides(log.header, log.footer),
        whole=whole,
        gallery=gallery(log, whole, bericht_paths(log)),
        line=line,
        drawings=[(name, draw(line, *size)) for name, size in (("wide", WIDE), ("narrow", NARROW)) if line.weeks],
        key_dates=KEY_DATES,
        verdicts=VERDICTS,
        kit=one_line(log.header.kit),
        seed=log.header.seed,
        command=clean(log.header.command),
        made=made,
        broken_off=log.broken_off,
        cases=len(log.cases),
        berichten=len(log.messages),
        remarks=len(log.notices),
        open_cases=OPEN_CASES,
        open_findings=OPEN_FINDINGS,
    )


def _hash(text: str) -> str:
    """The digest by which the page's policy knows its own style and script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
