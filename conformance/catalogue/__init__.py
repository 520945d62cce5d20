"""The register of rules, the cases and the mutants, and how they hang together."""
