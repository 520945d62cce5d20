"""Chapter declareren: which message goes over which period (DC-01 .. DC-04, DC-13, CS100)."""

from collections.abc import Iterator
from datetime import date

from conformance.rules.leveringen import VIER_WEKEN, afspraken
from conformance.rules.regel import Bevinding, datum, fout, goed, rule
from conformance.trace import Spoor, Verzonden
from istandaard.berichten.retour import AFGEKEURD
from istandaard.kalender import KALENDERS, maand, vierwekenperioden
from istandaard.releases import EINDE_2020, INGANG_30

WEEK_53_VAN = date(2020, 12, 28)
P13_VAN = min(vierwekenperioden(kalender)[-1].begindatum for kalender in KALENDERS)
"""The earliest day on which period 13 begins in any reading of the calendar."""


def _periode(van: date, tot: date) -> str:
    return f"{datum(van)} tot en met {datum(tot)}"


def _declaraties(spoor: Spoor, soort: str) -> Iterator[tuple[Verzonden, date, date]]:
    """The claims an aanbieder sent, with their declaratieperiode."""
    for bericht in spoor.van_systeem(soort):
        if bericht.declaratie is not None:
            kop = bericht.declaratie.kop
            yield bericht, kop.begindatum, kop.einddatum


@rule("DC-01")
def vanaf_2021_een_323(spoor: Spoor) -> Iterator[Bevinding]:
    """Productperiodes from 01-01-2021 go in a 323: no day of a 303 lies in 2021."""
    for soort in ("303", "323"):
        for bericht, _, tot in _declaraties(spoor, soort):
            assert bericht.declaratie is not None
            laatste = max(tot, *(p.einddatum for p in bericht.declaratie.prestaties))
            if soort == "323" or laatste <= EINDE_2020:
                yield goed(bericht, "Over 2020 een 303, vanaf 2021 een 323.", bericht)
            else:
                yield fout(
                    bericht,
                    "Over productperiodes vanaf 01-01-2021 wordt alleen met een 323 gedeclareerd.",
                    verwacht="in een 303 alleen perioden tot en met 31-12-2020",
                    gevonden=f"een periode tot en met {datum(laatste)}",
                    bericht=bericht,
                )


@rule("CS100")
def een_323_begint_in_2021(spoor: Spoor) -> Iterator[Bevinding]:
    """The declaratieperiode and every productperiode of a 323 lie in 2021 or later."""
    for bericht, van, _ in _declaraties(spoor, "323"):
        assert bericht.declaratie is not None
        eerste = min(van, *(p.begindatum for p in bericht.declaratie.prestaties))
        if eerste >= INGANG_30:
            yield goed(bericht, "Alle perioden in de 323 liggen vanaf 01-01-2021.", bericht)
        else:
            yield fout(
                bericht,
                "Een 323 gaat niet over 2020.",
                verwacht="perioden vanaf 01-01-2021; over 2020 een 303",
                gevonden=f"een periode vanaf {datum(eerste)}",
                bericht=bericht,
            )


@rule("DC-02")
def een_kalendermaand(spoor: Spoor) -> Iterator[Bevinding]:
    """The declaratieperiode of a 323 is exactly one calendar month."""
    for bericht, van, tot in _declaraties(spoor, "323"):
        if (van, tot) == maand(van):
            yield goed(bericht, "De declaratieperiode is precies één kalendermaand.", bericht)
        else:
            yield fout(
                bericht,
                "De declaratieperiode is niet precies één kalendermaand.",
                verwacht=_periode(*maand(van)),
                gevonden=_periode(van, tot),
                bericht=bericht,
            )


@rule("DC-03")
def vier_weken_in_2020(spoor: Spoor) -> Iterator[Bevinding]:
    """Up to 31-12-2020 a period of the 4-week calendar is fine."""
    perioden = {(p.begindatum, p.einddatum) for kalender in KALENDERS for p in vierwekenperioden(kalender)}
    for bericht, van, tot in _declaraties(spoor, "303"):
        if (van, tot) in perioden:
            yield goed(bericht, "Een periode van de 4-wekenkalender van 2020.", bericht)


def _is_periode_13(van: date, tot: date) -> bool:
    """A claim over the last four weeks of 2020; that of a calendar month is another."""
    return van >= P13_VAN and tot >= WEEK_53_VAN and (van, tot) != maand(van) and van <= EINDE_2020


@rule("DC-04")
def periode_13_eindigt_met_het_jaar(spoor: Spoor) -> Iterator[Bevinding]:
    """Period 13 ends on 31-12-2020; a gemeente takes it as such and refuses a longer one."""
    if spoor.rol == "gemeente":
        yield from _periode_13_ontvangen(spoor)
        return
    for bericht, van, tot in _declaraties(spoor, "303"):
        hoe = afspraken(spoor, bericht.aanbieder or "", bericht.op)
        if not _is_periode_13(van, tot) or (hoe is not None and hoe.indeling != VIER_WEKEN):
            continue
        if tot == EINDE_2020:
            yield goed(bericht, "Periode 13 eindigt op 31-12-2020.", bericht)
        else:
            yield fout(
                bericht,
                "Periode 13 eindigt niet op 31-12-2020.",
                verwacht=f"tot en met {datum(EINDE_2020)}",
                gevonden=f"tot en met {datum(tot)}",
                bericht=bericht,
            )


def _periode_13_ontvangen(spoor: Spoor) -> Iterator[Bevinding]:
    for bericht in spoor.aan_systeem("303"):
        if bericht.declaratie is None or bericht.fouten:
            continue
        van, tot = bericht.declaratie.kop.begindatum, bericht.declaratie.kop.einddatum
        antwoord = spoor.antwoord_op(bericht)
        if not _is_periode_13(van, tot) or antwoord is None or antwoord.toekenning is None:
            continue
        geweigerd = AFGEKEURD in antwoord.toekenning.geweigerd
        if geweigerd == (tot > EINDE_2020):
            yield goed(bericht, "Periode 13 is ontvangen zoals zij is: tot en met 31-12-2020.", antwoord)
        else:
            yield fout(
                bericht,
                f"Een 303 over {_periode(van, tot)} is {'geweigerd' if geweigerd else 'aangenomen'}.",
                verwacht="periode 13 tot en met 31-12-2020 aangenomen, een langere geweigerd (0001)",
                gevonden="geweigerd (0001)" if geweigerd else "aangenomen",
                bericht=antwoord,
            )


@rule("DC-13")
def zorg_uit_2020_na_de_overgang(spoor: Spoor) -> Iterator[Bevinding]:
    """A 303 about 2020 may be sent in 2021."""
    for bericht, _, tot in _declaraties(spoor, "303"):
        if bericht.dag >= INGANG_30 and tot <= EINDE_2020:
            yield goed(bericht, "Zorg uit 2020, na de overgang nog met een 303.", bericht)
