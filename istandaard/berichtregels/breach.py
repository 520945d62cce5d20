"""What it says when a message breaks a rule of the information model."""

from dataclasses import dataclass

from lxml import etree

from migratietoets.istandaard.berichten.bericht import short


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a message breaks.

    Attributes:
        rule: its official id.
        element: what it is about, or the class where that is absent.
        name: what it is about.
        expected, found: in Dutch.
        present: it is there; otherwise `element` is the class it belongs in.
    """

    rule: str
    element: etree._Element
    name: str
    expected: str
    found: str
    present: bool = True

    @property
    def text(self) -> str:
        """One Dutch sentence of at most 300 characters, without a BSN."""
        return short(f"{self.name}: verwacht {self.expected}; gevonden {self.found}.")
