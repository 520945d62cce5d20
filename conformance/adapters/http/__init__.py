"""The transport `http:`: a system that runs already, to which every question is POSTed."""
