"""A system with only a screen: a person does what the kit asks, at a terminal or on a page of this machine."""
