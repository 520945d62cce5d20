"""What cosmic-ray does not know: a date that moves by a day, and a half of an and/or that is dropped."""

from datetime import date
from importlib import import_module

import parso
from cosmic_ray.operators.operator import Operator

FACTS = [import_module(f"migratietoets.{name}") for name in ("istandaard.releases", "istandaard.kalender")]
DATES = {name for module in FACTS for name, value in vars(module).items() if type(value) is date}
"""The names of the days of the standard."""
ENDS = {
    "begindatum",
    "einddatum",
    "ingangsdatum",
    "day",
    "due",
    "end",
    "toewijzing_ingangsdatum",
    "toewijzing_einddatum",
}
"""Attributes that hold a day, moved where they are compared."""
COMPARED = {"<", "<=", ">", ">="}


def _place(node):
    return node.start_pos, node.end_pos


def _is_use(node):
    """A name that is read: not one that is imported, assigned, deleted, or the name of a parameter or keyword."""
    if node.is_definition(include_setitem=True) or node.search_ancestor("import_from", "import_name"):
        return False
    before = node.get_previous_leaf()
    after = node.get_next_leaf()
    return not (before == "." or (node.parent.type in {"argument", "param"} and after == "="))


def _is_date(node):
    if node.type == "name" and node.value in DATES:
        return _is_use(node)
    if node.type in {"atom_expr", "power"} and node.children[0].get_code().strip() == "date":
        return len(node.children) == 2 and node.children[1].get_code().startswith("(")
    return False


def _is_compared(node):
    """A day of a message or toewijzing that stands beside < or >."""
    if node.type not in {"atom_expr", "power"} or node.parent.type != "comparison":
        return False
    last = node.children[-1]
    signs = {str(sign.get_code()).strip() for sign in node.parent.children[1::2]}
    return bool(signs <= COMPARED and last.type == "trailer" and last.get_code()[1:] in ENDS)


class MoveDate(Operator):
    """Move a day by a day, later or earlier."""

    def mutation_positions(self, node):
        if _is_date(node) or _is_compared(node):
            yield _place(node)
            yield _place(node)

    def mutate(self, node, index):
        moved = f' ({node.get_code().strip()} {"+-"[index]} __import__("datetime").timedelta(1))'
        return parso.parse(moved)

    @classmethod
    def examples(cls):
        return ()


class DropHalf(Operator):
    """Leave out one part of an `and` or an `or`."""

    def mutation_positions(self, node):
        if node.type in {"and_test", "or_test"}:
            for part in node.children[::2]:
                yield _place(part)

    def mutate(self, node, index):
        kept = [part.get_code().strip() for at, part in enumerate(node.children[::2]) if at != index]
        sign = node.children[1].value
        return parso.parse(f" ({f' {sign} '.join(kept)})")

    @classmethod
    def examples(cls):
        return ()
