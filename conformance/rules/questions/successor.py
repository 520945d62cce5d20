"""The successor of a toewijzing: the nearest permitted form, or what the gemeente wants (BS-08, BS-09, BS-10)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from migratietoets.conformance.rules.questions.conversion import converted, far_off, rounded
from migratietoets.conformance.rules.questions.reasons import eenheid_in_30
from migratietoets.istandaard.codelijsten.codes import (
    STUKS_INSPANNING,
    TOTAL,
)
from migratietoets.istandaard.model import InputError, NewContent, Toewijzing
from migratietoets.istandaard.varianten import ALLOWED, einddatum_compulsory, only_in_30
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
    """The content of a successor; what only the gemeente can choose is None and named in the remarks.

    Attributes:
        with_budget: it has a budget, also where only the gemeente can say how much.
        exact: the volume before rounding, where it follows from the old omvang.
        volume_chosen: the gemeente gave the volume.
    """

    categorie: str | None
    code: str | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    einddatum: date | None = None
    with_budget: bool = False
    remarks: tuple[str, ...] = field(default=())
    exact: Fraction | None = None
    volume_chosen: bool = False

    @property
    def only_30(self) -> bool:
        """True when release 2.4 cannot express this."""
        return only_in_30(self.categorie, self.eenheid, budget=self.with_budget)

    def with_remark(self, remark: str) -> "Successor":
        """The same with one more remark."""
        return replace(self, remarks=(*self.remarks, remark))


CHOOSE_CODE = "De gemeente kiest de productcode van de opvolger."
CHOOSE_OMVANG = "De gemeente kiest de omvang van de opvolger; de oude toewijzing heeft er geen."
CHOOSE_VOLUME = "De gemeente kiest het volume van de opvolger."
CHOOSE_BUDGET = "De gemeente kiest het budget van de opvolger."
CHOOSE_EINDDATUM = "De gemeente kiest de einddatum; die is verplicht bij budget en bij frequentie per week en totaal."
FAR_OFF = (
    "Het volume van de opvolger wijkt door afronding meer dan een tiende af van het oude; ga na of dit de zorg is die "
    "de gemeente bedoelt."
)
TOGETHER_MORE = (
    "Het volume is een totaal en is naar dagen verdeeld. De oude toewijzing houdt haar hele totaal: oud en nieuw samen "
    "zijn meer dan het oude totaal, tenzij de gemeente de oude met instemming van de aanbieder verlaagt."
)
CHOOSE_PART = "Het volume (totaal) is zonder einddatum niet naar dagen te verdelen; de gemeente kiest het."


def part(volume: Fraction | int, whole: tuple[date, date], start: date, end: date) -> Fraction:
    """The share of a total volume for start..end out of the whole period, by days, both ends included (TW-06)."""
    return Fraction(volume) * ((end - start).days + 1) / ((whole[1] - whole[0]).days + 1)


def _with_omvang(t: Toewijzing, code: str | None, new: NewContent, eenheid: str | None = None) -> Successor:
    """Specifiek with omvang; what `new` does not say follows from the old omvang."""
    old = t.omvang
    if old is not None:
        old = replace(old, eenheid=eenheid_in_30(old, t.uitvoering))
        if old.eenheid not in ALLOWED:
            old = None
    eenheid, frequentie, exact = new.eenheid or eenheid or (None if old is None else old.eenheid), new.frequentie, None
    if old is not None and eenheid is not None:
        exact, frequentie = converted(old, eenheid, frequentie, ends=t.einddatum is not None)
    _check_wish(t, eenheid, frequentie)
    changed = old is None or old.frequentie != frequentie or old.volume != exact
    volume = new.volume
    if volume is None and exact is not None:
        volume = rounded(exact) if changed else int(exact)
    made = Successor(
        t.categorie,
        code,
        volume,
        eenheid,
        frequentie,
        einddatum=t.einddatum,
        exact=None if new.volume is not None else exact,
        volume_chosen=new.volume is not None,
    )
    if code is None:
        made = made.with_remark(CHOOSE_CODE)
    if eenheid is None or frequentie is None:
        return made.with_remark(CHOOSE_OMVANG)
    if volume is None:
        return made.with_remark(CHOOSE_VOLUME)
    if made.exact is not None and changed and frequentie != TOTAL and far_off(made.exact, volume):
        return made.with_remark(FAR_OFF)
    return made


def _check_wish(t: Toewijzing, eenheid: str | None, frequentie: str | None) -> None:
    """A wish of a frequentie alone must fit the eenheid it comes to."""
    if frequentie is not None and eenheid is not None and frequentie not in ALLOWED.get(eenheid, {frequentie}):
        raise InputError(
            f"toewijzing {t.id}: verwacht een combinatie van eenheid en frequentie die in 3.0 mag; gevonden eenheid "
            f"{eenheid} met frequentie {frequentie}. Bij deze eenheid mag frequentie {', '.join(ALLOWED[eenheid])}; "
            "pas nieuw aan."
        )


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
    required = einddatum_compulsory(made.frequentie, budget=made.with_budget)
    return made.with_remark(CHOOSE_EINDDATUM) if required and made.einddatum is None else made


def starting_at(made: Successor, t: Toewijzing, begin: date) -> Successor:
    """The successor from `begin` on: a total volume taken from the old toewijzing is shared by days (TW-06)."""
    if made.frequentie != TOTAL or made.volume is None or made.volume_chosen:
        return made
    if t.einddatum is None:
        return replace(made, volume=None).with_remark(CHOOSE_PART)
    exact = made.volume if made.exact is None else made.exact
    return replace(made, volume=rounded(part(exact, (t.ingangsdatum, t.einddatum), begin, t.einddatum)))
