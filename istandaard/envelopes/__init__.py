"""What messages travel in: the envelopes of VECOZO and GGk, zip files and JSON lines. Nothing in them is trusted."""

from migratietoets.istandaard.envelopes.enclosed import Enclosed, EnvelopeError
from migratietoets.istandaard.envelopes.envelope import opened
from migratietoets.istandaard.envelopes.json_lines import json_lines
from migratietoets.istandaard.envelopes.zipped import is_zip, members

__all__ = ["Enclosed", "EnvelopeError", "is_zip", "json_lines", "members", "opened"]
