"""The examples of the documentation, run as services."""
