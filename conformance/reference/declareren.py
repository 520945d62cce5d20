"""Declareer: everything that was delivered and not claimed yet, each in its own message, period and toewijzing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from conformance.reference.declaratiepost import Declaratiepost
from conformance.reference.ingediend import Ingediend
from conformance.reference.leveringen import Levering
from conformance.reference.opdracht import Params, controleer, lees_datum
from conformance.reference.perioden import DECLARATIE_2020, INDELINGEN, Plek, Tijdvak
from istandaard.model import Invoerfout, Toewijzing

SOORTEN_2020 = ("303-D", "303-F")


@dataclass(frozen=True, slots=True)
class Declaratieopdracht:
    """What the desk asked: claim for one aanbieder whatever period ended by a day."""

    aanbieder: str
    tot_en_met: date
    factuur: bool
    indeling: str


@dataclass(frozen=True, slots=True)
class Bundel:
    """What goes into one prestatie: one client, product, toewijzing and productperiode, and one tarief."""

    plek: Plek
    categorie: str
    code: str
    eenheid: str
    tarief: Fraction | None


class Declareren(Declaratiepost):
    """From deliveries to messages."""

    declaratieopdrachten: list[Declaratieopdracht]

    def declareer(self, params: Params) -> dict[str, Any]:
        """Claim; what is asked in the quiet period goes out after it.

        Raises:
            Invoerfout: another kind of message or period.
        """
        controleer("declareer", params, {"aanbieder", "tot_en_met", "bericht_2020", "periode_2020"})
        for veld, mag in (("bericht_2020", SOORTEN_2020), ("periode_2020", INDELINGEN)):
            if params[veld] not in mag:
                raise Invoerfout(f"declareer, {veld}: verwacht {' of '.join(mag)}; gevonden {params[veld]!r}.")
        self.declaratieopdrachten.append(
            Declaratieopdracht(
                params["aanbieder"],
                lees_datum("declareer, tot_en_met", params["tot_en_met"]),
                params["bericht_2020"] == SOORTEN_2020[1],
                params["periode_2020"],
            )
        )
        return {}

    def werk_declaraties(self) -> None:
        """Carry out what was asked, as soon as the line is open."""
        opdrachten, self.declaratieopdrachten = self.declaratieopdrachten, []
        for opdracht in opdrachten:
            self.dien_in(opdracht)

    def dien_in(self, opdracht: Declaratieopdracht) -> None:
        """OP280: one message for each declaratieperiode, the oldest first."""
        per_bericht: dict[tuple[str, Tijdvak], list[tuple[Plek, Levering]]] = {}
        for plek, levering in self.te_declareren(opdracht):
            periode = self.declaratieperiode(opdracht.aanbieder, plek)
            per_bericht.setdefault((plek.soort, periode), []).append((plek, levering))
        for (soort, periode), inhoud in sorted(per_bericht.items(), key=lambda item: item[0]):
            factuur = opdracht.factuur and soort == DECLARATIE_2020
            identificatie = self.post.identificatie(soort)
            regels = []
            for bundel, leveringen in self.per_prestatie(inhoud).items():
                regel = self.debet(bundel, leveringen, identificatie, periode, factuur=factuur)
                if regel is not None:
                    self.ingediend[regel.referentie] = regel
                    regels.append(regel)
            if regels:
                self.stuur_declaratie(identificatie, periode, [(regel, None) for regel in regels])

    def te_declareren(self, opdracht: Declaratieopdracht) -> Iterator[tuple[Plek, Levering]]:
        """Every delivery of an aanbieder that waits, with its place, where its period has ended."""
        for levering in self.leveringen:
            if self.boek[levering.toewijzing].toewijzing.aanbieder != opdracht.aanbieder:
                continue
            if self.is_gedeclareerd(levering):
                continue
            for plek in self.plekken(levering, opdracht.indeling):
                if plek.periode[1] <= opdracht.tot_en_met:
                    yield plek, levering

    def is_gedeclareerd(self, levering: Levering) -> bool:
        """DC-14: a delivery is claimed once; not again after a rejection, but it is after a refused message."""
        return levering.nummer in self.vervallen or any(
            regel.staat and levering.nummer in regel.leveringen for regel in self.ingediend.values()
        )

    def declaratieperiode(self, aanbieder: str, plek: Plek) -> Tijdvak:
        """IV064, IV090: its own period; what comes after a later period was claimed goes along with that one."""
        return max(plek.periode, self.laatste_periode(aanbieder, plek.soort) or plek.periode)

    def per_prestatie(self, inhoud: list[tuple[Plek, Levering]]) -> dict[Bundel, list[Levering]]:
        """IV058, IV084, IV089: what is one prestatie."""
        bundels: dict[Bundel, list[Levering]] = {}
        for plek, levering in inhoud:
            eenheid = self.eenheid_van(levering, self.boek[plek.toewijzing].toewijzing, plek.soort)
            tarief = self.tarief_in(levering, eenheid)
            bundel = Bundel(plek, levering.categorie, levering.code, eenheid, tarief)
            bundels.setdefault(bundel, []).append(levering)
        return bundels

    def debet(
        self, bundel: Bundel, leveringen: list[Levering], bericht: str, periode: Tijdvak, *, factuur: bool
    ) -> Ingediend | None:
        """One prestatie, or None where nothing of it may be claimed."""
        plek = bundel.plek
        toewijzing = self.boek[plek.toewijzing].toewijzing
        geleverd = self.geleverd_volume(leveringen, bundel.eenheid)
        volume = self.beperk(geleverd, bundel, toewijzing, leveringen[0].uitvoering)
        if volume <= 0:
            return None
        return Ingediend(
            referentie=self.post.referentie(),
            bericht=bericht,
            soort=plek.soort,
            factuur=factuur,
            aanbieder=toewijzing.aanbieder,
            bsn=toewijzing.bsn,
            toewijzing=toewijzing.id,
            nummer=toewijzing.toewijzingnummer,
            categorie=bundel.categorie,
            code=bundel.code,
            periode=periode,
            productperiode=plek.productperiode,
            volume=volume,
            eenheid=bundel.eenheid,
            tarief=None if bundel.tarief is None else self.bedrag(1, bundel.tarief),
            bedrag=self.bedrag(volume, bundel.tarief),
            leveringen=tuple(levering.nummer for levering in leveringen),
        )

    def beperk(self, volume: int, bundel: Bundel, toewijzing: Toewijzing, uitvoering: str) -> int:
        """IV077, TR321, TR322, TR369: what is delivered beyond the omvang or the budget is not claimed."""
        eerder = [regel for regel in self.ingediend.values() if regel.telt and regel.toewijzing == toewijzing.id]
        periode = bundel.plek.productperiode
        in_periode = self.meest_in_periode(toewijzing, periode, uitvoering)
        if in_periode is not None:
            volume = min(volume, in_periode - sum(r.volume for r in eerder if r.productperiode == periode))
        in_totaal = self.meest_in_totaal(toewijzing)
        if in_totaal is not None:
            volume = min(volume, in_totaal - sum(r.volume for r in eerder))
        if toewijzing.budget is not None:
            rest = toewijzing.budget - sum(r.bedrag for r in eerder)
            volume = self.past_in_budget(volume, bundel.tarief, rest)
        return volume
