"""The page on migratietoets.toml, the variables of the environment, and completion."""

from collections.abc import Iterator
from pathlib import Path

from migratietoets.conformance.documentation.markdown import page, table
from migratietoets.conformance.run.options import Option
from migratietoets.conformance.run.settings import FILE, SETTINGS

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "instellingen" / FILE


def settings_page() -> str:
    """What can be set once, where, and what goes before what."""
    return page("Instellingen", "`migratietoets run --help`", _parts())


def _parts() -> Iterator[str]:
    yield (
        "Wat u bij elke opdracht opnieuw zou zeggen, zet u één keer: voor een map in `migratietoets.toml`, voor een "
        "omgeving (CI) in variabelen. De opdrachtregel gaat voor de omgeving, en die voor het bestand. De kit leest "
        "het bestand in de map waarin u de opdracht geeft, en nergens anders; zij zegt op standaardfout wat zij "
        "eruit haalde."
    )
    yield table(
        ("Sleutel in het bestand", "In de omgeving", "Op de opdrachtregel", "Bij", "Betekenis"),
        map(_row, SETTINGS.values()),
    )
    yield (
        "Een onbekende sleutel of een onbekende variabele die met `MIGRATIETOETS_` begint, wordt geweigerd (exitcode "
        "2): anders toetst u ongemerkt iets anders. Meer waarden staan in een lijst of tussen komma's. In de omgeving "
        "is aan `1`, `true` of `ja`, en uit `0`, `false` of `nee`; een lege variabele telt niet. Paden gelden vanaf de "
        "map waarin u werkt. `MIGRATIETOETS_DEBUG=1` laat bij een fout in de kit zien waar die zat."
    )
    yield (
        "Een token voor een systeem achter http staat alleen in de omgeving, in `MIGRATIETOETS_TOKEN` of "
        "`MIGRATIETOETS_TOKEN_MACHINE` ([wanneer welke](protocol.md#http)): het is geen instelling, en wordt nergens "
        "getoond."
    )
    yield f"Een voorbeeld ([examples/instellingen/{FILE}](../examples/instellingen/{FILE})):"
    yield f"```toml\n{EXAMPLE.read_text('utf-8')}```"
    yield "## In CI"
    yield (
        "```yaml\n"
        "env:\n"
        '  MIGRATIETOETS_ADAPTER: "cli:java -jar adapter.jar"\n'
        '  MIGRATIETOETS_STRICT: "1"\n'
        '  MIGRATIETOETS_OUT: "resultaten"\n'
        "  MIGRATIETOETS_TOKEN: ${{ secrets.ADAPTER_TOKEN }}   # alleen voor http, uit de kluis van uw CI\n"
        "steps:\n"
        "  - run: migratietoets doctor\n"
        "  - run: migratietoets run\n"
        "```"
    )
    yield (
        "Hele sjablonen om over te nemen: [GitHub Actions](../examples/ci/github-actions.yml), "
        "[GitLab CI](../examples/ci/gitlab-ci.yml) en [Azure DevOps](../examples/ci/azure-pipelines.yml)."
    )
    yield (
        "`pytest --pyargs migratietoets.conformance` leest hetzelfde bestand en dezelfde variabelen, zolang er niet "
        "ook andere toetsen meedoen; daar gaan de opties met `--mt-` voor."
    )
    yield "## Aanvullen met Tab"
    yield (
        "`migratietoets --install-completion` installeert aanvulling voor de shell waarin u dat typt: bash, zsh, fish "
        "of PowerShell. In elke shell die u daarna start, vult Tab opdrachten, opties en hun waarden aan, ook regels "
        "(`--rules MT-`), gevallen (`--cases migratie/`) en hoofdstukken. `migratietoets --show-completion` toont het "
        "script, om het zelf ergens te plaatsen."
    )


def _row(one: Option) -> tuple[str, ...]:
    return f"`{one.name}`", f"`{one.variable}`", f"`--{one.name}`", ", ".join(f"`{c}`" for c in one.commands), one.help
