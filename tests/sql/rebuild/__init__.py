"""Tests of making the read tables anew, beside those that everybody uses."""
