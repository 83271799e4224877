"""Screens of the families, one file per noun."""
