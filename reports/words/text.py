"""Texts made safe to show, and amounts and lists in words."""

import re
import unicodedata

LENGTH = 2000
"""No text of a party takes more characters than this in a report."""
_LINE_ENDS = "\n\t"
_MARKUP = re.compile(r"([\\`*_\[\]#|~>])")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: object) -> str:
    """Any value as a text that shows what it holds: without control or direction characters, of bounded length."""
    if text is None:
        return ""
    whole = str(text).replace("\r\n", "\n")
    short = whole if len(whole) <= LENGTH else f"{whole[:LENGTH]}… ({len(whole) - LENGTH} tekens weggelaten)"
    if short.isascii() and short.isprintable():
        return short
    return "".join(
        "\ufffd" if unicodedata.category(symbol) in _INVISIBLE and symbol not in _LINE_ENDS else symbol
        for symbol in short
    )


def one_line(text: object) -> str:
    """As `clean`, on one line."""
    return " ".join(clean(text).split())


def plain(text: object) -> str:
    """Any value as Markdown that shows it as it is: no markup, no links, no HTML, no table cells of its own."""
    safe = _MARKUP.sub(r"\\\1", clean(text).replace("&", "&amp;").replace("<", "&lt;"))
    return safe.replace("\n", "  \n")


def euro(cents: int) -> str:
    """An amount in cents: "€ 1.234,50"; what goes back has a minus sign."""
    whole = f"{abs(cents) // 100:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}€ {whole},{abs(cents) % 100:02d}"


def counted(count: int, singular: str, plural: str) -> str:
    """A count with its noun: "1 regel", "2 regels"."""
    return f"{count:,}".replace(",", ".") + f" {singular if count == 1 else plural}"


def enumeration(parts: list[str]) -> str:
    """Dutch enumeration: "a", "a en b", "a, b en c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}" if parts else ""
