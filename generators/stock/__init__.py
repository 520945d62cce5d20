"""What a gemeente has running: products, omvang, defects, each with its label."""
