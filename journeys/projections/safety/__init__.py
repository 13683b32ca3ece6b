"""The economic-safety guarantee: the answer of a day, its sentences, the letter, and sums."""
