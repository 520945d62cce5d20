"""What the rules of 3.0 about earlier messages find in what comes in at the aanbieder."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from migratietoets.conformance.reference.aanbieder.asked import Asked
from migratietoets.conformance.reference.intake import Check, Code, Intake
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, lines_301
from migratietoets.istandaard.berichten.verzoek import Wijzigingsverzoek
from migratietoets.istandaard.berichten.verzoekantwoord import DENIED, UNDER_REVIEW, Answer, read_answer
from migratietoets.istandaard.model import Key

Requests = Mapping[str, Asked]
"""Reference -> what was asked under it, and not refused."""
Line = tuple[str, Key, ToegewezenProduct]

ANSWER = "Antwoord"


def checks(requests: Requests) -> Mapping[str, Sequence[Check]]:
    """Message -> what is looked at."""
    about_301 = (names_no_request, names_another_request, leaves_a_change_unnamed)
    return {
        "301": (has_the_number_of_another, *(partial(check, requests) for check in about_301)),
        "319": (
            partial(answers_no_request, requests),
            answers_what_was_granted,
            reports_an_investigation_again,
            answers_what_was_denied,
        ),
    }


def _lines(bericht: Bericht) -> list[Line]:
    """Each line of a 301, with its path."""
    path = "Client/ToegewezenProducten/ToegewezenProduct"
    return [(f"{path}[{place}]", *line) for place, line in enumerate(lines_301(bericht), start=1)]


def _is_new(intake: Intake, key: Key) -> bool:
    return intake.ledger.by_key(key) is None


def _of(requests: Requests, reference: str | None, aanbieder: str) -> Asked | None:
    """What this aanbieder asked under a reference."""
    asked = requests.get(reference or "")
    return asked if asked is not None and asked.aanbieder == aanbieder else None


def has_the_number_of_another(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR332: a new toewijzing with a number that another has; what was cancelled never had it."""
    for path, key, _ in _lines(bericht):
        holders = intake.ledger.with_number(key.toewijzingnummer)
        if _is_new(intake, key) and any(not holder.cancelled for holder in holders):
            yield path, "9332"


def names_no_request(requests: Requests, _intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR364: a reference under which nothing was asked."""
    for path, key, product in _lines(bericht):
        reference = product.referentie_aanbieder
        if reference is not None and _of(requests, reference, key.aanbieder) is None:
            yield path, "9364"


def names_another_request(requests: Requests, intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR362: the reference of a request that this toewijzing cannot grant; a 317 stands on all that comes with it."""
    named = [(path, key, product.referentie_aanbieder) for path, key, product in _lines(bericht)]
    right = {reference for _, key, reference in named if _leads_to(requests, intake, key, reference)}
    for path, key, reference in named:
        asked = _of(requests, reference, key.aanbieder)
        along = reference in right and asked is not None and isinstance(asked.wanted, Wijzigingsverzoek)
        if asked is not None and not along and not _leads_to(requests, intake, key, reference):
            yield path, "9362"


def _leads_to(requests: Requests, intake: Intake, key: Key, reference: str | None) -> bool:
    asked = _of(requests, reference, key.aanbieder)
    return asked is not None and asked.may_lead_to(key, intake.ledger.from_(key.bsn, key.aanbieder))


def leaves_a_change_unnamed(requests: Requests, intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR363: a 301 grants a 317, and one of its toewijzingen does not say so."""
    lines = _lines(bericht)
    named = [_of(requests, product.referentie_aanbieder, key.aanbieder) for _, key, product in lines]
    changes = [asked for asked in named if asked is not None and isinstance(asked.wanted, Wijzigingsverzoek)]
    for path, key, product in lines if changes else ():
        if product.referentie_aanbieder is None and any(_is_part(intake, asked, key) for asked in changes):
            yield path, "9363"


def _is_part(intake: Intake, asked: Asked, key: Key) -> bool:
    """Whether a 317 names a toewijzing, or asks something of its category and it is new."""
    if key.toewijzingnummer in asked.numbers:
        return True
    return _is_new(intake, key) and key.categorie in asked.categories(intake.ledger.from_(key.bsn, key.aanbieder))


def _was_granted(intake: Intake, reference: str, aanbieder: str) -> bool:
    return any(
        (key.aanbieder, product.referentie_aanbieder) == (aanbieder, reference)
        for one in intake.earlier("301")
        for key, product in lines_301(one)
    )


def _answers_before(intake: Intake, reference: str, aanbieder: str) -> list[Answer]:
    """What was answered on a request so far."""
    given = [read_answer(one) for one in intake.earlier("319") if header(one).ontvanger == aanbieder]
    return [one for one in given if one.referentie_aanbieder == reference]


def _before(intake: Intake, bericht: Bericht) -> list[str]:
    says = read_answer(bericht)
    return [one.answer for one in _answers_before(intake, says.referentie_aanbieder, header(bericht).ontvanger)]


def answers_no_request(requests: Requests, _intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR355: an answer on what was never asked."""
    if _of(requests, read_answer(bericht).referentie_aanbieder, header(bericht).ontvanger) is None:
        yield f"{ANSWER}/ReferentieAanbieder", "9355"


def answers_what_was_granted(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR359: an answer on a request that a 301 has granted."""
    if _was_granted(intake, read_answer(bericht).referentie_aanbieder, header(bericht).ontvanger):
        yield ANSWER, "9359"


def reports_an_investigation_again(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR360: 'in onderzoek' for the second time."""
    if read_answer(bericht).answer == UNDER_REVIEW and UNDER_REVIEW in _before(intake, bericht):
        yield ANSWER, "9360"


def answers_what_was_denied(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR365: an answer after one that denied the request."""
    if DENIED in _before(intake, bericht):
        yield ANSWER, "9365"
