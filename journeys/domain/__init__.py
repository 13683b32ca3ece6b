"""What is true: facts, the state they add up to, and the rules for adding one. No clock, no I/O."""
