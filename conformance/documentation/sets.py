"""The named sets of cases: chosen by `make docs`, and the page that shows them."""

from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.set_names import NORMAL, SETS, SHORT
from migratietoets.conformance.catalogue.sets import (
    FILE,
    frozen_sets,
    rules_shown,
    steps_by_hand,
)
from migratietoets.conformance.documentation.markdown import page, table
from migratietoets.conformance.protocol.processes import ROLES


def candidates(role: str) -> list[Case]:
    """The cases that can be chosen for a role; one that is compared with another shows nothing by itself."""
    return [case for case in cases().values() if case.positive and role in case.roles and case.base is None]


def chosen(role: str) -> Iterator[Case]:
    """Cases until every rule is shown: each time the one that shows most that is new for what it adds in steps."""
    left, picked = candidates(role), list[Case]()
    whole = rules_shown(left, role)
    while (missing := whole - rules_shown(picked, role)) and left:
        best = min(left, key=lambda case: (-_worth(case, role, picked, missing), case.number))
        left.remove(best)
        picked.append(best)
        yield best


def _worth(case: Case, role: str, picked: list[Case], missing: Collection[str]) -> float:
    added = steps_by_hand([*picked, case]) - steps_by_hand(picked)
    return len(rules_shown([case], role) & set(missing)) / max(added, 1)


def choose() -> dict[str, dict[str, list[str]]]:
    """The sets as data: all that was chosen, and the beginning of it that shows half of the rules."""
    sets: dict[str, dict[str, list[str]]] = {SHORT: {}, NORMAL: {}}
    for role in ROLES:
        picked = list(chosen(role))
        half = len(rules_shown(picked, role)) / 2
        few = next(n for n in range(1, len(picked) + 1) if len(rules_shown(picked[:n], role)) >= half)
        sets[SHORT][role], sets[NORMAL][role] = [one.id for one in picked[:few]], [one.id for one in picked]
    return sets


def as_text(sets: dict[str, dict[str, list[str]]]) -> str:
    """The sets as the catalogue has them."""
    return "# Gemaakt met make docs; niet met de hand wijzigen.\n" + yaml.safe_dump(sets, sort_keys=False)


def sets_page() -> str:
    """The page."""
    return page("Verzamelingen", "`python -m migratietoets.conformance.documentation.sets`", _parts())


def _parts() -> Iterator[str]:
    yield (
        "Wie niet alles kan spelen, kiest met `run --set` een vaste verzameling gevallen. De uitkomst is dan conform "
        "voor een deel; een certificaat vraagt `volledig`. `--domain wmo` halveert wat er te doen is."
    )
    yield (
        "Een stap is wat iemand zonder koppeling zelf doet: per dag de datum zetten en ophalen wat er verstuurd is, "
        "en per stap van een geval een knop of het aanleveren van berichten. Wat de andere kant uit zichzelf stuurt, "
        "komt erbij ([met de hand](met-de-hand.md)). Gekozen is telkens het geval dat het meeste laat zien voor "
        "wat het aan stappen toevoegt."
    )
    yield table(
        ("Verzameling", "Wat zij laat zien", *(f"{role}: gevallen, stappen, regels" for role in ROLES)),
        ((f"`{name}`", what, *(_figures(name, role) for role in ROLES)) for name, what in SETS.items()),
    )
    for role in ROLES:
        yield f"## Als {role}"
        yield table(("Geval", "Titel", "Nieuwe regels", "Stappen tot en met dit geval", "In"), _rows(role))


def _cases(name: str, role: str) -> list[Case]:
    ids = frozen_sets().get(name, {}).get(role)
    return candidates(role) if ids is None else [cases()[one] for one in ids]


def _figures(name: str, role: str) -> str:
    own = _cases(name, role)
    return f"{len(own)}, {steps_by_hand(own)}, {len(rules_shown(own, role))}"


def _rows(role: str) -> Iterator[tuple[object, ...]]:
    picked = _cases(NORMAL, role)
    short = frozen_sets()[SHORT][role]
    for number, case in enumerate(picked):
        new = rules_shown([case], role) - rules_shown(picked[:number], role)
        sets = ", ".join(f"`{name}`" for name in (SHORT, NORMAL) if name == NORMAL or case.id in short)
        yield f"`{case.id}`", case.title, ", ".join(sorted(new)), steps_by_hand(picked[: number + 1]), sets


if __name__ == "__main__":
    (Path(__file__).parents[1] / "catalogue" / FILE).write_text(as_text(choose()), encoding="utf-8", newline="\n")
