"""How the kit reaches a system: from the name of an adapter to something that answers the seven verbs."""
