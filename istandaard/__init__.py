"""The standard as facts: releases, calendar, code lists, variants, schemas and messages. Knows nobody else."""
