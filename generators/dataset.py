"""Bulk export: 301 messages of release 2.4, the records behind them, what is delivered on them, and every label."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from generators.bestanden import Berichtenmap, Regels
from generators.defecten import Gelabeld, kies_namen
from generators.label import REDENEN
from generators.leverbestanden import Leverbestanden
from generators.mix import GEWOON, kies_mix
from generators.nummers import Gedeeld
from generators.personen import controleer_aantal
from generators.portefeuille import Dossier, buiten_bereik, portefeuille
from generators.tijdlijnbestanden import Tijdlijnbestanden
from generators.tijdlijnen import kies_tijdlijn
from generators.toeval import getal
from istandaard.berichten import bouw
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Client, Invoerfout, Toewijzing
from istandaard.releases import Domein, Release
from istandaard.verloop import CORRECTIE

FORMAAT = 1
EERSTE_DAGTEKENING, LAATSTE_DAGTEKENING = date(2020, 4, 1), date(2020, 9, 1)
"""Messages are sent on weekdays in this period, in which release 2.4 was in force and nothing had to migrate yet."""
_DAGEN = tuple(
    dag
    for dag in (
        EERSTE_DAGTEKENING + timedelta(days=n) for n in range((LAATSTE_DAGTEKENING - EERSTE_DAGTEKENING).days + 1)
    )
    if dag.weekday() < 5  # noqa: PLR2004  # monday .. friday
)
Voortgang = Callable[[int, int], None]
"""Is told how many clients are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was written, and from what.

    Attributes:
        parameters: what to give again to get the same bytes.
        counts: how many clients, messages and toewijzingen; how many per defect and per reason.
        digests: SHA-256 per file set; of a directory of messages over the lines "digest, two spaces, file name",
            sorted by name.
    """

    seed: int
    parameters: dict[str, Any]
    counts: dict[str, Any]
    digests: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """As it stands in manifest.json."""
        return {
            "format": FORMAAT,
            "seed": self.seed,
            "parameters": self.parameters,
            "counts": self.counts,
            "digests": self.digests,
        }


def _leeg(doel: Path) -> None:
    if doel.exists() and (not doel.is_dir() or any(doel.iterdir())):
        wat = "een map met inhoud" if doel.is_dir() else "een bestand"
        raise Invoerfout(
            f"{doel}: verwacht een lege of nieuwe map; gevonden {wat}. Kies een andere map of maak hem leeg."
        )


def _verdeel(clients: int, gemeenten: Sequence[str]) -> Iterator[tuple[str, int]]:
    deel, rest = divmod(clients, len(gemeenten))
    for positie, gemeente in enumerate(gemeenten):
        yield gemeente, deel + (positie < rest)


def _controleer_gemeenten(gemeenten: Sequence[str]) -> None:
    fout = [code for code in gemeenten if not (len(code) == 4 and code.isascii() and code.isdigit())]  # noqa: PLR2004  # a CBS code
    if not gemeenten or fout or len(set(gemeenten)) < len(gemeenten):
        raise Invoerfout(
            f"Gemeentecodes: verwacht een of meer verschillende codes van vier cijfers; gevonden "
            f"{', '.join(gemeenten) or 'geen'}. Kies CBS-codes, bijvoorbeeld 0344."
        )


def _regel(toewijzing: Toewijzing, dag: date, tijd: time) -> ToegewezenProduct:
    return ToegewezenProduct(
        toewijzingnummer=toewijzing.toewijzingnummer,
        categorie=toewijzing.categorie,
        code=toewijzing.code,
        ingangsdatum=toewijzing.ingangsdatum,
        einddatum=toewijzing.einddatum,
        toewijzingsdatum=dag,
        toewijzingstijd=tijd,
        reden_wijziging=CORRECTIE if toewijzing.geannuleerd else None,
        volume=toewijzing.volume,
        eenheid=toewijzing.eenheid,
        frequentie=toewijzing.frequentie,
    )


def _moment(worp: int) -> tuple[date, time]:
    """A day of sending and a time between 08:00 and 18:00."""
    rest, dag = divmod(worp, len(_DAGEN))
    minuten, seconde = divmod(rest % (10 * 3600), 60)
    return _DAGEN[dag], time(8 + minuten // 60, minuten % 60, seconde)


def bericht(client: Client, toewijzingen: Sequence[Toewijzing], *, seed: int, volgnummer: int) -> bytes:
    """One 301 of release 2.4 with all toewijzingen of a client at one aanbieder in one domein.

    Args:
        client: whose they are.
        toewijzingen: at least one, all of the same gemeente, domein, aanbieder and client.
        seed: decides the day of sending, which is the toewijzingsdatum too.
        volgnummer: becomes the identification of the message; give each message another.
    """
    eerste = toewijzingen[0]
    dag, tijd = _moment(getal(seed, eerste.gemeente, eerste.domein, eerste.aanbieder, client.bsn))
    return bouw(
        maak_301(
            release=Release.R24,
            domein=eerste.domein,
            gemeente=eerste.gemeente,
            aanbieder=eerste.aanbieder,
            identificatie=f"T{volgnummer:07d}",
            dagtekening=dag,
            client=client,
            producten=[_regel(toewijzing, dag, tijd) for toewijzing in toewijzingen],
        )
    )


def berichten(dossier: Dossier, *, seed: int, vanaf: int = 1) -> Iterator[tuple[str, bytes]]:
    """The messages of a client, one for each aanbieder and domein: file name and XML."""

    def waar(toewijzing: Toewijzing) -> tuple[str, str]:
        return toewijzing.domein, toewijzing.aanbieder

    alle = sorted((gelabeld.toewijzing for gelabeld in dossier.toewijzingen), key=waar)
    for plaats, ((domein, aanbieder), groep) in enumerate(groupby(alle, key=waar)):
        eigen = list(groep)
        naam = f"{eigen[0].gemeente}-{domein}-{aanbieder}-{dossier.client.bsn}.xml"
        yield naam, bericht(dossier.client, eigen, seed=seed, volgnummer=vanaf + plaats)


def _tel(teller: Counter[str], gelabeld: Gelabeld) -> None:
    teller["toewijzingen"] += 1
    teller["must_migrate"] += gelabeld.label.must_migrate
    teller[f"defect:{gelabeld.defect}"] += 1
    teller.update(f"reden:{reden}" for reden in gelabeld.label.reasons)


def schrijf(  # noqa: PLR0913  # what a dataset depends on
    doel: Path,
    *,
    clients: int,
    seed: int = 0,
    gemeenten: Sequence[str] = ("0344",),
    domeinen: Collection[Domein] = tuple(Domein),
    defecten: Collection[str] | None = None,
    voortgang: Voortgang | None = None,
    tijdlijn: str | None = None,
    mix: str = GEWOON,
    met_credits: bool = False,
) -> Manifest:
    """Write a labelled dataset: toewijzingen, deliveries and, last, manifest.json.

    The toewijzingen are in berichten/*.xml, toewijzingen.jsonl and labels.jsonl. What is delivered on them around the
    turn of the year is in leveringen.jsonl, leveringfeiten.jsonl, leveringlabels.jsonl and declaraties/*.xml; it goes
    by a migration as the labels say, whatever the timeline.

    The same arguments give the same bytes. Without manifest.json the dataset is unfinished.

    Args:
        doel: a directory that does not exist yet, or is empty.
        clients: how many in all, shared over the gemeenten; at most 9,091 each.
        seed: any whole number.
        gemeenten: CBS codes.
        domeinen: wmo, jw or both.
        defecten: names from NAMEN, groups, or combinations of these; None or empty for all.
        voortgang: called after every client.
        tijdlijn: a name from generators.tijdlijnen.NAMEN: what is sent about it, and when, is written too.
        mix: a name from generators.mix.MIXEN.
        met_credits: write creditketens.jsonl and creditketens/*.xml too: a debit, its answer and its credit a client.

    Raises:
        Invoerfout: the directory holds something, or an argument cannot be used; nothing has been written then.
    """
    _controleer_gemeenten(gemeenten)
    controleer_aantal(clients, len(gemeenten))
    namen = kies_namen(defecten, buiten_bereik(gemeenten=len(gemeenten), domeinen=len(set(domeinen))))
    gekozen_mix = kies_mix(mix)
    if tijdlijn is not None:
        kies_tijdlijn(tijdlijn)
    _leeg(doel)
    gedeeld = Gedeeld() if len(gemeenten) > 1 else None
    delen = [
        portefeuille(
            gemeente, clients=aantal, seed=seed, domeinen=domeinen, defecten=namen, mix=gekozen_mix, gedeeld=gedeeld
        )
        for gemeente, aantal in _verdeel(clients, gemeenten)
        if aantal
    ]
    map_berichten = Berichtenmap(doel / "berichten")
    records, labels = Regels(doel / "toewijzingen.jsonl"), Regels(doel / "labels.jsonl")
    geleverd = Leverbestanden(doel, seed, met_credits=met_credits)
    verder = None if tijdlijn is None else Tijdlijnbestanden(doel, tijdlijn)
    teller: Counter[str] = Counter()
    for klaar, dossier in enumerate((dossier for deel in delen for dossier in deel), start=1):
        for naam, data in berichten(dossier, seed=seed, vanaf=len(map_berichten) + 1):
            map_berichten.schrijf(naam, data)
        records.schrijf([gelabeld.toewijzing.to_json() for gelabeld in dossier.toewijzingen])
        labels.schrijf([gelabeld.label.to_json() for gelabeld in dossier.toewijzingen])
        for gelabeld in dossier.toewijzingen:
            _tel(teller, gelabeld)
        geleverd.voeg_toe(dossier)
        if verder:
            verder.voeg_toe(dossier)
        if voortgang:
            voortgang(klaar, clients)
    manifest = Manifest(
        seed=seed,
        parameters={
            "clients": clients,
            "gemeenten": list(gemeenten),
            "domeinen": [str(domein) for domein in Domein if domein in domeinen],
            "defecten": list(namen),
        },
        counts={
            "clients": clients,
            "berichten": len(map_berichten),
            "toewijzingen": teller["toewijzingen"],
            "must_migrate": teller["must_migrate"],
            "defecten": {naam: teller[f"defect:{naam}"] for naam in namen},
            "reasons": {reden: teller[f"reden:{reden}"] for reden in REDENEN},
        },
        digests={
            "berichten": map_berichten.digest(),
            "toewijzingen.jsonl": records.sluit(),
            "labels.jsonl": labels.sluit(),
        },
    )
    tellingen, digests = geleverd.sluit()
    manifest.counts.update(tellingen)
    manifest.digests.update(digests)
    if mix != GEWOON:
        manifest.parameters["mix"] = mix
    if met_credits:
        manifest.parameters["credits"] = True
    if verder:
        manifest.parameters["tijdlijn"] = tijdlijn
        manifest.counts["tijdlijn"], digests = verder.sluit()
        manifest.digests.update(digests)
    tekst = json.dumps(manifest.to_json(), ensure_ascii=False, indent=2) + "\n"
    (doel / "manifest.json").write_text(tekst, encoding="utf-8", newline="\n")
    return manifest
