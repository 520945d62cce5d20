"""Which rules a gemeente keeps and breaks with one toewijzing, by how its timeline was built. Nothing here judges.

A toewijzing goes one way (WEGEN); the timeline says when the steps of that way are taken. Together they say which
rules are at stake, and which of these are broken (`fail`) or kept, but not as they should be (`warn`). They are
judged as of 31-01-2021, or on the day of sending.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generators.agenda import ANDERE_ROUTE, HALVERWEGE, OP_TIJD, TE_LAAT
from generators.defecten import Gelabeld
from generators.gevolgen import VOORAF_INTREKKEN
from generators.label import Actie
from generators.stappen import INTREKKEN, NIEUW, STOP, WIJZIG
from istandaard.releases import EINDE_2020, UITERLIJK_NUMMER, Release

PASS, WARN, FAIL = "pass", "warn", "fail"
ERNST = (PASS, WARN, FAIL)

BLIJFT, EINDDATUM, VARIANT, DOORLOPEN = "blijft", "einddatum", "variant", "doorlopen"
VOORAF, NUMMER, NUMMER_EN_30 = VOORAF_INTREKKEN, "nummer", "nummer_en_30"
WEGEN = (BLIJFT, EINDDATUM, VARIANT, DOORLOPEN, VOORAF, NUMMER, NUMMER_EN_30)
"""Nothing to do; only the einddatum; replaced in 2.4; replaced in 3.0, let run or withdrawn beforehand; without a
unique number, replaced in 2.4, or partly in 3.0.
"""


@dataclass(frozen=True, slots=True)
class Geval:
    """One toewijzing on its way.

    Attributes:
        acties: what is, or should have been, carried out, with every choice made.
        anders: the other permitted route was taken although the preferred one was possible.
        gekozen: the gemeente chose one of several possible successors.
    """

    gelabeld: Gelabeld
    acties: Sequence[Actie]
    anders: bool = False
    gekozen: bool = False

    @property
    def weg(self) -> str:
        """Which of WEGEN it goes."""
        if not self.acties:
            return BLIJFT
        if self.acties[0].action == WIJZIG:
            return EINDDATUM
        in_30 = any(actie.action == NIEUW and actie.release == Release.R30 for actie in self.acties)
        if "TW-02" in self.gelabeld.label.rules:
            return NUMMER_EN_30 if in_30 else NUMMER
        if not in_30:
            return VARIANT
        return VOORAF if self._eerste(INTREKKEN).release == Release.R24 else DOORLOPEN

    def _eerste(self, action: str) -> Actie:
        return next(actie for actie in self.acties if actie.action == action)

    def in_scope(self) -> bool:
        """Its number matters."""
        toewijzing = self.gelabeld.toewijzing
        einde = toewijzing.einddatum
        return not toewijzing.geannuleerd and (einde is None or einde > UITERLIJK_NUMMER)

    def in_2021(self) -> bool:
        """Its content matters."""
        einde = self.gelabeld.toewijzing.einddatum
        return self.in_scope() and (einde is None or einde > EINDE_2020)

    def variant(self) -> bool:
        """Its content does not fit."""
        return "TW-03" in self.gelabeld.label.rules

    def bekend(self) -> bool:
        """What must follow is known beforehand."""
        return not self.gekozen

    def variant_bekend(self) -> bool:
        """Its content does not fit, and what must follow is known beforehand."""
        return self.variant() and self.bekend()

    def variant_gekozen(self) -> bool:
        """Its content does not fit, and nobody can see what would have followed: the last deadline counts."""
        return self.variant() and self.gekozen

    def stopt(self) -> bool:
        """The aanbieder must stop the care."""
        return any(actie.action == STOP for actie in self.acties)

    def teruggedraaid(self) -> bool:
        """It had not begun, and is cancelled."""
        return self._eerste(INTREKKEN).einddatum == self.gelabeld.toewijzing.ingangsdatum

    def vrijwillig(self) -> bool:
        """Withdrawn, with the consent of the aanbieder where that is needed."""
        return self.gelabeld.toewijzing.instemming and not self.teruggedraaid()

    def gedwongen(self) -> bool:
        """Withdrawn, and the aanbieder does not consent to retroactive effect."""
        return not self.gelabeld.toewijzing.instemming and not self.teruggedraaid()

    def december(self) -> bool:
        """A part in 2.4 comes first, to 31-12-2020."""
        return self.gelabeld.toewijzing.ingangsdatum <= EINDE_2020

    def december_bekend(self) -> bool:
        """As december, and what must follow is known beforehand."""
        return self.december() and self.bekend()

    def pas_2021(self) -> bool:
        """It begins in 2021, so there is no part in 2.4."""
        return not self.december()

    def op_andere_route(self) -> bool:
        """Withdrawn beforehand where it could have run on."""
        return self.anders

    def herzien(self) -> bool:
        """The gemeente wants other content than the old."""
        return self.gelabeld.toewijzing.nieuw is not None

    def wordt(self) -> str:
        """What an aspecifieke toewijzing with omvang becomes: the rule that allows it, or nothing."""
        if "aspecifiek_met_omvang" not in self.gelabeld.label.reasons:
            return ""
        laatste = self.acties[-1]
        if laatste.budget is not None:
            return "BS-10"
        return "BS-08" if laatste.code is not None else "BS-09"


Voorwaarde = Callable[[Geval], bool]


def _altijd(_geval: Geval) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Regels:
    """Rules with one outcome, as long as the condition holds; None: not to be seen."""

    uitkomst: str | None
    regels: tuple[str, ...]
    mits: Voorwaarde = _altijd


def _in(uitkomst: str | None, regels: str, mits: Voorwaarde = _altijd) -> _Regels:
    return _Regels(uitkomst, tuple(regels.split()), mits)


_NIEUW_24 = "NT-01 NT-02 NT-03 NT-04 NT-05 NT-08"
_INZET: Mapping[str, tuple[_Regels, ...]] = {
    BLIJFT: (_in(PASS, "TW-01", Geval.in_scope), _in(PASS, "MS-01", Geval.in_2021)),
    EINDDATUM: (_in(PASS, "PL-01 TW-01 TW-03 MS-01 MS-04 MT-04 BS-01"),),
    VARIANT: (_in(PASS, f"PL-01 TW-01 TW-03 TW-06 MS-01 MS-04 MT-04 BS-02 {_NIEUW_24}"),),
    DOORLOPEN: (_in(PASS, "PL-01 TW-01 TW-03 TW-06 TW-08 MS-01 MS-04 MT-05 MT-06 BS-02 BS-04 NT-05"),),
    VOORAF: (_in(PASS, "PL-01 TW-01 TW-03 TW-06 MS-01 MS-04 MT-05 MT-06 BS-02 BS-03 NT-05"),),
    NUMMER: (
        _in(PASS, "PL-01 TW-01 TW-02 TW-06 MS-04 MT-01 BS-02 NT-08"),
        _in(PASS, "MT-02", Geval.stopt),
        _in(PASS, f"MS-01 {_NIEUW_24}", Geval.in_2021),
        _in(PASS, "TW-03 TW-04 MT-04", Geval.variant),
    ),
    NUMMER_EN_30: (
        _in(PASS, "PL-01 TW-01 TW-02 TW-03 TW-04 TW-06 MS-01 MS-04 MT-01 MT-05 MT-06 BS-02 BS-05 BS-07 NT-05"),
        _in(PASS, "MT-02", Geval.stopt),
        _in(PASS, "BS-06 NT-08", Geval.december),
    ),
}
"""What is at stake on each way, and kept by who does all in time."""

_LAAT_30 = "MT-05 TW-06"
_NIETS_NIEUWS = _in(None, f"TW-01 MS-01 MT-06 {_NIEUW_24} TW-07 BS-08 BS-09 BS-10")
_ZONDER_OPVOLGER = _in(FAIL, "TW-06 BS-02")
_NUMMER_LAAT = (
    _in(FAIL, "MT-01"),
    _in(FAIL, "MT-02", Geval.stopt),
    _in(PASS, "TW-08", Geval.vrijwillig),
    _in(FAIL, "TW-08", Geval.gedwongen),
)
_AFWIJKING: Mapping[tuple[str, str], tuple[_Regels, ...]] = {
    (EINDDATUM, TE_LAAT): (_in(FAIL, "PL-01 MT-04"),),
    (VARIANT, TE_LAAT): (_in(FAIL, "PL-01 MT-04"),),
    (DOORLOPEN, TE_LAAT): (_in(FAIL, "TW-03 MS-01 MT-05"), _in(None, "TW-06 BS-02")),
    (VOORAF, TE_LAAT): (_in(FAIL, f"PL-01 BS-02 {_LAAT_30}"), _in(None, "TW-01 MS-01")),
    (NUMMER, TE_LAAT): _NUMMER_LAAT,
    (NUMMER_EN_30, TE_LAAT): (
        *_NUMMER_LAAT,
        _in(FAIL, f"BS-07 {_LAAT_30}"),
        _in(None, "TW-01 MS-01"),
        _in(FAIL, "BS-06", Geval.december),
        _in(FAIL, "TW-02 BS-02", Geval.pas_2021),
    ),
    (NUMMER, OP_TIJD): (_in(WARN, "MT-02", Geval.stopt),),
    (NUMMER_EN_30, OP_TIJD): (_in(WARN, "MT-02", Geval.stopt),),
    (EINDDATUM, HALVERWEGE): (_in(None, "PL-01 MS-04 BS-01"), _in(FAIL, "TW-03 MS-01 MT-04")),
    (VARIANT, HALVERWEGE): (
        _NIETS_NIEUWS,
        _ZONDER_OPVOLGER,
        _in(FAIL, "MT-04", Geval.bekend),
        _in(None, "MT-04", Geval.variant_gekozen),
        _in(FAIL, "MT-05", Geval.variant_gekozen),
    ),
    (DOORLOPEN, HALVERWEGE): (
        _NIETS_NIEUWS,
        _ZONDER_OPVOLGER,
        _in(FAIL, "MT-05"),
        _in(WARN, "BS-04", Geval.bekend),
        _in(None, "BS-04", Geval.variant_gekozen),
    ),
    (VOORAF, HALVERWEGE): (
        _NIETS_NIEUWS,
        _ZONDER_OPVOLGER,
        _in(FAIL, "MT-05"),
        _in(None, "BS-03", Geval.variant_gekozen),
    ),
    (NUMMER, HALVERWEGE): (
        _NIETS_NIEUWS,
        _ZONDER_OPVOLGER,
        _in(FAIL, "TW-02 MT-01"),
        _in(FAIL, "MT-04", Geval.variant_bekend),
        _in(None, "MT-04", Geval.variant_gekozen),
        _in(FAIL, "MT-05", Geval.variant_gekozen),
    ),
    (NUMMER_EN_30, HALVERWEGE): (
        _NIETS_NIEUWS,
        _ZONDER_OPVOLGER,
        _in(FAIL, "TW-02 MT-01 MT-05"),
        _in(FAIL, "BS-06", Geval.december_bekend),
        _in(FAIL, "BS-07", Geval.bekend),
        _in(None, "BS-05 BS-06 BS-07", Geval.variant_gekozen),
    ),
    (VOORAF, ANDERE_ROUTE): (_in(WARN, "BS-04", Geval.op_andere_route),),
}
"""What goes otherwise on a way in a timeline. A later line goes before an earlier one."""


def uitkomsten(tijdlijn: str, geval: Geval) -> dict[str, str]:
    """What becomes of the rules that are at stake for one toewijzing, by rule id, sorted."""
    weg = geval.weg
    uit: dict[str, str] = {}
    inzet = _INZET[weg]
    if weg != BLIJFT:
        inzet = (*inzet, _in(PASS, geval.wordt()), _in(PASS, "TW-07", Geval.herzien))
    for groep in (*inzet, *_AFWIJKING.get((weg, tijdlijn), ())):
        if groep.mits(geval):
            for regel in groep.regels:
                if groep.uitkomst is None:
                    uit.pop(regel, None)
                else:
                    uit[regel] = groep.uitkomst
    return dict(sorted(uit.items()))


def ernstigste(uitkomsten: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Several taken together: the gravest outcome of each rule, by rule id, sorted."""
    uit: dict[str, str] = {}
    for een in uitkomsten:
        for regel, uitkomst in een.items():
            uit[regel] = max(uit.get(regel, PASS), uitkomst, key=ERNST.index)
    return dict(sorted(uit.items()))
