"""`doctor`: whether an adapter can work at all, before the suite judges what it does."""

import typer

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER, SECONDS
from migratietoets.conformance.commands.options import CA, Seconds, System
from migratietoets.conformance.commands.screen import write
from migratietoets.conformance.vocabulary.exit_codes import ExitCode


def doctor(
    *,
    adapter: System = DEFAULT_ADAPTER,
    timeout: Seconds = SECONDS,
    ca: CA = None,
) -> None:
    """Onderzoek een adapter: start hij, spreekt hij het protocol, volgt hij de klok, doet hij wat hij belooft?

    Bij elke ✗ staat wat er te doen is. Pas als alles goed is, zegt de suite iets over het systeem zelf. Exitcodes: 0
    alles goed, 2 verkeerd gebruik, 3 de adapter werkt niet.

    \b
    Voorbeelden:
      migratietoets doctor --adapter 'cli:python examples/cli_adapter/cli_adapter.py'
      migratietoets doctor --adapter python:mijn_adapter:Systeem --timeout 30
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.adapters.timeout import Timeout
    from migratietoets.conformance.doctor.examination import examine

    passed = total = 0
    for finding in examine(adapter, timeout=Timeout(timeout), ca=ca):
        passed, total = passed + finding.passed, total + 1
        write(f"{'✓' if finding.passed else '✗'} {finding.check}: {finding.text}\n")
        if finding.advice:
            write(f"  Doe dit: {finding.advice}\n")
    write(f"{passed} van de {total} controles goed.\n")
    if passed < total:
        raise typer.Exit(ExitCode.ADAPTER)
