"""What a rule must see before it may say anything of recorded traffic.

Traffic shows messages alone. Nobody sees what persons asked or said, nor what there was before it began; so a rule that
would need that is not verifiable, whatever it finds. The sets below were found by judging every case of the catalogue
twice, once with all there is to see and once with messages alone, and are held to that by a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from migratietoets.conformance.rules.messages.within import WITHIN

ALONE = frozenset(WITHIN) | {"OP192", "PL-01"}
"""Rules that one message shows: they are judged whatever else is seen."""

ONE_SIDE = ALONE | {"CS100", "CS108", "DC-01", "DC-02", "DC-04", "TR346", "TR358"}
"""Rules that the messages of one party show, also when nobody knows which of them were refused."""

FROM_THE_BEGINNING = frozenset(
    {"AC-04", "AC-05", "AC-07", "AC-08", "CR-02", "CR-03", "IV091", "MS-01", "MT-06", "OP090", "OP259", "OP278"}
    | {"PL-06", "TR056", "TR302", "TR314", "TR316", "TR318", "TR319", "TR333", "TR341", "TR342", "TR347", "TR355"}
    | {"TR362", "TR363", "TR364", "TR366", "TR369", "TR376", "TW-01", "TW-02", "VOT-02"}
)
"""Rules that need no stock: what they judge begins and ends within the traffic, or is not judged."""

BEFORE = frozenset({"CR-01", "IV053", "VOT-05"})
"""Rules about something that may have been sent before the traffic began."""
DESK = frozenset({"AF-01", "MS-02", "OP272", "OP274", "OP346", "PL-04", "TW-06"})
"""Rules that stand or fall with what a person asked at a desk."""
GROUNDS = frozenset({"AC-11", "PL-03", "VOW-01"})
"""Rules about a refusal: who refused may have seen what the kit cannot tell from messages."""

_BOTH_SIDES = "de retourberichten van de andere partij, die zeggen wat is afgekeurd"
_STOCK = "de voorraad van voor het verkeer (--stock)"
_NEEDS = {
    BEFORE: "wat voor het begin van dit verkeer is verzonden",
    DESK: "wat er aan het bureau is gevraagd en beantwoord",
    GROUNDS: "de grond van een afkeuring, ook waar die niet uit berichten blijkt",
}
MIXED_UP = "een identificatie of referentie die maar voor één cliënt is gebruikt"
ORDER = "het moment van elk bericht, met ontvangst (--index)"


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of one client and the party that is judged.

    Attributes:
        stock: what there was when the traffic began.
        both_sides: what the other party refused.
        mixed_up: an identification or reference of this client was used for another one too.
    """

    stock: bool
    both_sides: bool
    mixed_up: bool = False

    def lacks(self, rule: str) -> str:
        """What a rule would need to be judged, in words; "" when it sees enough."""
        return ", ".join(self._lacking(rule))

    def _lacking(self, rule: str) -> Iterator[str]:
        if rule in ALONE:
            return
        yield from (words for rules, words in _NEEDS.items() if rule in rules)
        if not self.both_sides and rule not in ONE_SIDE:
            yield _BOTH_SIDES
        if not self.stock and rule not in ONE_SIDE | FROM_THE_BEGINNING:
            yield _STOCK
        if self.mixed_up and rule != "TR056":
            yield MIXED_UP


NOTHING_SEEN = Sight(stock=False, both_sides=False)
"""Of messages that belong to no client nothing is seen but themselves."""
