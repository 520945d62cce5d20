"""What the rules of 3.0 find in a request that comes in: whether it may come now, and whether it fits what there is."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from migratietoets.conformance.reference.gemeente.verzoeken import Verzoek
from migratietoets.conformance.reference.intake import Check, Code, Intake
from migratietoets.conformance.reference.ledger import Entry
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import bsn, header
from migratietoets.istandaard.berichten.verzoek import TeWijzigenProduct, aangevraagde_producten, wijzigingsverzoek
from migratietoets.istandaard.codelijsten.codes import TOTAL
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import FIRST_DAY_30, LAST_DAY_24, Release

CHANGE = "Client/Verzoek"
PRODUCT = "Client/AangevraagdeProducten/AangevraagdProduct"


def _references(bericht: Bericht) -> list[tuple[str, str]]:
    """What a request asks, each under its own ReferentieAanbieder: the path of it, and that reference."""
    if bericht.kind == "317":
        return [(CHANGE, wijzigingsverzoek(bericht).referentie_aanbieder)]
    asked = enumerate(aangevraagde_producten(bericht), start=1)
    return [(f"{PRODUCT}[{place}]", one.referentie_aanbieder) for place, one in asked]


def _earlier(intake: Intake, bericht: Bericht) -> Iterator[Bericht]:
    """The requests of 3.0 of the same aanbieder; one of 2.4 may be submitted anew (VOT-09)."""
    afzender = header(bericht).afzender
    requests = (one for one in intake.earlier("315", "317") if one.release is Release.R30)
    return (one for one in requests if header(one).afzender == afzender)


def reference_was_used(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR347: the ReferentieAanbieder is that of an earlier request, of whatever client."""
    used = {referentie for one in _earlier(intake, bericht) for _, referentie in _references(one)}
    yield from ((path, "9347") for path, referentie in _references(bericht) if referentie in used)


def another_request_is_open(received: Sequence[Verzoek], _intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR374: of an earlier request for the client something is not decided yet, or under investigation."""
    client = (header(bericht).afzender, bsn(bericht))
    same = (one for one in received if one.release is Release.R30 and (one.aanbieder, one.bsn) == client)
    if any(part.open for one in same for part in one.parts):
        yield from ((path, "9374") for path, _ in _references(bericht))


def _at_the_client(intake: Intake, bericht: Bericht) -> list[Entry]:
    return intake.ledger.from_(bsn(bericht) or "", header(bericht).afzender)


def _is_current(entry: Entry, bericht: Bericht) -> bool:
    """Valid on the day of a message or later."""
    until = entry.toewijzing.einddatum
    return not entry.cancelled and (until is None or until >= header(bericht).dagtekening)


def _had_arrived(entry: Entry, bericht: Bericht) -> bool:
    """Whether how a toewijzing stands was sent on an earlier day, and so cannot have crossed the message."""
    day = header(bericht).dagtekening
    return entry.moment.date() <= (LAST_DAY_24 if day <= FIRST_DAY_30 else day - ONE_DAY)


def not_every_toewijzing_is_named(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR349: a current toewijzing is neither among what stays nor among what changes."""
    asked = wijzigingsverzoek(bericht)
    named = {one.toewijzingnummer for one in asked.unchanged} | {one.toewijzingnummer for one in asked.to_change}
    due = [one for one in _at_the_client(intake, bericht) if _is_current(one, bericht) and _had_arrived(one, bericht)]
    if {one.toewijzing.toewijzingnummer for one in due} - named - {None}:
        yield CHANGE, "9349"


def names_what_is_not_current(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR350, TR351: what stays or changes is no toewijzing of the client, or one that had ended."""
    held = _at_the_client(intake, bericht)
    fit = {
        one.toewijzing.toewijzingnummer for one in held if _is_current(one, bericht) or not _had_arrived(one, bericht)
    }
    asked = wijzigingsverzoek(bericht)
    for place, same in enumerate(asked.unchanged, start=1):
        if same.toewijzingnummer not in fit:
            yield f"{CHANGE}/OngewijzigdeProducten/OngewijzigdProduct[{place}]", "9350"
    for place, changed in enumerate(asked.to_change, start=1):
        if changed.toewijzingnummer not in fit:
            yield f"{CHANGE}/TeWijzigenProducten/TeWijzigenProduct[{place}]", "9351"


def change_does_not_fit(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR357, TR373, TR375: a change from a day, or to an omvang, that its toewijzing does not allow."""
    known = {one.toewijzing.toewijzingnummer: one for one in _at_the_client(intake, bericht)}
    for place, wish in enumerate(wijzigingsverzoek(bericht).to_change, start=1):
        entry = known.get(wish.toewijzingnummer)
        if entry is not None and _is_current(entry, bericht) and _had_arrived(entry, bericht):
            path = f"{CHANGE}/TeWijzigenProducten/TeWijzigenProduct[{place}]"
            yield from ((path, code) for code in _misfits(entry, wish, bericht))


def _misfits(entry: Entry, wish: TeWijzigenProduct, bericht: Bericht) -> Iterator[str]:
    """What is current in 3.0 is valid after 2020, as TR375 asks."""
    held = entry.toewijzing
    if wish.wanted_ingangsdatum != held.ingangsdatum:
        if wish.wanted_ingangsdatum <= header(bericht).dagtekening:
            yield "9357"
        if held.budget is not None or held.frequentie == TOTAL:
            yield "9373"
    if held.categorie is None and wish.volume is not None:
        yield "9375"


def verzoek_checks(received: Sequence[Verzoek]) -> Mapping[str, Sequence[Check]]:
    """Message -> what is looked at, beside the requests that were received so far."""
    now = (reference_was_used, partial(another_request_is_open, received))
    return {"315": now, "317": (*now, not_every_toewijzing_is_named, names_what_is_not_current, change_does_not_fit)}
