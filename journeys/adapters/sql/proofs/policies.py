"""Witness policies (C2SP tlog-policy): how many of which witnesses must have cosigned a checkpoint.

    log      journeys/9930d221df17a269+c8b3a0ba+AWsX...
    witness  aarhus  aarhus.example+4d1c8e02+BPSF...
    witness  arkivet arkivet.example+a3e00fe2+BNy/...
    group    both    all aarhus arkivet
    quorum   both

A name is known from its line on. So no group is in a circle, and one pass answers a policy.
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from journeys.adapters.sql.proofs.cosignatures import CosignerKey
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused
from journeys.domain.message import Message

ANY, ALL, NONE = "any", "all", "none"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
SPACE = re.compile(r"[ \t]+")
COUNT = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Group:
    """Some witnesses or groups, and how many of them it takes."""

    needed: int
    members: tuple[str, ...]


@dataclass
class Policy:
    """Whose checkpoints are accepted, and who must have cosigned them."""

    logs: list[NoteKey] = field(default_factory=list)
    """Any log where there is none."""
    witnesses: dict[str, CosignerKey] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    """In their order: each after all that it names."""
    quorum: str = ""
    """The witness or the group that must have cosigned; `none` where nobody must."""
    _taken: set[str] = field(default_factory=set)
    """The names that are in a group: each counts in one way alone."""

    @classmethod
    def parse(cls, text: str) -> "Policy":
        """Return the policy in a text. Raises NoteRefused, which names the first line at fault."""
        policy = cls()
        for row, line in enumerate(text.split("\n"), 1):
            try:
                policy._read(line)
            except NoteRefused as refused:
                raise NoteRefused(
                    Message("Line {row}: {what}", row=row, what=refused.sentence)
                ) from None
        if not policy.quorum:
            raise NoteRefused("A policy has one line 'quorum' that says who must have cosigned.")
        return policy

    def holds(self, signers: AbstractSet[CosignerKey]) -> bool:
        """Return whether these are enough."""
        return self.quorum == NONE or self.quorum in self.reached_by(signers)

    def reached_by(self, signers: AbstractSet[CosignerKey]) -> set[str]:
        """Return the witnesses that are among these, and the groups that have enough of them."""
        reached = {name for name, key in self.witnesses.items() if key in signers}
        for name, group in self.groups.items():
            if len(reached.intersection(group.members)) >= group.needed:
                reached.add(name)
        return reached

    def _read(self, line: str) -> None:
        if CONTROL.search(line):
            raise NoteRefused(
                "it holds a control character. Save the file with lines that end as on Linux."
            )
        words = SPACE.split(line.strip(" \t"))
        match words:
            case [first, *_] if not first or first.startswith("#"):
                pass
            case ["log", key] | ["log", key, _]:
                self._add_log(NoteKey.parse(key))
            case ["witness", name, key] | ["witness", name, key, _]:
                self._add_witness(name, CosignerKey.parse(key))
            case ["group", name, needed, *members] if members:
                self._add_group(name, needed, members)
            case ["quorum", name]:
                self._add_quorum(name)
            case _:
                raise NoteRefused(
                    "it is none of: `log KEY`; `witness NAME KEY`; `group NAME any|all|NUMBER NAME "
                    "...`; `quorum NAME`."
                )

    def _add_log(self, key: NoteKey) -> None:
        _refuse_twice(key.public, [*self.logs, *self.witnesses.values()])
        self.logs.append(key)

    def _add_witness(self, name: str, key: CosignerKey) -> None:
        self._refuse_name(name)
        _refuse_twice(key.public, [*self.logs, *self.witnesses.values()])
        self.witnesses[name] = key
        if self._keys_of(name) & self._taken:
            raise _two_keys(key)

    def _add_group(self, name: str, needed: str, members: list[str]) -> None:
        self._refuse_name(name)
        for member in members:
            self._require_known(member)
            if member in self._taken:
                raise NoteRefused(Message("{name} is in a group already.", name=member))
            self._taken.add(member)
            # Else one witness would be counted as two.
            if len(keys := self._keys_of(member)) > 1 and keys != {*members}:
                raise _two_keys(self.witnesses[member])
        counts = {ANY: 1, ALL: len(members)}
        count = counts.get(needed) or (int(needed) if COUNT.fullmatch(needed) else 0)
        if not 1 <= count <= len(members):
            raise NoteRefused(
                Message(
                    "a group takes `any`, `all`, or a number from 1 to {most}.", most=len(members)
                )
            )
        self.groups[name] = Group(count, tuple(members))

    def _add_quorum(self, name: str) -> None:
        if self.quorum:
            raise NoteRefused("there is a quorum already.")
        if name != NONE:
            self._require_known(name)
        self.quorum = name

    def _keys_of(self, name: str) -> set[str]:
        """Return the lines that have a key of the same witness as this one; none of a group."""
        key = self.witnesses.get(name)
        return {each for each, its in self.witnesses.items() if key and its.name == key.name}

    def _refuse_name(self, name: str) -> None:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise NoteRefused(Message("the name {name} is taken.", name=name))

    def _require_known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise NoteRefused(
                Message("no line above names a witness or a group {name}.", name=name)
            )


def _two_keys(key: CosignerKey) -> NoteRefused:
    return NoteRefused(
        Message(
            "{name} has two keys here, and is one witness. Name both above, and put them in a "
            "group of their own.",
            name=key.name,
        )
    )


def _refuse_twice(public: bytes, known: Iterable[NoteKey | CosignerKey]) -> None:
    """Pass a key that is new. One key under two names would be counted as two witnesses."""
    for each in known:
        if each.public == public:
            raise NoteRefused(Message("it has the key of {name} again.", name=each.name))
