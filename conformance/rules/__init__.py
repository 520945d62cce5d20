"""The oracle: one module a chapter, one function a rule. Importing this package registers every check."""

from conformance.rules import (
    afsluiten,
    bedragen,
    bijzondere_situaties,
    crediteren,
    declareren,
    leverperiode,
    migratie,
    nieuwe_toewijzingen,
    omvang,
    overzicht,
    toewijzingen,
    vot_vow,
)

__all__ = [
    "afsluiten",
    "bedragen",
    "bijzondere_situaties",
    "crediteren",
    "declareren",
    "leverperiode",
    "migratie",
    "nieuwe_toewijzingen",
    "omvang",
    "overzicht",
    "toewijzingen",
    "vot_vow",
]
