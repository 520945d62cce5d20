"""What a gemeente and an aanbieder share: a clock, the moments at which the line is open, and answering messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from migratietoets.conformance.reference.ledger import Ledger
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.istandaard.berichten import Bericht, BerichtError, validate
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED, make_retour
from migratietoets.istandaard.kalender import is_working_day
from migratietoets.istandaard.model import Client, InputError
from migratietoets.istandaard.releases import FIRST_DAY_30, LAST_DAY_24, SILENCE_END, SILENCE_START, Domein, Release

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORKING_HOUR = time(9)
"""When the work of a day is done."""
FILE_RULES = frozenset({"OP192"})
"""Faults of the file, not of the message: they are no ground to refuse what can be read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A retourbericht that still has to go out."""

    heen: Bericht
    retourcodes: Sequence[str] = (APPROVED,)
    per_product: Mapping[int, Sequence[str]] = field(default_factory=dict)


class Role:
    """The state of a party, and what both roles decide in the same way."""

    now: datetime
    domein: Domein
    gemeente: str
    clients: dict[str, Client]
    ledger: Ledger
    mail: Outbox
    answers: list[Reply]

    @property
    def today(self) -> date:
        """The day in Europe/Amsterdam."""
        return self.now.date()

    def may_send(self) -> bool:
        """PL-01: from 31-12-2020 until 04-01-2021 09:00 nothing is sent."""
        opening = datetime.combine(FIRST_DAY_30, WORKING_HOUR, tzinfo=AMSTERDAM)
        return self.today <= LAST_DAY_24 or self.now >= opening

    def current_release(self) -> Release:
        """PL-01: the release of a message that goes out now, or as soon as the line opens."""
        return Release.R24 if self.today <= LAST_DAY_24 else Release.R30

    def working_days_after(self, day: date, count: int) -> date:
        """PL-01: the day that lies a number of working days later; terms stand still in the quiet period."""
        while count > 0:
            day += timedelta(days=1)
            count -= is_working_day(day) and not SILENCE_START <= day <= SILENCE_END
        return day

    def technically_sound(self, data: bytes) -> bool:
        """OP286: a message outside its schema is refused as a whole."""
        return all(error.code in FILE_RULES for error in validate(data))

    def respond(self) -> None:
        """OP090: send every answer that waits, each in the release of the message it answers."""
        if not self.may_send():
            return
        waiting, self.answers = self.answers, []
        for answer in waiting:
            self.send_retour(answer)

    def send_retour(self, answer: Reply) -> None:
        """Send one answer; a message without a usable header cannot be answered."""
        kind = str(int(answer.heen.kind) + 1)
        retour = make_retour(
            answer.heen,
            identificatie=self.mail.identificatie(kind),
            dagtekening=self.today,
            retourcodes=answer.retourcodes,
            per_product=answer.per_product,
        )
        try:
            self.mail.send(retour, self.now)
        except BerichtError:
            if answer.retourcodes != (REJECTED,):
                raise

    def client_of(self, bsn: str) -> Client:
        """The person behind a BSN.

        Raises:
            InputError: nobody we know.
        """
        if bsn not in self.clients:
            raise InputError("Verwacht een cliënt uit reset; deze BSN is niet bekend. Geef de cliënt mee in clients.")
        return self.clients[bsn]
