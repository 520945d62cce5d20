"""Small steps in SVG: every text is escaped, every number rounded, so that the same data gives the same bytes.

A picture carries classes and no colours of its own. In the page the page's style gives the colours; `loose` makes a
picture that stands alone, with its own style, background and dark mode.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files

from migratietoets.reports.words.text import clean

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1d2329",
    "soft": "#555e66",
    "line": "#dcd8cf",
    "silence": "#eeece6",
    "r24": "#8794a1",
    "r30": "#1f6f8b",
    "good": "#3f9a68",
    "gap": "#c81e12",
    "gapfill": "#fbd9d5",
    "double": "#d97a00",
    "doublefill": "#fde8c8",
}
DARK: Mapping[str, str] = {
    "paper": "#1d2227",
    "ink": "#e6e8ea",
    "soft": "#a6afb7",
    "line": "#3b434b",
    "silence": "#2a3037",
    "r24": "#8592a0",
    "r30": "#4fb0cf",
    "good": "#4caf7a",
    "gap": "#ff6f61",
    "gapfill": "#5a2420",
    "double": "#f2a33a",
    "doublefill": "#54401c",
}
"""The colours of every picture, on a light and on a dark ground."""

_COLOUR = re.compile(r"var\(--b-(\w+)\)")
_OPENING = re.compile(r'<svg class="picture" ')


def element(name: str, *content: str, **attributes: str | float) -> str:
    """An element; its content is markup that was made here. An underscore is a hyphen, one at the end is nothing."""
    parts = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{parts}>{''.join(content)}</{name}>" if content else f"<{name}{parts}/>"


def text(x: float, y: float, what: str, class_: str = "", anchor: str = "start") -> str:
    """One line of text; y is its base line."""
    optional = {} if anchor == "start" else {"text_anchor": anchor}
    return element("text", _safe(what), class_=f"t {class_}".strip(), x=x, y=y, **optional)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """A straight line."""
    return element("line", class_=class_, x1=x1, y1=y1, x2=x2, y2=y2)


def rectangle(x: float, y: float, width: float, height: float, class_: str) -> str:
    """A rectangle."""
    return element("rect", class_=class_, x=x, y=y, width=width, height=height)


def path(points: Iterable[tuple[float, float]], class_: str) -> str:
    """A closed shape."""
    return element("path", class_=class_, d=f"M{' '.join(f'{_value(x)},{_value(y)}' for x, y in points)}Z")


def hatching(x: float, y: float, width: float, height: float, class_: str) -> str:
    """Slanting lines within a rectangle, as one path: it needs no pattern, so no id and no reference."""
    step, parts = 6.0, []
    begin = x - height + step / 2
    while begin < x + width:
        left, right = max(begin, x), min(begin + height, x + width)
        below, top = y + height - (left - begin), y + height - (right - begin)
        parts.append(f"M{_value(left)},{_value(below)}L{_value(right)},{_value(top)}")
        begin += step
    return element("path", class_=class_, d="".join(parts))


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
        element("title", _safe(title), id=f"{name}-title"),
        element("desc", _safe(explanation), id=f"{name}-description"),
        rectangle(0, 0, *size, "paper"),
        *parts,
        class_="picture",
        viewBox=f"0 0 {_value(size[0])} {_value(size[1])}",
        role="img",
        aria_labelledby=f"{name}-title {name}-description",
    )


def loose(svg: str, width: int = 840) -> str:
    """The same picture as a file of its own, `width` pixels wide: with its style, for light and dark grounds."""
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="{width}" '
    style = (files("migratietoets.reports.pictures") / "picture.css").read_text("utf-8")
    base = "svg.picture{font-family:system-ui,'Segoe UI','Liberation Sans',Arial,sans-serif}"
    dark = f"@media (prefers-color-scheme: dark){{\n{_colour(style, DARK)}}}\n"
    whole = f"<style>\n{base}\n{_colour(style, LIGHT)}{dark}</style>"
    return _OPENING.sub(opening, svg, count=1).replace("<title ", f"{whole}<title ", 1) + "\n"


def _colour(style: str, palette: Mapping[str, str]) -> str:
    return _COLOUR.sub(lambda found: palette[found[1]], style)


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return _safe(value) if isinstance(value, str) else f"{round(value, 1):g}"


def _safe(what: str) -> str:
    return escape(" ".join(clean(what).split()))
