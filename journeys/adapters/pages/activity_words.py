"""Activities in words: what somebody began, and what has ended, as a sentence says it.

The vocabularies have a name for each kind. A sentence needs more of a Danish word: `Praktik` is
begun as `i praktik`, and has ended as `praktikken`. A kind that is not listed is named as it is.
"""

from collections.abc import Mapping
from typing import NamedTuple

from journeys.adapters.words.language import in_spoken_language, say
from journeys.projections.view import BothLanguages


class Forms(NamedTuple):
    """Former: a kind of activity after `You began`, and with its article."""

    begun: BothLanguages
    the: BothLanguages


def _forms(begun: tuple[str, str], the: tuple[str, str]) -> Forms:
    return Forms(BothLanguages(da=begun[0], en=begun[1]), BothLanguages(da=the[0], en=the[1]))


_TRAINEESHIP = _forms(("i praktik", "a traineeship"), ("praktikken", "the traineeship"))
_SUBSIDY = _forms(
    ("i job med løntilskud", "a job with wage subsidy"),
    ("jobbet med løntilskud", "the job with wage subsidy"),
)
_EDUCATION = _forms(("på uddannelse", "an education"), ("uddannelsen", "the education"))
FORMS: Mapping[str, Forms] = {
    "Praktik": _TRAINEESHIP,
    "Virksomhedspraktik": _TRAINEESHIP,
    "Løntilskud": _SUBSIDY,
    "Småjob": _forms(("i småjob", "a small job"), ("småjobbet", "the small job")),
    "Fleksjob": _forms(("i fleksjob", "a flexi-job"), ("fleksjobbet", "the flexi-job")),
    "Deltidsjob": _forms(
        ("i deltidsjob", "a part-time job"), ("deltidsjobbet", "the part-time job")
    ),
    "Fuldtidsjob": _forms(
        ("i fuldtidsjob", "a full-time job"), ("fuldtidsjobbet", "the full-time job")
    ),
    "Mentorstøtte": _forms(
        ("med mentorstøtte", "mentor support"), ("mentorstøtten", "the mentor support")
    ),
    "Jobafklaringsforløb": _forms(
        ("i jobafklaringsforløb", "job clarification"),
        ("jobafklaringsforløbet", "the job clarification"),
    ),
    "Ressourceforløb": _forms(
        ("i ressourceforløb", "a resource course"), ("ressourceforløbet", "the resource course")
    ),
    "Revalidering": _forms(
        ("på revalidering", "vocational rehabilitation"),
        ("revalideringen", "the vocational rehabilitation"),
    ),
    "Danskundervisning": _forms(
        ("til danskundervisning", "Danish lessons"), ("danskundervisningen", "the Danish course")
    ),
    "Uddannelse": _EDUCATION,
    "Grunduddannelse": _forms(
        ("på grunduddannelse", "a basic education"), ("grunduddannelsen", "the basic education")
    ),
    "Erhvervsuddannelse": _forms(
        ("på erhvervsuddannelse", "a vocational education"),
        ("erhvervsuddannelsen", "the vocational education"),
    ),
    "Læreplads": _forms(("i lære", "an apprenticeship"), ("lærepladsen", "the apprenticeship")),
    "Videregående uddannelse": _forms(
        ("på videregående uddannelse", "a higher education"), ("uddannelsen", "the education")
    ),
    "Kursus": _forms(("på kursus", "a course"), ("kurset", "the course")),
}
"""By the Danish name of a kind in the vocabularies."""


def at_place(thing: str, place: str) -> str:
    """Return a thing with the place where it is; alone where none is named."""
    return say("{thing} at {place}", thing=thing, place=place) if place else thing


def began(thing: BothLanguages, place: str) -> str:
    """Return that this began, as what the citizen did: `Du begyndte i praktik hos Bageriet`."""
    if forms := FORMS.get(thing.da):
        return say("You began {thing}", thing=at_place(in_spoken_language(forms.begun), place))
    return say("Began: {thing}", thing=at_place(in_spoken_language(thing), place))


def ended(thing: BothLanguages, place: str) -> str:
    """Return that this has ended, as what happened: `Praktikken hos Bageriet er slut`."""
    if forms := FORMS.get(thing.da):
        words = at_place(in_spoken_language(forms.the), place)
        return say("{thing} has ended", thing=words[:1].upper() + words[1:])
    return say("Ended: {thing}", thing=at_place(in_spoken_language(thing), place))


def moved(left: BothLanguages, thing: BothLanguages, place: str) -> str:
    """Return from what the citizen moved on, and to what."""
    return say("From {left} to {thing}", left=_inside(left), thing=at_place(_inside(thing), place))


def _inside(thing: BothLanguages) -> str:
    """Return a name inside a sentence: small, unless it is the words of somebody."""
    name = in_spoken_language(thing)
    return name[:1].lower() + name[1:] if thing.da in FORMS else name
