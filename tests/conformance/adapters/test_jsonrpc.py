import pytest

from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.protocol.verbs import AdapterError
from tests.systems.foreign import FOREIGN_BSN

ECHO = "while True:\n    v = lees()\n    antwoord(v, result=v)\n"


def test_an_answer_may_come_in_pieces(start):
    system = start(
        'v = lees()\nfor deel in (b\'{"jsonrpc":"2.0",\', b\'"id":1,\', b\'"result":{}}\\r\\n\'): ruw(deel)\nlees()'
    )
    assert system.hello({}) == {}


def test_an_error_object_costs_one_call(start):
    system = start(
        f"fout = 'geen \\x1b[31mdossier van {FOREIGN_BSN}'\n"
        "antwoord(lees(), error={'code': -32000, 'message': fout, 'data': {'x': 1}})\n" + ECHO
    )
    with pytest.raises(ErrorAnswer) as error:
        system.instruct({"command": "migreer", "params": {}})
    text = str(error.value)
    assert "op instruct (migreer): het systeem antwoordt met fout -32000: geen ·[31mdossier" in text
    assert FOREIGN_BSN not in text
    assert system.hello({})["id"] == 2


GARBAGE = {
    "logregel": ("ruw(b'INFO gestart\\n')", "gevonden: “INFO gestart”. Doe dit: schrijf op standaarduitvoer alleen"),
    "lege regel": ("ruw(b'\\n')", "gevonden: een leeg antwoord."),
    "geen UTF-8": ('ruw(b\'{"x": "caf\\xe9"}\\n\')', "tekst in UTF-8; gevonden: byte 0xe9 op plaats 10."),
    "BOM": ("ruw(b'\\xef\\xbb\\xbf{}\\n')", "zonder BOM"),
    "kopregels": ("ruw(b'Content-Length: 2\\r\\n\\r\\n{}')", "zonder kopregels"),
    "NaN": ('ruw(b\'{"jsonrpc":"2.0","id":1,"result":{"x":NaN}}\\n\')', "een JSON-object; gevonden: “{"),
    "te veel": ("ruw(b'[' + b'[],' * 2000 + b'[]]\\n')", "hoogstens 1000 komma's en haken; gevonden: meer"),
    "lijst": ("ruw(b'[]\\n')", "verwacht een object; gevonden een lijst"),
    "geen versie": ('ruw(b\'{"id":1,"result":{}}\\n\')', "verwacht de sleutel jsonrpc"),
    "andere versie": ('ruw(b\'{"jsonrpc":"1.0","id":1,"result":{}}\\n\')', "jsonrpc: verwacht “2.0”"),
    "niets erin": ('ruw(b\'{"jsonrpc":"2.0","id":1}\\n\')', "verwacht precies een van result of error"),
    "allebei": (
        'ruw(b\'{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}\\n\')',
        "verwacht precies een van result of error",
    ),
    "fout zonder code": (
        'ruw(b\'{"jsonrpc":"2.0","id":1,"error":{"message":""}}\\n\')',
        "error: verwacht de sleutel code",
    ),
    "andere id": ('ruw(b\'{"jsonrpc":"2.0","id":"een","result":{}}\\n\')', 'vraag 1; gevonden: id "een"'),
    "id van later": ('ruw(b\'{"jsonrpc":"2.0","id":7,"result":{}}\\n\')', "vraag 1; gevonden: id 7"),
    "id waar": ('ruw(b\'{"jsonrpc":"2.0","id":true,"result":{}}\\n\')', "id: verwacht een geheel getal of een tekst"),
    "fout zonder id": (
        'ruw(b\'{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"kapot"}}\\n\')',
        "een fout zonder id: kapot",
    ),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_what_is_no_answer_ends_the_conversation(start, kind):
    body, text = GARBAGE[kind]
    system = start(f"lees()\n{body}\ntime.sleep(60)")
    with pytest.raises(AdapterError) as error:
        system.hello({})
    assert text in str(error.value)
    assert "Doe dit:" in str(error.value)
    with pytest.raises(AdapterError, match="sinds hello"):
        system.collect({})


def test_answering_twice_is_told_at_the_next_question(start):
    system = start("v = lees()\nantwoord(v)\nantwoord(v)\n" + ECHO)
    system.hello({})
    with pytest.raises(AdapterError, match="het antwoord op vraag 2; gevonden: nog een antwoord op vraag 1"):
        system.collect({})


def test_what_is_nested_too_deeply_ends_the_conversation(start):
    system = start("lees()\nruw(b'[' * 100000 + b'\\n')\nlees()")
    with pytest.raises(AdapterError, match="gevonden: te veel lagen in elkaar"):
        system.collect({})
