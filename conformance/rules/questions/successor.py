"""The successor of a toewijzing: the nearest permitted form, or what the gemeente wants (BS-08, BS-09, BS-10)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import floor

from migratietoets.conformance.rules.questions.reasons import eenheid_in_30
from migratietoets.istandaard.codelijsten.codes import (
    PER_DAY,
    PER_FOUR_WEEKS,
    PER_MONTH,
    PER_WEEK,
    PER_YEAR,
    STUKS,
    STUKS_INSPANNING,
    TOTAL,
)
from migratietoets.istandaard.model import InputError, NewContent, Toewijzing
from migratietoets.istandaard.varianten import ALLOWED, DROPPED_EENHEDEN_PER_DAY, FREQUENTIES_WITH_EINDDATUM
from migratietoets.istandaard.vervangingen import (
    ASPECIFIEK,
    ASPECIFIEK_BUDGET,
    GENERIEK_BUDGET,
    SAME,
    SPECIFIEK,
    SPECIFIEK_STUKS,
)


@dataclass(frozen=True, slots=True)
class Successor:
    """The content of a successor; what only the gemeente can choose is None and named in the remarks."""

    categorie: str | None
    code: str | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    einddatum: date | None = None
    with_budget: bool = False
    remarks: tuple[str, ...] = field(default=())
    volume_chosen: bool = False

    @property
    def only_30(self) -> bool:
        """True when release 2.4 cannot express this: a budget, stuks (inspanning) or no product (NT-06, MT-05)."""
        return self.with_budget or self.eenheid == STUKS_INSPANNING or self.categorie is None

    def with_remark(self, remark: str) -> "Successor":
        """The same with one more remark."""
        return replace(self, remarks=(*self.remarks, remark))


CHOOSE_CODE = "De gemeente kiest de productcode van de opvolger."
CHOOSE_OMVANG = "De gemeente kiest de omvang van de opvolger; de oude toewijzing heeft er geen."
CHOOSE_VOLUME = "De gemeente kiest het volume van de opvolger."
CHOOSE_BUDGET = "De gemeente kiest het budget van de opvolger."
CHOOSE_EINDDATUM = "De gemeente kiest de einddatum; die is verplicht bij budget en bij frequentie per week en totaal."
CHOOSE_PART = "Het volume (totaal) is zonder einddatum niet naar dagen te verdelen; de gemeente kiest het."


def rounded(value: Fraction) -> int:
    """Half rounds up, at least 1."""
    return max(1, floor(value + Fraction(1, 2)))


def part(volume: int, whole: tuple[date, date], start: date, end: date) -> int:
    """The share of a total volume for start..end out of the whole period, by days, both ends included (TW-06)."""
    return rounded(Fraction(volume * ((end - start).days + 1), (whole[1] - whole[0]).days + 1))


def converted(volume: int | None, eenheid: str, frequentie: str, einddatum: date | None) -> tuple[int | None, str]:
    """Volume and frequentie in the nearest permitted form.

    Per 4 weken becomes per week where there is an einddatum and it divides by four, otherwise per maand (x 13/12);
    per jaar becomes per maand (/ 12); per dag becomes per week (x 7) for eenheden that lose per dag.
    """
    if frequentie == PER_FOUR_WEEKS and einddatum is not None and volume is not None and volume % 4 == 0 and volume > 0:
        return volume // 4, PER_WEEK
    factor, new = {
        PER_FOUR_WEEKS: (Fraction(13, 12), PER_MONTH),
        PER_YEAR: (Fraction(1, 12), PER_MONTH),
        PER_DAY: (Fraction(7), PER_WEEK) if eenheid in DROPPED_EENHEDEN_PER_DAY else (Fraction(1), PER_DAY),
    }.get(frequentie, (Fraction(1), frequentie))
    if new == frequentie or volume is None:
        return volume, new
    return rounded(volume * factor), new


def _with_omvang(t: Toewijzing, code: str | None, new: NewContent, eenheid: str | None = None) -> Successor:
    """Specifiek with omvang; what `new` does not say follows from the old omvang."""
    old = t.omvang
    if old is not None and eenheid_in_30(old, t.uitvoering) not in ALLOWED:
        old = None
    volume = frequentie = None
    if old is not None:
        old_eenheid = eenheid_in_30(old, t.uitvoering)
        fitting = eenheid is None or eenheid == old_eenheid or {eenheid, old_eenheid} == {STUKS, STUKS_INSPANNING}
        eenheid = new.eenheid or eenheid or old_eenheid
        volume, frequentie = converted(old.volume, eenheid, old.frequentie, t.einddatum)
        if not fitting:
            volume = None
    successor = Successor(
        t.categorie,
        code,
        volume if new.volume is None else new.volume,
        new.eenheid or eenheid,
        new.frequentie or frequentie,
        einddatum=t.einddatum,
        volume_chosen=new.volume is not None,
    )
    if code is None:
        successor = successor.with_remark(CHOOSE_CODE)
    if successor.eenheid is None or successor.frequentie is None:
        return successor.with_remark(CHOOSE_OMVANG)
    return successor if successor.volume is not None else successor.with_remark(CHOOSE_VOLUME)


def _with_budget(t: Toewijzing, categorie: str | None, new: NewContent) -> Successor:
    budget = t.budget if new.budget is None else new.budget
    successor = Successor(categorie, budget=budget, einddatum=t.einddatum, with_budget=True)
    return successor if budget is not None else successor.with_remark(CHOOSE_BUDGET)


def _nearest(t: Toewijzing, new: NewContent) -> Successor:
    """The nearest permitted form: the same product, with what 3.0 asks."""
    if t.code is not None:
        return _with_omvang(t, t.code, new)
    if t.categorie is None or t.budget is not None:
        return _with_budget(t, t.categorie, new)
    return Successor(t.categorie, einddatum=t.einddatum)


def _equal(t: Toewijzing, new: NewContent) -> Successor:
    impossible = (t.code is None) != (t.omvang is None) or (t.categorie is None and t.budget is None)
    if impossible:
        raise InputError(
            f"toewijzing {t.id}: vervanging 'gelijk' kan hier niet. Verwacht: een specifieke toewijzing met omvang "
            f"of een aspecifieke zonder; gevonden: {'specifiek zonder' if t.code else 'aspecifiek met'} omvang. "
            "Kies een andere vervanging, bijvoorbeeld specifiek_met_omvang."
        )
    return _nearest(t, new)


MAKERS: dict[str | None, Callable[[Toewijzing, NewContent], Successor]] = {
    None: _nearest,
    SAME: _equal,
    SPECIFIEK: lambda t, n: _with_omvang(t, n.code or t.code, n),
    ASPECIFIEK: lambda t, _: Successor(t.categorie, einddatum=t.einddatum),
    ASPECIFIEK_BUDGET: lambda t, n: _with_budget(t, t.categorie, n),
    GENERIEK_BUDGET: lambda t, n: _with_budget(t, None, n),
    SPECIFIEK_STUKS: lambda t, n: _with_omvang(
        t, n.code or t.code, replace(n, eenheid=STUKS_INSPANNING), STUKS_INSPANNING
    ),
}


def successor(t: Toewijzing, vervanging: str | None) -> Successor:
    """The content from 2021 on, its einddatum, and what the gemeente must still choose.

    Raises:
        InputError: `gelijk` asked where only another product or omvang would be permitted.
    """
    made = MAKERS[vervanging](t, t.nieuw or NewContent())
    required = made.with_budget or made.frequentie in FREQUENTIES_WITH_EINDDATUM
    return made.with_remark(CHOOSE_EINDDATUM) if required and made.einddatum is None else made


def starting_at(made: Successor, t: Toewijzing, begin: date) -> Successor:
    """The successor from `begin` on: a total volume taken from the old toewijzing is shared by days (TW-06)."""
    if made.frequentie != TOTAL or made.volume is None or made.volume_chosen:
        return made
    if t.einddatum is None:
        return replace(made, volume=None).with_remark(CHOOSE_PART)
    return replace(made, volume=part(made.volume, (t.ingangsdatum, t.einddatum), begin, t.einddatum))
