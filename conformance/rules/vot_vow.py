"""Chapter vot-vow: requests that straddle the transition (VOT-01 .. VOT-08, VOW-01 .. VOW-04)."""

from collections.abc import Iterator

from conformance.rules.overzicht import retourtermijn, termijn
from conformance.rules.regel import Bevinding, fout, goed, onbekend, rule, teller
from conformance.rules.verzoeken import (
    AFWIJZEN,
    HONOREREN,
    ONDERZOEKEN,
    WOONPLAATS,
    Besluit,
    Verzoek,
    antwoorden,
    meegedeeld,
    toegewezen,
    verzoeken,
    wijzigingen_2020,
)
from conformance.trace import Opdracht, Spoor
from istandaard.berichten.antwoord import AFGEWEZEN, IN_ONDERZOEK, WOONPLAATSBEGINSEL
from istandaard.berichten.retour import AFGEKEURD, retourcodes
from istandaard.releases import EERSTE_DAG_30, INGANG_30, LAATSTE_DAG_24, Release

WERKDAGEN_BESLUIT = 5
"""Working days within which a decision on a request, or a request of the desk, is sent (OP274, OP346)."""
VERZOEKANTWOORD = {AFWIJZEN: AFGEWEZEN, WOONPLAATS: AFGEWEZEN, ONDERZOEKEN: IN_ONDERZOEK}


def _vot(spoor: Spoor, release: Release) -> Iterator[tuple[Verzoek, Besluit]]:
    """Every decision on a requested product of a release."""
    for verzoek in verzoeken(spoor):
        if verzoek.bericht.soort == "315" and verzoek.bericht.release == release:
            for besluit in verzoek.besluiten:
                yield verzoek, besluit


def _loopt_nog(spoor: Spoor, besluit: Besluit) -> bool:
    """The term of a decision had not passed at the end of the trace."""
    return spoor.einde < termijn(besluit.op.date(), WERKDAGEN_BESLUIT)


@rule("VOT-01")
def vot_in_24_mag(spoor: Spoor) -> Iterator[Bevinding]:
    """A verzoek om toewijzing may still be submitted in 2.4 at the end of 2020."""
    for bericht in spoor.van_systeem("315", release=Release.R24):
        if bericht.dag <= LAATSTE_DAG_24:
            yield goed(bericht, "Een verzoek om toewijzing in 2.4, nog in 2020.", bericht)


@rule("VOT-02")
def retour_in_24(spoor: Spoor) -> Iterator[Bevinding]:
    """The retourbericht on a 2.4 request is sent in 2.4, also when it rejects."""
    for heen in spoor.aan_systeem("315", release=Release.R24):
        antwoord, uiterlijk = spoor.antwoord_op(heen), retourtermijn(heen)
        if antwoord is not None and antwoord.release == Release.R24:
            yield goed(heen, "Het retourbericht is in 2.4 verzonden.", antwoord)
            continue
        melding = onbekend if antwoord is None and spoor.einde < uiterlijk else fout
        yield melding(
            heen,
            "Op een verzoek in 2.4 hoort een retourbericht in 2.4.",
            verwacht="316 in 2.4",
            gevonden=f"316 in {antwoord.release}" if antwoord else "geen retourbericht",
        )


def _gehonoreerd(spoor: Spoor, verzoek: Verzoek, besluit: Besluit) -> Bevinding:
    bericht = toegewezen(spoor, verzoek.referentie)
    if bericht is not None:
        return goed(verzoek, f"Gehonoreerd met een toewijzing in {bericht.release}.", bericht)
    melding = onbekend if _loopt_nog(spoor, besluit) else fout
    return melding(
        verzoek,
        "Een gehonoreerd verzoek leidt niet tot een toewijzing.",
        verwacht="een 301 met de ReferentieAanbieder van het verzoek",
        gevonden="geen 301 met die referentie",
    )


@rule("VOT-03")
def honoreren_geeft_toewijzing(spoor: Spoor) -> Iterator[Bevinding]:
    """An honoured request leads to a toewijzing, in 2.4 or in 3.0."""
    for release in Release:
        for verzoek, besluit in _vot(spoor, release):
            if besluit.wat == HONOREREN:
                yield _gehonoreerd(spoor, verzoek, besluit)


def _buiten_berichten(spoor: Spoor, verzoek: Verzoek, besluit: Besluit) -> Bevinding:
    gegeven = antwoorden(spoor, verzoek, besluit)
    if gegeven:
        return fout(
            verzoek,
            "Op een verzoek in 2.4 is een antwoordbericht gestuurd.",
            verwacht="een kennisgeving buiten het berichtenverkeer",
            gevonden="319",
            bericht=gegeven[0],
        )
    if not spoor.kan.get("notices", True):
        return onbekend(
            verzoek,
            "Of het besluit buiten de berichten om is meegedeeld, laat dit systeem niet zien.",
            verwacht="een kennisgeving",
            gevonden="het systeem toont geen kennisgevingen",
        )
    if meegedeeld(spoor, verzoek, besluit):
        return goed(verzoek, f"Het besluit ({besluit.wat}) is buiten de berichten om meegedeeld.")
    melding = onbekend if _loopt_nog(spoor, besluit) else fout
    return melding(
        verzoek,
        f"Het besluit ({besluit.wat}) op een verzoek in 2.4 is niet meegedeeld.",
        verwacht="een kennisgeving aan de aanbieder",
        gevonden="geen kennisgeving",
    )


@rule("VOT-04")
def afwijzen_buiten_de_berichten(spoor: Spoor) -> Iterator[Bevinding]:
    """Rejection of, or investigation into, a 2.4 request is communicated outside the messages."""
    for verzoek, besluit in _vot(spoor, Release.R24):
        if besluit.wat in {AFWIJZEN, ONDERZOEKEN}:
            yield _buiten_berichten(spoor, verzoek, besluit)


@rule("VOT-05")
def antwoord_alleen_op_30(spoor: Spoor) -> Iterator[Bevinding]:
    """An antwoordbericht answers only a request that was submitted in 3.0."""
    in_30 = _referenties_30(spoor)
    for bericht in antwoorden(spoor):
        assert bericht.antwoord is not None
        if bericht.antwoord.referentie_aanbieder in in_30:
            yield goed(bericht, "Het antwoord hoort bij een verzoek in 3.0.", bericht)
        else:
            yield fout(
                bericht,
                "Een antwoordbericht op iets anders dan een verzoek in 3.0.",
                verwacht="de ReferentieAanbieder van een 315 of 317 in 3.0",
                gevonden=bericht.antwoord.referentie_aanbieder,
                bericht=bericht,
            )


def _referenties_30(spoor: Spoor) -> set[str]:
    return {v.referentie for v in verzoeken(spoor) if v.bericht.release == Release.R30}


@rule("VOT-06")
def woonplaatsbeginsel_buiten_de_berichten(spoor: Spoor) -> Iterator[Bevinding]:
    """The same for the woonplaatsbeginsel (Jeugdwet): on a 2.4 request outside the messages."""
    for verzoek, besluit in _vot(spoor, Release.R24):
        if besluit.wat == WOONPLAATS:
            yield _buiten_berichten(spoor, verzoek, besluit)


@rule("VOT-07")
def open_verzoek_op_de_oude_manier(spoor: Spoor) -> Iterator[Bevinding]:
    """A 2.4 request still open under 3.0: an honoured product gets a 301, a rejected one gets no message."""
    for verzoek, besluit in _vot(spoor, Release.R24):
        if besluit.op.date() < EERSTE_DAG_30:
            continue
        if besluit.wat == HONOREREN:
            yield _gehonoreerd(spoor, verzoek, besluit)
            continue
        bericht = toegewezen(spoor, verzoek.referentie) if besluit.tot is None else None
        berichten = [*antwoorden(spoor, verzoek, besluit), *([bericht] if bericht else [])]
        if not berichten:
            yield goed(verzoek, "Het product dat niet is gehonoreerd, kreeg geen bericht.")
        else:
            yield fout(
                verzoek,
                "Een product dat niet is gehonoreerd, kreeg een bericht.",
                verwacht="geen 301 en geen 319",
                gevonden=str(berichten[0]),
                bericht=berichten[0],
            )


@rule("VOT-08")
def afwijzen_in_30_met_319(spoor: Spoor) -> Iterator[Bevinding]:
    """A 3.0 request that is rejected or investigated is answered with a 319."""
    for verzoek, besluit in _vot(spoor, Release.R30):
        if besluit.wat not in VERZOEKANTWOORD:
            continue
        gegeven = antwoorden(spoor, verzoek, besluit)
        passend = [
            bericht
            for bericht in gegeven
            if bericht.antwoord is not None
            and bericht.antwoord.antwoord == VERZOEKANTWOORD[besluit.wat]
            and (besluit.wat != WOONPLAATS or bericht.antwoord.reden_afwijzing == WOONPLAATSBEGINSEL)
        ]
        if passend:
            yield goed(verzoek, f"Beantwoord met een 319 ({besluit.wat}).", passend[0])
            continue
        melding = onbekend if not gegeven and _loopt_nog(spoor, besluit) else fout
        yield melding(
            verzoek,
            "Een verzoek in 3.0 dat niet wordt gehonoreerd, krijgt niet het juiste antwoordbericht.",
            verwacht=f"319 met VerzoekAntwoord {VERZOEKANTWOORD[besluit.wat]}",
            gevonden=f"VerzoekAntwoord {gegeven[0].antwoord.antwoord}"
            if gegeven and gegeven[0].antwoord
            else "geen 319",
        )


@rule("VOW-01")
def wijziging_alleen_in_30(spoor: Spoor) -> Iterator[Bevinding]:
    """The process verzoek om wijziging exists only from 3.0, and there it works."""
    if spoor.rol == "gemeente":
        yield from _verwerkte_wijzigingen(spoor)
        return
    eigen = spoor.van_systeem("317")
    for opdracht in spoor.opdrachten:
        if opdracht.commando == "vraag_wijziging_aan" and opdracht.op.date() >= EERSTE_DAG_30:
            bsn = opdracht.params["toewijzing"]["bsn"]
            yield _wijziging_gevraagd(spoor, opdracht, any(b.bsn == bsn and b.op >= opdracht.op for b in eigen))
    for bericht in eigen:
        if bericht.dag < EERSTE_DAG_30:
            yield fout(
                bericht,
                "Een verzoek om wijziging voordat het proces bestond.",
                verwacht=f"vanaf {EERSTE_DAG_30:%d-%m-%Y}, in 3.0",
                gevonden=f"{bericht.dag:%d-%m-%Y}",
                bericht=bericht,
            )


def _wijziging_gevraagd(spoor: Spoor, opdracht: Opdracht, gedaan: bool) -> Bevinding:  # noqa: FBT001  # a fact
    if gedaan:
        return goed("verzoek om wijziging", "De wijziging is met een 317 gevraagd.")
    melding = onbekend if spoor.einde < termijn(opdracht.op.date(), WERKDAGEN_BESLUIT) else fout
    return melding(
        "verzoek om wijziging",
        "Een wijziging vanaf 3.0 is niet met een 317 gevraagd.",
        verwacht="317 in 3.0",
        gevonden="geen 317",
    )


def _verwerkte_wijzigingen(spoor: Spoor) -> Iterator[Bevinding]:
    for heen in spoor.aan_systeem("317", release=Release.R30):
        if heen.fouten:
            continue
        antwoord = spoor.antwoord_op(heen)
        if antwoord is not None and antwoord.bericht is not None and AFGEKEURD not in retourcodes(antwoord.bericht):
            yield goed(heen, "Het verzoek om wijziging is verwerkt.", antwoord)
            continue
        melding = onbekend if antwoord is None and spoor.einde < retourtermijn(heen) else fout
        yield melding(
            heen,
            "Een geldig verzoek om wijziging in 3.0 is niet verwerkt.",
            verwacht="318 zonder technische afkeur (0001)",
            gevonden=str(antwoord) if antwoord else "geen retourbericht",
        )


@rule("VOW-03")
def wijziging_2020_zonder_319(spoor: Spoor) -> Iterator[Bevinding]:
    """A change request of 2020 stays outside the messages: no 319."""
    in_30 = _referenties_30(spoor)
    los = [b for b in antwoorden(spoor) if b.antwoord is not None and b.antwoord.referentie_aanbieder not in in_30]
    for opdracht in wijzigingen_2020(spoor):
        na = [b for b in los if b.op >= opdracht.op and b.aanbieder == opdracht.params["aanbieder"]]
        if na:
            yield fout(
                "wijzigingsverzoek uit 2020",
                "Op een wijzigingsverzoek uit 2020 is een antwoordbericht gestuurd.",
                verwacht="geen 319",
                gevonden=str(na[0]),
                bericht=na[0],
            )
        else:
            yield goed("wijzigingsverzoek uit 2020", "Afgehandeld zonder antwoordbericht.")


@rule("VOW-04")
def wijziging_2020_zonder_referentie(spoor: Spoor) -> Iterator[Bevinding]:
    """The 301 that honours it refers to no request."""
    bekend = {v.referentie for v in verzoeken(spoor)}
    for opdracht in wijzigingen_2020(spoor):
        if HONOREREN not in opdracht.params["besluiten"]:
            continue
        for bericht in spoor.van_systeem("301"):
            if bericht.bsn != opdracht.params["bsn"] or bericht.op < opdracht.op:
                continue
            genoemd = [r.product.referentie_aanbieder for r in bericht.regels if r.product.referentie_aanbieder]
            vreemd = [referentie for referentie in genoemd if referentie not in bekend]
            if vreemd:
                yield fout(
                    bericht,
                    "De toewijzing verwijst naar een verzoek dat er in de berichten niet is.",
                    verwacht="geen ReferentieAanbieder",
                    gevonden=vreemd[0],
                    bericht=bericht,
                )
            else:
                yield goed(bericht, "De toewijzing verwijst naar geen wijzigingsverzoek uit 2020.", bericht)


@teller("VOT-10")
def open_verzoeken_uit_2020(spoor: Spoor) -> int:
    """How many products requested in 2.4 were still open when 2021 began."""
    return sum(v.open_op(INGANG_30) for v in verzoeken(spoor) if v.bericht.release == Release.R24)


@teller("VOW-06")
def open_wijzigingen_uit_2020(spoor: Spoor) -> int:
    """How many change requests of 2020 were settled only in 2021."""
    return sum(opdracht.op.date() >= INGANG_30 for opdracht in wijzigingen_2020(spoor))
