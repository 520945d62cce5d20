"""Declareer: everything that was delivered and not claimed yet, each in its own message, period and toewijzing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from migratietoets.conformance.reference.aanbieder.declaraties import Declaraties
from migratietoets.conformance.reference.aanbieder.deliveries import BookedDelivery, Deliveries
from migratietoets.conformance.reference.aanbieder.periods import DECLARATIE_2020, DIVISIONS, ClaimPlace, Periods, Span
from migratietoets.conformance.reference.aanbieder.submitted import Submitted
from migratietoets.conformance.reference.aanbieder.volumes import Volumes
from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.instructions import Params, check, read_date
from migratietoets.conformance.reference.post import Sent
from migratietoets.istandaard.model import InputError, Toewijzing

KINDS_2020 = ("303-D", "303-F")
WAIT = 3
"""Working days after a refusal before what was refused is claimed again."""


@dataclass(frozen=True, slots=True)
class ClaimInstruction:
    """What the desk asked: claim for one aanbieder whatever period ended by a day.

    Attributes:
        only: numbers of the deliveries that were in a message that was refused; None: everything that waits.
        not_before: the day on which that goes again; None: as soon as the line is open.
    """

    aanbieder: str
    tot_en_met: date
    factuur: bool
    division: str
    only: frozenset[int] | None = None
    not_before: date | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes into one prestatie: one client, product, toewijzing and productperiode, and one tarief."""

    place: ClaimPlace
    categorie: str
    code: str
    eenheid: str
    tarief: Fraction | None


class Claiming(Desk):
    """From deliveries to messages."""

    def __init__(
        self, context: Context, deliveries: Deliveries, periods: Periods, volumes: Volumes, declaraties: Declaraties
    ) -> None:
        super().__init__(context)
        self.deliveries, self.periods, self.volumes, self.declaraties = deliveries, periods, volumes, declaraties
        self.instructions: list[ClaimInstruction] = []
        self.sent: Sent[ClaimInstruction] = Sent(self.claim_again)

    def claim(self, params: Params) -> dict[str, Any]:
        """Claim; what is asked in the quiet period goes out after it.

        Raises:
            InputError: another kind of message or period.
        """
        check("declareer", params, {"aanbieder", "tot_en_met", "bericht_2020", "periode_2020"})
        for field, allowed in (("bericht_2020", KINDS_2020), ("periode_2020", DIVISIONS)):
            if params[field] not in allowed:
                raise InputError(f"declareer, {field}: verwacht {' of '.join(allowed)}; gevonden {params[field]!r}.")
        self.instructions.append(
            ClaimInstruction(
                params["aanbieder"],
                read_date("declareer, tot_en_met", params["tot_en_met"]),
                params["bericht_2020"] == KINDS_2020[1],
                params["periode_2020"],
            )
        )
        return {}

    def run_instructions(self) -> None:
        """Carry out what was asked, as soon as the line is open."""
        instructions, self.instructions = self.instructions, []
        for instruction in instructions:
            if instruction.not_before is None or instruction.not_before <= self.clock.today:
                self.submit(instruction)
            else:
                self.instructions.append(instruction)

    def claim_again(self, refused: Sequence[ClaimInstruction]) -> None:
        """OP286: what was refused was not claimed, and is claimed anew; the desk has some days to do so itself."""
        day = self.clock.working_days_after(self.clock.today, WAIT)
        self.instructions += [replace(one, not_before=day) for one in refused]

    def submit(self, instruction: ClaimInstruction) -> None:
        """OP280: one message for each declaratieperiode, the oldest first."""
        per_bericht: dict[tuple[str, Span], list[tuple[ClaimPlace, BookedDelivery]]] = {}
        for place, delivery in self.to_claim(instruction):
            period = self.declaratieperiode(instruction.aanbieder, place)
            per_bericht.setdefault((place.kind, period), []).append((place, delivery))
        for (kind, period), content in sorted(per_bericht.items(), key=lambda item: item[0]):
            factuur = instruction.factuur and kind == DECLARATIE_2020
            identificatie = self.outbox.identificatie(kind)
            lines = []
            for bundle, deliveries in self.per_prestatie(content).items():
                line = self.debit(bundle, deliveries, identificatie, period, factuur=factuur)
                if line is not None:
                    self.declaraties.submitted[line.referentie] = line
                    lines.append(line)
            if lines:
                bericht = self.declaraties.send(identificatie, period, [(line, None) for line in lines])
                numbers = frozenset(number for line in lines for number in line.deliveries)
                self.sent.note(bericht, replace(instruction, only=numbers, not_before=None))

    def to_claim(self, instruction: ClaimInstruction) -> Iterator[tuple[ClaimPlace, BookedDelivery]]:
        """Every delivery of an aanbieder that waits, with its place, where its period has ended."""
        for delivery in self.deliveries.booked:
            if self.ledger[delivery.toewijzing].toewijzing.aanbieder != instruction.aanbieder:
                continue
            if self.is_claimed(delivery) or (instruction.only is not None and delivery.number not in instruction.only):
                continue
            for place in self.periods.places(delivery, instruction.division):
                if place.period[1] <= instruction.tot_en_met:
                    yield place, delivery

    def is_claimed(self, delivery: BookedDelivery) -> bool:
        """DC-14: a delivery is claimed once; not again after a rejection, but it is after a refused message."""
        return delivery.number in self.declaraties.lapsed or any(
            line.stands and delivery.number in line.deliveries for line in self.declaraties.submitted.values()
        )

    def declaratieperiode(self, aanbieder: str, place: ClaimPlace) -> Span:
        """IV064, IV090: its own period; what comes after a later period was claimed goes along with that one."""
        return max(place.period, self.declaraties.last_period(aanbieder, place.kind) or place.period)

    def per_prestatie(self, content: list[tuple[ClaimPlace, BookedDelivery]]) -> dict[Bundle, list[BookedDelivery]]:
        """IV058, IV084, IV089: what is one prestatie."""
        bundles: dict[Bundle, list[BookedDelivery]] = {}
        for place, delivery in content:
            eenheid = self.volumes.eenheid_of(delivery, self.ledger[place.toewijzing].toewijzing, place.kind)
            tarief = self.volumes.tarief_in(delivery, eenheid)
            bundle = Bundle(place, delivery.categorie, delivery.code, eenheid, tarief)
            bundles.setdefault(bundle, []).append(delivery)
        return bundles

    def debit(
        self, bundle: Bundle, deliveries: list[BookedDelivery], bericht: str, period: Span, *, factuur: bool
    ) -> Submitted | None:
        """One prestatie, or None where nothing of it may be claimed."""
        place = bundle.place
        toewijzing = self.ledger[place.toewijzing].toewijzing
        delivered = self.volumes.delivered_volume(deliveries, bundle.eenheid)
        volume = self.limit(delivered, bundle, toewijzing, deliveries[0].uitvoering)
        if volume <= 0:
            return None
        return Submitted(
            referentie=self.outbox.referentie(),
            bericht=bericht,
            kind=place.kind,
            factuur=factuur,
            aanbieder=toewijzing.aanbieder,
            bsn=toewijzing.bsn,
            toewijzing=toewijzing.id,
            number=toewijzing.toewijzingnummer,
            categorie=bundle.categorie,
            code=bundle.code,
            period=period,
            productperiode=place.productperiode,
            volume=volume,
            eenheid=bundle.eenheid,
            tarief=None if bundle.tarief is None else self.volumes.bedrag(1, bundle.tarief),
            bedrag=self.volumes.bedrag(volume, bundle.tarief),
            deliveries=tuple(delivery.number for delivery in deliveries),
        )

    def limit(self, volume: int, bundle: Bundle, toewijzing: Toewijzing, uitvoering: str) -> int:
        """IV077, TR321, TR322, TR369: what is delivered beyond the omvang or the budget is not claimed."""
        earlier = [
            line for line in self.declaraties.submitted.values() if line.counts and line.toewijzing == toewijzing.id
        ]
        period = bundle.place.productperiode
        in_period = self.volumes.max_in_period(toewijzing, period, uitvoering)
        if in_period is not None:
            volume = min(volume, in_period - sum(r.volume for r in earlier if r.productperiode == period))
        in_total = self.volumes.max_in_total(toewijzing)
        if in_total is not None:
            volume = min(volume, in_total - sum(r.volume for r in earlier))
        if toewijzing.budget is not None:
            rest = toewijzing.budget - sum(r.bedrag for r in earlier)
            volume = self.volumes.fits_in_budget(volume, bundle.tarief, rest)
        return volume
