"""The simulated chain: campaigns, the clock, two parties and the post office between them."""
