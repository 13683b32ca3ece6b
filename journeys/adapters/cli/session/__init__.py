"""A session (`journeys day`): a whole day at one prompt, with the same commands."""
