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

    Bij elke ✗ staat wat er te doen is; ○ is wat het systeem in hello noemt en nog niet doet. De laatste regel noemt de
    ene volgende stap. Exitcodes: 0 de adapter werkt, 2 verkeerd gebruik, 3 hij werkt niet.

    \b
    Voorbeelden:
      migratietoets doctor --adapter 'cli:python examples/cli_adapter/cli_adapter.py'
      migratietoets doctor --adapter python:mijn_adapter:Systeem --timeout 30
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.adapters.discovery import check_unattended
    from migratietoets.conformance.adapters.timeout import Timeout
    from migratietoets.conformance.doctor.examination import examine
    from migratietoets.conformance.doctor.steps import next_step

    check_unattended(adapter, "doctor")
    found = []
    for finding in examine(adapter, timeout=Timeout(timeout), ca=ca):
        found.append(finding)
        write(f"{'○' if finding.todo else '✓' if finding.passed else '✗'} {finding.check}: {finding.text}\n")
        if finding.advice:
            write(f"  Doe dit: {finding.advice}\n")
    todo = sum(one.todo for one in found)
    passed = sum(one.passed for one in found) - todo
    write(f"{passed} van de {len(found)} controles goed{f', {todo} nog te schrijven' if todo else ''}.\n")
    write(f"Volgende stap: {next_step(adapter, found)}\n")
    if passed + todo < len(found):
        raise typer.Exit(ExitCode.ADAPTER)
