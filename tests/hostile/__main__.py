"""Try the whole catalogue, show what each entry cost, and write docs/vijandig.md: python -m tests.hostile.

With a pattern only the entries whose name it matches, and nothing is written.
"""

import re
import sys
import tempfile

from migratietoets.conformance.documentation.markdown import table
from tests.helpers import PROJECT
from tests.hostile.attack import broken_limits
from tests.hostile.measure import entries, entry, measured

PAGE = PROJECT / "docs" / "vijandig.md"
HEAD = """# Vijandige systemen en berichten

*Gemaakt met `python -m tests.hostile`; niet met de hand wijzigen.*

Wat een systeem of een bericht de kit zou kunnen aandoen, staat als catalogus in [`tests/hostile/`](../tests/hostile): \
elk met wat de kit ervan zegt en wat het haar hoogstens mag kosten. Een systeem speelt een campagne van één geval, \
met een `--timeout` van één seconde waar het te laat moet zijn. De tijd is die op de klok; het geheugen is wat de kit \
er op haar piek bij nam. Na afloop leeft er niets meer van wat het systeem startte. De uitkomst is `adapterfout` \
(exitcode 3), of `niet conform` waar het systeem verder niets doet: `conform` wordt zij nooit, en een campagne wordt \
één keer gespeeld.

Wat de kit doet, en wat niet:

- Een systeem draait in een eigen proces, met een bewaker ertussen ([`guard.py`](../conformance/adapters/guard.py)) \
die alles beëindigt zodra het systeem of de kit eindigt, hoe dan ook. Op Linux vindt hij ook wat een eigen sessie \
begon; op andere POSIX-systemen alleen de procesgroep. Doodt een systeem met opzet de bewaker én vlucht het naar een \
eigen sessie, dan blijft dat ene proces over.
- Op Windows werken `cli:` en `python:` niet. Gebruik WSL, of `python-inline:` om te ontwikkelen.
- `python-inline:` draait in het proces van de kit en is niet tegen opzet bestand: `os._exit()` beëindigt de kit.
- Een systeem achter `http:` start en beëindigt de kit niet; zij houdt zich aan haar kant van de lijn aan dezelfde \
tijd en dezelfde maat, van verbinden tot het laatste byte, pakt niets uit en volgt niets.
- Wat een systeem in zijn eigen proces aan geheugen of rekentijd gebruikt, begrenst de kit niet, behalve met \
`--timeout`.
- Dezelfde rechten als de kit heeft ook het systeem: het kan haar bestanden lezen en haar proces beëindigen. Draai een \
systeem dat u niet vertrouwt in een container.
"""


def main(pattern=""):
    """Try, show and write; exit code 1 when an entry goes over its limits."""
    rows, wrong = [], 0
    for transport, name in entries():
        if not re.search(pattern, name):
            continue
        attack = entry(name)
        with tempfile.TemporaryDirectory() as folder:
            found = measured(transport, name, folder)
        faults = broken_limits(attack, transport, found)
        wrong += bool(faults)
        seconds, megabytes = f"{found['seconds']:.1f}".replace(".", ","), f"{found['megabytes']:.0f}"
        rows.append((attack.what, f"`{transport}:`" if transport != "xml" else "bericht", seconds, megabytes))
        sys.stdout.write(f"{name:28}{transport:8}{seconds:>6} s{megabytes:>6} MB  {'; '.join(faults) or 'goed'}\n")
        sys.stdout.flush()
    if not pattern:
        PAGE.write_text(f"{HEAD}\n{table(('Wat het doet', 'Hoe', 'Seconden', 'MB'), rows)}\n", "utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
