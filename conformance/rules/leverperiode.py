"""Chapter declareren: in which period a delivery is claimed, and never twice (DC-05 .. DC-12, DC-14, IV076)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from conformance.rules.plaatsing import Geplaatst, plaatsingen
from conformance.rules.regel import Bevinding, datum, fout, goed, onbekend, rule
from conformance.trace import Spoor
from istandaard.releases import EINDE_2020, INGANG_30


def _geplaatst(spoor: Spoor, regel: str, juist: Callable[[Geplaatst], bool], tekst: str) -> Iterator[Bevinding]:
    """Judge the deliveries that `declare` gives a rule for; one that nobody asked to claim yet is left out."""
    for een in plaatsingen(spoor):
        if regel in een.mogelijk.regels:
            yield from _beoordeel(spoor, een, tekst, juist=juist(een))


def _beoordeel(spoor: Spoor, een: Geplaatst, tekst: str, *, juist: bool) -> Iterator[Bevinding]:
    """One delivery; `juist` says of one that was claimed whether that was right."""
    bericht = een.claims[0].bericht if een.claims else None
    if een.periode is None:
        if een.gevraagd is not None and not een.vol:
            melding = fout if een.had_gemoeten(spoor) else onbekend
            yield melding(een.levering, tekst, verwacht=_mag(een), gevonden=een.gevonden)
    elif juist:
        yield goed(een.levering, f"Gedeclareerd met een {een.gevonden}.", bericht)
    else:
        yield fout(een.levering, tekst, verwacht=_mag(een), gevonden=een.gevonden, bericht=bericht)


def _mag(een: Geplaatst) -> str:
    return " of ".join(f"{plek.bericht} over {plek.periode}" for plek in een.mogelijk.plekken) or "niets"


def _in_2021(een: Geplaatst) -> bool:
    return een.periode is not None and een.periode.startswith("2021") and "P" not in een.periode


@rule("DC-05")
def vanaf_2021_per_maand(spoor: Spoor) -> Iterator[Bevinding]:
    """What was delivered from 01-01-2021 on is claimed in a monthly period of 2021."""
    tekst = "Wat vanaf 01-01-2021 geleverd is, staat niet in een maandperiode van 2021."
    for een in plaatsingen(spoor):
        if een.mogelijk.regels & {"DC-05", "DC-08"}:
            yield from _beoordeel(spoor, een, tekst, juist=_in_2021(een))


@rule("DC-06")
def dag_van_levering_bepaalt_de_periode(spoor: Spoor) -> Iterator[Bevinding]:
    """Inspanning is claimed in the period of its day; what is not claimed at all breaks other rules."""
    tekst = "Inspanning staat niet in de periode van de dag van levering."
    for een in plaatsingen(spoor):
        if "DC-06" in een.mogelijk.regels and een.periode is not None:
            yield from _beoordeel(spoor, een, tekst, juist=een.goed_geplaatst)


@rule("DC-07")
def eind_december_in_de_laatste_periode(spoor: Spoor) -> Iterator[Bevinding]:
    """Inspanning of 28..31-12-2020 goes in period 13, or in december, with a 303."""
    return _geplaatst(
        spoor,
        "DC-07",
        lambda een: een.goed_geplaatst and een.staat_in("303-D", "303-F"),
        "Inspanning van 28 tot en met 31-12-2020 staat niet in een 303 over de laatste periode van 2020.",
    )


@rule("DC-08")
def begin_januari_in_januari(spoor: Spoor) -> Iterator[Bevinding]:
    """Inspanning of 1..3-1-2021 goes in january 2021 with a 323."""
    return _geplaatst(
        spoor,
        "DC-08",
        lambda een: een.goed_geplaatst and een.staat_in("323"),
        "Inspanning van 1 tot en met 3-1-2021 staat niet in een 323 over januari 2021.",
    )


@rule("DC-09")
def met_of_zonder_opvolger_hetzelfde(spoor: Spoor) -> Iterator[Bevinding]:
    """Inspanning of one day around the turn of the year: one period, whether the toewijzing runs on or not."""
    per_dag: dict[tuple[date, str], dict[bool, list[Geplaatst]]] = defaultdict(lambda: {True: [], False: []})
    for een in plaatsingen(spoor):
        if een.periode is not None and een.mogelijk.regels & {"DC-07", "DC-08"}:
            wie = een.levering.verloop.sleutel.aanbieder
            per_dag[een.levering.van, wie][_loopt_door(spoor, een)].append(een)
    for (dag, _), soorten in sorted(per_dag.items()):
        for een in soorten[False]:
            for ander in soorten[True]:
                if een.periode == ander.periode:
                    yield goed(een.levering, f"Met en zonder opvolger {datum(dag)} in dezelfde periode.")
                else:
                    yield fout(
                        een.levering,
                        "De periode hangt af van of de toewijzing doorloopt of een opvolger heeft.",
                        verwacht=ander.gevonden,
                        gevonden=een.gevonden,
                        bericht=een.claims[0].bericht if een.claims else None,
                    )


def _loopt_door(spoor: Spoor, een: Geplaatst) -> bool:
    """Its toewijzing holds on both sides of the turn of the year."""
    houder = een.mogelijk.toewijzingen["oude"]
    stand = houder.geldend(spoor.einde)
    return houder.ingangsdatum < INGANG_30 and (stand is None or (stand.einddatum or date.max) > EINDE_2020)


def _op_de_goede_toewijzing(een: Geplaatst) -> bool:
    """A prestatie in that period stands on the toewijzing that goes with it."""
    hoort = een.mogelijk.toewijzing(een.periode or "")
    return hoort is not None and any(
        claim.prestatie.toewijzingnummer in {None, hoort.sleutel.toewijzingnummer} for claim in een.claims
    )


@rule("DC-10")
def week_53_volgt_haar_zondag(spoor: Spoor) -> Iterator[Bevinding]:
    """Output on a toewijzing that runs on: all of week 53 in january 2021 with a 323."""
    return _geplaatst(
        spoor,
        "DC-10",
        lambda een: een.goed_geplaatst and een.staat_in("323") and _op_de_goede_toewijzing(een),
        "De output van week 53 op een doorlopende toewijzing staat niet in een 323 over januari 2021.",
    )


@rule("IV076")
def zondag_bepaalt_de_periode(spoor: Spoor) -> Iterator[Bevinding]:
    """Output is claimed in the period of the sunday of its week; what is in the wrong year breaks DC-05 instead."""
    tekst = "Output staat niet in de periode van de zondag van haar week."
    for een in plaatsingen(spoor):
        elders = "DC-05" in een.mogelijk.regels and not _in_2021(een)
        if een.levering.is_output and not een.levering.is_week_53 and een.periode is not None and not elders:
            yield from _beoordeel(spoor, een, tekst, juist=een.goed_geplaatst)


def _keus(spoor: Spoor) -> Iterator[Geplaatst]:
    """Output of week 53 that may be claimed in either year, or might have been without an agreement."""
    for een in plaatsingen(spoor):
        if "DC-11" in een.mogelijk.regels and een.periode is not None:
            yield een


@rule("DC-11")
def week_53_mag_in_beide(spoor: Spoor) -> Iterator[Bevinding]:
    """With a successor from 01-01-2021: in period 13 on the old or in january on the new toewijzing."""
    for een in _keus(spoor):
        if een.goed_geplaatst:
            yield goed(een.levering, f"Gedeclareerd met een {een.gevonden}.", een.claims[0].bericht)


@rule("DC-12")
def week_53_zoals_afgesproken(spoor: Spoor) -> Iterator[Bevinding]:
    """The message follows what was agreed."""
    tekst = "De output van week 53 staat niet waar dat is afgesproken."
    for een in _keus(spoor):
        if "DC-12" in een.mogelijk.regels:
            yield from _beoordeel(spoor, een, tekst, juist=een.goed_geplaatst)


def _een_keer(een: Geplaatst) -> bool:
    """Where another year was agreed or the toewijzing runs on, DC-12 and DC-10 say where; here once is enough."""
    if een.mogelijk.regels & {"DC-10", "DC-12"}:
        return True
    return een.goed_geplaatst and _op_de_goede_toewijzing(een)


@rule("DC-14")
def week_53_een_keer(spoor: Spoor) -> Iterator[Bevinding]:
    """The output of week 53 is claimed once; without a successor from 01-01-2021 only in period 13."""
    tekst = "De output van week 53 is niet precies één keer op de goede plek gedeclareerd."
    for een in plaatsingen(spoor):
        if not een.levering.is_week_53 or (een.periode is None and "DC-10" in een.mogelijk.regels):
            continue
        if een.dubbel:
            yield fout(
                een.levering,
                tekst,
                verwacht=f"één keer, {_mag(een)}",
                gevonden="ook nog in een andere periode gedeclareerd",
                bericht=een.claims[-1].bericht if een.claims else None,
            )
        else:
            yield from _beoordeel(spoor, een, tekst, juist=_een_keer(een))
