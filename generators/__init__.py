"""A synthetic world from a seed: people, what a gemeente has running, and the ways it fails to fit release 3.0."""
