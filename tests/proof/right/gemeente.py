"""Right gemeenten that migrate, grant and answer in another permitted way."""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.gemeente.declaraties import Declaraties
from migratietoets.conformance.reference.gemeente.migration import Migration
from migratietoets.conformance.reference.gemeente.routes import BEFOREHAND, Routes
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen, under_number
from migratietoets.conformance.reference.gemeente.verzoeken import Verzoeken
from migratietoets.istandaard.codelijsten.codes import CONTRACTWIJZIGING, PER_FOUR_WEEKS, PER_MONTH, PER_WEEK
from migratietoets.istandaard.releases import FIRST_DAY_30, Release
from tests.proof.right.party import Right, Waiting


class RightGemeente(Right):
    """Judged as a gemeente."""

    roles = ("gemeente",)


class _Monthly(Routes):
    """Per maand instead of per week, rounded as it says."""

    up = 0

    def new_one(self, old, begin, shape, **options):
        step = super().new_one(old, begin, shape, **options)
        new = step.toewijzing
        if old.nieuw is not None or (old.frequentie, new.frequentie) != (PER_FOUR_WEEKS, PER_WEEK):
            return step
        volume = (old.volume * 13 + self.up) // 12
        return replace(step, toewijzing=replace(new, volume=volume, frequentie=PER_MONTH)) if volume else step


class PerMaandNaarBeneden(RightGemeente):
    """Maakt van per 4 weken altijd per maand, naar beneden afgerond."""

    allowed_by = "TW-06: een van de twee hele getallen ernaast, hoogstens tien procent minder"

    class Down(_Monthly):
        up = 0

    desks = (Down,)


class PerMaandNaarBoven(RightGemeente):
    """Maakt van per 4 weken altijd per maand, naar boven afgerond."""

    allowed_by = "TW-06: een van de twee hele getallen ernaast"

    class Up(_Monthly):
        up = 11

    desks = (Up,)


class EenBerichtPerToewijzing(RightGemeente):
    """Stuurt elke wijziging in een eigen 301."""

    allowed_by = "MS-04 is een should"

    class Apart(Toewijzingen):
        def bundles(self, changed):
            return [[entry] for entry in changed]

    desks = (Apart,)


class RegelsAndersom(RightGemeente):
    """Zet de regels van een 301 in een andere volgorde."""

    allowed_by = "de volgorde van regels in een bericht betekent niets"

    class Reversed(Toewijzingen):
        def bundles(self, changed):
            return [bundle[::-1] for bundle in super().bundles(changed)]

    desks = (Reversed,)


class AndereReden(RightGemeente):
    """Trekt in om te migreren met reden 10 in plaats van 03."""

    allowed_by = (
        "AF-01: een intrekking alleen om te migreren draagt elke geldige code behalve 12, en 01 alleen bij annuleren"
    )

    class Ten(Routes):
        def intrekking(self, old, per, release, latest):
            step = super().intrekking(old, per, release, latest)
            return replace(step, reden="10") if step.reden == CONTRACTWIJZIGING else step

    desks = (Ten,)


class OpHetLaatst(RightGemeente):
    """Wacht met elke stap van de migratie tot een dag voor het laatst kan."""

    allowed_by = "MT-01, MT-04, MT-05: uiterlijk is inclusief die dag"

    class Late(Migration):
        def send_day(self, step):
            return max(super().send_day(step), step.latest - timedelta(days=4))

    desks = (Late,)


class TrektVooraf(RightGemeente):
    """Trekt vooraf in waar zij ook had kunnen laten doorlopen, en licht de aanbieder in."""

    allowed_by = "BS-04 is een should"

    class Beforehand(Routes):
        def choose_route(self, old, asked):
            return BEFOREHAND if asked is None else super().choose_route(old, asked)

    desks = (Beforehand,)


class HogeNummers(RightGemeente):
    """Geeft nieuwe toewijzingen een nummer uit een andere reeks."""

    allowed_by = "TW-01: uniek, verder vrij"

    class High(Toewijzingen):
        def numbered(self, content):
            new = super().numbered(content)
            return under_number(content, str(int(new.toewijzingnummer) + 7_000))

    desks = (High,)


class StuurtAlleenWatVerandertIn24(RightGemeente):
    """Stuurt in 2.4 alleen wat veranderde, en niet wat er verder loopt."""

    allowed_by = "OP087 is een regel van 3.0; ontbreken in een later bericht beëindigt niets"

    class Bare(Toewijzingen):
        def goes_along(self, entry, release):
            return release is Release.R30 and super().goes_along(entry, release)

    desks = (Bare,)


class _Answering(Verzoeken):
    """Answers a request a number of working days after the decision."""

    days = 0

    def send_answers(self):
        self.waiting = getattr(self, "waiting", None) or Waiting(self.days)
        self.to_answer = self.waiting.ready(self.clock, self.to_answer)
        super().send_answers()


class AntwoordtLater(RightGemeente):
    """Beantwoordt een verzoek twee werkdagen na het besluit."""

    allowed_by = "OP274: binnen vijf werkdagen"

    class Slow(_Answering):
        days = 2

    desks = (Slow,)


class AntwoordtOpDeLaatsteDag(RightGemeente):
    """Beantwoordt een verzoek drie werkdagen na het besluit: op de vijfde werkdag na ontvangst."""

    allowed_by = "OP274: binnen vijf werkdagen"

    class Last(_Answering):
        days = 3

    desks = (Last,)


class BeantwoordtDeclaratiesOpDeLaatsteDag(RightGemeente):
    """Beantwoordt een 303 na twintig werkdagen en een 323 na tien."""

    allowed_by = "OP090x3, OP090x4: binnen twintig en tien werkdagen"

    class Last(Declaraties):
        def receive(self, bericht, data):
            self.days = 20 if bericht.kind == "303" else 10
            return super().receive(bericht, data)

        def answer_day(self):
            return self.clock.working_days_after(self.clock.today, self.days)

    desks = (Last,)


class DeclaratieMeteenBeantwoord(RightGemeente):
    """Beantwoordt elke declaratie de volgende dag."""

    allowed_by = "de termijn voor een 304 of 325 is een uiterste"

    class Quick(Declaraties):
        def answer_day(self):
            return self.clock.working_days_after(self.clock.today, 1)

    desks = (Quick,)


class MigreertNietVoorNovember(RightGemeente):
    """Begint pas op 9 november met verzenden, wat er ook eerder is besloten."""

    allowed_by = "TW-05 is informatie; de uiterste dagen gelden"

    class November(Migration):
        def send_day(self, step):
            return max(super().send_day(step), date(2020, 11, 9))

    desks = (November,)


class WachtMetDe30Berichten(RightGemeente):
    """Stuurt wat in 3.0 moet pas een week na de opening."""

    allowed_by = "MT-05: van 04-01-2021 tot en met 31-01-2021"

    class Week(Migration):
        def send_day(self, step):
            day = super().send_day(step)
            return day + timedelta(days=7) if day == FIRST_DAY_30 else day

    desks = (Week,)
