"""Care is claimed on toewijzingen that are migrated meanwhile: labels, reference and rules agree."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from conformance.gevallen import GEMEENTE
from conformance.oordeel import bevindingen, toetsbaar
from conformance.reference.partij import Referentie
from conformance.rules.plaatsing import plaatsingen
from conformance.trace import Spoor
from conformance.vouwen import sporen
from generators.declaraties import declarant_van
from generators.ketens import keten
from generators.nummers import EERSTE_NIEUWE, Nummers
from generators.portefeuille import Dossier, portefeuille
from generators.tijdlijnen import Tijdlijn, Tijdlijnmaker
from generators.toeval import bron
from generators.verzending import zendingen
from generators.zorg import Zorg, zorg
from istandaard.releases import Domein

HOEVEEL, SEED = 150, 3
KERN = {"campaign": "c", "case": "k"}
SLUITEN, EINDE = "2021-04-05T09:00:00+02:00", "2021-04-30T17:00:00+02:00"
CLAIMREGELS = ("DC-", "CS100", "IV", "TR3", "OP276", "CR-")
SLEUTEL = ("aanbieder", "bsn", "toewijzingnummer", "categorie", "code", "ingangsdatum")


class Spel:
    """The reference as the aanbieders of one client, and the log of what happened."""

    def __init__(self, lijn: Tijdlijn, dossier: Dossier, domein: Domein) -> None:
        self.partij = Referentie()
        stock = [deel.toewijzing.to_json() for deel in lijn.toewijzingen]
        self.aanbieders = sorted({t["aanbieder"] for t in stock})
        self.events: list[dict[str, Any]] = [
            {"event": "campaign", "campaign": "c", "role": "aanbieder", "domain": str(domein), "end": "2021-04-30"},
            *({"event": "stock", **KERN, "toewijzing": t} for t in stock),
        ]
        self.partij.reset(
            {"role": "aanbieder", "domain": str(domein), "now": "2020-09-01T08:00:00+02:00", "seed": 0, "case": "k"}
            | {
                "gemeente": GEMEENTE,
                "aanbieders": self.aanbieders,
                "clients": [dossier.client.to_json()],
                "stock": stock,
            }
        )

    def haal(self) -> None:
        for stuk in self.partij.collect({})["messages"]:
            self.bericht("aanbieder", stuk["sent_at"], stuk)

    def bericht(self, van: str, op: str, stuk: dict[str, Any]) -> None:
        naar = {"gemeente": "aanbieder", "aanbieder": "gemeente"}[van]
        self.events.append(
            {"event": "message", **KERN, "n": len(self.events), "at": op, "from": van, "to": naar, "origin": "party"}
            | {"faults": [], "code": stuk["code"], "release": stuk["release"], "xml": stuk["xml"]}
        )

    def bezorg(self, op: str, code: str, release: str, xml: str) -> None:
        self.partij.advance({"to": op})
        self.haal()
        stuk = {"code": code, "release": release, "xml": xml}
        self.bericht("gemeente", op, stuk)
        self.partij.deliver(stuk)

    def druk(self, command: str, params: dict[str, Any]) -> None:
        self.partij.instruct({"command": command, "params": params})
        self.events.append(
            {"event": "instruct", **KERN, "at": SLUITEN, "to": "aanbieder", "command": command, "params": params}
            | {"result": {}}
        )

    def spoor(self) -> Spoor:
        self.haal()
        self.events.append({"event": "end", "campaign": "c", "at": EINDE})
        (een,) = sporen(self.events).values()
        return een


def declareer(spel: Spel, alles: list[Zorg]) -> None:
    spel.partij.advance({"to": SLUITEN})
    spel.haal()
    for een in alles:
        product = een.schakel.product
        geleverd = een.levering.to_json()
        spel.druk(
            "registreer_levering",
            {"toewijzing": {veld: een.toewijzing.to_json()[veld] for veld in SLEUTEL}, "volume": een.volume}
            | {"categorie": product.categorie, "code": product.code, "eenheid": een.tarief.eenheid}
            | {"tarief": een.tarief.per_eenheid, "uitvoering": geleverd["uitvoering"]}
            | {"geleverd": geleverd["geleverd"], "afspraak": geleverd["afspraak"]},
        )
    for aanbieder in spel.aanbieders:
        declarant = declarant_van(GEMEENTE, spel.partij.domein, aanbieder, seed=SEED)
        hoe = {"bericht_2020": declarant.bericht, "periode_2020": declarant.periode}
        spel.druk("declareer", {"aanbieder": aanbieder, "tot_en_met": "2021-03-31", **hoe})


def gespeeld(domein: Domein) -> Iterator[tuple[str, list[Zorg], Spoor]]:
    maker, nummers = Tijdlijnmaker("op_tijd"), Nummers(EERSTE_NIEUWE)
    for dossier in portefeuille(GEMEENTE, clients=HOEVEEL, seed=SEED, domeinen=(domein,)):
        lijn, alles = maker.maak(dossier.toewijzingen), []
        for gelabeld in dossier.toewijzingen:
            t = gelabeld.toewijzing
            declarant = declarant_van(t.gemeente, t.domein, t.aanbieder, seed=SEED)
            schakels = keten(gelabeld, partial(nummers.volgende, t.gemeente, t.domein))
            alles += zorg(bron("proef", t.id), gelabeld, schakels, declarant)
        spel = Spel(lijn, dossier, domein)
        for zending in zendingen(lijn.stappen, {dossier.client.bsn: dossier.client}):
            stap = zending.stappen[0]
            if stap.by == "gemeente":
                spel.bezorg(f"{stap.op}T10:00:00+01:00", stap.message, stap.release, zending.xml.decode())
        declareer(spel, alles)
        yield " ".join(d.defect for d in dossier.toewijzingen), alles, spel.spoor()


@pytest.mark.parametrize("domein", Domein)
def test_what_is_delivered_around_a_migration_is_claimed_as_its_label_says(domein):
    geplaatste = 0
    for defect, alles, spoor in gespeeld(domein):
        for regel in toetsbaar("aanbieder"):
            if regel.id.startswith(CLAIMREGELS):
                assert [b for b in bevindingen(regel, spoor) if b.uitkomst == "fail"] == [], (defect, regel.id)
        for een, geplaatst in zip(alles, plaatsingen(spoor), strict=True):
            mag = {plek.periode for plek in een.levering.label.plekken}
            assert mag <= set(geplaatst.mogelijk.perioden), (defect, een)
            assert not mag or geplaatst.periode in geplaatst.mogelijk.perioden, (defect, een)
            geplaatste += bool(mag)
    assert geplaatste > HOEVEEL
