"""The citizen's way: what the page and the picture show."""
