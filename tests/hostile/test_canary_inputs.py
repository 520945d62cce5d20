import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from migratietoets.conformance.commands.main import app
from migratietoets.conformance.documentation.contracts import EXAMPLE
from migratietoets.conformance.vocabulary.events import FORMAT
from tests.hostile.canaries import CANARIES, SPELLINGS, found, found_below, written
from tests.systems.foreign import FOREIGN_BSN

DELIVERY = {
    "id": "L1",
    "domein": "wmo",
    "uitvoering": "inspanning",
    "geleverd": "2020-12-30",
    "toewijzing": {"ingangsdatum": "2020-03-02", "einddatum": None},
    "opvolger": None,
    "bericht_2020": "303-D",
    "periode_2020": "vier_weken",
    "afspraak": None,
}
FILE_SAFE = ("kaal", "zonder nul", "punten", "spaties", "streepjes", "harde spaties", "breed", "onzichtbaar")
spellings = st.builds(written, st.sampled_from(sorted(SPELLINGS)), st.sampled_from(CANARIES))
around = st.sampled_from(["", "x", "id ", "nr:", "é", "\t", "1,"]), spellings, st.sampled_from(["", "y", ".", " z"])
texts = st.tuples(*around).map("".join)
values = st.one_of(texts, st.just(int(FOREIGN_BSN)), texts.map(lambda text: [text]), texts.map(lambda text: {text: 1}))
few = settings(
    max_examples=settings().max_examples // 10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)


def nothing_comes_out(folder, *args, given_to=(), inputs=None):
    """Run a command; what it was given aside, no canary is in what it wrote."""
    done = CliRunner().invoke(app, [str(arg) for arg in args], input=inputs)
    assert not found(done.stdout.encode()), (args, done.stdout[-1500:])
    assert not found(done.stderr.encode()), (args, done.stderr[-1500:])
    assert [path for path in found_below(folder) if not path.startswith(tuple(map(str, given_to)))] == []
    assert done.exit_code in {0, 1, 2, 3}, done.stderr[-1500:]
    return done


def with_canaries(record, data):
    """A record in which some fields hold one, and that may have a field more."""
    fields = sorted(record.keys() - {"aanbieder"})  # eight digits are an AGB code there
    changed = data.draw(st.lists(st.sampled_from(fields), min_size=1, max_size=3, unique=True))
    extra = data.draw(st.dictionaries(texts, values, max_size=1)) if data.draw(st.booleans()) else {}
    return record | {field: data.draw(values) for field in changed} | extra


@few
@given(st.data())
def test_none_comes_out_of_assess_and_plan(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("canary")
    names = data.draw(st.sampled_from(FILE_SAFE))
    source = folder / "in" / f"{written(names, FOREIGN_BSN)}.jsonl"
    source.parent.mkdir()
    right = EXAMPLE | {"id": f"a {data.draw(texts)}", "bsn": FOREIGN_BSN, "toewijzingnummer": FOREIGN_BSN}
    lines = [EXAMPLE | {"id": "goed"}, right, with_canaries(EXAMPLE, data)]
    source.write_text("".join(f"{json.dumps(line)}\n" for line in lines) + f"{{{data.draw(texts)}", "utf-8")
    nothing_comes_out(folder, "assess", source, given_to=[source])
    nothing_comes_out(folder, "assess", source, "--format", "table", given_to=[source])
    nothing_comes_out(folder, "plan", source, "--out", folder / "plan", given_to=[source])
    nothing_comes_out(folder, "assess", source.parent, "--facts", source, "--products", source, given_to=[source])


@few
@given(st.data())
def test_none_comes_out_of_a_csv(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("canary")
    source = folder / "in.csv"
    columns = [name for name in EXAMPLE if isinstance(EXAMPLE[name], str)]
    cells = [data.draw(texts).replace('"', "") if data.draw(st.booleans()) else EXAMPLE[name] for name in columns]
    head = [*columns, data.draw(texts)] if data.draw(st.booleans()) else columns
    rows = [head, cells, [EXAMPLE[name] for name in columns]]
    source.write_text("".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows), "utf-8")
    nothing_comes_out(folder, "assess", source, given_to=[source])
    nothing_comes_out(folder, "plan", source, "--out", folder / "plan", given_to=[source])


@few
@given(st.data())
def test_none_comes_out_of_declare(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("canary")
    source = folder / f"{written(data.draw(st.sampled_from(FILE_SAFE)), FOREIGN_BSN)}.jsonl"
    lines = [DELIVERY, DELIVERY | {"id": data.draw(texts)}, with_canaries(DELIVERY, data)]
    source.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    nothing_comes_out(folder, "declare", source, given_to=[source])


CASE = {
    "gegeven": {
        "toewijzingen": [
            {
                "ref": "T1",
                "nummer": 1,
                "product": "begeleiding",
                "specifiek": True,
                "volume": 40,
                "eenheid": "04",
                "frequentie": "3",
                "ingangsdatum": "2020-03-02",
                "einddatum": "2021-06-30",
            }
        ]
    },
    "verloop": [
        {"op": "2020-12-01", "kennisgeving": {"van": "gemeente", "code": "anders", "over": "T1", "tekst": "x"}},
        {
            "op": "2021-01-04",
            "bericht": {
                "van": "gemeente",
                "soort": "301",
                "release": "3.0",
                "regels": [{"ref": "T1", "einddatum": "2020-12-31", "reden": "03"}],
            },
        },
    ],
}


def places(value, path=()):
    """The path of every value and every key below."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        yield from places(below, (*path, key))


def put(value, path, new):
    """A copy with something else at a path."""
    if not path:
        return new
    key, *rest = path
    if isinstance(value, dict):
        return {**value, key: put(value[key], rest, new)}
    return [put(one, rest, new) if at == key else one for at, one in enumerate(value)]


@few
@given(st.data())
def test_none_comes_out_of_judge(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("canary")
    source = folder / f"{written(data.draw(st.sampled_from(FILE_SAFE)), FOREIGN_BSN)}.yaml"
    place = data.draw(st.sampled_from([path for path in places(CASE) if path]))
    case = put(CASE, place, data.draw(values)) | {"titel": data.draw(texts)}
    case |= data.draw(st.sampled_from([{}, {"id": data.draw(texts)}, {data.draw(texts): 1}]))
    source.write_text(json.dumps(case), "utf-8")
    options = data.draw(st.sampled_from([(), ("--format", "json")]))
    nothing_comes_out(folder, "judge", source, "--role", "gemeente", "--domain", "wmo", *options, given_to=[source])


@few
@given(st.data())
def test_none_comes_out_of_extract(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("canary")
    source = folder / f"{written(data.draw(st.sampled_from(FILE_SAFE)), FOREIGN_BSN)}.jsonl"
    told = {name: data.draw(texts) for name in ("subject", "text", "expected", "found")}
    events = [
        {"event": "header", "format": FORMAT, "kit": "0", "seed": 0, "adapters": {}},
        {
            "event": "verdict",
            "campaign": "c",
            "case": data.draw(texts),
            "rule": "MT-04",
            "strength": "must",
            "chapter": "migratie",
            "verdict": "fail",
            "findings": [{"verdict": "fail", **told}],
        },
    ]
    lines = "".join(f"{json.dumps(event)}\n" for event in events)
    source.write_text(lines + data.draw(st.sampled_from(["", "{", f"{told['text']}\n"])), "utf-8")
    nothing_comes_out(folder, "extract", source, given_to=[source])
    nothing_comes_out(folder, "extract", source, "--finding", "1", "--out", folder / "g.yaml", given_to=[source])


ODD_OPTIONS = (
    ("generate", "--clients", "{}", "--out", "uit"),
    ("generate", "--clients", "1", "--gemeentecode", "{}", "--out", "uit"),
    ("generate", "--clients", "1", "--defects", "{}", "--out", "uit"),
    ("generate", "--clients", "1", "--mix", "{}", "--out", "uit"),
    ("run", "--rules", "{}"),
    ("run", "--cases", "{}"),
    ("run", "--adapter", "{}"),
    ("run", "--adapter", "python:{}:{}"),
    ("run", "--adapter", "cli:{}"),
    ("run", "--xsd", "{}"),
    ("run", "--timeout", "{}x"),
    ("doctor", "--adapter", "cli:{} x"),
    ("explain", "{}"),
    ("rules", "--{}"),
    ("{}",),
    ("assess", "{}"),
    ("assess", "x", "--on", "{}"),
    ("plan", "{}", "--out", "uit"),
    ("declare", "{}"),
    ("judge", "{}"),
    ("extract", "{}"),
)


@pytest.mark.parametrize("args", ODD_OPTIONS, ids=" ".join)
@pytest.mark.parametrize("name", ["kaal", "punten"])
def test_none_comes_out_of_a_wrong_option_or_a_missing_file(tmp_path, monkeypatch, args, name):
    monkeypatch.chdir(tmp_path)
    number = written(name, FOREIGN_BSN)
    nothing_comes_out(tmp_path, *(arg.format(*[number] * 2) for arg in args))
