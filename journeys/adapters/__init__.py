"""Where it lives and who talks to it."""
