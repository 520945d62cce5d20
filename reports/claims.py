"""What was delivered to each client of a case and in which claims it was put: the data behind the claim picture."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from istandaard.berichten import Bericht, Berichtfout
from istandaard.berichten.declaratie import declaratiekop, prestaties
from istandaard.berichten.declaratieantwoord import afgekeurde, geweigerd
from istandaard.berichten.kop import identiteit
from istandaard.berichten.prestatie import Prestatie
from istandaard.kalender import dagen_van
from istandaard.model import Sleutel
from istandaard.releases import Domein, Release
from reports.declaratietekst import soortnaam
from reports.voorraad import Event, Voorraad, aanbieder_van
from reports.woorden import moment

DECLARATIES = frozenset({"303", "323"})
ANTWOORDEN = frozenset({"304", "325"})

Periode = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Levering:
    """What an aanbieder was told to record: a day, or a whole ISO week; `params` as in the command."""

    dagen: Periode
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """One prestatie in a claim.

    Attributes:
        bericht: the number of its message.
        soort: 303-D, 303-F or 323.
        verstuurd: the day of sending.
        declaratieperiode: of the whole claim.
        afgekeurd: not, or not wholly, granted in an answer.
        van_toets: the message was made by the kit.
    """

    bericht: int
    soort: str
    release: Release
    verstuurd: date
    declaratieperiode: Periode
    prestatie: Prestatie
    afgekeurd: bool
    van_toets: bool

    @property
    def dagen(self) -> Periode:
        """The productperiode."""
        return self.prestatie.begindatum, self.prestatie.einddatum


@dataclass(slots=True)
class Zorg:
    """All that was delivered and claimed of one product by one aanbieder; `sleutel` names them."""

    sleutel: Sleutel
    leveringen: list[Levering] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Clientclaims:
    """All care of one client, who is only known by a letter."""

    letter: str
    zorg: tuple[Zorg, ...]


def claims(events: Iterable[Event], voorraad: Voorraad, letters: Mapping[str, str]) -> tuple[Clientclaims, ...]:
    """What was delivered and claimed per client, in the order of their letters; what cannot be read is left out.

    Args:
        events: of one case, in their order.
        voorraad: the same events, folded.
        letters: BSN -> letter.
    """
    eigen = list(events)
    domein = next((bericht.domein for bericht in voorraad.berichten.values()), Domein.WMO)
    per_client: dict[str, dict[tuple[str, str, str], Zorg]] = {bsn: {} for bsn in letters}

    def plek(bsn: str, aanbieder: str, categorie: str, code: str) -> Zorg | None:
        if bsn not in per_client:
            return None
        sleutel = Sleutel("", domein, aanbieder, "", None, categorie, code, date.min)
        return per_client[bsn].setdefault((aanbieder, categorie, code), Zorg(sleutel))

    for wie, levering in _leveringen(eigen):
        if zorg := plek(*wie):
            zorg.leveringen.append(levering)
    for aanbieder, claim in _claims(eigen, voorraad):
        een = claim.prestatie
        if zorg := plek(een.bsn, aanbieder, een.categorie, een.code):
            zorg.claims.append(claim)
    return tuple(
        Clientclaims(letters[bsn], tuple(zorg for _, zorg in sorted(zorgen.items())))
        for bsn, zorgen in per_client.items()
        if zorgen
    )


def _leveringen(events: Iterable[Event]) -> Iterator[tuple[tuple[str, str, str, str], Levering]]:
    """Every delivery with BSN, aanbieder, categorie and code; a command in another shape records nothing."""
    for event in events:
        if event["event"] != "instruct" or event.get("command") != "registreer_levering":
            continue
        try:
            params, toewijzing = event["params"], event["params"]["toewijzing"]
            wie = (toewijzing["bsn"], toewijzing["aanbieder"], params["categorie"] or "", params["code"] or "")
            dagen = dagen_van(params["geleverd"])
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
        if all(isinstance(deel, str) for deel in wie):
            yield wie, Levering(dagen, params)


def _claims(events: Iterable[Event], voorraad: Voorraad) -> Iterator[tuple[str, Claim]]:
    """Every prestatie with its aanbieder, in the order of the messages."""
    eigen = [(event, voorraad.berichten[event["n"]]) for event in events if event.get("n") in voorraad.berichten]
    af = {paar for _, bericht in eigen if bericht.soort in ANTWOORDEN for paar in _afgekeurd(bericht)}
    for event, bericht in eigen:
        if bericht.soort not in DECLARATIES:
            continue
        try:
            hoofd, regels = declaratiekop(bericht), prestaties(bericht)
        except Berichtfout:
            continue
        wie = identiteit(bericht)
        for een in regels:
            yield (
                aanbieder_van(bericht) or "",
                Claim(
                    event["n"],
                    soortnaam(bericht),
                    bericht.release,
                    moment(event["at"]).date(),
                    (hoofd.begindatum, hoofd.einddatum),
                    een,
                    bool(af & {(wie, een.referentienummer), (wie, None)}),
                    event.get("origin") == "kit",
                ),
            )


def _afgekeurd(bericht: Bericht) -> list[tuple[tuple[str, str] | None, str | None]]:
    """The claim an answer is about with each prestatie it does not grant; None means all of them."""
    wie = identiteit(bericht)
    try:
        if geweigerd(bericht):
            return [(wie, None)]
        return [(wie, een.prestatie.referentienummer) for een in afgekeurde(bericht)]
    except Berichtfout:
        return []
