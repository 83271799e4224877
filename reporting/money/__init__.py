"""Money: the rules of cash book, aid, stimulus, receipts and budgets, and what is read off them."""
