"""JSON lines and CSV, also as a spreadsheet writes it, as objects with their place."""
