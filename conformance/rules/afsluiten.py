"""Chapter afsluiten-zorg: old and new reasons, and the closing pair that straddles the transition (AF-01 .. AF-04)."""

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.rules.keten import ketens
from conformance.rules.overzicht import release_geldt
from conformance.rules.regel import Bevinding, fout, goed, rule
from conformance.rules.regie import DOOR_GEMEENTE, DOOR_WIJZIGINGSVERZOEK, TIJDELIJK, Melding, gemeld
from conformance.trace import Spoor, Stand, Verloop, Verzonden
from istandaard.releases import Release
from istandaard.verloop import CORRECTIE

DOOR_AANBIEDER = "12"
"""RedenWijziging, new in 3.0: the aanbieder caused it."""
OVERLIJDEN = "02"
REACTIES = {DOOR_GEMEENTE: "geïnitieerd door de gemeente", DOOR_WIJZIGINGSVERZOEK: "in verband met wijzigingsverzoek"}


@dataclass(frozen=True, slots=True)
class Paar:
    """A withdrawal and a stop of the same toewijzing; either may be missing."""

    verloop: Verloop
    intrekking: Stand | None
    stop: Melding | None

    @property
    def intrekkingsbericht(self) -> Verzonden | None:
        """The 301 that withdrew it."""
        return self.intrekking.bericht if self.intrekking is not None else None

    def honoreert_wijziging(self, spoor: Spoor) -> bool:
        """The 301 that withdrew it grants a 317 (IV093)."""
        bericht = self.intrekkingsbericht
        if bericht is None:
            return False
        gevraagd = {r for b in spoor.berichten if b.soort == "317" and b.op <= bericht.op for r in b.verzoeken}
        eigen = [
            regel.product.referentie_aanbieder for regel in bericht.regels if regel.sleutel == self.verloop.sleutel
        ]
        return not gevraagd.isdisjoint(eigen)

    def is_migratie(self, spoor: Spoor) -> bool:
        """Another toewijzing took its place."""
        return bool(ketens(spoor).kinderen(self.verloop))

    @property
    def stop_eerst(self) -> bool:
        """The aanbieder stopped, then the gemeente withdrew."""
        bericht = self.intrekkingsbericht
        return self.stop is not None and bericht is not None and self.stop.bericht.op < bericht.op

    @property
    def intrekking_eerst(self) -> bool:
        """The gemeente withdrew, then the aanbieder stopped."""
        bericht = self.intrekkingsbericht
        return self.stop is not None and bericht is not None and self.stop.bericht.op >= bericht.op


def paren(spoor: Spoor) -> Iterator[Paar]:
    """Each toewijzing with the 301 that ended it early and its definite stop; a temporary stop closes nothing."""
    for verloop in spoor.verlopen.values():
        if verloop.geannuleerd(spoor.einde):
            continue
        definitief = [m for m in gemeld(spoor, "307", verloop) if m.product.reden_beeindiging != TIJDELIJK]
        yield Paar(verloop, verloop.ingekort(spoor.einde), definitief[0] if definitief else None)


@rule("AF-01")
def nieuwe_redenen(spoor: Spoor) -> Iterator[Bevinding]:
    """In 3.0 a reaction carries the new code; a withdrawal of one's own carries another, and 01 only cancels."""
    for paar in paren(spoor):
        if spoor.rol == "gemeente" and paar.intrekking is not None:
            yield _reden_intrekking(spoor, paar, paar.intrekking)
        elif spoor.rol == "aanbieder" and paar.stop is not None:
            yield _reden_stop(spoor, paar, paar.stop)


def _reden_intrekking(spoor: Spoor, paar: Paar, intrekking: Stand) -> Bevinding:
    bericht, reden = intrekking.bericht, intrekking.reden
    in_30 = bericht is not None and bericht.release == Release.R30
    reactie = in_30 and (paar.stop_eerst or paar.honoreert_wijziging(spoor))
    eigen = reden not in {None, DOOR_AANBIEDER, CORRECTIE}
    juist = reden == DOOR_AANBIEDER if reactie else eigen
    if reactie and not juist:
        overleden = paar.stop is not None and paar.stop.product.reden_beeindiging == reden == OVERLIJDEN
        om_te_migreren = eigen and paar.is_migratie(spoor) and not paar.honoreert_wijziging(spoor)
        juist = overleden or om_te_migreren
    if juist:
        return goed(paar.verloop, f"De intrekking draagt een passende reden ({reden}).", bericht)
    return fout(
        paar.verloop,
        "De intrekking draagt niet de reden die hoort.",
        verwacht="12 (geïnitieerd door de aanbieder)"
        if reactie
        else "een eigen reden, niet 12 en alleen bij annuleren 01",
        gevonden=reden or "geen reden",
        bericht=bericht,
    )


def _reden_stop(spoor: Spoor, paar: Paar, stop: Melding) -> Bevinding:
    reden = stop.product.reden_beeindiging
    reactie = paar.intrekking_eerst and stop.bericht.release == Release.R30
    hoort = DOOR_WIJZIGINGSVERZOEK if paar.honoreert_wijziging(spoor) else DOOR_GEMEENTE
    mag = {hoort} if reactie else set()
    if reactie and paar.intrekking is not None and paar.intrekking.reden == OVERLIJDEN:
        mag.add(OVERLIJDEN)
    eigen = not reactie and reden not in {None, DOOR_GEMEENTE, DOOR_WIJZIGINGSVERZOEK}
    if eigen or reden in mag:
        return goed(paar.verloop, f"De stop draagt een passende reden ({reden}).", stop.bericht)
    return fout(
        paar.verloop,
        "De stop draagt niet de reden die hoort.",
        verwacht=f"{hoort} ({REACTIES[hoort]})" if reactie else "een eigen reden, niet 36 of 37",
        gevonden=reden or "geen reden",
        bericht=stop.bericht,
    )


@rule("AF-02")
def intrekking_na_stop_in_24(spoor: Spoor) -> Iterator[Bevinding]:
    """Stopped in 2.4 and withdrawn in 3.0: the withdrawal carries 12."""
    for paar in paren(spoor):
        bericht, stop = paar.intrekkingsbericht, paar.stop
        if not paar.stop_eerst or bericht is None or stop is None or paar.intrekking is None:
            continue
        if (stop.bericht.release, bericht.release) != (Release.R24, Release.R30):
            continue
        reden = paar.intrekking.reden
        if reden == DOOR_AANBIEDER or (reden not in {None, CORRECTIE} and paar.is_migratie(spoor)):
            yield goed(paar.verloop, f"De intrekking in 3.0 na een stop in 2.4 draagt reden {reden}.", bericht)
        else:
            yield fout(
                paar.verloop,
                "De intrekking in 3.0 na een stop in 2.4 draagt niet de nieuwe reden.",
                verwacht="12 (geïnitieerd door de aanbieder)",
                gevonden=reden or "geen reden",
                bericht=bericht,
            )


@rule("AF-03")
def stop_na_intrekking_in_24(spoor: Spoor) -> Iterator[Bevinding]:
    """Withdrawn in 2.4 and stopped in 3.0: the stop carries 36; after a withdrawal for death it may carry 02."""
    for paar in paren(spoor):
        bericht, stop = paar.intrekkingsbericht, paar.stop
        if not paar.intrekking_eerst or bericht is None or stop is None or paar.intrekking is None:
            continue
        if (bericht.release, stop.bericht.release) != (Release.R24, Release.R30):
            continue
        mag = {DOOR_GEMEENTE, OVERLIJDEN} if paar.intrekking.reden == OVERLIJDEN else {DOOR_GEMEENTE}
        reden = stop.product.reden_beeindiging
        if reden in mag:
            yield goed(paar.verloop, f"De stop in 3.0 na een intrekking in 2.4 draagt reden {reden}.", stop.bericht)
        else:
            yield fout(
                paar.verloop,
                "De stop in 3.0 na een intrekking in 2.4 draagt niet de nieuwe reden.",
                verwacht=" of ".join(sorted(mag, reverse=True)),
                gevonden=reden or "geen reden",
                bericht=stop.bericht,
            )


@rule("AF-04")
def paar_over_de_overgang(spoor: Spoor) -> Iterator[Bevinding]:
    """Either order and every pair of releases is fine; nothing goes in the quiet period or the wrong release."""
    for paar in paren(spoor):
        intrekking = paar.intrekkingsbericht
        if paar.stop is None or intrekking is None:
            continue
        bericht = intrekking if spoor.rol == "gemeente" else paar.stop.bericht
        eerste, tweede = sorted((intrekking, paar.stop.bericht), key=lambda b: b.op)
        volgorde = f"{eerste.soort} in {eerste.release}, {tweede.soort} in {tweede.release}"
        if release_geldt(bericht):
            yield goed(paar.verloop, f"Het paar is volledig: {volgorde}.", bericht)
        else:
            yield fout(
                paar.verloop,
                "Het afsluiten van de zorg valt in de stille periode of in de verkeerde release.",
                verwacht="2.4 tot en met 30-12-2020 of 3.0 vanaf 04-01-2021",
                gevonden=f"{bericht.soort} in {bericht.release} op {bericht.dag:%d-%m-%Y}",
                bericht=bericht,
            )
