"""Views of employers and posts."""
