"""Forms of the families, filled in: pairing."""
