"""Writes of this floor, split by noun."""
