"""What the rules ask of a trace: care, requests, claims, deliveries, cover and succession."""
