"""The forms of the reports, one module per noun."""
