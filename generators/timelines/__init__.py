"""Who sends what on which day, and which rules that keeps or breaks."""
