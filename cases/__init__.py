"""The case catalogue: data only, one YAML a case, readable by any language."""
