"""What the papers of this floor say, one module per noun."""
