"""The answer to a declaratie or factuur: 304 on a 303, 325 on a 323. Only what is rejected is repeated in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from migratietoets.istandaard.berichten.bedrag import DEBET, make_bedrag, make_total, read_bedrag, read_total, signed
from migratietoets.istandaard.berichten.bericht import Bericht, BerichtError, quote
from migratietoets.istandaard.berichten.content import children, descend, only, text_or_none, without_empty
from migratietoets.istandaard.berichten.declaratie import DECLARATIE, KINDS, declaratie_header, prestaties
from migratietoets.istandaard.berichten.header import header, make_header, xsd_version
from migratietoets.istandaard.berichten.prestatie import Prestatie, prestatie_lines, read_prestatie
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED
from migratietoets.istandaard.schemas.release_facts import berichtcodes

GRANTED = "8001"
"""The whole declaratie or factuur is granted."""

_NO_CODES: Mapping[str, Sequence[str]] = MappingProxyType({})
_NO_BEDRAGEN: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rejected:
    """A prestatie that was not, or not wholly, granted.

    Attributes:
        retourcodes: what is wrong: the codes of the prestatie, then those of its client; without 0200.
        granted: what was granted all the same, in signed euro cents; not 0 only in a 304 on a declaratie (OP287).
    """

    prestatie: Prestatie
    retourcodes: tuple[str, ...]
    granted: int = 0


def make_304(
    heen: Bericht,
    *,
    identificatie: str,
    dagtekening: date,
    rejected: Mapping[str, Sequence[str]] = _NO_CODES,
    partly: Mapping[str, int] = _NO_BEDRAGEN,
    refused: Sequence[str] = (),
) -> Bericht:
    """Make the answer to a 303; its header repeats that of the 303 (IV056).

    Without more, everything is granted: 8001. With afgekeurd the header carries 0200 and the prestaties named there
    follow, each with its client; the rest is granted. With geweigerd nothing is, and there is a header alone.

    Args:
        heen: the 303 that is answered.
        identificatie: the GemeenteReferentieNummer of the answer.
        dagtekening: of the answer.
        rejected: ReferentieNummer of a prestatie -> its codes.
        partly: ReferentieNummer of a prestatie in afgekeurd -> the euro cents, without sign, that are granted all the
            same; on a declaratie only (OP287).
        refused: the codes that refuse the message as a whole (0001, 8855, 0030); afgekeurd then plays no part.

    Raises:
        BerichtError: another message, a prestatie that is not in it, or deels where that cannot be.
    """
    only(heen, "303")
    declaratie = declaratie_header(heen)
    kind = declaratie.kind
    if partly and (kind != DECLARATIE or set(partly) - set(rejected)):
        raise BerichtError("deels: verwacht prestaties van een declaratie (geen factuur) die ook in afgekeurd staan.")
    old = descend(heen.content, "Header")
    new = without_empty(
        BerichtCode=berichtcodes("304", heen.domein)[KINDS.index(kind)],
        RetourHeader={"GemeenteReferentieNummer": identificatie, "RetourDagtekening": dagtekening.isoformat()},
        RetourBedragen={
            "IngediendTotaalBedrag": make_total(declaratie.totaalbedrag),
            "ToegekendTotaalBedrag": make_total(0 if refused else _granted(heen, rejected, partly)),
        },
        XsdVersieRetour=xsd_version("304", heen.release, heen.domein),
        RetourCodes=_retourcodes(refused or ([APPROVED] if rejected else [GRANTED])),
    )
    content: dict[str, Any] = {
        "Header": {name: value for name, value in old.items() if name != "DeclaratieFactuurBedragen"} | new
    }
    if rejected and not refused:
        content["Clienten"] = _clients(
            heen.content, rejected, lambda number, line: _with_granted(line, partly.get(number, 0))
        )
    return Bericht("304", heen.release, heen.domein, content)


def make_325(
    heen: Bericht,
    *,
    identificatie: str,
    dagtekening: date,
    rejected: Mapping[str, Sequence[str]] = _NO_CODES,
    refused: Sequence[str] = (),
) -> Bericht:
    """Make the answer to a 323, sent by the gemeente in its own name (IV087).

    Without more, everything is granted: 8001 at the declaratie. With afgekeurd the prestaties named there follow,
    each with its client; the rest is granted. With geweigerd nothing is.

    Args:
        heen: the 323 that is answered.
        identificatie: of the answer.
        dagtekening: of the answer.
        rejected: ReferentieNummer of a prestatie -> its codes.
        refused: the codes that refuse the whole: 0001 the message, in a header alone; others the declaratie.
            afgekeurd then plays no part.

    Raises:
        BerichtError: another message, or a prestatie that is not in it.
    """
    only(heen, "323")
    technical = REJECTED in refused
    old, claimed = descend(heen.content, "Header"), header(heen)
    head = make_header(
        kind="325",
        release=heen.release,
        domein=heen.domein,
        afzender=claimed.ontvanger,
        ontvanger=claimed.afzender,
        identificatie=identificatie,
        dagtekening=dagtekening,
    ) | without_empty(
        DeclaratieIdentificatie=old["BerichtIdentificatie"],
        XsdVersieDeclaratie=old.get("XsdVersie"),
        RetourCodes=_retourcodes(refused if technical else [APPROVED]),
    )
    if technical:
        return Bericht("325", heen.release, heen.domein, {"Header": head})
    declaratie = declaratie_header(heen)
    answer: dict[str, Any] = {
        "DeclaratieNummer": declaratie.number,
        "TotaalIngediendBedrag": make_total(declaratie.totaalbedrag),
        "TotaalToegekendBedrag": make_total(0 if refused else _granted(heen, rejected, _NO_BEDRAGEN)),
    }
    if rejected and not refused:
        answer["Clienten"] = _clients(descend(heen.content, "Declaratie"), rejected, lambda _, line: line)
    answer["RetourCodes"] = _retourcodes(refused or ([APPROVED] if rejected else [GRANTED]))
    return Bericht("325", heen.release, heen.domein, {"Header": head, "DeclaratieAntwoord": answer})


def _retourcodes(codes: Sequence[str]) -> dict[str, list[str]]:
    return {"RetourCode": list(codes)}


def _granted(heen: Bericht, rejected: Mapping[str, Sequence[str]], partly: Mapping[str, int]) -> int:
    """What is granted of a declaratie, in signed cents (TR342)."""
    numbers = {one.referentienummer: one for one in prestaties(heen)}
    if strange := [number for number in rejected if number not in numbers]:
        raise BerichtError(f"afgekeurd: verwacht een prestatie uit de {heen.name}; gevonden {quote(strange[0])}.")
    minus = sum(one.saldo for one in prestaties(heen) if one.referentienummer in rejected)
    plus = sum(signed(bedrag, numbers[number].debet_credit) for number, bedrag in partly.items())
    return declaratie_header(heen).totaalbedrag - minus + plus


def _clients(
    below: dict[str, Any],
    rejected: Mapping[str, Sequence[str]],
    make: Callable[[str, dict[str, Any]], dict[str, Any]],
) -> dict[str, Any]:
    """The clients with a rejected prestatie, and of their prestaties only those (OP065, OP304)."""
    out = []
    for client in children(descend(below, "Clienten"), "Client"):
        lines = []
        for line in children(descend(client, "Prestaties"), "Prestatie"):
            number = text_or_none(descend(line, "ProductReferentie"), "ReferentieNummer") or ""
            if number in rejected:
                lines.append(make(number, line) | {"RetourCodes": _retourcodes(rejected[number])})
        if lines:
            out.append(client | {"Prestaties": {"Prestatie": lines}, "RetourCodes": _retourcodes([APPROVED])})
    return {"Client": out}


def _with_granted(line: dict[str, Any], bedrag: int) -> dict[str, Any]:
    """The prestatie with what the gemeente computes, which is what was claimed, and what it grants."""
    submitted = descend(line, "IngediendeBedragPrestatie")
    asked = submitted["DeclaratieFactuurBedrag"]
    granted = {
        "GemeenteBerekendBedrag": submitted.get("BerekendBedrag", asked),
        "ToegekendBedrag": make_bedrag(bedrag, asked["DebetCredit"] if bedrag else DEBET),
    }
    return line | {"ToegekendeBedragPrestatie": granted}


def refused(bericht: Bericht) -> tuple[str, ...]:
    """The codes with which a 304 or 325 refuses the whole; empty when it does not.

    Raises:
        BerichtError: another message.
    """
    only(bericht, "304", "325")
    codes = _codes(descend(bericht.content, "Header")) + _codes(descend(bericht.content, "DeclaratieAntwoord"))
    return tuple(code for code in codes if code not in {APPROVED, GRANTED})


def granted(bericht: Bericht) -> int:
    """What a 304 or 325 grants in all, in signed euro cents.

    Raises:
        BerichtError: another message, or the total is missing or odd.
    """
    only(bericht, "304", "325")
    if bericht.kind == "304":
        bedragen = descend(bericht.content, "Header", "RetourBedragen")
        return read_total(bedragen, "ToegekendTotaalBedrag", f"{bericht.name}/Header/RetourBedragen")
    if "DeclaratieAntwoord" not in bericht.content:
        return 0
    answer = descend(bericht.content, "DeclaratieAntwoord")
    return read_total(answer, "TotaalToegekendBedrag", f"{bericht.name}/DeclaratieAntwoord")


def rejected_prestaties(bericht: Bericht) -> list[Rejected]:
    """The prestaties that a 304 or 325 does not wholly grant, in the order of the message.

    A message that refuses the whole names none: see `refused`. A prestatie that is repeated with 0200, by a client
    with 0200, counts as granted.

    Raises:
        BerichtError: another message, or a prestatie of which a part is missing or odd.
    """
    only(bericht, "304", "325")
    is_304, where = bericht.kind == "304", f"{bericht.name}/Prestatie"
    below = bericht.content if is_304 else descend(bericht.content, "DeclaratieAntwoord")
    out = []
    for bsn, client, line in prestatie_lines(below, where):
        prestatie = read_prestatie("303" if is_304 else "323", bsn, line, where)
        codes = tuple(code for code in _codes(line) + _codes(client) if code != APPROVED)
        bedrag = 0
        if is_304:
            bedrag = signed(*read_bedrag(descend(line, "ToegekendeBedragPrestatie"), "ToegekendBedrag", where))
        whole = bedrag == prestatie.saldo if is_304 else bool(_codes(line))
        if codes or not whole:
            out.append(Rejected(prestatie, codes, bedrag))
    return out


def _codes(content: dict[str, Any]) -> tuple[str, ...]:
    codes = descend(content, "RetourCodes").get("RetourCode", [])
    return tuple(code.strip() for code in codes)
