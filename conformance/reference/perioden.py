"""Where a delivery is claimed: in which message, in which declaratieperiode and with which productperiode."""

from dataclasses import dataclass
from datetime import date

from conformance.reference.leveringen import INSPANNING, Levering, Leveringen
from istandaard.kalender import maand, vierwekenperiode
from istandaard.model import Toewijzing
from istandaard.releases import EINDE_2020

Tijdvak = tuple[date, date]
"""First and last day."""

DECLARATIE_2020 = "303"
DECLARATIE = "323"
VIER_WEKEN = "vier_weken"
MAAND = "maand"
INDELINGEN = (VIER_WEKEN, MAAND)
"""How an aanbieder cut 2020 into declaratieperioden."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a delivery is claimed.

    Attributes:
        toewijzing: id of the toewijzing.
        soort: "303" or "323".
        periode: the declaratieperiode.
        productperiode: that period, as far as the toewijzing was valid (IV089).
    """

    toewijzing: str
    soort: str
    periode: Tijdvak
    productperiode: Tijdvak


class Perioden(Leveringen):
    """One decision a method, from the delivery to its place."""

    def plekken(self, levering: Levering, indeling: str) -> list[Plek]:
        """DC-14: the one place of a delivery; [] where no toewijzing can bear it, or none that a 323 can name."""
        regel = self.toewijzing_voor(levering)
        if regel is None:
            return []
        toewijzing = regel.toewijzing
        dag = self.maatgevende_dag(levering, toewijzing)
        soort = self.soort_declaratie(dag)
        if soort == DECLARATIE and toewijzing.toewijzingnummer is None:
            return []
        periode = self.periode_2020(dag, indeling) if soort == DECLARATIE_2020 else self.periode_vanaf_2021(dag)
        return [Plek(toewijzing.id, soort, periode, self.productperiode(periode, toewijzing))]

    def maatgevende_dag(self, levering: Levering, toewijzing: Toewijzing) -> date:
        """IV076: the day that decides on the period."""
        if levering.uitvoering == INSPANNING:
            return self.dag_inspanning(levering, toewijzing)
        return self.dag_output(levering, toewijzing)

    def dag_inspanning(self, levering: Levering, toewijzing: Toewijzing) -> date:  # noqa: ARG002  # DC-09: it does not matter
        """DC-06 .. DC-09: the day of delivery, whether the toewijzing ends or runs on."""
        return levering.dag

    def dag_output(self, levering: Levering, toewijzing: Toewijzing) -> date:
        """DC-10: the sunday of the week, or the last day of a toewijzing that ends before it."""
        return levering.dag if toewijzing.einddatum is None else min(levering.dag, toewijzing.einddatum)

    def soort_declaratie(self, dag: date) -> str:
        """DC-01, DC-08: a 303 for 2020, a 323 from 01-01-2021."""
        return DECLARATIE_2020 if dag <= EINDE_2020 else DECLARATIE

    def periode_2020(self, dag: date, indeling: str) -> Tijdvak:
        """DC-03, DC-04, DC-07: the month, or the period of the 4-week calendar; its last ends on 31-12-2020."""
        periode = vierwekenperiode(dag) if indeling == VIER_WEKEN else None
        return (periode.begindatum, periode.einddatum) if periode else maand(dag)

    def periode_vanaf_2021(self, dag: date) -> Tijdvak:
        """DC-02, DC-05: the calendar month."""
        return maand(dag)

    def productperiode(self, periode: Tijdvak, toewijzing: Toewijzing) -> Tijdvak:
        """IV089: the declaratieperiode within the toewijzing."""
        begin, einde = periode
        return max(begin, toewijzing.ingangsdatum), min(einde, toewijzing.einddatum or einde)
