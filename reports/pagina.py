"""Write the page of a run: one self-contained HTML file that needs no network and no script."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.berichten import bericht_paden
from reports.galerij import galerij
from reports.logboek import Log
from reports.overzicht import overzicht
from reports.slotsom import slotsom
from reports.tekenen import DONKER, LICHT
from reports.tijdlijn import SLEUTELDAGEN, teken, tijdlijn
from reports.woorden import OORDELEN, aantal, regel

BREED, SMAL = (960.0, 260.0), (350.0, 230.0)
"""Sizes of the timeline on a wide and on a narrow screen."""

OPEN_CASUSSEN, OPEN_VONDSTEN = 3, 3
"""So many cases of a rule, and findings of a case, stand open on the page; the rest is folded."""


def schrijf_pagina(log: Log, doel: Path) -> None:
    """Write the page to the file `doel`; its links expect `messages/` beside it.

    Every text of the log is escaped; the page carries a policy that lets no other script, style or source in.
    """
    doel.parent.mkdir(parents=True, exist_ok=True)
    doel.write_text(maak_pagina(log), encoding="utf-8", newline="\n")


@cache
def _omgeving() -> Environment:
    omgeving = Environment(
        loader=PackageLoader("reports", "sjablonen"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    omgeving.globals["aantal"] = aantal
    return omgeving


def maak_pagina(log: Log) -> str:
    """The page as text."""
    omgeving = _omgeving()
    stijl = omgeving.get_template("stijl.css").render(licht=LICHT, donker=DONKER)
    script = omgeving.get_template("filter.js").render()
    geheel = overzicht(log)
    lijn = tijdlijn(log)
    return omgeving.get_template("rapport.html").render(
        stijl=stijl,
        script=script,
        stijl_hash=_hash(stijl),
        script_hash=_hash(script),
        slotsom=slotsom(log, geheel),
        geheel=geheel,
        galerij=galerij(log, geheel, bericht_paden(log)),
        lijn=lijn,
        tekeningen=[(naam, teken(lijn, *maat)) for naam, maat in (("breed", BREED), ("smal", SMAL)) if lijn.weken],
        sleuteldagen=SLEUTELDAGEN,
        oordelen=OORDELEN,
        kit=regel(log.header["kit"]),
        zaad=log.header["seed"],
        afgebroken=log.afgebroken,
        casussen=len(log.cases),
        berichten=len(log.messages),
        meldingen=len(log.notices),
        open_casussen=OPEN_CASUSSEN,
        open_vondsten=OPEN_VONDSTEN,
    )


def _hash(tekst: str) -> str:
    """The digest by which the page's policy knows its own style and script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(tekst.encode()).digest()).decode()}"
