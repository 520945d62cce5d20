"""Clients, addresses and numbers that belong to nobody."""
