"""The post office: collects, checks, marks what is wrong, records, and delivers all the same."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.parcel import Parcel, inspect
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.chain.summary import summary
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import ADAPTER, KIT, PARTY, ErrorEvent, MessageEvent, NoticeEvent
from migratietoets.istandaard.berichten import Bericht, BerichtError, build
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.berichten.header import bsns, header, identity
from migratietoets.istandaard.berichten.retour import REJECTED, make_retour

ROUNDS = 10
"""A system that keeps answering on one moment is flooding."""


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
        self.case_of = case_of
        """BSN, or AGB code of an aanbieder that plays in one case only -> case."""
        self.symbols = symbols
        self.previous: datetime | None = None
        self.number = 0
        self.to_damage: set[tuple[str, str]] = set()
        """Case and kind: the first such message of the system under test is damaged on its way."""
        self._cases: dict[tuple[str, str], str] = {}
        self._complained: set[tuple[str, str, str | None]] = set()

    def deliver_until_quiet(self, now: datetime) -> None:
        """Collect from both and deliver to the other, until nobody has anything left to say at this moment."""
        for _ in range(ROUNDS):
            known = self.number
            collected = [parcel for role in self.parties for parcel in self._collect(role, now)]
            if not collected:
                return
            for parcel in collected:
                self._deliver(parcel, now, known)
        self.error(
            self.campaign.role, "collect", f"Na {ROUNDS} ronden op één moment komen er nog berichten.", now, None
        )

    def send_for_kit(self, sender: str, bericht: Bericht, xml: bytes, case: str, at: datetime) -> None:
        """Deliver a message that the kit sends on behalf of the party that is not under test."""
        parcel = Parcel(sender, bericht.kind, str(bericht.release), at.isoformat(), xml.decode())
        self._record(parcel, [], KIT, case, bericht, self.number)
        self._hand_over(parcel, case, at)

    def _collect(self, role: str, now: datetime) -> list[Parcel]:
        answer = self.parties[role].attempt("collect", {}, lambda text: self.error(role, "collect", text, now, None))
        for notice in answer.get("notices", ()):
            self._note(role, notice)
        return [Parcel.collected(role, message) for message in answer.get("messages", ())]

    def _note(self, role: str, notice: Mapping[str, Any]) -> None:
        """Record a notice; one without a client is about all of an aanbieder, or about the client it names."""
        self.number += 1
        toewijzing = notice.get("toewijzing")
        bsn = notice["bsn"] if toewijzing is None else toewijzing["bsn"]
        self.log.write(
            NoticeEvent(
                campaign=self.campaign.id,
                case=self.case_of.get(notice["to"] if bsn is None else bsn),
                n=self.number,
                at=notice["sent_at"],
                to=notice["to"],
                bsn=bsn,
                code=notice.get("code"),
                toewijzing=toewijzing,
                verzoek=notice.get("verzoek"),
                about=notice["about"],
                from_=role,
            )
        )

    def _deliver(self, parcel: Parcel, now: datetime, known: int) -> None:
        bericht, faults = inspect(parcel, self.previous, now, self._xsd)
        case = self._case(bericht) if bericht is not None else None
        self._record(parcel, faults, PARTY, case, bericht, known)
        if case is not None and bericht is not None and not faults:
            self.symbols[case].saw(bericht)
        if case is None:
            why = faults[0] if bericht is None else "de cliënt is aan niemand gegeven"
            text = f"Een {parcel.code} hoort bij geen enkel geval: {why}."
            self.error(parcel.sender, "collect", text, now, None)
        if bericht is not None and case is not None and self._is_damaged(parcel, case):
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
        number = f"D{self.number:09d}"
        try:
            retour = _refusal(bericht, number, now.date())
            xml = build(retour)
        except BerichtError:
            self._hand_over(parcel, case, now)
        else:
            self.symbols[case].saw(retour)
            self.send_for_kit(parcel.receiver, retour, xml, case, now)

    def _case(self, bericht: Bericht) -> str | None:
        """The case of a client in a message; where it names none, of the message it answers, or of its aanbieder."""
        for bsn in bsns(bericht):
            if bsn in self.case_of:
                return self.case_of[bsn]
        try:
            head = header(bericht)
        except BerichtError:
            return None
        return self._cases.get((head.afzender, head.identificatie)) or self.case_of.get(head.aanbieder)

    def _record(
        self, parcel: Parcel, faults: list[str], origin: str, case: str | None, bericht: Bericht | None, known: int
    ) -> None:
        self.number += 1
        who = identity(bericht) if bericht is not None else None
        if who is not None and case is not None:
            self._cases.setdefault(who, case)
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
            )
        )

    def _hand_over(self, parcel: Parcel, case: str | None, now: datetime) -> None:
        to = parcel.receiver
        self.parties[to].attempt("deliver", parcel.contents, lambda text: self.error(to, "deliver", text, now, case))

    def error(self, role: str, verb: str, text: str, now: datetime, case: str | None) -> None:
        """Log what a party did wrong; the same complaint about the same case is logged once."""
        if (role, text, case) in self._complained:
            return
        self._complained.add((role, text, case))
        kind = ADAPTER if role == self.campaign.role else KIT
        self.log.write(
            ErrorEvent(
                campaign=self.campaign.id,
                case=case,
                at=now.isoformat(),
                party=role,
                verb=verb,
                kind=kind,
                text=text,
            )
        )


def _refusal(heen: Bericht, number: str, day: date) -> Bericht:
    """The retourbericht that refuses a message technically, of a declaratie the answer that does."""
    if heen.kind == "303":
        return make_304(heen, identificatie=number, dagtekening=day, refused=(REJECTED,))
    if heen.kind == "323":
        return make_325(heen, identificatie=number, dagtekening=day, refused=(REJECTED,))
    return make_retour(heen, identificatie=number, dagtekening=day, retourcodes=(REJECTED,))
