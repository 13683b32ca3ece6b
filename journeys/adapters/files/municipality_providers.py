"""What a municipality's file names: providers and what a beginning costs, and competences."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from journeys.adapters.files.problems import Problems, did_you_mean
from journeys.domain.law.vocabularies import Term
from journeys.domain.message import Message
from journeys.domain.rulebook import Cost, Text
from journeys.domain.vocabulary import Code


class OwnName(BaseModel):
    """Navn: a code with the words for it, and when it can be recorded."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    code: Annotated[Code, Field(min_length=1)]
    da: Text
    en: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    starts: date = Field(default=date.min, alias="from")
    ends: date = Field(default=date.max, alias="to")
    """The last day on which it can be recorded."""

    @property
    def as_term(self) -> Term:
        """The same as a code of its vocabulary."""
        return Term(
            code=self.code,
            da=self.da,
            en=self.en or self.da,
            starts=self.starts,
            ends=self.ends,
        )


class OwnProvider(OwnName):
    """Leverandør: a provider of measures that a municipality uses."""


class OwnCompetence(OwnName):
    """Kompetence: what a task may ask for and a citizen may be able to do, by code."""


def check_competences(competences: Sequence[OwnCompetence], problems: Problems) -> None:
    """Add a fault for each competence that ends before it begins, or is described twice."""
    for nr, each in enumerate(competences):
        if each.ends < each.starts:
            problems.add(
                Message(
                    "competence {code}: it ends before it begins; correct `to`.", code=each.code
                )
            )
        if each.code in {other.code for other in competences[:nr]}:
            problems.add(Message("competence {code}: it is described twice.", code=each.code))


def check_providers(
    providers: Sequence[OwnProvider], staff: Sequence[str], problems: Problems
) -> None:
    """Add a fault for each provider that ends before it begins, and each name that means two.

    Also for one that is a colleague: effects are shown by provider, and of no person.
    """
    colleagues = {name.casefold() for name in staff}
    meant = defaultdict[str, set[str]](set)
    for each in providers:
        if each.ends < each.starts:
            problems.add(
                Message("provider {code}: it ends before it begins; correct `to`.", code=each.code)
            )
        if colleagues.intersection(map(str.casefold, (each.code, each.da, each.en))):
            problems.add(
                Message(
                    "provider {code}: it is a colleague, and effects are shown of no person; leave "
                    "it out.",
                    code=each.code,
                )
            )
        for name in (each.code, each.da, each.en):
            meant[name.casefold()].add(each.code)
    codes = [each.code for each in providers]
    twice = {code for code in codes if codes.count(code) > 1}
    for code in sorted(twice):
        problems.add(Message("provider {code}: it is described twice.", code=code))
    for name, of in sorted(meant.items()):
        if name and len(of) > 1:
            problems.add(
                Message(
                    "provider {code}: {name} is also another provider's code or name; give each "
                    "its own.",
                    code=", ".join(sorted(of)),
                    name=name,
                )
            )


def check_costs(
    costs: Sequence[Cost], known: Mapping[str, Sequence[str]], problems: Problems
) -> None:
    """Add a fault for each cost of an unknown measure or provider, and for two of one day.

    `known` has the codes of both by vocabulary.
    """
    for each in costs:
        for vocabulary, code in zip(known, (each.measure, each.provider), strict=True):
            if code and code not in known[vocabulary]:
                problems.add(
                    Message(
                        "cost of {measure}: there is no code {code} in {vocabulary}.{hint}",
                        measure=each.measure,
                        code=code,
                        vocabulary=vocabulary,
                        hint=did_you_mean(code, known[vocabulary]),
                    )
                )
        if each.ends < each.starts:
            problems.add(
                Message(
                    "cost of {measure}: it ends before it begins; correct `to`.",
                    measure=each.measure,
                )
            )
    ordered = sorted(costs, key=lambda each: (each.measure, each.provider, each.starts))
    for before, after in pairwise(ordered):
        same = (before.measure, before.provider) == (after.measure, after.provider)
        if same and after.starts <= before.ends:
            problems.add(
                Message(
                    "cost of {measure}: two hold on {starts}; give the earlier one a `to` before "
                    "that day.",
                    measure=after.measure,
                    starts=after.starts,
                )
            )
