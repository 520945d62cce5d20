"""Whether a claim as a whole is so wrong that it is refused (0001)."""

from migratietoets.conformance.trace.message import SentMessage
from migratietoets.istandaard.codelijsten.codes import EURO
from migratietoets.istandaard.kalender import month
from migratietoets.istandaard.releases import END_OF_2020, START_30


def technically_wrong(bericht: SentMessage) -> bool:
    """The schema, the periods, the total, a debit with its credit, a credit twice, or an amount in euro's (0001)."""
    if bericht.declaratie is None:
        return True
    header, lines = bericht.declaratie.header, bericht.declaratie.prestaties
    period = (header.begindatum, header.einddatum)
    periods = [period, *((p.begindatum, p.einddatum) for p in lines)]
    if bericht.kind == "303":
        outside = any(end > END_OF_2020 for _, end in periods)
    else:
        outside = any(begin < START_30 for begin, _ in periods) or period != month(header.begindatum)
    previous = [p.previous_referentienummer for p in lines if p.previous_referentienummer is not None]
    double = len(previous) != len(set(previous)) or bool({p.referentienummer for p in lines} & set(previous))
    euros = any(p.eenheid == EURO and (p.bedrag != p.volume or p.tarief is not None) for p in lines)
    no_tarief = bericht.kind == "323" and any(p.eenheid != EURO and p.tarief is None for p in lines)
    wrong_total = header.totaalbedrag != sum(p.saldo for p in lines)
    return bool(bericht.errors) or outside or double or euros or no_tarief or wrong_total
