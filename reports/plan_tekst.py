"""A migration plan as a letter in Markdown, which a gemeente can send to its aanbieder as it is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from istandaard.releases import (
    EERSTE_DAG_30,
    INGANG_30,
    STILTE_TOT,
    STILTE_VAN,
    UITERLIJK_30,
    UITERLIJK_NUMMER,
    UITERLIJK_VARIANT,
)
from reports.assess import ROUTES, Verwijzing, zeg
from reports.planmodel import Plan, Stap
from reports.woorden import DOMEINEN, aantal, opsomming, regel, vlak

WAT: dict[date, str] = {
    UITERLIJK_NUMMER: "Toewijzingen zonder uniek nummer. Alles gaat nog in release 2.4, ook de stopmelding.",
    UITERLIJK_VARIANT: "Toewijzingen die in 2021 niet meer mogen, met een opvolger die in release 2.4 past.",
    UITERLIJK_30: f"Opvolgers die alleen in release 3.0 passen. Ze gaan niet eerder uit dan {EERSTE_DAG_30:%d-%m-%Y}.",
}
"""What falls due on each of the three deadlines."""


def als_markdown(plan: Plan) -> str:
    """The whole letter."""
    return "\n".join(_regels(plan)) + "\n"


def _regels(plan: Plan) -> Iterator[str]:
    standaarden = opsomming([{"wmo": "iWmo", "jw": "iJw"}[domein] for domein in plan.domeinen])
    yield f"# Migratieplan voor aanbieder {vlak(regel(plan.aanbieder))}"
    yield ""
    wetten = opsomming([DOMEINEN[domein] for domein in plan.domeinen])
    yield f"Van gemeente {vlak(regel(plan.gemeente))}, voor {wetten}."
    yield from _inleiding(plan, standaarden)
    for moment in plan.momenten:
        yield f"\n## Uiterlijk {moment:%d-%m-%Y}\n"
        if moment in WAT:
            yield f"{WAT[moment]}\n"
        yield from _tabel(plan.op(moment))
    if plan.keuzes:
        yield "\n## Hierover beslissen wij nog\n"
        yield "Voor deze toewijzingen zijn meer opvolgers mogelijk. U hoort van ons welke het wordt.\n"
        yield from _rij(("Toewijzing", "Product", "Loopt vanaf", "Mogelijke opvolgers", "Wij beslissen op tijd voor"))
        yield from _rij(("---",) * 5)
        for keuze in plan.keuzes:
            routes = "; ".join(ROUTES.get(route, regel(route)) for route in keuze.routes)
            yield from _rij((*_wie(keuze.verwijzing), routes, f"{keuze.uiterlijk:%d-%m-%Y}"))
    if plan.opmerkingen:
        yield "\n## Opmerkingen\n"
        for opmerking in plan.opmerkingen:
            yield f"- {vlak(opmerking.verwijzing.volledig)}: {vlak(opmerking.tekst)}"


def _inleiding(plan: Plan, standaarden: str) -> Iterator[str]:
    yield f"\nOp {INGANG_30:%d-%m-%Y} gaat release 3.0 van {standaarden} in."
    if not plan.over:
        bekeken = _toewijzingen(plan.bekeken)
        yield f"Wij hebben {bekeken} bekeken die u van ons heeft. Er hoeft niets te veranderen."
        return
    yield f"""Sommige toewijzingen die u van ons heeft, passen daar niet in of hebben geen uniek nummer. Die zetten wij
om. Een opvolger sluit aan op de oude toewijzing, zodat er geen dag zonder toewijzing is. In dit plan leest u wat er
verandert, met welk bericht, en uiterlijk wanneer.

- Wij bekeken {_toewijzingen(plan.bekeken)}: {_overgang(plan)}.
- Van {STILTE_VAN:%d-%m-%Y} tot en met {STILTE_TOT:%d-%m-%Y} gaan er geen berichten heen of weer.
- Wij noemen een toewijzing bij haar nummer, of anders bij product en ingangsdatum. Een BSN staat niet in dit plan."""
    yield from _vragen(plan)


def _overgang(plan: Plan) -> str:
    blijft = plan.bekeken - plan.over
    rest = [aantal(blijft, "blijft zoals die is", "blijven zoals ze zijn")] if blijft else []
    return opsomming([aantal(plan.over, "gaat over", "gaan over"), *rest])


def _vragen(plan: Plan) -> Iterator[str]:
    """What the plan asks of the aanbieder: a stop (MT-02), consent to what goes back in time (TW-08), or nothing."""
    meldingen = [stap for stap in plan.stappen if stap.actie["by"] == "aanbieder"]
    if meldingen:
        dagen = opsomming([f"{dag:%d-%m-%Y}" for dag in sorted({stap.uiterlijk for stap in meldingen})])
        yield f"- Wij vragen u om stop zorg (307) te melden voor {_toewijzingen(len(meldingen))}, op {dagen} zelf."
    terug = sum(1 for stap in plan.stappen if _terugwerkend(stap))
    if terug:
        yield f"- Wij trekken {_toewijzingen(terug)} in met terugwerkende kracht. Laat ons weten of u daarmee instemt."
    if not meldingen:
        yield "- U hoeft zelf niets te melden; stuur op onze berichten zoals altijd een retourbericht."


def _terugwerkend(stap: Stap) -> bool:
    einde = stap.actie.get("einddatum")
    return bool(stap.actie["action"] == "intrekken" and einde and stap.vroegst and einde < stap.vroegst.isoformat())


def _tabel(stappen: Sequence[Stap]) -> Iterator[str]:
    yield from _rij(("Toewijzing", "Product", "Loopt vanaf", "Waarom", "Wat er gebeurt", "Door", "Bericht", "Wanneer"))
    yield from _rij(("---",) * 8)
    for stap in stappen:
        actie = stap.actie
        bericht = f"{actie['message']} ({actie['release']})" if actie.get("message") else "buiten de berichten"
        yield from _rij(
            (
                *_wie(stap.verwijzing),
                ", ".join(stap.redenen),
                zeg(actie, stap.toewijzing),
                actie["by"],
                bericht,
                _wanneer(stap),
            )
        )


def _wie(verwijzing: Verwijzing) -> tuple[str, str, str]:
    return verwijzing.naam, verwijzing.product, f"{verwijzing.ingangsdatum:%d-%m-%Y}"


def _wanneer(stap: Stap) -> str:
    if stap.vroegst == stap.uiterlijk:
        return f"op {stap.uiterlijk:%d-%m-%Y}"
    van = f"van {stap.vroegst:%d-%m-%Y} " if stap.vroegst else ""
    return f"{van}t/m {stap.uiterlijk:%d-%m-%Y}"


def _rij(cellen: Iterable[str]) -> Iterator[str]:
    yield f"| {' | '.join(vlak(regel(cel)) for cel in cellen)} |"


def _toewijzingen(getal: int) -> str:
    return aantal(getal, "toewijzing", "toewijzingen")
