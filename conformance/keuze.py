"""What a run is asked to do: which system, roles, domains, cases and rules, and where the results go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from conformance.adapters import STANDAARD
from conformance.gevallen import Geval, gevallen
from conformance.keten import Campagne, campagnes
from conformance.oordeel import toetsbaar
from istandaard.berichten.xsd import laad_schema
from istandaard.model import Invoerfout
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import berichtruimte, soorten

ROLLEN = ("gemeente", "aanbieder")
OVERIGE = "overige"
"""The test that judges every rule a case does not name."""


@dataclass(frozen=True)
class Keuze:
    """The choices of one run; an empty pattern list means everything.

    Attributes:
        timeout: seconds that a cli: system gets per call.
        xsd: a folder with the official schemas, to judge messages by instead of our own.
    """

    adapter: str = STANDAARD
    timeout: float = 10.0
    xsd: Path | None = None
    rollen: tuple[str, ...] = ROLLEN
    domeinen: tuple[Domein, ...] = tuple(Domein)
    regels: tuple[str, ...] = ()
    gevallen: tuple[str, ...] = ()
    geisoleerd: bool = False
    streng: bool = False
    uit: Path = Path("out")

    def regel_telt(self, regel_id: str) -> bool:
        """Whether a rule was asked for."""
        return not self.regels or any(fnmatchcase(regel_id, patroon.upper()) for patroon in self.regels)

    def controleer_xsd(self) -> None:
        """See that the folder of --xsd has a schema for every message of this run.

        Raises:
            Invoerfout: a schema is missing or unusable.
        """
        if self.xsd is None:
            return
        for domein in self.domeinen:
            for release in Release:
                for soort in soorten(release):
                    laad_schema(self.xsd, berichtruimte(soort, release, domein).uri)

    def gekozen_gevallen(self) -> list[Geval]:
        """The positive cases that were asked for.

        Raises:
            Invoerfout: a pattern matches no case or no rule.
        """
        positief = [g for g in gevallen().values() if g.positief]
        _controleer("--cases", self.gevallen, [g.id for g in positief], "toewijzingen/*")
        regels = {r.id for rol in self.rollen for r in toetsbaar(rol)}
        _controleer("--rules", [p.upper() for p in self.regels], sorted(regels), "MT-04 of MT-*")
        if not self.gevallen:
            return positief
        return [g for g in positief if any(fnmatchcase(g.id, patroon) for patroon in self.gevallen)]

    def campagnes(self) -> list[Campagne]:
        """The campaigns of this run, in the order in which pytest collects them."""
        return campagnes(self.gekozen_gevallen(), sorted(self.rollen), self.domeinen, geisoleerd=self.geisoleerd)


def _controleer(optie: str, patronen: Iterable[str], bekend: Sequence[str], voorbeeld: str) -> None:
    for patroon in patronen:
        if not any(fnmatchcase(naam, patroon) for naam in bekend):
            raise Invoerfout(
                f"{optie} {patroon}: niets gevonden. Verwacht: een naam of patroon als {voorbeeld}. "
                "Bekijk de mogelijkheden met migratietoets cases of migratietoets rules."
            )


def delen(waarden: Iterable[str]) -> tuple[str, ...]:
    """Options may be given more than once and may hold commas."""
    return tuple(deel.strip() for waarde in waarden for deel in waarde.split(",") if deel.strip())
