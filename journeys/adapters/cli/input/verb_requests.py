"""What a verb is asked with: what was typed, and what somebody answers to a refusal of it.

Each refusal that names something missing is answered once, while nothing is locked; then the verb
is asked again, and all of it is recorded in one commit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from inspect import Parameter
from typing import Any

import typer

from journeys.adapters.cli.input.choices import codes_meant
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.questions import ask_for, has_option
from journeys.adapters.cli.input.recording import Deciding, Look
from journeys.adapters.cli.input.things import KINDS, choose_thing, find_thing, is_to_choose
from journeys.domain.decisions.deciding import Decision, decide, in_turn
from journeys.domain.decisions.rulings import hear_wishes, inform_citizen
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook

AskAboutRefusal = Callable[[Session, Refused], dict[str, Any]]
"""Returns the arguments by which a refused verb is asked again; none where it stays refused."""

Hears = Callable[[History, Mapping[str, Any]], str]
"""Returns the matter in which the citizen's wishes are heard before the verb is asked."""

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "legal-basis-missing": ("legal_basis",),
    "wishes-not-heard": ("wish",),
    "hearing-too-late": ("hearing",),
    "explanation-missing": ("explanation",),
    "considerations-missing": ("considerations",),
    "appeal-guidance-missing": ("appeal_to", "appeal_by"),
}
"""By code of a refusal, the options whose values somebody at the terminal is asked for."""


@dataclass(frozen=True)
class VerbRequest:
    """A verb with what was typed for it; `alternative` adds what was answered."""

    ctx: typer.Context
    verb: Callable[..., list[Event]]
    params: Mapping[str, Parameter]
    vocabularies: Mapping[str, str]
    """By argument that is a code, the vocabulary that it is in."""
    typed: dict[str, Any]
    by_hand: dict[str, Any]
    """What counts as the request: without any default."""
    arguments: dict[str, Any]
    hears: Hears | None
    """Where the citizen's wishes may be given with it (`wish`), in which matter."""
    ask_about_refusal: AskAboutRefusal

    def decide(self, history: History, book: Rulebook, actor: Actor, today: date) -> list[Event]:
        """Return what the verb decides, after the wishes that were given with it."""
        given = {each: value for each, value in self.arguments.items() if each in self.params}
        given |= {
            each: codes_meant(given[each], book.vocabularies[vocabulary].terms)
            for each, vocabulary in self.vocabularies.items()
            if each in given
        }
        given |= {
            each: find_thing(each, self.verb.__name__, self.typed[each], history, given["on"])
            for each in self._things
            if each in given or self.params[each].default is Parameter.empty
        }
        wish = self.arguments.get("wish")
        steps = [(self.verb, given)]
        if self.hears is not None and wish is not None:
            heard = {"matter": self.hears(history, given), "words": wish, "on": given["on"]}
            steps.insert(0, (hear_wishes, heard))
        if how := self.arguments.get("informed"):
            steps.append(
                (inform_citizen, {"ruling": given["ruling"], "how": how, "on": given["on"]})
            )
        return in_turn(history, *(self._step(*each, actor, book, today) for each in steps))

    @staticmethod
    def _step(
        verb: Callable[..., list[Event]],
        given: Mapping[str, Any],
        actor: Actor,
        book: Rulebook,
        today: date,
    ) -> Decision:
        return lambda history: decide(history, verb, actor, book, today, **given)

    def alternative(self, refusal: Refused, look: Look) -> tuple[Deciding, object] | None:
        """Ask somebody at the terminal for what a refusal says is missing."""
        run = session(self.ctx)
        answered = self._answered(refusal, look) if run.may_ask else {}
        answered = answered or self.ask_about_refusal(run, refusal)
        for given in (self.arguments, self.typed, self.by_hand):
            given.update(answered)
        return (self.decide, [self.verb.__name__, self.by_hand]) if answered else None

    def _answered(self, refusal: Refused, look: Look) -> dict[str, Any]:
        for each in self._things:
            if is_to_choose(refusal, each):
                return self._chosen(each, look)
        return ask_for_missing(self.ctx, refusal, self.arguments)

    def _chosen(self, argument: str, look: Look) -> dict[str, Any]:
        start, on = self.typed[argument], self.arguments["on"]
        thing = choose_thing(argument, self.verb.__name__, start, look(), on)
        return {} if thing is None else {argument: str(thing)}

    @property
    def _things(self) -> set[str]:
        return self.typed.keys() & KINDS.keys()


def ask_for_missing(
    ctx: typer.Context, refusal: Refused, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what somebody at the terminal answers where a refusal says that it is missing.

    By argument; nothing where the refusal is another one, or the command does not take it.
    """
    codes = str(refusal.sentence.facts.get("codes", refusal.code)).split()
    if not all(code in ANSWERS and has_option(ctx, ANSWERS[code][-1]) for code in codes):
        return {}
    answers = dict[str, Any]()
    for names in map(ANSWERS.__getitem__, codes):
        # Where all of them were given, the last one is what was refused.
        missing = [name for name in names if not given.get(name)] or names[-1:]
        answers |= {name: ask_for(ctx, name) for name in missing}
    return answers
