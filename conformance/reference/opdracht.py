"""Reading what a person at the desk asks for; what is wrong gets a Dutch text that says what was expected."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from conformance.reference.boek import Verwijzing
from istandaard.model import Invoerfout

Params = Mapping[str, Any]
_GEEN: AbstractSet[str] = frozenset()


def controleer(wat: str, params: Params, velden: AbstractSet[str], *, mag_ook: AbstractSet[str] = _GEEN) -> None:
    """Refuse params that miss a field or have one too many.

    Raises:
        Invoerfout: they do.
    """
    if not isinstance(params, Mapping):
        raise Invoerfout(f"{wat}: verwacht een object; gevonden {type(params).__name__}. Herstel de aanroep.")
    ontbreekt, over = sorted(velden - set(params)), sorted(set(params) - velden - mag_ook)
    if ontbreekt or over:
        raise Invoerfout(
            f"{wat}: verwacht de velden {', '.join(sorted(velden)) or '(geen)'}; "
            f"ontbreekt: {', '.join(ontbreekt) or 'niets'}, onbekend: {', '.join(over) or 'niets'}. Herstel de aanroep."
        )


def lees_datum(wat: str, waarde: object) -> date:
    """A date.

    Raises:
        Invoerfout: it is none.
    """
    try:
        return date.fromisoformat(str(waarde))
    except ValueError:
        raise Invoerfout(f"{wat}: verwacht een datum als 2020-12-31; gevonden {waarde!r}. Herstel de datum.") from None


def lees_datum_of_niets(wat: str, waarde: object) -> date | None:
    """A date, or None.

    Raises:
        Invoerfout: something else.
    """
    return None if waarde is None else lees_datum(wat, waarde)


def lees_verwijzing(wat: str, params: Params) -> Verwijzing:
    """The toewijzing that params point at.

    Raises:
        Invoerfout: a part is missing or odd.
    """
    ref = params["toewijzing"]
    controleer(f"{wat}, toewijzing", ref, set(Verwijzing.__slots__))
    return Verwijzing(**{**ref, "ingangsdatum": lees_datum(f"{wat}, ingangsdatum", ref["ingangsdatum"])})


GEWENST = {"categorie", "code", "volume", "eenheid", "frequentie", "budget", "ingangsdatum", "einddatum"}


def lees_gewenst(wat: str, gewenst: Params, *, mag_ook: AbstractSet[str] = _GEEN) -> dict[str, Any]:
    """What a client needs, as the fields of a toewijzing.

    Raises:
        Invoerfout: a part is missing or odd.
    """
    controleer(f"{wat}, gewenst", gewenst, GEWENST, mag_ook=mag_ook)
    return {veld: gewenst[veld] for veld in GEWENST} | {
        "ingangsdatum": lees_datum(f"{wat}, ingangsdatum", gewenst["ingangsdatum"]),
        "einddatum": lees_datum_of_niets(f"{wat}, einddatum", gewenst["einddatum"]),
    }
