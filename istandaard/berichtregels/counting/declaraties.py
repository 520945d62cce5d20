"""A 303 or 323 as a whole: totals and the numbers of its prestaties."""

from collections.abc import Callable, Iterator
from functools import cache
from math import isnan

from lxml import etree

from migratietoets.istandaard.berichtregels.breach import Breach
from migratietoets.istandaard.berichtregels.conditions import BASE, BERICHT, find, ready
from migratietoets.istandaard.berichtregels.counting.counted import Detected, counted, elements, repeated, said_twice
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.schemas.structure import structure

LINES = {
    "303": "Clienten/Client/Prestaties/Prestatie",
    "304": "Clienten/Client/Prestaties/Prestatie",
    "323": "Declaratie/Clienten/Client/Prestaties/Prestatie",
    "325": "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie",
}
"""Where the prestaties of a message stand."""
CREDITS = {kind: f"{LINES[kind]}/ProductReferentie/VorigReferentieNummer" for kind in ("303", "323")}
"""Something is credited."""
CLAIMED = {
    "303": "IngediendeBedragPrestatie/DeclaratieFactuurBedrag",
    "304": "IngediendeBedragPrestatie/DeclaratieFactuurBedrag",
    "323": "IngediendBedrag",
    "325": "IngediendBedrag",
}
"""Where the amount of a prestatie stands in it."""
LARGEST = 999_999_999_999
"""What a total can hold (RS040)."""


@cache
def summed(detected: Detected, bedragen: str) -> Callable[[etree._Element], float]:
    """From the root to the sum of amounts with debit or credit, less credits, in cents; NaN if one is no number."""
    place = f"/{BERICHT}:Bericht/{find((structure(*detected),), bedragen)}"
    credited = f"sum({place}/{BASE}:DebetCredit[.='C']/../{BASE}:Bedrag)"
    compiled: Callable[[etree._Element], float] = ready(f"sum({place}/{BASE}:Bedrag) - 2 * {credited}", detected)
    return compiled


def signed(total: etree._Element | None) -> int | None:
    """An amount with debit or credit, in cents; None where it cannot be read."""
    parts = [one.text or "" for one in total] if total is not None else []
    bedrag, sign = parts if len(parts) == 2 else ("", "")  # noqa: PLR2004  # both its parts
    if not bedrag.strip().isdecimal() or int(bedrag) > LARGEST:
        return None
    return -int(bedrag) if sign == "C" else int(bedrag)


def in_cents(saldo: int) -> str:
    """Signed cents, in Dutch."""
    return f"{abs(saldo)} cent{' credit' if saldo < 0 else ''}"


def _total_is_the_sum(rule: str, root: etree._Element, detected: Detected, total: str, bedrag: str) -> Iterator[Breach]:
    for element in elements(detected, total)(root):
        says, due = signed(element), summed(detected, f"{LINES[detected[0]]}/{bedrag}")(root)
        if says is not None and not isnan(due) and says != due:
            name = total.rpartition("/")[2]
            expected = f"{in_cents(int(due))}, de som van de prestaties"
            yield Breach(rule, element, name, expected, in_cents(says))


@counted("TR312", "303", ook_24=True)
def total_of_a_303(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """The total is the sum of the prestaties, credits subtracted."""
    total = "Header/DeclaratieFactuurBedragen/DeclaratieFactuurTotaalBedrag"
    return _total_is_the_sum("TR312", root, detected, total, CLAIMED["303"])


@counted("TR313", "303", ook_24=True)
def btw_of_a_303(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """So is the total of the btw; where it is absent, CD055 says whether it may be."""
    total = "Header/DeclaratieFactuurBedragen/BtwTotaalBedrag"
    return _total_is_the_sum("TR313", root, detected, total, "IngediendeBedragPrestatie/BtwBedrag")


@counted("TR358", "323")
def total_of_a_323(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """The total is the sum of the prestaties, credits subtracted."""
    return _total_is_the_sum("TR358", root, detected, "Declaratie/TotaalIngediendBedrag", CLAIMED["323"])


@counted("TR101", "304", "325")
def no_prestatie_stands_twice(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """No two prestaties of a client have the same numbers and, in a 303 or 304, the same product."""
    referenties = elements(detected, f"{LINES[detected[0]]}/ProductReferentie")(root)
    if len({one[0].text for one in referenties if len(one)}) == len(referenties):
        return
    for again in repeated((_key(one, detected), one) for one in referenties):
        expected = "een andere sleutel dan elke eerdere prestatie van de cliënt"
        yield Breach("TR101", again, "ProductReferentie", expected, "dezelfde sleutel nog eens")


def _key(referentie: etree._Element, detected: Detected) -> tuple[object, ...]:
    """The logical key of a prestatie, with its client."""
    prestatie = referentie.getparent()
    assert prestatie is not None
    product = ("ProductCategorie", "ProductCode") if detected[0] in {"303", "304"} else ()
    numbers = tuple(one.text for one in referentie)
    return prestatie.getparent(), numbers, *(prestatie.findtext(f"{{*}}{name}") for name in product)


@counted("TR314", "303", "323", ook_24=True)
def a_number_is_used_once(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """No two prestaties have the same ReferentieNummer, debit or credit; without such two none has the same key."""
    path = f"{LINES[detected[0]]}/ProductReferentie/ReferentieNummer"
    again = list(said_twice("TR314", root, detected, path, "een nummer dat nog niet in het bericht staat"))
    yield from again
    if again and detected[1] == Release.R30:
        yield from no_prestatie_stands_twice(root, detected)


@counted("TR315", "303", "323", ook_24=True, when=CREDITS)
def what_is_credited_is_credited_once(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """No two prestaties have the same VorigReferentieNummer."""
    expected = "een nummer dat nog niet in het bericht gecrediteerd is"
    return said_twice("TR315", root, detected, CREDITS[detected[0]], expected)


@counted("TR316", "303", "323", ook_24=True, when=CREDITS)
def what_is_credited_stands_elsewhere(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """A debit is not credited in its own message."""
    lines = f"{LINES[detected[0]]}/ProductReferentie"
    credited = elements(detected, f"{lines}/VorigReferentieNummer")(root)
    referenties = elements(detected, lines)(root) if credited else []
    debits = {one[0].text for one in referenties if len(one) == 1}
    for number in credited:
        if number.text in debits:
            expected = "een prestatie uit een eerder bericht"
            yield Breach("TR316", number, "VorigReferentieNummer", expected, "een prestatie in dit bericht")
