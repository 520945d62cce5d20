from migratietoets.istandaard.records.complaints import MOST, SHOWN, Complaints


def test_the_same_mistake_is_one_text_with_a_count_and_the_first_places():
    complaints = Complaints()
    for line in range(2, 1002):
        complaints.add(f"a.csv, regel {line}", f"gemeente: verwacht vier cijfers; gevonden “{line}x”. Herstel haar.")
    complaints.add("a.csv, regel 9", "domein: verwacht wmo of jw; gevonden niets. Vul het in.")
    first, other = complaints
    assert first == (
        "a.csv, regel 2: gemeente: verwacht vier cijfers; gevonden “2x”. Herstel haar. "
        "Zo ook nog 999 keer: regel 3; regel 4; regel 5; regel 6; regel 7 …"
    )
    assert other == "a.csv, regel 9: domein: verwacht wmo of jw; gevonden niets. Vul het in."
    assert len(complaints) == 1001


def test_a_mistake_in_several_files_names_them():
    complaints = Complaints()
    for name in ("a.xml", "b.xml"):
        complaints.add(name, "verwacht een 301; gevonden iets anders.")
    assert list(complaints) == ["a.xml: verwacht een 301; gevonden iets anders. Zo ook nog 1 keer: b.xml."]


def test_the_file_is_named_once():
    complaints = Complaints()
    for number in (1, 2):
        complaints.add(
            f"a.xml, ToegewezenProduct {number} (15 15A01), regel {number}0", "Einddatum: verwacht een datum."
        )
    (told,) = complaints
    assert told.endswith("Zo ook nog 1 keer: ToegewezenProduct 2 (15 15A01), regel 20.")


def test_there_is_an_end_to_what_is_told():
    complaints = Complaints()
    for number in range(MOST + 3):
        complaints.add("a", "x" * number)
    told = list(complaints)
    assert len(told) == MOST + 1
    assert told[-1].startswith("En nog 3 keer iets anders")
    assert len(complaints) == MOST + 3
    assert SHOWN < MOST
