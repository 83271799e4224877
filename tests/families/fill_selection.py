"""Forms of the families, filled in: selection."""
