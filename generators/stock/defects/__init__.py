"""The ways a 2.4 toewijzing can fail to fit release 3.0."""
