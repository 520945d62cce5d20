"""What a rule asks, in one sentence, for whoever reads its id."""

from collections.abc import Mapping
from functools import cache

from migratietoets.conformance.catalogue.register import register
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.schemas.release_facts import standard_data

_OTHERS = {
    "XSD": "Het bericht past in het schema van zijn release en domein.",
    "XML": "Het bestand is een volledig XML-bericht van iWmo of iJw, release 2.4 of 3.0.",
    "onleesbaar": "De invoer bevat een bericht.",
    "OP179": "Een bericht is ten hoogste 25 MB groot.",
    "OP192": "Een bericht is UTF-8 zonder BOM, met regeleinden CR/LF.",
    "CS126": "BerichtCode hoort bij het bericht.",
    "CS025": "BerichtVersie hoort bij de release.",
    "CS015": "BerichtSubversie hoort bij de release.",
}


@cache
def texts() -> Mapping[str, str]:
    """The text of each rule by its id; of those of the register as it stands there."""
    restrictions = {
        one["regel"]: f"De waarde heeft de vorm die restrictie {one['regel']} vraagt."
        for one in standard_data()["patronen"].values()
    }
    model = {rule_id: f"Regel {rule_id} van het informatiemodel 3.0." for rule_id in modelregels()}
    return model | restrictions | _OTHERS | {rule.id: rule.text for rule in register().values()}
