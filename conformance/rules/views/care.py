"""Starts and stops: which 305 or 307 speaks of which toewijzing (IV051, IV096)."""

from collections.abc import Iterator
from dataclasses import dataclass

from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED
from migratietoets.istandaard.berichten.start_stop import REMOVAL, Regieproduct


@dataclass(frozen=True, slots=True)
class Report:
    """One line of a 305 or 307 and the message that holds it."""

    bericht: SentMessage
    product: Regieproduct

    @property
    def removes(self) -> bool:
        """It takes back an earlier one."""
        return self.product.status == REMOVAL


def speaks_of(history: History, product: Regieproduct) -> bool:
    """Whether a line of a 305 or 307 speaks of this toewijzing: by number, else by the other key fields (IV051).

    What a line with a number says of the other key fields may not contradict them.
    """
    key = history.key
    traits = ((product.categorie, key.categorie), (product.code, key.code))
    if product.toewijzing_ingangsdatum not in {None, key.ingangsdatum}:
        return False
    if product.toewijzingnummer is None:
        return all(own == other for own, other in traits)
    return product.toewijzingnummer == key.toewijzingnummer and all(own in {None, other} for own, other in traits)


def sent_reports(trace: Trace, kind: str, history: History) -> Iterator[Report]:
    """What the aanbieder sent of a toewijzing in 305s or 307s, removals too, in order of sending."""
    aanbieder, bsn = history.key.aanbieder, history.key.bsn
    for bericht in trace.berichten:
        if bericht.kind != kind or bericht.from_kit or (bericht.aanbieder, bericht.bsn) != (aanbieder, bsn):
            continue
        for product in bericht.regieproducten:
            if speaks_of(history, product):
                yield Report(bericht, product)


def reported(trace: Trace, kind: str, history: History) -> list[Report]:
    """What was reported by 305 or 307 and still stands: not taken back later, and not refused.

    A gemeente that is judged may not hide behind its own refusal.
    """
    standing: list[Report] = []
    for report in sent_reports(trace, kind, history):
        answer = trace.answer_to(report.bericht)
        codes = set() if answer is None else set(answer.retourcodes)
        if report.removes:
            standing = [earlier for earlier in standing if earlier.product.begindatum != report.product.begindatum]
            continue
        refused = REJECTED in codes or (len(report.bericht.regieproducten) == 1 and codes - {APPROVED})
        if not refused or trace.role == "gemeente":
            standing.append(report)
    return standing
