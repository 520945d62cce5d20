"""`judge`: what the rules say of a situation that is not in the catalogue."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from migratietoets.conformance.commands.options import choice
from migratietoets.conformance.commands.screen import tell, write, write_json
from migratietoets.conformance.vocabulary.events import VerdictEvent
from migratietoets.conformance.vocabulary.exit_codes import ExitCode

if TYPE_CHECKING:
    from migratietoets.conformance.catalogue.case.case import Case
    from migratietoets.istandaard.model import InputError

CasePaths = Annotated[
    list[str],
    typer.Argument(metavar="PAD", help="Gevallen in YAML: bestanden, mappen (*.yaml) of - (standaardinvoer)."),
]

VERDICT = ("rule", "verdict", "evaluations")
FINDING = ("verdict", "subject", "text", "expected", "found", "at")
"""The keys of a verdict and of a finding in a log that the contract tells."""


def judge(
    paths: CasePaths,
    role: Annotated[str | None, choice("--role", "gemeente", "aanbieder", more="Zonder: allebei.")] = None,
    domein: Annotated[str | None, choice("--domain", "wmo", "jw", more="Zonder: allebei.")] = None,
    output_format: Annotated[str, choice("--format", "table", "json", more="Hoe het antwoord komt.")] = "table",
) -> None:
    """Zeg wat de regels van een situatie vinden: een geval in YAML, dat niet in de catalogus hoeft te staan.

    Het bureau van een rol is te zien zodra het verloop een opdracht aan die rol heeft: wat dan niemand vroeg en niets
    verklaart, is fout. Zonder zo'n opdracht is dat niet te zien. Kennisgevingen zijn te zien, tenzij het geval met
    capaciteiten zegt van niet.

    Een bestand bevat één geval, een lijst of meer documenten. Een geval heeft de vorm van die in cases/; gegeven en
    verloop volstaan, en geen twee hebben dezelfde id. Zonder soort (of met soort: scripted) is het verloop zelf het
    berichtenverkeer; met soort: played speelt de referentie het na. products voegt producten toe, strip haalt
    elementen uit de XML voor die beoordeeld wordt. Wat onbruikbaar is, krijgt een melding; de rest wordt gewoon
    beoordeeld. Exitcodes: 0 niets overtreden, 1 iets overtreden, 2 onbruikbare invoer.

    \b
    Voorbeelden:
      migratietoets judge geval.yaml
      migratietoets judge gevallen/ --role aanbieder --domain wmo
      migratietoets judge geval.yaml --format json
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.run.loose import judge as judge_case
    from migratietoets.conformance.script.script import desk_visible
    from migratietoets.conformance.vocabulary.verdicts import Verdict
    from migratietoets.istandaard.model import InputError
    from migratietoets.reports.words.judged import judged_lines

    found: set[ExitCode] = set()
    judged = 0
    for place, case in _cases(paths):
        try:
            if isinstance(case, InputError):
                raise case
            for one_role, one_domein in _asked(case, role, domein):
                verdicts = list(judge_case(case, one_role, one_domein))
                found |= {v.verdict.exit_code for v in verdicts if v.verdict is not Verdict.NOT_EXERCISED or v.minimum}
                judged += 1
                if output_format == "json":
                    write_json(_as_json(case.id, one_role, one_domein, verdicts))
                else:
                    desk = case.positive or desk_visible(case, one_role)
                    write("".join(f"{line}\n" for line in judged_lines(case.id, verdicts, desk_visible=desk)))
        except InputError as error:
            tell(str(error) if error is case else f"{place}: {error}")
            found.add(ExitCode.USAGE)
    if not judged and ExitCode.USAGE not in found:
        tell("Verwacht minstens één geval in deze rol en dit domein; gevonden geen. Verruim --role of --domain.")
        found.add(ExitCode.USAGE)
    for code in (ExitCode.USAGE, ExitCode.KIT, ExitCode.ADAPTER, ExitCode.NOT_CONFORM):
        if code in found:
            raise typer.Exit(code)


def _asked(case: "Case", role: str | None, domein: str | None) -> list[tuple[str, Any]]:
    return [(r, d) for r in case.roles for d in case.domeinen if role in {None, r} and domein in {None, str(d)}]


def _as_json(case: str, role: str, domein: object, verdicts: Sequence[VerdictEvent]) -> dict[str, Any]:
    """What the contract says of a case in one role and domain."""
    from migratietoets.conformance.vocabulary.event_json import event_json

    told = []
    for whole in map(event_json, verdicts):
        findings = [{key: one[key] for key in FINDING} for one in whole["findings"]]
        told.append({key: whole[key] for key in VERDICT} | {"findings": findings})
    return {"case": case, "role": role, "domain": str(domein), "verdicts": told}


def _cases(paths: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Every case of the input with the file it stands in, or why one cannot be used."""
    from migratietoets.conformance.catalogue.loose import read_loose
    from migratietoets.istandaard.model import InputError
    from migratietoets.istandaard.records.sources.finding import find_sources

    taken: dict[str, str] = {}
    for source in find_sources(paths, {".yaml": "yaml", ".yml": "yaml"}):
        try:
            if isinstance(source, InputError):
                raise source
            stem = source.path.stem if source.path else "geval"
            for case in read_loose(source.name, stem, source.read()):
                yield source.name, case if isinstance(case, InputError) else _named_once(case, source.name, taken)
        except InputError as error:
            yield "", error


def _named_once(case: "Case", place: str, taken: dict[str, str]) -> "Case | InputError":
    """The case, or why it is refused: another has its id already, and an answer could be of either."""
    from migratietoets.istandaard.model import InputError

    if case.id not in taken:
        taken[case.id] = place
        return case
    return InputError(
        f"{place}: geval {case.id}: verwacht een id die nog niet gebruikt is; gevonden {case.id} nog eens, "
        f"eerder in {taken[case.id]}. Geef elk geval een eigen id."
    )
