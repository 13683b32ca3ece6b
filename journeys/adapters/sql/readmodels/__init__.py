"""The read models: their tables, and their refresh in the transaction of each append."""
