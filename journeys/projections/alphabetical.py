"""The order of the Danish alphabet: people are listed by their names, and by nothing else."""

LAST_LETTERS = str.maketrans("æøå", "\uffa0\uffa1\uffa2")
"""Æ, ø and å end the Danish alphabet in this order, and no other."""


def alphabetical(name: str) -> tuple[str, str]:
    """Return what names are sorted by: the order of the Danish alphabet."""
    return name.casefold().translate(LAST_LETTERS), name
