"""What a run says on the screen when it ends."""
