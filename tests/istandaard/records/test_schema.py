from migratietoets.istandaard.records.schema import FILE, as_text


def test_the_schema_on_disk_is_the_one_that_the_fields_make() -> None:
    assert FILE.read_text("utf-8") == as_text(), "verouderd; draai: make docs"
