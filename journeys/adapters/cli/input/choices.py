"""Closed choices: one of a few, by its name in either language, in capital letters or small."""

from collections.abc import Collection, Iterable
from typing import Any

from journeys.adapters.cli.output.danish import folded, meant, shown
from journeys.adapters.cli.output.speaking import CHOICES
from journeys.domain.message import Message


class Choice:
    """Reads one of a few, and names them in the language that is spoken. What is read is English.

    `where` is the option they are chosen for, as the file of names has it; `otherwise` is what is
    said of anything else, with {known}.
    """

    def __init__(self, where: str, known: Iterable[str], otherwise: Message | None = None) -> None:
        self.where = where
        self.known = tuple(known)
        self.otherwise = otherwise

    @property
    def names(self) -> list[str]:
        """What can be typed, as it is shown."""
        return [self.name(each) for each in self.known]

    def name(self, english: str) -> str:
        """Return what a choice is called in the language that is spoken."""
        return shown("choices", self.where, english)

    def __call__(self, typed: str) -> str:
        """Return the choice that is typed. Raises ValueError, which never repeats it."""
        found = meant("choices", self.where, typed, self.known)
        if found is not None:
            return found
        if self.otherwise is not None:
            raise ValueError(Message(self.otherwise.text, known=", ".join(self.names)))
        known = ", ".join(map(repr, self.names))
        raise ValueError(Message("this is not one of {known}", known=known))

    def offered(self) -> list[str]:
        """Return what the shell offers at TAB."""
        return self.names


def code_meant(typed: str, known: Collection[str]) -> str:
    """Return the code that is typed in other letters; what is typed where that is not one alone."""
    found = [each for each in known if folded(each) == folded(typed)]
    return found[0] if len(found) == 1 and typed not in known else typed


def codes_meant(typed: str | Collection[str], known: Collection[str]) -> str | tuple[str, ...]:
    """Return the code that is typed in other letters, or each of several."""
    if isinstance(typed, str):
        return code_meant(typed, known)
    return tuple(code_meant(each, known) for each in typed)


def one_of(choice: Choice) -> dict[str, Any]:
    """Return how an option for it is declared; its metavar is made of the names."""
    return {"parser": choice, "autocompletion": choice.offered, "metavar": CHOICES}
