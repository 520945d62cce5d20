"""The oracle: one module a chapter, one function a rule. Importing this package registers every check."""

from migratietoets.conformance.rules.chapters import (
    afsluiten_zorg,
    beoordeling,
    bijzondere_situaties,
    crediteren,
    declareren,
    migratie,
    nieuwe_toewijzingen,
    overzicht,
    period,
    toewijzingen,
    vot_vow,
    vow,
    week_53,
)
from migratietoets.conformance.rules.messages import amounts, omvang

__all__ = [
    "afsluiten_zorg",
    "amounts",
    "beoordeling",
    "bijzondere_situaties",
    "crediteren",
    "declareren",
    "migratie",
    "nieuwe_toewijzingen",
    "omvang",
    "overzicht",
    "period",
    "toewijzingen",
    "vot_vow",
    "vow",
    "week_53",
]
