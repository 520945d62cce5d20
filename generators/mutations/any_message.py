"""A rule broken in any valid message, whoever made it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from migratietoets.generators.messages.message import family
from migratietoets.generators.mutations.exchanges import exchange_rules
from migratietoets.generators.mutations.mutation import made, rows
from migratietoets.generators.mutations.paths import Route, places
from migratietoets.istandaard.berichten import Bericht, BerichtError, build
from migratietoets.istandaard.berichtregels.breaches import held_to
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.validation import validate


def break_rule(bericht: Bericht, rule: str, product: int | None = None) -> Bericht:
    """The message with a rule of the table broken in it, in the first place and way that break nothing else.

    Where there is none, it first gets what a full message says and this one does not. What breaks the rule already is
    left as it is.

    Args:
        bericht: a valid message.
        rule: the official id.
        product: the product to break it in, from 1; None: wherever.

    Raises:
        InputError: this message is not held to the rule, or has nothing in which it can be broken.
    """
    if rule in _breaks(bericht):
        return bericht
    held = rule in held_to(bericht.kind, bericht.release, bericht.domein)
    ways = [row for row in rows() if row.rule == rule and held]
    for one in (bericht, *_fuller(bericht)):
        for row in ways:
            for element, route in places(one):
                here = row.is_in(element) and (product is None or _in_product(one, route, product))
                broken = made(row, one, route) if here else None
                if broken is not None and _breaks(broken) == {rule, *row.besides}:
                    return broken
    raise InputError(f"{rule} is in deze {bericht.name} niet te breken. Kies een ander bericht, of een andere inhoud.")


def breaks_alone(rule: str) -> bool:
    """Whether a rule is one of the table, and not also one about what went before the message."""
    return any(row.rule == rule for row in rows()) and rule not in exchange_rules()


def _breaks(bericht: Bericht) -> set[str]:
    """The rules that a message breaks; none where it cannot even be written."""
    try:
        return {remark.code for remark in validate(build(bericht))}
    except BerichtError:
        return set()


def _in_product(bericht: Bericht, route: Route, product: int) -> bool:
    """Whether a place lies in that product, of which a message may hold only one that is not numbered.

    The prestaties of a declaratie are numbered on from one client to the next.
    """
    numbers = [step for step in route if isinstance(step, int)]
    if "Prestatie" in route:
        routes = [there for element, there in places(bericht) if element.name == "Prestatie"]
        return route[: len(routes[product - 1])] == routes[product - 1]
    return numbers[:1] == [product - 1] if numbers else product == 1


def _fuller(bericht: Bericht) -> Iterator[Bericht]:
    """The message with whatever it leaves out and a full one says, as each of the full ones says it: all, then one."""
    full = family(bericht.kind, bericht.release, bericht.domein).values()
    for other in full:
        content = deepcopy(bericht.content)
        _fill(content, other.content)
        yield replace(bericht, content=content)
    for other in full:
        for more in _one_more(bericht.content, other.content):
            yield replace(bericht, content=more)


def _fill(content: dict[str, Any], full: dict[str, Any]) -> None:
    for name, value in full.items():
        own = content.setdefault(name, deepcopy(value))
        both = zip(own, value, strict=False) if isinstance(own, list) and isinstance(value, list) else [(own, value)]
        for one, other in both:
            if isinstance(one, dict) and isinstance(other, dict):
                _fill(one, other)


def _one_more(content: dict[str, Any], full: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The content with one of the elements that it leaves out, each of them in turn."""
    for name, value in full.items():
        own = content.get(name)
        if name not in content:
            yield {**content, name: value}
        elif isinstance(own, dict) and isinstance(value, dict):
            yield from ({**content, name: below} for below in _one_more(own, value))
