"""Small steps in SVG: every text is escaped, every number rounded, so that the same data gives the same bytes.

A picture carries classes and no colours of its own. In the page the page's style gives the colours; `los` makes a
picture that stands alone, with its own style, background and dark mode.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files

from reports.woorden import schoon

LICHT: Mapping[str, str] = {
    "papier": "#ffffff",
    "inkt": "#1d2329",
    "zacht": "#555e66",
    "lijn": "#dcd8cf",
    "stilte": "#eeece6",
    "r24": "#8794a1",
    "r30": "#1f6f8b",
    "goed": "#3f9a68",
    "gat": "#c81e12",
    "gatvlak": "#fbd9d5",
    "dubbel": "#d97a00",
    "dubbelvlak": "#fde8c8",
}
DONKER: Mapping[str, str] = {
    "papier": "#1d2227",
    "inkt": "#e6e8ea",
    "zacht": "#a6afb7",
    "lijn": "#3b434b",
    "stilte": "#2a3037",
    "r24": "#8592a0",
    "r30": "#4fb0cf",
    "goed": "#4caf7a",
    "gat": "#ff6f61",
    "gatvlak": "#5a2420",
    "dubbel": "#f2a33a",
    "dubbelvlak": "#54401c",
}
"""The colours of every picture, on a light and on a dark ground."""

_KLEUR = re.compile(r"var\(--b-(\w+)\)")
_OPENING = re.compile(r'<svg class="beeld" ')


def element(naam: str, *inhoud: str, **kenmerken: str | float) -> str:
    """An element; its content is markup that was made here. `klasse` is class, an underscore a hyphen."""
    delen = "".join(f' {_kenmerk(sleutel)}="{_waarde(waarde)}"' for sleutel, waarde in kenmerken.items())
    return f"<{naam}{delen}>{''.join(inhoud)}</{naam}>" if inhoud else f"<{naam}{delen}/>"


def tekst(x: float, y: float, wat: str, klasse: str = "", anker: str = "start") -> str:
    """One line of text; y is its base line."""
    anders = {} if anker == "start" else {"text_anchor": anker}
    return element("text", _veilig(wat), klasse=f"t {klasse}".strip(), x=x, y=y, **anders)


def lijn(x1: float, y1: float, x2: float, y2: float, klasse: str) -> str:
    """A straight line."""
    return element("line", klasse=klasse, x1=x1, y1=y1, x2=x2, y2=y2)


def vlak(x: float, y: float, breedte: float, hoogte: float, klasse: str) -> str:
    """A rectangle."""
    return element("rect", klasse=klasse, x=x, y=y, width=breedte, height=hoogte)


def pad(punten: Iterable[tuple[float, float]], klasse: str) -> str:
    """A closed shape."""
    return element("path", klasse=klasse, d=f"M{' '.join(f'{_waarde(x)},{_waarde(y)}' for x, y in punten)}Z")


def arcering(x: float, y: float, breedte: float, hoogte: float, klasse: str) -> str:
    """Slanting lines within a rectangle, as one path: it needs no pattern, so no id and no reference."""
    stap, delen = 6.0, []
    begin = x - hoogte + stap / 2
    while begin < x + breedte:
        links, rechts = max(begin, x), min(begin + hoogte, x + breedte)
        onder, boven = y + hoogte - (links - begin), y + hoogte - (rechts - begin)
        delen.append(f"M{_waarde(links)},{_waarde(onder)}L{_waarde(rechts)},{_waarde(boven)}")
        begin += stap
    return element("path", klasse=klasse, d="".join(delen))


def prent(naam: str, maat: tuple[float, float], titel: str, uitleg: str, delen: Iterable[str]) -> str:
    """A whole picture for in a page.

    Args:
        naam: unique in the page; its title and description are found by it.
        maat: width and height.
        titel: what a screen reader says first.
        uitleg: what it says next.
        delen: the markup, from back to front.
    """
    return element(
        "svg",
        element("title", _veilig(titel), id=f"{naam}-titel"),
        element("desc", _veilig(uitleg), id=f"{naam}-uitleg"),
        vlak(0, 0, *maat, "papier"),
        *delen,
        klasse="beeld",
        viewBox=f"0 0 {_waarde(maat[0])} {_waarde(maat[1])}",
        role="img",
        aria_labelledby=f"{naam}-titel {naam}-uitleg",
    )


def los(svg: str, breedte: int = 840) -> str:
    """The same picture as a file of its own, `breedte` pixels wide: with its style, for light and dark grounds."""
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="beeld" width="{breedte}" '
    stijl = (files("reports") / "sjablonen" / "beeld.css").read_text("utf-8")
    basis = "svg.beeld{font-family:system-ui,'Segoe UI','Liberation Sans',Arial,sans-serif}"
    donker = f"@media (prefers-color-scheme: dark){{\n{_kleur(stijl, DONKER)}}}\n"
    geheel = f"<style>\n{basis}\n{_kleur(stijl, LICHT)}{donker}</style>"
    return _OPENING.sub(opening, svg, count=1).replace("<title ", f"{geheel}<title ", 1) + "\n"


def _kleur(stijl: str, palet: Mapping[str, str]) -> str:
    return _KLEUR.sub(lambda gevonden: palet[gevonden[1]], stijl)


def _kenmerk(sleutel: str) -> str:
    return {"klasse": "class"}.get(sleutel) or sleutel.replace("_", "-")


def _waarde(waarde: str | float) -> str:
    return _veilig(waarde) if isinstance(waarde, str) else f"{round(waarde, 1):g}"


def _veilig(wat: str) -> str:
    return escape(" ".join(schoon(wat).split()))
