"""The catalogue of the other language: made of every text in the library, and held complete."""
