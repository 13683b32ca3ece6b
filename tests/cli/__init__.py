"""Tests of the script, run as its users run it."""
