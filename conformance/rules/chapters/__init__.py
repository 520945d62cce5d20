"""The rules of the source text, a module for each chapter or a noun of it."""
