"""Tests of the method by which effects are estimated."""
