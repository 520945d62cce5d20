"""`check`: what the rules say of recorded traffic."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from migratietoets.conformance.commands import completion
from migratietoets.conformance.commands.judge import FINDING, VERDICT
from migratietoets.conformance.commands.options import asked, choice, count, day
from migratietoets.conformance.commands.screen import progress, show, tell, write_json
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.vocabulary.exit_codes import ExitCode

if TYPE_CHECKING:
    from migratietoets.conformance.recorded.output import Output
    from migratietoets.conformance.recorded.recording import Recording
    from migratietoets.conformance.recorded.scene import Part
    from migratietoets.conformance.vocabulary.events import VerdictEvent
    from migratietoets.istandaard.model import Toewijzing

DOMEINEN = ("wmo", "jw")


def check(  # noqa: PLR0913  # the options of a command
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PAD", help="Berichten: mappen en bestanden (*.xml, *.zip, *.jsonl), of een log.jsonl."),
    ],
    *,
    role: Annotated[str | None, choice("--role", *ROLES, more="Zonder: allebei.")] = None,
    domein: Annotated[str | None, choice("--domain", *DOMEINEN, more="Zonder: allebei.")] = None,
    rules: Annotated[list[str] | None, asked("rules", autocompletion=completion.rules)] = None,
    index: Annotated[
        Path | None,
        typer.Option("--index", metavar="BESTAND", help="CSV met per bestand wanneer het is verzonden en ontvangen."),
    ] = None,
    stock: Annotated[
        list[Path] | None,
        typer.Option("--stock", metavar="PAD", help="De toewijzingen van voor het verkeer: records, CSV of 301's."),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option("--until", parser=day, metavar="DATUM", help="Tot en met welke dag het verkeer volledig is."),
    ] = None,
    output_format: Annotated[str, choice("--format", "table", "json", more="Hoe het antwoord komt.")] = "table",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="MAP", help="Schrijf hier ook een logboek en een rapport.")
    ] = None,
    force: Annotated[bool, asked("force")] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", parser=count, metavar="AANTAL", help="Hoeveel processen. Zonder: een per processor."),
    ] = None,
) -> None:
    """Beoordeel opgenomen verkeer: wat zeggen de regels van berichten die al verzonden zijn?

    Leest XML, zip, JSON lines en enveloppen van VECOZO en GGk. Wie verzond, wordt beoordeeld: elke cliënt, in elke rol
    en elk domein dat in het verkeer zit. Wanneer iets verzonden is, zegt index.csv in de map (of --index), en anders
    de envelop of de dagtekening; binnen een dag is de volgorde dan onbekend, en wat daarvan afhangt is niet te zien.
    Ook wat aan een bureau is gezegd, en wat er voor het verkeer al was, is niet te zien; --stock geeft dat laatste. Het
    verkeer geldt als volledig tot de dag voor het laatste bericht, of tot en met --until.

    Exitcodes: 0 niets overtreden, 1 iets overtreden of niets getoetst, 2 onbruikbare invoer (de rest is dan wel
    beoordeeld).

    \b
    Voorbeelden:
      migratietoets check verkeer/
      migratietoets check verkeer.zip --index index.csv --role gemeente
      migratietoets check verkeer/ --stock toewijzingen.jsonl --until 2021-02-28 --out uit
      migratietoets check out/log.jsonl
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.recorded.recording import Recording, stock_of
    from migratietoets.conformance.recorded.replay import is_log
    from migratietoets.conformance.recorded.store import Store
    from migratietoets.conformance.trace.gate import gate
    from migratietoets.istandaard.model import InputError

    wanted = _wanted(rules)
    roles, domeinen = (role,) if role else ROLES, (domein,) if domein else DOMEINEN
    if len(paths) == 1 and is_log(Path(paths[0])):
        if out or stock or index or until:
            raise InputError(
                "Bij een logboek van de kit: verwacht geen --out, --stock, --index of --until; laat ze weg."
            )
        if code := _of_log(Path(paths[0]), roles, domeinen, wanted, output_format):
            raise typer.Exit(code)
        return
    with Store() as store:
        recording = Recording(store, until=until)
        if stock:
            records, complaints = _records(stock)
            recording.stock = stock_of(records)
            recording.complaints += complaints
            recording.stock_known = not complaints
            recording.bsns.update(dict.fromkeys(one.bsn for one in records))
        with progress("Berichten lezen", None) as tick:
            recording.read(paths, index, tick)
        gate().meet(list(recording.bsns))
        for text in recording.complaints:
            tell(text)
        if not len(store):
            raise InputError("Verwacht minstens één bericht om te beoordelen; gevonden geen. Controleer het pad.")
        tell(_introduction(recording, until))
        parts = recording.parts(roles, domeinen)
        asked_for = _Asked(paths, wanted, output_format, out, force, workers or os.cpu_count() or 1)
        outcome = asked_for.judge(recording, parts)
    code = ExitCode.USAGE if recording.complaints else outcome
    if code:
        raise typer.Exit(code)


def _of_log(log: Path, roles: Sequence[str], domeinen: Sequence[str], wanted: set[str], output_format: str) -> int:
    """Say what the rules say of a log of ours, where everything is seen that was seen then."""
    from itertools import groupby

    from migratietoets.conformance.recorded.replay import judged_again
    from migratietoets.conformance.vocabulary.outcomes import Account
    from migratietoets.reports.log.log import read_events
    from migratietoets.reports.words.recorded import Score, score_lines

    again = [
        one
        for one in judged_again(read_events(log))
        if one.role in roles and one.domain in domeinen and one.rule in wanted
    ]
    for (role, domein), said in groupby(again, key=lambda one: (one.role, one.domain)):
        score = Score(role, domein, of=("geval", "gevallen"))
        for case, verdicts in groupby(said, key=lambda one: one.case or "de hele run"):
            told = list(verdicts)
            if output_format == "json":
                write_json(_told(case, role, domein, told, {}))
            else:
                score.add(case, told, {})
        if output_format == "table":
            show(score_lines(score), break_words=True)
    account = Account.of(one.verdict for one in again)
    tell(f"Uitkomst: {account.outcome}")
    return account.exit_code


def _wanted(patterns: Sequence[str] | None) -> set[str]:
    """The rules that are asked for.

    Raises:
        InputError: there is no such rule.
    """
    from migratietoets.conformance.catalogue.register import register
    from migratietoets.istandaard.model import InputError
    from migratietoets.istandaard.spelling import split_commas, unknown

    asked_for = split_commas(patterns or ())
    found = {rule for rule in register() for one in asked_for or ("*",) if fnmatchcase(rule.upper(), one.upper())}
    for one in asked_for:
        if not any(fnmatchcase(rule.upper(), one.upper()) for rule in register()):
            raise InputError(unknown(f"--rules {one}", one, register()))
    return found


def _records(paths: Sequence[Path]) -> "tuple[list[Toewijzing], list[str]]":
    """What there was before the traffic, and what of that could not be used."""
    from migratietoets.istandaard.records import read_input

    found = read_input(paths)
    return [one.toewijzing for one in found.loaded], list(found.errors)


def _introduction(recording: "Recording", until: date | None) -> str:
    from migratietoets.reports.words.text import counted

    end = recording.end()
    assert end is not None
    why = (
        "zoals gezegd"
        if until
        else "de dag voor het laatste bericht; is het later nog volledig, zeg dat dan met --until"
    )
    stock = "" if recording.stock_known else " Zonder (hele) --stock is niet te zien wat er voor het verkeer al was."
    return (
        f"{counted(len(recording.store), 'bericht', 'berichten')}; volledig tot en met {end:%d-%m-%Y} ({why}).{stock}"
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a recording, and how the answer comes."""

    paths: Sequence[str]
    wanted: set[str]
    output_format: str
    out: Path | None
    force: bool
    workers: int

    def judge(self, recording: "Recording", parts: "Sequence[Part]") -> int:
        """Judge every client, write the answer, and say how it ended."""
        from migratietoets.conformance.recorded.output import Output
        from migratietoets.conformance.run.folder import RunFolder
        from migratietoets.conformance.trace.gate import gate

        command = f"migratietoets check {' '.join(map(quote, self.paths))}"
        if self.out is None:
            return self._judge(recording, parts, Output(None, gate(), command))
        folder = RunFolder(self.out)
        with folder.lock:
            folder.make_room(tell, keep=not self.force)
            output = Output(folder.log, gate(), command)
            code = self._judge(recording, parts, output)
            _write_page(folder.path, output)
        return code

    def _judge(self, recording: "Recording", parts: "Sequence[Part]", output: "Output") -> int:
        from migratietoets.conformance.recorded.told import Asked
        from migratietoets.conformance.recorded.workers import tell_all
        from migratietoets.reports.run.outcome import outcome_line
        from migratietoets.reports.words.recorded import Score, score_lines

        number = 0
        question = Asked(self.paths, self.wanted, recording.stock, story=self.out is not None)
        with progress("Cliënten", None) as tick:
            for part in parts:
                score = Score(part.role, part.domein)
                output.begin(part)
                for one in tell_all(recording.dossiers(part), question, self.workers):
                    number += 1
                    output.take(one)
                    if self.output_format == "json":
                        write_json(_told(one.client, part.role, part.domein, one.verdicts, one.places))
                    else:
                        score.add(one.client, one.verdicts, one.places)
                    tick(number)
                output.end(part)
                if self.output_format == "table" and score.clients:
                    show(score_lines(score), break_words=True)
        footer = output.finish()
        tell(f"Uitkomst: {outcome_line(footer)}")
        return footer.exit


def _told(
    client: str, role: str, domein: str, said: "Sequence[VerdictEvent]", places: Mapping[int, str]
) -> dict[str, Any]:
    """What the contract says of a client."""
    from migratietoets.conformance.vocabulary.event_json import event_json

    told = []
    for whole in map(event_json, said):
        findings = [
            {key: each[key] for key in FINDING} | {"place": places.get(each["message"])} for each in whole["findings"]
        ]
        told.append({key: whole[key] for key in VERDICT} | {"findings": findings})
    return {"client": client, "role": role, "domain": domein, "verdicts": told}


def _write_page(folder: Path, output: "Output") -> None:
    from migratietoets.conformance.run.folder import PAGE
    from migratietoets.istandaard.writing import writing
    from migratietoets.reports.log.log import log_of
    from migratietoets.reports.page.page import write_page
    from migratietoets.reports.run.message_files import write_berichten

    log = log_of(output.kept)
    with writing(folder):
        write_berichten(log, folder)
    write_page(log, folder / PAGE)
    tell(f"Rapport: {folder / PAGE}")
