"""Measure the wire score and write docs/wire.md and docs/wire.json: run by `make wire`."""

import json
from collections import Counter, defaultdict
from pathlib import Path

from tests.proof.wire.score import ELEMENT, Fate, score

DOCS = Path(__file__).parents[3] / "docs"
HEAD = (
    "# De draadscore\n\n"
    "*Gemaakt met `make wire`; niet met de hand wijzigen. De gegevens staan in [wire.json](wire.json).*\n\n"
    "Elk bericht dat de referentie in een campagne verstuurt, in beide rollen en domeinen, is veranderd op elke manier "
    "waarop een draad of een programma dat kan ([`generators/wire`](../generators/wire)). Daarna is alleen dat ene "
    "geval opnieuw beoordeeld. Een verandering is **gemeld** als een `must` breekt die eerst niet brak; **niet "
    "geraakt** als geen `must` breekt maar een regel die het geval noemt te weinig te beoordelen had (de run is dan "
    "evenmin conform); **toegestaan** als zij in de [gesloten lijst](../tests/proof/wire/allowed.yaml) staat en aan de "
    "voorwaarde daarvan voldoet: binnen de eigen termijn van het bericht, uitgerekend los van het oordeel, of door een "
    "regel gemeld die alleen waarschuwt; en anders **niet gezien**. De draadscore is het gemelde "
    "deel van wat niet is toegestaan.\n"
)


def share(fates):
    """The wire score in percents, of what is not allowed; None where everything is."""
    counted = sum(fates.values()) - fates[Fate.ALLOWED]
    return round(100 * fates[Fate.REPORTED] / counted, 1) if counted else None


def _cell(value):
    return "-" if value is None else f"{value:.1f}%".replace(".", ",")


def _table(heads, rows):
    line = lambda cells: "| " + " | ".join(str(c) for c in cells) + " |"  # noqa: E731  # said once
    return "\n".join([line(heads), line("---" for _ in heads), *map(line, rows)])


def _counted(results, key):
    out = defaultdict(Counter)
    for one in results:
        out[key(one)][Fate(one.fate)] += 1
    return dict(sorted(out.items()))


def _rows(counted):
    for key, fates in counted.items():
        name = key if isinstance(key, tuple) else (key,)
        yield (*name, *(fates[f] for f in Fate), _cell(share(fates)))


FATES = (*map(str, Fate), "score")


def page(results):
    """The page in Dutch."""
    whole = [one for one in results if not one.operator.startswith(ELEMENT)]
    single = [one for one in results if one.operator.startswith(ELEMENT)]
    parts = [HEAD]
    totals = [("hele berichten", whole), ("losse elementen (steekproef)", single)]
    rows = [r for name, part in totals for r in _rows(_counted(part, lambda _, n=name: n))]
    parts += ["## Samen\n", _table(("wat veranderd is", *FATES), rows)]
    parts += ["\n## Per bewerking\n", _table(("bewerking", *FATES), _rows(_counted(results, lambda r: r.operator)))]
    table = _rows(_counted(whole, lambda r: (f"{r.code} ({r.release})", r.operator)))
    parts += ["\n## Per bericht en bewerking\n", _table(("bericht", "bewerking", *FATES), table)]
    elements = _rows(_counted(single, lambda r: f"{r.code} ({r.release})"))
    parts += ["\n## Losse elementen per bericht\n", _table(("bericht", *FATES), elements)]
    reasons = Counter(one.why for one in whole if one.fate == Fate.ALLOWED)
    rows = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    parts += ["\n## Wat toegestaan is, en waarom\n", _table(("waarom", "aantal"), rows)]
    survivors = data(results)["niet_gezien"]
    rows = [(s["bericht"], s["bewerking"], s["element"], s["aantal"], f"{s['geval']} ({s['dag']})") for s in survivors]
    parts += ["\n## Wat niet gezien is\n", _table(("bericht", "bewerking", "element", "aantal", "voorbeeld"), rows)]
    return "\n".join(parts) + "\n"


def data(results):
    """The same as data, with each kind of survivor and one example of it."""
    kinds = defaultdict(list)
    for one in results:
        if one.fate in {Fate.SURVIVED, Fate.UNEXERCISED}:
            kinds[one.code, one.release, one.operator, one.element].append(one)
    survivors = [
        {
            "bericht": f"{code} ({release})",
            "bewerking": operator,
            "element": element,
            "aantal": len(found),
            "niet_geraakt": sum(one.fate == Fate.UNEXERCISED for one in found),
            "rol": found[0].role,
            "domein": found[0].domein,
            "geval": found[0].case,
            "dag": found[0].day,
            "was": found[0].old,
            "werd": found[0].new,
        }
        for (code, release, operator, element), found in sorted(kinds.items())
    ]
    counted = _counted(results, lambda r: (r.code, r.release, r.operator))
    table = [
        {"bericht": c, "release": r, "bewerking": o} | {str(f): n[f] for f in Fate} | {"score": share(n)}
        for (c, r, o), n in counted.items()
    ]
    whole = Counter(Fate(one.fate) for one in results if not one.operator.startswith(ELEMENT))
    single = Counter(Fate(one.fate) for one in results if one.operator.startswith(ELEMENT))
    return {"hele_berichten": share(whole), "losse_elementen": share(single), "tabel": table, "niet_gezien": survivors}


def write():
    """Measure, and write both files."""
    results = score()
    (DOCS / "wire.md").write_text(page(results), encoding="utf-8")
    text = json.dumps(data(results), ensure_ascii=False, indent=1)
    (DOCS / "wire.json").write_text(text + "\n", encoding="utf-8")
    return results


if __name__ == "__main__":
    write()
