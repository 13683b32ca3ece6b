"""The economic-safety guarantee: the answer of a day, its sentences, and what trying pays."""
