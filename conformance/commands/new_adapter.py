"""`new-adapter`: a skeleton of an adapter to begin with, in a language of choice."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from migratietoets.conformance.adapters.scaffolds import LANGUAGES, copy
from migratietoets.conformance.commands.options import choice
from migratietoets.conformance.commands.screen import tell

FIRST_CASE = "overzicht/toewijzing-30-in-elke-variant"
"""What a skeleton passes as it is."""


def new_adapter(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Waar het komt; wat er al staat, blijft staan.")],
    *,
    language: Annotated[str, choice("--lang", *LANGUAGES, more="De taal van het skelet.")],
) -> None:
    """Begin een adapter: een klein systeem dat al werkt, met een rooktest en een README die zegt hoe het verder gaat.

    Het antwoordt op elk bericht met het retourbericht dat erbij hoort. Zo komt het meteen door doctor, en door een
    eerste geval. Er komt niets van buiten bij.

    \b
    Voorbeelden:
      migratietoets new-adapter mijn-adapter --lang python
      migratietoets new-adapter mijn-adapter --lang typescript
      migratietoets new-adapter mijn-adapter --lang java
    """  # noqa: D301  # \b keeps the lines of the examples apart
    names = copy(language, folder)
    tell(
        f"{folder}: {', '.join(names)}.\n"
        f"Verder:\n  cd {shlex.quote(str(folder))}\n  migratietoets doctor\n  migratietoets run --cases {FIRST_CASE}\n"
        "README.md zegt wat er dan komt."
    )
