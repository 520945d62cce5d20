"""What was delivered and claimed, by quantity and period."""
