"""The score per file, and every change that nothing noticed, with why: docs/mutatie.md and .json."""

import json
from collections import Counter

import yaml

from tests.helpers import PROJECT

PAGE, DATA = PROJECT / "docs" / "mutatie.md", PROJECT / "docs" / "mutatie.json"
REASONS = PROJECT / "tests" / "proof" / "mutation" / "survivors.yaml"
UNKNOWN = {"gelijk": False, "waarom": "nog geen toets"}
HEAD = """# Hoe goed de regels zelf getoetst zijn

*Gemaakt met `make mutatie`; niet met de hand wijzigen.*

Een regel die een ander oordeel zou geven zonder dat een toets het merkt, is niet bewaakt. Daarom verandert \
`make mutatie` de regels, het oordeel, het spoor, de kalender en de varianten telkens op één plek (een dag eerder of \
later, een andere vergelijking, een helft van een en/of weg, een ander getal), en kijkt wat dat merkt: de negatieve \
gevallen, de situaties waarin niets mis is, hele campagnes van de referentie, en de toetsen van de kamers zelf. De \
steekproef ligt vast. Een verandering die niets verandert (gelijk) telt niet mee, en een die niet eens kan starten \
evenmin.
"""


def _row(change, noticed, reasons):
    row = {"file": change.file, "kind": change.kind, "before": change.before, "after": change.after, "noticed": noticed}
    if noticed is None:
        said = reasons.get((change.file, change.before, change.after), UNKNOWN)
        row |= {"equivalent": said["gelijk"], "why": said["waarom"]}
    return row


def _score(rows):
    counted = [one for one in rows if not one.get("equivalent")]
    seen = sum(one["noticed"] is not None for one in counted)
    return {
        "changes": len(counted),
        "noticed": seen,
        "percentage": round(100 * seen / len(counted), 1) if counted else 100.0,
    }


def _cell(text):
    return text.replace("|", "\\|").replace("`", "'")


def _table(title, scores):
    rows = [f"| {name} | {s['changes']} | {s['noticed']} | {s['percentage']}% |" for name, s in scores.items()]
    return "\n".join([f"| {title} | Veranderingen | Gemerkt | |", "| --- | ---: | ---: | ---: |", *rows])


def publish(changes, results, *, whole):
    """Print the score, and write the page when the whole sample was judged."""
    said = yaml.safe_load(REASONS.read_text("utf-8")) if REASONS.exists() else []
    reasons = {(one["file"], one["before"], one["after"]): one for one in said or ()}
    rows = [_row(one, results[one.key], reasons) for one in changes if not (results[one.key] or "").startswith("start")]
    files = {f"`{name}`": _score([r for r in rows if r["file"] == name]) for name in sorted({r["file"] for r in rows})}
    kinds = {name: _score([r for r in rows if r["kind"] == name]) for name in sorted({r["kind"] for r in rows})}
    left = [one for one in rows if one["noticed"] is None]
    total, by = _score(rows), Counter((one["noticed"] or "niets").split(" ")[0] for one in rows)
    equal = sum(one["equivalent"] for one in left)
    print(total, {name: s["percentage"] for name, s in kinds.items()}, dict(by), f"gelijk: {equal}")
    if not whole:
        return
    lines = [
        f"- `{one['file']}`: `{_cell(one['before'])}` → `{_cell(one['after'])}` "
        f"({'gelijk: ' if one['equivalent'] else ''}{one['why']})"
        for one in left
    ]
    summary = f"**{total['percentage']}%**: {total['noticed']} van {total['changes']} gemerkt, {equal} gelijk."
    parts = [
        HEAD,
        summary,
        "",
        _table("Soort", kinds),
        "",
        _table("Bestand", files),
        "",
        "## Wat niets merkt",
        "",
        *lines,
    ]
    PAGE.write_text("\n".join(parts) + "\n", encoding="utf-8")
    data = {"total": total, "equivalent": equal, "kinds": kinds, "files": files, "survivors": left}
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
