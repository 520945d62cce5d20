"""Right in another way, whichever role is played: times, offsets, identifications, answers, notices."""

from datetime import UTC, time, timedelta, timezone

from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.conformance.reference.post import Post
from tests.proof.right.party import Right

WORKING_DAYS_LATER = 2
INDIA = timezone(timedelta(hours=5, minutes=30))


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


class RetourNaTweeWerkdagen(Right):
    """Geeft elk retourbericht pas na twee werkdagen."""

    allowed_by = "OP090: binnen drie werkdagen"

    class Slow(Post):
        def respond(self):
            self.due = getattr(self, "due", [])
            day = self.clock.working_days_after(self.clock.today, WORKING_DAYS_LATER)
            self.due += [(day, answer) for answer in self.answers]
            self.answers = []
            if self.clock.may_send():
                ready = [answer for when, answer in self.due if when <= self.clock.today]
                self.due = [one for one in self.due if one[0] > self.clock.today]
                for answer in ready:
                    self.send_retour(answer)

    desks = (Slow,)


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
