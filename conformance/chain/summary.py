"""A message in one Dutch line, for reports and failures."""

from collections.abc import Callable

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.declaratie import FACTUUR, declaratie_header, prestaties
from migratietoets.istandaard.berichten.declaratieantwoord import granted, refused, rejected_prestaties
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.berichten.retour import retourcodes
from migratietoets.istandaard.berichten.start_stop import regieproducten
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from migratietoets.istandaard.berichten.verzoek import aangevraagde_producten, wijzigingsverzoek
from migratietoets.istandaard.berichten.verzoekantwoord import DENIED, read_answer


def _content(p: ToegewezenProduct) -> str:
    if p.budget is not None:
        return f"budget {p.budget}"
    return f"{p.volume} x {p.eenheid}/{p.frequentie}" if p.volume is not None else "zonder omvang"


def _toewijzing(p: ToegewezenProduct) -> str:
    name = f"{p.toewijzingnummer or 'zonder nummer'}, {'/'.join(filter(None, (p.categorie, p.code))) or 'generiek'}"
    until = f"{p.einddatum:%d-%m-%Y}" if p.einddatum else "open"
    reden = f", reden {p.reden_wijziging}" if p.reden_wijziging else ""
    return f"{name} {p.ingangsdatum:%d-%m-%Y} .. {until} ({_content(p)}{reden})"


def _euro(cent: int) -> str:
    return f"€ {cent // 100}.{cent % 100:02d}" if cent >= 0 else f"-{_euro(-cent)}"


def _start_or_stop(bericht: Bericht) -> str:
    return "; ".join(
        f"{p.toewijzingnummer or 'zonder nummer'} {'stop per' if p.einddatum else 'start per'} "
        f"{p.einddatum or p.begindatum:%d-%m-%Y}"
        for p in regieproducten(bericht)
    )


def _prestatie(p: Prestatie) -> str:
    tarief = "" if p.tarief is None else f" à {_euro(p.tarief)}"
    back = "" if p.previous_referentienummer is None else f"credit op {p.previous_referentienummer}: "
    return (
        f"{back}{p.toewijzingnummer or 'zonder nummer'}, {p.categorie}/{p.code} "
        f"{p.begindatum:%d-%m-%Y} .. {p.einddatum:%d-%m-%Y}, {p.volume} x {p.eenheid}{tarief} = {_euro(p.saldo)}"
    )


def _declaratie(bericht: Bericht) -> str:
    header = declaratie_header(bericht)
    what = "factuur" if header.kind == FACTUUR else "declaratie"
    lines = "; ".join(map(_prestatie, prestaties(bericht)))
    period = f"{header.begindatum:%d-%m-%Y} .. {header.einddatum:%d-%m-%Y}"
    return f"{what} {period}, totaal {_euro(header.totaalbedrag)}: {lines}"


def _declaratie_answer(bericht: Bericht) -> str:
    if codes := refused(bericht):
        return f"geheel afgekeurd ({', '.join(codes)})"
    lines = [f"{one.prestatie.referentienummer} ({', '.join(one.retourcodes)})" for one in rejected_prestaties(bericht)]
    return f"toegekend {_euro(granted(bericht))}" + (f"; afgekeurd: {', '.join(lines)}" if lines else "")


def _request(bericht: Bericht) -> str:
    return "gevraagd: " + "; ".join(
        f"{p.referentie_aanbieder}, {'/'.join(filter(None, (p.categorie, p.code)))} vanaf {p.ingangsdatum:%d-%m-%Y}"
        for p in aangevraagde_producten(bericht)
    )


def _change(bericht: Bericht) -> str:
    verzoek = wijzigingsverzoek(bericht)
    numbers = ", ".join(str(p.toewijzingnummer) for p in verzoek.to_change) or "niets"
    return f"verzoek {verzoek.referentie_aanbieder}: te wijzigen {numbers}; nieuw {len(verzoek.nieuw)}"


def _verzoek_answer(bericht: Bericht) -> str:
    says = read_answer(bericht)
    decision = "afgewezen" if says.answer == DENIED else "in onderzoek"
    return f"verzoek {says.referentie_aanbieder}: {decision}" + (
        f", reden {says.reden_afwijzing}" if says.reden_afwijzing else ""
    )


SUMMARIES: dict[str, Callable[[Bericht], str]] = {
    "301": lambda bericht: "; ".join(map(_toewijzing, toegewezen_producten(bericht))),
    "303": _declaratie,
    "304": _declaratie_answer,
    "305": _start_or_stop,
    "307": _start_or_stop,
    "315": _request,
    "317": _change,
    "319": _verzoek_answer,
    "323": _declaratie,
    "325": _declaratie_answer,
}
"""Message -> how it is told; of an answer to any other message the codes are all."""


def summary(bericht: Bericht) -> str:
    """What a message says: its toewijzingen, starts, stops, claims or requests, or its retourcodes."""
    try:
        tell = SUMMARIES.get(bericht.kind)
        return tell(bericht) if tell else "retourcode " + ", ".join(retourcodes(bericht))
    except (ValueError, KeyError, TypeError):
        return "bericht met onleesbare inhoud"
