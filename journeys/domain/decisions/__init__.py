"""Verbs, a file per family: from a journey and a request to the facts to record, or a refusal.

Rules are checked here, once, when somebody decides. Replay never checks one.
"""
