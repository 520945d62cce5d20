from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.chain.campaign import campaigns
from migratietoets.istandaard.releases import Domein

ROLES = ("gemeente", "aanbieder")


def test_all_cases_of_a_role_and_domain_share_one_campaign():
    found = campaigns(cases().values(), ROLES, Domein)
    assert [one.id for one in found] == ["gemeente-wmo", "gemeente-jw", "aanbieder-wmo", "aanbieder-jw"]
    for one in found:
        assert all(case.positive and one.role in case.roles and one.domein in case.domeinen for case in one.cases)


def test_isolated_each_case_has_a_campaign_of_its_own():
    few = [case for case in cases().values() if case.chapter == "overzicht" and case.positive]
    found = campaigns(few, ROLES, Domein, isolated=True)
    assert all(one.isolated and len(one.cases) == 1 for one in found)
    assert len({one.id for one in found}) == len(found) == sum(len(case.roles) * len(case.domeinen) for case in few)


def test_a_derived_case_is_played_beside_its_basis():
    derived = next(case for case in cases().values() if case.base is not None)
    (one,) = campaigns([derived], derived.roles[:1], derived.domeinen[:1])
    assert {case.id for case in one.to_play} == {derived.id, derived.base}
    assert one.cases == (derived,)
