"""The read tables of employers' rows. Codes, ids, days and hours; no words.

A number of an employer (CVR or P-number) is in them as a keyed hash, which only this store can
compute: it is found by it, and nobody reads it in a table.
"""

from sqlalchemy import Column, Date, Double, Index, Integer, LargeBinary, MetaData, Table, Text

from journeys.adapters.sql.readmodels.tables import PREFIX, TABLES, name_of

READ_OF_EMPLOYERS = MetaData()

employers = Table(
    f"{PREFIX}employers",
    READ_OF_EMPLOYERS,
    Column("employer", Text, primary_key=True),
    Column("employer_kind", Text, nullable=False),
    Column("registered", Date, nullable=False),
    Column("number", LargeBinary),
    Column("version", Integer, nullable=False),
    Column("rulebook", Text, nullable=False),
    Index(f"{PREFIX}employers_by_number", "number", unique=True),
)

contacts = Table(
    f"{PREFIX}employer_contacts",
    READ_OF_EMPLOYERS,
    Column("employer", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("contact", Text, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date),
)

posts = Table(
    f"{PREFIX}posts",
    READ_OF_EMPLOYERS,
    Column("employer", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("post", Text, nullable=False),
    Column("post_kind", Text, nullable=False),
    Column("may_share", Integer, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date),
)

post_tasks = Table(
    f"{PREFIX}post_tasks",
    READ_OF_EMPLOYERS,
    Column("employer", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("task", Text, nullable=False),
    Column("post", Text),
    Column("hours", Double, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date),
)

duties = Table(
    f"{PREFIX}employer_duties",
    READ_OF_EMPLOYERS,
    Column("employer", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("raised", Integer, nullable=False),
    Column("met", Date),
    Column("met_by", Integer),
)

EMPLOYER_TABLES = (employers, contacts, posts, post_tasks, duties)

EMPLOYER_NAMES = tuple(map(name_of, EMPLOYER_TABLES))
"""The names by which users know them; a rebuild rebuilds all of them or none."""

EVERY_TABLE = (*TABLES, *EMPLOYER_TABLES)
"""The read tables of journeys and of employers."""
