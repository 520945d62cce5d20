import re
import shutil
from pathlib import Path

import pytest

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.xsd_writer import XSD_FOLDER
from migratietoets.istandaard.validation import Remark, form_errors
from migratietoets.istandaard.validation.xsd import check_folder
from tests.helpers.sample_messages import replaced, toewijzing

APPROVED = build(toewijzing())
OLD = build(toewijzing(Release.R24))


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """A folder with schemas that stand in for the official ones: ours, but a gemeente must begin with 03."""
    shutil.copytree(XSD_FOLDER / "3.0" / "wmo", tmp_path / "wmo")
    base = tmp_path / "wmo" / "basisschema.xsd"
    base.write_text(base.read_text("utf-8").replace('value="[0-9]{4}"', 'value="03[0-9]{2}"'), "utf-8")
    return tmp_path


def test_official_schemas_replace_ours(official: Path) -> None:
    assert form_errors(APPROVED, official) == []
    error = one_with(replaced("Afzender>0344", "Afzender>1344", APPROVED), official)
    assert (error.element, error.code) == ("Header/Afzender", "XSD")
    assert form_errors(replaced("Afzender>0344", "Afzender>1344", APPROVED)) == []


def one_with(data: bytes, xsd: Path) -> Remark:
    (error,) = form_errors(data, xsd)
    return error


def test_a_list_that_only_the_official_schema_knows(official: Path) -> None:
    base = official / "wmo" / "basisschema.xsd"
    text = base.read_text("utf-8").replace('<xs:pattern value="03[0-9]{2}"/>', '<xs:enumeration value="0363"/>')
    base.write_text(text, "utf-8")
    error = one_with(APPROVED, official)
    assert (error.element, error.code) == ("Header/Afzender", "XSD")
    assert error.text == "Afzender: verwacht een code uit de lijst van het schema; gevonden “0344”."


def test_too_many_files_in_the_folder(official: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migratietoets.istandaard.validation.xsd._MOST_XSDS", 16)
    with pytest.raises(InputError, match="verwacht ten hoogste 16 bestanden; gevonden 17"):
        form_errors(APPROVED, official)


def test_a_message_that_the_folder_has_no_schema_for_is_judged_by_ours(official: Path) -> None:
    assert form_errors(OLD, official) == []
    assert form_errors(replaced("Afzender>0344", "Afzender>1344", OLD), official) == []
    assert check_folder(official) == f"XSD's uit {official}: WMO 3.0 (alle); voor de rest die van de kit."


def test_a_few_schemas_are_named(official: Path) -> None:
    for path in (official / "wmo").glob("wmo*.xsd"):
        if path.stem not in {"wmo301", "wmo305"}:
            path.unlink()
    assert "WMO 3.0 (301, 305); voor de rest" in check_folder(official)
    with pytest.raises(InputError, match="geen schema van een bericht dat gevraagd wordt"):
        check_folder(official, [Domein.JW])


def test_a_schema_is_read_with_the_basisschema_beside_it(official: Path) -> None:
    shutil.copytree(XSD_FOLDER / "3.0" / "wmo", official / "andere")
    (official / "andere" / "wmo301.xsd").unlink()
    error = one_with(replaced("Afzender>0344", "Afzender>1344", APPROVED), official)
    assert error.element == "Header/Afzender"


def test_a_file_that_is_no_xml_is_named_with_its_line(official: Path) -> None:
    bad = official / "wmo" / "jw999.xsd"
    bad.write_text("<a>\n<b></a>", "utf-8")
    with pytest.raises(InputError, match=rf"{re.escape(str(bad))}: .*op regel 2"):
        check_folder(official)


def test_a_schema_that_cannot_be_used_is_named_with_its_line(official: Path) -> None:
    bad = official / "wmo" / "wmo305.xsd"
    bad.write_text(bad.read_text("utf-8").replace('type="', 'type="on', 1), "utf-8")
    with pytest.raises(InputError, match=rf"{re.escape(str(bad))}, regel \d+ is niet te gebruiken"):
        check_folder(official)
    assert form_errors(APPROVED, official) == []


def test_what_a_system_keeps_hidden_is_no_schema(official: Path) -> None:
    (official / "wmo" / "._wmo301.xsd").write_bytes(b"\x00\x05\x16\x07")
    assert form_errors(APPROVED, official) == []


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is geen map"):
        form_errors(APPROVED, tmp_path / "weg")


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:9/basisschema.xsd", "file:///etc/passwd", "../../../basisschema.xsd", "C:\\x\\basisschema.xsd"],
)
def test_an_import_is_looked_for_in_the_folder_only(official: Path, location: str) -> None:
    bericht = official / "wmo" / "wmo301.xsd"
    bericht.write_text(bericht.read_text("utf-8").replace('"basisschema.xsd"', f'"{location}"'), "utf-8")
    assert form_errors(APPROVED, official) == []


def test_an_import_without_basisschema_in_the_folder(official: Path) -> None:
    (official / "wmo" / "basisschema.xsd").rename(official / "basisschema.xsd.oud")
    with pytest.raises(InputError, match=r"wmo301.xsd verwijst naar basisschema.xsd, dat niet in de map staat"):
        form_errors(APPROVED, official)


def test_an_include_outside_the_folder_is_not_read(official: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elders") / "geheim.xsd"
    elsewhere.write_text('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>', "utf-8")
    (official / "koppeling.xsd").symlink_to(elsewhere)
    bericht = official / "wmo" / "wmo301.xsd"
    line = f'<xs:include schemaLocation="{elsewhere.as_uri()}"/>'
    bericht.write_text(bericht.read_text("utf-8").replace("<xs:import ", f"{line}<xs:import ", 1), "utf-8")
    with pytest.raises(InputError, match=r"verwijst naar geheim.xsd, dat niet in de map staat"):
        form_errors(APPROVED, official)


def test_a_schema_with_a_doctype_is_refused(official: Path) -> None:
    base = official / "wmo" / "basisschema.xsd"
    base.write_text(base.read_text("utf-8").replace("<xs:schema", "<!DOCTYPE x><xs:schema", 1), "utf-8")
    with pytest.raises(InputError, match="DOCTYPE"):
        form_errors(APPROVED, official)
