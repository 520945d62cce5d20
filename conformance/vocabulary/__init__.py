"""The words of a run: verdicts, outcomes and exit codes, events; imports nothing, so `reports` may read it too."""
