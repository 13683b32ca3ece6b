"""Every journey at once: the same answers whoever works on them, and nothing left behind."""
