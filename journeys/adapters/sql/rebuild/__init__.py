"""Making the read tables anew beside the old ones, while everybody goes on reading and writing.

    parts.py      which streams are read together, and what is done of them already
    making.py     the rows of a part, from one state of the store
    shadows.py    the new tables: made, filled, put in the place of the old
    workers.py    several processes that make parts at once
    rebuild.py    the way through it

Two at once help each other: each makes the parts that the other has not.
"""
