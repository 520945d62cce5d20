"""Deliveries on disk, client by client: leveringen, leveringfeiten and leveringlabels.jsonl, and declaraties/*.xml."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from generators.bestanden import Berichtenmap, Regels
from generators.creditbestanden import Creditbestanden
from generators.declaraties import Declaraties, declarant_van
from generators.defecten import Gelabeld
from generators.ketens import Schakel, keten
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

    def __init__(self, doel: Path, seed: int, *, met_credits: bool = False) -> None:
        """Begin in an existing directory, the one of the dataset; with a credit chain a client if asked."""
        self._seed = seed
        self._leveringen, self._feiten = Regels(doel / LEVERINGEN), Regels(doel / FEITEN)
        self._labels, self._berichten = Regels(doel / LABELS), Berichtenmap(doel / BERICHTEN)
        self._declaraties = Declaraties()
        self._nummers = Nummers(EERSTE_NIEUWE)
        self._credits = Creditbestanden(doel, seed) if met_credits else None
        self._teller: Counter[str] = Counter()

    def voeg_toe(self, dossier: Dossier) -> None:
        """Write what is delivered to one client; successors have the numbers that a timeline gives them."""
        client = dossier.client
        eerste = dossier.toewijzingen[0].toewijzing
        rng = bron("zorg", self._seed, eerste.gemeente, client.bsn)
        ketens = [(gelabeld, self._keten(gelabeld)) for gelabeld in dossier.toewijzingen]
        alles: list[Zorg] = []
        for gelabeld, schakels in ketens:
            t = gelabeld.toewijzing
            declarant = declarant_van(t.gemeente, t.domein, t.aanbieder, seed=self._seed)
            alles += zorg(rng, gelabeld, schakels, declarant)
        if self._credits:
            self._credits.voeg_toe(client, ketens)
        self._leveringen.schrijf([een.levering.to_json() for een in alles])
        self._feiten.schrijf([een.feiten(self._declaraties.voeg_toe(client, een)) for een in alles])
        self._labels.schrijf([een.levering.label.to_json() for een in alles])
        for een in alles:
            label = een.levering.label
            self._teller.update(("leveringen", *label.regels))
            self._teller["keus"] += label.keus
            self._teller["nergens"] += not label.plekken

    def _keten(self, gelabeld: Gelabeld) -> tuple[Schakel, ...]:
        t = gelabeld.toewijzing
        return keten(gelabeld, partial(self._nummers.volgende, t.gemeente, t.domein))

    def sluit(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Write the messages and close the files: the counts and the digests, as they stand in the manifest."""
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
        if self._credits is None:
            return {"leveringen": telling}, digests
        tellingen, erbij = self._credits.sluit()
        return {"leveringen": telling, "creditketens": tellingen}, digests | erbij
