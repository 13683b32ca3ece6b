"""Work on all journeys, part by part, on any executor.

running.py    parts handed out in their order, a few ahead of the one that is taken
crews.py      who works on them: processes of our own, or an executor of the host's
handing.py    what a worker is handed: the place of a store, its keys and the work, in memory
worker.py     what runs in a worker
place.py      where a store is, and who holds its keys
"""
