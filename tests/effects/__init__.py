"""What works: invented towns whose true effects are known, and published trials."""
