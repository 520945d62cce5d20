import pytest

from migratietoets.reports.words.content import LENGTH
from migratietoets.reports.words.instruction import DETAILS, say_instruction

DELIVERY = {"uitvoering": "inspanning", "geleverd": "2020-12-29", "volume": 3, "eenheid": "04", "afspraak": None}

WISH_KEYS = {"categorie": "02", "code": "02K01", "volume": 4, "eenheid": "04", "frequentie": "2", "budget": None}
WISH_KEYS |= {"ingangsdatum": "2021-02-01", "einddatum": None}


@pytest.mark.parametrize(
    ("command", "params", "text"),
    [
        ("registreer_levering", DELIVERY, "registreer levering - inspanning van 29-12-2020: 3 x uur"),
        (
            "registreer_levering",
            DELIVERY | {"uitvoering": "output", "geleverd": "2020-W53", "afspraak": "2021", "eenheid": "??"},
            "registreer levering - output van 2020-W53: 3 x ??, afgesproken: in 2021",
        ),
        (
            "declareer",
            {"tot_en_met": "2020-12-31", "bericht_2020": "303-F", "periode_2020": "vier_weken"},
            "declareer - tot en met 31-12-2020 (2020: 303-F, vier weken)",
        ),
        ("crediteer", {"geleverd": "2021-01-12"}, "crediteer - levering van 12-01-2021"),
        ("beoordeel_declaratie", {"besluit": "bericht_afkeuren"}, "beoordeel declaratie - bericht afkeuren"),
        (
            "beantwoord_verzoek",
            {"besluiten": ["honoreren", "afwijzen"], "wijziging_2020": None},
            "beantwoord verzoek - honoreren, afwijzen",
        ),
        (
            "beantwoord_verzoek",
            {"besluiten": ["afwijzen"], "wijziging_2020": {}} | {"wijziging_2020": {"toewijzing": {}}},
            "beantwoord verzoek - afwijzen (wijziging uit 2020)",
        ),
        ("stop_zorg", {"einddatum": "2021-01-05", "reden": "36"}, "stop zorg - per 05-01-2021, reden 36"),
        ("migreer", {"route": None}, "migreer"),
        (
            "registreer_levering",
            DELIVERY | {"toewijzing": {"toewijzingnummer": "1001"}},
            "registreer levering - inspanning van 29-12-2020: 3 x uur op nr. 1001",
        ),
        (
            "crediteer",
            {"geleverd": "2021-01-12", "toewijzing": {"toewijzingnummer": None, "categorie": "02", "code": "02K01"}},
            "crediteer - levering van 12-01-2021 op 02K01, zonder nummer",
        ),
        (
            "vraag_toewijzing_aan",
            {"producten": [WISH_KEYS, {"ingangsdatum": "2021-02-01"}]},
            "vraag toewijzing aan - 02K01, 4 uur per week, vanaf 01-02-2021; generiek, zonder omvang, vanaf 01-02-2021",
        ),
        (
            "vraag_wijziging_aan",
            {"toewijzing": {"toewijzingnummer": "1001"}, "gewenst": WISH_KEYS | {"einddatum": "2021-06-30"}},
            "vraag wijziging aan - nr. 1001 wordt: 02K01, 4 uur per week, vanaf 01-02-2021 t/m 30-06-2021",
        ),
        ("declareer", {}, "declareer"),
    ],
)
def test_a_command_says_what_matters(command, params, text):
    assert say_instruction(command, params) == f"opdracht: {text}"


@pytest.mark.parametrize("command", DETAILS)
def test_odd_params_are_cut_and_never_raise(command):
    long = "x" * 1000
    fields = ("uitvoering", "geleverd", "volume", "eenheid", "tot_en_met", "bericht_2020", "besluit", "reden")
    fields += ("toewijzing", "gewenst", "producten", "wijziging_2020")
    for value in (long, None, 7, [long], {"a": long}):
        text = say_instruction(command, dict.fromkeys(fields, value) | {"besluiten": value})
        assert max(map(len, text.split())) <= LENGTH + 10
