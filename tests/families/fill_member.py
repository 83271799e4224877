"""Forms of the families, filled in: member."""
