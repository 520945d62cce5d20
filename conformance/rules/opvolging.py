"""The successor of a toewijzing: the nearest permitted form, or what the gemeente wants (BS-08, BS-09, BS-10)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import floor

from conformance.rules.migratieschema import gelezen_eenheid
from istandaard.model import Invoerfout, Nieuw, Toewijzing
from istandaard.varianten import EENHEDEN_PER_DAG_VERVALLEN, FREQUENTIES_MET_EINDDATUM, TOEGESTAAN


@dataclass(frozen=True, slots=True)
class Opvolger:
    """The content of a successor; what only the gemeente can choose is None and named in opmerkingen."""

    categorie: str | None
    code: str | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    einddatum: date | None = None
    met_budget: bool = False
    opmerkingen: tuple[str, ...] = field(default=())
    volume_gekozen: bool = False

    @property
    def alleen_30(self) -> bool:
        """True when release 2.4 cannot express this: a budget, stuks (inspanning) or no product (NT-06, MT-05)."""
        return self.met_budget or self.eenheid == "84" or self.categorie is None

    def met(self, opmerking: str) -> "Opvolger":
        """The same with one more remark."""
        return replace(self, opmerkingen=(*self.opmerkingen, opmerking))


KIES_CODE = "De gemeente kiest de productcode van de opvolger."
KIES_OMVANG = "De gemeente kiest de omvang van de opvolger; de oude toewijzing heeft er geen."
KIES_VOLUME = "De gemeente kiest het volume van de opvolger."
KIES_BUDGET = "De gemeente kiest het budget van de opvolger."
KIES_EINDDATUM = "De gemeente kiest de einddatum; die is verplicht bij budget en bij frequentie per week en totaal."
KIES_DEEL = "Het volume (totaal) is zonder einddatum niet naar dagen te verdelen; de gemeente kiest het."


def afgerond(waarde: Fraction) -> int:
    """Half rounds up, at least 1."""
    return max(1, floor(waarde + Fraction(1, 2)))


def deel(volume: int, van: date, tot: date, begin: date, eind: date) -> int:
    """The share of a total volume for begin..eind out of van..tot, by days, both ends included (TW-06)."""
    return afgerond(Fraction(volume * ((eind - begin).days + 1), (tot - van).days + 1))


def omgezet(volume: int | None, eenheid: str, frequentie: str, einddatum: date | None) -> tuple[int | None, str]:
    """Volume and frequentie in the nearest permitted form.

    Per 4 weken becomes per week where there is an einddatum and it divides by four, otherwise per maand (x 13/12);
    per jaar becomes per maand (/ 12); per dag becomes per week (x 7) for eenheden that lose per dag.
    """
    if frequentie == "3" and einddatum is not None and volume is not None and volume % 4 == 0 and volume > 0:
        return volume // 4, "2"
    factor, nieuw = {
        "3": (Fraction(13, 12), "4"),
        "5": (Fraction(1, 12), "4"),
        "1": (Fraction(7), "2") if eenheid in EENHEDEN_PER_DAG_VERVALLEN else (Fraction(1), "1"),
    }.get(frequentie, (Fraction(1), frequentie))
    if nieuw == frequentie or volume is None:
        return volume, nieuw
    return afgerond(volume * factor), nieuw


def _met_omvang(t: Toewijzing, code: str | None, nieuw: Nieuw, eenheid: str | None = None) -> Opvolger:
    """Specifiek with omvang; what `nieuw` does not say follows from the old omvang."""
    oud = t.omvang
    if oud is not None and gelezen_eenheid(oud, t.uitvoering) not in TOEGESTAAN:
        oud = None
    volume = frequentie = None
    if oud is not None:
        oude_eenheid = gelezen_eenheid(oud, t.uitvoering)
        passend = eenheid is None or eenheid == oude_eenheid or {eenheid, oude_eenheid} == {"82", "84"}
        eenheid = nieuw.eenheid or eenheid or oude_eenheid
        volume, frequentie = omgezet(oud.volume, eenheid, oud.frequentie, t.einddatum)
        if not passend:
            volume = None
    opvolger = Opvolger(
        t.categorie,
        code,
        volume if nieuw.volume is None else nieuw.volume,
        nieuw.eenheid or eenheid,
        nieuw.frequentie or frequentie,
        einddatum=t.einddatum,
        volume_gekozen=nieuw.volume is not None,
    )
    if code is None:
        opvolger = opvolger.met(KIES_CODE)
    if opvolger.eenheid is None or opvolger.frequentie is None:
        return opvolger.met(KIES_OMVANG)
    return opvolger if opvolger.volume is not None else opvolger.met(KIES_VOLUME)


def _met_budget(t: Toewijzing, categorie: str | None, nieuw: Nieuw) -> Opvolger:
    budget = t.budget if nieuw.budget is None else nieuw.budget
    opvolger = Opvolger(categorie, budget=budget, einddatum=t.einddatum, met_budget=True)
    return opvolger if budget is not None else opvolger.met(KIES_BUDGET)


def _dichtstbij(t: Toewijzing, nieuw: Nieuw) -> Opvolger:
    """The nearest permitted form: the same product, with what 3.0 asks."""
    if t.code is not None:
        return _met_omvang(t, t.code, nieuw)
    if t.categorie is None or t.budget is not None:
        return _met_budget(t, t.categorie, nieuw)
    return Opvolger(t.categorie, einddatum=t.einddatum)


def _gelijk(t: Toewijzing, nieuw: Nieuw) -> Opvolger:
    onmogelijk = (t.code is None) != (t.omvang is None) or (t.categorie is None and t.budget is None)
    if onmogelijk:
        raise Invoerfout(
            f"toewijzing {t.id}: vervanging 'gelijk' kan hier niet. Verwacht: een specifieke toewijzing met omvang "
            f"of een aspecifieke zonder; gevonden: {'specifiek zonder' if t.code else 'aspecifiek met'} omvang. "
            "Kies een andere vervanging, bijvoorbeeld specifiek_met_omvang."
        )
    return _dichtstbij(t, nieuw)


VERVANGINGEN: dict[str | None, Callable[[Toewijzing, Nieuw], Opvolger]] = {
    None: _dichtstbij,
    "gelijk": _gelijk,
    "specifiek_met_omvang": lambda t, n: _met_omvang(t, n.code or t.code, n),
    "aspecifiek_zonder_budget": lambda t, _: Opvolger(t.categorie, einddatum=t.einddatum),
    "aspecifiek_met_budget": lambda t, n: _met_budget(t, t.categorie, n),
    "generiek_met_budget": lambda t, n: _met_budget(t, None, n),
    "specifiek_stuks_inspanning": lambda t, n: _met_omvang(t, n.code or t.code, replace(n, eenheid="84"), "84"),
}


def opvolger(t: Toewijzing, vervanging: str | None) -> Opvolger:
    """The content from 2021 on, its einddatum, and what the gemeente must still choose.

    Raises:
        Invoerfout: `gelijk` asked where only another product or omvang would be permitted.
    """
    gemaakt = VERVANGINGEN[vervanging](t, t.nieuw or Nieuw())
    verplicht = gemaakt.met_budget or gemaakt.frequentie in FREQUENTIES_MET_EINDDATUM
    return gemaakt.met(KIES_EINDDATUM) if verplicht and gemaakt.einddatum is None else gemaakt


def vanaf(gemaakt: Opvolger, t: Toewijzing, begin: date) -> Opvolger:
    """The successor from `begin` on: a total volume taken from the old toewijzing is shared by days (TW-06)."""
    if gemaakt.frequentie != "6" or gemaakt.volume is None or gemaakt.volume_gekozen:
        return gemaakt
    if t.einddatum is None:
        return replace(gemaakt, volume=None).met(KIES_DEEL)
    return replace(gemaakt, volume=deel(gemaakt.volume, t.ingangsdatum, t.einddatum, begin, t.einddatum))
