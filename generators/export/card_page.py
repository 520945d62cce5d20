"""datakaart.html: the data card as a page that asks nothing of a network, light and dark; every text is escaped."""

from collections.abc import Mapping
from html import escape
from typing import Any

from migratietoets.generators.export.card import PICTURES

_STYLE = """
:root{color-scheme:light dark;--paper:#fbfaf7;--surface:#fff;--line:#dcd8cf;--ink:#1d2329;--soft:#555e66;--bar:#1f6f8b}
@media (prefers-color-scheme:dark){:root{--paper:#15191d;--surface:#1d2227;--line:#363d44;--ink:#e6e8ea;--soft:#a6afb7;
--bar:#4fb0cf}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI","Liberation Sans",sans-serif;
overflow-wrap:anywhere}
main{max-width:72rem;margin-inline:auto;padding:1.5rem clamp(1rem,4vw,2.5rem) 4rem}
h1{font-size:2rem;line-height:1.2;margin:1rem 0 .25rem}h2{font-size:1.3rem;margin:2.5rem 0 .75rem}
h3{font-size:1rem;margin:0 0 .6rem}
p{max-width:46rem;margin:.4rem 0}.soft{color:var(--soft)}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1rem;margin:0}
dt{color:var(--soft);font-size:.875rem}dd{margin:0;font-size:1.35rem;font-weight:600;font-variant-numeric:tabular-nums}
dd.words{font-size:1rem;font-weight:400}
.cards{columns:2 22rem;column-gap:1rem}
figure{margin:0 0 1rem;padding:1rem 1.1rem;background:var(--surface);border:1px solid var(--line);border-radius:8px;
break-inside:avoid}
svg{display:block;width:100%;height:auto}svg text{font:12px system-ui,"Segoe UI","Liberation Sans",sans-serif;
fill:var(--ink)}svg .n{fill:var(--soft)}svg rect{fill:var(--bar)}
table{border-collapse:collapse;width:100%;font-size:.95rem}th,td{text-align:left;padding:.4rem .9rem .4rem 0;
border-top:1px solid var(--line);vertical-align:top}thead th{border-top:0;color:var(--soft);font-weight:400}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
"""
_WIDTH, _ROW, _NAME, _FIGURE = 420, 22, 180, 50
_LONGEST = 24
_NAMES = 6
"""More names than this are only counted."""
_MOST = 30
"""So many bars a picture at most; of what is left only the number is said."""


_COUNTS = {"clients": "cliënten", "must_migrate": "moeten over", "onmogelijke_dagen": "onmogelijke dagen"}


def _bars(values: Mapping[str, int]) -> str:
    """A picture with a bar for each."""
    shown = list(values.items())
    if len(shown) > _MOST:
        rest = shown[_MOST - 1 :]
        shown = [*shown[: _MOST - 1], (f"nog {len(rest)}, samen", sum(count for _, count in rest))]
    most = max((count for _, count in shown[: _MOST - 1]), default=0) or 1
    room = _WIDTH - _NAME - _FIGURE
    rows = []
    for place, (name, count) in enumerate(shown):
        y, width = place * _ROW, round(room * count / most, 1) if place < _MOST - 1 else 0
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        rows.append(
            f'<g><title>{escape(name)}: {count}</title><text x="0" y="{y + 15}">{escape(short)}</text>'
            f'<rect x="{_NAME}" y="{y + 4}" width="{width}" height="14" rx="2"/>'
            f'<text class="n" x="{_NAME + width + 6}" y="{y + 15}">{_number(count)}</text></g>'
        )
    height = max(1, len(shown)) * _ROW
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="staafdiagram">{"".join(rows)}</svg>'


def _number(value: float) -> str:
    return f"{value:,}".replace(",", ".")


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}%".replace(".", ",")


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) if len(value) <= _NAMES else f"{len(value)} namen"
    return "ja" if value is True else str(value)


def page(card: Mapping[str, Any]) -> str:
    """The page of a data card."""
    asked = "".join(
        f'<div><dt>{escape(name)}</dt><dd class="words">{escape(_words(value))}</dd></div>'
        for name, value in card["asked"].items()
    )
    counts = "".join(
        f"<div><dt>{escape(_COUNTS.get(name, name))}</dt><dd>{_number(value)}</dd></div>"
        for name, value in card["counts"].items()
    )
    pictures = "".join(
        f"<figure><h3>{escape(title)}</h3>{_bars(card['pictures'][name])}</figure>"
        for name, title in PICTURES.items()
        if card["pictures"][name]
    )
    shares = "".join(
        f'<tr><td>{escape(row["says"])}</td><td class="num">{_percent(row["asked"])}</td>'
        f'<td class="num">{_percent(row["found"])}</td><td>{escape(row["source"])}</td></tr>'
        for row in card["shares"]
    )
    return f"""<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Datakaart</title><style>{_STYLE}</style></head><body><main>
<h1>Datakaart</h1>
<p class="soft">Wat er gevraagd is en wat eruit kwam. Alles is verzonnen; BSN's komen uit de testreeks, adressen en
aanbieders bestaan niet.</p>
<h2>Gevraagd</h2><dl>{asked}</dl>
<h2>Uitgekomen</h2><dl>{counts}</dl>
<h2>Verdelingen</h2><div class="cards">{pictures}</div>
<h2>Aandelen</h2>
<p class="soft">Waar geen bron staat, is het aandeel een aanname van de kit. Uitgekomen staat er waar het zich laat
tellen zoals het gevraagd is; defecten die minstens één keer moeten voorkomen, drukken in een kleine map op de rest.</p>
<table><thead><tr><th>Aandeel</th><th class="num">gevraagd</th><th class="num">uitgekomen</th><th>bron</th></tr></thead>
<tbody>{shares}</tbody></table>
</main></body></html>
"""
