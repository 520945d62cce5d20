"""`doctor`: whether an adapter can work at all, before the suite judges what it does."""

from typing import Annotated

import typer

from conformance.opdrachten.scherm import schrijf

ADAPTERFOUT = 3


def seconden(waarde: str | float) -> float:
    """A time in seconds."""
    try:
        return float(waarde)
    except ValueError:
        raise typer.BadParameter(f"verwacht een aantal seconden, zoals 10 of 0.5; gevonden {waarde!r}") from None


def doctor(
    *,
    adapter: Annotated[
        str,
        typer.Option(
            "--adapter",
            metavar="NAAM",
            help="Het systeem: 'cli:opdrachtregel', python:module:Klasse of een geïnstalleerde naam.",
        ),
    ] = "referentie",
    timeout: Annotated[
        float,
        typer.Option("--timeout", parser=seconden, metavar="SECONDEN", help="Hoe lang een antwoord mag duren (cli:)."),
    ] = 10.0,
) -> None:
    """Onderzoek een adapter: start hij, spreekt hij het protocol, volgt hij de klok, doet hij wat hij belooft?

    Bij elke ✗ staat wat er te doen is. Pas als alles goed is, zegt de suite iets over het systeem zelf. Exitcodes: 0
    alles goed, 2 verkeerd gebruik, 3 de adapter werkt niet.

    \b
    Voorbeelden:
      migratietoets doctor --adapter 'cli:python docs/voorbeelden/cli_adapter.py'
      migratietoets doctor --adapter python:mijn_adapter:Systeem --timeout 30
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from conformance.dokter import onderzoek

    goed = totaal = 0
    for bevinding in onderzoek(adapter, timeout=timeout):
        goed, totaal = goed + bevinding.goed, totaal + 1
        schrijf(f"{'✓' if bevinding.goed else '✗'} {bevinding.controle}: {bevinding.tekst}\n")
        if bevinding.advies:
            schrijf(f"  Doe dit: {bevinding.advies}\n")
    schrijf(f"{goed} van de {totaal} controles goed.\n")
    if goed < totaal:
        raise typer.Exit(ADAPTERFOUT)
