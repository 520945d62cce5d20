"""The requests of a case and the answers to them: 315, 317 and 319."""

from datetime import datetime

from migratietoets.conformance.catalogue.case.content import CaseContent
from migratietoets.conformance.catalogue.case.messages import (
    RequestedProduct,
    ToewijzingVerzoek,
    VerzoekAnswer,
    WijzigingVerzoek,
)
from migratietoets.conformance.catalogue.parties import OTHER_GEMEENTE
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.verzoek import (
    CLIENT_SITUATION_CHANGED,
    AangevraagdProduct,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    make_315,
    make_317,
)
from migratietoets.istandaard.berichten.verzoekantwoord import WOONPLAATSBEGINSEL, Answer, make_319
from migratietoets.istandaard.releases import Domein


def toewijzing_verzoek(symbols: Symbols, step: int, at: datetime, message: ToewijzingVerzoek) -> Bericht:
    """A 315."""
    return make_315(
        release=message.release,
        client=symbols.clients[message.client],
        producten=[_requested(symbols, line) for line in message.requests],
        **symbols.header(step, at, message),
    )


def _requested(symbols: Symbols, line: RequestedProduct) -> AangevraagdProduct:
    categorie, code = symbols.product(line.product, specifiek=line.specifiek)
    return AangevraagdProduct(
        referentie_aanbieder=symbols.referentie(line.referentie),
        categorie=categorie,
        code=code,
        ingangsdatum=line.ingangsdatum,
        einddatum=line.einddatum,
        volume=line.volume,
        eenheid=line.eenheid,
        frequentie=line.frequentie,
    )


def wijziging_verzoek(symbols: Symbols, step: int, at: datetime, message: WijzigingVerzoek) -> Bericht:
    """A 317."""
    change = message.change
    verzoek = Wijzigingsverzoek(
        symbols.referentie(change.referentie),
        CLIENT_SITUATION_CHANGED,
        unchanged=tuple(OngewijzigdProduct(symbols.number(ref)) for ref in change.unchanged),
        to_change=tuple(
            TeWijzigenProduct(
                toewijzingnummer=symbols.number(line.ref),
                wanted_ingangsdatum=line.ingangsdatum,
                einddatum=line.einddatum,
                volume=line.volume,
                eenheid=line.eenheid,
                frequentie=line.frequentie,
                budget=line.budget,
            )
            for line in change.to_change
        ),
        nieuw=tuple(_new(symbols, line) for line in change.new),
    )
    bsn = symbols.clients[message.client].bsn
    return make_317(bsn=bsn, verzoek=verzoek, **symbols.header(step, at, message))


def _new(symbols: Symbols, line: CaseContent) -> NieuwProduct:
    categorie, code = symbols.product(line.product, specifiek=line.specifiek)
    return NieuwProduct(
        wanted_ingangsdatum=line.ingangsdatum,
        einddatum=line.einddatum,
        categorie=categorie,
        code=code,
        volume=line.volume,
        eenheid=line.eenheid,
        frequentie=line.frequentie,
        budget=line.budget,
    )


def answer(symbols: Symbols, step: int, at: datetime, message: VerzoekAnswer) -> Bericht:
    """A 319; with the woonplaatsbeginsel it names another gemeente, for which only the Jeugdwet has a place."""
    elsewhere = message.reden == WOONPLAATSBEGINSEL and symbols.domein is Domein.JW
    content = Answer(
        referentie_aanbieder=symbols.referentie(message.verzoek),
        answer=message.answer,
        reden_afwijzing=message.reden,
        gemeente=OTHER_GEMEENTE if elsewhere else None,
    )
    return make_319(answer=content, **symbols.header(step, at, message))
