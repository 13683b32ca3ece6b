"""Commands about who walks along, what is agreed, and what somebody can; and the picture of it."""

import pytest

from tests.cli.script import ANNA, Script


def test_somebody_is_met_as_they_wish(script: Script, journey: str) -> None:
    """In their own words, with a title of its own in the picture."""
    assert "How to meet me" not in script("show", journey)
    script("meet-me", journey, "--words", "Write before you call")
    assert script.json("show", journey)["meet_me"] == ["Write before you call"]
    seen = script("show", journey)
    assert 'How to meet me\n  - "Write before you call"' in seen


def test_a_new_phase_of_life_says_what_why_and_when_it_was_told(
    script: Script, journey: str
) -> None:
    """Telling comes first."""
    words = ["--what", "From youth to adult", "--why", "Thirty", "--told", "2026-02-01"]
    assert "told before" in script.refused(1, "life-phase", journey, *words, "--on", "2026-01-31")
    script("life-phase", journey, *words, "--on", "2026-02-02")
    assert script.told(journey)[-1]["details"]["told"] == "2026-02-01"


def test_a_relative_walks_along_with_consent(script: Script, journey: str) -> None:
    """The picture names them among those who help, until they are released."""
    who = ["relative", "involve", journey, "--who", "Bent", "--scope", "Comes along to talks"]
    assert "consent" in script.refused(1, *who, "--on", "2026-02-01")
    script(*who, "--consent", "2026-01-30", "--on", "2026-02-01")
    assert "Somebody close to me, who takes part: Bent" in script("show", journey)
    script("relative", "release", journey, "--who", "Bent", "--on", "2026-03-01")
    assert script.json("show", journey)["alongside"] == []


def test_a_mentor_walks_along(script: Script, journey: str) -> None:
    """Until somebody releases them."""
    script("mentor", "assign", journey, "--who", "Mads", "--on", "2026-02-01")
    assert "My mentor: Mads" in script("show", journey)
    script("mentor", "release", journey, "--who", "Mads", "--on", "2026-03-01")
    assert "Mads" not in script("show", journey)


def test_a_talk_meets_the_follow_up_that_was_agreed(script: Script, journey: str) -> None:
    """The next talk stands in the picture until it is held."""
    script("follow-up", journey, "--due", "2026-02-20", "--on", "2026-02-01")
    seen = script("show", journey, "--on", "2026-02-10")
    assert "We agreed to talk again by 2026-02-20." in seen
    talk = ["--about", "The week", "--with", "Mads", "--with", "Bent", "--on", "2026-02-19"]
    script("talk", journey, *talk)
    assert script.json("show", journey, "--on", "2026-02-20")["next_talk"] is None
    assert script.told(journey)[-1]["details"]["took_part"] == ["Bent", "Mads"]


def test_a_plan_is_agreed_and_acknowledged_in_its_newest_version(
    script: Script, journey: str
) -> None:
    """An older one is no longer the plan."""
    script("plan", "agree", journey, "--words", "A step at a time", "--on", "2026-02-01")
    script("plan", "agree", journey, "--words", "The bakery first", "--on", "2026-02-08")
    old = ["plan", "acknowledge", journey, "--version", "1", "--on", "2026-02-09"]
    assert "Version 2" in script.refused(1, *old)
    script("plan", "acknowledge", journey, "--words", "Good", "--on", "2026-02-09")
    assert script.told(journey)[-1]["details"] == {"version": 2, "words": "Good"}


def test_pace_phase_and_support_are_agreed(script: Script, journey: str) -> None:
    """Pace and phase stand in the picture under where I am."""
    script("plan", "pace", journey, "--words", "Slowly", "--hours-a-week", "4,5")
    script("plan", "phase", journey, "--phase", "afklaring")
    script("plan", "support", journey, "--level", "tæt", "--reason", "A beginning")
    kinds = [line["kind"] for line in script.told(journey)]
    assert kinds[1:] == ["pace-agreed", "phase-entered", "support-level-changed"]
    seen = script("show", journey)
    assert 'My pace: "Slowly"' in seen
    assert "This part of the way: afklaring" in seen


def test_going_back_a_phase_says_why(script: Script, journey: str) -> None:
    """It is allowed, and never without a reason."""
    script("plan", "phase", journey, "--phase", "formidling", "--on", "2026-02-01")
    back = ["plan", "phase", journey, "--phase", "afklaring", "--on", "2026-03-01"]
    script.refused(1, *back)
    script(*back, "--reason", "The wish has changed")
    assert script.json("show", journey)["phase"] == "afklaring"


def test_a_need_comes_first_until_it_is_met(script: Script, journey: str) -> None:
    """What it is, nobody is asked."""
    script("plan", "need", journey, "--review", "2026-03-01", "--on", "2026-02-01")
    assert script.told(journey)[-1]["details"] == {"review": "2026-03-01"}
    script("plan", "need-met", journey, "--on", "2026-02-20")
    assert script.told(journey)[-1]["kind"] == "need-met"


def test_what_somebody_can_stands_in_the_picture(script: Script, journey: str) -> None:
    """Under a title of its own, which nobody sees before there is something."""
    assert "What I can" not in script("show", journey)
    script("strength", "competence", journey, "--words", "Quick with sums", "--kind", "personal")
    script("strength", "competence", journey, "--words", "Patient", "--seen-where", "the bakery")
    script("strength", "potential", journey, "--words", "Could lead", "--by", "the baker")
    script("strength", "potential", journey, "--words", "Could teach")
    seen = script("show", journey)
    assert '- "Quick with sums"\n' in "".join(line.rstrip() + "\n" for line in seen.splitlines())
    assert '- "Patient" (seen: the bakery)' in seen
    assert '- "Could lead" (seen: the baker)' in seen
    assert f'- "Could teach" (seen: {ANNA})' in seen


def test_a_resource_profile_is_typed_element_by_element(script: Script, journey: str) -> None:
    """Words may hold an equals sign; whoever asks drew it together with the citizen."""
    told = ["--element", "interesser=Baking = joy", "--element", "helbred=Rested in the mornings"]
    script("strength", "profile", journey, *told)
    details = script.told(journey)[-1]["details"]
    assert details["made_with"] == ANNA
    assert details["elements"] == [
        {"element": "interesser", "words": "Baking = joy"},
        {"element": "helbred", "words": "Rested in the mornings"},
    ]
    assert "- interesser: Baking = joy" in script("timeline", journey)


@pytest.mark.parametrize("element", ["interesser", "=words", ""])
def test_what_is_no_pair_is_not_understood(script: Script, journey: str, element: str) -> None:
    """The sentence shows how one is typed."""
    said = script.refused(2, "strength", "profile", journey, f"--element={element}")
    assert 'interesser="I like to bake"' in said


def test_an_element_is_given_once(script: Script, journey: str) -> None:
    """The first is not silently lost."""
    twice = ["--element", "interesser=Baking", "--element", "interesser=Singing"]
    assert "twice" in script.refused(2, "strength", "profile", journey, *twice)


def test_wellbeing_is_told_in_words(script: Script, journey: str) -> None:
    """Never as a number."""
    script("strength", "wellbeing", journey, "--words", "Better since spring")
    assert script.told(journey)[-1]["details"] == {"words": "Better since spring"}


def test_a_challenge_serves_a_goal_of_the_citizens_own(script: Script, journey: str) -> None:
    """A subgoal named by its first signs, or a hope."""
    challenge = ["strength", "challenge", journey, "--words", "Speak up at the meeting"]
    script.refused(1, *challenge)
    own = ["--title", "Bus", "--why", "Alone", "--set-by", "citizen"]
    step = script.json("subgoal", "set", journey, *own)["subgoal"]
    script(*challenge, "--subgoal", step[:6])
    assert script.told(journey)[-1]["details"]["subgoal"] == step


def test_a_community_counts_as_a_step(script: Script, journey: str) -> None:
    """It begins under where I am, and ends under what I have done."""
    made = script.json("community", "start", journey, "--what", "The choir", "--on", "2026-02-01")
    seen = script("show", journey, "--on", "2026-02-02")
    assert f"The choir since 2026-02-01 ({made['tie'][:8]})" in seen
    script("community", "end", journey, "--on", "2026-05-01")
    assert "Until this day: The choir since 2026-02-01" in script("show", journey)
    assert "is open on that day" in script.refused(1, "community", "end", journey)
