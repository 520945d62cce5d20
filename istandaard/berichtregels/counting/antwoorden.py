"""A 304 or 325 as a whole: what it grants, and whom it names."""

from collections.abc import Iterator
from math import isnan

from lxml import etree

from migratietoets.istandaard.berichten.declaratieantwoord import GRANTED
from migratietoets.istandaard.berichten.retour import APPROVED
from migratietoets.istandaard.berichtregels.breach import Breach
from migratietoets.istandaard.berichtregels.counting.counted import Detected, counted, elements, repeated
from migratietoets.istandaard.berichtregels.counting.declaraties import CLAIMED, LINES, in_cents, signed, summed

NO_FAULT = {APPROVED, GRANTED}
CODES = {"304": "Header/RetourCodes/RetourCode", "325": "DeclaratieAntwoord/RetourCodes/RetourCode"}
"""Where it says whether the declaratie is refused as a whole."""
TOTALS = {
    "304": ("Header/RetourBedragen/IngediendTotaalBedrag", "Header/RetourBedragen/ToegekendTotaalBedrag"),
    "325": ("DeclaratieAntwoord/TotaalIngediendBedrag", "DeclaratieAntwoord/TotaalToegekendBedrag"),
}
"""Where it says what was claimed and what is granted."""


@counted("TR320", "304", ook_24=True)
def total_of_a_304(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """What is not granted is what the prestaties in it lack."""
    granted = summed(detected, f"{LINES['304']}/ToegekendeBedragPrestatie/ToegekendBedrag")(root)
    return _what_is_granted_is_the_rest("TR320", root, detected, {_claimed(root, detected) - granted})


@counted("TR342", "325")
def total_of_a_325(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """What is not granted is the sum of the prestaties in it; with or without those it should not name (OP303)."""
    named = elements(detected, LINES["325"])(root)
    fine = sum(signed(one.find("{*}IngediendBedrag")) or 0 for one in named if not _rejected(one))
    whole = _claimed(root, detected)
    return _what_is_granted_is_the_rest("TR342", root, detected, {whole, whole - fine})


def _claimed(root: etree._Element, detected: Detected) -> float:
    return summed(detected, f"{LINES[detected[0]]}/{CLAIMED[detected[0]]}")(root)


def _rejected(prestatie: etree._Element) -> bool:
    """Whether a prestatie or its client carries a code that says what is wrong."""
    client = next(prestatie.iterancestors("{*}Client"))
    codes = [*prestatie.findall("{*}RetourCodes/*"), *client.findall("{*}RetourCodes/*")]
    return bool({one.text for one in codes} - NO_FAULT)


def _what_is_granted_is_the_rest(
    rule: str, root: etree._Element, detected: Detected, rejected: set[float]
) -> Iterator[Breach]:
    claimed, granted = (elements(detected, path)(root) for path in TOTALS[detected[0]])
    if not claimed or not granted:
        return
    asked, says = signed(claimed[0]), signed(granted[0])
    if asked is None or says is None or any(map(isnan, rejected)):
        return
    refused = {one.text for one in elements(detected, CODES[detected[0]])(root)} - NO_FAULT
    due = [0] if refused else [asked - int(part) for part in sorted(rejected)]
    if says not in due:
        why = "want alles is afgekeurd" if refused else "wat is ingediend zonder wat is afgekeurd"
        name = TOTALS[detected[0]][1].rpartition("/")[2]
        yield Breach(rule, granted[0], name, f"{in_cents(due[0])}, {why}", in_cents(says))


@counted("TR101", "304", "325")
def no_client_stands_twice(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """Each client is in it once."""
    clients = elements(detected, LINES[detected[0]].removesuffix("/Prestaties/Prestatie") + "/Bsn")(root)
    for again in repeated((one.text, one) for one in clients):
        yield Breach("TR101", again, "Bsn", "een cliënt die er nog niet in staat", "dezelfde cliënt nog eens")
