"""Connections, statements and errors of the two databases."""
