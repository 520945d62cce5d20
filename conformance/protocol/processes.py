"""What a system claims in hello: roles, domains and processes, and which chapter asks for which process."""

from collections.abc import Mapping
from typing import Any

ROLES = ("gemeente", "aanbieder")
OTHER_ROLE = {"gemeente": "aanbieder", "aanbieder": "gemeente"}
PROCESSES = {"vot-vow": "vot_vow", "declareren": "declareren", "afsluiten-zorg": "afsluiten"}
"""Chapter -> the process that a system claims; every other chapter is toewijzen, which no system lacks."""
TOEWIJZEN = "toewijzen"


def plays(who: Mapping[str, Any], role: str, domein: str, chapter: str = "") -> bool:
    """Whether a system claims this role and domain, and the process that a chapter belongs to."""
    processes = {TOEWIJZEN, PROCESSES.get(chapter, TOEWIJZEN)}
    return role in who["roles"] and domein in who["domains"] and processes <= {*who["processes"]}
