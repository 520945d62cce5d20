"""Requests, what the desks said of them, and every answer and decision on them."""
