"""What a host may import, and what it finds there."""
