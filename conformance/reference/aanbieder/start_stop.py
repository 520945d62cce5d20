"""Starts and stops as the aanbieder reports them: the 305 and the 307, when they are due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.instructions import Params, check, read_date, read_reference
from migratietoets.conformance.reference.ledger import Entry, Stop
from migratietoets.conformance.reference.post import Sent
from migratietoets.istandaard.berichten.start_stop import REMOVAL, Regieproduct, make_regie
from migratietoets.istandaard.codelijsten import REDEN_BEEINDIGING, code_list
from migratietoets.istandaard.codelijsten.codes import (
    AS_PLANNED,
    BY_GEMEENTE,
    BY_WIJZIGINGSVERZOEK,
    DEATH,
    IN_AGREEMENT,
    TEMPORARY,
)
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import Release

Report = Stop | date | Literal["3"]
"""What is reported: a stop, the first day, or that a temporary stop is taken back (StatusAanlevering 3)."""


def same_key(before: Stop | None, stop: Stop) -> bool:
    """Whether a stop on the same day stands: it is taken back first, since both have one key (TR074, IV008)."""
    return before is not None and before.einddatum == stop.einddatum


@dataclass(frozen=True, slots=True)
class Booked:
    """One line of a 305 or 307: of which toewijzing, what it says, what the desk had asked, and how it stood before."""

    toewijzing: str
    what: Report
    asked: Stop | date | None
    before: Entry


class StartStop(Desk):
    """What the desk asked for, and what is due."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.starts: dict[str, date] = {}
        self.stops: dict[str, Stop] = {}
        self.sent: Sent[Booked] = Sent(self.take_back)
        self.nothing_to_report: tuple[Any, ...] | None = None
        """The day, the stock and the wishes of the desk when we last looked and nothing was due."""

    # ---- the buttons

    def start_care(self, params: Params) -> dict[str, Any]:
        """Care has begun; nothing happens where that is known.

        Raises:
            InputError: no such toewijzing, or it was cancelled.
        """
        check("start_zorg", params, {"toewijzing", "begindatum"})
        entry = self.ledger.find(read_reference("start_zorg", params))
        begindatum = read_date("start_zorg, begindatum", params["begindatum"])
        if entry.cancelled:
            raise InputError(
                "start_zorg: deze toewijzing is geannuleerd. Kies de toewijzing die ervoor in de plaats kwam."
            )
        if entry.start is None or (entry.stop is not None and entry.stop.reden == TEMPORARY):
            self.starts[entry.toewijzing.id] = begindatum
        return {}

    def stop_care(self, params: Params) -> dict[str, Any]:
        """Care has ended; nothing happens where that is known.

        Raises:
            InputError: no such toewijzing, its care never started (OP072), or a reason this release does not know.
        """
        check("stop_zorg", params, {"toewijzing", "einddatum", "reden"})
        entry = self.ledger.find(read_reference("stop_zorg", params))
        stop = Stop(read_date("stop_zorg, einddatum", params["einddatum"]), params["reden"])
        if entry.stop == stop or (entry.start is not None and not entry.running):
            return {}
        if entry.start is None and entry.toewijzing.id not in self.starts:
            raise InputError("stop_zorg: verwacht een toewijzing waarvan de zorg is gestart. Meld eerst de start.")
        release = self.clock.current_release()
        known = code_list(REDEN_BEEINDIGING[self.context.domein]).codes(release)
        if stop.reden not in known:
            raise InputError(
                f"stop_zorg, reden: verwacht een van {', '.join(sorted(known))} in release {release}; "
                f"gevonden {stop.reden!r}. Kies een andere reden."
            )
        self.stops[entry.toewijzing.id] = stop
        return {}

    # ---- starting and stopping

    def send_due(self) -> None:
        """Report every stop and start that is due, everything of one client at one moment in one message."""
        if not self.clock.may_send():
            return
        release = self.clock.current_release()
        state = (self.clock.today, release, self.ledger.version, dict(self.starts), dict(self.stops))
        if state == self.nothing_to_report:
            return
        stops = [(entry, stop) for entry in self.ledger if (stop := self.stop_due(entry, release))]
        self.send_reports("307", [(entry, REMOVAL) for entry, stop in stops if same_key(entry.stop, stop)])
        self.send_reports("307", stops)
        starts = [(entry, begin) for entry in self.ledger if (begin := self.start_due(entry, release))]
        self.send_reports("305", starts)
        self.nothing_to_report = None if stops or starts else state

    def stop_due(self, entry: Entry, release: Release) -> Stop | None:
        """The stop that is due today: asked for at the desk, or because the toewijzing ended (OP288)."""
        if entry.start is None or not entry.running:
            return None
        toewijzing = entry.toewijzing
        wanted = self.stops.get(toewijzing.id)
        if wanted is not None and not self.may_report(wanted.einddatum):
            wanted = None
        end = toewijzing.einddatum if wanted is None else wanted.einddatum
        if end is None or not self.may_report(end):
            return None
        if entry.cancelled or not self.can_report(toewijzing, release):
            return None
        if wanted is not None:
            return Stop(end, self.requested_stop_reden(entry, wanted, release))
        return Stop(max(end, entry.start), self.stop_reden(entry, release))

    def start_due(self, entry: Entry, release: Release) -> date | None:
        """The start that is due today: asked for at the desk, or because care simply goes on."""
        toewijzing = entry.toewijzing
        asked = self.starts.get(toewijzing.id)
        if asked is None and entry.start is not None:
            return None
        begin = toewijzing.ingangsdatum if asked is None else asked
        if not self.may_report(begin) or entry.cancelled or not self.can_report(toewijzing, release):
            return None
        return begin if asked is not None or self.predecessor(entry) is not None else None

    def may_report(self, day: date) -> bool:
        """CS023: nothing is reported before it happened."""
        return day <= self.clock.today

    def can_report(self, toewijzing: Toewijzing, release: Release) -> bool:
        """MT-03: in 3.0 nothing can be said of a toewijzing without unique number."""
        return release is Release.R24 or self.ledger.unique(toewijzing.toewijzingnummer)

    def stop_reden(self, entry: Entry, release: Release) -> str:
        """AF-03, OP288: a reaction to a withdrawal; in 2.4 there is no code of its own for that."""
        if not entry.withdrawn:
            return AS_PLANNED[self.context.domein]
        return self.reaction_reden(entry) if release is Release.R30 else IN_AGREEMENT[self.context.domein]

    def reaction_reden(self, entry: Entry) -> str:
        """AF-01, AF-03: 36 for a withdrawal, 37 where it grants a request of our own."""
        return BY_GEMEENTE if entry.referentie is None else BY_WIJZIGINGSVERZOEK

    def requested_stop_reden(self, entry: Entry, wanted: Stop, release: Release) -> str | None:
        """AF-01, AF-03: what the desk asked for, but in 3.0 the code of a reaction where the gemeente withdrew.

        Not for a temporary stop, and not where the client died and the gemeente said so.
        """
        deceased = wanted.reden == entry.reden == DEATH
        if release is Release.R24 or not entry.withdrawn or wanted.reden == TEMPORARY or deceased:
            return wanted.reden
        return self.reaction_reden(entry)

    def predecessor(self, entry: Entry) -> Entry | None:
        """The toewijzing whose care goes on under this one."""
        toewijzing = entry.toewijzing
        for other in self.ledger.from_(toewijzing.bsn, toewijzing.aanbieder):
            if other.toewijzing.toewijzingnummer != toewijzing.toewijzingnummer and self.follows_on(other, toewijzing):
                return other
        return None

    def follows_on(self, old: Entry, new: Toewijzing) -> bool:
        """Care ran to the end of the old one, and the new one begins the next day, or in place of a cancelled one.

        It is the same kind of care: of one categorie, or one of them is generiek.
        """
        categories = {old.toewijzing.categorie, new.categorie}
        if old.start is None or (len(categories) > 1 and None not in categories):
            return False
        if old.cancelled:
            return old.toewijzing.ingangsdatum == new.ingangsdatum
        end = old.toewijzing.einddatum
        stopped = old.stop is not None and end is not None and old.stop.einddatum < end
        return end is not None and not stopped and new.ingangsdatum - end == ONE_DAY

    def send_reports(self, kind: str, reports: Sequence[tuple[Entry, Report]]) -> None:
        """Send the starts or the stops, one message for each client and aanbieder."""
        bundles: dict[tuple[str, str], list[tuple[Regieproduct, Booked]]] = {}
        for entry, what in reports:
            toewijzing = entry.toewijzing
            asked = self.asked_for(toewijzing.id, what)
            bundle = bundles.setdefault((toewijzing.bsn, toewijzing.aanbieder), [])
            bundle.append((self.booked_report(entry, what), Booked(toewijzing.id, what, asked, entry)))
        for (bsn, aanbieder), lines in bundles.items():
            bericht = make_regie(
                kind,
                release=self.clock.current_release(),
                domein=self.context.domein,
                gemeente=self.context.gemeente,
                aanbieder=aanbieder,
                identificatie=self.outbox.identificatie(kind),
                dagtekening=self.clock.today,
                client=self.context.client_of(bsn),
                producten=[product for product, _ in lines],
            )
            self.sent.note(bericht, *(booked for _, booked in lines))
            self.outbox.send(bericht, self.clock.now)

    def asked_for(self, toewijzing: str, what: Report) -> Stop | date | None:
        """What the desk had asked of what is reported now; None where it is due of itself."""
        if what == REMOVAL:
            return None
        return self.stops.get(toewijzing) if isinstance(what, Stop) else self.starts.get(toewijzing)

    def take_back(self, refused: Sequence[Booked]) -> None:
        """OP286: what was refused was not reported; it is due again, unless something else was reported since."""
        for one in refused:
            entry = self.ledger[one.toewijzing]
            if isinstance(one.what, Stop) and entry.stop == one.what:
                self.ledger.put(replace(entry, stop=one.before.stop))
            elif isinstance(one.what, date) and entry.start == one.what:
                self.ledger.put(replace(entry, start=one.before.start, stop=entry.stop or one.before.stop))
            if isinstance(one.asked, Stop):
                self.stops[one.toewijzing] = one.asked
            elif one.asked is not None:
                self.starts[one.toewijzing] = one.asked

    def booked_report(self, entry: Entry, what: Report) -> Regieproduct:
        """Write down what is reported, and make its line; a stop repeats the key of the start (TR069)."""
        t = entry.toewijzing
        if what == REMOVAL:
            assert entry.stop is not None
            line = self.booked_report(entry, entry.stop)
            return replace(line, status=REMOVAL)
        if isinstance(what, Stop):
            self.stops.pop(t.id, None)
            self.ledger.put(replace(entry, stop=what))
            begin, end, reden = entry.start or t.ingangsdatum, what.einddatum, what.reden
        else:
            self.starts.pop(t.id, None)
            self.ledger.put(replace(entry, start=what, stop=None))
            begin, end, reden = what, None, None
        return Regieproduct(t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum, begin, end, reden)
