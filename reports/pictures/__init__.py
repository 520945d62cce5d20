"""Cover, claims, the order of messages and the course of a run, drawn as SVG."""
