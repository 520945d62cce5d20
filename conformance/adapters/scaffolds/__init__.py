"""Skeletons of an adapter, a folder a language: data, copied by `migratietoets new-adapter` and never imported."""

from importlib.resources import files
from pathlib import Path

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.writing import make_folder, writing

LANGUAGES = ("python", "typescript", "java")
START = {"python": "python:adapter:Systeem", "typescript": "cli:node adapter.ts", "java": "cli:java Adapter.java"}
"""Language -> the name of its adapter, from its own folder."""


def skeleton(language: str) -> dict[str, bytes]:
    """The files of a skeleton, by name."""
    folder = files(__name__) / language
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir(), key=lambda f: f.name) if one.is_file()}


def copy(language: str, target: Path) -> list[str]:
    """Write a skeleton into a folder, which may hold other files; the names of what was written.

    Raises:
        InputError: one of the files is there already, or the folder cannot be made or written.
    """
    content = skeleton(language)
    there = [name for name in content if (target / name).exists() or (target / name).is_symlink()]
    if there:
        raise InputError(
            f"{target}: verwacht een map zonder {', '.join(content)}; gevonden: {', '.join(there)}. Er is niets "
            "geschreven. Kies een andere map, of verplaats wat er staat."
        )
    make_folder(target)
    for name, data in content.items():
        with writing(target / name), (target / name).open("xb") as out:
            out.write(data)
    return list(content)
