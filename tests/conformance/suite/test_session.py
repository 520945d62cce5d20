import pytest

from tests.helpers.suite import ONE, events, run, verdicts


def test_isolated_and_campaign_give_the_same_verdicts(tmp_path):
    out = {}
    for name, options in (("samen", []), ("apart", ["--mt-isolated"])):
        target = tmp_path / name
        target.mkdir()
        run(target, "--mt-cases", "bijzondere-situaties/*", "--mt-domain", "wmo", *options)
        verdicts = [e for e in events(target) if e["event"] == "verdict"]
        out[name] = {(e["case"], e["rule"]): (e["verdict"], e["evaluations"]) for e in verdicts}
    assert out["samen"] == out["apart"]


def test_one_case_that_breaks_the_system_costs_no_other(tmp_path):
    out = run(tmp_path, "--mt-cases", "toewijzingen/per-*", "--mt-domain", "wmo", adapter="StuktBijMigreren")
    assert out.returncode == 3
    stranded = {case for (case, _), verdict in verdicts(tmp_path).items() if verdict == "adapter_error"}
    assert len(stranded) == 1
    assert {v for (case, _), v in verdicts(tmp_path).items() if case not in stranded} == {"pass"}
    assert "onverwacht einde van het dossier" in out.stdout


@pytest.mark.parametrize("adapter", ["AntwoordtInVerkeerdeVorm", "BlijftPraten"])
def test_garbage_and_floods_are_adapter_errors(tmp_path, adapter):
    out = run(tmp_path, "--mt-cases", ONE, "--mt-domain", "wmo", "--mt-role", "gemeente", adapter=adapter)
    assert out.returncode == 3
    assert events(tmp_path)[-1]["event"] == "footer"
    assert [e for e in events(tmp_path) if e["event"] == "error" and e["kind"] == "adapter"]


def test_hostile_xml_is_marked_and_breaks_nothing(tmp_path):
    out = run(tmp_path, "--mt-cases", ONE, "--mt-domain", "wmo", adapter="VerzendtRommel")
    assert out.returncode == 1
    assert not [e for e in events(tmp_path) if e["event"] == "error"]
    errors = [f for e in events(tmp_path) if e["event"] == "message" for f in e["faults"]]
    assert any("DOCTYPE" in f for f in errors)


@pytest.mark.parametrize(("adapter", "element"), [("MistElement", "Toewijzingsdatum"), ("MistOntvanger", "Ontvanger")])
def test_a_message_without_what_it_must_have_is_not_conform_and_costs_no_verdict(tmp_path, adapter, element):
    out = run(tmp_path, "--mt-cases", ONE, "--mt-domain", "wmo", "--mt-role", "gemeente", adapter=adapter)
    assert out.returncode == 1
    assert events(tmp_path)[-1]["event"] == "footer"
    per_rule = {e["rule"]: e for e in events(tmp_path) if e["event"] == "verdict"}
    assert per_rule["PL-01"]["verdict"] == "fail"
    assert f"hier hoort {element}" in per_rule["PL-01"]["findings"][0]["found"]


def test_a_role_that_is_not_claimed_is_not_applicable(tmp_path):
    out = run(tmp_path, "--mt-cases", ONE, "--mt-role", "gemeente", adapter="AlleenAanbieder")
    assert out.returncode == 1
    assert set(verdicts(tmp_path).values()) == {"not_applicable"}


def test_what_a_system_does_not_show_is_never_green(tmp_path):
    out = run(
        tmp_path, "--mt-cases", "bijzondere-situaties/vooraf-*,overzicht/beoordeling-en-plan", adapter="ZonderExtras"
    )
    assert out.returncode == 0
    assert events(tmp_path)[-1]["verdict"] == "onvolledig"
    found = verdicts(tmp_path)
    assert {v for (_, line), v in found.items() if line == "BS-03"} == {"not_verifiable"}
    assert {v for (_, line), v in found.items() if line in {"PL-04", "TW-10"}} == {"warn"}
    assert {v for (_, line), v in found.items() if line == "MS-02"} <= {"not_applicable"}
