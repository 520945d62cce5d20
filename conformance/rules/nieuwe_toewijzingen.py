"""Chapter nieuwe-toewijzingen: what is newly issued in 2.4 already fits 3.0 (NT-01 .. NT-08)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from conformance.rules.keten import ketens, peildag
from conformance.rules.migratieschema import geldig_in_2021, variantredenen, vorm_klopt
from conformance.rules.regel import Bevinding, datum, fout, goed, let_op, onbekend, rule, stand_tekst
from conformance.trace import Opdracht, Spoor, Stand, Verloop
from istandaard.model import Inhoud
from istandaard.releases import EINDE_2020, INGANG_30, LAATSTE_DAG_24, UITERLIJK_30, Release
from istandaard.varianten import EENHEDEN_PER_DAG_VERVALLEN, FREQUENTIES_VERVALLEN, TOEGESTAAN


def _nieuw(spoor: Spoor, *releases: Release) -> Iterator[tuple[Verloop, Stand]]:
    """Toewijzingen newly issued in the trace, as they were first sent, in one of the releases."""
    for verloop in spoor.verlopen.values():
        stand = verloop.eerste
        if not verloop.bestaand and stand.bericht is not None and stand.bericht.release in releases:
            yield verloop, stand


def _omvang_tekst(inhoud: Inhoud) -> str:
    omvang = inhoud.omvang
    if omvang is None:
        return "zonder omvang" if inhoud.budget is None else f"budget {inhoud.budget}"
    return f"volume {omvang.volume}, eenheid {omvang.eenheid}, frequentie {omvang.frequentie}"


def _toets(spoor: Spoor, mag: Callable[[Inhoud], bool], tekst: str, verwacht: str) -> Iterator[Bevinding]:
    """Judge every new 2.4 toewijzing: must when valid in 2021, a warning otherwise; parts of a migration are exempt."""
    voorganger = ketens(spoor).voorganger
    for verloop, stand in _nieuw(spoor, Release.R24):
        in_2021 = geldig_in_2021(stand.einddatum)
        if not in_2021 and verloop in voorganger:
            continue
        if mag(stand.inhoud):
            yield goed(verloop, "De nieuwe toewijzing gebruikt niets wat in 3.0 vervalt.", stand.bericht)
            continue
        melding = fout if in_2021 else let_op
        yield melding(verloop, tekst, verwacht=verwacht, gevonden=_omvang_tekst(stand.inhoud), bericht=stand.bericht)


@rule("NT-01")
def nieuw_voldoet_aan_30(spoor: Spoor) -> Iterator[Bevinding]:
    """Newly issued in 2.4 and valid in 2021: already a permitted variant, as far as 2.4 can express it."""
    for verloop, stand in _nieuw(spoor, Release.R24):
        if not geldig_in_2021(stand.einddatum):
            continue
        gevonden = variantredenen(stand.inhoud, stand.einddatum, None)
        if gevonden:
            yield fout(
                verloop,
                "Een nieuwe toewijzing in 2.4 die in 2021 geldt, past niet in release 3.0.",
                verwacht="een toegestane variant van 3.0",
                gevonden=f"{', '.join(gevonden)}: {_omvang_tekst(stand.inhoud)}, einddatum {datum(stand.einddatum)}",
                bericht=stand.bericht,
            )
        else:
            yield goed(verloop, "De nieuwe toewijzing is een toegestane variant van 3.0.", stand.bericht)


@rule("NT-02")
def geen_vervallen_frequentie(spoor: Spoor) -> Iterator[Bevinding]:
    """Per 4 weken and per jaar are no longer used."""
    return _toets(
        spoor,
        lambda i: i.omvang is None or i.omvang.frequentie not in FREQUENTIES_VERVALLEN,
        "Een nieuwe toewijzing gebruikt een frequentie die vervalt.",
        "geen frequentie per 4 weken (3) of per jaar (5)",
    )


@rule("NT-03")
def aspecifiek_zonder_omvang(spoor: Spoor) -> Iterator[Bevinding]:
    """An aspecifieke toewijzing carries no omvang."""
    return _toets(
        spoor,
        lambda i: i.code is not None or i.omvang is None,
        "Een nieuwe aspecifieke toewijzing heeft een omvang.",
        "aspecifiek zonder omvang",
    )


@rule("NT-04")
def geen_vervallen_combinatie(spoor: Spoor) -> Iterator[Bevinding]:
    """Pairs of eenheid and frequentie that 3.0 drops are not used."""
    return _toets(
        spoor,
        lambda i: (
            i.omvang is None
            or (
                i.omvang.eenheid in TOEGESTAAN
                and not (i.omvang.frequentie == "1" and i.omvang.eenheid in EENHEDEN_PER_DAG_VERVALLEN)
            )
        ),
        "Een nieuwe toewijzing gebruikt een combinatie van eenheid en frequentie die vervalt.",
        "etmaal, dagdeel en euro's niet per dag",
    )


@rule("NT-05")
def een_van_de_zes_varianten(spoor: Spoor) -> Iterator[Bevinding]:
    """The shape is that of one of the six variants; traject shares its shape with another one."""
    for verloop, stand in _nieuw(spoor, Release.R24, Release.R30):
        if not geldig_in_2021(stand.einddatum):
            continue
        if vorm_klopt(stand.inhoud):
            yield goed(verloop, "De toewijzing heeft de vorm van een toegestane variant.", stand.bericht)
        else:
            yield fout(
                verloop,
                "De toewijzing heeft de vorm van geen enkele toegestane variant.",
                verwacht="specifiek, aspecifiek zonder of met budget, generiek met budget, of een traject daarvan",
                gevonden=f"{'specifiek' if stand.inhoud.code else 'zonder productcode'}, {_omvang_tekst(stand.inhoud)}",
                bericht=stand.bericht,
            )


def _wensen_voor_30(spoor: Spoor) -> Iterator[tuple[Opdracht, date, date | None]]:
    """Requests (ken_toe) made in the days of 2.4 for content that only 3.0 can express, starting in 2020."""
    for opdracht in spoor.opdrachten:
        wens = opdracht.params.get("gewenst")
        if opdracht.commando != "ken_toe" or not wens or opdracht.op.date() > LAATSTE_DAG_24:
            continue
        begin = date.fromisoformat(wens["ingangsdatum"])
        eind = date.fromisoformat(wens["einddatum"]) if wens.get("einddatum") else None
        alleen_30 = wens.get("budget") is not None or wens.get("eenheid") == "84" or wens.get("categorie") is None
        if alleen_30 and begin <= EINDE_2020 and geldig_in_2021(eind):
            yield opdracht, begin, eind


def _voor(opdracht: Opdracht, verloop: Verloop) -> bool:
    """Whether a toewijzing was issued for this request."""
    sleutel, wens = verloop.sleutel, opdracht.params["gewenst"]
    zelfde = wens.get("categorie") is None or sleutel.categorie in {wens["categorie"], None}
    partijen = (sleutel.aanbieder, sleutel.bsn) == (opdracht.params["aanbieder"], opdracht.params["bsn"])
    return zelfde and partijen and not verloop.bestaand


@rule("NT-06")
def deel_in_24_eindigt_in_2020(spoor: Spoor) -> Iterator[Bevinding]:
    """What 2.4 cannot express gets a 2.4 toewijzing that ends on 31-12-2020."""
    for opdracht, begin, _ in _wensen_voor_30(spoor):
        delen = [v for v, s in _nieuw(spoor, Release.R24) if _voor(opdracht, v) and v.ingangsdatum == begin]
        if not delen:
            melding = onbekend if spoor.einde <= LAATSTE_DAG_24 else fout
            yield melding(
                "nieuwe toewijzing",
                "Voor de zorg in 2020 is geen toewijzing in 2.4 afgegeven.",
                verwacht=f"een 2.4-toewijzing van {datum(begin)} tot en met 31-12-2020",
                gevonden="geen",
            )
        for deel in delen:
            if deel.eerste.einddatum == EINDE_2020:
                yield goed(deel, "De 2.4-toewijzing eindigt op 31-12-2020.", deel.eerste.bericht)
            else:
                yield fout(
                    deel,
                    "De 2.4-toewijzing eindigt niet op 31-12-2020, terwijl 2.4 de inhoud niet kent.",
                    verwacht="einddatum 31-12-2020",
                    gevonden=f"einddatum {datum(deel.eerste.einddatum)}",
                    bericht=deel.eerste.bericht,
                )


@rule("NT-07")
def vervolg_in_30(spoor: Spoor) -> Iterator[Bevinding]:
    """It is followed by an adjoining 3.0 toewijzing from 01-01-2021 in the right variant, by 31-01-2021."""
    for opdracht, _, eind in _wensen_voor_30(spoor):
        wens = opdracht.params["gewenst"]
        vervolg = [v for v, _ in _nieuw(spoor, Release.R30) if _voor(opdracht, v) and v.ingangsdatum == INGANG_30]
        passend = [v for v in vervolg if _past(wens, v.eerste.inhoud) and v.eerste.einddatum == eind]
        op_tijd = [v for v in passend if v.eerste.bericht is not None and v.eerste.bericht.dag <= UITERLIJK_30]
        if op_tijd:
            yield goed(op_tijd[0], "De aansluitende toewijzing in 3.0 is op tijd verzonden.", op_tijd[0].eerste.bericht)
            continue
        melding = onbekend if spoor.einde < UITERLIJK_30 else fout
        yield melding(
            "nieuwe toewijzing",
            "De aansluitende toewijzing in 3.0 ontbreekt, is te laat of heeft een andere inhoud.",
            verwacht="een 3.0-toewijzing vanaf 01-01-2021, verzonden van 04-01-2021 tot en met 31-01-2021",
            gevonden=stand_tekst(vervolg[0], peildag(spoor)) + f", verzonden als {vervolg[0].eerste.bericht}"
            if vervolg
            else "geen",
        )


def _past(wens: Mapping[str, Any], inhoud: Inhoud) -> bool:
    """Whether the content is what was asked for; a total may have been shared over the two parts."""
    if wens.get("budget") is not None:
        return bool(inhoud.budget == wens["budget"])
    omvang = inhoud.omvang
    if omvang is None or (omvang.eenheid, omvang.frequentie) != (wens["eenheid"], wens["frequentie"]):
        return False
    return bool(omvang.frequentie == "6" or omvang.volume == wens["volume"])


@rule("NT-08")
def nieuw_heeft_uniek_nummer(spoor: Spoor) -> Iterator[Bevinding]:
    """A toewijzing newly issued in 2.4 carries a unique number."""
    for verloop, stand in _nieuw(spoor, Release.R24):
        if spoor.uniek(verloop) or verloop.geannuleerd(spoor.einde):
            yield goed(verloop, "De nieuwe toewijzing heeft een uniek nummer.", stand.bericht)
        else:
            yield fout(
                verloop,
                "Een nieuwe toewijzing in 2.4 heeft geen uniek toewijzingnummer.",
                verwacht="een nummer dat nooit eerder is uitgegeven",
                gevonden=(verloop.sleutel.toewijzingnummer and "een nummer dat al is uitgegeven") or "geen nummer",
                bericht=stand.bericht,
            )
