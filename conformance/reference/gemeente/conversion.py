"""The content of a successor: the same care in the same quantity, in a form that 3.0 permits (TW-06)."""

from dataclasses import replace
from datetime import date

from migratietoets.conformance.reference.gemeente.reasons import (
    ASPECIFIEK_WITH_OMVANG,
    NO_VARIANT,
    REDEN_OF,
    eenheid_in_30,
)
from migratietoets.conformance.reference.permitted import expressible, has_omvang, violations
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
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.varianten import DROPPED_EENHEDEN, DROPPED_EENHEDEN_PER_DAY, FREQUENTIES_WITH_EINDDATUM
from migratietoets.istandaard.vervangingen import (
    ASPECIFIEK,
    ASPECIFIEK_BUDGET,
    GENERIEK_BUDGET,
    SAME,
    SPECIFIEK,
    SPECIFIEK_STUKS,
)

FORMS = (SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET, GENERIEK_BUDGET, SPECIFIEK_STUKS)
WITH_BUDGET = frozenset({ASPECIFIEK_BUDGET, GENERIEK_BUDGET})
SPECIFIEK_FORMS = frozenset({SPECIFIEK, SPECIFIEK_STUKS})
WAYS_OUT = (SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET)
"""What an aspecifieke toewijzing with omvang may become (BS-08, BS-09, BS-10)."""


def rounded(numerator: int, denominator: int) -> int:
    """Divide to a whole number: half rounds up, never below 1."""
    return max(1, (2 * numerator + denominator) // (2 * denominator))


def day_count(from_: date, until: date) -> int:
    """The number of days of a period, both ends included."""
    return (until - from_).days + 1


def cut(toewijzing: Toewijzing, from_: date, until: date | None) -> Toewijzing:
    """The part of a toewijzing from one day to another; a volume over the whole period is shared by days."""
    volume = toewijzing.volume
    if toewijzing.frequentie == TOTAL and volume is not None:
        volume = shared_volume(toewijzing, from_, until)
    return replace(toewijzing, ingangsdatum=from_, einddatum=until, volume=volume)


def shared_volume(toewijzing: Toewijzing, from_: date, until: date | None) -> int | None:
    """Frequentie 6: the volume that falls to a part; unknown without einddatum."""
    if toewijzing.volume is None or toewijzing.einddatum is None or until is None:
        return None
    whole = day_count(toewijzing.ingangsdatum, toewijzing.einddatum)
    return rounded(toewijzing.volume * day_count(from_, until), whole)


def wanted_form(toewijzing: Toewijzing) -> str | None:
    """What the successor must be; None when only the gemeente can know (aspecifiek with omvang).

    Raises:
        InputError: the wish is unknown, or `gelijk` where that is impossible.
    """
    wish = toewijzing.vervanging
    if wish is not None and wish != SAME:
        if wish not in FORMS:
            raise InputError(
                f"Toewijzing {toewijzing.id}: verwacht vervanging gelijk, {', '.join(FORMS)} of leeg; "
                f"gevonden {wish!r}. Verbeter de vervanging."
            )
        return wish
    objections = {REDEN_OF[rule] for rule in violations(toewijzing)}
    if wish == SAME and objections & {ASPECIFIEK_WITH_OMVANG, NO_VARIANT}:
        raise InputError(
            f"Toewijzing {toewijzing.id}: vervanging gelijk kan niet, want 3.0 staat de inhoud zelf niet toe. "
            "Kies een andere vervanging."
        )
    return None if ASPECIFIEK_WITH_OMVANG in objections and toewijzing.categorie else own_form(toewijzing)


def own_form(toewijzing: Toewijzing) -> str:
    """The variant a toewijzing already has, or comes nearest to."""
    if toewijzing.code is not None:
        return SPECIFIEK
    if toewijzing.categorie is None:
        return GENERIEK_BUDGET
    return ASPECIFIEK if toewijzing.budget is None else ASPECIFIEK_BUDGET


def converted(toewijzing: Toewijzing, shape: str) -> Toewijzing:
    """The same period with the content of a form; what nobody gave is None.

    What the gemeente wrote down as wanted content goes before what follows from the old content.
    """
    wish = toewijzing.nieuw
    budget = wish.budget if wish and wish.budget is not None else toewijzing.budget
    bare = replace(toewijzing, code=None, volume=None, eenheid=None, frequentie=None, budget=None)
    if shape == ASPECIFIEK:
        return bare
    if shape == ASPECIFIEK_BUDGET:
        return replace(bare, budget=budget)
    if shape == GENERIEK_BUDGET:
        return replace(bare, categorie=None, budget=budget)
    old = as_stuks_inspanning(toewijzing) if shape == SPECIFIEK_STUKS else toewijzing
    return with_wish(replace(nearest(old), budget=None))


def as_stuks_inspanning(toewijzing: Toewijzing) -> Toewijzing:
    """Read as stuks (inspanning); a quantity in another eenheid cannot be converted."""
    if toewijzing.eenheid in {STUKS, STUKS_INSPANNING}:
        return replace(toewijzing, eenheid=STUKS_INSPANNING)
    return replace(toewijzing, volume=None, eenheid=STUKS_INSPANNING, frequentie=None)


def with_wish(toewijzing: Toewijzing) -> Toewijzing:
    """Put the wanted content over it; a quantity does not survive another eenheid or frequentie."""
    wish = toewijzing.nieuw
    if wish is None:
        return toewijzing
    measure = (wish.eenheid or toewijzing.eenheid, wish.frequentie or toewijzing.frequentie)
    old_volume = toewijzing.volume if measure == (toewijzing.eenheid, toewijzing.frequentie) else None
    return replace(
        toewijzing,
        code=wish.code or toewijzing.code,
        volume=old_volume if wish.volume is None else wish.volume,
        eenheid=measure[0],
        frequentie=measure[1],
    )


def nearest(toewijzing: Toewijzing) -> Toewijzing:
    """The nearest permitted eenheid and frequentie; an eenheid that lapsed has none."""
    if toewijzing.eenheid in DROPPED_EENHEDEN:
        return replace(toewijzing, volume=None, eenheid=None, frequentie=None)
    toewijzing = replace(toewijzing, eenheid=eenheid_in_30(toewijzing))
    if toewijzing.frequentie == PER_FOUR_WEEKS:
        return from_four_weeks(toewijzing)
    if toewijzing.frequentie == PER_YEAR:
        return from_year(toewijzing)
    if toewijzing.frequentie == PER_DAY and toewijzing.eenheid in DROPPED_EENHEDEN_PER_DAY:
        return from_day(toewijzing)
    return toewijzing


def from_four_weeks(toewijzing: Toewijzing) -> Toewijzing:
    """Per week where it divides and there is the einddatum a week needs; otherwise per maand."""
    volume = toewijzing.volume
    if volume is None:
        return replace(toewijzing, frequentie=PER_MONTH)
    if toewijzing.einddatum is not None and volume > 0 and volume % 4 == 0:
        return replace(toewijzing, volume=volume // 4, frequentie=PER_WEEK)
    return replace(toewijzing, volume=rounded(volume * 13, 12), frequentie=PER_MONTH)


def from_year(toewijzing: Toewijzing) -> Toewijzing:
    """Per maand: a twelfth."""
    volume = None if toewijzing.volume is None else rounded(toewijzing.volume, 12)
    return replace(toewijzing, volume=volume, frequentie=PER_MONTH)


def from_day(toewijzing: Toewijzing) -> Toewijzing:
    """Per week: seven times as much."""
    volume = None if toewijzing.volume is None else toewijzing.volume * 7
    return replace(toewijzing, volume=volume, frequentie=PER_WEEK)


def only_in_30(old: Toewijzing, successor: Toewijzing, shape: str) -> bool:
    """Tell whether 2.4 has no words for the successor (a budget, stuks inspanning), or for the old one."""
    return shape in WITH_BUDGET or not (expressible(successor, Release.R24) and expressible(old, Release.R24))


def needs_einddatum(toewijzing: Toewijzing, shape: str) -> bool:
    """Tell whether 3.0 asks an einddatum: with a budget, per week, or a volume for the whole period."""
    return shape in WITH_BUDGET or (has_omvang(toewijzing) and toewijzing.frequentie in FREQUENTIES_WITH_EINDDATUM)
