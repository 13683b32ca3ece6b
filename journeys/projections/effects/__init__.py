"""Effects of measures: who began, beside people like them who could have begun that day.

The method is in docs/effects.md. It needs numpy (extra `effects`).
"""
