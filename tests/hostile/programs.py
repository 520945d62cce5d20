"""Hostile programs: what only somebody can say who writes the lines himself."""

from typing import Any

from tests.hostile.attack import Attack, Catalogue

PROGRAMS = Catalogue()
"""The text of a program, after the preamble of tests/systems/programs.py."""


def _program(name: str, what: str, text: str, says: str, **limits: Any) -> None:
    PROGRAMS[name] = Attack(name, what, text, {"cli": says}, **limits)


_program(
    "RegelZonderEinde", "Een regel zonder einde", "lees()\nwhile True: ruw(b'x' * 100000)", "een regel van hoogstens"
)
_program(
    "LijstenZonderEinde",
    "Zestig MB lege lijsten op één regel, bij hello",
    "lees()\nruw(b'[' + b'[],' * 20_000_000 + b'[]]\\n')\ntime.sleep(60)",
    "een regel van hoogstens 64 kB",
)
_program(
    "RegelsZonderEinde",
    "Regels zonder einde, nog voor de vraag gelezen is",
    "while True: ruw(b'{}\\n' * 10000)",
    "een antwoord van JSON-RPC|een regel van hoogstens",
)
_program(
    "HalveRegel",
    "Een halve regel, en dan niets",
    "lees()\nruw(b'{')\ntime.sleep(60)",
    "binnen 1 s; gevonden: het begin van een regel, zonder regeleinde",
)
_program(
    "Druppels", "Een byte per keer, zonder einde", "lees()\nwhile True: ruw(b'x'); time.sleep(0.001)", "binnen 1 s"
)
_program("LeestNiets", "Leest geen vraag", "time.sleep(60)", "binnen 1 s; gevonden: niets")
_program(
    "DubbelAntwoord",
    "Twee antwoorden op één vraag",
    "while True:\n    v = lees()\n    antwoord(v)\n    antwoord(v)",
    "heeft niet de vorm|nog een antwoord op vraag",
)
_program(
    "SluitZijnUitvoer",
    "Sluit zijn uitvoer en blijft draaien",
    "lees()\nos.close(1)\ntime.sleep(60)",
    "sloot zijn",
    seconds=5,
)
_program(
    "DieptZonderEinde",
    "Een miljoen open haken bij collect",
    "while True:\n    v = lees()\n    if v['method'] == 'collect': ruw(b'[' * 1_000_000 + b'\\n')\n"
    "    else: antwoord(v, result=HELLO if v['method'] == 'hello' else {})",
    "komma's en haken; gevonden: meer|te veel lagen",
)
_program(
    "GrootGetal",
    "Een getal van tien miljoen cijfers bij collect",
    "while True:\n    v = lees()\n"
    "    if v['method'] == 'collect': ruw(b'{\"jsonrpc\":\"2.0\",\"id\":' + b'9' * 10_000_000 + b'}\\n')\n"
    "    else: antwoord(v, result=HELLO if v['method'] == 'hello' else {})",
    "een JSON-object",
)
_program(
    "AndereId",
    "Een id van twintig MB bij collect",
    "while True:\n    v = lees()\n"
    "    if v['method'] == 'collect': antwoord({'id': 'x' * 20_000_000})\n"
    "    else: antwoord(v, result=HELLO if v['method'] == 'hello' else {})",
    "het antwoord op vraag",
    megabytes=150,
)
