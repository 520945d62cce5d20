"""What the information model asks within one message, beyond what its schema can hold.

Most rules are rows of a table, one YAML file a noun of the standard; the few that compare many lines are functions
(`counting`).
A row says how it is broken, with these keys:

- id: the official id; `modelregels` says for which messages and domeinen it holds, and with which retourcode;
- klassen: the classes it looks at, by name (ToegewezenProduct) or by type (CDT_Adres). By a type that the model ties
  the rule to it holds in every message that has the type, retourberichten apart, whatever messages the model names;
- domeinen: the only domein this row holds in;
- fout: when it is broken: an XPath 1.0 condition within the class, in which a name is an element below it, `../Name`
  one beside its parent, and `kop(Name/Name)` one in the header. `dag(Name)` is a date as a number (20201231),
  `vorm(Name)` a text with 9 for each digit and A for each capital, `elfproef(Name)` the remainder of the elfproef.
  Where a name does not exist in a message or release, the row says nothing of it;
- bij: the element it is about; without, or where that is absent, the class itself;
- verwacht: what was expected, in Dutch, after "verwacht"; {Name} is what an element holds;
- ook_24: it is held to release 2.4 as well, where it is assumed and thus only warns;
- overal: it is held to every message that has the class, retourberichten too, whatever the model names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF

TABLES = ("client", "product", "start_stop", "verzoek", "declaratie", "declaratieantwoord")
"""The files beside this module."""


@dataclass(frozen=True, slots=True)
class Berichtregel:
    """A row of the table; the keys are those of the module."""

    id: str
    klassen: tuple[str, ...]
    domeinen: tuple[Domein, ...]
    fout: str
    bij: str | None
    verwacht: str
    ook_24: bool
    overal: bool

    def holds_for(self, kind: str, release: Release, domein: Domein) -> bool:
        """Whether a message of this kind is held to it; in 2.4 on the assumption that it held there already."""
        if domein not in self.domeinen or (release == Release.R24 and not self.ook_24):
            return False
        return self.overal or self._by_type(kind) or modelregels()[self.id].applies_to(kind, Release.R30, domein)

    def _by_type(self, kind: str) -> bool:
        """Whether the model ties the rule to the data types of this row."""
        tied = {part.partition(".")[0] for part in modelregels()[self.id].parts}
        return kind not in RETOUR_OF and all(one[1:4] == "DT_" and one in tied for one in self.klassen)


def _rows() -> Iterator[Berichtregel]:
    for table in TABLES:
        for row in read_yaml(__name__, f"{table}.yaml")["regels"]:
            yield Berichtregel(
                id=row["id"],
                klassen=tuple(row["klassen"]),
                domeinen=tuple(map(Domein, row.get("domeinen", Domein))),
                fout=row["fout"],
                bij=row.get("bij"),
                verwacht=row["verwacht"],
                ook_24=row.get("ook_24", False),
                overal=row.get("overal", False),
            )


@cache
def berichtregels() -> tuple[Berichtregel, ...]:
    """Every row, in the order of the files; a rule may have more than one."""
    return tuple(_rows())
