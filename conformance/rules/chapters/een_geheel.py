"""All changes of one client go to the aanbieder as one whole: one 301 a decision (MS-04)."""

from collections.abc import Iterator
from datetime import timedelta

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.knowledge import asked_before
from migratietoets.conformance.rules.views.orders.explanations import Explained, Why, explanations
from migratietoets.conformance.rules.views.requests.verzoeken import verzoeken
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace

ONE_CHANGE = timedelta(hours=36)
"""Where no decision can be seen, messages no further apart than this are of one: a working day and the night after."""
OF_THE_MIGRATION = frozenset({Why.MIGRATION, Why.REPLACEMENT})

Group = tuple[object, ...]


@rule("MS-04", Judges.MESSAGE, looks_at=("301",))
def changes_of_one_client_go_together(trace: Trace) -> Iterator[Finding]:
    """All changes of one decision for one client go to the aanbieder in one 301 per release."""
    for (aanbieder, release), berichten in _decisions(trace):
        yield check(
            trace,
            len(berichten) == 1,
            f"301 ({release}) aan {aanbieder}",
            "Alle wijzigingen van één besluit gaan in één bericht.",
            "De wijzigingen van één besluit over een cliënt zijn over meer berichten verdeeld.",
            expected="één 301 per besluit, cliënt, aanbieder en release",
            found=f"{len(berichten)} berichten",
            bericht=berichten[-1],
        )


def _decisions(trace: Trace) -> Iterator[tuple[tuple[str, str], list[SentMessage]]]:
    """Per decision, client, aanbieder and release the messages that first say something of a toewijzing for it."""
    groups: dict[Group, list[SentMessage]] = {}
    said: set[tuple[Group, History]] = set()
    for one in explanations(trace):
        group = _group(trace, one)
        if not trace.own(one.bericht) or group is None:
            continue
        key = (one.history.key.bsn, one.history.key.aanbieder, one.bericht.release, *group)
        berichten = groups.setdefault(key, [])
        if one.bericht not in berichten and (key, one.history) not in said and not _again(one, said, key):
            berichten.append(one.bericht)
        said.add((key, one.history))
    for key, berichten in groups.items():
        for together in [berichten] if key[3] is not None else _close(berichten):
            yield (str(key[1]), str(key[2])), together


def _again(one: Explained, said: set[tuple[Group, History]], key: Group) -> bool:
    """Whether it comes in the place of one that was cancelled: a mistake that is put right is no change of its own."""
    product = (one.history.key.categorie, one.history.key.code)
    return any(
        group == key and earlier.cancelled() and (earlier.key.categorie, earlier.key.code) == product
        for group, earlier in said
    )


def _group(trace: Trace, one: Explained) -> Group | None:
    """What tells the decision that a change belongs to; (None,) where only the moments can, None where nothing does."""
    if one.order is not None and one.order.instruction is not None:
        return ("opdracht", one.order.instruction.at, one.order.instruction.command)
    if one.order is not None:
        asked = (v for v in verzoeken(trace) if v.referentie == one.order.referentie)
        decisions = (v.decision_at(one.bericht.at) for v in asked if v.client.bsn == one.history.key.bsn)
        taken = next((decision for decision in decisions if decision is not None), None)
        return ("verzoek", taken.at if taken else one.order.referentie)
    if one.why not in OF_THE_MIGRATION:
        return None
    orders = [i for i in asked_before(trace, one.bericht, "migreer") if i.params["bsn"] in {None, one.history.key.bsn}]
    return ("migreer", orders[-1].at) if orders else (None,)


def _close(berichten: list[SentMessage]) -> Iterator[list[SentMessage]]:
    """Messages in runs: each no further than a day and a half after the one before."""
    run: list[SentMessage] = []
    for bericht in berichten:
        if run and bericht.at - run[-1].at > ONE_CHANGE:
            yield run
            run = []
        run.append(bericht)
    if run:
        yield run
