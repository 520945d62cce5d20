"""Labels worked out by hand from the contract: without a unique number."""

from tests.helpers.made_up_labels import (
    DAGDEEL,
    EURO,
    HOUSING,
    INFORM,
    NO,
    NOTHING,
    RIDES,
    STOP,
    WITHDRAW_NUMBER,
    YES,
    D,
    N,
    always,
    expected,
    grant,
    volume,
    wanted,
    withdraw,
)

# Each: content, product, first day, last day, wish, whether care has started, label, number of remarks.
WITHOUT_NUMBER = {
    "heel-week": (
        "heel", HOUSING, "2020-03-02", "2021-06-30", volume(10, "2"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", 10, "04", "2", None)]), 0,
    ),
    "heel-niet-gestart": (
        "heel", HOUSING, "2020-03-02", None, volume(40, "4"), NO,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, grant("2.4", N, "2020-12-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "heel-totaal": (
        "heel", HOUSING, "2020-01-01", "2021-12-31", volume(365, "6"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2021-12-31", "15", "15A01", 198, "04", "6", None)]), 1,
    ),
    "heel-totaal-tot-eind-december": (
        "heel", HOUSING, "2020-03-02", "2020-12-31", volume(365, "6"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2020-12-31", "15", "15A01", 37, "04", "6", None)]), 1,
    ),
    "heel-nog-een-dag": (
        "heel", HOUSING, "2020-03-02", "2020-12-01", volume(40, "4"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2020-12-01", "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "heel-op-tijd-voorbij": ("heel", HOUSING, "2020-03-02", "2020-11-30", always, YES, NOTHING, 0),
    "per_4_weken-deelbaar": (
        "per_4_weken", HOUSING, "2020-03-02", "2021-06-30", volume(40, "3"), YES,
        expected(["no_unique_number", "frequentie_vervallen"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", 10, "04", "2", None)]), 0,
    ),
    "per_4_weken-tot-30-december": (
        "per_4_weken", HOUSING, "2020-03-02", "2020-12-30", volume(40, "3"), NO,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, grant("2.4", N, "2020-12-01", "2020-12-30", "15", "15A01", 40, "04", "3", None)]), 0,
    ),
    "per_jaar-precies": (
        "per_jaar", HOUSING, "2020-03-02", None, volume(480, "5"), YES,
        expected(["no_unique_number", "frequentie_vervallen"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP, grant("2.4", N, "2020-12-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "per_jaar-tot-eind-december": (
        "per_jaar", HOUSING, "2020-03-02", "2020-12-31", volume(480, "5"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2020-12-31", "15", "15A01", 480, "04", "5", None)]), 0,
    ),
    "eenheid_per_dag-einddatum": (
        "eenheid_per_dag", DAGDEEL, "2020-03-02", "2021-01-31", always, YES,
        expected(["no_unique_number", "eenheid_frequentie_combinatie"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2021-01-31", "07", "07A03", 14, "16", "2", None)]), 0,
    ),
    "eenheid_per_dag-open": (
        "eenheid_per_dag", EURO, "2020-03-02", None, always, NO,
        expected(["no_unique_number", "eenheid_frequentie_combinatie"], deadline=N, actions=[
            WITHDRAW_NUMBER, grant("2.4", N, "2020-12-01", None, "10", "10A01", 17500, "83", "2", None)]), 1,
    ),
    "stuks_inspanning-week": (
        "stuks_inspanning", RIDES, "2020-03-02", "2021-06-30", volume(4, "2"), YES,
        expected(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2020-12-31", "08", "08A01", 4, "82", "2", None),
            grant("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 4, "84", "2", None)]), 0,
    ),
    "stuks_inspanning-totaal": (
        "stuks_inspanning", RIDES, "2020-01-01", "2021-12-31", volume(365, "6"), NO,
        expected(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            WITHDRAW_NUMBER,
            grant("2.4", N, "2020-12-01", "2020-12-31", "08", "08A01", 15, "82", "6", None),
            grant("3.0", D, "2021-01-01", "2021-12-31", "08", "08A01", 182, "84", "6", None)]), 1,
    ),
    "stuks_inspanning-totaal-open": (
        "stuks_inspanning", RIDES, "2020-01-01", None, volume(365, "6"), YES,
        expected(["no_unique_number", "stuks_inspanning", "einddatum_ontbreekt"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2020-12-31", "08", "08A01", None, "82", "6", None),
            grant("3.0", D, "2021-01-01", None, "08", "08A01", None, "84", "6", None)]), 3,
    ),
    "specifiek_zonder_omvang-stil": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", "2021-06-30", wanted(None), YES,
        expected(["no_unique_number", "geen_toegestane_variant"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", None, None, None, None)]), 1,
    ),
    "specifiek_zonder_omvang-budget": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", "2021-06-30",
        lambda flaw: flaw.nieuw is not None and flaw.nieuw.budget == 250000, YES,
        expected(["no_unique_number", "geen_toegestane_variant"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2020-12-31", "15", "15A01", None, None, None, None),
            grant("3.0", D, "2021-01-01", "2021-06-30", "15", None, None, None, None, 250000)]), 0,
    ),
    "einddatum_ontbreekt-week": (
        "einddatum_ontbreekt", HOUSING, "2020-03-02", None, volume(10, "2"), YES,
        expected(["no_unique_number", "einddatum_ontbreekt"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP, grant("2.4", N, "2020-12-01", None, "15", "15A01", 10, "04", "2", None)]), 1,
    ),
    "einddatum_ontbreekt-totaal": (
        "einddatum_ontbreekt", HOUSING, "2020-03-02", None, volume(365, "6"), NO,
        expected(["no_unique_number", "einddatum_ontbreekt"], deadline=N, actions=[
            WITHDRAW_NUMBER, grant("2.4", N, "2020-12-01", None, "15", "15A01", None, "04", "6", None)]), 2,
    ),
    "aspecifiek_met_omvang-budget": (
        "aspecifiek_met_omvang", EURO, "2020-01-01", "2021-12-31",
        lambda flaw: wanted("aspecifiek_met_budget", YES, "6")(flaw) and flaw.nieuw.budget == 480000, YES,
        expected(["no_unique_number", "aspecifiek_met_omvang"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            grant("2.4", N, "2020-12-01", "2020-12-31", "10", None, 30958, "83", "6", None),
            grant("3.0", D, "2021-01-01", "2021-12-31", "10", None, None, None, None, 480000)]), 1,
    ),
    "aspecifiek_met_omvang-tot-eind-december": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2020-12-31", wanted("aspecifiek_met_budget", YES, "4"), NO,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, grant("2.4", N, "2020-12-01", "2020-12-31", "10", None, 76000, "83", "4", None)]), 0,
    ),
    "aspecifiek_met_omvang-niemand-weet": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", None, wanted(None, NO, "4"), YES,
        expected(["no_unique_number", "aspecifiek_met_omvang"], deadline=N, alternatives=[
            {"route": "specifiek_met_omvang", "preferred": False, "actions": [
                WITHDRAW_NUMBER, STOP, grant("2.4", N, "2020-12-01", None, "10", None, 76000, "83", "4", None)]},
            {"route": "aspecifiek_zonder_budget", "preferred": False, "actions": [
                WITHDRAW_NUMBER, STOP, grant("2.4", N, "2020-12-01", None, "10", None, None, None, None, None)]},
            {"route": "aspecifiek_met_budget", "preferred": False, "actions": [
                WITHDRAW_NUMBER, STOP,
                grant("2.4", N, "2020-12-01", "2020-12-31", "10", None, 76000, "83", "4", None),
                grant("3.0", D, "2021-01-01", None, "10", None, None, None, None, None)]},
        ]), 4,
    ),
    "start_in_december-heel": (
        "heel", HOUSING, "2020-12-01", "2021-06-30", volume(365, "6"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            withdraw("2.4", N, "2020-12-01", "01"),
            grant("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", 365, "04", "6", None)]), 0,
    ),
    "start_in_december-pas-in-30": (
        "stuks_inspanning", RIDES, "2020-12-12", "2021-12-31", volume(365, "6"), YES,
        expected(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            withdraw("2.4", N, "2020-12-12", "01"),
            grant("2.4", N, "2020-12-12", "2020-12-31", "08", "08A01", 19, "82", "6", None),
            grant("3.0", D, "2021-01-01", "2021-12-31", "08", "08A01", 346, "84", "6", None)]), 0,
    ),
    "start_in_2021-in-24": (
        "per_4_weken", HOUSING, "2021-02-01", "2021-06-30", volume(40, "3"), YES,
        expected(["no_unique_number", "frequentie_vervallen"], deadline=N, actions=[
            withdraw("2.4", N, "2021-02-01", "01"),
            grant("2.4", N, "2021-02-01", "2021-06-30", "15", "15A01", 10, "04", "2", None)]), 0,
    ),
    "start_in_2021-pas-in-30": (
        "stuks_inspanning", RIDES, "2021-01-18", "2021-06-30", volume(17, "4"), YES,
        expected(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            INFORM | {"latest": N}, withdraw("2.4", N, "2021-01-18", "01"),
            grant("3.0", D, "2021-01-18", "2021-06-30", "08", "08A01", 17, "84", "4", None)]), 0,
    ),
}  # fmt: skip
