import pytest

from migratietoets.istandaard.berichtregels import berichtregels
from migratietoets.istandaard.berichtregels.conditions import UnknownElementError, any_of, xpath
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.structure import structure


def product():
    """The path to the product in a 301."""
    path = [structure("301", Release.R30, Domein.WMO)]
    for name in ("Client", "ToegewezenProducten", "ToegewezenProduct"):
        path.append(next(child for child in path[-1].children if child.name == name))
    return tuple(path)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("Budget and not(Omvang)", "bericht:Budget and not(bericht:Omvang)"),
        ("Omvang/Frequentie = 'Budget'", "bericht:Omvang/basis:Frequentie = 'Budget'"),
        ("../../Bsn", "../../bericht:Bsn"),
        (
            "dag(kop(Afzender)) > 1",
            "translate(/bericht:Bericht/bericht:Header/bericht:Afzender,'-','') > 1",
        ),
        ("vorm(Product/Code) = '9A'", None),
    ],
)
def test_names_get_their_namespace_and_words_are_written_out(condition, expected):
    written = xpath(product(), condition)
    assert expected is None or written == expected
    assert "vorm" not in written


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (["A and B", "C", "A and (D or E)"], "(A and (B or (D or E))) or (C)"),
        (["A and B or C", "A and D"], "(A and B or C) or (A and (D))"),
        (["A", "A and B"], "(A)"),
        (["f(A and B)", "x[A and B or C] and D"], "(f(A and B)) or (x[A and B or C] and (D))"),
    ],
)
def test_what_conditions_begin_with_is_looked_at_once(conditions, expected):
    assert any_of(conditions) == expected


def test_what_a_message_does_not_have_is_said():
    with pytest.raises(UnknownElementError, match="ToegewezenProduct: Verzoek"):
        xpath(product(), "Verzoek")


def test_every_row_is_about_a_rule_of_the_model():
    assert {row.id for row in berichtregels()} <= modelregels().keys()
