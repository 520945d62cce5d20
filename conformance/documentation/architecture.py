"""The page about the house: its rooms drawn from the imports that really stand in the code, and what each is for."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from migratietoets.conformance.documentation.markdown import page, table

KIT = "migratietoets"
SUITE = f"{KIT}.conformance"
PICTURE = "kamers.svg"

BOX, GAP, ROW, ASIDE = (116.0, 34.0), 34.0, 64.0, 75.0
WIDTH = 760.0
STYLE = (
    "svg{font:13px system-ui,'Segoe UI','Liberation Sans',Arial,sans-serif;background:#fff}"
    "rect{fill:#eef4f6;stroke:#1f6f8b}text{fill:#1d2329;text-anchor:middle}"
    "path{fill:none;stroke:#8794a1;stroke-width:1.2}"
    "@media (prefers-color-scheme:dark){svg{background:#1d2227}rect{fill:#24343b;stroke:#4fb0cf}"
    "text{fill:#e6e8ea}}"
)


@cache
def _root() -> Path:
    return Path(str(files(KIT)))


def rooms() -> dict[str, str]:
    """Every room -> the sentence that says what it is: the top-level packages, and those of the suite one by one."""
    found = {}
    for parent in (_root(), _root() / "conformance"):
        for init in sorted(parent.glob("*/__init__.py")):
            name = ".".join((KIT, *init.parent.relative_to(_root()).parts))
            if name != SUITE:
                found[name] = (ast.get_docstring(ast.parse(init.read_text("utf-8"))) or "").partition("\n")[0]
    return found


def _room_of(module: str, known: Iterable[str]) -> str | None:
    return next((room for room in known if f"{module}.".startswith(f"{room}.")), None)


def _modules(tree: ast.AST) -> Iterator[str]:
    """What a file imports from the kit."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@cache
def arrows() -> dict[str, frozenset[str]]:
    """Room -> the rooms it imports."""
    known = rooms()
    found: dict[str, set[str]] = {room: set() for room in known}
    for room in known:
        for file in _files(room):
            for module in _modules(ast.parse(file.read_text("utf-8"))):
                other = _room_of(module, known)
                if other is not None and other != room:
                    found[room].add(other)
    return {room: frozenset(others) for room, others in found.items()}


def _files(room: str) -> list[Path]:
    return sorted((_root() / _folder(room)).rglob("*.py"))


def _ranks(imports: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """How far below the top each room lies: just beneath the lowest room that imports it."""

    def rank(room: str) -> int:
        return 1 + max((rank(user) for user, used in imports.items() if room in used), default=-1)

    return {room: rank(room) for room in imports}


def _reached(room: str, imports: Mapping[str, frozenset[str]]) -> set[str]:
    return set().union(*({other} | _reached(other, imports) for other in imports[room]))


def _direct(imports: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """The arrows that no chain of other arrows already says."""
    return {
        room: sorted(o for o in others if not any(o in _reached(via, imports) for via in others - {o}))
        for room, others in imports.items()
    }


def _label(room: str) -> str:
    return room.removeprefix(f"{SUITE}.").removeprefix(f"{KIT}.")


def _places(imports: Mapping[str, frozenset[str]]) -> dict[str, tuple[float, float]]:
    """The middle of every box: what uses others above them, each next row a little aside, so that lines stay apart."""
    ranks = _ranks(imports)
    places = {}
    for rank in range(max(ranks.values()) + 1):
        row = sorted(room for room in ranks if ranks[room] == rank)
        for n, room in enumerate(row):
            middle = WIDTH / 2 + (n - (len(row) - 1) / 2) * (BOX[0] + GAP)
            places[room] = (middle + (ASIDE if rank % 2 else -ASIDE), 30 + rank * ROW)
    return places


def picture() -> str:
    """The rooms as boxes and their imports as lines, from who imports above to what is imported below."""
    imports = arrows()
    places = _places(imports)
    height = max(y for _, y in places.values()) + BOX[1]
    lines = [
        f'<path d="M{places[room][0]:g},{places[room][1]:g}L{places[other][0]:g},{places[other][1]:g}"/>'
        for room, others in _direct(imports).items()
        for other in others
    ]
    boxes = [
        f'<rect x="{x - BOX[0] / 2:g}" y="{y - BOX[1] / 2:g}" width="{BOX[0]:g}" height="{BOX[1]:g}" rx="4"/>'
        f'<text x="{x:g}" y="{y + 4.5:g}">{escape(_label(room))}</text>'
        for room, (x, y) in places.items()
    ]
    size = f'width="{WIDTH:g}" height="{height:g}" viewBox="0 0 {WIDTH:g} {height:g}"'
    title = f"<title>De kamers van de kit</title><style>{STYLE}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{title}{"".join(lines)}{"".join(boxes)}</svg>\n'


def architecture() -> str:
    """The page: the picture, the rooms, the way of a case through them, and where to put what."""
    imports = arrows()
    text = (files("migratietoets.conformance.documentation") / "architectuur.md").read_text("utf-8")
    rows = (
        (
            f"[`{_folder(room)}`](../{_folder(room)})",
            sentence,
            ", ".join(sorted(map(_label, _direct(imports)[room]))),
        )
        for room, sentence in rooms().items()
    )
    columns = ("Kamer", "Wat er staat", "Importeert (en wat daaronder ligt)")
    return page("Architectuur", "`lint-imports`", (text.replace("{rooms}", table(columns, rows)).strip(),))


def _folder(room: str) -> str:
    return room.removeprefix(f"{KIT}.").replace(".", "/")
