"""The page on readings: per rule how the kit reads it now, how it did before, and why that changed."""

from collections.abc import Iterator
from itertools import groupby

from migratietoets.conformance.catalogue.register import Rule, register
from migratietoets.conformance.documentation.markdown import page
from migratietoets.reports.words.chapters import chapter_title


def readings_page() -> str:
    """Every reading with its version."""
    return page("Lezingen", "`migratietoets explain MT-04`", _parts())


def _parts() -> Iterator[str]:
    changed = [rule for rule in register().values() if rule.earlier]
    yield (
        "Waar de bron ruimte laat, leest de kit een regel op één manier. Verandert die lezing, dan krijgt zij een "
        "nieuwe versie, en kan wat toen conform was het nu niet zijn, of andersom. Een logboek zegt in zijn "
        "`header`, onder `readings`, welke versies golden; wat er niet bij staat, is lezing 1. "
        "`migratietoets replay out/log.jsonl` beoordeelt een run van toen opnieuw, en zegt bij elk ander oordeel "
        "of dat aan de lezing ligt."
    )
    yield "## Gewijzigde lezingen"
    for rule in changed:
        yield from _changed(rule)
    yield "## Alle lezingen"
    for chapter, group in groupby(register().values(), key=lambda rule: rule.chapter):
        told = [rule for rule in group if rule.reading]
        if told:
            yield f"### {chapter_title(chapter)}"
            yield "\n".join(f"- **{rule.id}** (lezing {rule.reading_version}): {_line(rule.reading)}" for rule in told)


def _changed(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}: lezing {rule.reading_version}"
    yield f"{_line(rule.text)}"
    rows = [
        f"- Lezing {version}, tot {one.until:%d-%m-%Y}: {_line(one.text)} Gewijzigd, want {_line(one.because)}."
        for version, one in enumerate(rule.earlier, start=1)
    ]
    since = rule.earlier[-1].until
    now = _line(rule.reading) if rule.reading else "zoals de regel het zegt."
    yield "\n".join([*rows, f"- Lezing {rule.reading_version}, sinds {since:%d-%m-%Y}: {now}"])


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
