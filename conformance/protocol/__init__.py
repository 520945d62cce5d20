"""The seven verbs between the kit and a system, their JSON Schema, and what is wrong with the shape of an answer."""
