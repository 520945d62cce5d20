"""`validate`: finding messages, judging them in several processes, the retour to each, and looking again."""
