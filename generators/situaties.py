"""What the generators can make, counted: rule, situation, outcome. `python -m generators.situaties` prints the table.

A situation is a named defect together with a named timeline (or, for new care, its kind); the outcome is what becomes
of a rule there. Two rules of the assessment come first, TW-02 and TW-03: there the outcome is whether the toewijzing
must migrate, and the situation is the defect alone. Last come what is delivered and what is credited: there the outcome
is whether it may be claimed in one place, in one of two, or nowhere, and whether it may be taken back. Every situation
is made some times over; what differs between those (dates, consent, whether care has started, who claims how) can give
a rule several outcomes in one situation, and each counts.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.creditketens import CREDITSITUATIES
from generators.defecten import NAMEN as DEFECTNAMEN
from generators.leveringen import AFSPRAKEN, DECLARANTEN, LEVERSITUATIES, levering
from generators.nieuwe import MAANDEN, SOORTEN
from generators.scenarios import scenario
from generators.tijdlijnen import NAMEN, NIEUWE_ZORG, tijdlijn
from istandaard.releases import Domein

KEREN = 24
"""How often each situation is made, alternately in both domeinen."""
BEOORDELING = "beoordeling"
MOET, HOEFT_NIET = "moet", "hoeft_niet"
DECLAREREN, CREDITEREN = "declareren", "crediteren"
MAG, KEUS, MAG_NIET = "mag", "keus", "mag_niet"
UITKOMSTEN = (MOET, HOEFT_NIET, "pass", "warn", "fail", MAG, KEUS, MAG_NIET)
_DOMEINEN = tuple(Domein)


@dataclass(frozen=True, slots=True, order=True)
class Situatie:
    """A rule in a situation with an outcome.

    Attributes:
        regel: rule id.
        tijdlijn: a timeline, or BEOORDELING, DECLAREREN, CREDITEREN.
        naam: a name of a defect, of a kind of new care, of a delivery or of a credit chain.
        uitkomst: one of UITKOMSTEN.
    """

    regel: str
    tijdlijn: str
    naam: str
    uitkomst: str


def _van_beoordeling(naam: str, keer: int) -> Iterator[Situatie]:
    eerste = scenario(naam, seed=keer, domein=_DOMEINEN[keer % 2])[0]
    for regel in ("TW-02", "TW-03"):
        yield Situatie(regel, BEOORDELING, naam, MOET if regel in eerste.label.rules else HOEFT_NIET)


def _van_tijdlijn(lijn: str, naam: str, keer: int) -> Iterator[Situatie]:
    eerste = tijdlijn(lijn, scenario(naam, seed=keer, domein=_DOMEINEN[keer % 2])).uitkomsten[0]
    for regel, uitkomst in eerste.regels.items():
        yield Situatie(regel, lijn, naam, uitkomst)


def _van_nieuwe_zorg(lijn: str, soort: str, keer: int) -> Iterator[Situatie]:
    stock = scenario("zelfde_nummer_geannuleerde", seed=keer, domein=_DOMEINEN[keer % 2])
    laatste = tijdlijn(lijn, stock, soort=soort).uitkomsten[-1]
    if laatste.weg == NIEUWE_ZORG:
        for regel, uitkomst in laatste.regels.items():
            yield Situatie(regel, lijn, soort, uitkomst)


def _van_leveringen(keer: int) -> Iterator[Situatie]:
    declarant, afspraak = DECLARANTEN[keer % 4], AFSPRAKEN[keer // 4 % 3]
    for naam in LEVERSITUATIES:
        label = levering(naam, domein=_DOMEINEN[keer % 2], declarant=declarant, afspraak=afspraak).label
        uitkomst = (MAG_NIET, MAG, KEUS)[len(label.plekken)]
        for regel in label.regels:
            yield Situatie(regel, DECLAREREN, naam, uitkomst)


def _van_credits() -> Iterator[Situatie]:
    for naam, situatie in CREDITSITUATIES.items():
        for regel in situatie.regels:
            yield Situatie(regel, CREDITEREN, naam, MAG if situatie.mag else MAG_NIET)


def situaties(keren: int = KEREN) -> Counter[Situatie]:
    """Every rule, situation and outcome, with how often it came up; the same each time, in order.

    Args:
        keren: how often each situation is made.
    """
    teller: Counter[Situatie] = Counter()
    for keer in range(keren):
        for naam in DEFECTNAMEN:
            teller.update(_van_beoordeling(naam, keer))
        for lijn in NAMEN:
            if lijn in MAANDEN:
                for soort in SOORTEN:
                    teller.update(_van_nieuwe_zorg(lijn, soort, keer))
            else:
                for naam in DEFECTNAMEN:
                    teller.update(_van_tijdlijn(lijn, naam, keer))
        teller.update(_van_leveringen(keer))
        teller.update(_van_credits())
    return Counter({situatie: teller[situatie] for situatie in sorted(teller)})


def tabel(teller: Counter[Situatie]) -> list[tuple[str, ...]]:
    """A row for each rule: in how many situations it has each outcome; and the totals."""
    per_regel: Counter[tuple[str, str]] = Counter((situatie.regel, situatie.uitkomst) for situatie in teller)
    regels = sorted({regel for regel, _ in per_regel})
    rijen = [[per_regel[regel, uitkomst] for uitkomst in UITKOMSTEN] for regel in regels]
    totaal = [sum(kolom) for kolom in zip(*rijen, strict=True)]
    return [
        ("regel", *UITKOMSTEN, "samen"),
        *((regel, *map(str, rij), str(sum(rij))) for regel, rij in zip(regels, rijen, strict=True)),
        ("totaal", *map(str, totaal), str(sum(totaal))),
    ]


def main(argumenten: Sequence[str] | None = None) -> None:
    """Print the table, or with --alles a line for each rule, situation and outcome."""
    teller = situaties()
    if "--alles" in (sys.argv[1:] if argumenten is None else argumenten):
        for situatie, keer in teller.items():
            print(situatie.regel, situatie.tijdlijn, situatie.naam, situatie.uitkomst, keer, sep="\t")  # noqa: T201  # its output
        return
    for eerste, *rest in tabel(teller):
        print(f"{eerste:8}{''.join(f'{waarde:>12}' for waarde in rest)}")  # noqa: T201  # its output


if __name__ == "__main__":
    main()
