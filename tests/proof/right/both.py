"""Right in another way, whichever role is played: times, offsets, identifications, answers, notices."""

from datetime import UTC, datetime, time, timedelta, timezone

from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.conformance.reference.post import Post
from migratietoets.istandaard.kalender import AMSTERDAM
from migratietoets.istandaard.releases import DEADLINE_30, LAST_DAY_24, NUMBER_DEADLINE
from tests.proof.right.party import Right, Waiting

INDIA = timezone(timedelta(hours=5, minutes=30))
LAST_DAYS = {NUMBER_DEADLINE, LAST_DAY_24, DEADLINE_30}
"""Days on which what is due goes the same day."""


NIGHT = time(0, 30)


class InUtc(Right):
    """Zegt elk moment in UTC."""

    allowed_by = "protocol: een tijdstip draagt een offset, welke dan ook; een dag is een dag in Nederland"

    class Utc(Outbox):
        def send(self, bericht, moment):
            super().send(bericht, moment.astimezone(UTC))

        def inform(self, addressee, bsn, subject, moment):
            super().inform(addressee, bsn, subject, moment.astimezone(UTC))

    desks = (Utc,)


class InEenVerreOffset(Right):
    """Zegt elk moment in de offset van een rekencentrum ver weg."""

    allowed_by = "protocol: een tijdstip draagt een offset, welke dan ook; een dag is een dag in Nederland"

    class Far(Outbox):
        def send(self, bericht, moment):
            super().send(bericht, moment.astimezone(INDIA))

    desks = (Far,)


class VolgendeOchtend(Right):
    """Verzendt één keer per dag, om negen uur."""

    allowed_by = "termijnen zijn werkdagen: niemand hoeft hetzelfde uur te verzenden"

    class Morning(Clock):
        def may_send(self):
            return super().may_send() and self.now.time() == time(9)

    desks = (Morning,)


class _Answering(Post):
    """Answers every message a number of working days later."""

    days = 0

    def respond(self):
        self.waiting = getattr(self, "waiting", None) or Waiting(self.days)
        ready = self.waiting.ready(self.clock, self.answers)
        self.answers = ready
        super().respond()


class RetourNaTweeWerkdagen(Right):
    """Geeft elk retourbericht pas na twee werkdagen."""

    allowed_by = "OP090: binnen drie werkdagen"

    class Slow(_Answering):
        days = 2

    desks = (Slow,)


class RetourOpDeLaatsteDag(Right):
    """Geeft elk retourbericht op de derde werkdag."""

    allowed_by = "OP090: binnen drie werkdagen"

    class Last(_Answering):
        days = 3

    desks = (Last,)


class VerzendtInDeNacht(Right):
    """Verzendt één keer per nacht, om half een, wat er de dag ervoor bij kwam; op een uiterste dag ook overdag."""

    allowed_by = "termijnen zijn dagen en werkdagen: niemand hoeft dezelfde dag te verzenden als het niet de laatste is"

    class Night(Clock):
        def may_send(self):
            return super().may_send() and (self.now.time() == NIGHT or self.today in LAST_DAYS)

    desks = (Night,)

    def advance(self, params):
        self.require_reset()
        now, to = self.context.clock.now, datetime.fromisoformat(params["to"])
        for day in range((to.date() - now.date()).days + 1):
            night = datetime.combine(now.date() + timedelta(days=day), NIGHT, tzinfo=AMSTERDAM)
            if now < night < to:
                super().advance({"to": night.isoformat()})
        return super().advance(params)


class AndereNummers(Right):
    """Gebruikt identificaties en referenties met een andere opbouw."""

    allowed_by = "TR056, TR314, TR347: uniek, verder vrij"

    class Other(Outbox):
        def identificatie(self, kind):
            return f"9{super().identificatie(kind)[1:]}"

        def referentie(self):
            return f"ref-{super().referentie()}"

    desks = (Other,)


class ToontGeenKennisgevingen(Right):
    """Laat niets zien van wat buiten de berichten om gezegd wordt."""

    allowed_by = "protocol: notices is een mogelijkheid, geen plicht; wat niet te zien is, is niet fout"

    def hello(self, params):
        says = super().hello(params)
        return says | {"capabilities": says["capabilities"] | {"notices": False}}

    class Silent(Outbox):
        def inform(self, addressee, bsn, subject, moment):
            pass

    desks = (Silent,)
