"""The migration plan: a letter and a list for each gemeente and aanbieder."""
