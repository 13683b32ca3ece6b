"""The demo: what a newcomer sees first."""

from tests.cli.script import Script


def test_the_demo_shows_the_path_and_the_answer_of_each_day(script: Script) -> None:
    """The path as it happens, the safety midway and at the end, and the picture."""
    seen = script("demo")
    sentences = [
        "The citizen asks that the pension rests.",
        "What the citizen wishes is heard",
        "The same day the answer about the pension is explained",
        "becomes the mentor",
        "Your pension rests, and has rested since 1 March 2026. It belongs to the new scheme.",
        "The citizen asks for the pension back. That can always be recorded.",
        "They agree to talk again",
        "What I have done",
        "Laid aside for now",
        "My mentor: Mads from the bakery",
        "We agreed to talk again by 2026-10-01.",
        "You are paid your pension, and have been since 1 September 2026.",
    ]
    unwrapped = " ".join(seen.split())
    places = [unwrapped.index(sentence) for sentence in sentences]
    assert places == sorted(places)


def test_the_demo_touches_no_store_of_anybody(script: Script) -> None:
    """Not even the one that is given."""
    script("demo")
    assert not script.store.exists()


def test_the_demo_gives_its_views_to_scripts(script: Script) -> None:
    """Each exactly as the commands would give it."""
    views = script.json("demo")
    assert views["safety_while_trying"]["state"] == "resting"
    assert views["safety"]["state"] == "paid"
    assert views["milestones"]["pension"] == "paid"
    assert not any(step["done"] for step in views["safety"]["way_back"])
    assert views["safety"]["since_explained"]["changed"] == ["facts"]


def test_the_demo_leaves_nothing_owed_but_the_next_talk(script: Script) -> None:
    """It shows how it goes when everybody does their part."""
    assert [owed["kind"] for owed in script.json("demo")["milestones"]["owed"]] == ["follow-up"]
