"""Chapter bijzondere-situaties: einddatum only, adjoining successors, what only 3.0 can express (BS-01 .. BS-10)."""

from collections.abc import Iterator

from conformance.rules.dekking import nog_open, te_vervangen
from conformance.rules.keten import DAG, Ketens, is_30, ketens, peildag, stockredenen, vraagt_30
from conformance.rules.migratieschema import geldig_in_2021, variantredenen
from conformance.rules.regel import Bevinding, datum, fout, goed, onbekend, onzichtbaar, rule, stand_tekst
from conformance.trace import Spoor, Verloop, Verzonden
from istandaard.releases import (
    EERSTE_DAG_30,
    EINDE_2020,
    INGANG_30,
    UITERLIJK_30,
    UITERLIJK_NUMMER,
    Release,
)


@rule("BS-01")
def alleen_einddatum(spoor: Spoor) -> Iterator[Bevinding]:
    """Where only the einddatum is missing, the same toewijzing is changed: no withdrawal, no new number."""
    dag = peildag(spoor)
    for verloop, waarom in stockredenen(spoor).items():
        stand = verloop.op(dag)
        if waarom != ["einddatum_ontbreekt"] or stand is None or stand.bericht is None or stand.einddatum is None:
            continue
        if verloop.feiten is not None and verloop.feiten.vervanging not in {None, "gelijk"}:
            continue
        if geldig_in_2021(stand.einddatum):
            yield goed(verloop, "De einddatum is gevuld in dezelfde toewijzing.", stand.bericht)
        else:
            yield fout(
                verloop,
                "Alleen de einddatum ontbrak, maar de toewijzing is ingetrokken en vervangen.",
                verwacht="een wijziging van dezelfde toewijzing",
                gevonden=stand_tekst(verloop, dag),
                bericht=stand.bericht,
            )


@rule("BS-02")
def opvolger_sluit_aan(spoor: Spoor) -> Iterator[Bevinding]:
    """Where the old toewijzing is withdrawn, a successor adjoins: no gap and no overlap between old and new."""
    dag, keten = peildag(spoor), ketens(spoor)
    for verloop in te_vervangen(spoor):
        stand = verloop.op(dag)
        if stand is None or stand.einddatum is None:
            continue
        weg = verloop.geannuleerd(dag)
        aansluiting = verloop.ingangsdatum if weg else stand.einddatum + DAG
        opvolgers = [v for v in keten.kinderen(verloop) if v.geldend(dag) is not None]
        if not opvolgers and nog_open(spoor, aansluiting):
            yield onbekend(
                verloop,
                "De opvolger kan nog komen.",
                verwacht=f"opvolger vanaf {datum(aansluiting)}",
                gevonden="nog geen",
            )
        elif opvolgers and opvolgers[0].ingangsdatum == aansluiting:
            yield goed(verloop, "De opvolger sluit aan op de intrekking.", opvolgers[0].eerste.bericht)
        else:
            yield fout(
                verloop,
                "De opvolger sluit niet aan op de ingetrokken toewijzing.",
                verwacht=f"een opvolger vanaf {datum(aansluiting)}",
                gevonden=f"vanaf {datum(opvolgers[0].ingangsdatum)}" if opvolgers else "geen opvolger",
                bericht=opvolgers[0].eerste.bericht if opvolgers else None,
            )


def _alleen_30(spoor: Spoor, keten: Ketens, *, met_nummer: bool) -> Iterator[Verloop]:
    """Toewijzingen of the stock whose successor only 3.0 can express, with or without a unique number."""
    for verloop, waarom in stockredenen(spoor).items():
        if ("no_unique_number" not in waarom) is not met_nummer or verloop.feiten is None:
            continue
        if not geldig_in_2021(verloop.feiten.einddatum) or not waarom:
            continue
        if vraagt_30(verloop, keten.opvolgers(verloop)):
            yield verloop


def _intrekking(spoor: Spoor, verloop: Verloop) -> Verzonden | None:
    stand = verloop.ingekort(spoor.einde)
    return stand.bericht if stand is not None else None


@rule("BS-03")
def aanbieder_ingelicht(spoor: Spoor) -> Iterator[Bevinding]:
    """Withdrawn in 2.4 with a successor only 3.0 can express: the aanbieder is told, not later than the withdrawal."""
    keten = ketens(spoor)
    for verloop in _alleen_30(spoor, keten, met_nummer=True):
        bericht = _intrekking(spoor, verloop)
        if bericht is None or bericht.release != Release.R24:
            continue
        tekst = "Of de aanbieder vooraf is ingelicht, laat dit systeem niet zien."
        if (niet_te_zien := onzichtbaar(spoor, verloop, tekst)) is not None:
            yield niet_te_zien
            continue
        eigen = [
            k
            for k in spoor.kennisgevingen
            if k.van == "gemeente" and k.naar == verloop.sleutel.aanbieder and k.bsn == verloop.sleutel.bsn
        ]
        eerste = min((k.op for k in eigen), default=None)
        if eerste is not None and eerste <= bericht.op:
            yield goed(verloop, "De aanbieder is vooraf ingelicht.", bericht)
        else:
            yield fout(
                verloop,
                "Ingetrokken in 2.4 zonder de aanbieder vooraf in te lichten.",
                verwacht=f"een kennisgeving uiterlijk {datum(bericht.dag)}",
                gevonden=f"kennisgeving op {datum(eerste.date())}" if eerste else "geen kennisgeving",
                bericht=bericht,
            )


def _kon_doorlopen(verloop: Verloop) -> bool:
    feiten = verloop.feiten
    if feiten is None or not feiten.instemming or feiten.ingangsdatum > EINDE_2020:
        return False
    return "geen_toegestane_variant" not in variantredenen(feiten.inhoud, EINDE_2020, feiten.uitvoering)


@rule("BS-04")
def voorkeur_doorlopen(spoor: Spoor) -> Iterator[Bevinding]:
    """Preferred where possible: withdrawal per 31-12-2020 and successor in one 3.0 message."""
    keten = ketens(spoor)
    for verloop in _alleen_30(spoor, keten, met_nummer=True):
        bericht = _intrekking(spoor, verloop)
        kinderen = keten.kinderen(verloop)
        if bericht is None or not _kon_doorlopen(verloop):
            continue
        samen = bool(kinderen) and kinderen[0].eerste.bericht is bericht
        if bericht.release == Release.R30 and samen:
            yield goed(verloop, "Intrekking en opvolger staan in één 3.0-bericht.", bericht)
        else:
            yield fout(
                verloop,
                "De toewijzing had kunnen doorlopen tot de opvolger er was.",
                verwacht="één 301 in 3.0 met de intrekking per 31-12-2020 en de opvolger",
                gevonden=f"{bericht}" + ("" if samen else "; de opvolger in een ander bericht"),
                bericht=bericht,
            )


@rule("BS-05")
def ingetrokken_per_30_november(spoor: Spoor) -> Iterator[Bevinding]:
    """Without a unique number and only expressible in 3.0: withdrawn per 30-11-2020, in 2.4."""
    keten = ketens(spoor)
    for verloop in _alleen_30(spoor, keten, met_nummer=False):
        stand = verloop.ingekort(spoor.einde)
        if stand is None or stand.bericht is None or stand.einddatum is None:
            continue
        geannuleerd = verloop.geannuleerd(spoor.einde) and verloop.ingangsdatum > UITERLIJK_NUMMER
        if stand.bericht.release == Release.R24 and (geannuleerd or stand.einddatum <= UITERLIJK_NUMMER):
            yield goed(verloop, "Ingetrokken in 2.4, uiterlijk per 30-11-2020.", stand.bericht)
        else:
            yield fout(
                verloop,
                "Niet in 2.4 per 30-11-2020 ingetrokken.",
                verwacht="intrekking in 2.4 per 30-11-2020",
                gevonden=f"{stand.bericht.release}, per {datum(stand.einddatum)}",
                bericht=stand.bericht,
            )


def _december(spoor: Spoor, keten: Ketens, verloop: Verloop) -> list[Verloop]:
    return [
        v
        for v in keten.opvolgers(verloop)
        if v.eerste.bericht is not None
        and v.eerste.bericht.release == Release.R24
        and v.eerste.einddatum == EINDE_2020
        and not v.geannuleerd(spoor.einde)
    ]


@rule("BS-06")
def december_overbrugd(spoor: Spoor) -> Iterator[Bevinding]:
    """A december toewijzing in 2.4 bridges to 31-12-2020: old content, unique number, sent by 30-11-2020."""
    keten = ketens(spoor)
    for verloop in _alleen_30(spoor, keten, met_nummer=False):
        if verloop.ingangsdatum > EINDE_2020:
            continue
        stand = verloop.ingekort(spoor.einde)
        vroegst = stand.einddatum + DAG if stand is not None and stand.einddatum is not None else None
        begin = verloop.ingangsdatum if verloop.geannuleerd(spoor.einde) else vroegst
        delen = _december(spoor, keten, verloop)
        bericht = delen[0].eerste.bericht if delen else None
        if (
            delen
            and bericht is not None
            and delen[0].ingangsdatum == begin
            and bericht.dag <= UITERLIJK_NUMMER
            and (delen[0].sleutel.categorie, delen[0].sleutel.code) == (verloop.sleutel.categorie, verloop.sleutel.code)
        ):
            yield goed(delen[0], "De decembertoewijzing overbrugt tot en met 31-12-2020.", bericht)
            continue
        melding = onbekend if spoor.einde < UITERLIJK_NUMMER else fout
        yield melding(
            verloop,
            "Een decembertoewijzing die aansluit, ontbreekt of is te laat.",
            verwacht="een 2.4-toewijzing met de oude inhoud tot en met 31-12-2020, verzonden uiterlijk 30-11-2020",
            gevonden=f"vanaf {datum(delen[0].ingangsdatum)}, verzonden op {datum(bericht.dag)}" if bericht else "geen",
        )


@rule("BS-07")
def daarna_de_juiste(spoor: Spoor) -> Iterator[Bevinding]:
    """Withdrawn without a unique number: the right toewijzing follows in 3.0, from 01-01-2021, by 31-01-2021."""
    keten = ketens(spoor)
    for verloop in _alleen_30(spoor, keten, met_nummer=False):
        if verloop.ingekort(spoor.einde) is None:
            continue
        juiste = [
            v
            for v in keten.opvolgers(verloop)
            if v.ingangsdatum == max(INGANG_30, verloop.ingangsdatum)
            and v.eerste.bericht is not None
            and v.eerste.bericht.release == Release.R30
            and EERSTE_DAG_30 <= v.eerste.bericht.dag <= UITERLIJK_30
        ]
        if juiste:
            yield goed(juiste[0], "De juiste toewijzing volgt in 3.0 vanaf 01-01-2021.", juiste[0].eerste.bericht)
            continue
        melding = onbekend if spoor.einde < UITERLIJK_30 else fout
        yield melding(
            verloop,
            "De juiste toewijzing in 3.0 volgt niet of niet op tijd op de ingetrokken toewijzing.",
            verwacht=f"een 3.0-toewijzing vanaf {datum(max(INGANG_30, verloop.ingangsdatum))}, verzonden van "
            "04-01-2021 tot en met 31-01-2021",
            gevonden="geen",
        )


def _geworden(spoor: Spoor) -> Iterator[tuple[Verloop, Verloop]]:
    """Aspecifieke toewijzingen with omvang and their successor in 2021."""
    keten = ketens(spoor)
    for verloop, waarom in stockredenen(spoor).items():
        if "aspecifiek_met_omvang" not in waarom:
            continue
        for nieuw in keten.opvolgers(verloop):
            if geldig_in_2021(nieuw.eerste.einddatum):
                yield verloop, nieuw


@rule("BS-08")
def mag_specifiek_worden(spoor: Spoor) -> Iterator[Bevinding]:
    """Aspecifiek with omvang may become specifiek with omvang."""
    for oud, nieuw in _geworden(spoor):
        if nieuw.eerste.inhoud.code is not None and nieuw.eerste.inhoud.omvang is not None:
            yield goed(oud, "Geworden: specifiek met omvang.", nieuw.eerste.bericht)


@rule("BS-09")
def mag_aspecifiek_worden(spoor: Spoor) -> Iterator[Bevinding]:
    """Aspecifiek with omvang may become aspecifiek without omvang and budget."""
    for oud, nieuw in _geworden(spoor):
        inhoud = nieuw.eerste.inhoud
        if inhoud.code is None and inhoud.omvang is None and not is_30(inhoud):
            yield goed(oud, "Geworden: aspecifiek zonder omvang en budget.", nieuw.eerste.bericht)


@rule("BS-10")
def mag_budget_worden(spoor: Spoor) -> Iterator[Bevinding]:
    """Aspecifiek with omvang may become aspecifiek with budget, which only 3.0 can express."""
    for oud, nieuw in _geworden(spoor):
        if nieuw.eerste.inhoud.budget is not None:
            yield goed(oud, "Geworden: aspecifiek met budget.", nieuw.eerste.bericht)
