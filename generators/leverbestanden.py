"""Deliveries on disk, client by client: leveringen, leveringfeiten and leveringlabels.jsonl, and declaraties/*.xml."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from generators.bestanden import Berichtenmap, Regels
from generators.declaraties import Declaraties, declarant_van
from generators.ketens import keten
from generators.nummers import EERSTE_NIEUWE, Nummers
from generators.portefeuille import Dossier
from generators.toeval import bron
from generators.zorg import Zorg, zorg

LEVERINGEN, FEITEN, LABELS, BERICHTEN = (
    "leveringen.jsonl",
    "leveringfeiten.jsonl",
    "leveringlabels.jsonl",
    "declaraties",
)


class Leverbestanden:
    """Writes the deliveries of one client after another; the messages come at the end."""

    def __init__(self, doel: Path, seed: int) -> None:
        """Begin in an existing directory, the one of the dataset."""
        self._seed = seed
        self._leveringen, self._feiten = Regels(doel / LEVERINGEN), Regels(doel / FEITEN)
        self._labels, self._berichten = Regels(doel / LABELS), Berichtenmap(doel / BERICHTEN)
        self._declaraties = Declaraties()
        self._nummers = Nummers(EERSTE_NIEUWE)
        self._teller: Counter[str] = Counter()

    def voeg_toe(self, dossier: Dossier) -> None:
        """Write what is delivered to one client; successors have the numbers that a timeline gives them."""
        client = dossier.client
        eerste = dossier.toewijzingen[0].toewijzing
        rng = bron("zorg", self._seed, eerste.gemeente, client.bsn)
        alles: list[Zorg] = []
        for gelabeld in dossier.toewijzingen:
            t = gelabeld.toewijzing
            schakels = keten(gelabeld, partial(self._nummers.volgende, t.gemeente, t.domein))
            declarant = declarant_van(t.gemeente, t.domein, t.aanbieder, seed=self._seed)
            alles += zorg(rng, gelabeld, schakels, declarant)
        self._leveringen.schrijf([een.levering.to_json() for een in alles])
        self._feiten.schrijf([een.feiten(self._declaraties.voeg_toe(client, een)) for een in alles])
        self._labels.schrijf([een.levering.label.to_json() for een in alles])
        for een in alles:
            label = een.levering.label
            self._teller.update(("leveringen", *label.regels))
            self._teller["keus"] += label.keus
            self._teller["nergens"] += not label.plekken

    def sluit(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Write the messages and close the files: what there is, and the digests, as they stand in the manifest."""
        for naam, data in self._declaraties.berichten():
            self._berichten.schrijf(naam, data)
        telling = {
            "leveringen": self._teller["leveringen"],
            "keus": self._teller["keus"],
            "nergens": self._teller["nergens"],
            "rules": {naam: self._teller[naam] for naam in sorted(self._teller) if naam.startswith("DC-")},
            "declaraties": len(self._berichten),
            "prestaties": self._declaraties.prestaties,
        }
        digests = {
            BERICHTEN: self._berichten.digest(),
            LEVERINGEN: self._leveringen.sluit(),
            FEITEN: self._feiten.sluit(),
            LABELS: self._labels.sluit(),
        }
        return telling, digests
