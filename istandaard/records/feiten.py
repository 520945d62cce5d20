"""What XML cannot carry: the uitvoering of products (--products) and the facts about toewijzingen (--facts)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from istandaard.model import Invoerfout, Nieuw, Toewijzing
from istandaard.records.bronnen import herken, vind
from istandaard.records.invoer import lees_regels
from istandaard.records.regels import Regel
from istandaard.records.tonen import toon
from istandaard.records.velden import VELDEN, Veld, controleer, controleer_nieuw

FEITEN = ("uitvoering", "vervanging", "nieuw", "gestart", "instemming")
_PRODUCT = {naam: VELDEN[naam] for naam in ("categorie", "code", "uitvoering")}
_PRODUCT |= {naam: _PRODUCT[naam]._replace(verplicht=True) for naam in ("categorie", "uitvoering")}
_FEIT = {naam: veld._replace(verplicht=naam == "id") for naam, veld in VELDEN.items()}
"""A whole record is a fact too: then only the facts in it are used."""


@dataclass
class Aanvulling:
    """Facts to add to toewijzingen.

    Attributes:
        per_product: (categorie, code) -> uitvoering.
        per_id: id -> the facts that are known.
        fouten: one Dutch text for every line that was not used.
    """

    per_product: dict[tuple[str, str | None], str] = field(default_factory=dict)
    per_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    fouten: list[str] = field(default_factory=list)
    _gebruikt: set[str] = field(default_factory=set)

    def vul_aan(self, toewijzing: Toewijzing, andere_id: Callable[[Toewijzing], str]) -> Toewijzing:
        """The toewijzing with what is known about it; a fact goes before what the toewijzing says itself.

        Args:
            toewijzing: as it was read.
            andere_id: the id under which it may be known too (with a stand-in for its BSN).
        """
        feiten: dict[str, Any] = {}
        if toewijzing.uitvoering is None and toewijzing.categorie is not None:
            uitvoering = self.per_product.get((toewijzing.categorie, toewijzing.code))
            feiten = {"uitvoering": uitvoering} if uitvoering else {}
        if self.per_id:
            for id_ in (andere_id(toewijzing), toewijzing.id):
                if id_ in self.per_id:
                    self._gebruikt.add(id_)
                    feiten |= self.per_id[id_]
        return replace(toewijzing, **feiten) if feiten else toewijzing

    def ongebruikt(self) -> list[str]:
        """The ids with facts that belong to no toewijzing."""
        return [id_ for id_ in self.per_id if id_ not in self._gebruikt]


def _regels(pad: Path | str, velden: Mapping[str, Veld]) -> Iterator[Regel]:
    bron = next(iter(vind([pad])))
    if isinstance(bron, Invoerfout):
        raise bron
    data = bron.lees()
    soort = bron.soort or herken(data)
    if soort == "xml":
        raise Invoerfout(f"{bron.naam}: verwacht JSON lines of CSV; gevonden XML. Geef een ander bestand op.")
    try:
        yield from lees_regels(bron.naam, data, soort, velden)
    except Invoerfout as fout:
        raise Invoerfout(f"{bron.naam}: {fout}") from None


def _goede(pad: Path | str, velden: Mapping[str, Veld], fouten: list[str]) -> Iterator[Regel]:
    try:
        for regel in _regels(pad, velden):
            if regel.fout is None and isinstance(regel.waarde, dict):
                yield regel
            else:
                wat = regel.fout or f"verwacht een object; gevonden {toon(regel.waarde)}. Zet elke regel tussen {{ }}."
                fouten.append(f"{regel.plek}: {wat}")
    except Invoerfout as fout:
        fouten.append(str(fout))


def lees_producten(pad: Path | str, naar: Aanvulling) -> None:
    """Read categorie, code and uitvoering from JSON lines or CSV."""
    _neem(pad, _PRODUCT, naar, _neem_product)


def lees_feiten(pad: Path | str, naar: Aanvulling) -> None:
    """Read an id and its facts from JSON lines or CSV; a key without a value says nothing."""
    _neem(pad, _FEIT, naar, _neem_feiten)


def _neem(
    pad: Path | str,
    velden: Mapping[str, Veld],
    naar: Aanvulling,
    neem: Callable[[dict[str, Any], Aanvulling], None],
) -> None:
    for regel in _goede(pad, velden, naar.fouten):
        try:
            controleer(regel.waarde, velden)
            neem(regel.waarde, naar)
        except Invoerfout as fout:
            naar.fouten.append(f"{regel.plek}: {fout}")


def _neem_product(waarde: dict[str, Any], naar: Aanvulling) -> None:
    sleutel, uitvoering = (waarde["categorie"], waarde.get("code")), waarde["uitvoering"]
    eerder = naar.per_product.setdefault(sleutel, uitvoering)
    if eerder != uitvoering:
        raise Invoerfout(
            f"verwacht één uitvoering per product; gevonden {uitvoering} voor categorie {toon(sleutel[0])}, "
            f"code {toon(sleutel[1])}, eerder {eerder}. Kies er één."
        )


def _neem_feiten(waarde: dict[str, Any], naar: Aanvulling) -> None:
    controleer_nieuw(waarde.get("nieuw"))
    if waarde["id"] in naar.per_id:
        raise Invoerfout("verwacht elk id één keer; gevonden een id dat vaker voorkomt. Haal de dubbele weg.")
    feiten = {naam: waarde[naam] for naam in FEITEN if waarde.get(naam) is not None}
    if "nieuw" in feiten:
        feiten["nieuw"] = Nieuw(**feiten["nieuw"])
    naar.per_id[waarde["id"]] = feiten
