"""What the information model asks of requests: one at a time, complete, filled as it says (315, 317)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.questions.reasons import valid_in_2021
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.knowledge import knew, stand_before
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.requests.asked import AskedChange, asked_changes
from migratietoets.conformance.rules.views.requests.open_requests import open_before
from migratietoets.conformance.rules.views.requests.package import asks_for, current, names_toewijzing, numbers_in
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct, TeWijzigenProduct, Wijzigingsverzoek
from migratietoets.istandaard.codelijsten.codes import TOTAL
from migratietoets.istandaard.releases import FIRST_DAY_30


def _one_at_a_time(trace: Trace) -> Iterator[Finding]:
    """Each request, by the requests for the same client that stood open as far as its sender knew."""
    for bericht in trace.from_system("315", "317"):
        if not bericht.verzoeken:
            continue
        stood = [verzoek for verzoek in open_before(trace, bericht) if verzoek.bericht.release == bericht.release]
        yield check(
            trace,
            not stood,
            bericht,
            "Er stond voor deze cliënt geen verzoek open.",
            "Een nieuw verzoek terwijl een ander verzoek voor deze cliënt nog openstaat.",
            expected="eerst een toewijzing of een afwijzing op het vorige",
            found=f"{stood[0]} van {stood[0].bericht.day:%d-%m-%Y} staat open" if stood else "",
            bericht=bericht,
        )


@rule("OP350", Judges.MESSAGE, looks_at=("315", "317"), today=True)
def one_request_at_a_time(trace: Trace) -> Iterator[Finding]:
    """No new request for a client while an earlier one is open; one of 2.4 may be submitted anew in 3.0 (VOT-09)."""
    return _one_at_a_time(trace)


@rule("TR374", Judges.MESSAGE, looks_at=("315", "317"), today=True)
def no_second_request_while_one_is_open(trace: Trace) -> Iterator[Finding]:
    """The same, as the rule with the retourcode says it."""
    return _one_at_a_time(trace)


@rule("TR347", Judges.MESSAGE, looks_at=("315", "317"))
def reference_is_unique(trace: Trace) -> Iterator[Finding]:
    """ReferentieAanbieder is used once by an aanbieder; what was refused may go again with the same one."""
    for bericht in trace.from_system("315", "317"):
        seen: set[str] = set()
        for wanted in bericht.verzoeken:
            referentie = wanted.referentie_aanbieder
            earlier = [b for b in trace.references.get((bericht.aanbieder, referentie), ()) if b.n < bericht.n]
            twice = referentie in seen
            seen.add(referentie)
            yield check(
                trace,
                not earlier and not twice,
                f"verzoek {referentie}",
                "De referentie is nieuw.",
                "De ReferentieAanbieder is al eens gebruikt.",
                expected="een ReferentieAanbieder die deze aanbieder nog niet gebruikte",
                found=str(earlier[0]) if earlier else "twee keer in dit bericht",
                bericht=bericht,
            )


@rule("OP307", Judges.MESSAGE, looks_at=("315",))
def a_request_is_for_what_is_not_there(trace: Trace) -> Iterator[Finding]:
    """A 315 asks for no product of which its sender knew a toewijzing that is current and holds on such a day."""
    for bericht in trace.from_system("315"):
        held = [(one, state) for one in current(trace, bericht) if (state := stand_before(one, bericht)) is not None]
        for wanted in bericht.verzoeken:
            if not isinstance(wanted, AangevraagdProduct):
                continue
            beside = [
                one
                for one, state in held
                if (one.key.categorie, one.key.code) == (wanted.categorie, wanted.code)
                and one.ingangsdatum <= (wanted.einddatum or date.max)
                and wanted.ingangsdatum <= state.last_day
            ]
            yield check(
                trace,
                not beside,
                f"verzoek {wanted.referentie_aanbieder}",
                "Voor dit product en deze dagen was er nog geen toewijzing.",
                "Voor dit product is er op dagen die gevraagd worden al een toewijzing.",
                expected="een verzoek om wijziging (317), of dagen waarop er nog geen toewijzing is",
                found=str(beside[0]) if beside else "",
                bericht=bericht,
            )


def _packages(trace: Trace) -> Iterator[tuple[SentMessage, Wijzigingsverzoek]]:
    """Each 317 under test, with what it asks."""
    for bericht in trace.from_system("317"):
        for wanted in bericht.verzoeken:
            if isinstance(wanted, Wijzigingsverzoek):
                yield bericht, wanted


@rule("TR349", Judges.MESSAGE, looks_at=("317",), today=True)
def every_current_toewijzing_is_named(trace: Trace) -> Iterator[Finding]:
    """A 317 names every current toewijzing that its sender knew, as unchanged or to be changed."""
    for bericht, wanted in _packages(trace):
        named = numbers_in(wanted)
        missing = [one for one in current(trace, bericht) if one.key.toewijzingnummer not in named]
        yield check(
            trace,
            not missing,
            bericht,
            "Elke actuele toewijzing staat in het verzoek.",
            "Een actuele toewijzing staat niet in het verzoek om wijziging.",
            expected="elke toewijzing die op die dag of later geldt, als ongewijzigd of als te wijzigen",
            found=f"zonder {missing[0]}" if missing else "",
            bericht=bericht,
        )


def _names_current(trace: Trace, *, to_change: bool) -> Iterator[Finding]:
    """Each toewijzing that a 317 names is current, as far as its sender knew.

    A number that nobody in sight has, may be of a toewijzing from before the trace, where the desk is not seen either.
    """
    numbers = {history.key.toewijzingnummer for history in trace.histories.values()}
    for bericht, wanted in _packages(trace):
        known = {history.key.toewijzingnummer for history in current(trace, bericht)}
        for one in wanted.to_change if to_change else wanted.unchanged:
            number = one.toewijzingnummer
            yield check(
                trace,
                number in known,
                f"{bericht}, toewijzing {number}",
                "De toewijzing die het verzoek noemt, is actueel.",
                "Het verzoek noemt een toewijzing die deze cliënt bij deze aanbieder niet of niet meer heeft.",
                expected="het nummer van een toewijzing die op die dag of later geldt",
                found=f"toewijzing {number}",
                bericht=bericht,
                otherwise=Verdict.FAIL if number in numbers or trace.desk_visible else Verdict.NOT_VERIFIABLE,
            )


@rule("TR350", Judges.MESSAGE, looks_at=("317",), today=True)
def what_stays_is_current(trace: Trace) -> Iterator[Finding]:
    """Each toewijzing that a 317 leaves unchanged is one the client has."""
    return _names_current(trace, to_change=False)


@rule("TR351", Judges.MESSAGE, looks_at=("317",), today=True)
def what_changes_is_current(trace: Trace) -> Iterator[Finding]:
    """Each toewijzing that a 317 wants to change is one the client has."""
    return _names_current(trace, to_change=True)


@rule("IV092", Judges.MESSAGE, looks_at=("317",), today=True)
def a_package_is_filled_as_the_model_says(trace: Trace) -> Iterator[Finding]:
    """A toewijzing stands in a 317 once, and what is asked begins on a day that the model allows."""
    for bericht, wanted in _packages(trace):
        numbers = numbers_in(wanted)
        yield check(
            trace,
            len(set(numbers)) == len(numbers),
            bericht,
            "Elke toewijzing staat er één keer in.",
            "Een toewijzing staat twee keer in het verzoek om wijziging.",
            expected="elke toewijzing als ongewijzigd of als te wijzigen",
            found="een toewijzing die er twee keer in staat",
            bericht=bericht,
        )
        for one in wanted.to_change:
            if (stand := _stand(trace, bericht, one.toewijzingnummer)) is not None:
                yield _begins(trace, bericht, one, *stand)
                yield _without_product(trace, bericht, one, *stand)


def _stand(trace: Trace, bericht: SentMessage, number: str | None) -> tuple[History, State] | None:
    """A toewijzing by its number, and how the sender of a 317 knew it; None when he did not, or it is not clear."""
    found = [
        (history, state)
        for history in of_client(trace, bericht.client)
        if history.key.toewijzingnummer == number and (state := stand_before(history, bericht)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _begins(trace: Trace, bericht: SentMessage, one: TeWijzigenProduct, history: History, state: State) -> Finding:
    """TR357, TR373: days that are past, a budget and a total change over the whole duration."""
    omvang = state.content.omvang
    total = state.content.budget is not None or (omvang is not None and omvang.frequentie == TOTAL)
    whole = total or one.wanted_ingangsdatum <= bericht.day
    return check(
        trace,
        not whole or one.wanted_ingangsdatum == history.ingangsdatum,
        history,
        "De gewenste ingangsdatum is er een die het model toelaat.",
        "De wijziging begint niet op de ingangsdatum van de toewijzing, terwijl zij over de hele looptijd gaat.",
        expected=f"GewensteIngangsdatum {history.ingangsdatum:%d-%m-%Y}",
        found=f"{one.wanted_ingangsdatum:%d-%m-%Y}",
        bericht=bericht,
    )


def _without_product(
    trace: Trace, bericht: SentMessage, one: TeWijzigenProduct, history: History, state: State
) -> Finding:
    """TR375: a toewijzing without a product, that is valid after 2020, is asked no omvang for."""
    generic = history.key.categorie is None and valid_in_2021(state.einddatum)
    return check(
        trace,
        one.omvang is None or not generic,
        history,
        "Wat het verzoek vraagt, past bij het product.",
        "Het verzoek vraagt een omvang voor een toewijzing zonder product.",
        expected="geen Omvang",
        found="" if one.omvang is None else f"volume {one.omvang.volume}, eenheid {one.omvang.eenheid}",
        bericht=bericht,
    )


@rule("OP308", Judges.MESSAGE, looks_at=("317",))
def changes_of_one_client_go_together(trace: Trace) -> Iterator[Finding]:
    """A 317 holds every change of the client that had been asked for and had not gone yet."""
    packages = list(_packages(trace))
    for bericht, _ in packages:
        earlier = [b for b, _ in packages if knew(bericht, b) and not trace.refused(b)]
        waiting = [
            asked
            for asked in asked_changes(trace)
            if asked.client == bericht.client
            and asked.day >= FIRST_DAY_30
            and asked.at < bericht.at
            and not any(b.at >= asked.at and _is_in(trace, b, asked) for b in earlier)
        ]
        left_out = [asked for asked in waiting if not _is_in(trace, bericht, asked)]
        together = len(left_out) < len(waiting)
        if waiting:
            yield check(
                trace,
                not (left_out and together),
                bericht,
                "Wat er voor deze cliënt te wijzigen was, staat in dit verzoek.",
                "Niet alles wat er voor deze cliënt te wijzigen was, staat in dit verzoek.",
                expected="één samenhangend verzoek met elke gevraagde wijziging",
                found=f"zonder de {left_out[0]}" if left_out else "",
                bericht=bericht,
            )


def _is_in(trace: Trace, bericht: SentMessage, asked: AskedChange) -> bool:
    return asks_for(trace, bericht, asked) or names_toewijzing(trace, bericht, asked)


GROUNDS: Mapping[str, Callable[[Trace], Iterator[Finding]]] = MappingProxyType(
    {
        "9347": reference_is_unique,
        "9349": every_current_toewijzing_is_named,
        "9350": what_stays_is_current,
        "9351": what_changes_is_current,
        "9357": a_package_is_filled_as_the_model_says,
        "9373": a_package_is_filled_as_the_model_says,
        "9374": no_second_request_while_one_is_open,
        "9375": a_package_is_filled_as_the_model_says,
    }
)
"""Retourcode on a request -> the check of the rule that it says is broken."""


def refusal_stands(trace: Trace, bericht: SentMessage, codes: Collection[str]) -> bool | None:
    """Whether a request breaks a rule that one of these codes names; None where that cannot be said."""
    if bericht.deserves in codes:
        return True
    if bericht.from_kit:
        return None
    sender = replace(trace, role=bericht.sender)
    known = [GROUNDS[code] for code in codes if code in GROUNDS]
    found = [one.verdict for check_rule in known for one in check_rule(sender) if one.bericht is bericht]
    return True if Verdict.FAIL in found else None if len(known) < len(codes) else False
