"""Small steps in SVG: every text is escaped, every number rounded, so that the same data gives the same bytes.

A picture carries classes and no colours of its own. In the page the page's style gives the colours; `loose` makes a
picture that stands alone, with its own style, background and dark mode.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files

from migratietoets.reports.words.words import clean

LIGHT: Mapping[str, str] = {
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
DARK: Mapping[str, str] = {
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

_COLOUR = re.compile(r"var\(--b-(\w+)\)")
_OPENING = re.compile(r'<svg class="beeld" ')


def element(name: str, *content: str, **traits: str | float) -> str:
    """An element; its content is markup that was made here. `klasse` is class, an underscore a hyphen."""
    parts = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in traits.items())
    return f"<{name}{parts}>{''.join(content)}</{name}>" if content else f"<{name}{parts}/>"


def text(x: float, y: float, what: str, klasse: str = "", anchor: str = "start") -> str:
    """One line of text; y is its base line."""
    otherwise = {} if anchor == "start" else {"text_anchor": anchor}
    return element("text", _safe(what), klasse=f"t {klasse}".strip(), x=x, y=y, **otherwise)


def line(x1: float, y1: float, x2: float, y2: float, klasse: str) -> str:
    """A straight line."""
    return element("line", klasse=klasse, x1=x1, y1=y1, x2=x2, y2=y2)


def rectangle(x: float, y: float, width: float, height: float, klasse: str) -> str:
    """A rectangle."""
    return element("rect", klasse=klasse, x=x, y=y, width=width, height=height)


def path(points: Iterable[tuple[float, float]], klasse: str) -> str:
    """A closed shape."""
    return element("path", klasse=klasse, d=f"M{' '.join(f'{_value(x)},{_value(y)}' for x, y in points)}Z")


def hatching(x: float, y: float, width: float, height: float, klasse: str) -> str:
    """Slanting lines within a rectangle, as one path: it needs no pattern, so no id and no reference."""
    step, parts = 6.0, []
    begin = x - height + step / 2
    while begin < x + width:
        left, right = max(begin, x), min(begin + height, x + width)
        below, top = y + height - (left - begin), y + height - (right - begin)
        parts.append(f"M{_value(left)},{_value(below)}L{_value(right)},{_value(top)}")
        begin += step
    return element("path", klasse=klasse, d="".join(parts))


def svg_picture(name: str, size: tuple[float, float], title: str, explanation: str, parts: Iterable[str]) -> str:
    """A whole picture for in a page.

    Args:
        name: unique in the page; its title and description are found by it.
        size: width and height.
        title: what a screen reader says first.
        explanation: what it says next.
        parts: the markup, from back to front.
    """
    return element(
        "svg",
        element("title", _safe(title), id=f"{name}-titel"),
        element("desc", _safe(explanation), id=f"{name}-uitleg"),
        rectangle(0, 0, *size, "papier"),
        *parts,
        klasse="beeld",
        viewBox=f"0 0 {_value(size[0])} {_value(size[1])}",
        role="img",
        aria_labelledby=f"{name}-titel {name}-uitleg",
    )


def loose(svg: str, width: int = 840) -> str:
    """The same picture as a file of its own, `width` pixels wide: with its style, for light and dark grounds."""
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="beeld" width="{width}" '
    style = (files("migratietoets.reports.pictures") / "picture.css").read_text("utf-8")
    base = "svg.beeld{font-family:system-ui,'Segoe UI','Liberation Sans',Arial,sans-serif}"
    dark = f"@media (prefers-color-scheme: dark){{\n{_colour(style, DARK)}}}\n"
    whole = f"<style>\n{base}\n{_colour(style, LIGHT)}{dark}</style>"
    return _OPENING.sub(opening, svg, count=1).replace("<title ", f"{whole}<title ", 1) + "\n"


def _colour(style: str, palette: Mapping[str, str]) -> str:
    return _COLOUR.sub(lambda found: palette[found[1]], style)


def _attribute(key: str) -> str:
    return {"klasse": "class"}.get(key) or key.replace("_", "-")


def _value(value: str | float) -> str:
    return _safe(value) if isinstance(value, str) else f"{round(value, 1):g}"


def _safe(what: str) -> str:
    return escape(" ".join(clean(what).split()))
