"""The suite for a system in the role of aanbieder: every case x every rule it exercises (see conformance.suite)."""
