"""A key for each person (crypto-shredding), and who the persons are."""
