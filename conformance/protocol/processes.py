"""What a system claims in hello: roles, domains and processes, which chapter asks for which, and what it may send."""

from collections.abc import Mapping
from typing import Any

ROLES = ("gemeente", "aanbieder")
OTHER_ROLE = {"gemeente": "aanbieder", "aanbieder": "gemeente"}
PROCESSES = {"vot-vow": "vot_vow", "declareren": "declareren", "afsluiten-zorg": "afsluiten"}
"""Chapter -> the process that a system claims; every other chapter is toewijzen, which no system lacks."""
MAY_SEND = {
    "gemeente": {"301", "304", "306", "308", "316", "318", "319", "325"},
    "aanbieder": {"302", "303", "305", "307", "315", "317", "320", "323"},
}
"""The messages that each role may send."""
TOEWIJZEN = "toewijzen"


def plays(who: Mapping[str, Any], role: str, domein: str, chapter: str = "") -> bool:
    """Whether a system claims this role and domain, and the process that a chapter belongs to."""
    processes = {TOEWIJZEN, PROCESSES.get(chapter, TOEWIJZEN)}
    return role in who["roles"] and domein in who["domains"] and processes <= {*who["processes"]}
