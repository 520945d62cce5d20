"""What a run says, apart from how it looks."""
