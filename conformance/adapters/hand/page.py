"""A page as the browser gets it: made of one template, in which every text is escaped."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from migratietoets.conformance.adapters.hand.profile import FIELDS
from migratietoets.conformance.adapters.hand.tray import Tray
from migratietoets.conformance.adapters.hand.turn import Asks, Turn

ROOM = "migratietoets.conformance.adapters.hand"
Told = Mapping[str, Any]


def page(told: Told, token: str, number: int, alert: str) -> str:
    """A page.

    Args:
        told: what it says, as one of the functions below makes it.
        token: without which no form of it is taken.
        number: of what is asked; a form of an earlier page does nothing.
        alert: what is wrong with what was sent, "" when nothing is.
    """
    usual = {"turn": None, "fields": None, "waiting": False, "lines": (), "kicker": "Met de hand", "folder": ""}
    own = {"token": token, "number": number, "alert": alert, "style": _style()}
    out: str = _template().render({**usual, **own, **told})
    return out


def questions(said: Mapping[str, Any]) -> Told:
    """What the system is; `said`: what was said before."""
    return {"title": "Eerst een paar vragen over het systeem", "fields": FIELDS, "said": said, "folder": "hand.toml"}


def waiting() -> Told:
    """The kit is at it."""
    return {"title": "Een ogenblik", "waiting": True, "lines": ("De kit speelt verder.",)}


def ended(lines: Sequence[str]) -> Told:
    """The run is over."""
    return {"title": "Klaar", "lines": lines}


def asked(turn: Turn, tray: Tray) -> Told:
    """A turn, with what was laid down so far."""
    found = tray.look() if turn.asks is Asks.MESSAGES else []
    prepared = any(dict(task.files) for task in turn.tasks)
    who, _, day = turn.title.rpartition(", ")
    return {
        "title": day[:1].upper() + day[1:],
        "kicker": f"Met de hand, {who}",
        "turn": turn,
        "found": found,
        "wrong": any(one.faults for one in found),
        "sent": tray.folder.sent.absolute(),
        "prepared": tray.folder.to_bring_in.absolute() if prepared else "",
        "folder": tray.folder.path.absolute(),
        "choices": tray.choices() if tray.shows_notices else None,
        "notices": tray.told(),
    }


@cache
def _template() -> Any:  # noqa: ANN401  # jinja keeps its types loose
    loader = PackageLoader(ROOM, ".")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("page.html")


@cache
def _style() -> Markup:
    return Markup((files(ROOM) / "page.css").read_text("utf-8"))  # noqa: S704  # ours
