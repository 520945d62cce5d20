"""What the rules of 3.0 about earlier messages find in a 323 that comes in at the gemeente."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from migratietoets.conformance.reference.frequency import count_sundays, count_times
from migratietoets.conformance.reference.intake import Check, Code, Intake
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.bedrag import CREDIT
from migratietoets.istandaard.berichten.content import children, descend
from migratietoets.istandaard.berichten.declaratie import declaratie_header, prestaties
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.codelijsten.codes import HOUR, MINUTE, PER_WEEK, TOTAL
from migratietoets.istandaard.kalender import CALENDARS
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT

CLAIMS = ("303", "323")
MINUTES = 60
"""In an hour."""


def lines(bericht: Bericht) -> list[tuple[str, Prestatie]]:
    """Every prestatie of a 303 or 323, with its path."""
    above = "" if bericht.kind == "303" else "Declaratie/"
    clients = children(descend(bericht.content, *above.split("/")[:-1], "Clienten"), "Client")
    paths = [
        f"{above}Clienten/Client[{i}]/Prestaties/Prestatie[{j}]"
        for i, client in enumerate(clients, start=1)
        for j, _ in enumerate(children(descend(client, "Prestaties"), "Prestatie"), start=1)
    ]
    return list(zip(paths, prestaties(bericht), strict=True))


def number_was_used(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR333: the DeclaratieNummer of an earlier declaratie."""
    number = declaratie_header(bericht).number
    if any(declaratie_header(one).number == number for one in _received(intake, bericht, "323")):
        yield "Declaratie/DeclaratieNummer", "9333"


def period_lies_before_the_last(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR318: a declaratieperiode before one of an earlier declaratie."""
    begin = declaratie_header(bericht).begindatum
    if any(declaratie_header(one).begindatum > begin for one in _received(intake, bericht, "323")):
        yield "Declaratie/DeclaratiePeriode", "8214"


def reference_was_used(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR314: the ReferentieNummer of an earlier prestatie."""
    used = {line.referentienummer for one in _received(intake, bericht, *CLAIMS) for line in prestaties(one)}
    return ((path, "8021") for path, line in lines(bericht) if line.referentienummer in used)


def nothing_is_there_to_credit(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR323: a credit on what was never claimed."""
    earlier = [line for one in _received(intake, bericht, *CLAIMS) for line in prestaties(one)]
    debits = {line.referentienummer for line in earlier if line.debet_credit != CREDIT}
    for path, line in lines(bericht):
        if line.debet_credit == CREDIT and line.previous_referentienummer not in debits:
            yield path, "8017"


def toewijzing_does_not_fit(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR338 .. TR341, TR307, TR308, TR321: a prestatie beside its toewijzing; a credit says what its debit said.

    Of somebody who is no client there is none, and that is said already (TR304).
    """
    for path, line in lines(bericht):
        if line.debet_credit != CREDIT and line.bsn in intake.context.clients:
            yield from ((path, code) for code in misfits(_toewijzing(intake, bericht, line), line))


def toewijzing_is_used_up(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR322, TR369: what does not fit any more in the omvang over the whole duration, or in the budget.

    What was rejected or credited leaves room; a line that does not fit takes none.
    """
    claimed = [line for one in intake.earlier(*CLAIMS) if _same_aanbieder(one, bericht) for line in prestaties(one)]
    own = lines(bericht)
    taken_back = {
        line.previous_referentienummer for line in [*claimed, *(line for _, line in own)] if line.debet_credit == CREDIT
    }
    used: defaultdict[str | None, list[Prestatie]] = defaultdict(list)
    for line in claimed:
        if line.debet_credit != CREDIT and line.referentienummer not in taken_back:
            used[line.toewijzingnummer].append(line)
    for path, line in own:
        toewijzing = _toewijzing(intake, bericht, line)
        if line.debet_credit == CREDIT or toewijzing is None or misfits(toewijzing, line):
            continue
        together = [one for one in used[line.toewijzingnummer] if one.bsn == line.bsn] + [line]
        code = _too_much(toewijzing, together)
        if code is None:
            used[line.toewijzingnummer].append(line)
        else:
            yield path, code


def misfits(toewijzing: Toewijzing | None, line: Prestatie) -> list[str]:
    """How a debit does not fit the toewijzing it names; None: there is none with that number."""
    if toewijzing is None:
        return ["9338"]
    if toewijzing.categorie not in {None, line.categorie}:
        return ["9339"]
    if toewijzing.code not in {None, line.code}:
        return ["9340"]
    outside = [
        *(["9307"] if line.begindatum < toewijzing.ingangsdatum else []),
        *(["9308"] if toewijzing.einddatum is not None and line.einddatum > toewijzing.einddatum else []),
    ]
    if outside:
        return outside
    if toewijzing.eenheid is not None and not _comparable(line.eenheid, toewijzing.eenheid):
        return ["9341"]
    most = most_in(toewijzing, line.begindatum, line.einddatum)
    return ["9321"] if most is not None and _volume(line) > _in_minutes(most, toewijzing.eenheid) else []


def most_in(toewijzing: Toewijzing, begin: date, end: date) -> int | None:
    """The most of a productperiode (IV077, IV078); None where only a total counts, or nothing.

    Per week and not known to be inspanning or output: whichever allows more; so of the calendars of four weeks.
    """
    if toewijzing.volume is None or toewijzing.frequentie in {None, TOTAL}:
        return None
    times = _times(toewijzing, begin, end)
    if toewijzing.frequentie == PER_WEEK and toewijzing.uitvoering != INSPANNING:
        on_sunday = count_sundays(toewijzing, (begin, end))
        times = on_sunday if toewijzing.uitvoering == OUTPUT else max(times, on_sunday)
    return toewijzing.volume * times


def most_in_all(toewijzing: Toewijzing) -> int | None:
    """The most of a whole toewijzing; None where it has no end or sets no volume."""
    if toewijzing.volume is None or toewijzing.einddatum is None:
        return None
    return toewijzing.volume * _times(toewijzing, toewijzing.ingangsdatum, toewijzing.einddatum)


def _times(toewijzing: Toewijzing, begin: date, end: date) -> int:
    assert toewijzing.frequentie is not None
    return max(count_times(toewijzing.frequentie, (begin, end), calendar) for calendar in CALENDARS)


def _too_much(toewijzing: Toewijzing, together: list[Prestatie]) -> str | None:
    """TR322 or TR369, where all that is claimed on a toewijzing is more than it allows."""
    most = most_in_all(toewijzing)
    volume = sum(_volume(one) for one in together if _comparable(one.eenheid, toewijzing.eenheid or ""))
    if most is not None and volume > _in_minutes(most, toewijzing.eenheid):
        return "9322"
    too_dear = toewijzing.budget is not None and sum(one.bedrag for one in together) > toewijzing.budget
    return "9369" if too_dear else None


def _comparable(eenheid: str, assigned: str) -> bool:
    """TR341: the eenheid that was assigned, and minutes for hours."""
    return eenheid == assigned or (eenheid, assigned) == (MINUTE, HOUR)


def _volume(line: Prestatie) -> int:
    return _in_minutes(line.volume, line.eenheid)


def _in_minutes(volume: int, eenheid: str | None) -> int:
    """Hours as minutes, any other eenheid as it is."""
    return volume * MINUTES if eenheid == HOUR else volume


def _toewijzing(intake: Intake, bericht: Bericht, line: Prestatie) -> Toewijzing | None:
    """The toewijzing that a prestatie names; of several with that number the one that fits best."""
    own = [entry for entry in intake.ledger.from_(line.bsn, header(bericht).afzender) if not entry.cancelled]
    numbered = [entry.toewijzing for entry in own if entry.toewijzing.toewijzingnummer == line.toewijzingnummer]
    return min(numbered, key=lambda one: (bool(misfits(one, line)), one.code != line.code), default=None)


def _received(intake: Intake, bericht: Bericht, *kinds: str) -> Iterator[Bericht]:
    """What the same aanbieder claimed before, without what was refused as a whole."""
    return (one for one in intake.received if one.kind in kinds and _same_aanbieder(one, bericht))


def _same_aanbieder(one: Bericht, other: Bericht) -> bool:
    return header(one).afzender == header(other).afzender


CLAIM_CHECKS: Mapping[str, Sequence[Check]] = {
    "323": (
        number_was_used,
        period_lies_before_the_last,
        reference_was_used,
        nothing_is_there_to_credit,
        toewijzing_does_not_fit,
        toewijzing_is_used_up,
    )
}
"""What is looked at in a 323."""
