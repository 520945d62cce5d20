"""Valid messages of every kind, made from its structure: a small family a kind that together hold every element."""
