"""The post office: collects, checks, marks what is wrong, records, and delivers all the same."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.complaints import Complaints
from migratietoets.conformance.chain.parcel import Parcel, inspect
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.chain.summary import summary
from migratietoets.conformance.protocol.shape import whole
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import KIT, PARTY, MessageEvent, NoticeEvent
from migratietoets.istandaard.berichten import Bericht, BerichtError, build
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.berichten.header import RETOUR_OF, Header, bsns, header, identity
from migratietoets.istandaard.berichten.retour import REJECTED, make_retour
from migratietoets.istandaard.kalender import day_of

ROUNDS = 10
"""A system that keeps answering on one moment is flooding."""
_NUMBER = re.compile(r"(?<!\d)\d{9}(?!\d)")


class PostOffice:
    """Carries messages and notices between the two parties of one campaign."""

    def __init__(
        self,
        campaign: Campaign,
        parties: Mapping[str, Party],
        log: EventLog,
        case_of: Mapping[str, str],
        symbols: Mapping[str, Symbols],
        xsd: Path | None = None,
    ) -> None:
        self._xsd = xsd
        self.campaign = campaign
        self.parties = parties
        self.log = log
        self.complaints = Complaints(campaign, parties, log)
        self.case_of = case_of
        """BSN, or AGB code of an aanbieder that plays in one case only -> case."""
        self.symbols = symbols
        self.addressees: Mapping[str, frozenset[str]] = {}
        """Role -> whom it can say something to."""
        self.since: dict[str, datetime] = {}
        """Role -> since when it may have sent what it hands over: what it could not hand over then, comes later."""
        self.asleep: set[str] = set()
        """The roles that have nothing to do, as they say, and were not told that it became so late."""
        self.wake: Callable[[str], None] = lambda _: None
        """Tells a role how late it is."""
        self.number = 0
        self.to_damage: set[tuple[str, str]] = set()
        """Case and kind: the first such message of the system under test is damaged on its way."""
        self._cases: dict[tuple[str, str], list[tuple[str, str]]] = {}
        """Sender and identification of a message -> its kind and its case, of each that may still be answered."""

    def begin_step(self, before: datetime, now: datetime) -> None:
        """It becomes `now`: nobody who took part in the step before can have sent anything before that one ended."""
        self.since |= {role: before for role in self.parties if role not in self.complaints.unheard}
        self.complaints.begin_day(day_of(now))

    def deliver_until_quiet(self, now: datetime) -> None:
        """Collect from both and deliver to the other, until nobody has anything left to say at this moment."""
        for _ in range(ROUNDS):
            known = self.number
            collected = [parcel for role in self._awake() for parcel in self._collect(role, now)]
            if not collected:
                return
            for parcel in collected:
                self._deliver(parcel, now, known)
        text = f"Na {ROUNDS} ronden op één moment komen er nog berichten."
        self.complaints.error(self.campaign.role, "collect", text, now, None, alone=True)

    def rouse(self, role: str) -> None:
        """See that a party knows how late it is, before it is told anything else."""
        if role in self.asleep:
            self.wake(role)

    def _awake(self) -> list[str]:
        return [role for role in self.parties if role not in self.asleep]

    def send_for_kit(
        self,
        sender: str,
        bericht: Bericht,
        xml: bytes,
        case: str,
        at: datetime,
        **on_purpose: Any,  # noqa: ANN401  # what the log says of a message that breaks a rule, in fields of its own
    ) -> None:
        """Deliver a message that the kit sends on behalf of the party that is not under test."""
        parcel = Parcel(sender, bericht.kind, str(bericht.release), at.isoformat(), xml.decode())
        self._record(parcel, [], KIT, case, bericht, self.number, **on_purpose)
        self._hand_over(parcel, case, at)

    def _collect(self, role: str, now: datetime) -> list[Parcel]:
        try:
            answer, unusable = self.parties[role].collect()
        except AdapterError as error:
            self.complaints.step_error(role, "collect", str(error), now)
            return []
        for part in unusable:
            self.complaints.error(role, "collect", part.text, now, self._case_named_in(str(part.found)), alone=True)
        for notice in answer["notices"]:
            self._note(role, whole(notice), now)
        return [Parcel.collected(role, message) for message in answer["messages"]]

    def _note(self, role: str, notice: Mapping[str, Any], now: datetime) -> None:
        """Record a notice; one without a client is about all of an aanbieder, or about the client it names."""
        self.number += 1
        toewijzing = notice.get("toewijzing")
        bsn = notice["bsn"] if toewijzing is None else toewijzing["bsn"]
        case = self.case_of.get(notice["to"] if bsn is None else bsn)
        self.log.write(
            NoticeEvent(
                campaign=self.campaign.id,
                case=case,
                n=self.number,
                at=notice["sent_at"],
                to=notice["to"],
                bsn=bsn,
                code=notice.get("code"),
                toewijzing=toewijzing,
                verzoek=notice.get("verzoek"),
                about=notice["about"],
                from_=role,
                faults=tuple(self._faults_of(role, notice, now, known=bsn is None or case is not None)),
            )
        )

    def _faults_of(self, role: str, notice: Mapping[str, Any], now: datetime, *, known: bool) -> Iterator[str]:
        """Why a notice counts for nothing."""
        if not known:
            yield "zij gaat over een cliënt die aan niemand gegeven is"
        if notice["to"] not in self.addressees.get(role, {notice["to"]}):
            yield "zij is gericht aan iemand die er niet is"
        if not self._in_step(role, notice["sent_at"], now):
            yield f"het moment {notice['sent_at']} valt buiten de stap waarin zij is opgehaald"

    def _in_step(self, role: str, sent_at: str, now: datetime) -> bool:
        at, since = datetime.fromisoformat(sent_at), self.since.get(role)
        return at <= now and (since is None or at >= since)

    def _deliver(self, parcel: Parcel, now: datetime, known: int) -> None:
        """Carry a message to the other party. What belongs to no case, nobody can receive: it is recorded alone."""
        bericht, faults = inspect(parcel, self.since.get(parcel.sender), now, self._xsd)
        case = self._case_named_in(parcel.text) if bericht is None else self._case(bericht)
        self._record(parcel, faults, PARTY, case, bericht, known)
        if case is None:
            if parcel.sender not in self.campaign.systems:
                text = f"Een {parcel.code} hoort bij geen enkel geval."
                self.complaints.error(parcel.sender, "collect", text, now, None)
            return
        if bericht is not None and not faults:
            self.symbols[case].saw(bericht)
        if bericht is not None and self._is_damaged(parcel, case):
            self._refuse_unread(parcel, bericht, case, now)
        else:
            self._hand_over(parcel, case, now)

    def _is_damaged(self, parcel: Parcel, case: str) -> bool:
        """Whether a message of the system under test does not come over whole, as its case says; once a kind."""
        if parcel.sender != self.campaign.role or (case, parcel.code) not in self.to_damage:
            return False
        self.to_damage.remove((case, parcel.code))
        return True

    def _refuse_unread(self, parcel: Parcel, bericht: Bericht, case: str, now: datetime) -> None:
        """Answer a damaged message on behalf of its receiver, who cannot read it: refused technically (OP286)."""
        number = f"D{self.number:07d}"
        try:
            retour = _refusal(bericht, number, now.date())
            xml = build(retour)
        except BerichtError:
            self._hand_over(parcel, case, now)
        else:
            self.symbols[case].saw(retour)
            self.send_for_kit(parcel.receiver, retour, xml, case, now)

    def _case_named_in(self, text: str) -> str | None:
        """The case of the first client whose BSN stands in what cannot be read."""
        return next((self.case_of[one] for one in _NUMBER.findall(text) if one in self.case_of), None)

    def _case(self, bericht: Bericht) -> str | None:
        """The case of a client in a message; where there is none, of the message it answers, or of its aanbieder."""
        for bsn in bsns(bericht):
            if bsn in self.case_of:
                return self.case_of[bsn]
        try:
            head = header(bericht)
        except BerichtError:
            return None
        return self._answered(bericht.kind, head) or self.case_of.get(head.aanbieder)

    def _answered(self, kind: str, head: Header) -> str | None:
        """The case of the message that a retourbericht answers: of several of one name the first that still waits."""
        sent = self._cases.get((head.afzender, head.identificatie), []) if kind in RETOUR_OF else []
        same = [one for one in sent if one[0] == RETOUR_OF[kind]] or sent
        if len(same) > 1:
            sent.remove(same[0])
        return same[0][1] if same else None

    def _record(
        self,
        parcel: Parcel,
        faults: list[str],
        origin: str,
        case: str | None,
        bericht: Bericht | None,
        known: int,
        **on_purpose: Any,  # noqa: ANN401  # as above
    ) -> None:
        self.number += 1
        if case is not None:
            self.complaints.heard_of(case)
        who = identity(bericht) if bericht is not None else None
        if who is not None and case is not None and bericht is not None and bericht.kind not in RETOUR_OF:
            self._cases.setdefault(who, []).append((bericht.kind, case))
        self.log.write(
            MessageEvent(
                campaign=self.campaign.id,
                case=case,
                n=self.number,
                known=known,
                at=parcel.sent_at,
                from_=parcel.sender,
                to=parcel.receiver,
                code=parcel.code,
                release=parcel.release,
                origin=origin,
                xml=parcel.xml,
                faults=faults,
                summary=summary(bericht) if bericht is not None else "onleesbaar bericht",
                **on_purpose,
            )
        )

    def _hand_over(self, parcel: Parcel, case: str | None, now: datetime) -> None:
        to = parcel.receiver
        self.rouse(to)
        complain = self.complaints.error
        self.parties[to].attempt("deliver", parcel.contents, lambda text: complain(to, "deliver", text, now, case))


def _refusal(heen: Bericht, number: str, day: date) -> Bericht:
    """The retourbericht that refuses a message technically, of a declaratie the answer that does."""
    if heen.kind == "303":
        return make_304(heen, identificatie=number, dagtekening=day, refused=(REJECTED,))
    if heen.kind == "323":
        return make_325(heen, identificatie=number, dagtekening=day, refused=(REJECTED,))
    return make_retour(heen, identificatie=number, dagtekening=day, retourcodes=(REJECTED,))
