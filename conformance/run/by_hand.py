"""A run with a system that a person plays: alone in its folder, and going on only with what was asked before."""

import json
from collections.abc import Iterator
from pathlib import Path

from migratietoets.conformance.adapters.hand.answers import has_answers
from migratietoets.conformance.adapters.hand.profile import read_profile
from migratietoets.conformance.catalogue.set_names import EVERYTHING, SHORT
from migratietoets.conformance.catalogue.sets import steps_by_hand
from migratietoets.conformance.protocol.processes import plays
from migratietoets.conformance.run.lock import Lock
from migratietoets.conformance.run.resume import Asked, check_same
from migratietoets.conformance.run.selection import Selection
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.writing import write_whole

ASKED = "gevraagd.json"
"""In the folder of a system: what it is asked, for whoever goes on with it."""


def locks(selection: Selection) -> list[Lock]:
    """The locks on the folders of a run.

    Raises:
        InputError: a folder is that of the results too, or serves two systems.
    """
    folders = [folder.resolve() for folder in selection.by_hand]
    if selection.out.resolve() in folders or len(set(folders)) < len(folders):
        raise InputError(
            f"{selection.by_hand[0]}: verwacht voor elk systeem een eigen map, en een andere dan die van --out; "
            "gevonden dezelfde. Kies een andere map."
        )
    return [Lock(folder) for folder in selection.by_hand]


def hold_to(folder: Path, asked: Asked) -> None:
    """Go on with what was answered before only where the same was asked.

    Raises:
        InputError: something else was.
        UnwritableError: it cannot be laid down.
    """
    path = folder / ASKED
    if not has_answers(folder):
        write_whole(path, json.dumps(asked, ensure_ascii=False, indent=1) + "\n")
        return
    try:
        before = json.loads(path.read_bytes())
    except (OSError, ValueError):
        before = None
    if not isinstance(before, dict):
        raise InputError(f"{path}: verwacht wat eerder gevraagd is; gevonden iets anders. Kies een nieuwe map.")
    check_same(
        f"{folder}: verwacht dezelfde vraag als waarmee in deze map begonnen is", before, asked, "kies een nieuwe map"
    )


def steps_beforehand(selection: Selection) -> Iterator[str]:
    """How many steps a run takes, in lines for whoever does them."""
    profile, total = read_profile(selection.by_hand[0]), 0
    for campaign in selection.campaigns():
        played = [
            case
            for case in campaign.to_play
            if profile is None or plays(profile.hello, campaign.role, campaign.domein, case.chapter)
        ]
        number = steps_by_hand(played)
        if number:
            total += number
            yield f"Met de hand, {campaign.role} in {campaign.domein}: ten minste {number} stappen."
    yield (
        f"Samen ten minste {total} stappen. Elk bericht dat de andere kant uit zichzelf stuurt, is er een bij, en elke "
        "dag waarop het systeem uit zichzelf iets doet, twee: reken op twee tot vier keer zoveel."
    )
    if selection.cases_of == EVERYTHING and not selection.cases:
        yield f"Met --set {SHORT} zijn het er veel minder: de helft van de regels, in zo min mogelijk stappen."


def go_on_with(selection: Selection) -> str:
    """What a person who stops does to go on."""
    out = "" if selection.out == Selection.out else f" --out {selection.out}"
    where = " en ".join(map(str, selection.by_hand))
    return f"Uw antwoorden staan in {where}; ga verder met: {selection.command}{out}"
