"""What each person is told to do next on the home page: one module per noun."""
