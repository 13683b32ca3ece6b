"""What a manager asks: the rows of each figure, what is counted of them, and whose they are."""
