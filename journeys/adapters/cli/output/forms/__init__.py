"""The form of each view: which parts it is drawn with, and what they say."""
