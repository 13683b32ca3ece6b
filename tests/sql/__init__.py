"""Tests of the store, on both of its databases."""
