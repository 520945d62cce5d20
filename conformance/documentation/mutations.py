"""The page of what can be broken: each rule of one message, and each element of each schema, keyword by keyword."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product

from migratietoets.conformance.documentation.markdown import page, table
from migratietoets.generators.mutations.exchanges import exchange_rules, exchanges
from migratietoets.generators.mutations.form import asked
from migratietoets.generators.mutations.keywords import MEANING, Keyword
from migratietoets.generators.mutations.mutation import Mutation, mutations
from migratietoets.istandaard.berichtregels.breaches import held_to
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import kinds

Sort = tuple[str, Release, Domein]


@cache
def _sorts() -> tuple[Sort, ...]:
    """Every message of every release and domein."""
    return tuple((kind, release, domein) for release, domein in product(Release, Domein) for kind in kinds(release))


@cache
def _made() -> dict[str, tuple[tuple[Sort, Mutation], ...]]:
    """Every rule that one message can break, with its mutations."""
    made = [(sort, mutation) for sort in _sorts() for mutation in mutations(*sort)]
    rules = dict.fromkeys(rule for sort in _sorts() for rule in held_to(*sort))
    return {rule: tuple(one for one in made if one[1].rule == rule) for rule in sorted(rules)}


def mutations_page() -> str:
    """The page."""
    return page("Breuken", "`python -m pytest tests/generators/mutations`", _parts())


def mutations_data() -> str:
    """The same figures as JSON."""
    return json.dumps(_data(), ensure_ascii=False, indent=1) + "\n"


def _parts() -> Iterator[str]:
    made = _made()
    yield (
        "Een breuk is een geldig bericht met één ding veranderd. De geldige berichten komen uit "
        "[`generators/messages`](../generators/messages): per soort, release en domein een kleine familie die samen "
        "elk element van het schema bevat. Wat eraan verandert, staat als gegevens in "
        "[`generators/mutations`](../generators/mutations). De toetsen in "
        "[`tests/generators/mutations`](../tests/generators/mutations) gaan elke breuk na. Zelf maken: "
        "`migratietoets generate --broken CD075 --out map`."
    )
    yield "## Regels over één bericht"
    total = sum(map(len, made.values()))
    yield (
        f"{sum(map(bool, made.values()))} van {len(made)} regels hebben een breuk, samen {total} breuken. Elke breekt "
        "haar regel en niets anders dan wat onder “Breekt ook” staat; elke rij van de tabel van berichtregels wordt in "
        "elke klasse waar zij naar kijkt door minstens één breuk geraakt. In 2.4 gelden regels bij aanname."
    )
    yield table(
        ("Regel", "Retourcode", "Berichten", "Breuken", "Breekt ook"),
        ((rule, _retourcode(rule), ", ".join(_kinds(rule)), len(own), _besides(own)) for rule, own in made.items()),
    )
    yield "## Regels over een wisseling van berichten"
    yield (
        "Deze regels breekt een bericht naast wat er eerder verstuurd is. De toetsen in "
        "[`tests/proof/test_exchanges.py`](../tests/proof/test_exchanges.py) gaan na dat de wisseling met dat bericht "
        "haar regel breekt, of de regels waarmee zij nagegaan wordt, en niets wat daar niet uit volgt; zonder die fout "
        "doet dezelfde wisseling dat niet."
    )
    yield table(("Regel", "Retourcode", "Bericht", "Na"), _exchanges())
    yield "## Elementen van de schema's"
    counted = _keywords()
    yield (
        f"{_hit()} van {_elements()} elementen worden geraakt, met {sum(counted.values())} breuken; elke wordt gemeld "
        "bij het element zelf of bij zijn klasse."
    )
    yield table(
        ("Sleutelwoord", "Wat er stuk is", "Elementen"),
        ((f"`{keyword}`", MEANING[keyword], counted[keyword]) for keyword in Keyword),
    )
    yield table(
        ("Bericht", "Release", "Domein", "Elementen", "Geraakt", "Breuken"),
        (
            (kind, release, domein, len(asked(kind, release, domein)), *_of((kind, release, domein)))
            for kind, release, domein in _sorts()
        ),
    )


def _exchanges() -> Iterator[tuple[str, ...]]:
    rows = {
        (one.rule, one.broken.bericht.kind, ", ".join(sent.bericht.kind for sent in one.before))
        for domein in Domein
        for one in exchanges(domein)
    }
    for rule, kind, before in sorted(rows):
        yield rule, _retourcode(rule), kind, before or "niets"


def _data() -> dict[str, object]:
    return {
        "regels": {
            rule: {"berichten": _kinds(rule), "breuken": len(own), "breekt_ook": sorted(_set_besides(own))}
            for rule, own in _made().items()
        },
        "wisselingen": sorted(exchange_rules()),
        "schema": {
            "elementen": _elements(),
            "geraakt": _hit(),
            "sleutelwoorden": {str(keyword): _keywords()[keyword] for keyword in Keyword},
        },
    }


def _retourcode(rule: str) -> str:
    known = modelregels().get(rule)
    return (known.retourcode if known else None) or ""


def _kinds(rule: str) -> list[str]:
    """The messages it is broken in, with the release where it is one."""
    there: dict[str, set[str]] = {}
    for (kind, release, _), _ in _made()[rule]:
        there.setdefault(kind, set()).add(release)
    return [kind if len(found) == len(_releases(kind)) else f"{kind} ({min(found)})" for kind, found in there.items()]


def _releases(kind: str) -> list[Release]:
    return [release for release in Release if kind in kinds(release)]


def _set_besides(own: tuple[tuple[Sort, Mutation], ...]) -> set[str]:
    return {rule for _, mutation in own for rule in mutation.besides}


def _besides(own: tuple[tuple[Sort, Mutation], ...]) -> str:
    return ", ".join(sorted(_set_besides(own)))


@cache
def _keywords() -> Counter[Keyword]:
    return Counter(keyword for sort in _sorts() for one in asked(*sort) for keyword in one.texts)


def _elements() -> int:
    return sum(len(asked(*sort)) for sort in _sorts())


def _hit() -> int:
    return sum(_of(sort)[0] for sort in _sorts())


def _of(sort: Sort) -> tuple[int, int]:
    """How many elements of a message are hit, and by how many mutations."""
    return sum(bool(one.texts) for one in asked(*sort)), sum(len(one.texts) for one in asked(*sort))
