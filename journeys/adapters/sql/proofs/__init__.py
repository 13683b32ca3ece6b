"""Merkle trees (RFC 6962) and signed notes (C2SP), without a database."""
