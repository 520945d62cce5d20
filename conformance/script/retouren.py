"""The retourberichten of a case."""

from dataclasses import replace
from datetime import datetime

from migratietoets.conformance.catalogue.case.messages import RetourMessage
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.retour import make_retour
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.schemas.release_facts import fixed_values


def retour(symbols: Symbols, step: int, at: datetime, message: RetourMessage) -> Bericht:
    """A retourbericht on the message of an earlier step."""
    return make_retour(
        _in_release(symbols.sent[message.answers], message.release),
        retourcodes=message.retourcodes,
        **symbols.answer_header(step, at),
    )


def _in_release(heen: Bericht, release: Release) -> Bericht:
    """A message as a party sees it that answers in the wrong release."""
    if heen.release is release:
        return heen
    header = heen.content["Header"] | fixed_values(heen.kind, release, heen.domein)
    return replace(heen, release=release, content=heen.content | {"Header": header})
