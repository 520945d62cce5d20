"""Chapter vot-vow: requests that straddle the transition (VOT-01 .. VOT-08, VOW-01 .. VOW-04)."""

from collections.abc import Iterator

from conformance.rules.afhandeling import (
    VERZOEKANTWOORD,
    WERKDAGEN_BESLUIT,
    buiten_de_berichten,
    gehonoreerd,
    met_antwoordbericht,
)
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
    toegewezen,
    verzoeken,
    wijzigingen_2020,
    wijzigingsverzoeken_2020,
)
from conformance.trace import Opdracht, Spoor, Verzonden
from istandaard.releases import EERSTE_DAG_30, INGANG_30, LAATSTE_DAG_24, STILTE_VAN, Release


def _besluiten(spoor: Spoor, soort: str, release: Release) -> Iterator[tuple[Verzoek, Besluit]]:
    """Every decision on what was requested with this message in this release."""
    for verzoek in verzoeken(spoor):
        if verzoek.bericht.soort == soort and verzoek.bericht.release == release:
            for besluit in verzoek.besluiten:
                yield verzoek, besluit


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


@rule("VOT-03")
def honoreren_geeft_toewijzing(spoor: Spoor) -> Iterator[Bevinding]:
    """An honoured request leads to a toewijzing, in 2.4 or in 3.0."""
    for release in Release:
        for verzoek, besluit in _besluiten(spoor, "315", release):
            if besluit.wat == HONOREREN:
                yield gehonoreerd(spoor, verzoek, besluit)


@rule("VOT-04")
def afwijzen_buiten_de_berichten(spoor: Spoor) -> Iterator[Bevinding]:
    """Rejection of, or investigation into, a 2.4 request is communicated outside the messages."""
    for verzoek, besluit in _besluiten(spoor, "315", Release.R24):
        if besluit.wat in {AFWIJZEN, ONDERZOEKEN}:
            yield buiten_de_berichten(spoor, verzoek, besluit)


@rule("VOT-05")
def antwoord_alleen_op_30(spoor: Spoor) -> Iterator[Bevinding]:
    """An antwoordbericht answers only a request that was submitted in 3.0."""
    in_30 = [v for v in verzoeken(spoor) if v.bericht.release == Release.R30]
    for bericht in antwoorden(spoor):
        assert bericht.antwoord is not None
        if any(verzoek.genoemd_in(bericht) for verzoek in in_30):
            yield goed(bericht, "Het antwoord hoort bij een verzoek in 3.0.", bericht)
        else:
            yield fout(
                bericht,
                "Een antwoordbericht op iets anders dan een verzoek in 3.0.",
                verwacht="de ReferentieAanbieder van een 315 of 317 in 3.0",
                gevonden=bericht.antwoord.referentie_aanbieder,
                bericht=bericht,
            )


@rule("VOT-06")
def woonplaatsbeginsel_buiten_de_berichten(spoor: Spoor) -> Iterator[Bevinding]:
    """The same for the woonplaatsbeginsel (Jeugdwet): on a 2.4 request outside the messages."""
    for verzoek, besluit in _besluiten(spoor, "315", Release.R24):
        if besluit.wat == WOONPLAATS:
            yield buiten_de_berichten(spoor, verzoek, besluit)


@rule("VOT-07")
def open_verzoek_op_de_oude_manier(spoor: Spoor) -> Iterator[Bevinding]:
    """A 2.4 request still open when 3.0 is in force: an honoured product gets a 301, a rejected one no message."""
    for verzoek, besluit in _besluiten(spoor, "315", Release.R24):
        if besluit.op.date() < INGANG_30:
            continue
        if besluit.wat == HONOREREN:
            yield gehonoreerd(spoor, verzoek, besluit)
            continue
        berichten = antwoorden(spoor, verzoek, besluit)
        if besluit.wat != ONDERZOEKEN and (toewijzing := toegewezen(spoor, verzoek)) is not None:
            berichten.append(toewijzing)
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
    for verzoek, besluit in _besluiten(spoor, "315", Release.R30):
        if besluit.wat in VERZOEKANTWOORD:
            yield met_antwoordbericht(spoor, verzoek, besluit)


@rule("VOW-01")
def wijziging_alleen_in_30(spoor: Spoor) -> Iterator[Bevinding]:
    """The process verzoek om wijziging exists only from 3.0, and there it works."""
    if spoor.rol == "gemeente":
        yield from _verwerkt(spoor, "317", "318")
        for verzoek, besluit in _besluiten(spoor, "317", Release.R30):
            yield (gehonoreerd if besluit.wat == HONOREREN else met_antwoordbericht)(spoor, verzoek, besluit)
        return
    yield from _gevraagde_wijzigingen(spoor)
    yield from _verwerkt(spoor, "319", "320")
    for bericht in spoor.van_systeem("317"):
        if bericht.dag < EERSTE_DAG_30:
            yield fout(
                bericht,
                "Een verzoek om wijziging voordat het proces bestond.",
                verwacht=f"vanaf {EERSTE_DAG_30:%d-%m-%Y}, in 3.0",
                gevonden=f"{bericht.dag:%d-%m-%Y}",
                bericht=bericht,
            )


def _gevraagde_wijzigingen(spoor: Spoor) -> Iterator[Bevinding]:
    """What the desk asked for: each change from 3.0 on has a 317 of its own, each one before it a word.

    What is asked in the quiet period may go either way: by word at once, or as a 317 when the line is open.
    """
    berichten = spoor.van_systeem("317")
    for opdracht in spoor.opdrachten:
        if opdracht.commando != "vraag_wijziging_aan":
            continue
        wie, bsn = opdracht.params["toewijzing"]["aanbieder"], opdracht.params["toewijzing"]["bsn"]
        passend = (b for b in berichten if (b.aanbieder, b.bsn) == (wie, bsn) and b.op >= opdracht.op)
        eigen = next(passend, None) if opdracht.op.date() >= STILTE_VAN else None
        if eigen is not None:
            berichten.remove(eigen)
        if eigen is not None or opdracht.op.date() >= EERSTE_DAG_30:
            yield _wijziging_gevraagd(spoor, opdracht, eigen)
        elif any((k.van, k.bsn) == ("aanbieder", bsn) and k.op >= opdracht.op for k in spoor.kennisgevingen):
            yield goed("wijzigingsverzoek uit 2020", "De wijziging is buiten de berichten om gevraagd.")


def _wijziging_gevraagd(spoor: Spoor, opdracht: Opdracht, bericht: Verzonden | None) -> Bevinding:
    if bericht is not None:
        return goed("verzoek om wijziging", "De wijziging is met een 317 gevraagd.", bericht)
    melding = onbekend if spoor.einde < termijn(opdracht.op.date(), WERKDAGEN_BESLUIT) else fout
    return melding(
        "verzoek om wijziging",
        "Een wijziging vanaf 3.0 is niet met een 317 gevraagd.",
        verwacht="317 in 3.0",
        gevonden="geen 317",
    )


def _verwerkt(spoor: Spoor, soort: str, retour: str) -> Iterator[Bevinding]:
    """A valid message of the new process is answered, and not refused as unreadable."""
    for heen in spoor.aan_systeem(soort, release=Release.R30):
        if heen.fouten or heen.dag < EERSTE_DAG_30:
            continue
        antwoord = spoor.antwoord_op(heen)
        if antwoord is not None and antwoord.neemt_aan:
            yield goed(heen, f"De {soort} is verwerkt.", antwoord)
            continue
        melding = onbekend if antwoord is None and spoor.einde < retourtermijn(heen) else fout
        yield melding(
            heen,
            f"Een geldige {soort} in 3.0 is niet verwerkt.",
            verwacht=f"{retour} zonder technische afkeur (0001)",
            gevonden=f"{antwoord}, met 0001" if antwoord else "geen retourbericht",
        )


@rule("VOW-03")
def wijziging_2020_zonder_319(spoor: Spoor) -> Iterator[Bevinding]:
    """A change request of 2020 stays outside the messages: no 319."""
    bekend = verzoeken(spoor)
    los = [b for b in antwoorden(spoor) if not any(verzoek.genoemd_in(b) for verzoek in bekend)]
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
        elif _iets_gedaan(spoor, opdracht):
            yield goed("wijzigingsverzoek uit 2020", "Afgehandeld zonder antwoordbericht.")
        else:
            yield onbekend(
                "wijzigingsverzoek uit 2020",
                "Van de afhandeling van een wijzigingsverzoek uit 2020 is niets te zien.",
                verwacht="een toewijzing of een kennisgeving, en geen 319",
                gevonden="geen van drieën",
            )


def _iets_gedaan(spoor: Spoor, opdracht: Opdracht) -> bool:
    """Whether the client's aanbieder heard anything since a decision."""
    wie = (opdracht.params["aanbieder"], opdracht.params["bsn"])
    toegekend = ((b.op, b.aanbieder, b.bsn) for b in spoor.van_systeem("301"))
    gezegd = ((k.op, k.naar, k.bsn) for k in spoor.kennisgevingen if k.van == "gemeente")
    return any(op >= opdracht.op and (naar, bsn) == wie for op, naar, bsn in (*toegekend, *gezegd))


@rule("VOW-04")
def wijziging_2020_zonder_referentie(spoor: Spoor) -> Iterator[Bevinding]:
    """The 301 that honours it refers to no request; one that honours a request may."""
    eigen = {v.referentie for v in verzoeken(spoor) if v.laatste is not None and v.laatste.wat == HONOREREN}
    for opdracht in wijzigingen_2020(spoor):
        if HONOREREN not in opdracht.params["besluiten"]:
            continue
        wie = (opdracht.params["aanbieder"], opdracht.params["bsn"])
        for bericht in spoor.van_systeem("301"):
            if (bericht.aanbieder, bericht.bsn) != wie or bericht.op < opdracht.op:
                continue
            genoemd = [r.product.referentie_aanbieder for r in bericht.regels if r.product.referentie_aanbieder]
            vreemd = [referentie for referentie in genoemd if referentie not in eigen]
            if vreemd:
                yield fout(
                    bericht,
                    "De toewijzing verwijst naar een verzoek dat zij niet honoreert.",
                    verwacht="geen ReferentieAanbieder",
                    gevonden=vreemd[0],
                    bericht=bericht,
                )
            else:
                yield goed(bericht, "De toewijzing verwijst naar geen wijzigingsverzoek uit 2020.", bericht)


@teller("VOT-10")
def open_verzoeken_uit_2020(spoor: Spoor) -> tuple[int, int]:
    """How many of the products requested in 2.4 were still open when 2021 began."""
    in_24 = [v for v in verzoeken(spoor) if v.bericht.release == Release.R24]
    return sum(v.open_op(INGANG_30) for v in in_24), len(in_24)


@teller("VOW-06")
def open_wijzigingen_uit_2020(spoor: Spoor) -> tuple[int, int]:
    """How many of the change requests of 2020 were still open when 2021 began."""
    gevraagd = wijzigingsverzoeken_2020(spoor)
    return sum(besloten is None or besloten >= INGANG_30 for besloten in gevraagd), len(gevraagd)
