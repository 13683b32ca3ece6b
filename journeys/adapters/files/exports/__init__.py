"""Where exports are written to."""
