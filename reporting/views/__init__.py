"""The screens of the reports, one module per noun."""
