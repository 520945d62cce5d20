"""The oracle: one module a chapter, one function a rule. Importing this package registers every check."""

from migratietoets.conformance.rules.chapters import (
    aanleiding_start_stop,
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
from migratietoets.conformance.rules.messages import amounts, omvang, stacking, start_stop, toewijzing

__all__ = [
    "aanleiding_start_stop",
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
    "stacking",
    "start_stop",
    "toewijzing",
    "toewijzingen",
    "vot_vow",
    "vow",
    "week_53",
]
