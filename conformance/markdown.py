"""Pages and tables in Markdown."""

from collections.abc import Iterable, Sequence


def cel(waarde: object) -> str:
    """A value on one line, with its vertical bars escaped."""
    return " ".join(str(waarde).split()).replace("|", "\\|")


def tabel(kolommen: Sequence[str], rijen: Iterable[Sequence[object]]) -> str:
    """A table."""
    regels = [kolommen, ["---"] * len(kolommen), *([cel(waarde) for waarde in rij] for rij in rijen)]
    return "\n".join(f"| {' | '.join(regel)} |" for regel in regels)


def pagina(titel: str, opdracht: str, delen: Iterable[str]) -> str:
    """A whole page, that says what it was made from."""
    herkomst = f"*Gemaakt met `make docs`; niet met de hand wijzigen. Zelf nagaan: {opdracht}.*"
    return "\n\n".join((f"# {titel}", herkomst, *delen)) + "\n"
