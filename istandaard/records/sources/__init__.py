"""Where the input is: files, folders, pipes and standard input, found, recognised and read as streams."""
