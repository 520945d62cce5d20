"""What the gemeente asked of a successor, and whether its content is that, or still the same care (TW-06, TW-07)."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from migratietoets.conformance.rules.questions.reasons import shape_fits
from migratietoets.conformance.rules.views.rights.promise import Promise
from migratietoets.conformance.rules.views.rights.quantity import convertible
from migratietoets.istandaard.codelijsten.codes import STUKS, STUKS_INSPANNING
from migratietoets.istandaard.model import Content, NewContent, Omvang, Toewijzing
from migratietoets.istandaard.uitvoeringen import OUTPUT
from migratietoets.istandaard.varianten import DROPPED_EENHEDEN
from migratietoets.istandaard.vervangingen import (
    ASPECIFIEK,
    ASPECIFIEK_BUDGET,
    GENERIEK_BUDGET,
    SAME,
    SPECIFIEK,
    SPECIFIEK_STUKS,
)


class Fit(Enum):
    """What may be said of a content that comes in the place of another."""

    SAME = auto()
    """The same care: the quantity decides."""
    ASKED = auto()
    """The quantity that the gemeente asked decides."""
    FREE = auto()
    """Permitted, and nothing is left to compare."""
    UNKNOWN = auto()
    """The old form could not stay, and nobody can say whether this one is as much."""
    OTHER = auto()
    """Other care than was due."""


@dataclass(frozen=True, slots=True)
class Norm:
    """What the gemeente asked for; None where it left something free.

    Attributes:
        form: one of the values of `vervanging`.
        new: the wanted content.
    """

    form: str
    new: NewContent


def norm(facts: Toewijzing | None) -> Norm | None:
    """What was asked of what comes after a toewijzing; None where it only had to stay the same."""
    if facts is None or (facts.vervanging in {None, SAME} and facts.nieuw in {None, NewContent()}):
        return None
    new = facts.nieuw or NewContent()
    if facts.vervanging is not None and facts.vervanging != SAME:
        return Norm(facts.vervanging, new)
    form = own_form(facts.content)
    if not can_stay(facts.content) and form == ASPECIFIEK:
        form = SPECIFIEK if new.budget is None else ASPECIFIEK_BUDGET
    return Norm(form, new)


def own_form(content: Content) -> str:
    """The permitted form that a content has or comes nearest to."""
    if content.code is not None:
        return SPECIFIEK
    if content.categorie is None:
        return GENERIEK_BUDGET
    return ASPECIFIEK if content.budget is None else ASPECIFIEK_BUDGET


def can_stay(content: Content) -> bool:
    """Whether 3.0 permits a content of this form, whatever its frequentie (CD041, CD077 .. CD079, CS330)."""
    omvang = content.omvang
    if omvang is not None and (content.code is None or omvang.eenheid in DROPPED_EENHEDEN):
        return False
    return shape_fits(content)


def may_change_product(made: Promise) -> bool:
    """Whether what follows may have another product: it was asked for, or the old form cannot stay (BS-08)."""
    asked, old = norm(made.history.facts), made.content
    if asked is not None:
        return asked.form != own_form(old) or asked.new.code is not None
    return old.code is None and not can_stay(old)


def fit(made: Promise, new: Content, *, in_2021: bool) -> Fit:
    """Whether a content may come in the place of a promise.

    What the gemeente asked holds from 2021 on; a part that ends in 2020 keeps the old content, or has the new one.
    """
    asked = norm(made.history.facts)
    if asked is None:
        return _same_care(made, new)
    if in_2021:
        return _as_asked(made, asked, new)
    kept = _same_care(made, new)
    return _as_asked(made, asked, new) if kept is Fit.OTHER else kept


def _as_asked(made: Promise, asked: Norm, new: Content) -> Fit:
    old = made.content
    if asked.form in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET}:
        categorie = None if asked.form == GENERIEK_BUDGET else old.categorie
        if (new.categorie, new.code) != (categorie, None) or new.budget is None:
            return Fit.OTHER
        if asked.new.budget is not None:
            return Fit.ASKED
        return Fit.FREE if old.budget is None else Fit.SAME
    if asked.form == ASPECIFIEK:
        return Fit.FREE if new == Content(old.categorie, None) else Fit.OTHER
    code = asked.new.code or old.code or new.code
    if (new.categorie, new.code) != (old.categorie, code) or code is None or new.omvang is None:
        return Fit.OTHER
    return _omvang_as_asked(replace(old, code=code), asked, new.omvang)


def _omvang_as_asked(old: Content, asked: Norm, given: Omvang) -> Fit:
    """Specifiek with omvang: what was said of it holds, and of the rest the old omvang."""
    wanted = asked.new
    eenheid = STUKS_INSPANNING if asked.form == SPECIFIEK_STUKS else wanted.eenheid
    if eenheid not in {None, given.eenheid} or wanted.frequentie not in {None, given.frequentie}:
        return Fit.OTHER
    if wanted.volume is not None:
        return Fit.ASKED
    if old.omvang is not None and old.omvang.volume is not None and convertible(old.omvang, given):
        return Fit.SAME
    if old.omvang is None or eenheid is not None:
        return Fit.FREE
    return Fit.OTHER if can_stay(old) else Fit.UNKNOWN


def _same_care(made: Promise, new: Content) -> Fit:
    """What may follow where nobody asked for anything."""
    old = made.content
    if old == new:
        return Fit.SAME if old.omvang is not None or old.budget is not None else Fit.FREE
    if not can_stay(old):
        return _instead_of_impossible(old, new)
    if (old.categorie, old.code) != (new.categorie, new.code):
        return Fit.OTHER
    if old.budget is not None and new.budget is not None:
        return Fit.SAME
    if old.omvang is None or new.omvang is None or not convertible(old.omvang, new.omvang):
        return Fit.OTHER
    return Fit.SAME if _same_kind_of_stuks(made, new) else Fit.OTHER


def _same_kind_of_stuks(made: Promise, new: Content) -> bool:
    """Stuks may be called inspanning (84) where they are, or where nobody knows."""
    facts, old = made.history.facts, made.content.omvang
    assert old is not None
    assert new.omvang is not None
    if (old.eenheid, new.omvang.eenheid) == (STUKS_INSPANNING, STUKS):
        return False
    became = (old.eenheid, new.omvang.eenheid) == (STUKS, STUKS_INSPANNING)
    return not (became and facts is not None and facts.uitvoering == OUTPUT)


def _instead_of_impossible(old: Content, new: Content) -> Fit:
    """What may follow on content that 3.0 does not permit (BS-08 .. BS-10, CD041, CS330)."""
    if new.categorie != old.categorie:
        return Fit.OTHER
    if old.code is not None:
        return Fit.UNKNOWN if new.code == old.code else Fit.OTHER
    if old.categorie is None:
        return Fit.UNKNOWN if new.budget is not None else Fit.OTHER
    if new.code is None:
        return Fit.UNKNOWN if new.budget is not None else _bare(old, new)
    if new.omvang is None or old.omvang is None:
        return Fit.UNKNOWN
    return Fit.SAME if convertible(old.omvang, new.omvang) and old.omvang.volume is not None else Fit.UNKNOWN


def _bare(old: Content, new: Content) -> Fit:
    """Aspecifiek without budget: without omvang nothing is left to compare; with one it is the old form again."""
    if new.omvang is None:
        return Fit.FREE
    return Fit.SAME if old.omvang is not None and convertible(old.omvang, new.omvang) else Fit.OTHER
