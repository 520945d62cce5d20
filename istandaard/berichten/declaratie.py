"""The declaratie: 303 (declaratie or factuur, care of 2020) and 323 (from 2021 on), of many clients each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from migratietoets.istandaard.berichten.bedrag import make_period, make_total, read_period, read_total, signed
from migratietoets.istandaard.berichten.bericht import Bericht, BerichtError, quote
from migratietoets.istandaard.berichten.content import descend, only, read_date, text, text_or_none, without_empty
from migratietoets.istandaard.berichten.header import make_header, make_person, xsd_version
from migratietoets.istandaard.berichten.prestatie import Prestatie, make_prestatie, prestatie_lines, read_prestatie
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import berichtcodes, fixed_values

__all__ = [
    "DECLARATIE",
    "FACTUUR",
    "KINDS",
    "DeclaratieHeader",
    "Prestatie",
    "declaratie_header",
    "make_303",
    "make_323",
    "prestaties",
]

DECLARATIE = "D"
FACTUUR = "F"
KINDS = (DECLARATIE, FACTUUR)
"""In the order of their BerichtCodes."""

_PAYMENT_TO_AANBIEDER = "02"
_CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class DeclaratieHeader:
    """What a declaratie or factuur says as a whole.

    Attributes:
        kind: "D" declaratie, "F" factuur.
        number: the declaratienummer or factuurnummer.
        begindatum, einddatum: of the declaratieperiode, both days included.
        totaalbedrag: signed euro cents.
        btw_totaalbedrag: signed euro cents, or None.
        btw_nummer: the VAT number of the aanbieder, or None.
    """

    kind: str
    number: str
    begindatum: date
    einddatum: date
    dagtekening: date
    totaalbedrag: int
    btw_totaalbedrag: int | None = None
    btw_nummer: str | None = None


def make_303(  # noqa: PLR0913  # a message has this many parts
    *,
    release: Release,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    number: str,
    dagtekening: date,
    period: tuple[date, date],
    clients: Sequence[Client],
    prestaties: Sequence[Prestatie],
    kind: str = DECLARATIE,
    btw_nummer: str | None = None,
) -> Bericht:
    """Make a 303, dated on its day of sending: a declaratie ("D") or a factuur ("F"), paid to the aanbieder.

    The nummer (letters and digits) is the DeclarantFactuurNummer, which also identifies the message; the periode is the
    declaratieperiode, both days included. Of the clienten those with a prestatie come in the message, in the order in
    which these first name them. The totals follow from the prestaties (TR312, TR313).

    Raises:
        BerichtError: another kind, or a prestatie of a client who is not among clienten.
    """
    if kind not in KINDS:
        raise BerichtError(f"Verwacht soort D (declaratie) of F (factuur); gevonden {quote(kind)}.")
    btw = [signed(one.btw_bedrag, one.debet_credit) for one in prestaties if one.btw_bedrag is not None]
    fixed = fixed_values("303", release, domein) | {
        "BerichtCode": berichtcodes("303", domein)[KINDS.index(kind)],
    }
    header = without_empty(
        **fixed,
        Gemeente=gemeente,
        Aanbieder=aanbieder,
        BetalingAanID=_PAYMENT_TO_AANBIEDER,
        DeclaratieFactuurIdentificatie=without_empty(
            DeclaratiePeriode=make_period(*period),
            DeclarantFactuurNummer=number,
            FactuurDagtekening=dagtekening.isoformat(),
            BtwIDNummer=btw_nummer,
            ValutaCode=_CURRENCY,
        ),
        DeclaratieFactuurBedragen=without_empty(
            DeclaratieFactuurTotaalBedrag=make_total(sum(one.saldo for one in prestaties)),
            BtwTotaalBedrag=make_total(sum(btw)) if btw else None,
        ),
        XsdVersie=xsd_version("303", release, domein),
    )
    people = {person.bsn: person for person in clients}
    lines = []
    for bsn, own in _per_client(prestaties).items():
        if bsn not in people:
            raise BerichtError(f"Prestatie {own[0].referentienummer}: de cliënt ontbreekt in clienten. Voeg die toe.")
        lines.append(make_person(people[bsn]) | _prestaties([make_prestatie("303", one) for one in own]))
    return Bericht("303", release, domein, {"Header": header, "Clienten": {"Client": lines}})


def make_323(  # noqa: PLR0913  # a message has this many parts
    *,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    identificatie: str,
    number: str,
    dagtekening: date,
    period: tuple[date, date],
    prestaties: Sequence[Prestatie],
) -> Bericht:
    """Make a 323, which exists in release 3.0 only; message and declaratie are dated on the day of sending.

    The identificatie is that of the message, the nummer (letters and digits) the DeclaratieNummer; the periode is the
    declaratieperiode, both days included. The prestaties come by client, in the order in which they first name one;
    the total follows from them (TR358). A 323 has no btw: that part of a Prestatie is left out.
    """
    header = make_header(
        kind="323",
        release=Release.R30,
        domein=domein,
        afzender=aanbieder,
        ontvanger=gemeente,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    lines = [
        {"Bsn": bsn} | _prestaties([make_prestatie("323", one) for one in own])
        for bsn, own in _per_client(prestaties).items()
    ]
    declaratie = {
        "DeclaratieNummer": number,
        "DeclaratiePeriode": make_period(*period),
        "DeclaratieDagtekening": dagtekening.isoformat(),
        "TotaalIngediendBedrag": make_total(sum(one.saldo for one in prestaties)),
        "Clienten": {"Client": lines},
    }
    return Bericht("323", Release.R30, domein, {"Header": header, "Declaratie": declaratie})


def _per_client(prestaties: Sequence[Prestatie]) -> dict[str, list[Prestatie]]:
    per_client: dict[str, list[Prestatie]] = {}
    for one in prestaties:
        per_client.setdefault(one.bsn, []).append(one)
    return per_client


def _prestaties(lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"Prestaties": {"Prestatie": lines}}


def declaratie_header(bericht: Bericht) -> DeclaratieHeader:
    """Read what a 303 or 323 says as a whole.

    Raises:
        BerichtError: another message, or a part is missing or odd.
    """
    only(bericht, "303", "323")
    if bericht.kind == "303":
        return _header_303(bericht)
    content, where = descend(bericht.content, "Declaratie"), f"{bericht.name}/Declaratie"
    start, end = read_period(content, "DeclaratiePeriode", where)
    return DeclaratieHeader(
        kind=DECLARATIE,
        number=text(content, "DeclaratieNummer", where),
        begindatum=start,
        einddatum=end,
        dagtekening=read_date(content, "DeclaratieDagtekening", where),
        totaalbedrag=read_total(content, "TotaalIngediendBedrag", where),
    )


def _header_303(bericht: Bericht) -> DeclaratieHeader:
    header, where = descend(bericht.content, "Header"), f"{bericht.name}/Header"
    code, codes = text(header, "BerichtCode", where), berichtcodes("303", bericht.domein)
    if code not in codes:
        raise BerichtError(f"{where}/BerichtCode: verwacht {' of '.join(codes)}; gevonden {quote(code)}.")
    source, bedragen = descend(header, "DeclaratieFactuurIdentificatie"), descend(header, "DeclaratieFactuurBedragen")
    id_path, amounts_path = f"{where}/DeclaratieFactuurIdentificatie", f"{where}/DeclaratieFactuurBedragen"
    start, end = read_period(source, "DeclaratiePeriode", id_path)
    return DeclaratieHeader(
        kind=KINDS[codes.index(code)],
        number=text(source, "DeclarantFactuurNummer", id_path),
        begindatum=start,
        einddatum=end,
        dagtekening=read_date(source, "FactuurDagtekening", id_path),
        totaalbedrag=read_total(bedragen, "DeclaratieFactuurTotaalBedrag", amounts_path),
        btw_totaalbedrag=read_total(bedragen, "BtwTotaalBedrag", amounts_path)
        if "BtwTotaalBedrag" in bedragen
        else None,
        btw_nummer=text_or_none(source, "BtwIDNummer"),
    )


def prestaties(bericht: Bericht) -> list[Prestatie]:
    """Read the prestaties of a 303 or 323, of all clients, in the order of the message.

    Raises:
        BerichtError: another message, or a prestatie of which a part is missing or odd.
    """
    only(bericht, "303", "323")
    below = bericht.content if bericht.kind == "303" else descend(bericht.content, "Declaratie")
    where = f"{bericht.name}/Prestatie"
    return [read_prestatie(bericht.kind, bsn, line, where) for bsn, _, line in prestatie_lines(below, where)]
