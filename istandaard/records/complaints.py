"""What is to be said of the input: the same mistake in a thousand rows is one text, with a count and the first rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SHOWN = 5
"""So many places are named."""
MOST = 500
"""So many different mistakes are told; of the rest the count."""
_VARIES = re.compile(r"“[^”]*”|\d+")
"""What may differ between two times the same mistake: the value that was found."""


@dataclass
class _Mistake:
    place: str
    text: str
    count: int = 0
    others: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        first = f"{self.place}: {self.text}" if self.place else self.text
        if not self.others:
            return first
        file = self.place.partition(", ")[0]
        places = [other.removeprefix(f"{file}, ") for other in self.others]
        more = " …" if self.count > len(places) + 1 else "."
        number = f"{self.count - 1:,}".replace(",", ".")
        return f"{first} Zo ook nog {number} keer: {'; '.join(places)}{more}"


class Complaints:
    """Texts with their places, in the order in which each mistake was first met."""

    def __init__(self) -> None:
        self._count = 0
        self._mistakes: dict[str, _Mistake] = {}
        self._untold = 0

    def add(self, place: str, text: str) -> None:
        """One mistake more.

        Args:
            place: the file, and the line or the product in it.
            text: what was expected, what was found and what to do.
        """
        self._count += 1
        kind = _VARIES.sub("#", text)
        if kind not in self._mistakes and len(self._mistakes) >= MOST:
            self._untold += 1
            return
        mistake = self._mistakes.setdefault(kind, _Mistake(place, text))
        if mistake.count and len(mistake.others) < SHOWN:
            mistake.others.append(place)
        mistake.count += 1

    def __len__(self) -> int:
        """How often something is wrong."""
        return self._count

    def __iter__(self) -> Iterator[str]:
        """One text a mistake."""
        yield from map(str, self._mistakes.values())
        if self._untold:
            yield f"En nog {self._untold} keer iets anders. Herstel eerst wat hierboven staat."
