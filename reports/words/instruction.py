"""What a person at a desk asked for, in a few plain Dutch words and without any BSN."""

from collections.abc import Callable, Mapping
from typing import Any

from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.istandaard.codelijsten import EENHEID
from migratietoets.reports.words.assessment import omvang
from migratietoets.reports.words.codes import label
from migratietoets.reports.words.content import LENGTH, cut, product
from migratietoets.reports.words.days import format_date
from migratietoets.reports.words.text import one_line

Params = Mapping[str, Any]


def _short(value: object) -> str:
    return cut(one_line(value), LENGTH)


def _day(value: object) -> str:
    return cut(format_date(value), LENGTH)


def _object(value: object) -> Params:
    return value if isinstance(value, Mapping) else {}


def _on(toewijzing: object) -> str:
    """On which toewijzing; nothing where the command does not say."""
    if not _object(toewijzing):
        return ""
    number = _object(toewijzing).get("toewijzingnummer")
    return f" op nr. {_short(number)}" if number else f" op {_product(toewijzing)}, zonder nummer"


def _product(what: object) -> str:
    code, categorie = _object(what).get("code"), _object(what).get("categorie")
    return product(*(None if part is None else _short(part) for part in (categorie, code)))


def _wish(wanted: object) -> str:
    """A wanted product with its size and first day."""
    fields = _object(wanted)
    amounts = {name: fields.get(name) for name in ("volume", "budget")}
    if not all(isinstance(amount, int | None) for amount in amounts.values()):
        return _product(fields)
    kind = {name: fields.get(name) and _short(fields[name]) for name in ("eenheid", "frequentie")}
    last_day = f" t/m {_day(fields['einddatum'])}" if fields.get("einddatum") else ""
    return f"{_product(fields)}, {omvang(amounts | kind)}, vanaf {_day(fields.get('ingangsdatum'))}{last_day}"


def _request(params: Params) -> str:
    producten = params.get("producten")
    return "; ".join(map(_wish, producten)) if isinstance(producten, list) else ""


def _change(params: Params) -> str:
    what = _on(params.get("toewijzing")).removeprefix(" op ") or "toewijzing"
    return f"{what} wordt: {_wish(params.get('gewenst'))}"


def _delivery(params: Params) -> str:
    eenheid = _short(params.get("eenheid"))
    eenheid = label(EENHEID, eenheid).lower() or eenheid
    afspraak = f", afgesproken: in {_short(params['afspraak'])}" if params.get("afspraak") else ""
    what, how_much = _short(params.get("uitvoering")), _short(params.get("volume"))
    return f"{what} van {_day(params.get('geleverd'))}: {how_much} x {eenheid}{_on(params.get('toewijzing'))}{afspraak}"


def _claim(params: Params) -> str:
    how = f"{_short(params.get('bericht_2020'))}, {_short(params.get('periode_2020')).replace('_', ' ')}"
    return f"tot en met {_day(params.get('tot_en_met'))} (2020: {how})"


def _decisions(params: Params) -> str:
    decisions = params.get("besluiten")
    what = ", ".join(map(_short, decisions)) if isinstance(decisions, list) else ""
    return f"{what} (wijziging uit 2020)" if params.get("wijziging_2020") else what


OCCASIONS: Mapping[Occasion, str] = {
    Occasion.CLIENT: "op initiatief van de cliënt",
    Occasion.OVERLIJDEN: "de cliënt is overleden",
    Occasion.AANBIEDER: "op initiatief van de aanbieder",
    Occasion.WIJZIGINGSVERZOEK: "op een verzoek om wijziging",
    Occasion.HERBEOORDELING: "na een herbeoordeling",
    Occasion.MIGRATIE: "voor de migratie",
    Occasion.ANNULEREN: "om te annuleren",
}
"""Why a toewijzing is withdrawn, in plain words."""


def _withdrawal(params: Params) -> str:
    occasion = _short(params.get("aanleiding"))
    why = OCCASIONS[Occasion(occasion)] if occasion in set(Occasion) else occasion
    return f"per {_day(params.get('einddatum'))}, {why}"


DETAILS: Mapping[str, Callable[[Params], str]] = {
    "registreer_levering": _delivery,
    "declareer": _claim,
    "crediteer": lambda params: f"levering van {_day(params.get('geleverd'))}{_on(params.get('toewijzing'))}",
    "vraag_toewijzing_aan": _request,
    "vraag_wijziging_aan": _change,
    "beoordeel_declaratie": lambda params: _short(params.get("besluit")).replace("_", " "),
    "beantwoord_verzoek": _decisions,
    "stop_zorg": lambda params: f"per {_day(params.get('einddatum'))}, reden {_short(params.get('reden'))}",
    "trek_in": _withdrawal,
}
"""Command -> what its params say; of the others the name is enough."""


def say_instruction(command: object, params: Params) -> str:
    """A command with what matters of its params."""
    name = f"opdracht: {_short(command).replace('_', ' ')}"
    tell = DETAILS.get(str(command))
    return f"{name} - {tell(params)}" if tell and params else name
