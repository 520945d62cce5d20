"""What a built defect leads to: who does what, in which release, between which days.

Nothing here looks for defects: the builder says what it broke, the dates say when that matters.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generators.breuken import Breuk
from generators.label import REDENEN, Actie, Alternatief, Label
from generators.omvangen import omvangvelden
from generators.opvolgers import KIES_VERVANGING, Opvolger
from generators.producten import TOTAAL
from istandaard.model import Inhoud, Omvang, Toewijzing
from istandaard.releases import (
    DECEMBER_VAN,
    EERSTE_DAG_30,
    EINDE_2020,
    INGANG_30,
    UITERLIJK_30,
    UITERLIJK_NUMMER,
    UITERLIJK_VARIANT,
    Release,
)
from istandaard.verloop import CORRECTIE

KIES_EINDDATUM = "Kies een einddatum: vanaf 2021 is die verplicht bij deze frequentie of bij een budget."
KIES_VOLUME = "Kies het volume van de opvolger: zonder einddatum is een totaal niet naar dagen te verdelen."
KIES_VOLUME_DECEMBER = "Kies het volume voor december 2020: zonder einddatum is een totaal niet naar dagen te verdelen."
VOORAF_INTREKKEN = "vooraf_intrekken"
CONTRACTWIJZIGING = "03"
"""RedenWijziging of a toewijzing withdrawn to migrate (AF-01)."""
_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Verzending:
    """A release and the days on which a message may go out."""

    release: Release
    latest: date
    earliest: date | None = None


_NUMMER = _Verzending(Release.R24, UITERLIJK_NUMMER)
_VARIANT = _Verzending(Release.R24, UITERLIJK_VARIANT)
_DRIE = _Verzending(Release.R30, UITERLIJK_30, EERSTE_DAG_30)


@dataclass(frozen=True, slots=True)
class _Stap:
    actie: Actie
    keuzes: tuple[str, ...] = ()


def naar_rato(volume: int, deel: tuple[date, date], geheel: tuple[date, date]) -> int:
    """The share of a volume by days, half up, at least 1; both ends of a period count."""
    dagen, alle = ((tot - van).days + 1 for van, tot in (deel, geheel))
    return max(1, (2 * volume * dagen + alle) // (2 * alle))


def _trek_in(toewijzing: Toewijzing, grens: date, via: _Verzending) -> _Stap:
    """Per the last day before the split, or cancelled when it has not begun by then."""
    begint_later = toewijzing.ingangsdatum > grens
    return _Stap(
        Actie(
            "gemeente",
            "intrekken",
            "301",
            via.release,
            via.earliest,
            via.latest,
            reden_wijziging=CORRECTIE if begint_later else CONTRACTWIJZIGING,
            einddatum=toewijzing.ingangsdatum if begint_later else grens,
        )
    )


def _stop() -> _Stap:
    dag = UITERLIJK_NUMMER
    return _Stap(Actie("aanbieder", "stop_zorg", "307", Release.R24, dag, dag, einddatum=dag))


def _informeer() -> _Stap:
    return _Stap(Actie("gemeente", "informeer_aanbieder", None, None, None, UITERLIJK_VARIANT))


def _geef(via: _Verzending, inhoud: Inhoud, van: date, tot: date | None, keuzes: Iterable[str] = ()) -> _Stap:
    volume, eenheid, frequentie = omvangvelden(inhoud.omvang)
    return _Stap(
        Actie(
            "gemeente",
            "nieuwe_toewijzing",
            "301",
            via.release,
            via.earliest,
            via.latest,
            ingangsdatum=van,
            einddatum=tot,
            categorie=inhoud.categorie,
            code=inhoud.code,
            volume=volume,
            eenheid=eenheid,
            frequentie=frequentie,
            budget=inhoud.budget,
        ),
        tuple(keuzes),
    )


def _aandeel(toewijzing: Toewijzing, inhoud: Inhoud, van: date, tot: date | None) -> Inhoud:
    """The content for part of the run: a total is shared by days, anything else is a rate and stays."""
    omvang = inhoud.omvang
    if omvang is None or omvang.frequentie != TOTAAL or omvang.volume is None:
        return inhoud
    if toewijzing.einddatum is None or tot is None:
        volume = None
    else:
        volume = naar_rato(omvang.volume, (van, tot), (toewijzing.ingangsdatum, toewijzing.einddatum))
    return replace(inhoud, omvang=Omvang(volume, omvang.eenheid, omvang.frequentie))


def _onverdeeld(inhoud: Inhoud) -> bool:
    return inhoud.omvang is not None and inhoud.omvang.volume is None


def _december(toewijzing: Toewijzing) -> _Stap:
    """The first part under a unique number: old content, at the latest to 31-12-2020 (BS-06)."""
    van = max(toewijzing.ingangsdatum, DECEMBER_VAN)
    tot = min(toewijzing.einddatum or EINDE_2020, EINDE_2020)
    inhoud = _aandeel(toewijzing, toewijzing.inhoud, van, tot)
    return _geef(_NUMMER, inhoud, van, tot, (KIES_VOLUME_DECEMBER,) if _onverdeeld(inhoud) else ())


def _vervolg(toewijzing: Toewijzing, opvolger: Opvolger, vanaf: date, via: _Verzending) -> _Stap:
    """The successor, from the split or from the original ingangsdatum."""
    van, tot = max(toewijzing.ingangsdatum, vanaf), toewijzing.einddatum
    inhoud = _aandeel(toewijzing, opvolger.inhoud, van, tot)
    keuzes = [*opvolger.keuzes]
    if _onverdeeld(inhoud):
        keuzes.append(KIES_VOLUME)
    if tot is None and opvolger.vraagt_einddatum:
        keuzes.append(KIES_EINDDATUM)
    return _geef(via, inhoud, van, tot, keuzes)


def _zonder_nummer(toewijzing: Toewijzing, opvolger: Opvolger | None) -> list[_Stap]:
    """Everything for a toewijzing without a unique number (MT-01, MT-02, BS-05..07).

    Args:
        toewijzing: the old one.
        opvolger: what follows in 2021; None when nothing is valid by then.
    """
    stappen = [_trek_in(toewijzing, UITERLIJK_NUMMER, _NUMMER)]
    if toewijzing.gestart and toewijzing.ingangsdatum <= UITERLIJK_NUMMER:
        stappen.append(_stop())
    if opvolger is None:
        return [*stappen, _december(toewijzing)]
    if not opvolger.pas_in_30:
        return [*stappen, _vervolg(toewijzing, opvolger, DECEMBER_VAN, _NUMMER)]
    if toewijzing.ingangsdatum <= EINDE_2020:
        stappen.append(_december(toewijzing))
    return [*stappen, _vervolg(toewijzing, opvolger, INGANG_30, _DRIE)]


def _doorlopen(toewijzing: Toewijzing, opvolger: Opvolger) -> list[_Stap]:
    """One 3.0 message with both (BS-04)."""
    return [_trek_in(toewijzing, EINDE_2020, _DRIE), _vervolg(toewijzing, opvolger, INGANG_30, _DRIE)]


def _vooraf(toewijzing: Toewijzing, opvolger: Opvolger) -> list[_Stap]:
    """Withdrawn in 2.4, the successor in 3.0, and the aanbieder knows (BS-03)."""
    return [
        _informeer(),
        _trek_in(toewijzing, EINDE_2020, _VARIANT),
        _vervolg(toewijzing, opvolger, INGANG_30, _DRIE),
    ]


def _met_nummer(toewijzing: Toewijzing, opvolger: Opvolger) -> list[_Stap]:
    """Withdrawn and sent anew in 2.4 (MT-04)."""
    return [_trek_in(toewijzing, EINDE_2020, _VARIANT), _vervolg(toewijzing, opvolger, INGANG_30, _VARIANT)]


def _alleen_vooraf(toewijzing: Toewijzing, breuk: Breuk) -> bool:
    return not toewijzing.instemming or breuk.invalide_30 or toewijzing.ingangsdatum >= INGANG_30


def _hoofdroute(toewijzing: Toewijzing, breuk: Breuk, opvolger: Opvolger, *, nummer_stuk: bool) -> list[_Stap]:
    if nummer_stuk:
        return _zonder_nummer(toewijzing, opvolger)
    if not opvolger.pas_in_30:
        return _met_nummer(toewijzing, opvolger)
    return (_vooraf if _alleen_vooraf(toewijzing, breuk) else _doorlopen)(toewijzing, opvolger)


def _keuzes(*groepen: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keuze for groep in groepen for keuze in groep))


def _acties(stappen: Iterable[_Stap]) -> tuple[Actie, ...]:
    return tuple(stap.actie for stap in stappen)


def _redenen(breuk: Breuk, *, nummer_stuk: bool, loopt_door: bool) -> tuple[str, ...]:
    gebouwd = {*(breuk.reasons if loopt_door else ()), *(("no_unique_number",) if nummer_stuk else ())}
    return tuple(reden for reden in REDENEN if reden in gebouwd)


def label(toewijzing: Toewijzing, breuk: Breuk, *, nummer_stuk: bool) -> Label:
    """The label of a toewijzing built with this break.

    Args:
        toewijzing: as it stands in release 2.4.
        breuk: how its content was built.
        nummer_stuk: it was built without a number, or with one that another holds too.
    """
    tot = toewijzing.einddatum
    loopt_door = not toewijzing.geannuleerd and (tot is None or tot > EINDE_2020)
    nummer_stuk = nummer_stuk and not toewijzing.geannuleerd and (tot is None or tot > UITERLIJK_NUMMER)
    reasons = _redenen(breuk, nummer_stuk=nummer_stuk, loopt_door=loopt_door)
    twijfel = breuk.twijfel if loopt_door else ()
    if not reasons:
        return Label(toewijzing.id, remarks=twijfel)
    rules = (("TW-02",) if nummer_stuk else ()) + (("TW-03",) if loopt_door and breuk.reasons else ())
    kaal = Label(toewijzing.id, reasons, rules, UITERLIJK_NUMMER if nummer_stuk else UITERLIJK_VARIANT)
    if reasons == ("einddatum_ontbreekt",):
        wijzig = Actie("gemeente", "wijzig_einddatum", "301", Release.R24, None, UITERLIJK_VARIANT)
        return replace(kaal, remarks=_keuzes(twijfel, (KIES_EINDDATUM,)), actions=(wijzig,))
    if not loopt_door:
        return replace(kaal, actions=_acties(_zonder_nummer(toewijzing, None)))
    if len(breuk.opvolgers) > 1:
        wegen = [
            (opvolger.route, _hoofdroute(toewijzing, breuk, opvolger, nummer_stuk=nummer_stuk))
            for opvolger in breuk.opvolgers
        ]
        keuzes = (stap.keuzes for _, stappen in wegen for stap in stappen)
        return replace(
            kaal,
            remarks=_keuzes(twijfel, (KIES_VERVANGING,), *keuzes),
            alternatives=tuple(Alternatief(route, _acties(stappen)) for route, stappen in wegen),
        )
    (opvolger,) = breuk.opvolgers
    stappen = _hoofdroute(toewijzing, breuk, opvolger, nummer_stuk=nummer_stuk)
    mag_doorlopen = opvolger.pas_in_30 and not nummer_stuk and not _alleen_vooraf(toewijzing, breuk)
    return replace(
        kaal,
        deadline=UITERLIJK_30 if mag_doorlopen else kaal.deadline,
        remarks=_keuzes(twijfel, *(stap.keuzes for stap in stappen)),
        actions=_acties(stappen),
        alternatives=(Alternatief(VOORAF_INTREKKEN, _acties(_vooraf(toewijzing, opvolger))),) if mag_doorlopen else (),
    )
