"""What the importers promise."""
