"""Known-bad gemeenten whose 301s break what the information model says of one line (AC-01, IV066, OP257, OP259 ...)."""

from dataclasses import replace
from datetime import timedelta

from migratietoets.conformance.reference.gemeente.changing import Changing
from migratietoets.conformance.reference.gemeente.granting import Granting
from migratietoets.conformance.reference.gemeente.toewijzingen import AT_ONCE, Change, Toewijzingen
from migratietoets.istandaard.codelijsten.codes import EXTENSION, HOUR, MINUTE
from migratietoets.istandaard.releases import Release
from tests.proof.mutants.mutant import GemeenteMutant


class KentOngevraagdVervoerToe(GemeenteMutant):
    """Kent bij nieuwe zorg in 3.0 ook een categorie toe waar niemand om vroeg."""

    rule = "AC-01"

    class Generous(Granting):
        def grant(self, params):
            out = super().grant(params)
            wish = self.asked(params)
            if self.clock.current_release() is Release.R30 and wish.categorie is not None:
                other = {"02": "07", "45": "41"}.get(wish.categorie)
                if other is not None:
                    extra = replace(wish, categorie=other, code=None, volume=None, eenheid=None, frequentie=None)
                    self.toewijzingen.schedule_new(replace(extra, budget=None), AT_ONCE)
            return out

    desks = (Generous,)


class GeeftEersteAfgifteEenReden(GemeenteMutant):
    """Zet in 3.0 op een eerste afgifte een RedenWijziging."""

    rule = "IV066"

    class WithReason(Toewijzingen):
        def issue(self, change):
            new = self.ledger.get(change.toewijzing.id) is None and self.clock.current_release() is Release.R30
            super().issue(replace(change, reden=EXTENSION) if new and change.reden is None else change)

    desks = (WithReason,)


class VerandertDeOmvangTerPlekke(GemeenteMutant):
    """Honoreert een verzoek om wijziging onder hetzelfde nummer, ook als de omvang per week verandert."""

    rule = "OP257"

    class InPlace(Changing):
        def under_same_number(self, old, wish):
            return (old.eenheid, old.frequentie, old.code) == (wish.eenheid, wish.frequentie, wish.code)

    desks = (InPlace,)


class VerandertUrenInMinuten(GemeenteMutant):
    """Maakt bij een andere einddatum in 3.0 van uren minuten, onder hetzelfde nummer."""

    rule = "OP033x1"

    class InMinutes(Changing):
        def change_toewijzing(self, old, new, reden, referentie=None):
            runs_on = new.einddatum is None or old.einddatum is None or new.einddatum >= old.einddatum
            if new.eenheid == HOUR and runs_on and self.clock.current_release() is Release.R30:
                new = replace(new, eenheid=MINUTE, volume=60 * new.volume)
            super().change_toewijzing(old, new, reden, referentie)

    desks = (InMinutes,)


class Doubling(Granting):
    """Grants new care in 3.0 once more, under another number."""

    days = 0

    def parts(self, wish, categorie_24):
        parts = super().parts(wish, categorie_24)
        if self.clock.current_release() is not Release.R30:
            return parts
        again = self.clock.today + timedelta(days=self.days) if self.days else AT_ONCE
        return [*parts, *((part, again) for part, _ in parts)]


class KentTweeKeerToe(GemeenteMutant):
    """Kent nieuwe zorg in 3.0 twee keer toe, in één bericht."""

    rule = "TR302"

    class Twice(Doubling):
        pass

    desks = (Twice,)


class KentMorgenNogEensToe(GemeenteMutant):
    """Kent nieuwe zorg in 3.0 de volgende dag nog eens toe, onder een ander nummer."""

    rule = "OP259"

    class NextDay(Doubling):
        days = 1

    class Alone(Toewijzingen):
        def goes_along(self, entry, release):
            return False

    desks = (NextDay, Alone)


class GeeftEenGebruiktNummer(GemeenteMutant):
    """Geeft nieuwe zorg in 3.0 het nummer van een toewijzing die er al is."""

    rule = "TR332"

    class Recycling(Toewijzingen):
        def schedule(self, change: Change):
            t = change.toewijzing
            if change.reden is None and self.clock.current_release() is Release.R30:
                used = [e.toewijzing.toewijzingnummer for e in self.ledger if e.toewijzing.toewijzingnummer]
                change = replace(change, toewijzing=replace(t, toewijzingnummer=(used or [t.toewijzingnummer])[0]))
            super().schedule(change)

    desks = (Recycling,)


class HoudtHetMomentVanDeAfgifte(GemeenteMutant):
    """Zet op een wijziging het moment van wat zij wijzigt."""

    rule = "IV030"

    class SameMoment(Toewijzingen):
        def toewijzing_moment(self, previous):
            return super().toewijzing_moment(previous) if previous is None else previous.moment

    desks = (SameMoment,)
