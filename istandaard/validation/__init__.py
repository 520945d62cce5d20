"""What is wrong with a message on its own: its file, its schema, and every rule that one message can break."""

from migratietoets.istandaard.validation.message import form_errors, validate
from migratietoets.istandaard.validation.remark import Remark

__all__ = ["Remark", "form_errors", "validate"]
