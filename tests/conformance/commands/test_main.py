import pytest

from migratietoets.conformance.commands import generate as generate_module


def test_version_and_help_are_dutch(migratietoets):
    assert migratietoets("--version")[:2] == (0, "migratietoets 0.1.0\n")
    code, out, _ = migratietoets("--help")
    assert code == 0
    for instruction in ("run", "assess", "plan", "generate", "rules", "cases", "explain", "demo"):
        assert instruction in out
        code, help_text, _ = migratietoets(instruction, "--help")
        assert code == 0
        assert "Toon deze uitleg." in help_text
        assert "<" not in help_text
        assert f"Gebruik: migratietoets {instruction} [OPTIES]" in help_text
        assert instruction == "demo" or "Voorbeelden:" in help_text


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (["dans"], "opdracht 'dans' bestaat niet. Verwacht: run, assess"),
        (["asess"], "opdracht 'asess' bestaat niet. Bedoelde u assess? Verwacht: run, assess"),
        (["assess"], "migratietoets assess: verwacht PAD; dat ontbreekt"),
        (["assess", "x", "--snel"], "optie --snel bestaat niet"),
        (["run", "--rol", "gemeente"], "optie --rol bestaat niet. Bedoelde u --role? Zie migratietoets run --help."),
        (["assess", "x", "--format", "xml"], "--format: verwacht jsonl of table; gevonden 'xml'"),
        (["rules", "--format", "jsonl"], "--format: verwacht table of json; gevonden 'jsonl'. Bedoelde u json? Zie"),
        (["assess", "x", "--on", "31-12-2020"], "--on: verwacht een datum als 2020-12-01"),
        (["assess", "x", "--on"], "optie --on kan niet zonder waarde"),
        (["generate", "--clients", "veel", "--out", "x"], "--clients: verwacht een geheel getal; gevonden 'veel'"),
        (["generate"], "verwacht --out; dat ontbreekt"),
        (["doctor", "MT-04"], "zo is de opdracht niet te lezen"),
        (["run", "--role", "burger"], "--role: verwacht gemeente of aanbieder"),
        (["run", "--max-fail", "-1"], "--max-fail: verwacht 0 of meer; gevonden -1"),
        (["run", "--timeout", "snel"], "--timeout: verwacht een aantal seconden, zoals 10 of 0.5; gevonden 'snel'"),
        (["run", "--cases", "nergens/*"], "--cases nergens/*: niets gevonden"),
        (["run", "--rules", "ZZ-99"], "--rules ZZ-99: niets gevonden"),
        (["run", "--rules", "MTT-*"], "--rules MTT-*: niets gevonden. Bedoelde u MT-*?"),
        (["run", "--cases", "migrate/*"], "--cases migrate/*: niets gevonden. Bedoelde u migratie/*?"),
        (["run", "--adapter", "pyton:a:B"], "Adapter 'pyton:a:B' is niet bekend. Bedoelde u python?"),
        (["run", "--adapter", "refrentie"], "Adapter 'refrentie' is niet bekend. Bedoelde u referentie?"),
        (["generate", "--out", "x", "--mix", "alle_stuk"], "Onbekende mix: alle_stuk. Bedoelde u alles_stuk?"),
        (["generate", "--out", "x", "--timeline", "telaat"], "Onbekende tijdlijn: telaat. Bedoelde u te_laat?"),
        (["generate", "--out", "x", "--defects", "per_jar"], "Onbekend defect: per_jar. Bedoelde u per_jaar?"),
        (["run", "--adapter", "onbekend"], "Adapter 'onbekend' is niet bekend"),
        (["explain", "ZZ-99"], "Regel ZZ-99 bestaat niet"),
        (["explain", "a/b"], "Geval a/b bestaat niet"),
        (["explain", "MT-4"], "Regel MT-4 bestaat niet. Bedoelde u MT-04?"),
        (["explain", "toewijzing/per-jaar"], "Geval toewijzing/per-jaar bestaat niet. Bedoelde u toewijzingen/per-"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_in_one_sentence_and_costs_2(migratietoets, args, text):
    code, out, error = migratietoets(*args)
    assert (code, out) == (2, "")
    assert text in error
    assert error.count("\n") == 1


def test_an_adapter_that_cannot_be_loaded_costs_3(migratietoets, tmp_path):
    code, _, error = migratietoets("run", "--adapter", "python:bestaat_niet:Systeem", "--out", tmp_path)
    assert code == 3
    assert "kan niet worden geladen" in error


def test_a_fault_of_the_kit_costs_4_and_shows_no_traceback(migratietoets, monkeypatch, tmp_path):
    def broken(*_):
        raise RuntimeError("stuk")

    monkeypatch.setattr(generate_module, "progress", broken)
    args = ("generate", "--clients", 1, "--out", tmp_path / "d")
    code, _, error = migratietoets(*args)
    assert code == 4
    assert "Er ging iets mis in de kit zelf (RuntimeError)" in error
    assert "Traceback" not in error
    monkeypatch.setenv("MIGRATIETOETS_DEBUG", "1")
    assert "Traceback" in migratietoets(*args)[2]
