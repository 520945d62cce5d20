"""What several rules judge alike: a decision on a request, a refusal, the period in which a delivery was claimed."""
