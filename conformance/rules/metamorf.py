"""Metamorphic rules compare two traces: a change that should not matter may not change the outcome (TW-06, MS-01)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from conformance.rules.keten import peildag
from conformance.rules.regel import Bevinding, datum, fout, goed
from conformance.trace import Spoor


def stand(spoor: Spoor) -> Counter[tuple[Any, ...]]:
    """Every toewijzing that holds in the end, without its number: by whom, what, how much and when."""
    dag = peildag(spoor)
    uit: Counter[tuple[Any, ...]] = Counter()
    for verloop in spoor.verlopen.values():
        laatste = verloop.geldend(dag)
        if laatste is None:
            continue
        uit[verloop.sleutel.aanbieder, laatste.inhoud, verloop.ingangsdatum, laatste.einddatum] += 1
    return uit


def _noem(regel: tuple[Any, ...]) -> str:
    aanbieder, inhoud, van, tot = regel
    product = "/".join(filter(None, (inhoud.categorie, inhoud.code))) or "generiek"
    omvang = inhoud.omvang
    hoeveel = (
        f"{omvang.volume} x {omvang.eenheid}/{omvang.frequentie}" if omvang else f"budget {inhoud.budget or 'geen'}"
    )
    return f"{product} bij {aanbieder}, {datum(van)} .. {datum(tot)}, {hoeveel}"


def zelfde_stand(basis: Spoor, ander: Spoor) -> Iterator[Bevinding]:
    """The same care in the end, up to numbers and moments of sending."""
    verwacht, gevonden = stand(basis), stand(ander)
    mist, teveel = verwacht - gevonden, gevonden - verwacht
    if not mist and not teveel:
        yield goed("de stand op 31-01-2021", "Dezelfde uitkomst als in het geval waarvan dit is afgeleid.")
    else:
        yield fout(
            "de stand op 31-01-2021",
            "Een verandering die er niet toe doet, verandert de uitkomst.",
            verwacht="; ".join(map(_noem, mist)) or "niets meer dan in het oorspronkelijke geval",
            gevonden="; ".join(map(_noem, teveel)) or "niets",
        )
