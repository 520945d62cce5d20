"""The requests of a case and the answers to them: 315, 317 and 319."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from istandaard.berichten import Bericht
from istandaard.berichten.antwoord import WOONPLAATSBEGINSEL, Antwoord, maak_319
from istandaard.berichten.verzoek import (
    VERANDERING_CLIENTSITUATIE,
    AangevraagdProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    maak_315,
    maak_317,
)

if TYPE_CHECKING:
    from conformance.berichtenmaker import Berichtenmaker

Data = Mapping[str, Any]

ANDERE_GEMEENTE = "0363"
"""The gemeente that is responsible where the woonplaatsbeginsel says so (CD088)."""


def _dag(tekst: str | None) -> date | None:
    return None if tekst is None else date.fromisoformat(tekst)


def _vast_30(maker: "Berichtenmaker", stap: int, op: datetime, data: Data) -> dict[str, Any]:
    """As `vast`, for messages that exist in 3.0 only."""
    return {naam: waarde for naam, waarde in maker.vast(stap, op, data).items() if naam != "release"}


def verzoek_om_toewijzing(maker: "Berichtenmaker", stap: int, op: datetime, data: Data) -> Bericht:
    """A 315."""
    return maak_315(
        client=maker.clienten[data.get("client", "A")],
        producten=[_aanvraag(maker, regel) for regel in data["aanvragen"]],
        **maker.vast(stap, op, data),
    )


def _aanvraag(maker: "Berichtenmaker", data: Data) -> AangevraagdProduct:
    categorie, code = maker.invulling.product(data["product"], specifiek=data["specifiek"])
    return AangevraagdProduct(
        referentie_aanbieder=maker.referentie(data["referentie"]),
        categorie=categorie,
        code=code,
        ingangsdatum=date.fromisoformat(data["ingangsdatum"]),
        einddatum=_dag(data["einddatum"]),
        volume=data.get("volume"),
        eenheid=data.get("eenheid"),
        frequentie=data.get("frequentie"),
    )


def verzoek_om_wijziging(maker: "Berichtenmaker", stap: int, op: datetime, data: Data) -> Bericht:
    """A 317."""
    wijziging = data["wijziging"]
    nummers = {ref: product.toewijzingnummer for ref, product in maker.producten.items()}
    verzoek = Wijzigingsverzoek(
        maker.referentie(wijziging["referentie"]),
        VERANDERING_CLIENTSITUATIE,
        ongewijzigd=tuple(OngewijzigdProduct(nummers[ref]) for ref in wijziging.get("ongewijzigd", ())),
        te_wijzigen=tuple(
            TeWijzigenProduct(
                toewijzingnummer=nummers[regel["ref"]],
                gewenste_ingangsdatum=date.fromisoformat(regel["ingangsdatum"]),
                einddatum=_dag(regel.get("einddatum")),
                volume=regel.get("volume"),
                eenheid=regel.get("eenheid"),
                frequentie=regel.get("frequentie"),
                budget=regel.get("budget"),
            )
            for regel in wijziging["te_wijzigen"]
        ),
    )
    return maak_317(bsn=maker.clienten[data.get("client", "A")].bsn, verzoek=verzoek, **_vast_30(maker, stap, op, data))


def antwoord(maker: "Berichtenmaker", stap: int, op: datetime, data: Data) -> Bericht:
    """A 319; with the woonplaatsbeginsel it names another gemeente."""
    reden = data.get("reden")
    inhoud = Antwoord(
        referentie_aanbieder=maker.referentie(data["verzoek"]),
        antwoord=data["verzoekantwoord"],
        reden_afwijzing=reden,
        gemeente=ANDERE_GEMEENTE if reden == WOONPLAATSBEGINSEL else None,
    )
    return maak_319(antwoord=inhoud, **_vast_30(maker, stap, op, data))
