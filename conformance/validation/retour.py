"""The retourbericht that a receiver sends on a message, after what validation says of it."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from migratietoets.istandaard.berichten import BerichtError, build, read
from migratietoets.istandaard.berichten.antwoord import make_answer
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF
from migratietoets.istandaard.validation import Remark, validate

_NIBBLES = str.maketrans("0123456789abcdef", "ABCDEFGHJKLMNPRS")
"""Letters alone, so that no identification can be taken for another number."""
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Retour:
    """A retourbericht, or why there is none.

    Attributes:
        name: its usual name, as WMO302.
        xml: the message; None where none can be made.
        complaint: why not.
    """

    name: str
    xml: bytes | None
    complaint: str = ""


def answer(data: bytes, detected: tuple[str, Release, Domein] | None, remarks: Sequence[Remark]) -> Retour | None:
    """What a receiver answers: refused whole with 0001, line by line with the codes of the model, or approved.

    A rule that is only assumed, or has no retourcode, refuses nothing. The retour has the dagtekening of the message,
    and an identification that follows from its bytes.

    Returns:
        None for a retourbericht, which nobody answers.
    """
    if detected is not None and detected[0] in RETOUR_OF:
        return None
    try:
        heen = read(data.removeprefix(BOM_UTF8))
        made = make_answer(
            heen, _codes(remarks), identificatie=identificatie(data), dagtekening=header(heen).dagtekening
        )
        xml = build(made)
    except BerichtError as error:
        return Retour("", None, str(error))
    wrong = [remark for remark in validate(xml) if not remark.assumed]
    if wrong:
        return Retour(made.name, None, f"de kop is niet te herhalen: {wrong[0].text}")
    return Retour(made.name, xml)


def identificatie(data: bytes) -> str:
    """The identification of the answer to a message: the same for the same bytes."""
    return sha256(data).hexdigest()[:_LONGEST].translate(_NIBBLES)


def _codes(remarks: Iterable[Remark]) -> list[tuple[str, str]]:
    """Each code that refuses something, with what it is about."""
    return [(remark.element, remark.retourcode) for remark in remarks if not remark.assumed and remark.retourcode]
