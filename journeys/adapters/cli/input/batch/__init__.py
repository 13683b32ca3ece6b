"""A file of lines, each of which is a command that records."""
