"""Reading what a person at the desk asks for; what is wrong gets a Dutch text that says what was expected."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from migratietoets.conformance.reference.ledger import Ledger, ToewijzingRef
from migratietoets.conformance.reference.outbox import Subject
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.istandaard.model import InputError

Params = Mapping[str, Any]


def check(what: str, params: Params, fields: AbstractSet[str]) -> None:
    """Refuse params that miss a field or have one too many.

    Raises:
        InputError: they do.
    """
    if not isinstance(params, Mapping):
        raise InputError(f"{what}: verwacht een object; gevonden {type(params).__name__}. Herstel de aanroep.")
    missing, unknown = sorted(fields - set(params)), sorted(set(params) - fields)
    if missing or unknown:
        raise InputError(
            f"{what}: verwacht de velden {', '.join(sorted(fields)) or '(geen)'}; "
            f"ontbreekt: {', '.join(missing) or 'niets'}, onbekend: {', '.join(unknown) or 'niets'}. "
            "Herstel de aanroep."
        )


def read_date(what: str, value: object) -> date:
    """A date.

    Raises:
        InputError: it is none.
    """
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(f"{what}: verwacht een datum als 2020-12-31; gevonden {value!r}. Herstel de datum.") from None


def read_date_or_none(what: str, value: object) -> date | None:
    """A date, or None.

    Raises:
        InputError: something else.
    """
    return None if value is None else read_date(what, value)


def read_reference(what: str, params: Params) -> ToewijzingRef:
    """The toewijzing that params point at.

    Raises:
        InputError: a part is missing or odd.
    """
    ref = params["toewijzing"]
    check(f"{what}, toewijzing", ref, set(ToewijzingRef.__slots__))
    return ToewijzingRef(**{**ref, "ingangsdatum": read_date(f"{what}, ingangsdatum", ref["ingangsdatum"])})


def read_occasion(what: str, value: object) -> Occasion:
    """Why a toewijzing is withdrawn.

    Raises:
        InputError: an unknown occasion.
    """
    if value not in list(Occasion):
        raise InputError(f"{what}: verwacht {', '.join(Occasion)}; gevonden {value!r}. Kies er een.")
    return Occasion(str(value))


def read_subject(params: Params, ledger: Ledger) -> Subject:
    """What a person wants to have told, of `informeer`.

    Raises:
        InputError: an unknown code, or no such toewijzing.
    """
    what = "informeer"
    check(what, params, {"aanbieder", "bsn", "onderwerp", "toewijzing", "tekst"})
    if params["onderwerp"] not in list(NoticeCode):
        raise InputError(
            f"{what}, onderwerp: verwacht {', '.join(NoticeCode)}; gevonden {params['onderwerp']!r}. Kies er een."
        )
    toewijzing = None if params["toewijzing"] is None else ledger.find(read_reference(what, params)).toewijzing
    return Subject(NoticeCode(params["onderwerp"]), params["tekst"], toewijzing)


WANTED_FIELDS = {"categorie", "code", "volume", "eenheid", "frequentie", "budget", "ingangsdatum", "einddatum"}


def read_wanted(what: str, wanted: Params) -> dict[str, Any]:
    """What a client needs, as the fields of a toewijzing.

    Raises:
        InputError: a part is missing or odd.
    """
    check(f"{what}, gewenst", wanted, WANTED_FIELDS)
    return {field: wanted[field] for field in WANTED_FIELDS} | {
        "ingangsdatum": read_date(f"{what}, ingangsdatum", wanted["ingangsdatum"]),
        "einddatum": read_date_or_none(f"{what}, einddatum", wanted["einddatum"]),
    }
