"""Credit chains on disk, one a client where there can be one: creditketens.jsonl and creditketens/*.xml."""

from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from migratietoets.generators.chance import seeded
from migratietoets.generators.deliveries.care import uitvoering_of
from migratietoets.generators.deliveries.claims import declarant_of
from migratietoets.generators.deliveries.credit_chains import (
    CREDIT_SITUATIONS,
    NEW,
    CreditPlace,
    can_have,
    credit_chain,
)
from migratietoets.generators.deliveries.delivery import DECLARATIE, FACTUUR
from migratietoets.generators.deliveries.successions import Link
from migratietoets.generators.export.files import BerichtFolder, JsonLines
from migratietoets.generators.stock.defects.names import Labelled
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.model import Client

CHAINS, BERICHTEN = "creditketens.jsonl", "creditketens"
CreditChain = tuple[Labelled, Sequence[Link]]


class CreditFiles:
    """Writes the chain of one client after another, in every situation in turn."""

    def __init__(self, target: Path, seed: int) -> None:
        """Begin in an existing directory, the one of the dataset."""
        self._seed = seed
        self._chains, self._berichten = JsonLines(target / CHAINS), BerichtFolder(target / BERICHTEN)
        self._turns = {
            bericht: cycle([name for name, situation in CREDIT_SITUATIONS.items() if situation.bericht == bericht])
            for bericht in (DECLARATIE, FACTUUR, NEW)
        }
        self._counter: Counter[str] = Counter()

    def add(self, client: Client, chains: Sequence[CreditChain]) -> None:
        """Write a chain of one client, in turn about care of 2020 and of 2021; none where nothing can be claimed."""
        count = self._counter.total()
        for in_2021 in (False, True) if count % 2 else (True, False):
            for labelled, links in chains:
                t = labelled.toewijzing
                declarant = declarant_of(t.gemeente, t.domein, t.aanbieder, seed=self._seed)
                bericht = NEW if in_2021 else declarant.bericht
                link = next((one for one in links if can_have(bericht, one)), None)
                if t.gestart and link is not None:
                    uitvoering = uitvoering_of(t, link)
                    place = CreditPlace(t.gemeente, t.domein, t.aanbieder, client, link, uitvoering, declarant.period)
                    self._write(next(self._turns[bericht]), place, t.id, count + 1)
                    return

    def _write(self, name: str, place: CreditPlace, toewijzing: str, sequence_number: int) -> None:
        rng = seeded("credit", self._seed, toewijzing)
        chain = credit_chain(name, rng, place, f"K{sequence_number:07d}")
        begin = f"{place.gemeente}-{place.domein}-{place.aanbieder}-{place.client.bsn}"
        files = {}
        for role, bericht in chain.berichten().items():
            files[role] = f"{begin}-{role}-{bericht.kind}.xml"
            self._berichten.write(files[role], build(bericht))
        self._chains.write([chain.to_json(toewijzing, files)])
        self._counter[name] += 1

    def close(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Close the files: what there is, and the digests, as they stand in the manifest."""
        tally = {
            "ketens": self._counter.total(),
            "allowed": sum(count for name, count in self._counter.items() if CREDIT_SITUATIONS[name].allowed),
            "berichten": len(self._berichten),
            "situaties": {name: self._counter[name] for name in CREDIT_SITUATIONS},
        }
        return tally, {BERICHTEN: self._berichten.digest(), CHAINS: self._chains.close()}
