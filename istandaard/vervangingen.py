"""What a gemeente may want in place of a toewijzing that does not fit release 3.0: the values of `vervanging`."""

SAME = "gelijk"
SPECIFIEK = "specifiek_met_omvang"
ASPECIFIEK = "aspecifiek_zonder_budget"
ASPECIFIEK_BUDGET = "aspecifiek_met_budget"
GENERIEK_BUDGET = "generiek_met_budget"
SPECIFIEK_STUKS = "specifiek_stuks_inspanning"
VERVANGINGEN = (SAME, SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET, GENERIEK_BUDGET, SPECIFIEK_STUKS)
"""All of them, in the order of the contract."""
