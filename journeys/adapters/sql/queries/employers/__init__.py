"""What is asked across employers, and of the posts that citizens are in."""
