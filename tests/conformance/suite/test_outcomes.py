import re

import pytest

from tests.helpers.suite import ONE, events, heading, junit, run

HALVES = ("--mt-adapter", "python:tests.proof.mutants.gemeente:GeeftDeHelft")


@pytest.mark.parametrize(
    ("options", "adapter", "line", "code"),
    [
        (["-p", "tests.systems.ctrl_c"], None, "afgebroken (onderbroken met Ctrl-C)", 130),
        (["-x", *HALVES], None, "afgebroken (gestopt na het gevraagde aantal fouten); ook niet conform", 1),
        ([], None, "conform voor de rol gemeente, het domein wmo, 1 van ", 0),
        (["-n", "2"], None, "conform voor de rol gemeente, het domein wmo, 1 van ", 0),
        (["-k", "MT-04"], None, "conform voor de rol gemeente, het domein wmo, 1 van ", 0),
        ([*HALVES], None, "niet conform; gevraagd was de rol gemeente, het domein wmo, 1 van ", 1),
        ([], "ZonderRollen", "niets getoetst", 1),
        (["--mt-role", "gemeente"], "AlleenAanbieder", "niets getoetst", 1),
        ([], "ZegtLaterMinder", "adapterfout", 3),
    ],
)
def test_the_outcome_is_the_same_everywhere(tmp_path, options, adapter, line, code):
    out = run(tmp_path, "--mt-cases", ONE, "--mt-domain", "wmo", *options, adapter=adapter)
    assert out.returncode == code, out.stdout
    footer = events(tmp_path)[-1]
    assert (footer["event"], footer["exit"]) == ("footer", code)
    (whole,) = (shown.removeprefix("  Uitkomst: ") for shown in out.stdout.splitlines() if "  Uitkomst: " in shown)
    assert whole.startswith(line)
    assert heading(tmp_path).lower() == whole.lower().partition("; ")[0]
    assert junit(tmp_path)["uitkomst"] == whole


def test_the_counts_are_the_same_everywhere(tmp_path):
    out = run(tmp_path, "--mt-cases", "migratie/*", "--mt-domain", "wmo", "--mt-role", "gemeente", *HALVES)
    log = events(tmp_path)
    counts, verdicts = log[-1]["counts"], [e["verdict"] for e in log if e["event"] == "verdict"]
    assert counts == {kind: verdicts.count(kind) for kind in set(verdicts)}
    shown = junit(tmp_path)
    assert {kind: int(shown[kind]) for kind in counts} == counts
    assert sum(int(count) for count in re.findall(r"(\d+) geslaagd", out.stdout)) == counts["pass"]
