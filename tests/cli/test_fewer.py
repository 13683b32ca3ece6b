"""Fewer commands: nobody types an id, and all that is missing is asked for at once."""

import json
import re

from tests.cli.script import ANNA, CTRL_C, Script

BAKERY = ("--employer", "Bageriet Solsikken", "--on", "2026-03-02")
WISH = ("--wish", "Gerne om morgenen")
END = ("--reason", "Aftalt", "--on", "2026-05-29")
EFFECT = ("--effect", "Mere ro")
HEX = re.compile(r"\b[0-9a-f]{8}\b")


def kinds(script: Script, journey: str) -> list[str]:
    """Return the kinds of what was recorded after the journey was opened, as recorded."""
    lines = sorted(script.told(journey), key=lambda line: int(line["entry"]))
    return [line["kind"] for line in lines][1:]


def steps(script: Script, journey: str, *titles: str) -> None:
    """Set subgoals of these titles on 1 February 2026."""
    for title in titles:
        script("subgoal", "set", journey, "--title", title, "--why", "x", "--on", "2026-02-01")


def test_a_traineeship_ends_in_one_line(script: Script, journey: str) -> None:
    """Its placement and its measure, in one commit; asked again by name, nothing is new."""
    script("praktik", journey, *BAKERY, *WISH)
    asked = ["praktik-end", journey, *END, *EFFECT, "--learned", "Morgener", "--request-id", "r"]
    told = script.json(*asked)
    assert [each["kind"] for each in told["recorded"]] == ["placement-ended", "measure-ended"]
    assert script.json(*asked) == told
    again = ["praktik-end", journey, "bageriet", *END, *EFFECT]
    assert script(*again) == "Nothing new: this is recorded already.\n"
    refused = json.loads(script.refused(1, "--json", "praktik-end", journey, *END, *EFFECT))
    assert refused["error"] == "placement-not-named"


def test_a_traineeship_of_no_measure_is_ended_alone(script: Script, journey: str) -> None:
    """What its measure did would be lost: it is refused, and nothing is recorded."""
    script("placement", "start", journey, "--kind", "praktik", "--on", "2026-02-01")
    refused = json.loads(script.refused(1, "--json", "praktik-end", journey, *END, *EFFECT))
    assert refused["error"] == "placement-without-measure"
    script("placement", "end", journey, *END)
    assert kinds(script, journey) == ["placement-started", "placement-ended"]


def test_a_placement_ends_with_its_measure_where_that_is_said(script: Script, journey: str) -> None:
    """Without a terminal nobody is asked, and the measure goes on as before."""
    script("praktik", journey, *BAKERY, *WISH)
    script("placement", "end", journey, *END)
    assert kinds(script, journey)[-1] == "placement-ended"
    script("praktik", journey, "--employer", "Netto", "--on", "2026-05-30")
    script("placement", "end", journey, "--reason", "Aftalt", *EFFECT, "--on", "2026-06-30")
    assert kinds(script, journey)[-2:] == ["placement-ended", "measure-ended"]


def test_at_a_terminal_it_is_asked_whether_the_measure_ends(script: Script, journey: str) -> None:
    """And what it changed; who says no, ends the placement alone."""
    question = "virksomhedspraktik, Bageriet Solsikken. Does the measure end too? [y/N]: "
    script("praktik", journey, *BAKERY, *WISH)
    talk = [(question, "y"), ("What did it change, if only a little? ", "Mere ro")]
    code, seen = script.in_talk(talk, "placement", "end", journey, *END)
    assert code == 0, seen
    assert kinds(script, journey)[-2:] == ["placement-ended", "measure-ended"]
    script("praktik", journey, "--employer", "Netto", "--on", "2026-06-01")
    late = ["placement", "end", journey, "--reason", "Aftalt", "--on", "2026-06-30"]
    code, seen = script.in_talk([("end too? [y/N]: ", "n")], *late)
    assert code == 0, seen
    assert kinds(script, journey)[-1] == "placement-ended"


def test_a_traineeship_asks_for_all_that_belongs_to_it(script: Script, journey: str) -> None:
    """Employer, tasks, hours, from which day, and the wish where none was heard."""
    talk = [
        ("At which employer? ", "Bageriet"),
        ("Which tasks are done there? (empty: not said): ", ""),
        ("How many paid hours a week? (empty: not said): ", "mange"),
        ("How many paid hours a week? (empty: not said): ", "4"),
        ("How many hours a week is the citizen there? (empty: not said): ", "10"),
        ("On which day? (empty: today): ", "2.3.2026"),
        ("What does the citizen wish for? ", "Gerne om morgenen"),
    ]
    code, seen = script.in_talk(talk, "praktik", journey)
    assert code == 0, seen
    assert kinds(script, journey)[0] == "wishes-heard"
    placed = script.told(journey)[-1]
    assert placed["on"] == "2026-03-02"
    assert (placed["details"]["paid_hours"], placed["details"]["present_hours"]) == ("4", "10")


def test_who_typed_all_that_is_needed_is_not_asked_for_the_rest(
    script: Script, journey: str
) -> None:
    """A placement of a kind, as one line."""
    typed = ["placement", "start", journey, "--kind", "praktik", "--on", "2026-03-02"]
    code, seen = script.at_a_terminal(*typed)
    assert code == 0, seen
    talk = [
        ("Which kind of placement? ", "småjob"),
        ("At which employer? ", "Netto"),
        ("Which tasks are done there? (empty: not said): ", ""),
    ]
    talk += [
        ("How many paid hours a week? (empty: not said): ", "4,5"),
        ("How many hours a week is the citizen there? (empty: not said): ", ""),
    ]
    code, seen = script.in_talk(talk, "placement", "start", journey, "--on", "2026-04-01")
    assert code == 0, seen
    assert script.told(journey)[-1]["details"]["paid_hours"] == "4.5"


def test_a_thing_is_chosen_by_its_title(script: Script, journey: str) -> None:
    """At a terminal from a list of titles and days, which is a look that the citizen can see."""
    steps(script, journey, "Tage bussen selv", "Møde chefen")
    reach = ["subgoal", "reach", journey, "--on", "2026-02-05"]
    code, seen = script.in_talk([("Which subgoal? ", "2")], *reach)
    assert code == 0, seen
    assert "   1  Tage bussen selv (since 2026-02-01)\r\n   2  Møde chefen (since " in seen
    shown = script.json("show", journey)["steps"]
    assert [each["status"] for each in shown] == ["open", "reached"]
    assert "history" in [each["view"] for each in script.json("access", "show", journey)["looks"]]


def test_whoever_breaks_off_the_choice_records_nothing(script: Script, journey: str) -> None:
    """As at any other question."""
    steps(script, journey, "Tage bussen selv", "Møde chefen")
    code, _ = script.in_talk([("Which subgoal? ", CTRL_C)], "subgoal", "reach", journey)
    assert code == 130
    assert kinds(script, journey) == ["subgoal-set", "subgoal-set"]


def test_without_a_terminal_a_title_begins_what_is_meant(script: Script, journey: str) -> None:
    """The refusal shows neither titles nor ids; case and accents of one's own do not matter."""
    steps(script, journey, "Tage bussen selv", "Tage toget", "Møde chefen")
    reach = ["subgoal", "reach", journey, "--on", "2026-02-05"]
    refused = json.loads(script.refused(1, "--json", *reach))
    assert refused["error"] == "subgoal-not-named"
    assert "3 of them" in refused["message"]
    assert not HEX.search(refused["message"])
    for typed, code in (("tage", "subgoal-ambiguous"), ("ride", "subgoal-unknown")):
        refused = json.loads(script.refused(1, "--json", *reach[:3], typed, *reach[3:]))
        assert refused["error"] == code
        assert typed not in refused["message"]
    script(*reach[:3], "MØDE", *reach[3:])
    assert script.json("show", journey)["steps"][2]["status"] == "reached"


def test_every_kind_of_thing_is_listed_by_its_words(script: Script, journey: str) -> None:
    """Placements, measures with their provider, rulings, educations, aids and communities."""
    on = ("--on", "2026-03-02")
    for employer in ("Bageriet", "Netto"):
        script("praktik", journey, "--employer", employer, *WISH, *on)
        script("community", "start", journey, "--what", f"Klub {employer}", *on)
        script("education", "start", journey, "--kind", "lærling", *on)
        script("aid", "grant", journey, "--kind", "hjælpemiddel", "--words", employer, *on)
        script("ruling", "hear", journey, "--matter", "tilbud", "--words", "Ja", *on)
        ruling = ["--matter", "tilbud", "--outcome", "granted", "--legal-basis", "LAB § 57"]
        script("ruling", "make", journey, *ruling, *on)
    later = ("--on", "2026-04-02")
    for question, line, typed in (
        ("Which placement? ", "praktik, Netto", ["placement", "hours", journey, "--paid-hours=4"]),
        ("Which measure? ", "virksomhedspraktik, Netto", ["measure", "end", journey, *EFFECT]),
        ("Which ruling? ", "tilbud (since", ["ruling", "inform", journey, "--how", "talk"]),
        ("Which education? ", "lærling (since", ["education", "end", journey]),
        ("Which aid? ", "hjælpemiddel, Netto", ["aid", "arrived", journey]),
        ("Which community? ", "Klub Netto", ["community", "end", journey]),
    ):
        code, seen = script.in_talk([(question, "2")], *typed, *later)
        assert code == 0, seen
        assert f"   2  {line}" in seen


def test_a_ruling_asks_for_all_that_it_lacks(script: Script, journey: str) -> None:
    """In one commit with the wishes; without a terminal all of it is named in one refusal."""
    ruling = ["ruling", "make", journey, "--matter", "tilbud", "--outcome", "granted"]
    ruling += ["--legal-basis", "LAB § 57", "--against-wish", "--on", "2026-03-02"]
    refused = json.loads(script.refused(1, "--json", *ruling))
    assert refused["error"] == "ruling-incomplete"
    for option in ("--wish", "--explanation", "--considerations", "--appeal-to", "--appeal-by"):
        assert option in refused["message"]
    talk = [
        ("What does the citizen wish for? ", "Hellere i en butik"),
        ("What are the reasons, in plain words? ", "Bageriet har plads nu"),
        ("What are the facts, and what was weighed? ", "Timer og vej"),
        ("To whom can the citizen appeal? ", "Ankestyrelsen"),
        ("By when can the citizen appeal? ", "30.3.2026"),
    ]
    code, seen = script.in_talk(talk, *ruling)
    assert code == 0, seen
    assert kinds(script, journey) == ["wishes-heard", "ruling-made"]
    assert script.told(journey)[-1]["details"]["appeal_by"] == "2026-03-30"


def test_one_missing_part_is_refused_by_its_own_code(script: Script, journey: str) -> None:
    """As before; with --wish it is heard in the same commit."""
    ruling = ["ruling", "make", journey, "--matter", "tilbud", "--outcome", "granted"]
    ruling += ["--legal-basis", "LAB § 57", "--on", "2026-03-02"]
    refused = json.loads(script.refused(1, "--json", *ruling))
    assert refused["error"] == "wishes-not-heard"
    script(*ruling, *WISH)
    assert kinds(script, journey) == ["wishes-heard", "ruling-made"]


def test_a_measure_begins_with_the_wish_that_is_heard_with_it(script: Script, journey: str) -> None:
    """In the matter of its kind."""
    grant = ["measure", "grant", journey, "--kind", "virksomhedspraktik", "--on", "2026-03-02"]
    script(*grant)
    start = ["measure", "start", journey, "--on", "2026-03-02"]
    code, seen = script.in_talk([("What does the citizen wish for? ", "Gerne")], *start)
    assert code == 0, seen
    heard = script.told(journey)[2]["details"]
    assert heard == {"matter": "virksomhedspraktik", "words": "Gerne"}


def test_closing_lists_what_is_open_and_asks_once(script: Script, journey: str) -> None:
    """By title; who says no, is told what is to be finished."""
    steps(script, journey, "Tage bussen selv", "Møde chefen")
    close = ["close", journey, "--reason", "I arbejde", "--on", "2026-02-04"]
    question = "Close the journey, and leave all of this open? [y/N]: "
    code, seen = script.in_talk([(question, "n")], *close)
    assert code == 1, seen
    assert "  - Tage bussen selv (since 2026-02-01)\r\n  - Møde chefen" in seen
    code, seen = script.in_talk([(question, "y")], *close)
    assert code == 0, seen
    assert len(script.told(journey)[-1]["details"]["leaving"]) == 2


def test_what_is_left_open_is_named_by_title_or_all_of_it(script: Script, journey: str) -> None:
    """Without a terminal; the same request is the same."""
    steps(script, journey, "Tage bussen selv", "Møde chefen")
    close = ["close", journey, "--reason", "I arbejde", "--on", "2026-02-04"]
    refused = json.loads(script.refused(1, "--json", *close, "--leaving", "tage"))
    assert refused["error"] == "left-open"
    script(*close, "--leaving", "tage", "--leaving", "møde", "--dry-run")
    first = script.json(*close, "--leave-all", "--request-id", "r")
    assert script.json(*close, "--leave-all", "--request-id", "r") == first
    assert len(script.told(journey)[-1]["details"]["leaving"]) == 2


def test_a_danish_run_asks_in_danish(script: Script, journey: str) -> None:
    """What is chosen, what is retracted, and what it says after."""
    steps(script, journey, "Tage bussen selv", "Møde chefen")
    danish = script.speaking("da")
    reach = ["subgoal", "reach", journey, "--on", "2026-02-05"]
    code, seen = danish.in_talk([("Hvilket delmål? ", "1")], *reach)
    assert code == 0, seen
    assert "1  Tage bussen selv (siden " in seen
    talk = [("Skal den annulleres? [j/N]: ", "j"), ("Hvorfor? ", "Det var delmål 2")]
    code, seen = danish.in_talk(talk, "retract", journey, "4")
    assert code == 0, seen
    assert "Annulleret: indførsel 4 (delmål nået, »Tage bussen selv«). " in seen
    assert "Det kan stadig ses på tidslinjen." in seen


def test_the_lists_are_for_those_who_say_why_they_look(script: Script, journey: str) -> None:
    """A role without a purpose of its own is told to give one, and nothing is shown."""
    steps(script, journey, "Tage bussen selv", "Møde chefen")
    code, seen = script.at_a_terminal("--role", "manager", "subgoal", "reach", journey)
    assert code == 2, seen
    assert "--purpose TEXT" in seen
    assert "Tage bussen" not in seen
    assert ANNA not in seen
