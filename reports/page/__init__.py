"""The page of a run: one HTML file without network."""
