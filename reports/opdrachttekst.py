"""What a person at a desk asked for, in a few plain Dutch words and without any BSN."""

from collections.abc import Callable, Mapping
from typing import Any

from istandaard.codelijsten import EENHEID, codelijst
from istandaard.releases import Release
from reports.inhoud import LENGTE, knip
from reports.woorden import datum, regel

Params = Mapping[str, Any]


def _kort(waarde: object) -> str:
    return knip(regel(waarde), LENGTE)


def _dag(waarde: object) -> str:
    return knip(datum(waarde), LENGTE)


def _levering(params: Params) -> str:
    try:
        eenheid = codelijst(EENHEID).label(str(params.get("eenheid")), Release.R30).lower()
    except KeyError:
        eenheid = _kort(params.get("eenheid"))
    afspraak = f", afgesproken: in {_kort(params['afspraak'])}" if params.get("afspraak") else ""
    wat, hoeveel = _kort(params.get("uitvoering")), _kort(params.get("volume"))
    return f"{wat} van {_dag(params.get('geleverd'))}: {hoeveel} x {eenheid}{afspraak}"


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
    "crediteer": lambda params: f"levering van {_dag(params.get('geleverd'))}",
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
