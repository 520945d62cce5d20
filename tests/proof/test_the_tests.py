"""The tests keep the rules of the house: in the rooms of the code, one noun a file, and none borrows from another."""

import ast
import re
from pathlib import Path

from tests.helpers import PROJECT

TESTS = PROJECT / "tests"
FILES = sorted(TESTS.rglob("*.py"))
TEST_FILES = [path for path in FILES if path.name.startswith("test_")]
CONFTESTS = [PROJECT / "conftest.py", *sorted(TESTS.rglob("conftest.py"))]
MOST_LINES = 300
"""About so many lines a file: one that grows beyond it is two nouns."""
OF_THE_TESTS = {"proof", "hostile"}
"""Rooms that prove something of the whole kit, and so stand beside no room of the code."""
SENTENCE = re.compile(r"test(_[a-z0-9]+){3,}")


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(PROJECT).as_posix() for path in paths]


def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def imported(path: Path) -> set[str]:
    """Every module a file imports, and everything it imports from a package, by its full name."""
    modules = {alias.name for node in nodes(path) if isinstance(node, ast.Import) for alias in node.names}
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return modules


def test_no_file_is_long():
    assert names([path for path in FILES if len(path.read_text("utf-8").splitlines()) > MOST_LINES]) == []


def test_no_file_imports_a_test():
    tests = {".".join(path.relative_to(PROJECT).with_suffix("").parts) for path in [*TEST_FILES, *CONFTESTS]}
    assert names([path for path in FILES if imported(path) & tests]) == []


def test_no_conftest_edits_the_path_of_imports():
    assert names([path for path in CONFTESTS if "sys.path" in path.read_text("utf-8")]) == []


def test_every_test_stands_in_a_room_of_the_code():
    rooms = {path: path.parent.relative_to(TESTS) for path in TEST_FILES}
    assert (
        names([p for p, room in rooms.items() if room.parts[0] not in OF_THE_TESTS and not (PROJECT / room).is_dir()])
        == []
    )


def test_every_folder_is_a_package():
    assert names([path for path in FILES if not (path.parent / "__init__.py").exists()]) == []


def test_the_name_of_a_test_is_a_sentence():
    tests = [node.name for path in TEST_FILES for node in nodes(path) if isinstance(node, ast.FunctionDef)]
    assert [one for one in tests if one.startswith("test_") and not SENTENCE.fullmatch(one)] == []
