"""Everything the kit installs, under one name: the folders of the repository, linked."""
