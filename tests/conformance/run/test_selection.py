from pathlib import Path

import pytest

from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.run.selection import Selection, read_selection
from migratietoets.conformance.suite.options import PREFIX, with_defaults
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein

NOTHING = with_defaults({})


def test_without_options_everything_is_played():
    assert read_selection(NOTHING) == Selection()
    assert read_selection(NOTHING, PREFIX) == Selection(timeout=Timeout(option="--mt-timeout"))


def test_options_are_read_into_types():
    given = {
        "adapter": "cli:mijn-systeem",
        "timeout": 2.5,
        "ca": None,
        "role": ["aanbieder,gemeente"],
        "domain": ["jw"],
        "rules": ["mt-04, TW-*", "PL-01"],
        "cases": ["toewijzingen/*"],
        "isolated": True,
        "strict": True,
        "out": "uit",
    }
    assert read_selection(NOTHING | given) == Selection(
        adapter="cli:mijn-systeem",
        timeout=Timeout(2.5),
        roles=("gemeente", "aanbieder"),
        domeinen=(Domein.JW,),
        rules=("mt-04", "TW-*", "PL-01"),
        cases=("toewijzingen/*",),
        isolated=True,
        strict=True,
        out=Path("uit"),
    )


@pytest.mark.parametrize("prefix", ["--", PREFIX])
@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("role", ["gemeente,burger"], "role burger is niet bekend. Verwacht: gemeente of aanbieder."),
        ("domain", ["wlz"], "domain wlz is niet bekend. Verwacht: wmo of jw."),
        ("cases", ["nergens/*"], "cases nergens/*: niets gevonden. Verwacht: een naam of patroon als toewijzingen/*."),
        ("rules", ["zz-*"], "rules ZZ-*: niets gevonden. Verwacht: een naam of patroon als MT-04 of MT-*."),
        ("timeout", 0, "timeout: verwacht een aantal seconden boven 0"),
    ],
)
def test_an_unusable_option_is_named_as_it_was_given(prefix, name, value, text):
    with pytest.raises(InputError) as error:
        read_selection(NOTHING | {name: value}, prefix)
    assert str(error.value).startswith(prefix + text)
