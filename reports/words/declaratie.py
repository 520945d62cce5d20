"""What a claim says and what was granted of it, per prestatie, in plain Dutch and without any BSN."""

from collections.abc import Iterable, Iterator, Mapping

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.declaratie import FACTUUR, declaratie_header, prestaties
from migratietoets.istandaard.berichten.declaratieantwoord import Rejected, granted, refused, rejected_prestaties
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.codelijsten import EENHEID, RETOURCODE
from migratietoets.istandaard.codelijsten.codes import EURO
from migratietoets.istandaard.releases import Release
from migratietoets.reports.words.codes import label, name_code
from migratietoets.reports.words.content import LENGTH, cut, product, short, term
from migratietoets.reports.words.text import euro

OTHER_CLIENT = "andere cliënt"
"""Whose prestatie it is when the case does not know the client."""


def say_codes(codes: Iterable[str], release: Release, bsns: frozenset[str]) -> str:
    """Retourcodes with what they mean, each once."""
    unique = dict.fromkeys(codes)
    return ", ".join(f"{short(code, bsns)} {label(RETOURCODE, code, release)}".rstrip() for code in unique)


def volume(one: Prestatie, release: Release) -> str:
    """How much of what; with euros as eenheid the amount says it."""
    if one.eenheid == EURO:
        return euro(one.volume)
    return f"{one.volume} x {cut(name_code(EENHEID, one.eenheid, release), LENGTH).lower()}"


def kind_name(bericht: Bericht) -> str:
    """303-D, 303-F or 323."""
    return f"303-{declaratie_header(bericht).kind}" if bericht.kind == "303" else bericht.kind


def who(number: str | None, bsns: frozenset[str]) -> str:
    """The toewijzing a prestatie is claimed on."""
    return f"nr. {short(number, bsns)}" if number else "zonder nummer"


def say_prestatie(one: Prestatie, release: Release, bsns: frozenset[str]) -> str:
    """Toewijzing, product, productperiode, volume and amount; of a credit what it takes back."""
    tarief = "" if one.tarief is None else f" à {euro(one.tarief)}"
    back = ""
    if one.saldo < 0 or one.previous_referentienummer is not None:
        back = f"credit op {short(one.previous_referentienummer, bsns)}: "
    what = "" if one.eenheid == EURO else f"{volume(one, release)}{tarief} = "
    return (
        f"{back}{who(one.toewijzingnummer, bsns)}, {product(one.categorie, one.code)}, "
        f"{term(one.begindatum, one.einddatum)}, {what}{euro(one.saldo)} ({short(one.referentienummer, bsns)})"
    )


def say_declaratie(bericht: Bericht, bsns: frozenset[str], letters: Mapping[str, str]) -> Iterator[str]:
    """A 303 or 323: its period and total, then a line per prestatie with, where there are more, its client.

    Raises:
        BerichtError: a part of it is missing or odd.
    """
    head = declaratie_header(bericht)
    what = "factuur" if head.kind == FACTUUR else "declaratie"
    yield f"{what} over {term(head.begindatum, head.einddatum)}, totaal {euro(head.totaalbedrag)}"
    for one in prestaties(bericht):
        yield f"{whose(one.bsn, letters)}{say_prestatie(one, bericht.release, bsns)}"


def say_grant(bericht: Bericht, bsns: frozenset[str], letters: Mapping[str, str]) -> Iterator[str]:
    """A 304 or 325: what was granted in all, then a line per prestatie that was not.

    Raises:
        BerichtError: a part of it is missing or odd.
    """
    if codes := refused(bericht):
        yield f"geheel afgekeurd ({say_codes(codes, bericht.release, bsns)})"
        return
    yield f"toegekend {euro(granted(bericht))}"
    for one in rejected_prestaties(bericht):
        yield f"{whose(one.prestatie.bsn, letters)}{_rejected(one, bericht.release, bsns)}"


def whose(bsn: str, letters: Mapping[str, str]) -> str:
    """The client in front of a line; nothing where a case has one client, who then is meant."""
    letter = letters.get(bsn)
    return "" if letter and len(letters) == 1 else f"{letter or OTHER_CLIENT}: "


def _rejected(one: Rejected, release: Release, bsns: frozenset[str]) -> str:
    result = f"deels toegekend ({euro(one.granted)})" if one.granted else "afgekeurd"
    codes = f": {say_codes(one.retourcodes, release, bsns)}" if one.retourcodes else ""
    what = say_prestatie(one.prestatie, release, bsns)
    return f"{short(one.prestatie.referentienummer, bsns)} {result}{codes}; {what}"
