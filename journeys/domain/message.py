"""Texts for people: a sentence with its facts kept apart, or words in both languages."""

import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class Bilingual(Protocol):
    """Something that has its words in both languages."""

    @property
    def da(self) -> str:
        """The words in Danish."""

    @property
    def en(self) -> str:
        """The words in English."""


@dataclass(frozen=True)
class Phrase:
    """Words in both languages that are filled into a message as one fact."""

    da: str
    en: str

    def __str__(self) -> str:
        """Return the words in English."""
        return self.en


class Message(str):
    """A sentence in English that keeps its template, `text`, and the facts filled into it.

    `text` is the key in the catalogue of another language. A fact may be a message itself; an
    error given as a fact becomes its sentence.
    """

    text: str
    facts: dict[str, Any]

    __slots__ = ("facts", "text")

    def __new__(cls, text: str, /, **facts: object) -> Self:
        """Return the sentence; without facts, the text as it is."""
        found = {name: _without_error(fact) for name, fact in facts.items()}
        sentence = super().__new__(cls, text.format(**found) if found else text)
        sentence.text, sentence.facts = text, found
        return sentence

    def __reduce__(self) -> tuple[Callable[..., "Message"], tuple[object, ...]]:
        """Return how to make a copy, here or in another process.

        A fact that no other process can read goes along as its text.
        """
        facts = {name: fact if can_travel(fact) else str(fact) for name, fact in self.facts.items()}
        return _copied, (type(self), str(self), self.text, facts)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Let a view hold it as it is, and tell it as a string."""
        from pydantic_core import core_schema  # noqa: PLC0415 - most who say something make no view

        return core_schema.no_info_after_validator_function(
            lambda text: text if isinstance(text, cls) else cls(text),
            core_schema.union_schema(
                [core_schema.is_instance_schema(cls), core_schema.str_schema()]
            ),
            serialization=core_schema.to_string_ser_schema(),
        )


class FieldName(Message):
    """The name of a field or an argument, as a fact of a sentence.

    English has it as code does. Danish has what people call it, and the script adds the option
    that it is typed with.
    """

    __slots__ = ()

    @property
    def label(self) -> Message:
        """What people call it; of a field in another (`elements.words`), the last part."""
        return Message(re.sub("[_-]", " ", self.rpartition(".")[2]))


class MessageList(tuple[Message, ...]):
    """Several messages, given one after the other."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return them in English."""
        return "; ".join(self)


def can_travel(thing: object) -> bool:
    """Return whether another process can read it when it is pickled."""
    try:
        pickle.loads(pickle.dumps(thing))  # noqa: S301 - what was pickled just now
    except Exception:  # noqa: BLE001 - a class of anybody's may raise anything here
        return False
    return True


def _copied(cls: type[Message], sentence: str, text: str, facts: dict[str, Any]) -> Message:
    copy = str.__new__(cls, sentence)
    copy.text, copy.facts = text, facts
    return copy


def _without_error(fact: object) -> object:
    if not isinstance(fact, BaseException):
        return fact
    sentence: object = fact.args[0] if fact.args else ""
    return sentence if isinstance(sentence, Message) else str(fact)


def as_message(sentence: str) -> Message:
    """Return the sentence as a message, which it may be already."""
    return sentence if isinstance(sentence, Message) else Message(sentence)
