"""A message in one Dutch line, for reports and failures."""

from collections.abc import Callable

from istandaard.berichten import Bericht
from istandaard.berichten.antwoord import AFGEWEZEN, lees_antwoord
from istandaard.berichten.declaratie import FACTUUR, declaratiekop, prestaties
from istandaard.berichten.declaratieantwoord import afgekeurde, geweigerd, toegekend
from istandaard.berichten.prestatie import Prestatie
from istandaard.berichten.regie import regieproducten
from istandaard.berichten.retour import retourcodes
from istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from istandaard.berichten.verzoek import aangevraagde_producten, wijzigingsverzoek


def _inhoud(p: ToegewezenProduct) -> str:
    if p.budget is not None:
        return f"budget {p.budget}"
    return f"{p.volume} x {p.eenheid}/{p.frequentie}" if p.volume is not None else "zonder omvang"


def _toewijzing(p: ToegewezenProduct) -> str:
    naam = f"{p.toewijzingnummer or 'zonder nummer'} {'/'.join(filter(None, (p.categorie, p.code))) or 'generiek'}"
    tot = f"{p.einddatum:%d-%m-%Y}" if p.einddatum else "open"
    reden = f", reden {p.reden_wijziging}" if p.reden_wijziging else ""
    return f"{naam} {p.ingangsdatum:%d-%m-%Y} .. {tot} ({_inhoud(p)}{reden})"


def _euro(cent: int) -> str:
    return f"€ {cent // 100}.{cent % 100:02d}" if cent >= 0 else f"-{_euro(-cent)}"


def _regie(bericht: Bericht) -> str:
    return "; ".join(
        f"{p.toewijzingnummer or 'zonder nummer'} {'stop per' if p.einddatum else 'start per'} "
        f"{p.einddatum or p.begindatum:%d-%m-%Y}"
        for p in regieproducten(bericht)
    )


def _prestatie(p: Prestatie) -> str:
    tarief = "" if p.tarief is None else f" à {_euro(p.tarief)}"
    terug = "" if p.vorig_referentienummer is None else f"credit op {p.vorig_referentienummer}: "
    return (
        f"{terug}{p.toewijzingnummer or 'zonder nummer'} {p.categorie}/{p.code} "
        f"{p.begindatum:%d-%m-%Y} .. {p.einddatum:%d-%m-%Y}, {p.volume} x {p.eenheid}{tarief} = {_euro(p.saldo)}"
    )


def _declaratie(bericht: Bericht) -> str:
    kop = declaratiekop(bericht)
    wat = "factuur" if kop.soort == FACTUUR else "declaratie"
    regels = "; ".join(map(_prestatie, prestaties(bericht)))
    return f"{wat} {kop.begindatum:%d-%m-%Y} .. {kop.einddatum:%d-%m-%Y}, totaal {_euro(kop.totaalbedrag)}: {regels}"


def _toekenning(bericht: Bericht) -> str:
    if codes := geweigerd(bericht):
        return f"geheel afgekeurd ({', '.join(codes)})"
    regels = [f"{een.prestatie.referentienummer} ({', '.join(een.retourcodes)})" for een in afgekeurde(bericht)]
    return f"toegekend {_euro(toegekend(bericht))}" + (f"; afgekeurd: {', '.join(regels)}" if regels else "")


def _aanvraag(bericht: Bericht) -> str:
    return "gevraagd: " + "; ".join(
        f"{p.referentie_aanbieder} {'/'.join(filter(None, (p.categorie, p.code)))} vanaf {p.ingangsdatum:%d-%m-%Y}"
        for p in aangevraagde_producten(bericht)
    )


def _wijziging(bericht: Bericht) -> str:
    vraag = wijzigingsverzoek(bericht)
    nummers = ", ".join(str(p.toewijzingnummer) for p in vraag.te_wijzigen) or "niets"
    return f"verzoek {vraag.referentie_aanbieder}: te wijzigen {nummers}; nieuw {len(vraag.nieuw)}"


def _antwoord(bericht: Bericht) -> str:
    zegt = lees_antwoord(bericht)
    besluit = "afgewezen" if zegt.antwoord == AFGEWEZEN else "in onderzoek"
    return f"verzoek {zegt.referentie_aanbieder}: {besluit}" + (
        f", reden {zegt.reden_afwijzing}" if zegt.reden_afwijzing else ""
    )


SAMENVATTINGEN: dict[str, Callable[[Bericht], str]] = {
    "301": lambda bericht: "; ".join(map(_toewijzing, toegewezen_producten(bericht))),
    "303": _declaratie,
    "304": _toekenning,
    "305": _regie,
    "307": _regie,
    "315": _aanvraag,
    "317": _wijziging,
    "319": _antwoord,
    "323": _declaratie,
    "325": _toekenning,
}
"""Message -> how it is told; of an answer to any other message the codes are all."""


def samenvatting(bericht: Bericht) -> str:
    """What a message says: its toewijzingen, starts, stops, claims or requests, or its retourcodes."""
    try:
        vertel = SAMENVATTINGEN.get(bericht.soort)
        return vertel(bericht) if vertel else "retourcode " + ", ".join(retourcodes(bericht))
    except (ValueError, KeyError, TypeError):
        return "bericht met onleesbare inhoud"
