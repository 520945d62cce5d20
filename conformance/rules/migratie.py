"""Chapter migratie: the deadlines of the migratietabel (MT-01 .. MT-06) and the state in the end (MS-01 .. MS-04)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from conformance.rules.keten import Ketens, gebreken, ketens, peildag, stockredenen, vraagt_30
from conformance.rules.migratieschema import VARIANTREDENEN, geldig_in_2021, in_scope
from conformance.rules.overzicht import geweigerd
from conformance.rules.regel import Bevinding, datum, fout, goed, let_op, onbekend, rule, stand_tekst
from conformance.rules.regie import over, starts, stops
from conformance.trace import Spoor, Verloop, Verzonden
from istandaard.berichten.regie import Regieproduct
from istandaard.releases import EERSTE_DAG_30, EINDE_2020, UITERLIJK_30, UITERLIJK_NUMMER, UITERLIJK_VARIANT, Release


@rule("MS-01")
def alles_voldoet(spoor: Spoor) -> Iterator[Bevinding]:
    """In the end every toewijzing valid on or after 01-01-2021 is a permitted variant."""
    dag, keten = peildag(spoor), ketens(spoor)
    for verloop in spoor.verlopen.values():
        stand = verloop.geldend(dag)
        if stand is None or not geldig_in_2021(stand.einddatum):
            continue
        gevonden = gebreken(keten, verloop, dag)
        if not gevonden:
            yield goed(verloop, "De toewijzing voldoet aan release 3.0.", stand.bericht)
            continue
        melding = onbekend if spoor.einde < UITERLIJK_30 else fout
        yield melding(
            verloop,
            "De toewijzing geldt in 2021 en voldoet niet aan release 3.0.",
            verwacht="op 31-01-2021 een toegestane variant",
            gevonden=f"{', '.join(gevonden)}; {stand_tekst(verloop, dag)}",
        )


@rule("MS-02")
def alles_beoordeeld(spoor: Spoor) -> Iterator[Bevinding]:
    """The assessment covers every actual toewijzing and invents none."""
    for opdracht in spoor.opdrachten:
        if opdracht.commando != "beoordeel" or opdracht.aan != spoor.rol:
            continue
        if not spoor.kan.get("assess", True):
            return
        genoemd = Counter(str(regel.get("id")) for regel in opdracht.resultaat.get("assessments", ()))
        records = {v.feiten.id: v.feiten for v in spoor.verlopen.values() if v.feiten is not None}
        nodig = [i for i, r in records.items() if in_scope(r.einddatum) and not r.geannuleerd]
        vergeten = [i for i in nodig if not genoemd[i]]
        verzonnen = [i for i in genoemd if i not in spoor.ids]
        if vergeten or verzonnen:
            yield fout(
                "beoordeling",
                "De beoordeling dekt niet precies de actuele toewijzingen.",
                verwacht=f"{len(nodig)} toewijzing(en), elk genoemd",
                gevonden=f"vergeten: {', '.join(vergeten) or 'geen'}; onbekend: {', '.join(verzonnen) or 'geen'}",
                dag=opdracht.op.date(),
            )
        else:
            yield goed("beoordeling", f"Alle {len(nodig)} actuele toewijzingen zijn beoordeeld.")


@rule("MS-04")
def als_een_geheel(spoor: Spoor) -> Iterator[Bevinding]:
    """All changes of one client go to the aanbieder in one 301 per release and day."""
    per_dag: dict[tuple[str, str, str, date], list[Verzonden]] = {}
    for bericht in spoor.van_systeem("301"):
        if bericht.regels:
            sleutel = bericht.regels[0].sleutel
            per_dag.setdefault((sleutel.bsn, sleutel.aanbieder, bericht.release, bericht.dag), []).append(bericht)
    for (_, aanbieder, release, dag), berichten in per_dag.items():
        onderwerp = f"301 ({release}) aan {aanbieder} op {datum(dag)}"
        if len(berichten) == 1:
            yield goed(onderwerp, "Alle wijzigingen van de cliënt gaan in één bericht.", berichten[0])
        else:
            yield fout(
                onderwerp,
                "De wijzigingen van één cliënt zijn over meer berichten verdeeld.",
                verwacht="één 301 per cliënt, aanbieder, release en dag",
                gevonden=f"{len(berichten)} berichten",
                bericht=berichten[-1],
            )


def _eerste_opvolger(keten: Ketens, verloop: Verloop) -> Verzonden | None:
    kinderen = keten.kinderen(verloop)
    return kinderen[0].eerste.bericht if kinderen else None


@rule("MT-01")
def zonder_nummer_op_tijd(spoor: Spoor) -> Iterator[Bevinding]:
    """Without a unique number: withdrawn and sent anew by 30-11-2020."""
    keten = ketens(spoor)
    for verloop, waarom in stockredenen(spoor).items():
        if "no_unique_number" not in waarom:
            continue
        stand = verloop.ingekort(spoor.einde)
        nieuw = _eerste_opvolger(keten, verloop)
        buiten = stand is not None and (verloop.geannuleerd(spoor.einde) or not in_scope(stand.einddatum))
        if nieuw is not None and nieuw.release == Release.R30 and verloop.ingangsdatum > EINDE_2020 and stand:
            nieuw = stand.bericht
        laatst = max((b.dag for b in (stand.bericht if stand else None, nieuw) if b is not None), default=None)
        if buiten and nieuw is not None and laatst is not None and laatst <= UITERLIJK_NUMMER:
            yield goed(verloop, "Op tijd ingetrokken en opnieuw verzonden.", nieuw)
            continue
        melding = onbekend if spoor.einde < UITERLIJK_NUMMER else fout
        yield melding(
            verloop,
            "De toewijzing zonder uniek nummer is niet uiterlijk 30-11-2020 gemigreerd.",
            verwacht="intrekking en opvolger, verzonden uiterlijk 30-11-2020",
            gevonden=f"laatste bericht op {datum(laatst)}; {stand_tekst(verloop, spoor.einde)}",
        )


def _gestart(spoor: Spoor, verloop: Verloop) -> bool:
    if verloop.feiten is not None and verloop.feiten.gestart and verloop.ingangsdatum <= UITERLIJK_NUMMER:
        return True
    return any(True for _ in starts(spoor, verloop))


@rule("MT-02")
def proces_afgerond(spoor: Spoor) -> Iterator[Bevinding]:
    """Without a unique number and started: the whole process is finished by 30-11-2020, the stop zorg included."""
    for verloop, waarom in stockredenen(spoor).items():
        if "no_unique_number" not in waarom or not _gestart(spoor, verloop):
            continue
        stand = verloop.ingekort(spoor.einde)
        ingetrokken = stand.bericht.dag if stand is not None and stand.bericht is not None else None
        if ingetrokken is not None and verloop.geannuleerd(spoor.einde):
            continue
        if spoor.rol == "gemeente":
            yield _gemeente_op_tijd(spoor, verloop, ingetrokken)
        elif ingetrokken is not None and ingetrokken <= UITERLIJK_NUMMER:
            yield _stop_op_tijd(spoor, verloop, ingetrokken)


def _gemeente_op_tijd(spoor: Spoor, verloop: Verloop, ingetrokken: date | None) -> Bevinding:
    if ingetrokken is not None and ingetrokken < UITERLIJK_NUMMER:
        return goed(verloop, "Op tijd ingetrokken; de aanbieder kan de zorg nog stoppen.")
    if ingetrokken == UITERLIJK_NUMMER:
        return let_op(
            verloop,
            "Pas op de laatste dag ingetrokken: de aanbieder moet dezelfde dag nog stoppen.",
            verwacht="een intrekking vóór 30-11-2020",
            gevonden=datum(ingetrokken),
        )
    melding = onbekend if spoor.einde < UITERLIJK_NUMMER else fout
    return melding(
        verloop,
        "Het proces kan niet meer uiterlijk 30-11-2020 worden afgerond.",
        verwacht="een intrekking uiterlijk 30-11-2020",
        gevonden=f"ingetrokken op {datum(ingetrokken)}" if ingetrokken else "niet ingetrokken",
    )


def _stop_op_tijd(spoor: Spoor, verloop: Verloop, ingetrokken: date) -> Bevinding:
    stop = next((m.bericht for m in stops(spoor, verloop)), None)
    if stop is not None and stop.dag <= UITERLIJK_NUMMER:
        return goed(verloop, "De stop zorg is op tijd verzonden.", stop)
    if ingetrokken == UITERLIJK_NUMMER:
        return goed(verloop, "De intrekking kwam pas op 30-11-2020; een late stop wordt niet aangerekend.", stop)
    melding = onbekend if spoor.einde < UITERLIJK_NUMMER else fout
    return melding(
        verloop,
        "De stop zorg (307) is niet uiterlijk 30-11-2020 verzonden.",
        verwacht="307 in 2.4, uiterlijk 30-11-2020",
        gevonden=f"307 op {datum(stop.dag)}" if stop else "geen 307",
    )


@rule("MT-03")
def geen_stop_zonder_nummer(spoor: Spoor) -> Iterator[Bevinding]:
    """In 3.0 no stop zorg goes on a toewijzing without a unique number; one received is rejected."""
    for bericht in spoor.berichten:
        if bericht.soort != "307" or bericht.release != Release.R30 or bericht.bericht is None:
            continue
        for product in bericht.regie:
            houders = list(spoor.houders.get(product.toewijzingnummer or "", ()))
            eigen = next((v for v in houders if over(v, product)), None)
            uniek = product.toewijzingnummer is not None and eigen is not None and spoor.uniek(eigen)
            if spoor.rol == "aanbieder" and bericht.van == "aanbieder" and bericht.herkomst == "party":
                yield _eigen_stop(bericht, product, uniek=uniek)
            elif spoor.rol == "gemeente" and bericht.naar == "gemeente" and not uniek:
                yield _ontvangen_stop(spoor, bericht)


def _eigen_stop(bericht: Verzonden, product: Regieproduct, *, uniek: bool) -> Bevinding:
    if uniek:
        return goed(bericht, "De stop zorg noemt een uniek toewijzingnummer.", bericht)
    return fout(
        bericht,
        "Een stop zorg in 3.0 op een toewijzing zonder uniek nummer.",
        verwacht="geen 307 in 3.0 zonder uniek toewijzingnummer",
        gevonden="geen nummer" if product.toewijzingnummer is None else "een nummer dat niet uniek of onbekend is",
        bericht=bericht,
    )


def _ontvangen_stop(spoor: Spoor, bericht: Verzonden) -> Bevinding:
    return geweigerd(
        spoor,
        bericht,
        zonder_antwoord=(
            "Op een stop zorg zonder uniek nummer hoort een afkeurend retourbericht te komen.",
            "308 met een retourcode die afkeurt",
            "geen retourbericht",
        ),
        goedgekeurd=(
            "Een stop zorg in 3.0 zonder uniek nummer is goedgekeurd.",
            "308 met een retourcode die afkeurt, bijvoorbeeld 9019",
        ),
    )


def _afgehandeld(keten: Ketens, verloop: Verloop, dag: date) -> tuple[bool, date | None]:
    """Whether by a day the defect is gone and a sound successor or change was sent; and the last day of sending."""
    nieuwe = [v for v in keten.opvolgers(verloop) if geldig_in_2021(v.eerste.einddatum)]
    berichten = [s.bericht for v in (verloop, *nieuwe) for s in v.standen if s.bericht is not None]
    eigen = verloop.geldend(dag)
    aangepast = eigen is not None and eigen.bericht is not None and geldig_in_2021(eigen.einddatum)
    weg = not gebreken(keten, verloop, dag)
    opgevolgd = any(v.op(dag) is not None and not gebreken(keten, v, dag) for v in nieuwe)
    return weg and (aangepast or opgevolgd), max((b.dag for b in berichten), default=None)


def _op_tijd(spoor: Spoor, *, in_30: bool, uiterlijk: date, verwacht: str) -> Iterator[Bevinding]:
    keten = ketens(spoor)
    for verloop, waarom in stockredenen(spoor).items():
        if not VARIANTREDENEN & set(waarom):
            continue
        vraagt = vraagt_30(verloop, keten.opvolgers(verloop))
        if (vraagt is None or vraagt) is not in_30:
            continue
        klaar, laatst = _afgehandeld(keten, verloop, uiterlijk)
        if klaar:
            yield goed(verloop, f"Gemigreerd, uiterlijk {datum(uiterlijk)}.")
            continue
        melding = onbekend if spoor.einde < uiterlijk else fout
        yield melding(
            verloop,
            f"De toewijzing is niet uiterlijk {datum(uiterlijk)} gemigreerd.",
            verwacht=verwacht,
            gevonden=f"laatste bericht op {datum(laatst)}; {stand_tekst(verloop, uiterlijk)}",
        )


@rule("MT-04")
def variant_op_tijd(spoor: Spoor) -> Iterator[Bevinding]:
    """What 2.4 can express is migrated by 30-12-2020."""
    return _op_tijd(
        spoor,
        in_30=False,
        uiterlijk=UITERLIJK_VARIANT,
        verwacht="intrekking en opvolger in 2.4, verzonden uiterlijk 30-12-2020",
    )


@rule("MT-05")
def budget_en_stuks_op_tijd(spoor: Spoor) -> Iterator[Bevinding]:
    """A successor with a budget or stuks (inspanning) is sent from 04-01-2021 and by 31-01-2021."""
    return _op_tijd(
        spoor,
        in_30=True,
        uiterlijk=UITERLIJK_30,
        verwacht="opvolger in 3.0, verzonden van 04-01-2021 tot en met 31-01-2021",
    )


@rule("MT-06")
def niet_voor_4_januari(spoor: Spoor) -> Iterator[Bevinding]:
    """A 3.0 toewijzing cannot be created before 04-01-2021."""
    for bericht in spoor.van_systeem("301", release=Release.R30):
        if bericht.dag >= EERSTE_DAG_30:
            yield goed(bericht, "De 3.0-toewijzing is vanaf 04-01-2021 verzonden.", bericht)
        else:
            yield fout(
                bericht,
                "Een 3.0-toewijzing is vóór 04-01-2021 verzonden.",
                verwacht="vanaf 04-01-2021",
                gevonden=datum(bericht.dag),
                bericht=bericht,
            )
