"""The questions of a page to everybody's rows, asked of an invented country."""
