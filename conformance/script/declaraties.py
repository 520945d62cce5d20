"""The claims of a case and the answers to them: 303, 304, 323 and 325."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from migratietoets.conformance.catalogue.case.content import KEEP
from migratietoets.conformance.catalogue.case.messages import (
    Credit,
    Debit,
    DeclaratieAnswer,
    DeclaratieMessage,
    Message,
)
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.bedrag import CREDIT, DEBET, make_total
from migratietoets.istandaard.berichten.declaratie import FACTUUR, make_303, make_323
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.codelijsten.codes import EURO

WITHOUT_BTW = "1"
CONTENT_CODES = ("9308",)
"""Retourcode of a prestatie that is rejected for what it claims."""


def _debit(symbols: Symbols, line: Debit) -> Prestatie:
    """A prestatie as the case writes it; eenheid and amount follow from the rest where they are left out."""
    product, (client, _) = symbols.producten[line.ref], symbols.owners[line.ref]
    number = product.toewijzingnummer if line.number is None else symbols.toewijzingnummer(line.number)
    if line.successor_from is not None and (successor := symbols.successor(line.ref, line.successor_from)):
        number = successor.toewijzingnummer
    categorie, code = symbols.delivered_product(line.ref, line.product)
    eenheid = (product.eenheid if line.eenheid is KEEP else line.eenheid) or ""
    worth = line.volume * (1 if eenheid == EURO else line.tarief or 0)
    return Prestatie(
        bsn=symbols.clients[client].bsn,
        referentienummer=symbols.referentie(line.referentie),
        categorie=categorie or "",
        code=code or "",
        begindatum=line.begindatum,
        einddatum=line.einddatum,
        volume=line.volume,
        eenheid=eenheid,
        bedrag=worth if line.bedrag is None else line.bedrag,
        toewijzingnummer=number,
        tarief=line.tarief,
        debet_credit=line.debet_credit or (DEBET if line.previous is None else CREDIT),
        previous_referentienummer=None if line.previous is None else symbols.referentie(line.previous),
    )


def _credit(symbols: Symbols, line: Credit) -> Prestatie:
    """A credit: it repeats the debit it takes back (IV054, IV091), but for what the case says differently."""
    debit = symbols.prestaties[line.previous]
    return replace(
        debit,
        referentienummer=symbols.referentie(line.referentie),
        previous_referentienummer=debit.referentienummer,
        debet_credit=line.debet_credit or CREDIT,
        begindatum=debit.begindatum if line.begindatum is KEEP else line.begindatum,
        einddatum=debit.einddatum if line.einddatum is KEEP else line.einddatum,
        volume=debit.volume if line.volume is KEEP else line.volume,
        eenheid=debit.eenheid if line.eenheid is KEEP else line.eenheid or "",
        tarief=debit.tarief if line.tarief is KEEP else line.tarief,
        bedrag=debit.bedrag if line.bedrag is KEEP else line.bedrag,
    )


def _prestatie(symbols: Symbols, line: Debit | Credit) -> Prestatie:
    prestatie = _debit(symbols, line) if isinstance(line, Debit) else _credit(symbols, line)
    symbols.prestaties[line.referentie] = prestatie
    return prestatie


def successors_granted(symbols: Symbols, message: Message) -> bool:
    """Whether every toewijzing that a message names by its first day was granted."""
    lines = message.prestaties if isinstance(message, DeclaratieMessage) else ()
    named = [(one.ref, one.successor_from) for one in lines if isinstance(one, Debit)]
    return all(begin is None or symbols.successor(ref, begin) is not None for ref, begin in named)


def declaratie(symbols: Symbols, step: int, at: datetime, message: DeclaratieMessage) -> Bericht:
    """A 303 or a 323 with every prestatie of the case in it."""
    header = symbols.header(step, at, message)
    period = (message.period.begin, message.period.end)
    lines = [_prestatie(symbols, line) for line in message.prestaties]
    identificatie = header.pop("identificatie")
    number = identificatie if message.declaratienummer is None else symbols.referentie(message.declaratienummer)
    if message.kind == "323":
        bericht = make_323(identificatie=identificatie, number=number, period=period, prestaties=lines, **header)
        place, name = bericht.content["Declaratie"], "TotaalIngediendBedrag"
    else:
        exempt = WITHOUT_BTW if message.form == FACTUUR else None
        bericht = make_303(
            release=message.release,
            number=number,
            period=period,
            clients=list(symbols.clients.values()),
            prestaties=[replace(line, btw_vrijstelling=exempt) for line in lines],
            kind=message.form,
            **header,
        )
        place, name = bericht.content["Header"]["DeclaratieFactuurBedragen"], "DeclaratieFactuurTotaalBedrag"
    if message.total is not None:
        place[name] = make_total(message.total)
    return bericht


def answer(symbols: Symbols, step: int, at: datetime, message: DeclaratieAnswer) -> Bericht:
    """A 304 or a 325: all granted, some prestaties rejected, or the whole refused."""
    codes = message.retourcodes or ((REJECTED,) if message.refused else CONTENT_CODES)
    fields = {
        "rejected": {
            symbols.referentie(symbol): codes
            for symbol in (message.partly if message.rejected is None else message.rejected)
        },
        "refused": codes if message.refused else (),
        **symbols.answer_header(step, at),
    }
    heen = symbols.sent[message.answers]
    if message.kind == "325":
        bericht = make_325(heen, **fields)
        below, name = bericht.content.get("DeclaratieAntwoord", {}), "TotaalToegekendBedrag"
    else:
        partly = {symbols.referentie(name): cents for name, cents in message.partly.items()}
        bericht = make_304(heen, partly=partly, **fields)
        below, name = bericht.content["Header"]["RetourBedragen"], "ToegekendTotaalBedrag"
    if message.total is not None:
        below[name] = make_total(message.total)
    if message.declaratienummer is not None:
        below["DeclaratieNummer"] = symbols.referentie(message.declaratienummer)
    for old, new in message.renamed.items():
        _rename(bericht.content, symbols.referentie(old), symbols.referentie(new))
    return bericht


def _rename(content: dict[str, Any], old: str, new: str) -> None:
    """Give a prestatie another ReferentieNummer, wherever that stands below."""
    for name, value in content.items():
        if name == "ReferentieNummer" and value == old:
            content[name] = new
        for below in value if isinstance(value, list) else [value]:
            if isinstance(below, dict):
                _rename(below, old, new)
