"""Supervision, monitoring and evaluation: who may do which, by what instrument, what was found."""
