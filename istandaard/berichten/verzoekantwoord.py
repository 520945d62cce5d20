"""The 319: how a gemeente answers a request of 3.0 that it does not, or not yet, honour."""

from dataclasses import dataclass
from datetime import date

from migratietoets.istandaard.berichten.bericht import Bericht
from migratietoets.istandaard.berichten.content import descend, only, text, text_or_none, without_empty
from migratietoets.istandaard.berichten.header import make_header
from migratietoets.istandaard.releases import Domein, Release

DENIED = "1"
UNDER_REVIEW = "2"
WOONPLAATSBEGINSEL = "8"
"""The reason that may name another gemeente (CD088)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a 319 says.

    Attributes:
        referentie_aanbieder: that of the 315 or 317 it answers (TR355).
        answer: "1" rejected, "2" under investigation (WJ760).
        reden_afwijzing: with a rejection only (WJ759; CD085, CD086).
        gemeente: the gemeente that is responsible instead; Jeugdwet only (IV095).
    """

    referentie_aanbieder: str
    answer: str
    reden_afwijzing: str | None = None
    gemeente: str | None = None


def make_319(
    *,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    identificatie: str,
    dagtekening: date,
    answer: Answer,
) -> Bericht:
    """Make a 319, which exists in release 3.0 only, dated on its day of sending."""
    header = make_header(
        kind="319",
        release=Release.R30,
        domein=domein,
        afzender=gemeente,
        ontvanger=aanbieder,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    content = without_empty(
        ReferentieAanbieder=answer.referentie_aanbieder,
        VerzoekAntwoord=answer.answer,
        RedenAfwijzingVerzoek=answer.reden_afwijzing,
        Woonplaatsbeginsel=None if answer.gemeente is None else {"Gemeente": answer.gemeente},
    )
    return Bericht("319", Release.R30, domein, {"Header": header, "Antwoord": content})


def read_answer(bericht: Bericht) -> Answer:
    """Read what a 319 says.

    Raises:
        BerichtError: another message, or the reference or the answer is missing.
    """
    only(bericht, "319")
    content, where = descend(bericht.content, "Antwoord"), f"{bericht.name}/Antwoord"
    return Answer(
        text(content, "ReferentieAanbieder", where),
        text(content, "VerzoekAntwoord", where),
        text_or_none(content, "RedenAfwijzingVerzoek"),
        text_or_none(descend(content, "Woonplaatsbeginsel"), "Gemeente"),
    )
