"""From findings to verdicts, counted, with evidence."""
