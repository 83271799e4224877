"""Writes that touch several rows: plain functions, keyword-only, with `by` (who acts) and `on` (since when it is true).

Each is one transaction with its audit row inside, and is what pages, admin and imports all call.
"""
