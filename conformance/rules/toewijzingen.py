"""Chapter toewijzingen: unique numbers (TW-01, TW-02), permitted variants (TW-03), rechtmatigheid (TW-06 .. TW-08)."""

from collections.abc import Iterator
from datetime import date

from conformance.rules.dekking import gaten, nog_open, overlappingen, periodes, te_vervangen
from conformance.rules.hoeveelheid import verwachte_hoeveelheid
from conformance.rules.keten import DAG, Ketens, gebreken, ketens, peildag, stockredenen, vraagt_30
from conformance.rules.migratieschema import VARIANTREDENEN, geldig_in_2021, in_scope
from conformance.rules.regel import Bevinding, datum, fout, goed, let_op, onbekend, rule, stand_tekst
from conformance.trace import Spoor, Verloop
from istandaard.model import Nieuw
from istandaard.releases import UITERLIJK_30, UITERLIJK_NUMMER
from istandaard.varianten import FREQUENTIES_MET_EINDDATUM


@rule("TW-01")
def nummer_uniek(spoor: Spoor) -> Iterator[Bevinding]:
    """Every toewijzing that is valid after 30-11-2020 has a number that no other toewijzing ever had."""
    dag = peildag(spoor)
    for verloop in spoor.verlopen.values():
        stand = verloop.geldend(dag)
        if stand is None or not in_scope(stand.einddatum):
            continue
        if spoor.uniek(verloop, op=dag):
            yield goed(verloop, "Het toewijzingnummer is uniek.")
            continue
        melding = onbekend if spoor.einde < UITERLIJK_NUMMER else fout
        yield melding(
            verloop,
            "De toewijzing geldt na 30-11-2020 zonder uniek toewijzingnummer.",
            verwacht="een toewijzingnummer dat in gemeente en domein nooit eerder is uitgegeven",
            gevonden=f"{'een nummer dat vaker is uitgegeven' if verloop.sleutel.toewijzingnummer else 'geen nummer'}; "
            f"{stand_tekst(verloop, dag)}",
        )


@rule("TW-02")
def zonder_nummer_gemigreerd(spoor: Spoor) -> Iterator[Bevinding]:
    """Without a unique number and valid after 30-11-2020: ended and sent anew with one."""
    dag, keten = peildag(spoor), ketens(spoor)
    for verloop, waarom in stockredenen(spoor).items():
        if "no_unique_number" not in waarom:
            continue
        stand = verloop.op(dag)
        weg = stand is not None and (verloop.geannuleerd(dag) or not in_scope(stand.einddatum))
        nieuw = [v for v in keten.opvolgers(verloop) if v.op(dag) is not None]
        if weg and nieuw and all(spoor.uniek(v, op=dag) for v in nieuw):
            yield goed(verloop, "Ingetrokken en opnieuw verzonden met een uniek nummer.", nieuw[0].eerste.bericht)
            continue
        melding = onbekend if spoor.einde < UITERLIJK_NUMMER else fout
        yield melding(
            verloop,
            "De toewijzing zonder uniek toewijzingnummer is niet gemigreerd.",
            verwacht="ingetrokken per 30-11-2020 en opnieuw verzonden met een uniek nummer",
            gevonden=f"{stand_tekst(verloop, dag)}; {len(nieuw)} opvolger(s)",
        )
    for verloop in spoor.verlopen.values():
        if not verloop.bestaand and verloop.eerste.bericht is not None and verloop.eerste.bericht.release == "2.4":
            yield from _nieuw_zonder_nummer(spoor, verloop, dag)


def _nieuw_zonder_nummer(spoor: Spoor, verloop: Verloop, dag: date) -> Iterator[Bevinding]:
    """A newly issued toewijzing without a unique number would have to migrate at once (NT-08)."""
    stand = verloop.geldend(dag)
    if stand is None or not in_scope(stand.einddatum) or spoor.uniek(verloop, op=dag):
        return
    yield fout(
        verloop,
        "Een nieuwe toewijzing zonder uniek toewijzingnummer moet zelf weer migreren.",
        verwacht="een uniek toewijzingnummer",
        gevonden=stand_tekst(verloop, dag),
        bericht=verloop.eerste.bericht,
    )


@rule("TW-03")
def variant_gemigreerd(spoor: Spoor) -> Iterator[Bevinding]:
    """Still valid in 2021 and no permitted variant: migrated."""
    dag, keten = peildag(spoor), ketens(spoor)
    for verloop, waarom in stockredenen(spoor).items():
        if not VARIANTREDENEN & set(waarom):
            continue
        if not gebreken(keten, verloop, dag):
            yield goed(verloop, f"Gemigreerd ({', '.join(waarom)}).")
            continue
        melding = onbekend if spoor.einde < UITERLIJK_30 else fout
        yield melding(
            verloop,
            "De toewijzing past niet in release 3.0 en is niet gemigreerd.",
            verwacht="beëindigd per 31-12-2020 of aangepast tot een toegestane variant",
            gevonden=f"{stand_tekst(verloop, dag)}; {', '.join(gebreken(keten, verloop, dag))}",
        )


@rule("TW-04")
def in_een_keer(spoor: Spoor) -> Iterator[Bevinding]:
    """A number and a variant defect of one toewijzing are repaired in one go."""
    dag, keten = peildag(spoor), ketens(spoor)
    for verloop, waarom in stockredenen(spoor).items():
        if "no_unique_number" not in waarom or not VARIANTREDENEN & set(waarom) or verloop.ingekort(dag) is None:
            continue
        kinderen = keten.kinderen(verloop)
        tussen = [v for v in kinderen if keten.kinderen(v)]
        if not vraagt_30(verloop, keten.opvolgers(verloop)) and any(
            geldig_in_2021(v.eerste.einddatum) for v in kinderen
        ):
            tussen += [v for v in kinderen if not geldig_in_2021(v.eerste.einddatum)]
        if tussen:
            yield fout(
                verloop,
                "Het nummer en de variant zijn na elkaar hersteld in plaats van in één keer.",
                verwacht="één intrekking en één opvolger (met zo nodig een decembertoewijzing)",
                gevonden=f"eerst {tussen[0]}, daarna opnieuw vervangen",
                bericht=tussen[0].eerste.bericht,
            )
        else:
            yield goed(verloop, "Alle gebreken zijn in één keer hersteld.")


def _rechtmatigheid(spoor: Spoor, keten: Ketens, verloop: Verloop) -> Iterator[Bevinding]:
    dag = peildag(spoor)
    opvolgers = [v for v in keten.opvolgers(verloop) if v.op(dag) is not None]
    dekking = periodes([verloop, *opvolgers], dag)
    oud_eind = verloop.eerste.einddatum
    los = gaten(dekking, verloop.ingangsdatum, oud_eind or date.max)
    dubbel = overlappingen(dekking)
    if dubbel:
        yield fout(
            verloop,
            "Er is dubbele dekking: twee toewijzingen gelden op dezelfde dag.",
            verwacht="aansluitende toewijzingen",
            gevonden=f"dubbel van {datum(dubbel[0][0])} tot en met {datum(dubbel[0][1])}",
        )
    elif not los:
        yield goed(verloop, "Geen dag zonder dekking en geen dubbele dekking.")
    elif oud_eind is None and los[0][1] == date.max and len(los) == 1 and opvolgers and los[0][0] > dag:
        laatste = opvolgers[-1].op(dag)
        verplicht = laatste is not None and (
            laatste.inhoud.budget is not None
            or (laatste.inhoud.omvang is not None and laatste.inhoud.omvang.frequentie in FREQUENTIES_MET_EINDDATUM)
        )
        if verplicht and laatste is not None and geldig_in_2021(laatste.einddatum):
            yield goed(verloop, "De dekking loopt door; een einddatum is bij deze variant verplicht.")
        else:
            yield let_op(
                verloop,
                "De opvolger heeft een einddatum die de oude toewijzing niet had.",
                verwacht="dekking zonder einddatum",
                gevonden=f"tot {datum(los[0][0] - DAG)}",
            )
    elif nog_open(spoor, los[0][0]):
        yield onbekend(
            verloop,
            "Of de dekking doorloopt, blijkt pas op 31-01-2021.",
            verwacht="dekking vanaf 01-01-2021",
            gevonden=f"opgenomen tot en met {datum(spoor.einde)}",
        )
    else:
        eind = "" if los[0][1] == date.max else f" tot en met {datum(los[0][1])}"
        yield fout(
            verloop,
            "De cliënt heeft dagen zonder toewijzing.",
            verwacht=f"dekking vanaf {datum(verloop.ingangsdatum)}, einddatum {datum(oud_eind)}",
            gevonden=f"geen dekking vanaf {datum(los[0][0])}{eind}",
        )


def _hoeveelheid(verloop: Verloop, opvolgers: list[Verloop], dag: date) -> Iterator[Bevinding]:
    herbeoordeeld = verloop.feiten is not None and verloop.feiten.nieuw not in {None, Nieuw()}
    for nieuw in opvolgers:
        stand = nieuw.geldend(dag)
        if stand is None or (herbeoordeeld and geldig_in_2021(stand.einddatum)):
            continue
        verwachting = verwachte_hoeveelheid(verloop, nieuw, dag)
        if verwachting is None or stand.inhoud.omvang is None or stand.inhoud.omvang.volume is None:
            continue
        volume = stand.inhoud.omvang.volume
        uitkomst = verwachting.oordeel(volume)
        if uitkomst == "pass":
            yield goed(nieuw, f"Dezelfde hoeveelheid zorg (volume {volume}).", nieuw.eerste.bericht)
            continue
        melding = fout if uitkomst == "fail" else let_op
        yield melding(
            nieuw,
            f"De opvolger geeft {'minder' if uitkomst == 'fail' else 'meer'} zorg dan de oude toewijzing.",
            verwacht=f"volume {float(verwachting.volume):g} (eenheid {stand.inhoud.omvang.eenheid}, "
            f"frequentie {stand.inhoud.omvang.frequentie})",
            gevonden=f"volume {volume}",
            bericht=nieuw.eerste.bericht,
        )


@rule("TW-06")
def rechtmatigheid_behouden(spoor: Spoor) -> Iterator[Bevinding]:
    """The same care in the same quantity: no day without cover, no double cover, not less."""
    dag, keten = peildag(spoor), ketens(spoor)
    vervangen = [v for v in te_vervangen(spoor) if keten.wortel(v) is v]
    for verloop in vervangen:
        yield from _rechtmatigheid(spoor, keten, verloop)
        yield from _hoeveelheid(verloop, keten.opvolgers(verloop), dag)


@rule("TW-07")
def herbeoordeling_mag(spoor: Spoor) -> Iterator[Bevinding]:
    """The gemeente may reassess and issue another product or omvang; this is accepted."""
    keten = ketens(spoor)
    for verloop in spoor.verlopen.values():
        if verloop.feiten is not None and verloop.feiten.nieuw not in {None, Nieuw()} and keten.kinderen(verloop):
            yield goed(verloop, "De gemeente heeft de situatie opnieuw bekeken; de omvang mag afwijken.")


@rule("TW-08")
def instemming_bij_terugwerkende_kracht(spoor: Spoor) -> Iterator[Bevinding]:
    """A toewijzing shortened to before its sending day needs the consent of the aanbieder."""
    for verloop in spoor.verlopen.values():
        vorige = verloop.eerste.einddatum
        for stand in verloop.standen:
            korter = stand.einddatum is not None and (vorige is None or stand.einddatum < vorige)
            if not korter or stand.bericht is None or stand.einddatum is None:
                continue
            vorige = stand.einddatum
            if stand.einddatum >= stand.bericht.dag:
                continue
            yield _instemming(verloop, stand.einddatum, verloop.feiten.instemming if verloop.feiten else None)


def _instemming(verloop: Verloop, einddatum: date, instemming: object) -> Bevinding:
    terug = f"ingekort tot {datum(einddatum)}, met terugwerkende kracht"
    if instemming is True:
        return goed(verloop, "De aanbieder stemde in met de terugwerkende kracht.")
    if instemming is False:
        return fout(
            verloop,
            "Met terugwerkende kracht ingekort zonder instemming van de aanbieder.",
            verwacht="instemming van de aanbieder",
            gevonden=f"{terug}; de aanbieder stemde niet in",
        )
    return let_op(
        verloop,
        "Met terugwerkende kracht ingekort; of de aanbieder instemde is onbekend.",
        verwacht="instemming van de aanbieder",
        gevonden=terug,
    )


@rule("TW-10")
def plan_te_delen(spoor: Spoor) -> Iterator[Bevinding]:
    """The gemeente can share a migration plan with the aanbieders: the system yields one on request."""
    for opdracht in spoor.opdrachten:
        if opdracht.commando != "plan" or opdracht.aan != spoor.rol:
            continue
        regels = len(opdracht.resultaat.get("plan") or ())
        if regels:
            yield goed("plan", f"Het migratieplan telt {regels} regel(s).")
        else:
            yield fout(
                "plan",
                "Het systeem levert geen migratieplan.",
                verwacht="een plan om met de aanbieders te delen",
                gevonden="een leeg antwoord",
                dag=opdracht.op.date(),
            )
