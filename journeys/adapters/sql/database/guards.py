"""The triggers of an events table. They are part of the first schema version: never edit them.

For other triggers write a migration that replaces these.
"""

from string import Template

POSTGRESQL = (
    """
    CREATE FUNCTION ${events}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$$$
    BEGIN
        RAISE EXCEPTION 'Events of $events are never changed or removed; append a correction.'
            USING ERRCODE = 'restrict_violation';
    END
    $$$$
    """,
    """
    CREATE TRIGGER ${events}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON $events
    FOR EACH STATEMENT EXECUTE FUNCTION ${events}_refuse()
    """,
    """
    CREATE FUNCTION ${events}_notify() RETURNS trigger LANGUAGE plpgsql AS $$$$
    BEGIN
        PERFORM pg_notify('$events', '');
        RETURN NULL;
    END
    $$$$
    """,
    """
    CREATE TRIGGER ${events}_notify AFTER INSERT ON $events
    FOR EACH STATEMENT EXECUTE FUNCTION ${events}_notify()
    """,
)

SQLITE = (
    """
    CREATE TRIGGER ${events}_refuse_update BEFORE UPDATE ON $events
    BEGIN
        SELECT RAISE(ABORT, 'Events of $events are never changed; append a correction.');
    END
    """,
    """
    CREATE TRIGGER ${events}_refuse_delete BEFORE DELETE ON $events
    BEGIN
        SELECT RAISE(ABORT, 'Events of $events are never removed; append a correction.');
    END
    """,
)

STATEMENTS = {"postgresql": POSTGRESQL, "sqlite": SQLITE}

REMOVED = {
    "postgresql": (
        "DROP TRIGGER ${events}_refuse ON $events",
        "DROP TRIGGER ${events}_notify ON $events",
        "DROP FUNCTION ${events}_refuse()",
        "DROP FUNCTION ${events}_notify()",
    ),
    "sqlite": ("DROP TRIGGER ${events}_refuse_update", "DROP TRIGGER ${events}_refuse_delete"),
}


def guards(events: str, dialect: str) -> list[str]:
    """Return the statements that put the triggers on this events table in this database.

    `events` must be a checked identifier: it becomes part of the statements.
    """
    return [Template(text).substitute(events=events) for text in STATEMENTS[dialect]]


def unguards(events: str, dialect: str) -> list[str]:
    """Return the statements that drop these triggers, for a migration that restores them."""
    return [Template(text).substitute(events=events) for text in REMOVED[dialect]]
