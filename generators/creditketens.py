"""Credit chains: a debit, what the gemeente answers, and the credit, with whether that was allowed (CR-01, CR-02)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from generators.declaraties import SOORT, Regel, periode_van, release_op
from generators.ketens import Schakel
from generators.leveringen import DECLARATIE, FACTUUR, INSPANNING, OUTPUT
from generators.personen import AANBIEDERS, persoon
from generators.producten import MAAND as PER_MAAND
from generators.producten import alledaags
from generators.scenarios import EERSTE_NUMMER, GEMEENTE
from generators.tarieven import tarief
from generators.tijdvakken import MAAND, VIER_WEKEN
from generators.toeval import bron, kans
from generators.zorg import ruimte
from istandaard.berichten import Bericht
from istandaard.berichten.declaratie import Prestatie, maak_303, maak_323
from istandaard.berichten.declaratieantwoord import maak_304, maak_325
from istandaard.berichten.delen import CREDIT
from istandaard.kalender import maand, werkdagen_na
from istandaard.model import Client, Invoerfout
from istandaard.releases import EERSTE_DAG_30, Domein

NIEUW = "323"
GOEDGEKEURD, DEELS, AFGEKEURD = "goedgekeurd", "deels_toegekend", "afgekeurd"
GEWEIGERD, ONBEANTWOORD, NIET_INGEDIEND = "bericht_geweigerd", "onbeantwoord", "niet_ingediend"
PERIODE_2020 = {VIER_WEKEN: "2020-P11", MAAND: "2020-10"}
PERIODE_2021 = maand(date(2021, 2, 1))
"""The declaratieperioden of the debits; nothing else is claimed there."""
_CODE_PRESTATIE, _CODE_BERICHT = "9308", "0001"
_EIGEN_REGEL = ("IV053", "IV054")
"""A factuur is credited by its own process (CR-01, as read)."""


@dataclass(frozen=True, slots=True)
class Creditsituatie:
    """What became of the debit, and so whether it may be credited.

    Attributes:
        bericht: DECLARATIE, FACTUUR or NIEUW.
        regels: what decides: rule ids, or instructions of the model.
    """

    bericht: str
    lot: str
    mag: bool
    regels: tuple[str, ...]


_DECLARATIE = {
    GOEDGEKEURD: (True, ("CR-01",)),
    AFGEKEURD: (False, ("CR-01", "CR-02")),
    GEWEIGERD: (False, ("CR-01", "CR-02")),
    ONBEANTWOORD: (False, ("CR-01",)),
    NIET_INGEDIEND: (False, ("CR-01",)),
}
_LOTEN: Mapping[str, Mapping[str, tuple[bool, tuple[str, ...]]]] = {
    DECLARATIE: {**_DECLARATIE, DEELS: (True, ("CR-01",))},
    FACTUUR: {
        GOEDGEKEURD: (True, _EIGEN_REGEL),
        AFGEKEURD: (True, _EIGEN_REGEL),
        GEWEIGERD: (False, _EIGEN_REGEL),
        ONBEANTWOORD: (True, _EIGEN_REGEL),
        NIET_INGEDIEND: (False, _EIGEN_REGEL),
    },
    NIEUW: _DECLARATIE,
}
CREDITSITUATIES: Mapping[str, Creditsituatie] = {
    f"{bericht}/{lot}": Creditsituatie(bericht, lot, *uit)
    for bericht, loten in _LOTEN.items()
    for lot, uit in loten.items()
}
"""By name: message and what became of the debit; for example 303-D/afgekeurd."""


@dataclass(frozen=True, slots=True)
class Creditplek:
    """Between whom, and about which toewijzing.

    Attributes:
        periode_2020: VIER_WEKEN or MAAND.
    """

    gemeente: str
    domein: Domein
    aanbieder: str
    client: Client
    schakel: Schakel
    uitvoering: str
    periode_2020: str


@dataclass(frozen=True, slots=True)
class Creditketen:
    """A chain; a message that was never sent is None.

    Attributes:
        naam: a name from CREDITSITUATIES.
        debet: the prestatie as it was, or was never, claimed.
        credit: the prestatie that takes it back.
        heen, antwoord: the 303 or 323 with the debit, and the 304 or 325.
        terug: the message with the credit.
    """

    naam: str
    plek: Creditplek
    debet: Prestatie
    credit: Prestatie
    heen: Bericht | None
    antwoord: Bericht | None
    terug: Bericht

    @property
    def situatie(self) -> Creditsituatie:
        """What became of the debit."""
        return CREDITSITUATIES[self.naam]

    def to_json(self, toewijzing: str, bestanden: Mapping[str, str]) -> dict[str, Any]:
        """A line of creditketens.jsonl: the id of the toewijzing, and the files by "debet", "antwoord" and "credit"."""
        situatie, plek = self.situatie, self.plek
        return {
            "id": f"{toewijzing}:{self.naam}",
            "message": situatie.bericht,
            "lot": situatie.lot,
            "gemeente": plek.gemeente,
            "domein": str(plek.domein),
            "aanbieder": plek.aanbieder,
            "bsn": plek.client.bsn,
            "toewijzing": toewijzing,
            "referentienummer": self.credit.referentienummer,
            "vorig_referentienummer": self.debet.referentienummer,
            "bedrag": self.credit.bedrag,
            "debet": bestanden.get("debet"),
            "antwoord": bestanden.get("antwoord"),
            "credit": bestanden["credit"],
            "allowed": situatie.mag,
            "rules": list(situatie.regels),
        }

    def berichten(self) -> Mapping[str, Bericht]:
        """The messages that were sent, in that order, by "debet", "antwoord" and "credit"."""
        alle = {"debet": self.heen, "antwoord": self.antwoord, "credit": self.terug}
        return {rol: bericht for rol, bericht in alle.items() if bericht is not None}


def kan(bericht: str, schakel: Schakel) -> bool:
    """Tell whether this toewijzing holds in the period of a debit in this message; a 323 names its number."""
    if bericht == NIEUW:
        return schakel.toewijzingnummer is not None and schakel.geldt_op(PERIODE_2021[0])
    return schakel.geldt_op(periode_van(PERIODE_2020[MAAND])[1])


def _bericht(bericht: str, plek: Creditplek, prestatie: Prestatie, nummer: str, dag: date) -> Bericht:
    if bericht == NIEUW:
        return maak_323(
            domein=plek.domein,
            gemeente=plek.gemeente,
            aanbieder=plek.aanbieder,
            identificatie=nummer,
            nummer=nummer,
            dagtekening=dag,
            periode=PERIODE_2021,
            prestaties=[prestatie],
        )
    return maak_303(
        release=release_op(dag),
        domein=plek.domein,
        gemeente=plek.gemeente,
        aanbieder=plek.aanbieder,
        nummer=nummer,
        dagtekening=dag,
        periode=periode_van(PERIODE_2020[plek.periode_2020]),
        clienten=[plek.client],
        prestaties=[prestatie],
        soort=SOORT[bericht],
    )


def _antwoord(heen: Bericht, lot: str, debet: Prestatie, toegekend: int, nummer: str, dag: date) -> Bericht:
    """The 304 or 325: granted, granted in part, rejected, or the message refused as a whole."""
    kern: dict[str, Any] = {"identificatie": nummer, "dagtekening": dag}
    if lot == GEWEIGERD:
        kern["geweigerd"] = [_CODE_BERICHT]
    elif lot in {AFGEKEURD, DEELS}:
        kern["afgekeurd"] = {debet.referentienummer: [_CODE_PRESTATIE]}
    if lot == DEELS:
        kern["deels"] = {debet.referentienummer: toegekend}
    return maak_325(heen, **kern) if heen.soort == NIEUW else maak_304(heen, **kern)


def creditketen(naam: str, rng: Random, plek: Creditplek, nummer: str) -> Creditketen:
    """Build a chain.

    The answer comes within its term: 20 working days for a 304, 10 for a 325. The credit is identical to the debit but
    for its own ReferentieNummer, that of the debit as VorigReferentieNummer, and C; it asks back what was granted.

    Args:
        naam: a name from CREDITSITUATIES.
        rng: where chance comes from.
        plek: between whom; see `kan`.
        nummer: at most 11 letters and digits, another for each chain; the messages and prestaties are called after it.

    Raises:
        Invoerfout: an unknown name.
    """
    if naam not in CREDITSITUATIES:
        raise Invoerfout(f"Onbekende creditketen: {naam}. Kies uit: {', '.join(CREDITSITUATIES)}.")
    situatie, schakel = CREDITSITUATIES[naam], plek.schakel
    bericht, lot = situatie.bericht, situatie.lot
    periode = PERIODE_2021 if bericht == NIEUW else periode_van(PERIODE_2020[plek.periode_2020])
    prijs = tarief(plek.gemeente, plek.aanbieder, schakel.product.code, schakel.eenheid_op(periode[0]))
    _, hoogste = ruimte(schakel, prijs, periode[0], plek.uitvoering)
    regel = Regel(plek.client.bsn, schakel, prijs, rng.randint((hoogste + 1) // 2, hoogste))
    debet = regel.prestatie(f"{nummer}D", periode, factuur=bericht == FACTUUR)
    toegekend = rng.randint(1, debet.bedrag - 1) if lot == DEELS else debet.bedrag
    credit = replace(
        debet,
        referentienummer=f"{nummer}C",
        vorig_referentienummer=debet.referentienummer,
        debet_credit=CREDIT,
        bedrag=toegekend,
    )
    dag = werkdagen_na(periode[1], rng.randint(1, 5))
    heen = None if lot == NIET_INGEDIEND else _bericht(bericht, plek, debet, f"{nummer}D", dag)
    antwoord = None
    if heen is not None and lot != ONBEANTWOORD:
        dag = werkdagen_na(dag, rng.randint(1, 10 if bericht == NIEUW else 20))
        antwoord = _antwoord(heen, lot, debet, toegekend, f"{nummer}A", dag)
    dag = werkdagen_na(dag, rng.randint(1, 3))
    if bericht != NIEUW and kans(rng, 0.5):
        dag = EERSTE_DAG_30 + timedelta(days=rng.randrange(5))
    return Creditketen(naam, plek, debet, credit, heen, antwoord, _bericht(bericht, plek, credit, f"{nummer}C", dag))


def creditscenario(naam: str, *, seed: int = 0, domein: Domein = Domein.WMO) -> Creditketen:
    """One chain on its own: the first test client, a toewijzing per month that runs on.

    Raises:
        Invoerfout: an unknown name.
    """
    rng = bron(naam, seed, domein)
    product = rng.choice(alledaags(domein))
    volume = rng.choice(product.maand)
    nummer = str(EERSTE_NUMMER)
    schakel = Schakel(0, nummer, date(2020, 3, 2), None, product, volume, product.eenheid, PER_MAAND, None)
    plek = Creditplek(
        GEMEENTE,
        domein,
        AANBIEDERS[0],
        persoon(seed, 0).client,
        schakel,
        product.uitvoering or (OUTPUT if kans(rng, 0.5) else INSPANNING),
        rng.choice((VIER_WEKEN, MAAND)),
    )
    return creditketen(naam, rng, plek, f"K{seed % 10**7:07d}")
