"""Starts and stops of care, and what ran when."""
