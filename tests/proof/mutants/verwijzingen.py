"""Known-bad parties that name a message, a request or a toewijzing wrongly, or not at all (TR056, TR300 .. TR364)."""

from dataclasses import replace

from migratietoets.conformance.reference.aanbieder import verzoeken as asking
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen
from migratietoets.conformance.reference.gemeente.verzoeken import Verzoeken
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.istandaard.releases import Release
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant


class _Twice(Outbox):
    """Each identification of one kind is used for two messages."""

    kind: str
    last: str | None = None

    def identificatie(self, kind):
        if kind != self.kind:
            return super().identificatie(kind)
        given, self.last = self.last, None
        if given is None:
            given = self.last = super().identificatie(kind)
        return given


class GeeftToewijzingenEenIdentificatie(GemeenteMutant):
    """Geeft twee 301's na elkaar dezelfde identificatie."""

    rule = "TR056"

    class Twice(_Twice):
        kind = "301"

    desks = (Twice,)


class GeeftStartsEenIdentificatie(AanbiederMutant):
    """Geeft twee 305's na elkaar dezelfde identificatie."""

    rule = "TR056"

    class Twice(_Twice):
        kind = "305"

    desks = (Twice,)


class HonoreertZonderReferentie(GemeenteMutant):
    """Honoreert een verzoek om toewijzing uit 3.0 met een 301 zonder ReferentieAanbieder."""

    rule = "TR300"

    class Forgets(Toewijzingen):
        def reference_for(self, entry, changed):
            found = super().reference_for(entry, changed)
            of_2020 = self.clock.current_release() is Release.R24
            return found if of_2020 or found in self.wijzigingsverzoeken else None

    desks = (Forgets,)


class BeantwoordtWatNiemandVroeg(GemeenteMutant):
    """Zet in een 319 de referentie van een ander verzoek dan het verzoek dat hij beantwoordt."""

    rule = "TR355"

    class Confuses(Verzoeken):
        def send_answers(self):
            self.to_answer = [(who, replace(says, referentie_aanbieder="ONBEKEND")) for who, says in self.to_answer]
            super().send_answers()

    desks = (Confuses,)


class VerwijstNaarEenOnbekendVerzoek(GemeenteMutant):
    """Geeft een toewijzing die het bureau toekent, in 3.0 de referentie van een verzoek dat er niet is."""

    rule = "TR364"

    class Refers(Toewijzingen):
        def schedule_new(self, content, starting_at, origin="", referentie=None):
            invented = not origin and self.clock.current_release() is Release.R30
            super().schedule_new(content, starting_at, origin, referentie or ("ONBEKEND" if invented else None))

    desks = (Refers,)


class NoemtWatIsAfgelopen(AanbiederMutant):
    """Laat in een verzoek om wijziging ook een toewijzing ongewijzigd die al is afgelopen."""

    rule = "TR350"

    class Remembers(asking.Verzoeken):
        def is_current(self, entry):
            return not entry.cancelled and entry.toewijzing.toewijzingnummer is not None

    desks = (Remembers,)


class WijzigtOokWatIsAfgelopen(AanbiederMutant):
    """Wil met een verzoek om wijziging ook een toewijzing veranderen die al is afgelopen."""

    rule = "TR351"

    class Everything(asking.Verzoeken):
        def make_vow(self, queries):
            t = self.ledger[queries[0].toewijzing].toewijzing
            ended = [e.toewijzing.id for e in self.ledger.from_(t.bsn, t.aanbieder) if not self.is_current(e)]
            return super().make_vow([*queries, *(replace(queries[0], toewijzing=name) for name in ended)])

    desks = (Everything,)
