"""`check` and `replay`: recorded traffic, read from disk, cut per client and judged; a log judged again."""
