"""The toewijzingen of a case: 301."""

from dataclasses import replace
from datetime import date, datetime

from migratietoets.conformance.catalogue.case.content import KEEP, Keep
from migratietoets.conformance.catalogue.case.messages import ToewijzingLine, ToewijzingMessage
from migratietoets.conformance.catalogue.numbers import toewijzingnummer
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, make_301
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct


def toewijzing(symbols: Symbols, step: int, at: datetime, message: ToewijzingMessage) -> Bericht:
    """A 301; what it grants is known from then on."""
    return make_301(
        release=message.release,
        client=symbols.clients[message.client],
        producten=[_line(symbols, line, at, message) for line in message.lines],
        **symbols.header(step, at, message),
    )


def _line(symbols: Symbols, line: ToewijzingLine, at: datetime, message: ToewijzingMessage) -> ToegewezenProduct:
    old = symbols.producten.get(line.ref)
    if old is not None and line == ToewijzingLine(ref=line.ref):
        return old
    asked = None if line.as_asked is None else symbols.asked_product(line.as_asked)
    start = old or _empty(_known(line.ingangsdatum) if asked is None else asked.ingangsdatum, at)
    changed = _changed(symbols, start if asked is None else _granted(start, asked), line)
    product = replace(
        changed,
        reden_wijziging=line.reden,
        referentie_aanbieder=None if line.referentie is None else symbols.referentie(line.referentie),
        toewijzingsdatum=at.date(),
        toewijzingstijd=at.time(),
    )
    symbols.producten[line.ref] = product
    symbols.owners.setdefault(line.ref, (message.client, message.aanbieder))
    return product


def _granted(start: ToegewezenProduct, asked: AangevraagdProduct) -> ToegewezenProduct:
    """What was asked, as a toewijzing."""
    return replace(
        start,
        categorie=asked.categorie,
        code=asked.code,
        einddatum=asked.einddatum,
        volume=asked.volume,
        eenheid=asked.eenheid,
        frequentie=asked.frequentie,
    )


def _known(ingangsdatum: date | Keep) -> date:
    """The first day of a new toewijzing, which the schema cannot ask of it."""
    if isinstance(ingangsdatum, Keep):
        raise TypeError("een nieuwe toewijzing heeft een ingangsdatum")
    return ingangsdatum


def _empty(ingangsdatum: date, at: datetime) -> ToegewezenProduct:
    return ToegewezenProduct(
        categorie=None,
        code=None,
        toewijzingnummer=None,
        ingangsdatum=ingangsdatum,
        einddatum=None,
        toewijzingsdatum=at.date(),
        toewijzingstijd=at.time(),
    )


def _changed(symbols: Symbols, old: ToegewezenProduct, line: ToewijzingLine) -> ToegewezenProduct:
    """A toewijzing with what a line says differently."""
    categorie, code = old.categorie, old.code
    if line.product is not KEEP:
        categorie, code = symbols.product(line.product, specifiek=line.specifiek)
        symbols.product_names[line.ref] = line.product
    number = line.number
    return replace(
        old,
        toewijzingnummer=old.toewijzingnummer if number is KEEP else toewijzingnummer(symbols.case, number),
        categorie=categorie,
        code=code,
        volume=old.volume if line.volume is KEEP else line.volume,
        eenheid=old.eenheid if line.eenheid is KEEP else line.eenheid,
        frequentie=old.frequentie if line.frequentie is KEEP else line.frequentie,
        budget=old.budget if line.budget is KEEP else line.budget,
        ingangsdatum=old.ingangsdatum if line.ingangsdatum is KEEP else line.ingangsdatum,
        einddatum=old.einddatum if line.einddatum is KEEP else line.einddatum,
    )
