"""Employers, posts and tasks: opened, filled and read with few words, and found by any of them."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.script import Script

CVR, P_NUMBER = "99000015", "1099000001"
ON, LATER = ("--on", "2026-02-02"), ("--on", "2026-03-02")
WHOLE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
BOSS = ("--as", "lis.example", "--role", "manager")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Return the folder of a store with a shop, a post for two and its tasks; and two journeys."""
    script = Script(tmp_path_factory.mktemp("shop") / "store.db")
    first, second = script.opened(), script.opened()
    script("employer", "register", "Havnens Købmand", "--cvr", CVR, *ON)
    script("employer", "register", "Havnens Bageri", *ON)
    tasks = ("--task", "Fylde hylder=10=butik,lager", "--task", "Rydde op=5")
    script("post", "open", "købmand", "Butikshjælp", *tasks, "--people", "2", *ON)
    return script.store.parent, first, second


@pytest.fixture
def two(script: Script, kept: tuple[Path, str, str]) -> tuple[str, str]:
    """Return two open journeys in a copy of that store."""
    folder, *journeys = kept
    shutil.copytree(folder, script.store.parent, dirs_exist_ok=True)
    return (journeys[0], journeys[1])


def test_a_post_with_two_tasks_is_opened_in_a_line(script: Script, two: tuple[str, str]) -> None:
    """Kind, contact and day are those that are meant mostly; what was opened is read over."""
    del two
    typed = ("post", "open", "bageri", "Pakkeri", "--task", "Pakke brød=6", "--task", "Feje=2,5")
    seen = script(*typed)
    assert '"Pakkeri" for 1 person: Pakke brød (6 h a week), Feje (2.5 h a week)' in seen
    post = script.json("post", "show", "pakkeri")
    assert (post["post_kind"]["code"], post["employer_name"]) == ("småjob", "Havnens Bageri")
    assert [(each["words"], each["hours"]) for each in post["tasks"]] == [
        ("Pakke brød", "6"),
        ("Feje", "2.5"),
    ]


def test_somebody_takes_a_task_by_the_words_of_a_post(script: Script, two: tuple[str, str]) -> None:
    """Its kind, employer and tasks come from the post, and its hours are those that are free."""
    first, second = two
    seen = script("placement", "start", first, "--post", "butik", "--task", "fylde", *LATER)
    assert 'In "Butikshjælp" at Havnens Købmand: Fylde hylder (10 h a week)' in seen
    details = script.told(first)[-1]["details"]
    assert details["placement_kind"] == "småjob"
    assert (details["employer"], details["tasks"]) == ("Havnens Købmand", "Fylde hylder")
    # One task is left, so nobody needs to name it.
    seen = script("placement", "start", second, "--post", "købmand", *LATER)
    assert "Rydde op (5 h a week)" in seen
    assert 'in the post "Butikshjælp"' in " ".join(script("show", second, *LATER).split())
    post = script.json("post", "show", "butik", *LATER)
    assert (post["people"], post["free_places"], post["free_hours"]) == (2, 0, "0")
    assert post["who"] is None
    who = script.json("post", "show", "butik", "--who", *LATER)["who"]
    assert sorted(each["journey"] for each in who) == sorted(two)


def test_one_goes_up_in_hours_and_one_stops(script: Script, two: tuple[str, str]) -> None:
    """The tasks that are not typed stay as they are, and what is given up is free again."""
    first, second = two
    script("placement", "start", first, "--post", "butik", "--task", "fylde=6", *LATER)
    script("placement", "start", second, "--post", "butik", "--task", "rydde", *LATER)
    seen = script("placement", "hours", first, "--task", "fylde=8", "--on", "2026-04-01")
    assert "Fylde hylder (8 h a week)" in seen
    seen = script("placement", "hours", first, "--post", "butik", "--on", "2026-04-02")
    assert "Fylde hylder (10 h a week)" in seen
    script("placement", "end", second, "--reason", "Flyttet", "--on", "2026-04-03")
    seen = script("placement", "hours", first, "--task", "rydde=2", "--on", "2026-04-03")
    assert "Fylde hylder (10 h a week), Rydde op (2 h a week)" in seen
    seen = script("placement", "hours", first, "--task", "rydde=0", "--on", "2026-04-04")
    assert "Rydde op" not in seen
    script("placement", "confirm", first, "--paid-hours", "10", "--on", "2026-04-05")
    assert script.told(first)[-1]["kind"] == "hours-confirmed"


def test_nobody_takes_more_than_is_free(script: Script, two: tuple[str, str]) -> None:
    """It says what is free, and what to do instead."""
    first, second = two
    start = ("placement", "start")
    script(*start, first, "--post", "butik", "--task", "fylde=8", *LATER)
    more = ("--post", "butik", "--task", "fylde=3", *LATER)
    said = script.refused(1, *start, second, *more)
    assert '"Fylde hylder" has 2 of its 10 hours a week free' in said
    alone = ("--kind", "småjob", "--task", "fylde", *LATER)
    assert "say which post" in script.refused(2, *start, second, *alone)
    said = script.refused(2, *start, second, "--post", "butik", "--task", "fylde=mange", *LATER)
    assert "after an equals sign" in said
    said = script.refused(1, "placement", "hours", second, "--task", "fylde", *LATER)
    assert "No placement is open" in said


def test_an_employer_is_found_by_name_number_or_id(script: Script, two: tuple[str, str]) -> None:
    """Where several can be meant, they are named, and nothing is chosen."""
    del two
    lines = script.json("employer", "list")["employers"]
    ids = {each["name"]: each["employer"] for each in lines}
    shop = ids["Havnens Købmand"]
    for typed in ("havnens k", "KOEBMAND", CVR, f"{CVR[:2]} {CVR[2:]}", shop, shop[:8]):
        assert script.json("employer", "show", typed)["employer"] == shop, typed
    said = script.refused(1, "employer", "show", "havnens")
    assert "More than one can be meant" in said
    assert shop[:8] in said
    for unknown in ("smed", "99000023", "1099000002", "abcd1234"):
        said = script.refused(1, "employer", "show", unknown)
        assert "No employer is known by that" in said
        assert unknown not in said
    assert "711299" not in script.refused(2, "employer", "show", "711299-1234")
    assert "711299" not in script.refused(1, "employer", "show", "7112991234")


def test_who_may_not_see_the_lists_types_the_id_in_full(
    script: Script, two: tuple[str, str]
) -> None:
    """As an employer does, who tells a need."""
    del two
    key = script.json("employer", "show", "bageri")["employer"]
    need = ("--role", "employer", "employer", "need")
    assert "Type the id in full, of the employer" in script.refused(1, *need, "bageri", "Hjælp")
    script(*need, key, "Hjælp")


def test_one_of_several_is_chosen_at_a_terminal(script: Script, two: tuple[str, str]) -> None:
    """From a list; and with several tasks it is asked how many share the post."""
    del two
    talk = [("Which one: ", "1"), ("How many people may share it? (empty: 1): ", "2")]
    typed = ("post", "open", "havnens", "Pakkeri", "--task", "Pakke=6", "--task", "Feje=2")
    # It is asked how many before the store is opened.
    code, seen = script.in_talk(talk[::-1], *typed)
    assert code == 0, seen
    assert "Havnens Bageri" in seen
    assert '"Pakkeri" for 2 people' in seen


def test_what_is_missing_of_a_post_is_asked_for(script: Script, two: tuple[str, str]) -> None:
    """A task at least, in words and hours."""
    del two
    talk = [
        ("how many hours a week? Write it as packing=6: ", "Pakke=6"),
        ("how many hours a week? Write it as packing=6: ", ""),
    ]
    code, seen = script.in_talk(talk, "post", "open", "bageri", "Pakkeri")
    assert code == 0, seen
    assert "Pakke (6 h a week)" in seen
    assert "at least one task" in script.refused(1, "post", "open", "bageri", "Tomt")


def test_paid_hours_are_asked_for_when_somebody_begins_in_a_post(
    script: Script, two: tuple[str, str]
) -> None:
    """Nothing else is, as all else comes from the post."""
    asked = "Paid hours a week"
    code, seen = script.in_talk(
        [("(empty: not said):", "6")],
        *("placement", "start", two[0], "--post", "butik", "--task", "fylde", *LATER),
    )
    assert code == 0, seen
    assert asked.lower() in seen.lower() or "paid" in seen
    assert script.told(two[0])[-1]["details"]["paid_hours"] == "6"


def test_a_post_is_not_taken_from_somebody_in_silence(script: Script, two: tuple[str, str]) -> None:
    """A script says what happens for them; somebody at a terminal is asked."""
    script("placement", "start", two[0], "--post", "butik", "--task", "fylde", *LATER)
    for typed in (
        ("post", "close", "butik", "--why", "Lukker"),
        ("post", "change", "butik", "--until", "2026-03-10"),
        ("task", "withdraw", "købmand", "fylde", "--why", "Maskine"),
    ):
        on = () if "--until" in typed else ("--on", "2026-04-01")
        said = script.refused(1, *typed, *on)
        assert "Say what happens for them" in said
        seen = script(*typed, *on, "--then", "Hun går til nabobutikken", "--dry-run")
        assert "nothing was stored" in seen
    talk = [("What happens for those who are in it? ", "Hun går til nabobutikken")]
    closing = ("post", "close", "butik", "--why", "Lukker", "--on", "2026-04-01")
    code, seen = script.in_talk(talk, *closing)
    assert code == 0, seen
    last = script.json("employer", "timeline", "købmand")["lines"][-1]
    assert last["details"]["then"] == "Hun går til nabobutikken"


def test_a_need_is_told_answered_and_carved_into_tasks(
    script: Script, two: tuple[str, str]
) -> None:
    """The only one without an answer need not be named."""
    del two
    script("employer", "need", "bageri", "Hjælp fredag", "--tasks", "pakke, feje", *ON)
    owed = script.json("--as", "anna.example", "employer", "duties", "bageri")["owed"]
    assert [each["owed"]["kind"] for each in owed] == ["need-answer"]
    assert "Answer what they need" in script("desk")
    assert "Havnens Bageri" in script("duties", *LATER)
    script("task", "carve", "bageri", "Pakke=4=lager", "--need", "hjælp", "--when", "fredag", *ON)
    script("employer", "answer", "bageri", "Vi finder to", *ON)
    assert "waits for an answer" in script.refused(1, "employer", "answer", "bageri", "Igen", *ON)
    script("employer", "answer", "bageri", "Og en til", "--need", "hjælp", *LATER)
    assert script.json("employer", "duties", "bageri")["owed"] == []
    script("post", "open", "bageri", "Fredagspakker", "--carved", "pakke", *LATER)
    seen = script("employer", "show", "bageri")
    for words in ("Hjælp fredag", "Vi finder to", "Og en til", "Fredagspakker (Small job): 1 of 1"):
        assert words in seen
    assert "Tasks without a post" not in seen


def test_the_relation_is_recorded_and_read(script: Script, two: tuple[str, str]) -> None:
    """Contact, promises and expectations; the contact who was not told is a duty."""
    del two
    promises = ("--employer-promises", "To pladser", "--municipality-promises", "Svar samme dag")
    script("employer", "partner", "bageri", *promises, "--kind", "Charter", *ON)
    script("employer", "expect", "bageri", "Ring før otte", *ON)
    moved = ("employer", "contact", "bageri", "bo.example", "--why", "Orlov", *LATER)
    assert "--sure colleague-not-known" in script.refused(1, *moved)
    script(*moved, "--sure", "colleague-not-known")
    seen = script("employer", "show", "bageri")
    assert "the employer has not been told yet" in seen
    assert "before: anna.example" in seen
    script(*moved, "--sure", "colleague-not-known", "--told", "2026-03-02")
    assert "not been told" not in script("employer", "show", "bageri")
    script("employer", "partner-end", "bageri", "--why", "Flyttet", *LATER)
    assert "ended on 2026-03-02" in script("employer", "show", "bageri")
    assert "No partnership" in script.refused(1, "employer", "partner-end", "bageri", "--why", "x")


def test_a_match_has_reasons_and_no_order_of_merit(script: Script, two: tuple[str, str]) -> None:
    """For a citizen the posts, for a post the citizens; each who is read is a logged look."""
    first, second = two
    script("strength", "competence", first, "--kind", "professional", "--words", "Kasse",
           "--seen-where", "Butik", "--code", "BUTIK", *ON)  # fmt: skip
    seen = script("match", first, *LATER)
    assert "Butikshjælp, Havnens Købmand" in seen
    assert "you wrote it down at Butik on 2026-02-02" in " ".join(seen.split())
    assert "No code in common: read for yourself." in " ".join(script("match", second).split())
    view = script.json("match", "--post", "butik", *LATER)
    assert sorted(view["read"]) == sorted(two)
    assert [each["journey"] for each in view["tasks"][0]["people"]] == [first]
    assert "2 citizens of anna.example were read" in script("match", "--post", "butik", *LATER)
    assert "Say for whom" in script.refused(2, "match")
    assert "one of them" in script.refused(2, "match", first, "--post", "butik")
    assert "--of goes with --post" in script.refused(2, "match", first, "--of", "bo")


def test_lists_log_no_look_and_need_no_purpose(script: Script, two: tuple[str, str]) -> None:
    """They show no citizen; a post with who is in it does."""
    script("placement", "start", two[0], "--post", "butik", "--task", "fylde", *LATER)
    before = _looks(script, two[0])
    for typed in (("employer", "list"), ("post", "list"), ("room",), ("employer", "show", CVR)):
        script(*BOSS, *typed)
    assert _looks(script, two[0]) == before
    script("post", "show", "butik", "--who", *LATER)
    assert len(_looks(script, two[0])) > len(before)
    assert "--purpose" in script.refused(2, *BOSS, "post", "show", "butik", "--who", *LATER)


def _looks(script: Script, journey: str) -> list[str]:
    looks = script.json("access", "show", journey)["looks"]
    return [each["at"] for each in looks if each["view"] != "access"]


def test_room_is_counted_on_a_day_and_over_months(script: Script, two: tuple[str, str]) -> None:
    """As text, as JSON and as a table."""
    script("placement", "start", two[0], "--post", "butik", "--task", "fylde", *LATER)
    seen = script(*BOSS, "room", "--months", "2", *LATER)
    assert "10 of 15" in seen
    view = script.json(*BOSS, "room", "--months", "2", *LATER)
    assert [day["whole"]["taken_hours"] for day in view["months"]] == ["0", "0", "10"]
    rows = script(*BOSS, "--csv", "room", *LATER).splitlines()
    assert rows[0].startswith("on,by,kind,employers,posts,places")
    assert rows[1].startswith("2026-03-02,,,1,1,2,1,2,1,15,10,67")
    assert "manager" in script.refused(1, "room")


def test_tables_have_a_row_for_each(script: Script, two: tuple[str, str]) -> None:
    """Of employers, of posts and of what is owed to them."""
    del two
    for typed in (("employer", "list"), ("post", "list", "--free"), ("employer", "duties")):
        assert script("--csv", *typed).startswith("employer,")


def test_what_was_recorded_is_taken_back(script: Script, two: tuple[str, str]) -> None:
    """By its number, or the latest of one's own at a terminal, after a question."""
    del two
    script("employer", "expect", "bageri", "Ring før otte", *ON)
    why = ("--why", "Det var naboen")
    assert "Say which entry" in script.refused(2, "employer", "retract", "bageri", *why)
    code, seen = script.in_talk([("Retract it? [y/N]: ", "y")], "employer", "retract", "bageri",
                                *why)  # fmt: skip
    assert code == 0, seen
    lines = script.json("employer", "timeline", "bageri")["lines"]
    assert [each["retracted_by"] for each in lines if each["kind"] == "expectations-stated"] == [3]
    script("employer", "retract", "bageri", "3", *why)


def test_an_employer_is_erased_after_a_question(script: Script, two: tuple[str, str]) -> None:
    """What would go is shown first; nobody else may, and nobody in a post is passed over."""
    erase = ("employer", "erase", "bageri", "--why", "Lukket for altid")
    assert "--yes" in script.refused(2, *BOSS, *erase)
    assert "manager" in script.refused(1, *erase, "--yes")
    assert "nothing" not in script(*BOSS, *erase, "--dry-run")
    key = script.json("employer", "show", "bageri")["employer"]
    question = "anything else leaves all as it is: "
    code, seen = script.in_talk([(question, "nej")], *BOSS, *erase)
    assert code == 1, seen
    code, seen = script.in_talk([(question, key[:8])], *BOSS, *erase)
    assert code == 0, seen
    assert "All that is kept of Havnens Bageri would be erased" in seen
    names = [each["name"] for each in script.json("employer", "list")["employers"]]
    assert names == ["Havnens Købmand"]
    script("placement", "start", two[0], "--post", "butik", "--task", "fylde", *LATER)
    said = script.refused(1, *BOSS, "employer", "erase", CVR, "--why", "Lukket", "--yes")
    assert "Somebody is in a post of this employer" in said


def test_the_same_request_records_nothing_twice(script: Script, two: tuple[str, str]) -> None:
    """Ids of new things are made of the request, so that it is the same request."""
    del two
    typed = ("post", "open", "bageri", "Pakkeri", "--task", "Pakke=6", "--request-id", "r1", *ON)
    assert script.json(*typed)["post"] == script.json(*typed)["post"]
    assert len(script.json("post", "list")["posts"]) == 2
    register = ("employer", "register", "Smedjen", "--request-id", "r2", *ON)
    assert script.json(*register)["employer"] == script.json(*register)["employer"]
    other = ("employer", "expect", "bageri", "Ring", "--request-id", "r1", *ON)
    assert json.loads(script.run("--json", *other).stderr)["error"] == "request-id-used"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("post", "open", "bageri", "X", "--task", "Feje"), "an equals sign and its hours"),
        (("post", "open", "bageri", "X", "--task", "Feje=mange"), '"Feje=6"'),
        (("post", "open", "bageri", "X", "--task", "=4"), "an equals sign and its hours"),
        (("post", "open", "bageri", "X", "--task", "a=1=butik=x"), "an equals sign"),
        (("task", "carve", "bageri", "Feje 4"), "an equals sign"),
    ],
)
def test_a_task_that_is_typed_otherwise_says_how(
    script: Script, two: tuple[str, str], typed: Sequence[str], said: str
) -> None:
    """And records nothing."""
    del two
    assert said in script.refused(2, *typed)
    assert len(script.json("post", "list")["posts"]) == 1


def test_a_line_of_a_file_puts_somebody_in_a_post_once(
    script: Script, two: tuple[str, str], tmp_path: Path
) -> None:
    """The same file again adds nothing, although nothing is free by then."""
    file = tmp_path / "lines.csv"
    header, verb = "forløb,kommando,den,stilling,opgave", "plads start,2026-03-02,butik,fylde"
    file.write_text(f"{header}\n{two[0]},{verb}\n", encoding="utf-8")
    assert "1" in script("record", str(file))
    assert "were there already: 1" in script("record", str(file))
    assert len([each for each in script.told(two[0]) if each["kind"] == "placement-started"]) == 1


def test_a_session_takes_the_citizen_that_was_chosen(script: Script, two: tuple[str, str]) -> None:
    """In match and placement; and a post is matched although somebody is chosen."""
    lines = (
        two[0][:8],
        "match",
        "match --post butik",
        "placement start --post butik --task fylde --on 2026-03-02",
        "post show butik --on 2026-03-02",
        "employer need købmand Hjælp",
    )
    seen = script("day", stdin="\n".join([*lines, ""]))
    for part in (
        "Posts with free tasks for",
        "who could do what",
        'In "Butikshjælp" at Havnens Købmand: Fylde hylder (10 h a week)',
        "For 2 people; free places: 1. 5 of 15 hours a week are free.",
        "Recorded for Havnens Købmand",
    ):
        assert part in seen


def test_a_closed_post_says_that_it_is_closed_and_not_that_its_hours_are_taken(
    script: Script, two: tuple[str, str]
) -> None:
    """What is free of its tasks does not matter then."""
    first, _ = two
    script("post", "close", "butik", "--why", "Sæson slut", "--on", "2026-04-01")
    start = ("placement", "start", first, "--post", "butik")
    for tasks in ((), ("--task", "fylde"), ("--task", "fylde=2")):
        said = script.refused(1, *start, *tasks, "--on", "2026-05-01")
        assert "it is closed" in said
        assert "hours a week free" not in said


def test_a_refusal_names_a_task_by_its_words_and_no_id(
    script: Script, two: tuple[str, str]
) -> None:
    """Nobody knows a post by its id."""
    first, second = two
    script("post", "open", "bageri", "Pakkeri", "--task", "Pakke brød=6", *ON)
    script("placement", "start", first, "--post", "pakkeri", "--task", "pakke=2", *LATER)
    start = ("placement", "start", second, "--post", "pakkeri", *LATER)
    then = ("--why", "Slut", "--on", "2026-04-01")
    for typed, says in (
        (start, "The post is full on 2 March 2026"),
        (("post", "close", "pakkeri", *then), "Somebody is in the post then."),
        (("task", "withdraw", "bageri", "pakke", *then), "Somebody does the task then."),
    ):
        said = script.refused(1, *typed)
        assert says in said.replace("2026-03-02", "2 March 2026")
        assert not WHOLE_ID.search(said), said


def test_a_carved_task_that_is_not_found_says_where_they_are_shown(
    script: Script, two: tuple[str, str]
) -> None:
    """They are in no post, so no post shows them."""
    del two
    said = script.refused(1, "post", "open", "bageri", "Pakkeri", "--carved", "fisk", *ON)
    assert "`journeys employer show`" in said
    assert "`journeys task carve`" in said


def test_a_project_leader_changes_posts_by_ids_alone(script: Script, two: tuple[str, str]) -> None:
    """The lists are closed to that role; an id in full is enough for every verb it may use."""
    del two
    post = script.json("post", "show", "butik", *ON)
    task = next(each["task"] for each in post["tasks"] if each["words"] == "Rydde op")
    led = ("--as", "bo.example", "--role", "project-leader")
    said = script.refused(1, *led, "post", "close", "butik", "--why", "Slut")
    assert "`journeys --json post show`" in said
    script(*led, "post", "change", post["post"], "--people", "3", *LATER)
    carve = ("task", "carve", post["employer"], "Feje=2", "--post", post["post"], *LATER)
    script(*led, *carve)
    withdraw = ("task", "withdraw", post["employer"], task, "--why", "Væk", *LATER)
    script(*led, *withdraw)
    seen = script.json("post", "show", "butik", *LATER)
    assert {each["words"] for each in seen["tasks"] if each["withdrawn"] is None} == {
        "Fylde hylder",
        "Feje",
    }
    said = script.refused(1, *led, "post", "change", post["employer"], "--people", "2", *LATER)
    assert "No post is called that" in said


def test_an_answer_that_is_asked_for_again_needs_no_need(
    script: Script, two: tuple[str, str]
) -> None:
    """The same request is answered as before, also once another need waits."""
    del two
    script("employer", "need", "bageri", "Hjælp om morgenen", *ON)
    answer = ("employer", "answer", "bageri", "Vi kommer forbi", "--request-id", "svar-1", *LATER)
    first = script.json(*answer)
    assert script.json(*answer) == first
    script("employer", "need", "bageri", "En til at feje", *LATER)
    assert script.json(*answer) == first


def test_two_employers_of_one_name_are_pointed_out(script: Script, two: tuple[str, str]) -> None:
    """It may be another one; who registered it twice takes it back."""
    del two
    seen = script("employer", "register", "HAVNENS bageri")
    assert "Another employer has that name" in seen
    assert "that name" not in script("employer", "register", "Smedjen")
