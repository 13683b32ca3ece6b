"""Two versions of the library on one store."""
