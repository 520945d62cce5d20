"""From a decision of the gemeente to a 301: the register first, then the message, as soon as the line is open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.gemeente.routes import Routes
from migratietoets.conformance.reference.ledger import Entry, key_as_id
from migratietoets.conformance.reference.permitted import expressible
from migratietoets.conformance.reference.post import Sent
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, make_301
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Release

AT_ONCE = date.min


@dataclass(frozen=True, slots=True)
class Change:
    """A new or changed toewijzing that waits for its day.

    Attributes:
        toewijzing: as it will stand.
        reden: RedenWijziging; None for what is new (IV066).
        starting_at: the day.
        origin: id of the toewijzing it follows from.
        referentie: ReferentieAanbieder of the request that it grants.
    """

    toewijzing: Toewijzing
    reden: str | None
    starting_at: date
    origin: str
    referentie: str | None = None


class Toewijzingen(Desk):
    """What waits, what goes, and what goes along."""

    def __init__(self, context: Context, routes: Routes) -> None:
        super().__init__(context)
        self.routes = routes
        self.queue: list[Change] = []
        self.origins: dict[str, str] = {}
        """By id of what was granted in the place of a toewijzing: the id of that one."""
        self.to_send: list[str] = []
        self.sent: Sent[str] = Sent(self.send_again)
        """The ids of what each 301 changed."""
        self.wijzigingsverzoeken: set[str] = set()
        """References of the 317s that were granted."""

    def schedule(self, change: Change) -> None:
        """Write it down now, or keep it until its day."""
        if change.starting_at <= self.clock.today:
            self.issue(change)
        else:
            self.queue.append(change)

    def schedule_new(
        self, content: Toewijzing, starting_at: date, origin: str = "", referentie: str | None = None
    ) -> None:
        """Schedule a toewijzing that nobody has yet."""
        new = self.numbered(content)
        if origin:
            self.origins[new.id] = origin
        self.schedule(Change(new, None, starting_at, origin or new.id, referentie))

    def numbered(self, content: Toewijzing) -> Toewijzing:
        """TW-01, NT-08: give it a number of its own."""
        return under_number(content, self.ledger.new_number())

    def drop_waiting(self, origin: str) -> bool:
        """Drop what waits for one toewijzing; tell whether there was anything."""
        before = len(self.queue)
        self.queue = [change for change in self.queue if change.origin != origin]
        return len(self.queue) < before

    def place(self, id_: str) -> str:
        """The id of the first toewijzing in whose place this one came, perhaps by way of others."""
        while id_ in self.origins:
            id_ = self.origins[id_]
        return id_

    def followers(self, toewijzing: Toewijzing) -> list[Toewijzing]:
        """What was granted in the same place since, by its first day; what was cancelled is not there."""
        place = self.place(toewijzing.id)
        later = (entry for id_ in self.origins if self.place(id_) == place and (entry := self.ledger.get(id_)))
        found = [one.toewijzing for one in later if not one.cancelled and one.toewijzing.id != toewijzing.id]
        after = (one for one in found if one.ingangsdatum >= toewijzing.ingangsdatum)
        return sorted(after, key=lambda one: one.ingangsdatum)

    def end_waiting(self, toewijzing: Toewijzing, einddatum: date) -> bool:
        """Give what waits in the same place another last day, or drop it; tell whether any begins by then."""
        place = self.place(toewijzing.id)
        own = [change for change in self.queue if change.reden is None and self.place(change.origin) == place]
        begun = [change for change in own if change.toewijzing.ingangsdatum <= einddatum]
        for change in own:
            self.queue.remove(change)
        for change in begun:
            self.queue.append(replace(change, toewijzing=replace(change.toewijzing, einddatum=einddatum)))
        return bool(begun)

    def issue(self, change: Change) -> None:
        """Put a decision in the register; the message follows."""
        new = change.toewijzing
        previous = self.ledger.get(new.id)
        entry = Entry(new, self.toewijzing_moment(previous), change.reden, referentie=change.referentie)
        if previous is not None:
            entry = replace(entry, start=previous.start, stop=previous.stop)
        self.ledger.put(entry)
        if new.id not in self.to_send:
            self.to_send.append(new.id)

    def toewijzing_moment(self, previous: Entry | None) -> datetime:
        """IV030: the moment of decision, later than that of the 301 it changes."""
        now = self.clock.now.replace(tzinfo=None)
        return now if previous is None or previous.moment < now else previous.moment + timedelta(seconds=1)

    def send_due(self) -> None:
        """Send what is due, as soon as the line is open."""
        if not self.clock.may_send():
            return
        done = [change for change in self.queue if change.starting_at <= self.clock.today]
        self.queue = [change for change in self.queue if change.starting_at > self.clock.today]
        for change in done:
            self.issue(change)
        changed, self.to_send = [self.ledger[id_] for id_ in self.to_send], []
        for bundle in self.bundles(changed):
            self.send_301(bundle)

    def bundles(self, changed: list[Entry]) -> list[list[Entry]]:
        """MS-04: everything of one client for one aanbieder goes as one whole."""
        bundles: dict[tuple[str, str], list[Entry]] = {}
        for entry in changed:
            bundles.setdefault((entry.toewijzing.bsn, entry.toewijzing.aanbieder), []).append(entry)
        return list(bundles.values())

    def send_301(self, bundle: list[Entry]) -> None:
        """Send the changes of one bundle, with what else the client has running at this aanbieder.

        What the release has no words for stays out: a toewijzing without number, after 30-12-2020, can only be
        settled outside the messages.
        """
        release = self.clock.current_release()
        changed = [entry for entry in bundle if expressible(entry.toewijzing, release)]
        if not changed:
            return
        bsn, aanbieder = changed[0].toewijzing.bsn, changed[0].toewijzing.aanbieder
        others = [
            entry
            for entry in self.ledger.from_(bsn, aanbieder)
            if entry not in bundle and self.goes_along(entry, release)
        ]
        bericht = make_301(
            release=release,
            domein=self.context.domein,
            gemeente=self.context.gemeente,
            aanbieder=aanbieder,
            identificatie=self.outbox.identificatie("301"),
            dagtekening=self.clock.today,
            client=self.context.client_of(bsn),
            producten=[as_product(entry, self.reference_for(entry, changed)) for entry in [*changed, *others]],
        )
        self.sent.note(bericht, *(entry.toewijzing.id for entry in changed))
        self.outbox.send(bericht, self.clock.now)

    def send_again(self, ids: Sequence[str]) -> None:
        """OP286: what was refused was not received; it goes again as it stands now."""
        self.to_send += [id_ for id_ in ids if id_ not in self.to_send]

    def reference_for(self, entry: Entry, changed: list[Entry]) -> str | None:
        """TR362, TR363: the request that a line grants; of a request to change it stands on every line of the 301."""
        own = entry.referentie if entry in changed else None
        whole = (other.referentie for other in changed if other.referentie in self.wijzigingsverzoeken)
        return own or next(whole, None)

    def goes_along(self, entry: Entry, release: Release) -> bool:
        """OP087: valid today or later; in 3.0 only what needs no migration any more."""
        toewijzing = entry.toewijzing
        valid = toewijzing.einddatum is None or toewijzing.einddatum >= self.clock.today
        if not valid or entry.cancelled or not expressible(toewijzing, release):
            return False
        return release is Release.R24 or not self.routes.redenen(
            toewijzing, unique=self.ledger.unique(toewijzing.toewijzingnummer)
        )


def under_number(content: Toewijzing, number: str | None) -> Toewijzing:
    """The same care as another toewijzing; what was said of the old one is not said of the new."""
    new = replace(content, toewijzingnummer=number, vervanging=None, nieuw=None, gestart=False)
    return replace(new, id=key_as_id(new.key))


def as_product(entry: Entry, referentie: str | None = None) -> ToegewezenProduct:
    """An entry as a line of a 301."""
    t = entry.toewijzing
    return ToegewezenProduct(
        toewijzingnummer=t.toewijzingnummer,
        categorie=t.categorie,
        code=t.code,
        ingangsdatum=t.ingangsdatum,
        einddatum=t.einddatum,
        toewijzingsdatum=entry.moment.date(),
        toewijzingstijd=entry.moment.time(),
        reden_wijziging=entry.reden,
        volume=t.volume,
        eenheid=t.eenheid,
        frequentie=t.frequentie,
        budget=t.budget,
        referentie_aanbieder=referentie,
    )
