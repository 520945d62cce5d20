"""One run: what was asked, and the campaigns played for it."""
