"""Attacks on a whole store by somebody who may write every row, and has no master key.

Each says in which log a fault must be found, and where: at an entry, or `NOWHERE` where it is of no
entry. The logs that it does not name must hold.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from journeys.adapters.sql.database.tables import SEALED
from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.log_rows import LogRow
from journeys.adapters.sql.log.mapper import EMPLOYER_ERASED, ERASED
from journeys.adapters.sql.proofs.heads import Companion
from journeys.app.ports.sealing import LOGS
from tests.invented import KEYS
from tests.sql.attacked import LOWEST, NOWHERE, exactly, leaf_as
from tests.sql.employed import CLOSED_FIRM, FIRM
from tests.sql.town import ALONE, GONE, PEOPLE, WALK, Town

Found: TypeAlias = Mapping[str, range]
Attack: TypeAlias = Callable[[Town], Found]

HEADS = dict(zip(LOGS, (f"{log}_head" for log in SEALED), strict=True))
EVENTS = dict(zip(LOGS, (f"{log}_events" for log in SEALED), strict=True))
ANNE, BO = str(PEOPLE[0]), str(PEOPLE[1])


# Entries: what stands in the logs, made to fit together again.


def cut_tail(town: Town) -> Found:
    """Take the newest entries away, and let the head be what it would have been."""
    log = town["journeys"]
    last = log.size - 4
    log.remove(last + 1, log.size)
    log.reseal()
    return {"journeys": exactly(last + 1)}


def put_back_one(log: str) -> Attack:
    """Return the attack that puts the genuine earlier head of one log back, and its entries."""

    def attack(town: Town) -> Found:
        town.put_back("middle", EVENTS[log], HEADS[log])
        return {log: exactly(town[log].size + 1)}

    return attack


def put_back_two(town: Town) -> Found:
    """Do that with what was recorded and with who looked, at once."""
    return {**put_back_one("journeys")(town), **put_back_one("access")(town)}


def put_back_three(town: Town) -> Found:
    """Do that with all but the law log, which alone has seen the newest of the others."""
    return {**put_back_two(town), **put_back_one("store")(town)}


def put_back_with_requests(town: Town) -> Found:
    """Put the journeys' log back with the requests that it signs."""
    town.put_back("middle", "journeys_requests")
    return put_back_one("journeys")(town)


def insert_backdated(town: Town, body: Callable[[LogRow], bytes], here: int) -> None:
    """Insert an entry with an earlier moment, give the rest the next numbers, and seal it all."""
    log = town["journeys"]
    before = log.rows[here - 1]
    version = 1 + max(row.version for row in log.rows if row.stream == before.stream)
    log.move_up(here)
    row = before._replace(position=here, version=version)
    log.add(row._replace(body=body(row)))
    log.reseal()


def backdate(town: Town) -> Found:
    """Insert a backdated entry with the body of another."""
    insert_backdated(town, lambda row: row.body, 5)
    return {"journeys": exactly(5)}


def backdate_with_the_persons_key(town: Town) -> Found:
    """Insert one whose body opens: with the key of the person, who may have it from an export."""
    key = Keyring(KEYS).cipher(town.connection, ANNE).key
    here = town.first(PEOPLE[0]) + 1

    def body(row: LogRow) -> bytes:
        said = Cipher(row.stream, key).open(1, row.topic, row.body)
        return Cipher(row.stream, key).close(row.version, row.topic, said)

    town.change(EVENTS["journeys"], {"position": here}, stream=ANNE, version=900)
    first = next(row for row in town["journeys"].rows if row.position == here - 1)
    town["journeys"].change(here, topic=first.topic, body=first.body)
    row = next(row for row in town["journeys"].rows if row.position == here)
    version = 1 + max(each.version for each in town["journeys"].rows if each.version < 900)
    row = row._replace(version=version)
    town["journeys"].change(here, version=version, body=body(row))
    town["journeys"].reseal()
    return {"journeys": exactly(here)}


def remove_journey(town: Town) -> Found:
    """Take a whole journey out, number the rest again, and seal it all."""
    first = town.first(ALONE)
    _take_out(town, "journeys", [r.position for r in town["journeys"].rows if _of(r, ALONE)])
    return {"journeys": exactly(first)}


def hole_in_stream(town: Town) -> Found:
    """Take one entry out of the middle of a journey, number the rest again, and seal it all."""
    gone, after, *_ = [r.position for r in town["journeys"].rows if _of(r, PEOPLE[1])][1:]
    _take_out(town, "journeys", [gone])
    return {"journeys": exactly(after - 1)}


def last_of_stream(town: Town) -> Found:
    """Do that with the newest entry of a journey, behind which others stand."""
    gone = town.newest("journeys", PEOPLE[2])
    _take_out(town, "journeys", [gone])
    return {"journeys": exactly(gone)}


def take_out_look(town: Town) -> Found:
    """Take one look out, number the rest again, and seal it all."""
    _take_out(town, "access", [3])
    return {"access": exactly(3)}


def take_out_look_and_number(town: Town) -> Found:
    """Do that, and let each look after it say that it was recorded there."""
    _take_out(town, "access", [3])
    for row in town["access"].rows[2:]:
        town["access"].change(row.position, version=row.position)
    town["access"].reseal()
    return {"access": exactly(3)}


def take_out_last_look(town: Town) -> Found:
    """Take the newest look out, and let the head be what it would have been."""
    log = town["access"]
    log.remove(log.size)
    log.reseal()
    return {"access": exactly(log.size + 1)}


def exchange_body(log: str, stream: UUID = PEOPLE[1]) -> Attack:
    """Return the attack that gives an entry the body of another of the same stream and kind."""

    def attack(town: Town) -> Found:
        rows = [row for row in town[log].rows if _of(row, stream)]
        alike = {row.topic: row for row in rows}
        one = next(row for row in rows if alike[row.topic] != row)
        town[log].change(one.position, body=alike[one.topic].body)
        town[log].reseal()
        return {log: exactly(one.position)}

    return attack


def change_moment(town: Town) -> Found:
    """Let an entry have been recorded a moment earlier, and seal it all."""
    row = town["journeys"].rows[6]
    town["journeys"].change(7, recorded_us=row.recorded_us - 1)
    town["journeys"].reseal()
    return {"journeys": exactly(7)}


def change_order(town: Town) -> Found:
    """Exchange two entries of two journeys, and seal it all."""
    log = town["journeys"]
    one, other = town.first(PEOPLE[0]), town.first(PEOPLE[1])
    for before, after in ((one, LOWEST), (other, one), (LOWEST, other)):
        log.change(before, position=after)
    log.reseal()
    return {"journeys": exactly(one)}


def change_entry(town: Town) -> Found:
    """Drop the triggers, and change an entry."""
    town["journeys"].change(8, topic="journey-closed")
    return {"journeys": exactly(8)}


def empty_store_log(town: Town) -> Found:
    """Take everything out of the store log, as if nothing had ever changed beside the others."""
    log = town["store"]
    log.remove(1, log.size)
    log.change_head(position=0, recorded_us=0, frontier=b"", note="", companion=b"")
    return {"store": exactly(1)}


def change_store_entry(town: Town) -> Found:
    """Let a noted identity be another, and seal it all."""
    log, here = town["store"], town.newest("store", PEOPLE[0])
    mac = log.rows[here - 1].body
    log.change(here, body=mac[:-10] + bytes(reversed(mac[-10:-2])) + mac[-2:])
    log.reseal()
    return {"store": exactly(here)}


# Heads and their notes.


def swap_notes(town: Town) -> Found:
    """Exchange the notes of two heads."""
    notes = {log: _newest(town, log)["note"] for log in ("journeys", "access")}
    town["journeys"].change_head(note=notes["access"])
    town["access"].change_head(note=notes["journeys"])
    return {"journeys": NOWHERE, "access": NOWHERE}


def borrow_note(town: Town) -> Found:
    """Give a head the newest note, which is of another."""
    town["journeys"].change_head(note=_newest(town, "law")["note"])
    return {"journeys": NOWHERE}


def foreign_note(town: Town) -> Found:
    """Give a head the note of another store."""
    town["journeys"].change_head(note=town.foreign)
    return {"journeys": NOWHERE}


def empty_note(town: Town) -> Found:
    """Take the note from a head."""
    town["store"].change_head(note="")
    return {"store": NOWHERE}


def flip_note(town: Town) -> Found:
    """Turn over a bit of a note."""
    text, signature = str(_newest(town, "law")["note"]).split("\n\n")
    town["law"].change_head(note=f"{town['law'].flipped(text)}\n\n{signature}")
    return {"law": NOWHERE}


def older_note(town: Town) -> Found:
    """Give a head its own earlier note."""
    town["journeys"].change_head(note=_earlier(town, "journeys")["note"])
    return {"journeys": NOWHERE}


def older_head_under_the_note(town: Town) -> Found:
    """Let a head tell what it told earlier, below its newest note."""
    earlier = {**_earlier(town, "journeys")}
    del earlier["note"]
    town["journeys"].change_head(**earlier)
    return {"journeys": NOWHERE}


def head_of_another(town: Town) -> Found:
    """Put the whole head row of one log into another."""
    town["law"].change_head(**_newest(town, "access"))
    return {"law": NOWHERE}


def two_heads(town: Town) -> Found:
    """Put the earlier head row beside the newest one."""
    earlier, newest = _earlier(town, "access"), _newest(town, "access")
    run, name = town.connection.exec_driver_sql, HEADS["access"]
    run(f"CREATE TABLE other AS SELECT * FROM {name}")  # noqa: S608 - a name of ours
    run(f"DROP TABLE {name}")
    run(f"ALTER TABLE other RENAME TO {name}")
    town.put_back("middle", name)
    town.add(name, **newest)
    assert earlier != newest
    return {"access": NOWHERE}


def no_heads(town: Town) -> Found:
    """Take every head away."""
    for name in HEADS.values():
        town.remove(name)
    return dict.fromkeys(LOGS, NOWHERE)


def other_companion(town: Town) -> Found:
    """Let the head tell of other requests."""
    town["journeys"].change_head(companion=Companion(99, bytes(32)).data)
    return {"journeys": NOWHERE}


def no_companion(town: Town) -> Found:
    """Let the heads hold what tells of nothing at all."""
    for log in ("access", "store"):
        town[log].change_head(companion=b"short")
    return {"access": NOWHERE, "store": NOWHERE}


def older_companion(town: Town) -> Found:
    """Put the requests back with the head that signed them, when the log was as long as now."""
    town.put_back("before the request", HEADS["journeys"], "journeys_requests")
    return {"journeys": NOWHERE}


def older_reactors(town: Town) -> Found:
    """Put the reactors back with the head that signed them."""
    town.put_back("before the request", HEADS["store"], "journeys_reactors")
    return {"store": NOWHERE}


# Who the persons are.


def delete_identity(town: Town) -> Found:
    """Take away who a journey is about."""
    town.remove("journeys_people", stream=ANNE)
    return {"store": exactly(town.newest("store", PEOPLE[0]))}


def put_back_identity(town: Town) -> Found:
    """Let a journey be about who it was about earlier: by genuine rows of its own."""
    for row in town.rows("journeys_people"):
        if row["stream"] == ANNE:
            town.remove("journeys_people", found=row["found"])
    for row in town.earlier["middle"]["journeys_people"]:
        if row["stream"] == ANNE:
            town.add("journeys_people", **row)
    return {"store": exactly(town.newest("store", PEOPLE[0]))}


def flip_current(town: Town) -> Found:
    """Let an earlier number be the one that is shown."""
    rows = [row for row in town.rows("journeys_people") if row["stream"] == ANNE]
    for row in rows:
        town.change("journeys_people", {"found": row["found"]}, current=not row["current"])
    return {"store": exactly(town.newest("store", PEOPLE[0]))}


def move_identity(town: Town) -> Found:
    """Let a number find another journey."""
    row = next(row for row in town.rows("journeys_people") if row["stream"] == BO)
    town.change("journeys_people", {"found": row["found"]}, stream=str(ALONE))
    return {"store": exactly(town.newest("store", PEOPLE[1]))}


def swap_marks(town: Town) -> Found:
    """Let two numbers find each other's journey."""
    persons = PEOPLE[2], PEOPLE[5]
    rows = {row["stream"]: row["found"] for row in town.rows("journeys_people")}
    one, other = (rows[str(person)] for person in persons)
    for before, after in ((one, b"between"), (other, one), (b"between", other)):
        town.change("journeys_people", {"found": before}, found=after)
    return {"store": exactly(min(town.newest("store", person) for person in persons))}


def put_back_the_erased(town: Town) -> Found:
    """Store again who an erased person was."""
    row = _was(town, "journeys_people", stream=str(GONE))
    town.add("journeys_people", **row)
    return {"store": NOWHERE}


def make_up_identity(town: Town) -> Found:
    """Give a journey that is about nobody the row of somebody."""
    row = next(row for row in town.rows("journeys_people") if row["stream"] == BO)
    town.add("journeys_people", **{**row, "found": b"made up", "stream": str(ALONE)})
    return {"store": NOWHERE}


# Requests.


def rename_request(town: Town) -> Found:
    """Let a request have had another id: asked again, it would be recorded twice."""
    here = f"request two of {BO}"
    town.change("journeys_requests", {"request_id": here}, request_id="another")
    return {"journeys": exactly(_second_success(town))}


def remove_request(town: Town) -> Found:
    """Forget that a request was answered."""
    town.remove("journeys_requests", request_id=f"request two of {BO}")
    return {"journeys": exactly(_second_success(town))}


def change_request(town: Town) -> Found:
    """Let a request have asked for something else."""
    here = {"request_id": f"request two of {BO}"}
    town.change("journeys_requests", here, digest="0" * 64)
    return {"journeys": NOWHERE}


def move_request(town: Town) -> Found:
    """Let a request have been about another journey."""
    here = {"request_id": f"request two of {BO}"}
    town.change("journeys_requests", here, stream=ANNE)
    return {"journeys": exactly(_second_success(town))}


def make_up_request(town: Town) -> Found:
    """Put in a request that nobody made: made under its id, it would be refused."""
    town.add("journeys_requests", request_id="tomorrow", stream=ANNE, digest="0" * 64)
    return {"journeys": NOWHERE}


def remove_unanswered_request(town: Town) -> Found:
    """Forget a request that nothing was recorded for."""
    town.remove("journeys_requests", request_id="nothing recorded")
    return {"journeys": NOWHERE}


def swap_requests(town: Town) -> Found:
    """Let two requests have asked for what the other asked for."""
    names = [f"request {number} of {BO}" for number in ("one", "two")]
    rows = {row["request_id"]: row["digest"] for row in town.rows("journeys_requests")}
    for name, other in (names, names[::-1]):
        town.change("journeys_requests", {"request_id": name}, digest=rows[other])
    return {"journeys": NOWHERE}


# Reactors.


def move_reactor(by: int) -> Attack:
    """Return the attack that moves a reactor: it would miss entries, or get them again."""

    def attack(town: Town) -> Found:
        (row,) = (row for row in town.rows("journeys_reactors") if row["name"] == "mail")
        town.change("journeys_reactors", {"name": "mail"}, position=row["position"] + by)
        return {"store": NOWHERE}

    return attack


def rename_reactor(town: Town) -> Found:
    """Let a reactor have another name: the one that runs would begin at the log's end."""
    town.change("journeys_reactors", {"name": "mail"}, name="post")
    return {"store": NOWHERE}


def remove_reactor(town: Town) -> Found:
    """Forget a reactor."""
    town.remove("journeys_reactors", name="mail")
    return {"store": NOWHERE}


def put_in_reactor(town: Town) -> Found:
    """Let a reactor that never ran have got everything already."""
    town.add("journeys_reactors", name="new", position=999, holder="", until_us=0)
    return {"store": NOWHERE}


# Editions of the law, and the schema.


def change_edition(town: Town) -> Found:
    """Let an edition have another digest, and seal it all."""
    town["law"].change(1, body=town["law"].rows[1].body)
    town["law"].reseal()
    return {"law": exactly(1)}


def append_edition(town: Town) -> Found:
    """Put an edition behind the last, and let the head be what it would be."""
    log = town["law"]
    row = log.rows[0]._replace(position=log.size + 1, version=2)
    log.add(row._replace(leaf=leaf_as(row)))
    log.reseal()
    return {"law": exactly(row.position)}


def take_out_edition(town: Town) -> Found:
    """Take an edition out, number the rest again, and seal it all."""
    _take_out(town, "law", [1])
    return {"law": exactly(1)}


def set_schema(version: str) -> Attack:
    """Return the attack that says that the tables are of another version."""

    def attack(town: Town) -> Found:
        town.change("journeys_schema", {}, version_num=version)
        return {"store": exactly(1)}

    return attack


def forget_schema(town: Town) -> Found:
    """Take away which version the tables are of."""
    town.remove("journeys_schema")
    return {"store": exactly(1)}


# Keys, receipts and origins.


def swap_keys(town: Town) -> Found:
    """Exchange the keys of two persons."""
    wrapped = {row["holder"]: row["wrapped"] for row in town.rows("journeys_keys")}
    for one, other in ((ANNE, BO), (BO, ANNE)):
        town.change("journeys_keys", {"holder": one}, wrapped=wrapped[other])
    return {"journeys": exactly(town.first(PEOPLE[0]))}


def put_back_key(town: Town) -> Found:
    """Give an erased person's key back: everything could be read again."""
    key = _was(town, "journeys_keys", holder=str(GONE))
    town.change("journeys_keys", {"holder": str(GONE)}, wrapped=key["wrapped"])
    return {"journeys": exactly(town.first(GONE))}


def forge_receipt(town: Town) -> Found:
    """Let a receipt say something else, and seal it all."""
    log, here = town["journeys"], town.newest("journeys", GONE)
    log.change(here, body=log.flipped(log.rows[here - 1].body))
    log.reseal()
    return {"journeys": exactly(here)}


def remove_receipt(town: Town) -> Found:
    """Take a receipt out, number the rest again, and seal it all."""
    here = town.newest("journeys", GONE)
    assert town["journeys"].rows[here - 1].topic == ERASED
    _take_out(town, "journeys", [here])
    return {"journeys": exactly(here)}


def erase_without_receipt(town: Town) -> Found:
    """Destroy a person's key, and who it was, as an erasure does."""
    town.change("journeys_keys", {"holder": str(ALONE)}, wrapped=None)
    return {"journeys": exactly(town.first(ALONE))}


def put_back_employers_key(town: Town) -> Found:
    """Give an erased employer's key back."""
    key = _was(town, "journeys_keys", holder=str(CLOSED_FIRM))
    town.change("journeys_keys", {"holder": str(CLOSED_FIRM)}, wrapped=key["wrapped"])
    return {"employers": exactly(2)}


def remove_employers_receipt(town: Town) -> Found:
    """Take the receipt of an employer out, and let the head be what it would have been."""
    log = town["employers"]
    assert log.rows[-1].topic == EMPLOYER_ERASED
    here = log.size
    log.remove(here)
    log.reseal()
    return {"employers": exactly(here)}


def erase_employer_without_receipt(town: Town) -> Found:
    """Destroy an employer's key, as an erasure does."""
    town.change("journeys_keys", {"holder": str(FIRM)}, wrapped=None)
    return {"employers": exactly(1)}


def exchange_origin(town: Town) -> Found:
    """Let a journey that moved here have come from another log."""
    (row,) = town.rows("journeys_origins")
    key = row["key"].replace("journeys/", "journeys/0", 1)
    town.change("journeys_origins", {"stream": str(WALK)}, key=key)
    return {"journeys": exactly(town.first(WALK))}


def remove_origin(town: Town) -> Found:
    """Forget where a journey came from."""
    town.remove("journeys_origins", stream=str(WALK))
    return {"journeys": exactly(town.first(WALK))}


def _of(row: LogRow, journey: object) -> bool:
    return row.stream == str(journey)


def _take_out(town: Town, log: str, positions: list[int]) -> None:
    """Take entries out, number the rest again, and seal it all."""
    attacked = town[log]
    for position in positions:
        attacked.remove(position)
    for position, row in enumerate(attacked.rows, start=1):
        attacked.change(row.position, position=position)
    attacked.reseal()


def _newest(town: Town, log: str) -> dict[str, object]:
    (row,) = town.rows(HEADS[log])
    return {**row}


def _earlier(town: Town, log: str) -> dict[str, object]:
    (row,) = town.earlier["middle"][HEADS[log]]
    return {**row}


def _was(town: Town, table: str, **where: object) -> dict[str, object]:
    """Return a row as it was in the middle."""
    rows = town.earlier["middle"][table]
    (row,) = (row for row in rows if {**row, **where} == {**row})
    return {**row}


def _second_success(town: Town) -> int:
    """Return the position of the entry that the second request of Bo was answered with."""
    return [row.position for row in town["journeys"].rows if _of(row, PEOPLE[1])][3]


ON_A_STORE: Mapping[str, Attack] = MappingProxyType(
    {
        "a cut tail": cut_tail,
        "the journeys put back": put_back_one("journeys"),
        "the looks put back": put_back_one("access"),
        "the store log put back": put_back_one("store"),
        "the employers put back": put_back_one("employers"),
        "journeys and looks put back": put_back_two,
        "all but the law put back": put_back_three,
        "journeys and requests put back": put_back_with_requests,
        "a backdated entry": backdate,
        "a backdated entry, with the person's key": backdate_with_the_persons_key,
        "a removed journey": remove_journey,
        "a hole in a stream": hole_in_stream,
        "the last of a stream": last_of_stream,
        "a look taken out": take_out_look,
        "a look taken out, the rest renumbered": take_out_look_and_number,
        "the last look taken out": take_out_last_look,
        "a body of the same journey": exchange_body("journeys"),
        "a look of the same journey": exchange_body("access"),
        "a body of the same employer": exchange_body("employers", FIRM),
        "another moment": change_moment,
        "another order": change_order,
        "no triggers, and a changed entry": change_entry,
        "an emptied store log": empty_store_log,
        "a changed entry of the store log": change_store_entry,
        "swapped notes": swap_notes,
        "a newer note of another head": borrow_note,
        "a note of another store": foreign_note,
        "no note": empty_note,
        "a bit of a note": flip_note,
        "an older note": older_note,
        "an older head under its newest note": older_head_under_the_note,
        "the head of another log": head_of_another,
        "two heads": two_heads,
        "no heads": no_heads,
        "another companion": other_companion,
        "no companion": no_companion,
        "older requests with their head": older_companion,
        "older reactors with their head": older_reactors,
        "a deleted identity": delete_identity,
        "an identity set back": put_back_identity,
        "another current number": flip_current,
        "an identity moved": move_identity,
        "two numbers exchanged": swap_marks,
        "an identity put back after erasure": put_back_the_erased,
        "a made-up identity": make_up_identity,
        "a renamed request": rename_request,
        "a removed request": remove_request,
        "a changed request": change_request,
        "a moved request": move_request,
        "a made-up request": make_up_request,
        "a removed request without entry": remove_unanswered_request,
        "swapped requests": swap_requests,
        "a reactor moved on": move_reactor(3),
        "a reactor moved back": move_reactor(-3),
        "a renamed reactor": rename_reactor,
        "a removed reactor": remove_reactor,
        "a made-up reactor": put_in_reactor,
        "a changed edition": change_edition,
        "an appended edition": append_edition,
        "an edition taken out": take_out_edition,
        "an older schema": set_schema("0012"),
        "a newer schema": set_schema("0099"),
        "no schema": forget_schema,
        "swapped keys": swap_keys,
        "a key put back after erasure": put_back_key,
        "a forged receipt": forge_receipt,
        "a removed receipt": remove_receipt,
        "an erasure without receipt": erase_without_receipt,
        "an employer's key put back after erasure": put_back_employers_key,
        "an employer's receipt removed": remove_employers_receipt,
        "an employer erased without receipt": erase_employer_without_receipt,
        "another origin": exchange_origin,
        "no origin": remove_origin,
    }
)
"""What is found without any checkpoint: by name."""

NEEDS_READING = {
    *("a deleted identity", "an identity set back", "another current number"),
    *("an identity moved", "two numbers exchanged", "an identity put back after erasure"),
    *("a made-up identity", "a renamed request", "a removed request", "a changed request"),
    *("a moved request", "a made-up request", "a removed request without entry"),
    *("swapped requests", "a reactor moved on", "a reactor moved back", "a renamed reactor"),
    *("a removed reactor", "a made-up reactor", "swapped keys", "a key put back after erasure"),
    *("an erasure without receipt", "another origin", "no origin"),
    *("an employer's key put back after erasure", "an employer erased without receipt"),
}
"""What is found with the master key alone."""
