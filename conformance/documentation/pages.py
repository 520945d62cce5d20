"""The generated pages of docs/: `make docs` writes them, a test finds a stale one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.links import (
    model_as_text,
    mutants_of,
    negative_cases,
    positive_cases,
    reception_cases,
    tally,
)
from migratietoets.conformance.catalogue.model import How, Supervision, supervision, unreceived
from migratietoets.conformance.catalogue.mutants import Mutant, mutants
from migratietoets.conformance.catalogue.register import Rule, register
from migratietoets.conformance.documentation.architecture import PICTURE, architecture, picture
from migratietoets.conformance.documentation.contracts import contracts, protocol
from migratietoets.conformance.documentation.conversation import as_lines, sent
from migratietoets.conformance.documentation.markdown import page, table
from migratietoets.conformance.documentation.mutations import mutations_data, mutations_page
from migratietoets.conformance.documentation.published import OPENAPI, SCHEMA, as_text, bundle, openapi
from migratietoets.conformance.documentation.readings import readings_page
from migratietoets.conformance.documentation.roles import MESSAGES, messages_page, role_page
from migratietoets.conformance.documentation.sets import sets_page
from migratietoets.conformance.documentation.settings import settings_page
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.reports.words.chapters import CHAPTERS

DOCS = Path(__file__).resolve().parents[2] / "docs"
MATRIX_NOTE = (
    "Een mutant is de referentie met één fout. De suite moet hem vinden met de regel die bij die fout hoort; welke "
    "regels verder mogen breken, staat bij die regel onder “Overtreden breekt ook” (`migratietoets explain`)."
)

KINDS_OF_RULE = {
    "UP": "Uitgangspunten",
    "OP": "Bedrijfsregels",
    "TR": "Technische regels",
    "IV": "Invulinstructies",
    "CS": "Constraints",
    "CD": "Condities",
}


def _chapter(name: str) -> str:
    return CHAPTERS.get(name, name)


def _checked(rule: Rule) -> str:
    if rule.checked:
        return "ja"
    return f"nee: {rule.reason}" if rule.reason else "nog niet"


def rules() -> str:
    """The rule matrix."""
    return page("Regels", "`migratietoets rules`", _rules())


def _rules() -> Iterator[str]:
    yield (
        "Elke regel met wie zij bindt, hoe zij getoetst wordt en hoeveel positieve en negatieve gevallen haar raken. "
        "Het oordeel gaat over een bericht, naar wat de afzender toen wist, of over een stand, op de dagen die "
        "de regel noemt; erachter staat waarnaar gekeken wordt, en tot welke dag. Over een dag: niet te toetsen "
        "bij een systeem met een eigen tijd ([protocol](protocol.md)). Model 3.0: de berichten waarin het "
        "informatiemodel de regel gebruikt, en zijn retourcode. "
        "Waar de bron ruimte laat, staat onder [lezingen](#lezingen) hoe de kit haar leest. De gevallen zelf: "
        "`migratietoets explain MT-04`."
    )
    yield (
        "Een verplichte regel (`must`) die is overtreden, maakt een run niet conform; een die niet geraakt is ook: het "
        "systeem deed dan te weinig om iets te kunnen beoordelen. Wat niet te zien was, heet niet getoetst, en de "
        "uitkomst onvolledig. `should` waarschuwt."
    )
    yield table(("Sterkte", "Regels", "Met toets", "Zonder toets, met een reden"), tally())
    for chapter, group in groupby(register().values(), key=lambda rule: rule.chapter):
        yield f"## {_chapter(chapter)}"
        yield table(
            (
                "Regel",
                "Wat er gevraagd wordt",
                "Sterkte",
                "Bindt",
                "Status",
                "Getoetst",
                "Oordeel",
                "Model 3.0",
                "Pos.",
                "Neg.",
                "Mutanten",
            ),
            (
                (
                    rule.id,
                    rule.text,
                    rule.strength,
                    ", ".join(rule.binds),
                    rule.status,
                    _checked(rule),
                    _about(rule),
                    model_as_text(rule),
                    len(positive_cases(rule.id)),
                    len(negative_cases(rule.id)),
                    ", ".join(mutants_of(rule.id)),
                )
                for rule in group
            ),
        )
    yield "## Lezingen"
    yield "Hoe de kit een regel leest waar de bron ruimte laat: dit beslist of een systeem conform is."
    read = (rule for rule in register().values() if rule.reading and rule.checked)
    yield table(("Regel", "Lezing"), ((rule.id, rule.reading) for rule in read))
    yield from _model()


def _model() -> Iterator[str]:
    """How every rule of the information model is checked."""
    everything = list(supervision().values())
    yield "## Alle regels van het informatiemodel 3.0"
    yield (
        "Waaraan een overtreding te zien is, of welke andere regel haar meldt. Wat het schema van een bericht al "
        "vraagt, breekt PL-01. Bij ontvangst: de berichten die een systeem krijgt met deze fout erin, en dus met de "
        "retourcode moet afkeuren (AC-14). Hetzelfde voor programma's: `migratietoets rules --format json`."
    )
    groups = [(kind, [one for one in everything if one.rule.kind == kind]) for kind in KINDS_OF_RULE]
    groups += [
        ("alle", everything),
        ("met een retourcode", [one for one in everything if one.rule.retourcode]),
        ("over de migratie", [one for one in everything if one.rule.migration]),
    ]
    yield table(
        ("Soort", "Regels", *(f"{how.capitalize()}" for how in How)),
        ((name, len(group), *(sum(one.how is how for one in group) for how in How)) for name, group in groups),
    )
    for kind, title in KINDS_OF_RULE.items():
        yield f"### {title}"
        yield table(
            ("Regel", "Berichten", "Retourcode", "Hoe nagegaan", "Bij ontvangst"),
            (_model_row(one) for one in everything if one.rule.kind == kind),
        )


def _model_row(one: Supervision) -> tuple[str, ...]:
    used_in = ", ".join(one.rule.berichten) or "algemeen"
    return one.rule.id, used_in, one.rule.retourcode or "", one.text, _received(one.rule.id)


def _received(rule_id: str) -> str:
    """The messages that a system gets with this fault in it, and why not the others."""
    reasons = (f"{kind}: {reason}" if kind else reason for kind, reason in unreceived(rule_id).items())
    return "; ".join(filter(None, (", ".join(reception_cases(rule_id)), *reasons)))


def _about(rule: Rule) -> str:
    """Whether it judges messages or a state, what it looks at, and until when."""
    if rule.about is None:
        return ""
    until = "" if rule.about.by is None else f", tot en met {rule.about.by:%d-%m-%Y}"
    dated = "; over een dag" if rule.about.dated else ""
    return f"{rule.about.judges}: {', '.join(rule.about.looks_at)}{until}{dated}"


def case_list() -> str:
    """The case list."""
    return page("Gevallen", "`migratietoets cases`", _cases())


def _cases() -> Iterator[str]:
    yield (
        "Een positief geval speelt het systeem zelf; de genoemde regels moeten dan aan bod komen. Een negatief geval "
        "is een vastgelegde berichtenwisseling met één fout; de toetsen moeten precies de genoemde regels gebroken "
        "vinden."
    )
    for chapter, group in groupby(cases().values(), key=lambda case: case.id.partition("/")[0]):
        own = list(group)
        yield f"## {_chapter(chapter)}"
        yield from _kind("Positief", "Raakt", [case for case in own if case.positive])
        yield from _kind("Negatief", "Breekt", [case for case in own if not case.positive])


def _kind(header: str, what: str, group: Sequence[Case]) -> Iterator[str]:
    if group:
        yield f"### {header}"
        yield table(
            ("Geval", "Titel", "Rol", what),
            ((f"`{case.id}`", case.title, ", ".join(case.roles), ", ".join(case.expectation.named)) for case in group),
        )


def killmatrix() -> str:
    """Which mutant was caught by which rules."""

    def row(mutant: Mutant) -> tuple[str, ...]:
        found = [domein for domein, broken in mutant.killed_by.items() if mutant.rule in broken]
        also = sorted({rule for broken in mutant.killed_by.values() for rule in broken} - {mutant.rule})
        return f"`{mutant.id}`", mutant.title, mutant.role, mutant.rule, ", ".join(found), ", ".join(also)

    columns = ("Mutant", "Wat hij fout doet", "Rol", "Regel", "Gevonden in", "Brak mee")
    rows = map(row, mutants().values())
    return page("Killmatrix", "`python -m pytest tests/proof/test_mutants.py`", (MATRIX_NOTE, table(columns, rows)))


def pages() -> dict[str, str]:
    """Every generated page: file name -> content."""
    return {
        "architectuur.md": architecture(),
        PICTURE: picture(),
        "regels.md": rules(),
        "gevallen.md": case_list(),
        "killmatrix.md": killmatrix(),
        "lezingen.md": readings_page(),
        "breuken.md": mutations_page(),
        "breuken.json": mutations_data(),
        "protocol.md": protocol(),
        "contracten.md": contracts(),
        "instellingen.md": settings_page(),
        "berichten.md": messages_page(),
        **{f"{role}.md": role_page(role) for role in ROLES},
        SCHEMA: as_text(bundle()),
        OPENAPI: as_text(openapi()),
        **{f"protocol/gesprek-{role}.jsonl": as_lines(role) for role in ROLES},
        **{f"{MESSAGES}/{name}": event.xml for name, event in sent()},
        "verzamelingen.md": sets_page(),
    }


def write(target: Path, texts: Mapping[str, str]) -> None:
    """Write files: file name -> content."""
    for name, text in texts.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(DOCS, pages())
