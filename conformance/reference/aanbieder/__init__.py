"""The aanbieder, desk by desk: it takes in toewijzingen, reports starts and stops, asks, claims and credits."""
