"""A reference party: a gemeente and an aanbieder that do the migration right, to read, to play against and to copy."""
