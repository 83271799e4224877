"""Forms of the families, filled in: family."""
