"""Employers (virksomheder): the second kind of stream. It NEVER holds a citizen.

Who works where stands in the citizen's own stream: a placement names the post and its tasks. How
full a post is, is counted from those placements (`room.py`). So an erased citizen leaves nothing
here. `tests/domain/test_no_citizen.py` holds every field of every event to that.

In the order of reading: `events.py` and `posts.py` are the facts, `employer.py` folds them,
`history.py` reads them by two clocks. `relation_verbs.py` and `post_verbs.py` are the verbs,
`deciding.py` asks one, `room.py` and `in_use.py` are the rules over what citizens take.
"""
