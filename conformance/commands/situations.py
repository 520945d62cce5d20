"""`situations`: what the generators can make, counted."""

from typing import Annotated

import typer

from migratietoets.conformance.commands.screen import write


def situations(
    *,
    every: Annotated[bool, typer.Option("--all", help="Een regel per situatie in plaats van de telling.")] = False,
) -> None:
    """Tel de situaties die de kit kan maken: per regel, met elke afloop.

    \b
    Voorbeelden:
      migratietoets situations
      migratietoets situations --all
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.generators.situations import as_text
    from migratietoets.generators.situations import situations as all_situations

    for line in as_text(all_situations(), every=every):
        write(f"{line}\n")
