"""The oracle: one module a chapter, one function a rule. Importing this package registers every check."""

from conformance.rules import (
    afsluiten,
    bijzondere_situaties,
    declareren,
    migratie,
    nieuwe_toewijzingen,
    overzicht,
    toewijzingen,
    vot_vow,
)

__all__ = [
    "afsluiten",
    "bijzondere_situaties",
    "declareren",
    "migratie",
    "nieuwe_toewijzingen",
    "overzicht",
    "toewijzingen",
    "vot_vow",
]
