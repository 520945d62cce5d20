"""How the care on a toewijzing was closed: its withdrawal and its stop, and which came first (AF-01 .. AF-04)."""

from dataclasses import dataclass

from migratietoets.conformance.rules.views.care import Report, reported
from migratietoets.conformance.rules.views.succession import successions
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.codelijsten.codes import TEMPORARY


@dataclass(frozen=True, slots=True)
class Pair:
    """A withdrawal and a stop of the same toewijzing; either may be missing."""

    history: History
    intrekking: State | None
    stop: Report | None

    @property
    def intrekkingsbericht(self) -> SentMessage | None:
        """The 301 that withdrew it."""
        return self.intrekking.bericht if self.intrekking is not None else None

    def honours_change(self, trace: Trace) -> bool:
        """The 301 that withdrew it grants a 317 (IV093)."""
        bericht = self.intrekkingsbericht
        if bericht is None:
            return False
        asked = {verzoek for b in trace.berichten if b.kind == "317" and b.at <= bericht.at for verzoek in b.verzoeken}
        own = [line.product.referentie_aanbieder for line in bericht.lines if line.key == self.history.key]
        return not asked.isdisjoint(own)

    def is_migration(self, trace: Trace) -> bool:
        """Another toewijzing took its place."""
        return bool(successions(trace).children(self.history))

    @property
    def stop_first(self) -> bool:
        """The aanbieder stopped, then the gemeente withdrew."""
        bericht = self.intrekkingsbericht
        return self.stop is not None and bericht is not None and self.stop.bericht.at < bericht.at

    @property
    def intrekking_first(self) -> bool:
        """The gemeente withdrew, then the aanbieder stopped."""
        bericht = self.intrekkingsbericht
        return self.stop is not None and bericht is not None and self.stop.bericht.at >= bericht.at


@view
def pairs(trace: Trace) -> tuple[Pair, ...]:
    """Each toewijzing with the 301 that ended it early and its definite stop; a temporary stop closes nothing."""
    return tuple(
        Pair(history, history.shortened(trace.end), _definite_stop(trace, history))
        for history in trace.histories.values()
        if not history.cancelled(trace.end)
    )


def _definite_stop(trace: Trace, history: History) -> Report | None:
    stops = reported(trace, "307", history)
    return next((stop for stop in stops if stop.product.reden_beeindiging != TEMPORARY), None)
