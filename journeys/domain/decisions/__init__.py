"""Verbs, a file per family: a journey and what is asked in, the facts to record out, or a refusal.

Rules stand here and run once, when somebody decides; replay never runs one.
"""
