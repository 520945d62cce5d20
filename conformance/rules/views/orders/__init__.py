"""What asks a gemeente to send a 301, and why each line of one was sent."""
