"""What a client may receive, by day and amount, before and after the migration (TW-06)."""
