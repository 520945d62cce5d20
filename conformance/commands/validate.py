"""`validate`: what is wrong with messages, on their own."""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from migratietoets.conformance.commands.options import choice, count
from migratietoets.conformance.commands.screen import json_line, progress, show, tell, write, write_passed
from migratietoets.conformance.vocabulary.exit_codes import ExitCode

if TYPE_CHECKING:
    from migratietoets.conformance.commands.screen import Tick
    from migratietoets.conformance.validation.judging import Answer, Question
    from migratietoets.istandaard.validation.judged import Judged
    from migratietoets.reports.validation.tally import Tally

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100


def validate(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PAD", help="Berichten: bestanden, mappen (*.xml, *.zip, *.jsonl) of - (standaardinvoer)."
        ),
    ],
    *,
    output_format: Annotated[
        str, choice("--format", "table", "json", "sarif", "junit", more="Hoe het antwoord komt.")
    ] = "table",
    retour: Annotated[
        Path | None,
        typer.Option("--retour", metavar="MAP", help="Schrijf hier het retourbericht dat een ontvanger zou sturen."),
    ] = None,
    xsd: Annotated[
        Path | None,
        typer.Option("--xsd", metavar="MAP", help="Officiële XSD's, voor de berichten die de map heeft."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Blijf kijken, en controleer wat verandert; stop met Ctrl-C.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", parser=count, metavar="AANTAL", help="Hoeveel processen. Zonder: een per processor."),
    ] = None,
) -> None:
    """Zeg per bericht wat er mis mee is: bestand, schema, codelijsten en elke regel die één bericht kan breken.

    Leest berichten van iWmo en iJw, release 2.4 en 3.0: XML, in een zip, als JSON lines (per regel een tekst met de
    XML, of een object met de XML onder xml), en in een envelop van VECOZO of GGk. Bij een bericht in een envelop of in
    JSON lines tellen de regels in het bericht zelf; waar het in het bestand begint, staat erbij. Wat in 2.4 alleen
    aangenomen wordt, is een waarschuwing.

    --retour schrijft op elk heenbericht het retourbericht: 0001 in de kop wanneer het als geheel geweigerd wordt, de
    codes van het model op de regels waar het die geeft, en anders 0200. Exitcodes: 0 niets mis, 1 iets mis, 2
    onleesbare invoer (de rest is dan wel beoordeeld).

    --watch blijft kijken naar de bestanden en mappen en controleert telkens wat nieuw of veranderd is. Ctrl-C stopt
    het, met exitcode 0.

    \b
    Voorbeelden:
      migratietoets validate berichten/
      migratietoets validate aanlevering.zip --format json
      migratietoets validate berichten/ --format junit > berichten.junit.xml
      migratietoets validate berichten/ --retour retouren/
      migratietoets validate --watch uitvoer/
      cat bericht.xml | migratietoets validate -
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.validation.judging import Question
    from migratietoets.istandaard.validation.xsd import check_folder

    if xsd is not None:
        tell(check_folder(xsd))
    asked = _Asked(Question(xsd, retour is not None), output_format, retour, workers or os.cpu_count() or 1)
    code = _watch(paths, asked) if watch else asked.judge(paths)
    if code:
        raise typer.Exit(code)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of all messages, and how the answer comes."""

    question: "Question"
    output_format: str
    retour: Path | None
    workers: int

    def judge(self, paths: Iterable[str | Path], *, loose: bool = True) -> ExitCode:
        """Judge what is in these places, write the answer, and say how it ended."""
        from migratietoets.conformance.validation.documents import documents
        from migratietoets.conformance.validation.workers import judge_all
        from migratietoets.reports.validation.tally import Tally

        tally = Tally()
        answers = judge_all(documents(paths, loose=loose), self.question, self.workers)
        with progress("Berichten", None) as tick:
            judged = _counted(_with_retouren(answers, self.retour), tally, tick)
            _FORMATS[self.output_format](judged, tally)
        if self.output_format != "table":
            tell(tally.summary())
        return _exit_code(tally)


def _watch(paths: Iterable[str], asked: _Asked) -> ExitCode:
    """Judge what changes, until somebody presses Ctrl-C."""
    from migratietoets.conformance.run.signals import Terminated
    from migratietoets.conformance.validation.watch import changes
    from migratietoets.istandaard.model import InputError
    from migratietoets.istandaard.terminal import printable

    places = [Path(path) for path in paths]
    if missing := [place for place in places if not place.exists()]:
        raise InputError(
            f"{printable(str(missing[0]))}: verwacht een bestand of map om naar te kijken; gevonden niets."
        )
    tell(f"Kijkt naar {', '.join(printable(path) for path in paths)}. Stop met Ctrl-C.")
    try:
        for change in changes(places):
            for path in change.gone:
                tell(f"{printable(str(path))}: weg.")
            if change.changed:
                asked.judge(change.changed, loose=False)
                sys.stdout.flush()
    except Terminated:
        raise
    except KeyboardInterrupt:
        tell("Gestopt met kijken.")
    return ExitCode.CONFORM


def _exit_code(tally: "Tally") -> ExitCode:
    from migratietoets.istandaard.validation.judged import Outcome

    if tally.outcomes[Outcome.UNREADABLE] or not tally.total:
        return ExitCode.USAGE
    return ExitCode.NOT_CONFORM if tally.outcomes[Outcome.FAIL] else ExitCode.CONFORM


def _counted(found: Iterable["Judged"], tally: "Tally", tick: "Tick") -> Iterator["Judged"]:
    """Each message, counted; what is no message is told at once."""
    for number, judged in enumerate(found, 1):
        tally.add(judged)
        tick(number)
        if judged.complaint:
            tell(f"{judged.place}: {judged.complaint}")
        yield judged


def _with_retouren(answers: Iterable["Answer"], folder: Path | None) -> Iterator["Judged"]:
    """Each message, with its retourbericht written when that was asked for."""
    from migratietoets.conformance.trace.gate import gate
    from migratietoets.istandaard.writing import write_whole

    names: Counter[str] = Counter()
    for one in answers:
        judged = one.judged
        if folder is not None and one.retour is not None:
            if one.retour.xml is None:
                tell(f"{judged.place}: geen retourbericht: {one.retour.complaint}")
            else:
                path = folder / _retour_name(judged, one.retour.name, names)
                write_whole(path, gate().xml(one.retour.xml.decode()))
                judged = judged.with_retour(str(path))
        yield judged


def _retour_name(judged: "Judged", name: str, names: "Counter[str]") -> str:
    """A name for a retourbericht that no other has: that of its message, as far as a file may be called so."""
    from migratietoets.conformance.trace.gate import gate

    begin = "-".join(filter(None, (Path(judged.file).stem, judged.part.removesuffix(".xml"), judged.line_name)))
    begin = _UNFIT.sub("_", gate().text(begin))[:_LONGEST_NAME].strip("._") or "bericht"
    names[begin] += 1
    again = f"-{names[begin]}" if names[begin] > 1 else ""
    return f"{begin}{again}-{name}.xml"


def _table(found: Iterable["Judged"], tally: "Tally") -> None:
    from migratietoets.reports.validation.tally import table_lines

    for _ in found:
        pass
    show(table_lines(tally), break_words=True)


def _json(found: Iterable["Judged"], _: "Tally") -> None:
    from migratietoets.conformance.trace.gate import gate
    from migratietoets.reports.validation.as_json import as_json

    for judged in found:
        write_passed(json_line(gate().passed(as_json(judged))))


def _sarif(found: Iterable["Judged"], _: "Tally") -> None:
    from importlib.metadata import version

    from migratietoets.conformance.catalogue.rule_texts import texts
    from migratietoets.conformance.trace.gate import gate
    from migratietoets.reports.validation.sarif import Sarif, joined

    sarif = Sarif(version("migratietoets"), texts(), gate().text)
    write_passed(sarif.begin())
    results = (json_line(gate().passed(result)).rstrip() for judged in found for result in sarif.results(judged))
    for text in joined(results):
        write_passed(text)
    write_passed(sarif.end())


def _junit(found: Iterable["Judged"], tally: "Tally") -> None:
    """The counts come first, so the cases wait in a file, made safe already."""
    from tempfile import TemporaryFile

    from migratietoets.conformance.trace.gate import gate
    from migratietoets.reports.validation.junit import CLOSING, case, opening

    with TemporaryFile("w+", encoding="utf-8", errors="backslashreplace") as waiting:
        for judged in found:
            waiting.write(gate().text(case(judged)))
        waiting.seek(0)
        write(opening(tally.outcomes))
        for line in waiting:
            write_passed(line)
    write(CLOSING)


_FORMATS = {"table": _table, "json": _json, "sarif": _sarif, "junit": _junit}
