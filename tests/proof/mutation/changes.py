"""The changes to the oracle: every place of every operator, and the fixed sample of them."""

import ast
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

import parso
from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from tests.helpers import PROJECT
from tests.proof.mutation.operators import DropHalf, MoveDate

PLACES = ("conformance/rules", "conformance/verdict", "conformance/trace")
FILES = ("istandaard/kalender.py", "istandaard/varianten.py", "istandaard/releases.py")
SEED = "2021-01-01"
SIZE, DAYS = 300, 150
"""Changes in the sample, and moved days beside them."""
KINDS = {
    "ReplaceComparisonOperator": "vergelijking",
    "ReplaceAndWithOr": "en/of",
    "ReplaceOrWithAnd": "en/of",
    "DropHalf": "half",
    "AddNot": "niet",
    "ReplaceUnaryOperator_Delete_Not": "niet",
    "NumberReplacer": "getal",
    "ReplaceTrueWithFalse": "ja/nee",
    "ReplaceFalseWithTrue": "ja/nee",
    "ReplaceBinaryOperator": "rekenen",
    "ReplaceBreakWithContinue": "lus",
    "ReplaceContinueWithBreak": "lus",
    "ZeroIterationForLoop": "lus",
    "MoveDate": "dag",
}
"""The operators that are used, by the beginning of their name, and what a reader calls them."""


@dataclass(frozen=True)
class Change:
    """One change to one file, known by what it changes and not by where that stands."""

    file: str
    kind: str
    operator: str
    occurrence: int
    before: str
    after: str
    line: int

    @property
    def key(self):
        return f"{self.file}|{self.kind}|{self.before}|{self.after}"


def sources():
    """The files of the oracle, by their path in the project."""
    paths = [path for place in PLACES for path in sorted((PROJECT / place).rglob("*.py"))]
    return {
        path.relative_to(PROJECT).as_posix(): path.read_text("utf-8")
        for path in [*paths, *map(PROJECT.joinpath, FILES)]
    }


def operators():
    """Name -> kind and operator."""
    out = {"MoveDate": ("dag", MoveDate()), "DropHalf": ("half", DropHalf())}
    for full in operator_names():
        name = full.partition("/")[2]
        kind = next((kind for prefix, kind in KINDS.items() if name.startswith(prefix)), None)
        identity = len({"Is", "IsNot"} & set(name.split("_")[1:]))
        if kind is not None and not (kind == "vergelijking" and identity == 1):
            out[name] = (kind, get_operator(full)())
    return out


def mutated(source, operator, occurrence):
    """The text of a file after one change."""
    return mutate_code(source, operator, occurrence)


def _bare(source):
    """What a module does: without annotations, docstrings and texts that only a reader sees."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            if getattr(node, field, None) is not None:
                setattr(node, field, None if field == "returns" or isinstance(node, ast.arg) else ast.Constant(0))
    return ast.dump(tree)


@dataclass(frozen=True)
class _Place:
    """Where one operator may change a file, before it does."""

    file: str
    kind: str
    operator: str
    occurrence: int
    row: int
    rank: str


def _places(file, source):
    """Every place in a file: per place and kind one change, chosen by chance; a day is moved both ways."""
    lines, best, count = source.splitlines(), {}, Counter()
    for node in ast_nodes(parso.parse(source)):
        for name, (kind, operator) in OPERATORS.items():
            for index, ((row, column), end) in enumerate(operator.mutation_positions(node)):
                text = "|".join((SEED, file, name, lines[row - 1].strip(), str(column), str(index)))
                place = _Place(file, kind, name, count[name], row, sha256(text.encode()).hexdigest())
                spot = (kind, row, column, end, index if kind == "dag" else 0)
                best[spot] = min(best.get(spot, place), place, key=lambda one: one.rank)
                count[name] += 1
    return list(best.values())


def _change(place, source):
    """The change itself; nothing where it changes only what nobody runs."""
    text = mutated(source, OPERATORS[place.operator][1], place.occurrence)
    try:
        if text is None or _bare(text) == _bare(source):
            return None
    except SyntaxError:
        return None
    before, after = _difference(source, text)
    return Change(place.file, place.kind, place.operator, place.occurrence, before, after, place.row)


def _difference(old, new):
    """The lines that differ, without what stands around them."""
    one, two = old.splitlines(), new.splitlines()
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    return tuple(" ".join(" ".join(lines).split()) for lines in (one, two))


OPERATORS = operators()


def sample(days=DAYS, size=SIZE):
    """The fixed sample: by the digest of the line that changes, so that it hardly moves with the code."""
    texts = sources()
    everything = sorted(
        (place for file, text in texts.items() for place in _places(file, text)), key=lambda one: one.rank
    )
    out, left = {}, {True: days, False: size}
    for place in everything:
        moved = place.kind == "dag"
        if left[moved] and (change := _change(place, texts[place.file])) is not None and change.key not in out:
            out[change.key] = change
            left[moved] -= 1
    return sorted(out.values(), key=lambda one: (one.file, one.line))
