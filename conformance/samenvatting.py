"""A message in one Dutch line, for reports and failures."""

from istandaard.berichten import Bericht
from istandaard.berichten.regie import regieproducten
from istandaard.berichten.retour import retourcodes
from istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten


def _inhoud(p: ToegewezenProduct) -> str:
    if p.budget is not None:
        return f"budget {p.budget}"
    return f"{p.volume} x {p.eenheid}/{p.frequentie}" if p.volume is not None else "zonder omvang"


def _toewijzing(p: ToegewezenProduct) -> str:
    naam = f"{p.toewijzingnummer or 'zonder nummer'} {'/'.join(filter(None, (p.categorie, p.code))) or 'generiek'}"
    tot = f"{p.einddatum:%d-%m-%Y}" if p.einddatum else "open"
    reden = f", reden {p.reden_wijziging}" if p.reden_wijziging else ""
    return f"{naam} {p.ingangsdatum:%d-%m-%Y} .. {tot} ({_inhoud(p)}{reden})"


def samenvatting(bericht: Bericht) -> str:
    """What a message says: its toewijzingen, its starts or stops, or its retourcodes."""
    try:
        if bericht.soort == "301":
            return "; ".join(map(_toewijzing, toegewezen_producten(bericht)))
        if bericht.soort in {"305", "307"}:
            return "; ".join(
                f"{p.toewijzingnummer or 'zonder nummer'} {'stop per' if p.einddatum else 'start per'} "
                f"{p.einddatum or p.begindatum:%d-%m-%Y}"
                for p in regieproducten(bericht)
            )
        return "retourcode " + ", ".join(retourcodes(bericht))
    except (ValueError, KeyError, TypeError):
        return "bericht met onleesbare inhoud"
