"""The schema versions of a store, the newest last; each has its migration in `../migrations`."""

from sqlalchemy import Column, MetaData, String, Table

VERSIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010"),
    *("0011", "0012", "0013", "0014", "0015", "0016"),
)
NEWEST = VERSIONS[-1]

SCHEMA = Table("journeys_schema", MetaData(), Column("version_num", String))
"""The table that says of which version the tables are. A store of journeys is recognised by it."""
