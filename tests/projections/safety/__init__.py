"""The safety view, the letter and what trying pays."""
