"""What an aanbieder delivered, and the toewijzing on which it can be claimed as he knows it now."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from conformance.reference.boek import Regel
from conformance.reference.opdracht import Params, controleer, lees_datum, lees_verwijzing
from conformance.reference.rol import Rol
from conformance.reference.toegestaan import STUKS_INSPANNING, STUKS_OUTPUT
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import EINDE_2020, INGANG_30

INSPANNING = "inspanning"
OUTPUT = "output"
MINUUT = "01"
UUR = "04"
EURO = "83"
ZONDAG_WEEK_53 = date(2021, 1, 3)
VELDEN = {"toewijzing", "geleverd", "uitvoering", "categorie", "code", "volume", "eenheid", "tarief", "afspraak"}
VERWANTE_EENHEDEN = (frozenset({MINUUT, UUR}), frozenset({STUKS_OUTPUT, STUKS_INSPANNING}))
"""Eenheden that say the same care in other words."""

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_ZES_DAGEN = timedelta(days=6)
_EEN_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Levering:
    """One delivery.

    Attributes:
        toewijzing: id of the one it was registered on.
        geleverd: as the desk wrote it; dag: that day, for output the sunday of its week.
        tarief: euro cents for one eenheid; None for eenheid 83.
        afspraak: "2020" or "2021": what was agreed about output of week 53 (DC-12).
    """

    nummer: int
    toewijzing: str
    geleverd: str
    dag: date
    uitvoering: str
    categorie: str
    code: str
    volume: int
    eenheid: str
    tarief: int | None
    afspraak: str | None


def lees_dag(wat: str, geleverd: str, uitvoering: str) -> date:
    """The day of delivery, or for output the sunday of the week it lies in.

    Raises:
        Invoerfout: no day, or a week where a day is needed.
    """
    week = _WEEK.fullmatch(geleverd)
    if week is None:
        dag = lees_datum(wat, geleverd)
        return dag if uitvoering == INSPANNING else dag + (7 - dag.isoweekday()) * _EEN_DAG
    try:
        zondag = date.fromisocalendar(int(week[1]), int(week[2]), 7)
    except ValueError:
        zondag = None
    if zondag is None or uitvoering == INSPANNING:
        raise Invoerfout(
            f"{wat}: verwacht een datum als 2020-12-29, of bij output een week als 2020-W53; gevonden {geleverd!r}. "
            "Herstel de waarde."
        )
    return zondag


class Leveringen(Rol):
    """The register of deliveries, and the choice of the toewijzing."""

    leveringen: list[Levering]

    def registreer_levering(self, params: Params) -> dict[str, Any]:
        """Write a delivery down.

        Raises:
            Invoerfout: no such toewijzing, or a part that cannot be.
        """
        wat = "registreer_levering"
        controleer(wat, params, VELDEN)
        regel = self.boek.zoek(lees_verwijzing(wat, params))
        if params["uitvoering"] not in {INSPANNING, OUTPUT}:
            raise Invoerfout(f"{wat}, uitvoering: verwacht inspanning of output; gevonden {params['uitvoering']!r}.")
        if (params["tarief"] is None) != (params["eenheid"] == EURO):
            raise Invoerfout(f"{wat}, tarief: verwacht een tarief, of niets bij eenheid {EURO}. Herstel het tarief.")
        self.leveringen.append(
            Levering(
                nummer=len(self.leveringen) + 1,
                toewijzing=regel.toewijzing.id,
                geleverd=params["geleverd"],
                dag=lees_dag(f"{wat}, geleverd", params["geleverd"], params["uitvoering"]),
                uitvoering=params["uitvoering"],
                categorie=params["categorie"],
                code=params["code"],
                volume=params["volume"],
                eenheid=params["eenheid"],
                tarief=params["tarief"],
                afspraak=params["afspraak"],
            )
        )
        return {}

    def toewijzing_voor(self, levering: Levering) -> Regel | None:
        """OP276, OP279: the toewijzing on which a delivery is claimed, or None where there is none (yet)."""
        if levering.uitvoering == INSPANNING:
            return self.houder(levering, levering.dag, levering.dag)
        regel = self.houder_van_week(levering)
        if regel is None:
            return None
        if paar := self.paar_rond_oudjaar(levering, regel):
            return paar[1] if self.week_53_in_2021(levering, regel) else paar[0]
        return regel

    def houder_van_week(self, levering: Levering) -> Regel | None:
        """IV076: its own toewijzing where that holds on the sunday, else the last that took over in that week.

        Week 53 stays with what held in 2020.
        """
        eigen = self.boek[levering.toewijzing]
        van, tot, einde = levering.dag - _ZES_DAGEN, levering.dag, eigen.toewijzing.einddatum
        if self.kan_dragen(eigen, levering, tot, tot):
            return eigen
        nam_over = [
            regel
            for regel in self.verwante(eigen)
            if einde is not None
            and regel.toewijzing.ingangsdatum > max(einde, van)
            and self.kan_dragen(regel, levering, van, tot)
            and (levering.dag != ZONDAG_WEEK_53 or regel.toewijzing.ingangsdatum < INGANG_30)
        ]
        if nam_over and self.kan_dragen(eigen, levering, van, tot):
            return max(nam_over, key=lambda regel: regel.toewijzing.ingangsdatum)
        return self.houder(levering, van, tot)

    def houder(self, levering: Levering, van: date, tot: date) -> Regel | None:
        """The toewijzing of the delivery where it was valid then, otherwise the nearest that was and that fits."""
        eigen = self.boek[levering.toewijzing]
        if self.kan_dragen(eigen, levering, van, tot):
            return eigen
        anderen = [regel for regel in self.verwante(eigen) if self.kan_dragen(regel, levering, van, tot)]
        return min(anderen, key=lambda regel: verwantschap(eigen.toewijzing, regel.toewijzing), default=None)

    def verwante(self, regel: Regel) -> list[Regel]:
        """What else the client has at the same aanbieder."""
        t = regel.toewijzing
        return [ander for ander in self.boek.van(t.bsn, t.aanbieder) if ander.toewijzing.id != t.id]

    def kan_dragen(self, regel: Regel, levering: Levering, van: date, tot: date) -> bool:
        """OP266, OP302: it was valid on one of these days, and it is for this product."""
        t = regel.toewijzing
        geldig = t.ingangsdatum <= tot and (t.einddatum is None or t.einddatum >= van)
        return geldig and not regel.geannuleerd and past(levering, t)

    def paar_rond_oudjaar(self, levering: Levering, regel: Regel) -> tuple[Regel, Regel] | None:
        """DC-11: for output of week 53, a toewijzing that ends on 31-12-2020 and its successor from 01-01-2021."""
        t = regel.toewijzing
        if levering.dag != ZONDAG_WEEK_53:
            return None
        if t.einddatum == EINDE_2020:
            opvolger = self.naast(levering, regel, begint=INGANG_30)
            return None if opvolger is None else (regel, opvolger)
        if t.ingangsdatum == INGANG_30:
            voorganger = self.naast(levering, regel, eindigt=EINDE_2020)
            return None if voorganger is None else (voorganger, regel)
        return None

    def naast(
        self, levering: Levering, regel: Regel, *, begint: date | None = None, eindigt: date | None = None
    ) -> Regel | None:
        """The nearest other toewijzing for this product that begins, or ends, on a day."""
        naasten = [
            ander
            for ander in self.verwante(regel)
            if not ander.geannuleerd
            and past(levering, ander.toewijzing)
            and begint in {None, ander.toewijzing.ingangsdatum}
            and eindigt in {None, ander.toewijzing.einddatum}
        ]
        return min(naasten, key=lambda ander: verwantschap(regel.toewijzing, ander.toewijzing), default=None)

    def week_53_in_2021(self, levering: Levering, regel: Regel) -> bool:
        """DC-12: as agreed with the gemeente; without an agreement it stays on the toewijzing it was delivered on."""
        if levering.afspraak is None:
            return regel.toewijzing.ingangsdatum == INGANG_30
        return levering.afspraak == "2021"


def past(levering: Levering, toewijzing: Toewijzing) -> bool:
    """Tell whether the product and the eenheid of a delivery fit a toewijzing; what that leaves open fits."""
    product = toewijzing.categorie in {None, levering.categorie} and toewijzing.code in {None, levering.code}
    return product and (
        toewijzing.eenheid in {None, levering.eenheid}
        or any({toewijzing.eenheid, levering.eenheid} <= samen for samen in VERWANTE_EENHEDEN)
    )


def verwantschap(oud: Toewijzing, ander: Toewijzing) -> tuple[int, int]:
    """How near another toewijzing is: the same product, the same categorie, anything; then by the days between."""
    if (ander.categorie, ander.code) == (oud.categorie, oud.code):
        product = 0
    else:
        product = 1 if ander.categorie == oud.categorie else 2
    einde = oud.einddatum or oud.ingangsdatum
    return product, abs((ander.ingangsdatum - einde).days)
