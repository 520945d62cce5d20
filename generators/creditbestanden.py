"""Credit chains on disk, one a client where there can be one: creditketens.jsonl and creditketens/*.xml."""

from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from generators.bestanden import Berichtenmap, Regels
from generators.creditketens import CREDITSITUATIES, NIEUW, Creditplek, creditketen, kan
from generators.declaraties import declarant_van
from generators.defecten import Gelabeld
from generators.ketens import Schakel
from generators.leveringen import DECLARATIE, FACTUUR
from generators.toeval import bron
from generators.zorg import uitvoering_van
from istandaard.berichten import bouw
from istandaard.model import Client

KETENS, BERICHTEN = "creditketens.jsonl", "creditketens"
Keten = tuple[Gelabeld, Sequence[Schakel]]


class Creditbestanden:
    """Writes the chain of one client after another, in every situation in turn."""

    def __init__(self, doel: Path, seed: int) -> None:
        """Begin in an existing directory, the one of the dataset."""
        self._seed = seed
        self._ketens, self._berichten = Regels(doel / KETENS), Berichtenmap(doel / BERICHTEN)
        self._beurten = {
            bericht: cycle([naam for naam, situatie in CREDITSITUATIES.items() if situatie.bericht == bericht])
            for bericht in (DECLARATIE, FACTUUR, NIEUW)
        }
        self._teller: Counter[str] = Counter()

    def voeg_toe(self, client: Client, ketens: Sequence[Keten]) -> None:
        """Write a chain of one client, in turn about care of 2020 and of 2021; none where nothing can be claimed."""
        aantal = self._teller.total()
        for in_2021 in (False, True) if aantal % 2 else (True, False):
            for gelabeld, schakels in ketens:
                t = gelabeld.toewijzing
                declarant = declarant_van(t.gemeente, t.domein, t.aanbieder, seed=self._seed)
                bericht = NIEUW if in_2021 else declarant.bericht
                schakel = next((een for een in schakels if kan(bericht, een)), None)
                if t.gestart and schakel is not None:
                    uitvoering = uitvoering_van(t, schakel)
                    plek = Creditplek(t.gemeente, t.domein, t.aanbieder, client, schakel, uitvoering, declarant.periode)
                    self._schrijf(next(self._beurten[bericht]), plek, t.id, aantal + 1)
                    return

    def _schrijf(self, naam: str, plek: Creditplek, toewijzing: str, volgnummer: int) -> None:
        rng = bron("credit", self._seed, toewijzing)
        keten = creditketen(naam, rng, plek, f"K{volgnummer:07d}")
        begin = f"{plek.gemeente}-{plek.domein}-{plek.aanbieder}-{plek.client.bsn}"
        bestanden = {}
        for rol, bericht in keten.berichten().items():
            bestanden[rol] = f"{begin}-{rol}-{bericht.soort}.xml"
            self._berichten.schrijf(bestanden[rol], bouw(bericht))
        self._ketens.schrijf([keten.to_json(toewijzing, bestanden)])
        self._teller[naam] += 1

    def sluit(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Close the files: what there is, and the digests, as they stand in the manifest."""
        telling = {
            "ketens": self._teller.total(),
            "allowed": sum(aantal for naam, aantal in self._teller.items() if CREDITSITUATIES[naam].mag),
            "berichten": len(self._berichten),
            "situaties": {naam: self._teller[naam] for naam in CREDITSITUATIES},
        }
        return telling, {BERICHTEN: self._berichten.digest(), KETENS: self._ketens.sluit()}
