"""What can be typed: a file for each group of commands."""
