"""The params of an instruction: what a case says in symbols, filled in for one domain."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from migratietoets.conformance.catalogue.case import instructions
from migratietoets.conformance.catalogue.case.content import KEEP, CaseContent
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.model import Key

Params = dict[str, Any]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _wanted(symbols: Symbols, wish: CaseContent) -> Params:
    """What a client needs, in terms of 3.0."""
    categorie, code = symbols.product(wish.product, specifiek=wish.specifiek)
    return {
        "categorie": categorie,
        "code": code,
        "volume": wish.volume,
        "eenheid": wish.eenheid,
        "frequentie": wish.frequentie,
        "budget": wish.budget,
        "ingangsdatum": _iso(wish.ingangsdatum),
        "einddatum": _iso(wish.einddatum),
    }


def reference(symbols: Symbols, ref: str) -> Params:
    """A toewijzing as a command names it."""
    return _named(symbols.key(ref))


def _named(key: Key) -> Params:
    return {
        "aanbieder": key.aanbieder,
        "bsn": key.bsn,
        "toewijzingnummer": key.toewijzingnummer,
        "categorie": key.categorie,
        "code": key.code,
        "ingangsdatum": key.ingangsdatum.isoformat(),
    }


def _bsn(symbols: Symbols, one: instructions.Instruction) -> str | None:
    return None if one.client is None else symbols.clients[one.client].bsn


def _who(symbols: Symbols, one: instructions.Instruction) -> Params:
    return {"aanbieder": symbols.aanbieder(one.aanbieder), "bsn": _bsn(symbols, one)}


def _ask(_symbols: Symbols, _one: instructions.Ask) -> Params:
    return {}


def _migrate(symbols: Symbols, one: instructions.Migrate) -> Params:
    return {"bsn": _bsn(symbols, one), "route": one.route}


def _grant(symbols: Symbols, one: instructions.Grant) -> Params:
    return _who(symbols, one) | {"uitvoering": one.uitvoering, "gewenst": _wanted(symbols, one.wanted)}


def _inform(symbols: Symbols, one: instructions.Inform) -> Params:
    toewijzing = None if one.toewijzing is None else reference(symbols, one.toewijzing)
    return _who(symbols, one) | {"onderwerp": str(one.subject), "toewijzing": toewijzing, "tekst": one.about}


def _withdraw(symbols: Symbols, one: instructions.Withdraw) -> Params:
    return {
        "toewijzing": reference(symbols, one.toewijzing),
        "einddatum": one.einddatum.isoformat(),
        "aanleiding": str(one.occasion),
    }


def _about_toewijzing(symbols: Symbols, one: instructions.AboutToewijzing) -> Params:
    reden = None if one.reden is None else one.reden[symbols.domein]
    said = {"begindatum": _iso(one.begindatum), "einddatum": _iso(one.einddatum), "reden": reden}
    return {"toewijzing": _named(_meant(symbols, one))} | {k: v for k, v in said.items() if v is not None}


def _meant(symbols: Symbols, one: instructions.AboutToewijzing) -> Key:
    """The toewijzing itself, or the one that follows it; without number where nobody granted that yet."""
    key, begin = symbols.key(one.toewijzing), one.successor_from
    if begin is None:
        return key
    return symbols.successor(one.toewijzing, begin) or replace(key, toewijzingnummer=None, ingangsdatum=begin)


def _register_delivery(symbols: Symbols, one: instructions.RegisterDelivery) -> Params:
    categorie, code = symbols.delivered_product(one.toewijzing, one.product)
    return {
        "toewijzing": reference(symbols, one.toewijzing),
        "geleverd": one.delivered,
        "uitvoering": one.uitvoering,
        "categorie": categorie,
        "code": code,
        "volume": one.volume,
        "eenheid": symbols.producten[one.toewijzing].eenheid if one.eenheid is KEEP else one.eenheid,
        "tarief": one.tarief,
        "afspraak": one.afspraak,
    }


def _claim(symbols: Symbols, one: instructions.Claim) -> Params:
    return {
        "aanbieder": symbols.aanbieder(one.aanbieder),
        "tot_en_met": one.until.isoformat(),
        "bericht_2020": one.bericht_2020,
        "periode_2020": one.period_2020,
    }


def _take_back(symbols: Symbols, one: instructions.TakeBack) -> Params:
    return {"toewijzing": reference(symbols, one.toewijzing), "geleverd": one.delivered}


def _judge_declaratie(symbols: Symbols, one: instructions.JudgeDeclaratie) -> Params:
    return _who(symbols, one) | {"besluit": one.decision}


def _request_toewijzing(symbols: Symbols, one: instructions.RequestToewijzing) -> Params:
    return _who(symbols, one) | {"producten": [_wanted(symbols, wish) for wish in one.producten]}


def _request_change(symbols: Symbols, one: instructions.RequestChange | instructions.WantedChange) -> Params:
    return {"toewijzing": reference(symbols, one.toewijzing), "gewenst": _wanted(symbols, one.wanted)}


def _answer_verzoek(symbols: Symbols, one: instructions.AnswerVerzoek) -> Params:
    return _who(symbols, one) | {
        "besluiten": list(one.decisions),
        "wijziging_2020": None if one.change_2020 is None else _request_change(symbols, one.change_2020),
    }


FILLERS: dict[type[instructions.Instruction], Callable[..., Params]] = {
    instructions.Ask: _ask,
    instructions.Migrate: _migrate,
    instructions.Grant: _grant,
    instructions.Inform: _inform,
    instructions.Withdraw: _withdraw,
    instructions.AboutToewijzing: _about_toewijzing,
    instructions.RegisterDelivery: _register_delivery,
    instructions.Claim: _claim,
    instructions.TakeBack: _take_back,
    instructions.JudgeDeclaratie: _judge_declaratie,
    instructions.RequestToewijzing: _request_toewijzing,
    instructions.RequestChange: _request_change,
    instructions.AnswerVerzoek: _answer_verzoek,
}
"""Every kind of instruction -> how its params are made."""


def parameters(symbols: Symbols, instruction: instructions.Instruction) -> Params:
    """The params of an instruction, with every symbol filled in."""
    return FILLERS[type(instruction)](symbols, instruction)
