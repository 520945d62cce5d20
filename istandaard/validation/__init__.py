"""What is wrong with a message on its own: its file, its schema, and every rule that one message can break."""

from migratietoets.istandaard.validation.message import Judgement, form_errors, judge, validate
from migratietoets.istandaard.validation.remark import Remark

__all__ = ["Judgement", "Remark", "form_errors", "judge", "validate"]
