"""A timeline on disk, client by client: tijdlijn.jsonl, uitkomsten.jsonl and tijdlijn/*.xml (generators.tijdlijnen)."""

from collections import Counter
from pathlib import Path
from typing import Any

from generators.bestanden import Berichtenmap, Regels
from generators.portefeuille import Dossier
from generators.stappen import Stap
from generators.tijdlijnen import Tijdlijnmaker
from generators.uitkomsten import ERNST
from generators.verzending import zendingen

STAPPEN, UITKOMSTEN, BERICHTEN = "tijdlijn.jsonl", "uitkomsten.jsonl", "tijdlijn"


def bestandsnaam(stap: Stap) -> str:
    """The file of the message that a step goes in: day, sender, receiver, domein, client, message and release."""
    delen = (stap.op.isoformat(), stap.van, stap.aan, stap.stand.domein, stap.stand.bsn, stap.message, stap.release)
    return f"{'-'.join(deel or '' for deel in delen)}.xml"


class Tijdlijnbestanden:
    """Writes the timelines of one client after another."""

    def __init__(self, doel: Path, naam: str) -> None:
        """Begin in an existing directory.

        Args:
            doel: the directory of the dataset.
            naam: a name from generators.tijdlijnen.NAMEN.
        """
        self._maker = Tijdlijnmaker(naam)
        self._stappen, self._uitkomsten = Regels(doel / STAPPEN), Regels(doel / UITKOMSTEN)
        self._berichten = Berichtenmap(doel / BERICHTEN)
        self._aantal = 0
        self._teller: Counter[tuple[str, str]] = Counter()

    def voeg_toe(self, dossier: Dossier) -> None:
        """Write what is sent about one client, and what becomes of the rules."""
        tijdlijn = self._maker.maak(dossier.toewijzingen)
        for zending in zendingen(
            tijdlijn.stappen, {dossier.client.bsn: dossier.client}, vanaf=len(self._berichten) + 1
        ):
            self._berichten.schrijf(bestandsnaam(zending.stappen[0]), zending.xml)
        self._stappen.schrijf([stap.to_json(bestandsnaam(stap) if stap.message else None) for stap in tijdlijn.stappen])
        self._uitkomsten.schrijf([uitkomst.to_json() for uitkomst in tijdlijn.uitkomsten])
        self._aantal += len(tijdlijn.stappen)
        self._teller.update(paar for uitkomst in tijdlijn.uitkomsten for paar in uitkomst.regels.items())

    def sluit(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Close the files: what there is, and the digests, as they stand in the manifest."""
        regels = sorted({regel for regel, _ in self._teller})
        telling = {
            "stappen": self._aantal,
            "berichten": len(self._berichten),
            "outcomes": {regel: {ernst: self._teller[regel, ernst] for ernst in ERNST} for regel in regels},
        }
        digests = {
            BERICHTEN: self._berichten.digest(),
            STAPPEN: self._stappen.sluit(),
            UITKOMSTEN: self._uitkomsten.sluit(),
        }
        return telling, digests
