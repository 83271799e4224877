"""Indicators of success: what is measured, by which edition, and sums per level."""
