"""Credit chains: a debit, what the gemeente answers, and the credit, with whether that was allowed (CR-01, CR-02)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from migratietoets.generators.chance import chance, seeded
from migratietoets.generators.deliveries.care import room_on
from migratietoets.generators.deliveries.claims import KIND, Line, period_of, release_on
from migratietoets.generators.deliveries.delivery import DECLARATIE, FACTUUR
from migratietoets.generators.deliveries.rhythm import due_a_week
from migratietoets.generators.deliveries.successions import Link
from migratietoets.generators.deliveries.tariffs import tarief
from migratietoets.generators.people.clients import AANBIEDERS, person
from migratietoets.generators.scenarios import FIRST_NUMBER, GEMEENTE
from migratietoets.generators.stock.products import everyday
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.bedrag import CREDIT
from migratietoets.istandaard.berichten.declaratie import Prestatie, make_303, make_323
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.codelijsten.codes import PER_MONTH
from migratietoets.istandaard.kalender import FOUR_WEEKLY, MONTHLY, month, working_days_after
from migratietoets.istandaard.model import Client, InputError
from migratietoets.istandaard.releases import FIRST_DAY_30, Domein
from migratietoets.istandaard.spelling import meant
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT

NEW = "323"
APPROVED, PARTLY, REJECTED = "goedgekeurd", "deels_toegekend", "afgekeurd"
REFUSED, UNANSWERED, NOT_SUBMITTED = "bericht_geweigerd", "onbeantwoord", "niet_ingediend"
PERIOD_2020 = {FOUR_WEEKLY: "2020-P11", MONTHLY: "2020-10"}
PERIOD_2021 = month(date(2021, 2, 1))
"""The declaratieperioden of the debits; nothing else is claimed there."""
_WEEKS = 4
"""So many weeks of care are in every one of them."""
_PRESTATIE_CODE, _BERICHT_CODE = "9308", "0001"
_OWN_RULE = ("IV053", "IV054")
"""A factuur is credited by its own process (CR-01, as read)."""


@dataclass(frozen=True, slots=True)
class CreditSituation:
    """What became of the debit, and so whether it may be credited.

    Attributes:
        bericht: DECLARATIE, FACTUUR or NEW.
        rules: what decides: rule ids, or instructions of the model.
    """

    bericht: str
    fate: str
    allowed: bool
    rules: tuple[str, ...]


_DECLARATIE = {
    APPROVED: (True, ("CR-01",)),
    REJECTED: (False, ("CR-01", "CR-02")),
    REFUSED: (False, ("CR-01", "CR-02")),
    UNANSWERED: (False, ("CR-01",)),
    NOT_SUBMITTED: (False, ("CR-01",)),
}
_FATES: Mapping[str, Mapping[str, tuple[bool, tuple[str, ...]]]] = {
    DECLARATIE: {**_DECLARATIE, PARTLY: (True, ("CR-01",))},
    FACTUUR: {
        APPROVED: (True, _OWN_RULE),
        REJECTED: (True, _OWN_RULE),
        REFUSED: (False, _OWN_RULE),
        UNANSWERED: (True, _OWN_RULE),
        NOT_SUBMITTED: (False, _OWN_RULE),
    },
    NEW: _DECLARATIE,
}
CREDIT_SITUATIONS: Mapping[str, CreditSituation] = {
    f"{bericht}/{fate}": CreditSituation(bericht, fate, *out)
    for bericht, fates in _FATES.items()
    for fate, out in fates.items()
}
"""By name: message and what became of the debit; for example 303-D/afgekeurd."""


@dataclass(frozen=True, slots=True)
class CreditPlace:
    """Between whom, and about which toewijzing.

    Attributes:
        periode_2020: FOUR_WEEKLY or MONTHLY.
    """

    gemeente: str
    domein: Domein
    aanbieder: str
    client: Client
    link: Link
    uitvoering: str
    periode_2020: str


@dataclass(frozen=True, slots=True)
class CreditChain:
    """A chain; a message that was never sent is None.

    Attributes:
        name: a name from CREDIT_SITUATIONS.
        debit: the prestatie as it was, or was never, claimed.
        credit: the prestatie that takes it back.
        heen, answer: the 303 or 323 with the debit, and the 304 or 325.
        back: the message with the credit.
    """

    name: str
    place: CreditPlace
    debit: Prestatie
    credit: Prestatie
    heen: Bericht | None
    answer: Bericht | None
    back: Bericht

    @property
    def situation(self) -> CreditSituation:
        """What became of the debit."""
        return CREDIT_SITUATIONS[self.name]

    def to_json(self, toewijzing: str, files: Mapping[str, str]) -> dict[str, Any]:
        """A line of creditketens.jsonl: the id of the toewijzing, and the files by "debet", "antwoord" and "credit"."""
        situation, place = self.situation, self.place
        return {
            "id": f"{toewijzing}:{self.name}",
            "message": situation.bericht,
            "lot": situation.fate,
            "gemeente": place.gemeente,
            "domein": str(place.domein),
            "aanbieder": place.aanbieder,
            "bsn": place.client.bsn,
            "toewijzing": toewijzing,
            "referentienummer": self.credit.referentienummer,
            "vorig_referentienummer": self.debit.referentienummer,
            "bedrag": self.credit.bedrag,
            "debet": files.get("debet"),
            "antwoord": files.get("antwoord"),
            "credit": files["credit"],
            "allowed": situation.allowed,
            "rules": list(situation.rules),
        }

    def berichten(self) -> Mapping[str, Bericht]:
        """The messages that were sent, in that order, by "debet", "antwoord" and "credit"."""
        sent = {"debet": self.heen, "antwoord": self.answer, "credit": self.back}
        return {role: bericht for role, bericht in sent.items() if bericht is not None}


def can_have(bericht: str, link: Link) -> bool:
    """Tell whether this toewijzing holds in the period of a debit in this message; a 323 names its number."""
    if bericht == NEW:
        return link.toewijzingnummer is not None and link.holds_on(PERIOD_2021[0])
    return link.holds_on(period_of(PERIOD_2020[MONTHLY])[1])


def _bericht(bericht: str, place: CreditPlace, prestatie: Prestatie, number: str, day: date) -> Bericht:
    if bericht == NEW:
        return make_323(
            domein=place.domein,
            gemeente=place.gemeente,
            aanbieder=place.aanbieder,
            identificatie=number,
            number=number,
            dagtekening=day,
            period=PERIOD_2021,
            prestaties=[prestatie],
        )
    return make_303(
        release=release_on(day),
        domein=place.domein,
        gemeente=place.gemeente,
        aanbieder=place.aanbieder,
        number=number,
        dagtekening=day,
        period=period_of(PERIOD_2020[place.periode_2020]),
        clients=[place.client],
        prestaties=[prestatie],
        kind=KIND[bericht],
    )


def _answer(heen: Bericht, fate: str, debit: Prestatie, granted: int, number: str, day: date) -> Bericht:
    """The 304 or 325: granted, granted in part, rejected, or the message refused as a whole."""
    core: dict[str, Any] = {"identificatie": number, "dagtekening": day}
    if fate == REFUSED:
        core["refused"] = [_BERICHT_CODE]
    elif fate in {REJECTED, PARTLY}:
        core["rejected"] = {debit.referentienummer: [_PRESTATIE_CODE]}
    if fate == PARTLY:
        core["partly"] = {debit.referentienummer: granted}
    return make_325(heen, **core) if heen.kind == NEW else make_304(heen, **core)


def credit_chain(name: str, rng: Random, place: CreditPlace, number: str) -> CreditChain:
    """Build a chain.

    The answer comes within its term: 20 working days for a 304, 10 for a 325. The credit is identical to the debit but
    for its own ReferentieNummer, that of the debit as VorigReferentieNummer, and C; it asks back what was granted.

    Args:
        name: a name from CREDIT_SITUATIONS.
        rng: where chance comes from.
        place: between whom; see `can_have`.
        number: at most 11 letters and digits, another for each chain; the messages and prestaties are called after it.

    Raises:
        InputError: an unknown name.
    """
    if name not in CREDIT_SITUATIONS:
        raise InputError(
            f"Onbekende creditketen: {name}.{meant(name, CREDIT_SITUATIONS)} Kies uit: {', '.join(CREDIT_SITUATIONS)}."
        )
    situation, link = CREDIT_SITUATIONS[name], place.link
    bericht, fate = situation.bericht, situation.fate
    period = PERIOD_2021 if bericht == NEW else period_of(PERIOD_2020[place.periode_2020])
    price = tarief(place.gemeente, place.aanbieder, link.product.code, link.eenheid_on(period[0]))
    above, below = due_a_week(link, price)
    highest = max(1, min(room_on(link, price, period[0], place.uitvoering)[1], _WEEKS * above // below))
    line = Line(place.client.bsn, link, price, rng.randint((highest + 1) // 2, highest))
    debit = line.prestatie(f"{number}D", period, factuur=bericht == FACTUUR)
    granted = rng.randint(1, debit.bedrag - 1) if fate == PARTLY else debit.bedrag
    credit = replace(
        debit,
        referentienummer=f"{number}C",
        previous_referentienummer=debit.referentienummer,
        debet_credit=CREDIT,
        bedrag=granted,
    )
    day = working_days_after(period[1], rng.randint(1, 5))
    heen = None if fate == NOT_SUBMITTED else _bericht(bericht, place, debit, f"{number}D", day)
    answer = None
    if heen is not None and fate != UNANSWERED:
        day = working_days_after(day, rng.randint(1, 10 if bericht == NEW else 20))
        answer = _answer(heen, fate, debit, granted, f"{number}A", day)
    day = working_days_after(day, rng.randint(1, 3))
    if bericht != NEW and chance(rng, 0.5):
        day = FIRST_DAY_30 + timedelta(days=rng.randrange(5))
    return CreditChain(name, place, debit, credit, heen, answer, _bericht(bericht, place, credit, f"{number}C", day))


def credit_scenario(name: str, *, seed: int = 0, domein: Domein = Domein.WMO) -> CreditChain:
    """One chain on its own: the first test client, a toewijzing per month that runs on.

    Raises:
        InputError: an unknown name.
    """
    rng = seeded(name, seed, domein)
    product = rng.choice(everyday(domein))
    volume = rng.choice(product.month)
    number = str(FIRST_NUMBER)
    link = Link(0, number, date(2020, 3, 2), None, product, volume, product.eenheid, PER_MONTH, None)
    place = CreditPlace(
        GEMEENTE,
        domein,
        AANBIEDERS[0],
        person(seed, 0).client,
        link,
        product.uitvoering or (OUTPUT if chance(rng, 0.5) else INSPANNING),
        rng.choice((FOUR_WEEKLY, MONTHLY)),
    )
    return credit_chain(name, rng, place, f"K{seed % 10**7:07d}")
