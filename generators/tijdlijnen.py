"""Timelines: what a gemeente with a labelled portfolio sends, and when.

The steps follow from the actions of the labels; the timeline decides the days, and what only the gemeente can choose
is chosen. So a timeline also knows, from how it was built, which rules it keeps and breaks.

    vroeg                in october, what needs release 3.0 on its first day
    op_tijd              everything on its last day
    te_laat              everything a day after
    halverwege           in good time up to the withdrawals and the stops; nothing follows
    andere_route         in good time; withdrawn beforehand where it could have run on (BS-03)
    nieuw_in_november    in good time; clients with nothing to migrate get new care, each in another way,
    nieuw_in_december      in 2.4: right in every variant, and wrong in every way (generators.nieuwe)

As an option of `generate` a timeline writes, beside the dataset (generators.tijdlijnbestanden):

- `tijdlijn.jsonl`: one step a line, client by client, each in the order of the days. Keys: `op` (the day), `by`
  (gemeente or aanbieder), `van`, `aan` (their codes), `action` (as in a label, or ken_toe: new care is decided on),
  `message`, `release` (null outside the messages), `toewijzing` (id of the toewijzing it is about; of a successor the
  one it follows), `bestand` (file of the message, or null), `reden_wijziging`, `domein`, `bsn`, and the toewijzing as
  it stands after the step: `toewijzingnummer`, `categorie`, `code`, `volume`, `eenheid`, `frequentie`, `budget`,
  `ingangsdatum`, `einddatum`.
- `uitkomsten.jsonl`: one toewijzing a line: `id`, `weg` (how it goes over) and `outcomes`: what becomes of each rule
  that is at stake for the gemeente: rule id to pass, warn or fail.
- `tijdlijn/*.xml`: the messages of the steps, 301s and 307s.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generators.agenda import (
    AGENDA,
    ANDERE_ROUTE,
    HALVERWEGE,
    NIEUW_IN_DECEMBER,
    NIEUW_IN_NOVEMBER,
    OP_TIJD,
    TE_LAAT,
    VROEG,
)
from generators.bouwen import Plek
from generators.defecten import Gelabeld
from generators.gevolgen import VOORAF_INTREKKEN
from generators.keuzes import vul_aan
from generators.nieuwe import DUBBEL, MAANDEN, SOORTEN, ZONDER_NUMMER, nieuwe_zorg, uitkomsten_nieuw
from generators.nummers import EERSTE_NIEUWE, Nummers
from generators.stappen import NIEUW, VOLGORDE, Stap, stap
from generators.toeval import bron, getal
from generators.uitkomsten import BLIJFT, FAIL, WARN, Geval, ernstigste, uitkomsten
from istandaard.model import Invoerfout, Toewijzing

NAMEN = (VROEG, OP_TIJD, TE_LAAT, HALVERWEGE, ANDERE_ROUTE, NIEUW_IN_NOVEMBER, NIEUW_IN_DECEMBER)
"""The timelines by name."""
NIEUWE_ZORG = "nieuwe_zorg"
"""The way of a toewijzing that a timeline newly grants."""


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What becomes of the rules at stake for one toewijzing: rule id to pass, warn or fail."""

    id: str
    weg: str
    regels: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """A line of uitkomsten.jsonl."""
        return {"id": self.id, "weg": self.weg, "outcomes": self.regels}


@dataclass(frozen=True, slots=True)
class Tijdlijn:
    """What is sent about some toewijzingen that belong together.

    Attributes:
        naam: a name from NAMEN.
        toewijzingen: the stock that it starts from.
        stappen: in the order of their days.
        uitkomsten: of each toewijzing of the stock, and of what is newly granted.
    """

    naam: str
    toewijzingen: tuple[Gelabeld, ...]
    stappen: tuple[Stap, ...]
    uitkomsten: tuple[Uitkomst, ...]

    @property
    def regels(self) -> dict[str, str]:
        """The gravest outcome of each rule."""
        return ernstigste([uitkomst.regels for uitkomst in self.uitkomsten])

    @property
    def breekt(self) -> frozenset[str]:
        """The rules that it breaks."""
        return frozenset(regel for regel, uitkomst in self.regels.items() if uitkomst == FAIL)

    @property
    def waarschuwt(self) -> frozenset[str]:
        """The rules that it keeps, but not as it should."""
        return frozenset(regel for regel, uitkomst in self.regels.items() if uitkomst == WARN)


def kies_tijdlijn(naam: str) -> str:
    """The name itself.

    Raises:
        Invoerfout: an unknown name; the text lists the known ones.
    """
    if naam not in NAMEN:
        raise Invoerfout(f"Onbekende tijdlijn: {naam}. Kies uit: {', '.join(NAMEN)}.")
    return naam


def geval(naam: str, gelabeld: Gelabeld) -> Geval:
    """Which way a toewijzing goes in a timeline, with every choice made; the choice depends on its id only."""
    label, toewijzing = gelabeld.label, gelabeld.toewijzing
    vooraf = next((ander.actions for ander in label.alternatives if ander.route == VOORAF_INTREKKEN), ())
    anders, gekozen = bool(vooraf) and naam == ANDERE_ROUTE, not label.actions and bool(label.alternatives)
    acties = vooraf if anders else label.actions
    if gekozen:
        acties = label.alternatives[getal("vervanging", toewijzing.id) % len(label.alternatives)].actions
    return Geval(gelabeld, tuple(vul_aan(toewijzing, actie) for actie in acties), anders, gekozen)


@dataclass(slots=True)
class Tijdlijnmaker:
    """Makes the timelines of one client after another, with numbers that none of them has.

    Attributes:
        naam: a name from NAMEN.
        soorten: kinds of new care, in turn, for timelines that grant any: names from generators.nieuwe.SOORTEN.
            Where a duplicate number is asked and there is none to take, it has no number.
    """

    naam: str
    soorten: Sequence[str] = tuple(SOORTEN)
    nummers: Nummers = field(default_factory=lambda: Nummers(EERSTE_NIEUWE))
    _beurt: int = 0

    def __post_init__(self) -> None:
        """Refuse an unknown name."""
        kies_tijdlijn(self.naam)

    def maak(self, toewijzingen: Sequence[Gelabeld]) -> Tijdlijn:
        """The timeline of toewijzingen that belong together: of one client, or those that share a number."""
        stappen: list[Stap] = []
        alle: list[Uitkomst] = []
        for deel in toewijzingen:
            eigen = geval(self.naam, deel)
            stappen += self._stappen(eigen)
            alle.append(Uitkomst(deel.toewijzing.id, eigen.weg, uitkomsten(self.naam, eigen)))
        if self.naam in MAANDEN and all(uitkomst.weg == BLIJFT for uitkomst in alle):
            nieuwe, uitkomst = self._nieuw([deel.toewijzing for deel in toewijzingen])
            stappen += nieuwe
            alle.append(uitkomst)
        stappen.sort(key=lambda stap: (stap.op, VOLGORDE.index(stap.action)))
        return Tijdlijn(self.naam, tuple(toewijzingen), tuple(stappen), tuple(alle))

    def _stappen(self, geval: Geval) -> list[Stap]:
        oud = geval.gelabeld.toewijzing
        uit = []
        for actie in geval.acties:
            dag = AGENDA[self.naam](oud, actie)
            if dag is not None:
                nummer = self.nummers.volgende(oud.gemeente, oud.domein) if actie.action == NIEUW else None
                uit.append(stap(dag, oud, actie, nummer))
        return uit

    def _nieuw(self, stock: Sequence[Toewijzing]) -> tuple[tuple[Stap, ...], Uitkomst]:
        """New care for the client of the first toewijzing; a duplicate number is one that a toewijzing here has."""
        eerste = stock[0]
        samen = [t for t in stock if (t.gemeente, t.domein) == (eerste.gemeente, eerste.domein)]
        bezet = next((t.toewijzingnummer for t in samen if t.toewijzingnummer and not t.geannuleerd), None)
        soort = self.soorten[self._beurt % len(self.soorten)]
        if bezet is None and SOORTEN[soort].nummer == DUBBEL:
            soort = ZONDER_NUMMER
        self._beurt += 1
        categorieen = frozenset(t.categorie or "" for t in samen if t.bsn == eerste.bsn)
        plek = Plek(eerste.gemeente, eerste.domein, eerste.aanbieder, eerste.bsn, categorieen)

        def nummer() -> str:
            return self.nummers.volgende(eerste.gemeente, eerste.domein)

        stappen = nieuwe_zorg(soort, self.naam, bron(self.naam, soort, eerste.id), plek, nummer, bezet=bezet)
        return stappen, Uitkomst(stappen[0].over, NIEUWE_ZORG, uitkomsten_nieuw(soort))


def tijdlijn(naam: str, toewijzingen: Sequence[Gelabeld], *, soort: str | None = None) -> Tijdlijn:
    """One timeline on its own.

    Args:
        naam: a name from NAMEN.
        toewijzingen: at least one; all that share a number, so that a successor gets one that nobody has.
        soort: the kind of new care, for a timeline that grants any; None for the first.

    Raises:
        Invoerfout: an unknown name.
    """
    return Tijdlijnmaker(naam, tuple(SOORTEN) if soort is None else (soort,)).maak(toewijzingen)
