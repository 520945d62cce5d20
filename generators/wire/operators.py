"""The structural operators by name: everything that can be done to a message but changing one element of it."""

from dataclasses import dataclass

from migratietoets.generators.wire.contradiction import contradicted
from migratietoets.generators.wire.delivery import dropped, moved, refused, renamed_twice, same_twice
from migratietoets.generators.wire.exchange import Operate
from migratietoets.generators.wire.lines import merged, reordered, split

WEEK = 7


@dataclass(frozen=True, slots=True)
class Operator:
    """A way to change a message.

    Attributes:
        name: what a reader calls it, in Dutch.
        apply: from what went to what goes instead; None where it cannot be done to this message.
    """

    name: str
    apply: Operate


OPERATORS: tuple[Operator, ...] = (
    Operator("weggelaten", dropped),
    Operator("twee keer, dezelfde bytes", same_twice),
    Operator("twee keer, nieuwe identificatie", renamed_twice),
    Operator("een dag eerder", moved(-1)),
    Operator("een dag later", moved(1)),
    Operator("een week later", moved(WEEK)),
    Operator("gesplitst per regel", split),
    Operator("samengevoegd met het volgende", merged),
    Operator("regels in andere volgorde", reordered),
    Operator("tegengesproken", contradicted),
    Operator("geweigerd met 0001 en niet opnieuw verstuurd", refused),
)
"""Every structural operator, in the order in which a table shows them."""
