"""The words of a session itself: `/exit` and the others; in Danish as well as in English."""

from collections.abc import Mapping

from journeys.adapters.words.language import say, spoken
from journeys.domain.message import Message

EXIT, ALL, OUT, HELP = Message("/exit"), Message("/all"), Message("/out"), Message("/help")
SLASHES: Mapping[Message, Message] = {
    ALL: Message("the whole desk"),
    OUT: Message("leave the citizen"),
    HELP: Message("what can be typed"),
    EXIT: Message("end the session; so does Ctrl-D"),
}
"""By word, what it does."""


def slash(line: str) -> Message | None:
    """Return the word that a line is, in either language; None where it is none of them.

    The one that ends the session needs no `/`.
    """
    typed = line.strip().lower()
    with spoken("da"):
        danish = {each: say(each) for each in SLASHES}
    if typed in (EXIT.text[1:], danish[EXIT][1:]):
        return EXIT
    return next((each for each in SLASHES if typed in (each.text, danish[each])), None)


def help_lines() -> str:
    """Return what can be typed at the prompt."""
    lines = [
        say("A name, a CPR number or an id chooses the citizen that commands are about."),
        say("- asks who it is, and does not show what you type."),
        say("A command is typed without journeys and without an id: talk, wish, subgoal reach."),
        say("TAB completes. Ctrl-C leaves a question, and everything stays as it is."),
        say("undo takes back what was recorded last. help tells of every command."),
        "",
        *(f"  {say(each):8} {say(does)}" for each, does in SLASHES.items()),
    ]
    return "\n".join(lines)
