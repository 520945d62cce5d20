"""The requests of a case and the answers to them: 315, 317 and 319."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.verzoek import (
    CLIENT_SITUATION_CHANGED,
    AangevraagdProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    make_315,
    make_317,
)
from migratietoets.istandaard.berichten.verzoekantwoord import WOONPLAATSBEGINSEL, Answer, make_319

if TYPE_CHECKING:
    from migratietoets.conformance.script.messages import BerichtMaker

Data = Mapping[str, Any]

OTHER_GEMEENTE = "0363"
"""The gemeente that is responsible where the woonplaatsbeginsel says so (CD088)."""


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _fixed_30(maker: "BerichtMaker", step: int, at: datetime, data: Data) -> dict[str, Any]:
    """As `fixed`, for messages that exist in 3.0 only."""
    return {name: value for name, value in maker.fixed(step, at, data).items() if name != "release"}


def toewijzing_verzoek(maker: "BerichtMaker", step: int, at: datetime, data: Data) -> Bericht:
    """A 315."""
    return make_315(
        client=maker.clients[data.get("client", "A")],
        producten=[_request(maker, line) for line in data["aanvragen"]],
        **maker.fixed(step, at, data),
    )


def _request(maker: "BerichtMaker", data: Data) -> AangevraagdProduct:
    categorie, code = maker.filled.product(data["product"], specifiek=data["specifiek"])
    return AangevraagdProduct(
        referentie_aanbieder=maker.referentie(data["referentie"]),
        categorie=categorie,
        code=code,
        ingangsdatum=date.fromisoformat(data["ingangsdatum"]),
        einddatum=_day(data["einddatum"]),
        volume=data.get("volume"),
        eenheid=data.get("eenheid"),
        frequentie=data.get("frequentie"),
    )


def wijziging_verzoek(maker: "BerichtMaker", step: int, at: datetime, data: Data) -> Bericht:
    """A 317."""
    change = data["wijziging"]
    numbers = {ref: product.toewijzingnummer for ref, product in maker.producten.items()}
    verzoek = Wijzigingsverzoek(
        maker.referentie(change["referentie"]),
        CLIENT_SITUATION_CHANGED,
        unchanged=tuple(OngewijzigdProduct(numbers[ref]) for ref in change.get("ongewijzigd", ())),
        to_change=tuple(
            TeWijzigenProduct(
                toewijzingnummer=numbers[line["ref"]],
                wanted_ingangsdatum=date.fromisoformat(line["ingangsdatum"]),
                einddatum=_day(line.get("einddatum")),
                volume=line.get("volume"),
                eenheid=line.get("eenheid"),
                frequentie=line.get("frequentie"),
                budget=line.get("budget"),
            )
            for line in change["te_wijzigen"]
        ),
    )
    return make_317(bsn=maker.clients[data.get("client", "A")].bsn, verzoek=verzoek, **_fixed_30(maker, step, at, data))


def answer(maker: "BerichtMaker", step: int, at: datetime, data: Data) -> Bericht:
    """A 319; with the woonplaatsbeginsel it names another gemeente."""
    reden = data.get("reden")
    content = Answer(
        referentie_aanbieder=maker.referentie(data["verzoek"]),
        answer=data["verzoekantwoord"],
        reden_afwijzing=reden,
        gemeente=OTHER_GEMEENTE if reden == WOONPLAATSBEGINSEL else None,
    )
    return make_319(answer=content, **_fixed_30(maker, step, at, data))
