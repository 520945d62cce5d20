"""The starts and stops of a case: 305 and 307."""

from datetime import datetime

from migratietoets.conformance.catalogue.case.messages import RegieLine, RegieMessage
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie


def regie(symbols: Symbols, step: int, at: datetime, message: RegieMessage) -> Bericht:
    """A 305 or a 307."""
    return make_regie(
        message.kind,
        release=message.release,
        client=symbols.clients[message.client],
        producten=[_line(symbols, line) for line in message.producten],
        **symbols.header(step, at, message),
    )


def _line(symbols: Symbols, line: RegieLine) -> Regieproduct:
    product = symbols.producten[line.ref]
    return Regieproduct(
        toewijzingnummer=None if line.without_number else product.toewijzingnummer,
        categorie=product.categorie,
        code=product.code,
        toewijzing_ingangsdatum=product.ingangsdatum,
        begindatum=line.begindatum,
        einddatum=line.einddatum,
        status=line.status,
        reden_beeindiging=None if line.reden is None else line.reden[symbols.domein],
    )
