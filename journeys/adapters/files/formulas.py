"""Cells that a spreadsheet must not run as a formula."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins with one of these as a formula."""


def without_formula(cell: str) -> str:
    """Return the cell, with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
