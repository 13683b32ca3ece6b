"""The trigger of a signed head. It is part of schema version 0013: never edit it.

Somebody with an older version of this library open would move the head, and leave the note of the
head before. So a head is moved only with another note, and by a version that is not older than the
tables.
"""

from string import Template

POSTGRESQL = (
    """
    CREATE FUNCTION ${head}_signed() RETURNS trigger LANGUAGE plpgsql AS $$$$
    BEGIN
        IF NEW.note = OLD.note
           OR NEW.written_by < (SELECT version_num FROM journeys_schema) THEN
            RAISE EXCEPTION 'written by an older version of journeys'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END
    $$$$
    """,
    """
    CREATE TRIGGER ${head}_signed BEFORE UPDATE ON $head
    FOR EACH ROW EXECUTE FUNCTION ${head}_signed()
    """,
)

SQLITE = (
    """
    CREATE TRIGGER ${head}_signed BEFORE UPDATE ON $head
    WHEN NEW.note = OLD.note OR NEW.written_by < (SELECT version_num FROM journeys_schema)
    BEGIN
        SELECT RAISE(ABORT, 'written by an older version of journeys');
    END
    """,
)

STATEMENTS = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def head_guards(head: str, dialect: str) -> list[str]:
    """Return the statements that put the trigger on this head table in this database.

    `head` must be a checked identifier: it becomes part of the statements.
    """
    return [Template(text).substitute(head=head) for text in STATEMENTS[dialect]]
