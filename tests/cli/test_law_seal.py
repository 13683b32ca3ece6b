"""The law as evidence at the script: sealed by recording and by adopt, never by reading."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from journeys.adapters.cli.input import context
from journeys.adapters.sql.database.connections import connect, writing
from journeys.domain.law import Law, law
from journeys.keys import key_file
from tests.cli.script import Script
from tests.lawbooks import FIRST, LAW, READ_AGAIN, changed, instead, read_again, under
from tests.sql.attacked import sign_heads

DIGESTS = {f"{day}": digest for day, digest in law().digests.items()}
REWORDED = instead(changed("no-withdrawal-period", da="Et andet ord."))


@pytest.fixture
def unsealed(script: Script, resting: str) -> str:
    """Return a journey in a store whose law was never sealed."""
    with closing(sqlite3.connect(script.store)) as connection:
        for trigger in ("update", "delete"):
            connection.execute(f"DROP TRIGGER journeys_law_events_refuse_{trigger}")
        connection.execute("DELETE FROM journeys_law_events")
        connection.execute("DROP TRIGGER journeys_law_head_signed")
        connection.execute("UPDATE journeys_law_head SET position=0, recorded_us=0, frontier=x''")
        connection.commit()
    engine = connect(f"sqlite:///{script.store}")
    with writing(engine) as connection:
        sign_heads(connection, key_file(Path(f"{script.store}.key")))
    engine.dispose()
    return resting


def use(monkeypatch: pytest.MonkeyPatch, of: Law) -> None:
    """Let the script use another law."""
    monkeypatch.setattr(context.Session, "book", property(lambda _: under(of)))


def states(script: Script) -> dict[str, str]:
    """Return by edition how it stands to what the store sealed, as `status` has it."""
    return {each["edition"]: each["state"] for each in script.json("status")["law"]}


def test_recording_seals_the_law_in_use(script: Script) -> None:
    """With the first command that records, and so does init."""
    script.opened()
    assert states(script) == dict.fromkeys(DIGESTS, "sealed")
    other = Script(script.store.with_name("other.db"))
    other("init")
    assert states(other) == dict.fromkeys(DIGESTS, "sealed")


def test_no_command_that_reads_seals_anything(script: Script, unsealed: str) -> None:
    """Nor does a dry run; each says that the law is not sealed there."""
    day = ["--on", "2026-03-02"]
    seen = " ".join(script("safety", unsealed, *day).split())
    assert "not sealed in this store." in seen
    assert script.json("safety", unsealed, *day)["law_seal"]["state"] == "not-sealed"
    replayed = script.json("--role", "auditor", "audit", "replay", unsealed, *day)
    assert replayed["safety"]["law_seal"]["state"] == "not-sealed"
    for line in script("law", "list").splitlines(), script("status").splitlines():
        assert f"Law as read on {FIRST}: not sealed in this store. Seal it: journeys law adopt" in (
            " ".join(" ".join(line).split())
        )
    for typed in (["show", unsealed], ["timeline", unsealed], ["list"], ["desk"], ["duties"]):
        script(*typed)
    script("hope", unsealed, "--words", "En have", "--dry-run")
    script("pension", "explain-safety", unsealed, *day, "--dry-run")
    script("check")
    script("rebuild")
    assert "law: all 0 entries hold." in script("audit", "verify")
    assert states(script) == dict.fromkeys(DIGESTS, "not-sealed")


def test_adopt_seals_each_edition_once(script: Script, unsealed: str) -> None:
    """And says what it sealed; the answer says when."""
    assert unsealed
    said = script("law", "adopt").splitlines()
    assert said == [
        f"Sealed: the law as read on {edition}, digest {digest}"
        for edition, digest in DIGESTS.items()
    ]
    assert script("law", "adopt") == "Nothing new: every edition of the law is sealed here.\n"
    assert script.json("law", "adopt") == {"sealed": []}
    seen = " ".join(script("safety", unsealed, "--on", "2026-03-02").split())
    assert "sealed in this store 20" in seen


def test_the_list_has_the_digest_without_a_store(script: Script) -> None:
    """No store is asked, and none is made."""
    assert f"Its digest: {law().digests[law().edition]}" in script("law", "list")
    assert script.json("law", "list")["seals"] is None
    assert not script.store.exists()


def test_a_store_that_cannot_be_opened_leaves_the_rules_to_be_read(script: Script) -> None:
    """What is wrong with it is said by the commands that need it."""
    script.opened()
    script.store.with_name("store.db.key").write_text("no key", encoding="utf-8")
    assert script.json("law", "list")["seals"] is None


def test_a_law_that_was_changed_under_an_old_name_ends_with_one(
    script: Script, unsealed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both digests are named, when it was sealed, and each explanation that rests on it."""
    use(monkeypatch, LAW)
    script("pension", "explain-safety", unsealed, "--on", "2026-03-02")
    assert script.run("audit", "verify").exit_code == 0
    use(monkeypatch, REWORDED)
    done = script.run("audit", "verify")
    assert done.exit_code == 1
    assert done.stderr == ""
    *_, said, in_use, sealed, count, which = done.stdout.splitlines()[:10]
    assert said == f"Law as read on {FIRST}: changed under the name of this edition."
    assert in_use == f"  In use: {REWORDED.digests[FIRST]}"
    assert sealed.startswith("  Sealed 20")
    assert sealed.endswith(f": {DIGESTS[f'{FIRST}']}")
    assert count == "  1 explanation to a citizen rests on it."
    assert which == f"  Journey {unsealed[:8]}, entry 5 ({DIGESTS[f'{FIRST}'][:16]})"
    as_data = script.run("--json", "audit", "verify")
    assert as_data.exit_code == 1
    edition = json.loads(as_data.stdout)["law"][0]
    assert (edition["state"], edition["digest"]) == ("changed", REWORDED.digests[FIRST])
    assert [each["entry"] for each in edition["explanations"]] == [5]
    seen = " ".join(script("safety", unsealed, "--on", "2026-03-02").split())
    assert "which is not what this store sealed: journeys audit verify" in seen


def test_a_sealed_edition_that_the_law_lost_ends_with_one_too(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new edition, sealed here, is no alarm; its absence is."""
    use(monkeypatch, read_again())
    script.opened()
    assert script.run("audit", "verify").exit_code == 0
    use(monkeypatch, LAW)
    done = script.run("audit", "verify")
    assert done.exit_code == 1
    assert f"Law as read on {READ_AGAIN}: sealed, and missing from this library." in done.stdout
    assert "  0 explanations to citizens rest on it." in done.stdout


def test_an_altered_edition_is_told_with_its_position(script: Script, resting: str) -> None:
    """What such a log says of the law is not repeated."""
    assert resting
    with closing(sqlite3.connect(script.store)) as connection:
        connection.execute("DROP TRIGGER journeys_law_events_refuse_update")
        connection.execute(
            "UPDATE journeys_law_events SET stream = '2026-01-01' WHERE position = 1"
        )
        connection.commit()
    done = script.run("audit", "verify")
    assert done.exit_code == 1
    _, _, law, store, employers = done.stdout.splitlines()
    assert law == "law: wrong at position 1: the entry is not the one that was sealed."
    assert store.startswith("store: all 1 entries hold.")
    assert employers.startswith("employers: all 0 entries hold.")


def test_the_law_log_has_a_checkpoint_of_its_own(script: Script, resting: str) -> None:
    """It stands while others record."""
    before = script("audit", "checkpoint", "--log", "law")
    script("hope", resting, "--words", "En have")
    assert script("audit", "checkpoint", "--log", "law") == before
