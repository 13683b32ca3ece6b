"""Health: what the vital signs of a store say, check by check, and whether it accepts a write."""

from collections.abc import Mapping
from datetime import date

from journeys.app.ports.health import KeyState, VitalSigns
from journeys.app.ports.reactors import Standing
from journeys.app.ports.store import Store
from journeys.app.reactor_status import SILENT, STOPPED, lag, unheard_us, waited_us
from journeys.domain.errors import (
    Conflict,
    EntryNewer,
    JourneysError,
    KeyMissing,
    KeyWrong,
    SchemaNewer,
    SchemaOlder,
    StoreBusy,
    StoreMissing,
)
from journeys.domain.law import Law
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.projections.health import (
    STATES,
    CheckName,
    Health,
    HealthCheck,
    HealthState,
    ReactorHealth,
)
from journeys.projections.law_seal import WRONG, edition_seals

SECOND = 1_000_000  # microseconds
LATE = SILENT
"""Microseconds after which an entry that waits for a reactor is late: it is busy, stuck or dead."""


def _ok(sentence: Message, seconds: float | None = None) -> HealthCheck:
    return HealthCheck(state="ok", sentence=sentence, seconds=seconds)


def _attention(sentence: Message, seconds: float | None = None) -> HealthCheck:
    return HealthCheck(state="attention", sentence=sentence, seconds=seconds)


def _broken(sentence: Message, seconds: float | None = None) -> HealthCheck:
    return HealthCheck(state="broken", sentence=sentence, seconds=seconds)


ANSWERS = _ok(Message("The store answers."))
NEWER = Message("A newer version of journeys has written to this store: upgrade this one.")
NO_KEY = Message(
    "The master key of the store is missing: look where this process is to get it from."
)
KEY: Mapping[KeyState, HealthCheck] = {
    "opens": _ok(Message("The master key opens the store's own keys.")),
    "wrong": _broken(
        Message("The master key does not open this store: look which key belongs to it.")
    ),
    "lost": _broken(
        Message("This store has lost the keys it keeps itself: restore it from a backup.")
    ),
    "silent": _broken(Message("The key provider raised an error: look whether it can be reached.")),
}


def health(store: Store, book: Rulebook, today: date, *, probe: bool) -> Health:
    """Return the health of a store, and tell its observer what lags. It raises no StoreError."""
    try:
        found = _health_by(store.vital_signs(book), book.law, today)
    except JourneysError as error:
        return health_without(error)
    if observer := store.observer:
        for of, reactor, seconds in found.lags:
            observer.lags(of, reactor, seconds)
    return found.with_check("writable", _writable(store)) if probe else found


def _health_by(signs: VitalSigns, law: Law, today: date) -> Health:
    """Return the health of a store that answered, by what was read of it."""
    found: dict[CheckName, HealthCheck | None] = {
        "reachable": ANSWERS,
        "schema": _schema(signs),
        "key": KEY[signs.key],
    }
    if signs.schema != "current":
        # What another version means by its tables is not known here.
        return Health.of(found)
    reactors = tuple(_reactor(each, signs.now_us) for each in signs.reactors)
    found |= {
        "read-tables": _read_tables(signs),
        "reactors": _reactors(reactors),
        "rebuild": _rebuild(signs),
        "clock": _clock(signs),
        # Without its keys nobody knows what the store sealed.
        "law": _law(signs, law, today) if signs.key == "opens" else None,
    }
    return Health.of(found, reactors)


def health_without(error: JourneysError) -> Health:
    """Return the health of a store that answered with this error.

    The error's own sentence is not repeated: it may hold the store's address.
    """
    match error:
        case SchemaOlder() | SchemaNewer():
            return Health.of({"reachable": ANSWERS, "schema": _broken(error.sentence)})
        case EntryNewer():
            return Health.of({"reachable": ANSWERS, "schema": _broken(NEWER)})
        case KeyWrong():
            return Health.of({"reachable": ANSWERS, "key": KEY["wrong"]})
        case KeyMissing():
            return Health.of({"key": _broken(NO_KEY)})
        case _:
            return Health.of({"reachable": _refusal(error)})


def _writable(store: Store) -> HealthCheck:
    """Return whether a store can be written to, by a probe."""
    try:
        store.probe()
    except JourneysError as error:
        if isinstance(error, StoreBusy | Conflict) or not error.sentence.facts:
            return _refusal(error)
        return _broken(
            Message("The store cannot be written to. Look at its rights and at its disk.")
        )
    return _ok(Message("The store accepted a write."))


def _refusal(error: JourneysError) -> HealthCheck:
    """Return what an error says of reaching a store, without an address in it."""
    match error:
        case StoreMissing():
            return _broken(Message("There is no store at this address: `journeys init` makes one."))
        case StoreBusy() | Conflict():
            return _attention(
                Message("The store is busy: others kept it for longer than we wait. Ask again.")
            )
        case _ if not error.sentence.facts and error.sentence:
            return _broken(error.sentence)
        case _:
            return _broken(
                Message(
                    "The store cannot be used. Look whether its server runs, at its address and "
                    "its file, and at the rights to them."
                )
            )


def _schema(signs: VitalSigns) -> HealthCheck:
    match signs.schema:
        case "current":
            return _ok(Message("The tables are those of this version."))
        case "older":
            return _broken(SchemaOlder().sentence)
        case "newer":
            return _broken(SchemaNewer().sentence)


def _read_tables(signs: VitalSigns) -> HealthCheck:
    if signs.rows_behind_us is not None:
        return _attention(
            Message("Rows are older than the newest entries of their journeys: journeys check"),
            _seconds(signs.rows_behind_us, signs.now_us),
        )
    if not signs.rows_of_this_code:
        return _attention(
            Message(
                "Some tables were made by another version of their projection. Run: journeys "
                "rebuild"
            ),
            0,
        )
    if not signs.rows_of_this_rulebook:
        return _attention(
            Message(
                "Rows were made by other deadlines, codes, practice or law. Run: journeys rebuild"
            ),
            0,
        )
    return _ok(Message("The read tables are up to date."), 0)


def _reactor(standing: Standing, now_us: int) -> ReactorHealth:
    waited, unheard = waited_us(standing, now_us), unheard_us(standing, now_us)
    has_stopped = standing.until_us == STOPPED
    state: HealthState = "attention" if waited > LATE or standing.dead_letters else "ok"
    if unheard > SILENT and (waited > LATE or not has_stopped):
        state = "broken"
    return ReactorHealth(
        name=standing.name,
        state=state,
        behind=lag(standing),
        seconds=waited / SECOND,
        silent=None if has_stopped else unheard / SECOND,
        dead_letters=standing.dead_letters,
    )


def _reactors(reactors: tuple[ReactorHealth, ...]) -> HealthCheck:
    """Return the check of all reactors; its sentence is about the one that is worst."""
    if not reactors:
        return _ok(Message("There is no reactor."), 0)
    worst = max(reactors, key=lambda each: (STATES.index(each.state), each.seconds))
    seconds = max(each.seconds for each in reactors)
    late = worst.seconds * SECOND > LATE
    if worst.state == "broken" and not late:
        return _broken(
            Message(
                "The reactor {name} is dead or stuck: it has not stopped by itself, and nothing "
                "was heard of it for {seconds} seconds. Look at the process that runs it.",
                name=worst.name,
                seconds=round(worst.silent or 0),
            ),
            seconds,
        )
    if worst.state == "broken":
        return _broken(
            Message(
                "The reactor {name} is dead or stuck: an entry has waited for {seconds} seconds, "
                "and nothing was heard of the reactor. Look at the process that runs it.",
                name=worst.name,
                seconds=round(worst.seconds),
            ),
            seconds,
        )
    if late:
        return _attention(
            Message(
                "The reactor {name} works, and is behind: an entry has waited for {seconds} "
                "seconds.",
                name=worst.name,
                seconds=round(worst.seconds),
            ),
            seconds,
        )
    if worst.state == "attention":
        return _attention(
            Message(
                "The reactor {name} could not deliver some entries, which are set aside (dead "
                "letters): {count}. Deliver them again when it can.",
                name=worst.name,
                count=worst.dead_letters,
            ),
            seconds,
        )
    return _ok(Message("Every reactor is up to date."), seconds)


def _rebuild(signs: VitalSigns) -> HealthCheck:
    if signs.rebuild is None:
        return _ok(Message("No rebuild is under way."))
    return _attention(
        Message(
            "A rebuild is running, or was interrupted: {done} of {parts} parts are made. "
            "Resume it: journeys rebuild. Remove it: journeys rebuild --drop",
            done=signs.rebuild.done,
            parts=signs.rebuild.parts,
        )
    )


def _clock(signs: VitalSigns) -> HealthCheck:
    if not signs.clock_ahead:
        return _ok(Message("No entry is stamped later than now."))
    return _attention(
        Message(
            "A clock was ahead: entries are stamped later than now. Set it right; `journeys "
            "status` says which entries, and until when."
        )
    )


def _law(signs: VitalSigns, law: Law, today: date) -> HealthCheck:
    if signs.law is None:
        return _attention(NEWER)
    states = {seal.state for seal in edition_seals(law, signs.law)}
    if not states.isdisjoint(WRONG):
        return _broken(
            Message("The law in use is not what this store sealed: journeys audit verify")
        )
    if today > law.newest.good_until:
        return _attention(
            Message(
                "The law was to be read again by {law_good_until}. Until somebody does, no answer "
                "about a pension promises anything. See: journeys law list",
                law_good_until=law.newest.good_until,
            )
        )
    if "not-sealed" in states:
        return _attention(
            Message("The law in use is not sealed in this store. Seal it: journeys law adopt")
        )
    return _ok(Message("The law in use was read in time, and is sealed in this store."))


def _seconds(since_us: int, now_us: int) -> float:
    return max(0, now_us - since_us) / SECOND
