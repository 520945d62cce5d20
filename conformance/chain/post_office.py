"""The post office: collects, checks, marks what is wrong, records, and delivers all the same."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.chain.summary import summary
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import ADAPTER, KIT, ErrorEvent, MessageEvent, NoticeEvent
from migratietoets.istandaard.berichten import Bericht, BerichtError, read_shared, validate
from migratietoets.istandaard.berichten.header import bsns, header, identity

ROUNDS = 10
"""A system that keeps answering on one moment is flooding."""

KINDS = {
    "gemeente": {"301", "304", "306", "308", "316", "318", "319", "325"},
    "aanbieder": {"302", "303", "305", "307", "315", "317", "320", "323"},
}
"""What each role may send."""

RECEIVER = {"gemeente": "aanbieder", "aanbieder": "gemeente"}


class PostOffice:
    """Carries messages and notices between the two parties of one campaign."""

    def __init__(
        self,
        campaign: Campaign,
        parties: Mapping[str, Party],
        log: EventLog,
        case_of: Mapping[str, str],
        xsd: Path | None = None,
    ) -> None:
        self._xsd = xsd
        self.campaign = campaign
        self.parties = parties
        self.log = log
        self.case_of = case_of
        """BSN, or AGB code of an aanbieder that plays in one case only -> case."""
        self.previous: datetime | None = None
        self._number = 0
        self._cases: dict[tuple[str, str], str] = {}
        self._complained: set[tuple[str, str, str | None]] = set()

    def deliver_until_quiet(self, now: datetime) -> None:
        """Collect from both and deliver to the other, until nobody has anything left to say at this moment."""
        for _ in range(ROUNDS):
            collected = [(role, parcel) for role in self.parties for parcel in self._collect(role, now)]
            if not collected:
                return
            for role, parcel in collected:
                self._deliver(role, parcel, now)
        self.error(
            self.campaign.role, "collect", f"Na {ROUNDS} ronden op één moment komen er nog berichten.", now, None
        )

    def send_for_kit(self, from_: str, bericht: Bericht, xml: bytes, case: str, at: datetime) -> None:
        """Deliver a message that the kit sends on behalf of the party that is not under test."""
        parcel = {
            "code": bericht.kind,
            "release": str(bericht.release),
            "sent_at": at.isoformat(),
            "xml": xml.decode(),
        }
        self._record(from_, parcel, [], "kit", case, bericht)
        self._hand_over(from_, parcel, case, at)

    def _collect(self, role: str, now: datetime) -> list[dict[str, Any]]:
        answer = self.parties[role].attempt("collect", {}, lambda text: self.error(role, "collect", text, now, None))
        for notice in answer.get("notices", ()):
            self._number += 1
            self.log.write(
                NoticeEvent(
                    campaign=self.campaign.id,
                    case=self.case_of.get(notice["bsn"]),
                    n=self._number,
                    at=notice["sent_at"],
                    to=notice["to"],
                    bsn=notice["bsn"],
                    about=notice["about"],
                    from_=role,
                )
            )
        return list(answer.get("messages", ()))

    def _deliver(self, role: str, parcel: dict[str, Any], now: datetime) -> None:
        bericht, errors = self._check(role, parcel, now)
        case = self._case(bericht) if bericht is not None else None
        self._record(role, parcel, errors, "party", case, bericht)
        if case is None:
            reden = errors[0] if bericht is None else "de cliënt is aan niemand gegeven"
            self.error(role, "collect", f"Een {parcel['code']} hoort bij geen enkel geval: {reden}.", now, None)
        self._hand_over(role, parcel, case, now)

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

    def _check(self, role: str, parcel: dict[str, Any], now: datetime) -> tuple[Bericht | None, list[str]]:
        errors = []
        at = datetime.fromisoformat(parcel["sent_at"])
        if at > now or (self.previous is not None and at < self.previous):
            errors.append(f"het verzendmoment {parcel['sent_at']} valt buiten de stap waarin het bericht is opgehaald")
        if parcel["code"] not in KINDS[role]:
            errors.append(f"een {role} verzendt geen {parcel['code']}")
        data = parcel["xml"].encode("utf-8", "surrogatepass")
        try:
            bericht = read_shared(data)
        except BerichtError as error:
            return None, [*errors, str(error)]
        if (bericht.kind, str(bericht.release)) != (parcel["code"], parcel["release"]):
            errors.append(f"aangekondigd als {parcel['code']} {parcel['release']}, maar het is een {bericht.name}")
        return bericht, errors + [
            f"{f.element} (regel {f.line}, {f.code}): {f.text}" for f in validate(data, self._xsd)[:5]
        ]

    def _record(
        self,
        from_: str,
        parcel: dict[str, Any],
        errors: list[str],
        origin: str,
        case: str | None,
        bericht: Bericht | None,
    ) -> None:
        self._number += 1
        who = identity(bericht) if bericht is not None else None
        if who is not None and case is not None:
            self._cases.setdefault(who, case)
        self.log.write(
            MessageEvent(
                campaign=self.campaign.id,
                case=case,
                n=self._number,
                at=parcel["sent_at"],
                from_=from_,
                to=RECEIVER[from_],
                code=parcel["code"],
                release=parcel["release"],
                origin=origin,
                xml=parcel["xml"],
                faults=errors,
                summary=summary(bericht) if bericht is not None else "onleesbaar bericht",
            )
        )

    def _hand_over(self, from_: str, parcel: dict[str, Any], case: str | None, now: datetime) -> None:
        to = RECEIVER[from_]
        params = {field: parcel[field] for field in ("code", "release", "xml")}
        self.parties[to].attempt("deliver", params, lambda text: self.error(to, "deliver", text, now, case))

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
