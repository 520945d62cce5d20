"""Pages and tables in Markdown."""

from collections.abc import Iterable, Sequence


def cell(value: object) -> str:
    """A value on one line, with its vertical bars escaped."""
    return " ".join(str(value).split()).replace("|", "\\|")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table."""
    lines = [columns, ["---"] * len(columns), *([cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(title: str, instruction: str, parts: Iterable[str]) -> str:
    """A whole page, that says what it was made from."""
    origin = f"*Gemaakt met `make docs`; niet met de hand wijzigen. Zelf nagaan: {instruction}.*"
    return "\n\n".join((f"# {title}", origin, *parts)) + "\n"
