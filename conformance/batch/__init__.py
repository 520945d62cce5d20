"""Many runs one after the other, unattended: which there are, playing each, and the table of what came of them."""
