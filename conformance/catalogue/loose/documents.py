"""The documents of a YAML file that anybody may have written: each case with its place, and the line of every part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from migratietoets.conformance.protocol.shape import MAX_DEPTH
from migratietoets.istandaard.berichten.xml.file_bytes import MAX_BYTES
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.found_value import show

MAX_PARTS = 100_000
"""As many parts as the largest case of the catalogue has, a hundred times over."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # which one is known at run time
    """A safe loader that leaves a day a text, with quotes or without."""


_Loader.yaml_implicit_resolvers = {
    start: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
    for start, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_PROBLEMS = (
    ("that cannot start any token", "een teken waar niets mee kan beginnen; zet er aanhalingstekens om"),
    ("mapping values are not allowed", "een dubbele punt waar die niet kan; zet aanhalingstekens om de tekst"),
    ("undefined alias", "een verwijzing (*) naar iets wat er niet is"),
    ("constructor", "een label (!); laat het weg"),
    ("end of stream", "een haakje of aanhalingsteken dat niet gesloten wordt"),
    ("Unicode character", "een teken dat niet bestaat"),
    ("escape", "een \\ die zo niet kan; gebruik enkele aanhalingstekens"),
    ("did not find expected", "een haakje, komma of inspringing die niet past bij wat ervoor staat"),
)
"""Part of what the reader of YAML says -> the same for who wrote the file."""


@dataclass(frozen=True, slots=True)
class Document:
    """A case as the file holds it.

    Attributes:
        place: where it stands, as errors name it.
        data: what was read.
        node: the same with the line of every part, or None where nobody knows.
    """

    place: str
    data: Any
    node: yaml.Node | None = None

    def at(self, path: Sequence[str | int]) -> str:
        """The place with the line of a part; of one that is missing the line of what it is missing from."""
        node, found = self.node, self.node
        for step in path:
            node = None if node is None else _child(node, step)
            found = node or found
        return self.place if found is None else f"{self.place} (regel {_line(found)})"


def documents(name: str, content: bytes) -> Iterator[Document | InputError]:
    """Every case of a file with its place, of a list each of its items; what cannot be read comes out as an error."""
    number = 0
    try:
        if len(content) > MAX_BYTES:
            yield InputError(
                f"{name}: verwacht hoogstens {MAX_BYTES // 1024**2} MB; gevonden meer. Splits het bestand."
            )
            return
        _measure(name, content)
        loader = _Loader(content)
        while loader.check_node():
            root = loader.get_node()
            for node in root.value if isinstance(root, yaml.SequenceNode) else [root]:
                number += 1
                yield _document(name, number, node, loader)
    except yaml.YAMLError as error:
        yield InputError(f"{name}{_where(error)}: verwacht YAML; gevonden {_problem(error, content)}.")
    except InputError as error:
        yield error


def _document(name: str, number: int, node: yaml.Node, loader: Any) -> Document | InputError:  # noqa: ANN401  # a loader
    place = f"{name}: geval {number}"
    fault = _unreadable(node)
    if fault is not None:
        return InputError(f"{place} (regel {_line(node)}): {fault}.")
    data = loader.construct_document(node)
    label = data.get("id") if isinstance(data, dict) else None
    return Document(f"{name}: geval {label}" if isinstance(label, str) else place, data, node)


def _measure(name: str, content: bytes) -> None:
    """Refuse what is nested deeper than anything that is read, before it is read.

    Raises:
        InputError: it is.
    """
    depth = 0
    for event in yaml.parse(content, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > 2 * MAX_DEPTH:
            raise InputError(
                f"{name}, regel {_line(event)}: verwacht hoogstens {MAX_DEPTH} lagen in elkaar; gevonden meer. "
                "Sluit elk haakje waar het hoort."
            )


def _unreadable(node: yaml.Node) -> str | None:
    """What is wrong with a document before its content is known: too large, too deep, or a key that comes twice."""
    stack, parts = [(node, 1)], 0
    while stack:
        part, depth = stack.pop()
        parts += 1
        if depth > MAX_DEPTH:
            return f"verwacht hoogstens {MAX_DEPTH} lagen in elkaar; gevonden meer"
        if parts > MAX_PARTS:
            return f"verwacht hoogstens {MAX_PARTS} onderdelen; gevonden meer, ook door verwijzingen met *"
        if isinstance(part, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in part.value:
                if key.value.__hash__ and key.value in seen:
                    return f"verwacht elke sleutel één keer; gevonden {show(key.value)} nog eens op regel {_line(key)}"
                seen |= {key.value} if isinstance(key.value, str) else set()
                stack.append((value, depth + 1))
        elif isinstance(part, yaml.SequenceNode):
            stack += ((child, depth + 1) for child in part.value)
    return None


def _line(part: yaml.Node | yaml.Event) -> int:
    """The line on which it begins; 1 where the reader of YAML does not say."""
    return part.start_mark.line + 1 if part.start_mark is not None else 1


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return "" if mark is None else f", regel {mark.line + 1}"


def _problem(error: yaml.YAMLError, content: bytes) -> str:
    """What stands there instead, and what to do."""
    if isinstance(error, yaml.reader.ReaderError):
        return "tekens die geen tekst zijn. Bewaar het bestand als UTF-8"
    mark = getattr(error, "problem_mark", None)
    lines = content.split(b"\n")
    if mark is not None and mark.line < len(lines) and b"\t" in lines[mark.line]:
        return "een tab. Spring in met spaties"
    said = f"{getattr(error, 'problem', '')}"
    return next((words for part, words in _PROBLEMS if part in said), "iets anders") + ". Herstel de opmaak"
