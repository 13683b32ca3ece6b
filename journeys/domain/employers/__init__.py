"""Employers (virksomheder): the second kind of stream. It never holds a citizen.

Who works where stands in the citizen's stream, which names the post and its tasks.
"""
