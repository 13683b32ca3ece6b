"""Maintenance of the read models; a rebuild runs online, while others read and write.

    maintenance.py  what `store.maintenance` gives
    status.py       where the log and the read tables stand
    check.py        rows compared with a fold of the history
    rebuild.py      the steps of a rebuild
    parts.py        the plan: slices of the store that are read together, and which are done
    part_rows.py    the rows of a part, from one state of the store
    shadows.py      the new tables: created, filled, switched with the old ones
    indexes.py      their indexes, built once the rows are there
    employers.py    the same of employers, who are few: brought up to date in place

Several processes may project parts at once (`adapters/population/`). Two rebuilds by the same plan
share the work: each does the parts that the other has not done.
"""
