"""A declaratie goes out and its answer comes in."""

from collections.abc import Sequence
from dataclasses import replace

from migratietoets.conformance.reference.aanbieder.periods import DECLARATIE_2020, Span
from migratietoets.conformance.reference.aanbieder.submitted import ClaimVerdict, Submitted
from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.post import technically_sound
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.bedrag import CREDIT, DEBET
from migratietoets.istandaard.berichten.declaratie import DECLARATIE, FACTUUR, Prestatie, make_303, make_323
from migratietoets.istandaard.berichten.declaratieantwoord import refused, rejected_prestaties
from migratietoets.istandaard.berichten.header import header

EXEMPT = "1"


class Declaraties(Desk):
    """What was claimed, sent and answered."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.submitted: dict[str, Submitted] = {}
        """By ReferentieNummer, in order of sending."""
        self.lapsed: set[int] = set()
        """Numbers of deliveries that were credited: they are not claimed again."""

    def send(self, identificatie: str, period: Span, lines: Sequence[tuple[Submitted, str | None]]) -> Bericht:
        """DC-13: send lines of one aanbieder that belong in one message, a 303 in the release of the day.

        A credit comes with the number of its debit.
        """
        first = lines[0][0]
        prestaties = [self.as_prestatie(line, previous) for line, previous in lines]
        if first.kind == DECLARATIE_2020:
            bericht = make_303(
                release=self.clock.current_release(),
                domein=self.context.domein,
                gemeente=self.context.gemeente,
                aanbieder=first.aanbieder,
                number=identificatie,
                dagtekening=self.clock.today,
                period=period,
                clients=[self.context.client_of(bsn) for bsn in {line.bsn: None for line, _ in lines}],
                prestaties=prestaties,
                kind=FACTUUR if first.factuur else DECLARATIE,
            )
        else:
            bericht = make_323(
                domein=self.context.domein,
                gemeente=self.context.gemeente,
                aanbieder=first.aanbieder,
                identificatie=identificatie,
                number=identificatie,
                dagtekening=self.clock.today,
                period=period,
                prestaties=prestaties,
            )
        self.outbox.send(bericht, self.clock.now)
        return bericht

    def as_prestatie(self, line: Submitted, previous: str | None) -> Prestatie:
        """A line as the message has it; a factuur is exempt from btw (CD059)."""
        return Prestatie(
            bsn=line.bsn,
            referentienummer=line.referentie,
            categorie=line.categorie,
            code=line.code,
            begindatum=line.productperiode[0],
            einddatum=line.productperiode[1],
            volume=line.volume,
            eenheid=line.eenheid,
            bedrag=line.bedrag,
            toewijzingnummer=line.number,
            tarief=line.tarief,
            debet_credit=DEBET if previous is None else CREDIT,
            previous_referentienummer=previous,
            btw_vrijstelling=EXEMPT if line.factuur else None,
        )

    def last_period(self, aanbieder: str, kind: str) -> Span | None:
        """The last declaratieperiode an aanbieder claimed, in a message that was not refused."""
        periods = (
            line.period
            for line in self.submitted.values()
            if (line.aanbieder, line.kind) == (aanbieder, kind) and line.verdict is not ClaimVerdict.REFUSED
        )
        return max(periods, default=None)

    def receive_answer(self, bericht: Bericht, data: bytes) -> None:
        """Take in a 304 or a 325; what is outside its schema says nothing."""
        if not technically_sound(data):
            return
        head = header(bericht)
        declined = {one.prestatie.referentienummer: one.granted for one in rejected_prestaties(bericht)}
        refusal = bool(refused(bericht))
        for line in list(self.submitted.values()):
            if (line.bericht, line.aanbieder) == (head.identificatie, head.afzender):
                self.submitted[line.referentie] = answer_line(line, declined, refusal=refusal)
            elif refusal and line.creditbericht == head.identificatie:
                self.submitted[line.referentie] = replace(line, credit=None, creditbericht=None)


def answer_line(line: Submitted, declined: dict[str, int], *, refusal: bool) -> Submitted:
    """A debit with what the answer says of it; one that is granted in part counts as approved for that part."""
    if refusal:
        return replace(line, verdict=ClaimVerdict.REFUSED)
    granted = declined.get(line.referentie)
    if granted == 0:
        return replace(line, verdict=ClaimVerdict.REJECTED)
    return replace(line, verdict=ClaimVerdict.APPROVED, granted=granted)
