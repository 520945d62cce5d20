"""What is delivered and claimed around the turn of the year: deliveries, tariffs, claims and credit chains."""
