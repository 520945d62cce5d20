"""The answer to a declaratie or factuur: 304 on a 303, 325 on a 323. Only what is rejected is repeated in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from istandaard.berichten.bericht import Bericht, Berichtfout, citaat
from istandaard.berichten.declaratie import DECLARATIE, SOORTEN, declaratiekop, prestaties
from istandaard.berichten.delen import DEBET, lees_bedrag, lees_totaal, maak_bedrag, maak_totaal, met_teken
from istandaard.berichten.inhoud import alleen, klasse, tekst_of_niets, zonder_leeg
from istandaard.berichten.kop import kop, maak_kop, xsd_versie
from istandaard.berichten.prestatie import Prestatie, lees_prestatie, prestatieregels
from istandaard.berichten.retour import AFGEKEURD, GOED
from istandaard.schemas.gegevens import berichtcodes

TOEGEKEND = "8001"
"""The whole declaratie or factuur is granted."""

_GEEN_CODES: Mapping[str, Sequence[str]] = MappingProxyType({})
_GEEN_BEDRAGEN: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Afgekeurd:
    """A prestatie that was not, or not wholly, granted.

    Attributes:
        retourcodes: what is wrong: the codes of the prestatie, then those of its client; without 0200.
        toegekend: what was granted all the same, in signed euro cents; not 0 only in a 304 on a declaratie (OP287).
    """

    prestatie: Prestatie
    retourcodes: tuple[str, ...]
    toegekend: int = 0


def maak_304(
    heen: Bericht,
    *,
    identificatie: str,
    dagtekening: date,
    afgekeurd: Mapping[str, Sequence[str]] = _GEEN_CODES,
    deels: Mapping[str, int] = _GEEN_BEDRAGEN,
    geweigerd: Sequence[str] = (),
) -> Bericht:
    """Make the answer to a 303; its header repeats that of the 303 (IV056).

    Without more, everything is granted: 8001. With afgekeurd the header carries 0200 and the prestaties named there
    follow, each with its client; the rest is granted. With geweigerd nothing is, and there is a header alone.

    Args:
        heen: the 303 that is answered.
        identificatie: the GemeenteReferentieNummer of the answer.
        dagtekening: of the answer.
        afgekeurd: ReferentieNummer of a prestatie -> its codes.
        deels: ReferentieNummer of a prestatie in afgekeurd -> the euro cents, without sign, that are granted all the
            same; on a declaratie only (OP287).
        geweigerd: the codes that refuse the message as a whole (0001, 8855, 0030); afgekeurd then plays no part.

    Raises:
        Berichtfout: another message, a prestatie that is not in it, or deels where that cannot be.
    """
    alleen(heen, "303")
    declaratie = declaratiekop(heen)
    soort = declaratie.soort
    if deels and (soort != DECLARATIE or set(deels) - set(afgekeurd)):
        raise Berichtfout("deels: verwacht prestaties van een declaratie (geen factuur) die ook in afgekeurd staan.")
    oud = klasse(heen.inhoud, "Header")
    nieuw = zonder_leeg(
        BerichtCode=berichtcodes("304", heen.domein)[SOORTEN.index(soort)],
        RetourHeader={"GemeenteReferentieNummer": identificatie, "RetourDagtekening": dagtekening.isoformat()},
        RetourBedragen={
            "IngediendTotaalBedrag": maak_totaal(declaratie.totaalbedrag),
            "ToegekendTotaalBedrag": maak_totaal(0 if geweigerd else _toegekend(heen, afgekeurd, deels)),
        },
        XsdVersieRetour=xsd_versie("304", heen.release, heen.domein),
        RetourCodes=_retourcodes(geweigerd or ([GOED] if afgekeurd else [TOEGEKEND])),
    )
    inhoud: dict[str, Any] = {
        "Header": {naam: waarde for naam, waarde in oud.items() if naam != "DeclaratieFactuurBedragen"} | nieuw
    }
    if afgekeurd and not geweigerd:
        inhoud["Clienten"] = _clienten(
            heen.inhoud, afgekeurd, lambda nummer, regel: _met_toekenning(regel, deels.get(nummer, 0))
        )
    return Bericht("304", heen.release, heen.domein, inhoud)


def maak_325(
    heen: Bericht,
    *,
    identificatie: str,
    dagtekening: date,
    afgekeurd: Mapping[str, Sequence[str]] = _GEEN_CODES,
    geweigerd: Sequence[str] = (),
) -> Bericht:
    """Make the answer to a 323, sent by the gemeente in its own name (IV087).

    Without more, everything is granted: 8001 at the declaratie. With afgekeurd the prestaties named there follow,
    each with its client; the rest is granted. With geweigerd nothing is.

    Args:
        heen: the 323 that is answered.
        identificatie: of the answer.
        dagtekening: of the answer.
        afgekeurd: ReferentieNummer of a prestatie -> its codes.
        geweigerd: the codes that refuse the whole: 0001 the message, in a header alone; others the declaratie.
            afgekeurd then plays no part.

    Raises:
        Berichtfout: another message, or a prestatie that is not in it.
    """
    alleen(heen, "323")
    technisch = AFGEKEURD in geweigerd
    oud, van = klasse(heen.inhoud, "Header"), kop(heen)
    hoofd = maak_kop(
        soort="325",
        release=heen.release,
        domein=heen.domein,
        afzender=van.ontvanger,
        ontvanger=van.afzender,
        identificatie=identificatie,
        dagtekening=dagtekening,
    ) | zonder_leeg(
        DeclaratieIdentificatie=oud["BerichtIdentificatie"],
        XsdVersieDeclaratie=oud.get("XsdVersie"),
        RetourCodes=_retourcodes(geweigerd if technisch else [GOED]),
    )
    if technisch:
        return Bericht("325", heen.release, heen.domein, {"Header": hoofd})
    declaratie = declaratiekop(heen)
    antwoord: dict[str, Any] = {
        "DeclaratieNummer": declaratie.nummer,
        "TotaalIngediendBedrag": maak_totaal(declaratie.totaalbedrag),
        "TotaalToegekendBedrag": maak_totaal(0 if geweigerd else _toegekend(heen, afgekeurd, _GEEN_BEDRAGEN)),
    }
    if afgekeurd and not geweigerd:
        antwoord["Clienten"] = _clienten(klasse(heen.inhoud, "Declaratie"), afgekeurd, lambda _, regel: regel)
    antwoord["RetourCodes"] = _retourcodes(geweigerd or ([GOED] if afgekeurd else [TOEGEKEND]))
    return Bericht("325", heen.release, heen.domein, {"Header": hoofd, "DeclaratieAntwoord": antwoord})


def _retourcodes(codes: Sequence[str]) -> dict[str, list[str]]:
    return {"RetourCode": list(codes)}


def _toegekend(heen: Bericht, afgekeurd: Mapping[str, Sequence[str]], deels: Mapping[str, int]) -> int:
    """What is granted of a declaratie, in signed cents (TR342)."""
    nummers = {een.referentienummer: een for een in prestaties(heen)}
    if vreemd := [nummer for nummer in afgekeurd if nummer not in nummers]:
        raise Berichtfout(f"afgekeurd: verwacht een prestatie uit de {heen.naam}; gevonden {citaat(vreemd[0])}.")
    af = sum(een.saldo for een in prestaties(heen) if een.referentienummer in afgekeurd)
    bij = sum(met_teken(bedrag, nummers[nummer].debet_credit) for nummer, bedrag in deels.items())
    return declaratiekop(heen).totaalbedrag - af + bij


def _clienten(
    onder: dict[str, Any],
    afgekeurd: Mapping[str, Sequence[str]],
    maak: Callable[[str, dict[str, Any]], dict[str, Any]],
) -> dict[str, Any]:
    """The clients with a rejected prestatie, and of their prestaties only those (OP065, OP304)."""
    uit = []
    for client in klasse(onder, "Clienten").get("Client", []):
        regels = []
        for regel in klasse(client, "Prestaties").get("Prestatie", []):
            nummer = tekst_of_niets(klasse(regel, "ProductReferentie"), "ReferentieNummer") or ""
            if nummer in afgekeurd:
                regels.append(maak(nummer, regel) | {"RetourCodes": _retourcodes(afgekeurd[nummer])})
        if regels:
            uit.append(client | {"Prestaties": {"Prestatie": regels}, "RetourCodes": _retourcodes([GOED])})
    return {"Client": uit}


def _met_toekenning(regel: dict[str, Any], bedrag: int) -> dict[str, Any]:
    """The prestatie with what the gemeente computes, which is what was claimed, and what it grants."""
    ingediend = klasse(regel, "IngediendeBedragPrestatie")
    gevraagd = ingediend["DeclaratieFactuurBedrag"]
    toekenning = {
        "GemeenteBerekendBedrag": ingediend.get("BerekendBedrag", gevraagd),
        "ToegekendBedrag": maak_bedrag(bedrag, gevraagd["DebetCredit"] if bedrag else DEBET),
    }
    return regel | {"ToegekendeBedragPrestatie": toekenning}


def geweigerd(bericht: Bericht) -> tuple[str, ...]:
    """The codes with which a 304 or 325 refuses the whole; empty when it does not.

    Raises:
        Berichtfout: another message.
    """
    alleen(bericht, "304", "325")
    codes = _codes(klasse(bericht.inhoud, "Header")) + _codes(klasse(bericht.inhoud, "DeclaratieAntwoord"))
    return tuple(code for code in codes if code not in {GOED, TOEGEKEND})


def toegekend(bericht: Bericht) -> int:
    """What a 304 or 325 grants in all, in signed euro cents.

    Raises:
        Berichtfout: another message, or the total is missing or odd.
    """
    alleen(bericht, "304", "325")
    if bericht.soort == "304":
        bedragen = klasse(bericht.inhoud, "Header", "RetourBedragen")
        return lees_totaal(bedragen, "ToegekendTotaalBedrag", f"{bericht.naam}/Header/RetourBedragen")
    if "DeclaratieAntwoord" not in bericht.inhoud:
        return 0
    antwoord = klasse(bericht.inhoud, "DeclaratieAntwoord")
    return lees_totaal(antwoord, "TotaalToegekendBedrag", f"{bericht.naam}/DeclaratieAntwoord")


def afgekeurde(bericht: Bericht) -> list[Afgekeurd]:
    """The prestaties that a 304 or 325 does not wholly grant, in the order of the message.

    A message that refuses the whole names none: see `geweigerd`. A prestatie that is repeated with 0200, by a client
    with 0200, counts as granted.

    Raises:
        Berichtfout: another message, or a prestatie of which a part is missing or odd.
    """
    alleen(bericht, "304", "325")
    is_304, waar = bericht.soort == "304", f"{bericht.naam}/Prestatie"
    onder = bericht.inhoud if is_304 else klasse(bericht.inhoud, "DeclaratieAntwoord")
    uit = []
    for bsn, client, regel in prestatieregels(onder, waar):
        prestatie = lees_prestatie("303" if is_304 else "323", bsn, regel, waar)
        codes = tuple(code for code in _codes(regel) + _codes(client) if code != GOED)
        bedrag = 0
        if is_304:
            bedrag = met_teken(*lees_bedrag(klasse(regel, "ToegekendeBedragPrestatie"), "ToegekendBedrag", waar))
        heel = bedrag == prestatie.saldo if is_304 else bool(_codes(regel))
        if codes or not heel:
            uit.append(Afgekeurd(prestatie, codes, bedrag))
    return uit


def _codes(inhoud: dict[str, Any]) -> tuple[str, ...]:
    codes = klasse(inhoud, "RetourCodes").get("RetourCode", [])
    return tuple(code.strip() for code in codes)
