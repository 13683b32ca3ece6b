"""Projections: pure functions of one history; no clock, no I/O. Each module holds its read model.

milestones, timeline, periods, steps: one journey; citizen_path, path_marks: as the citizen sees it
safety/: what becomes of a pension while work is tried, the letter about it, and sums of money
briefing, desk, duties, duty_counts, continuity: what staff need to know
overview, caseload: the shapes of lists and counts, which SQL fills; masking: hides small counts
management, figure_codes, goals, masked_management, alphabetical: what a manager asks
replay, explain, looks, identity, subject_access: what was shown, why, to whom, and all that is kept
view: the base class of every read model
"""
