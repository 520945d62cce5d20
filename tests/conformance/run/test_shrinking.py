from migratietoets.conformance.run.shrinking import parts, shrink


def a_case(*steps, **rest):
    return {"rollen": ["gemeente"], "domeinen": ["wmo"], "gegeven": {"toewijzingen": []}, "verloop": list(steps)} | rest


def message(name, **rest):
    return {"op": "2020-12-01", "bericht": {"soort": name} | rest}


def kinds(case):
    return [step.get("bericht", {}).get("soort") for step in case["verloop"]]


def refs(case):
    return [line.get("ref") for step in case["verloop"] for line in step.get("bericht", {}).get("regels", ())]


def test_every_step_that_does_not_matter_goes():
    whole = a_case(*(message(name) for name in "abcdefg"))
    small = shrink(whole, lambda case: {"b", "f"} <= set(kinds(case)))
    assert kinds(small) == ["b", "f"]


def test_lines_and_keys_that_do_not_matter_go():
    whole = a_case(message("a", regels=[{"ref": "T1", "reden": "03"}, {"ref": "N1"}], client="B"))
    small = shrink(whole, lambda case: "N1" in refs(case))
    assert small["verloop"] == [{"op": "2020-12-01", "bericht": {"regels": [{"ref": "N1"}]}}]


def test_an_answer_keeps_pointing_at_what_it_answers():
    whole = a_case(message("a"), message("b"), message("c", op_stap=2))
    small = shrink(
        whole, lambda case: case["verloop"] and case["verloop"][-1].get("bericht", {}).keys() >= {"soort", "op_stap"}
    )
    assert small["verloop"][-1]["bericht"] == {"soort": "c", "op_stap": 1}


def test_an_answer_goes_with_what_it_answers():
    whole = a_case(message("a"), message("b"), message("c", op_stap=2))
    assert kinds(shrink(whole, lambda case: "a" in kinds(case))) == ["a"]


def test_what_cannot_be_smaller_stays_as_it_is():
    whole = a_case(message("a"))
    assert shrink(whole, lambda case: case == whole) == whole


def test_the_same_case_always_becomes_the_same_smaller_one():
    whole = a_case(*(message(name) for name in "abcabc"))
    assert shrink(whole, lambda case: "a" in kinds(case)) == shrink(whole, lambda case: "a" in kinds(case))


def test_a_case_is_as_big_as_the_values_it_holds():
    assert parts({"a": [1, 2, {"b": None}], "c": {}}) == 3


def test_an_omvang_goes_as_a_whole_or_stays_as_a_whole():
    omvang = {"volume": 40, "eenheid": "04", "frequentie": "3"}
    whole = a_case(message("a", regels=[{"ref": "T1"} | omvang]))

    def frequenties(case):
        return [
            line.get("frequentie") for step in case["verloop"] for line in step.get("bericht", {}).get("regels", ())
        ]

    small = shrink(whole, lambda case: "3" in frequenties(case))
    assert small["verloop"][0]["bericht"]["regels"] == [omvang]
    assert shrink(whole, lambda case: len(frequenties(case)) == 1)["verloop"][0]["bericht"]["regels"] == [{}]
