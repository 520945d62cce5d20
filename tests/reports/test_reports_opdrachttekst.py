import pytest

from reports.inhoud import LENGTE
from reports.opdrachttekst import DETAILS, zeg_opdracht

LEVERING = {"uitvoering": "inspanning", "geleverd": "2020-12-29", "volume": 3, "eenheid": "04", "afspraak": None}


@pytest.mark.parametrize(
    ("command", "params", "tekst"),
    [
        ("registreer_levering", LEVERING, "registreer levering - inspanning van 29-12-2020: 3 x uur"),
        (
            "registreer_levering",
            LEVERING | {"uitvoering": "output", "geleverd": "2020-W53", "afspraak": "2021", "eenheid": "??"},
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
        ("declareer", {}, "declareer"),
    ],
)
def test_a_command_says_what_matters(command, params, tekst):
    assert zeg_opdracht(command, params) == f"opdracht: {tekst}"


@pytest.mark.parametrize("command", DETAILS)
def test_odd_params_are_cut_and_never_raise(command):
    lang = "x" * 1000
    velden = ("uitvoering", "geleverd", "volume", "eenheid", "tot_en_met", "bericht_2020", "besluit", "reden")
    for waarde in (lang, None, 7, [lang], {"a": lang}):
        tekst = zeg_opdracht(command, dict.fromkeys(velden, waarde) | {"besluiten": waarde})
        assert max(map(len, tekst.split())) <= LENGTE + 10
