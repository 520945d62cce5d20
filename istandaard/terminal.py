"""Texts that others chose, made safe to show on a terminal."""


def printable(text: str) -> str:
    """A text on one line in which nothing can command a terminal: a file name may hold anything."""
    return text if text.isprintable() else "".join(symbol if symbol.isprintable() else "�" for symbol in text)


def printable_lines(text: str) -> str:
    """The same of a text whose lines stay."""
    return "\n".join(map(printable, text.split("\n")))
