"""A campaign: all cases of one role and domain on one calendar."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.cases import cases as catalogue
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.istandaard.releases import Domein


@dataclass(frozen=True)
class Campaign:
    """All cases of one role and domain on one calendar; isolated: one of them alone.

    A metamorphic case needs the case it is derived from on the same calendar, judged or not.

    Attributes:
        role: who is judged.
        pair: the other role is played by a system too, not by the kit.
    """

    role: str
    domein: Domein
    cases: tuple[Case, ...]
    isolated: bool = False
    pair: bool = False

    @property
    def systems(self) -> tuple[str, ...]:
        """The roles that are not played by the kit."""
        return ROLES if self.pair else (self.role,)

    @property
    def to_play(self) -> tuple[Case, ...]:
        """The cases to judge, and those they are compared with."""
        out = {case.id: case for case in self.cases}
        out |= {
            case.base: replace(catalogue()[case.base], products=case.products)
            for case in self.cases
            if case.base is not None
        }
        return tuple(sorted(out.values(), key=lambda case: case.number))

    @property
    def id(self) -> str:
        """For example gemeente-wmo; isolated with the number of the case."""
        return f"{self.role}-{self.domein}" + (f"-{self.cases[0].number}" if self.isolated else "")


def campaigns(
    cases: Iterable[Case],
    roles: Iterable[str],
    domeinen: Iterable[Domein],
    *,
    isolated: bool = False,
    pair: bool = False,
) -> list[Campaign]:
    """The campaigns that play the positive cases, in a fixed order."""
    positive = sorted((case for case in cases if case.positive), key=lambda case: case.number)
    out = []
    for role in roles:
        for domein in domeinen:
            own = tuple(case for case in positive if role in case.roles and domein in case.domeinen)
            if isolated:
                out += [Campaign(role, domein, (case,), isolated=True, pair=pair) for case in own]
            elif own:
                out.append(Campaign(role, domein, own, pair=pair))
    return out
