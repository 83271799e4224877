"""Forms of the founding floor, one file per noun."""
