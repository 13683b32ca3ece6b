"""No text that is shown claims more about a pension than the answer of its day."""
