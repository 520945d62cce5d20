"""Labels worked out by hand from the contract: with a unique number, care that has started, and consent."""

from tests.helpers.made_up_labels import (
    DAGDEEL,
    EURO,
    HOUSING,
    INFORM,
    NO,
    NOTHING,
    RIDES,
    STUKS,
    UNKNOWN,
    WITHDRAW_24,
    WITHDRAW_30,
    YES,
    D,
    V,
    always,
    expected,
    grant,
    make_action,
    run_on,
    volume,
    wanted,
    withdraw,
)

# Each: content, product, first day, last day, wish, label, number of remarks.
WITH_NUMBER = {
    "schoon-week": ("heel", HOUSING, "2020-03-02", "2021-06-30", volume(10, "2"), NOTHING, 0),
    "schoon-open-maand": ("heel", HOUSING, "2018-01-01", None, volume(40, "4"), NOTHING, 0),
    "schoon-stuks-onbekend": ("heel", UNKNOWN, "2020-03-02", None, volume(2, "4"), NOTHING, 1),
    "schoon-geannuleerd": ("per_jaar", HOUSING, "2020-03-02", "2020-03-02", always, NOTHING, 0),
    "per_4_weken-voorbij": ("per_4_weken", HOUSING, "2020-03-02", "2020-12-31", always, NOTHING, 0),
    "per_4_weken-ondeelbaar": (
        "per_4_weken", HOUSING, "2020-03-02", "2021-06-30", volume(37, "3"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", "2021-06-30", "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "per_4_weken-open": (
        "per_4_weken", STUKS, "2019-05-06", None, volume(12, "3"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", None, "12", "12A01", 13, "82", "4", None)]), 0,
    ),
    "per_jaar-precies": (
        "per_jaar", HOUSING, "2020-03-02", None, volume(480, "5"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "per_jaar-half-omhoog": (
        "per_jaar", HOUSING, "2020-03-02", "2021-01-01", volume(474, "5"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", "2021-01-01", "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "eenheid_per_dag-einddatum": (
        "eenheid_per_dag", DAGDEEL, "2020-03-02", "2021-06-30", always,
        expected(["eenheid_frequentie_combinatie"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", "2021-06-30", "07", "07A03", 14, "16", "2", None)]), 0,
    ),
    "eenheid_per_dag-open": (
        "eenheid_per_dag", EURO, "2020-03-02", None, always,
        expected(["eenheid_frequentie_combinatie"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", None, "10", "10A01", 17500, "83", "2", None)]), 1,
    ),
    "stuks_inspanning-week": (
        "stuks_inspanning", RIDES, "2020-03-02", "2021-06-30", volume(4, "2"),
        expected(["stuks_inspanning"], **run_on(
            grant("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 4, "84", "2", None))), 0,
    ),
    "stuks_inspanning-totaal": (
        "stuks_inspanning", RIDES, "2020-01-01", "2021-12-31", volume(365, "6"),
        expected(["stuks_inspanning"], **run_on(
            grant("3.0", D, "2021-01-01", "2021-12-31", "08", "08A01", 182, "84", "6", None))), 1,
    ),
    "stuks_inspanning-dag-open": (
        "stuks_inspanning", RIDES, "2020-03-02", None, volume(2, "1"),
        expected(["eenheid_frequentie_combinatie", "stuks_inspanning"], **run_on(
            grant("3.0", D, "2021-01-01", None, "08", "08A01", 14, "84", "2", None))), 1,
    ),
    "stuks_inspanning-totaal-open": (
        "stuks_inspanning", RIDES, "2020-03-02", None, volume(365, "6"),
        expected(["stuks_inspanning", "einddatum_ontbreekt"], **run_on(
            grant("3.0", D, "2021-01-01", None, "08", "08A01", None, "84", "6", None))), 2,
    ),
    "stuks_inspanning-4-weken": (
        "stuks_inspanning", RIDES, "2020-03-02", "2022-06-30", volume(16, "3"),
        expected(["frequentie_vervallen", "stuks_inspanning"], **run_on(
            grant("3.0", D, "2021-01-01", "2022-06-30", "08", "08A01", 4, "84", "2", None))), 0,
    ),
    "specifiek_zonder_omvang-stil": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", "2021-06-30", wanted(None),
        expected(["geen_toegestane_variant"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", "2021-06-30", "15", "15A01", None, None, None, None)]), 1,
    ),
    "specifiek_zonder_omvang-omvang": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", None,
        lambda flaw: flaw.nieuw is not None and flaw.nieuw.frequentie == "4",
        expected(["geen_toegestane_variant"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "specifiek_zonder_omvang-aspecifiek": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", None, wanted("aspecifiek_zonder_budget"),
        expected(["geen_toegestane_variant"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", None, "15", None, None, None, None, None)]), 0,
    ),
    "specifiek_zonder_omvang-budget": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", "2021-06-30",
        lambda flaw: flaw.nieuw is not None and flaw.nieuw.budget == 250000,
        expected(["geen_toegestane_variant"], deadline=V, actions=[
            INFORM, WITHDRAW_24,
            grant("3.0", D, "2021-01-01", "2021-06-30", "15", None, None, None, None, 250000)]), 0,
    ),
    "einddatum_ontbreekt-week": (
        "einddatum_ontbreekt", HOUSING, "2020-03-02", None, volume(10, "2"),
        expected(["einddatum_ontbreekt"], deadline=V, actions=[
            make_action("gemeente", "wijzig_einddatum", "301", "2.4", latest=V)]), 1,
    ),
    "einddatum_ontbreekt-totaal": (
        "einddatum_ontbreekt", EURO, "2018-03-01", None, volume(730000, "6"),
        expected(["einddatum_ontbreekt"], deadline=V, actions=[
            make_action("gemeente", "wijzig_einddatum", "301", "2.4", latest=V)]), 1,
    ),
    "einddatum_ontbreekt-begint-in-2021": (
        "einddatum_ontbreekt", HOUSING, "2021-02-01", None, always,
        expected(["einddatum_ontbreekt"], deadline=V, actions=[
            make_action("gemeente", "wijzig_einddatum", "301", "2.4", latest=V)]), 1,
    ),
    "aspecifiek-specifiek": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2021-06-30",
        lambda flaw: wanted("specifiek_met_omvang", YES, "4")(flaw) and flaw.nieuw.frequentie == "2",
        expected(["aspecifiek_met_omvang"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", "2021-06-30", "10", "10A01", 17500, "83", "2", None)]), 0,
    ),
    "aspecifiek-specifiek-zonder-product": (
        "aspecifiek_met_omvang", EURO, "2020-01-01", "2021-12-31", wanted("specifiek_met_omvang", NO, "6"),
        expected(["aspecifiek_met_omvang"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", "2021-12-31", "10", None, 364501, "83", "6", None)]), 2,
    ),
    "aspecifiek-zonder-budget": (
        "aspecifiek_met_omvang", DAGDEEL, "2020-03-02", None, wanted("aspecifiek_zonder_budget", NO, "1"),
        expected(["aspecifiek_met_omvang", "eenheid_frequentie_combinatie"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", None, "07", None, None, None, None, None)]), 0,
    ),
    "aspecifiek-met-budget": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2021-06-30",
        lambda flaw: wanted("aspecifiek_met_budget", YES, "5")(flaw) and flaw.nieuw.budget == 480000,
        expected(["frequentie_vervallen", "aspecifiek_met_omvang"], **run_on(
            grant("3.0", D, "2021-01-01", "2021-06-30", "10", None, None, None, None, 480000))), 0,
    ),
    "aspecifiek-met-budget-open": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", None, wanted("aspecifiek_met_budget", NO, "4"),
        expected(["aspecifiek_met_omvang"], **run_on(
            grant("3.0", D, "2021-01-01", None, "10", None, None, None, None, None))), 2,
    ),
    "aspecifiek-generiek": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2021-06-30",
        lambda flaw: wanted("generiek_met_budget", YES, "2")(flaw) and flaw.nieuw.budget == 90000,
        expected(["aspecifiek_met_omvang"], **run_on(
            grant("3.0", D, "2021-01-01", "2021-06-30", None, None, None, None, None, 90000))), 0,
    ),
    "aspecifiek-generiek-open": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", None, wanted("generiek_met_budget", NO, "4"),
        expected(["aspecifiek_met_omvang"], **run_on(
            grant("3.0", D, "2021-01-01", None, None, None, None, None, None, None))), 2,
    ),
    "aspecifiek-stuks": (
        "aspecifiek_met_omvang", RIDES, "2020-03-02", "2021-06-30",
        lambda flaw: wanted("specifiek_stuks_inspanning", YES, "4")(flaw) and flaw.nieuw.frequentie == "4",
        expected(["aspecifiek_met_omvang", "stuks_inspanning"], **run_on(
            grant("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 17, "84", "4", None))), 0,
    ),
    "aspecifiek-niemand-weet": (
        "aspecifiek_met_omvang", DAGDEEL, "2020-03-02", "2021-06-30", wanted(None, NO, "1"),
        expected(["aspecifiek_met_omvang", "eenheid_frequentie_combinatie"], deadline=V, alternatives=[
            {"route": "specifiek_met_omvang", "preferred": False, "actions": [
                WITHDRAW_24, grant("2.4", V, "2021-01-01", "2021-06-30", "07", None, 14, "16", "2", None)]},
            {"route": "aspecifiek_zonder_budget", "preferred": False, "actions": [
                WITHDRAW_24, grant("2.4", V, "2021-01-01", "2021-06-30", "07", None, None, None, None, None)]},
            {"route": "aspecifiek_met_budget", "preferred": False, "actions": [
                WITHDRAW_30, grant("3.0", D, "2021-01-01", "2021-06-30", "07", None, None, None, None, None)]},
        ]), 3,
    ),
    "start_in_december-uniek-nummer": (
        "eenheid_per_dag", DAGDEEL, "2020-12-07", "2021-06-30", always,
        expected(["eenheid_frequentie_combinatie"], deadline=V, actions=[
            WITHDRAW_24, grant("2.4", V, "2021-01-01", "2021-06-30", "07", "07A03", 14, "16", "2", None)]), 0,
    ),
    "start_in_2021-in-24": (
        "per_jaar", HOUSING, "2021-02-01", None, volume(480, "5"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            withdraw("2.4", V, "2021-02-01", "01"),
            grant("2.4", V, "2021-02-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "start_in_2021-pas-in-30": (
        "stuks_inspanning", RIDES, "2021-01-01", "2021-06-30", volume(365, "6"),
        expected(["stuks_inspanning"], deadline=V, actions=[
            INFORM, withdraw("2.4", V, "2021-01-01", "01"),
            grant("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 365, "84", "6", None)]), 0,
    ),
}  # fmt: skip
