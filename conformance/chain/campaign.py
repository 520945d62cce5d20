"""A campaign: all cases of one role and domain on one calendar."""

from collections.abc import Iterable
from dataclasses import dataclass

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.cases import cases as catalogue
from migratietoets.istandaard.releases import Domein


@dataclass(frozen=True)
class Campaign:
    """All cases of one role and domain on one calendar; isolated: one case alone.

    A metamorphic case needs the case it is derived from on the same calendar, judged or not.
    """

    role: str
    domein: Domein
    cases: tuple[Case, ...]
    only: Case | None = None

    @property
    def to_play(self) -> tuple[Case, ...]:
        """The cases to judge, and those they are compared with."""
        every = {g.id: g for g in self.cases}
        every |= {g.base: catalogue()[g.base] for g in self.cases if g.base is not None}
        return tuple(sorted(every.values(), key=lambda g: g.number))

    @property
    def id(self) -> str:
        """For example gemeente-wmo; isolated with the number of the case."""
        return f"{self.role}-{self.domein}" + (f"-{self.only.number}" if self.only else "")


def campaigns(
    cases: Iterable[Case], roles: Iterable[str], domeinen: Iterable[Domein], *, isolated: bool = False
) -> list[Campaign]:
    """The campaigns that play the positive cases, in a fixed order."""
    listing = sorted((g for g in cases if g.positive), key=lambda g: g.number)
    out = []
    for role in roles:
        for domein in domeinen:
            own = tuple(g for g in listing if role in g.roles and domein in g.domeinen)
            if isolated:
                out += [Campaign(role, domein, (g,), g) for g in own]
            elif own:
                out.append(Campaign(role, domein, own))
    return out
