"""What a person at a desk asked for, in a few plain Dutch words and without any BSN."""

from collections.abc import Callable, Mapping
from typing import Any

from istandaard.codelijsten import EENHEID
from reports.assess import omvang
from reports.inhoud import LENGTE, knip, product
from reports.woorden import datum, label, regel

Params = Mapping[str, Any]


def _kort(waarde: object) -> str:
    return knip(regel(waarde), LENGTE)


def _dag(waarde: object) -> str:
    return knip(datum(waarde), LENGTE)


def _object(waarde: object) -> Params:
    return waarde if isinstance(waarde, Mapping) else {}


def _op(toewijzing: object) -> str:
    """On which toewijzing; nothing where the command does not say."""
    if not _object(toewijzing):
        return ""
    nummer = _object(toewijzing).get("toewijzingnummer")
    return f" op nr. {_kort(nummer)}" if nummer else f" op {_product(toewijzing)}, zonder nummer"


def _product(wat: object) -> str:
    code, categorie = _object(wat).get("code"), _object(wat).get("categorie")
    return product(*(None if deel is None else _kort(deel) for deel in (categorie, code)))


def _wens(gewenst: object) -> str:
    """A wanted product with its size and first day."""
    velden = _object(gewenst)
    getallen = {naam: velden.get(naam) for naam in ("volume", "budget")}
    if not all(isinstance(getal, int | None) for getal in getallen.values()):
        return _product(velden)
    soort = {naam: velden.get(naam) and _kort(velden[naam]) for naam in ("eenheid", "frequentie")}
    tot = f" t/m {_dag(velden['einddatum'])}" if velden.get("einddatum") else ""
    return f"{_product(velden)}, {omvang(getallen | soort)}, vanaf {_dag(velden.get('ingangsdatum'))}{tot}"


def _aanvraag(params: Params) -> str:
    producten = params.get("producten")
    return "; ".join(map(_wens, producten)) if isinstance(producten, list) else ""


def _wijziging(params: Params) -> str:
    wat = _op(params.get("toewijzing")).removeprefix(" op ") or "toewijzing"
    return f"{wat} wordt: {_wens(params.get('gewenst'))}"


def _levering(params: Params) -> str:
    eenheid = _kort(params.get("eenheid"))
    eenheid = label(EENHEID, eenheid).lower() or eenheid
    afspraak = f", afgesproken: in {_kort(params['afspraak'])}" if params.get("afspraak") else ""
    wat, hoeveel = _kort(params.get("uitvoering")), _kort(params.get("volume"))
    return f"{wat} van {_dag(params.get('geleverd'))}: {hoeveel} x {eenheid}{_op(params.get('toewijzing'))}{afspraak}"


def _declareer(params: Params) -> str:
    hoe = f"{_kort(params.get('bericht_2020'))}, {_kort(params.get('periode_2020')).replace('_', ' ')}"
    return f"tot en met {_dag(params.get('tot_en_met'))} (2020: {hoe})"


def _besluiten(params: Params) -> str:
    besluiten = params.get("besluiten")
    wat = ", ".join(map(_kort, besluiten)) if isinstance(besluiten, list) else ""
    return f"{wat} (wijziging uit 2020)" if params.get("wijziging_2020") else wat


DETAILS: Mapping[str, Callable[[Params], str]] = {
    "registreer_levering": _levering,
    "declareer": _declareer,
    "crediteer": lambda params: f"levering van {_dag(params.get('geleverd'))}{_op(params.get('toewijzing'))}",
    "vraag_toewijzing_aan": _aanvraag,
    "vraag_wijziging_aan": _wijziging,
    "beoordeel_declaratie": lambda params: _kort(params.get("besluit")).replace("_", " "),
    "beantwoord_verzoek": _besluiten,
    "stop_zorg": lambda params: f"per {_dag(params.get('einddatum'))}, reden {_kort(params.get('reden'))}",
    "trek_in": lambda params: f"per {_dag(params.get('einddatum'))}, reden {_kort(params.get('reden'))}",
}
"""Command -> what its params say; of the others the name is enough."""


def zeg_opdracht(command: object, params: Params) -> str:
    """A command with what matters of its params."""
    naam = f"opdracht: {_kort(command).replace('_', ' ')}"
    vertel = DETAILS.get(str(command))
    return f"{naam} - {vertel(params)}" if vertel and params else naam
