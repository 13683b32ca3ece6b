"""Lines about the editions of the law, and what the store has sealed of them."""

from collections.abc import Iterator

from journeys.adapters.words.ids import short, short_digest
from journeys.adapters.words.language import say, say_of
from journeys.projections.law_seal import WRONG, EditionSeal
from journeys.projections.safety.answer import Safety


def seal_lines(seal: EditionSeal) -> Iterator[str]:
    """Yield what an edition's seal says; what is wrong with each digest that was sealed."""
    facts = {"edition": seal.edition, "digest": seal.digest}
    match seal.state:
        case "sealed":
            at = seal.sealed[0].at.astimezone()
            yield say("Law as read on {edition}: sealed in this store {at}.", **facts, at=at)
        case "not-sealed":
            yield say(
                "Law as read on {edition}: not sealed in this store. Seal it: journeys law adopt",
                **facts,
            )
        case "changed":
            yield say("Law as read on {edition}: changed under the name of this edition.", **facts)
        case "missing":
            yield say("Law as read on {edition}: sealed, and missing from this library.", **facts)
    if seal.digest is not None:
        yield say("  In use: {digest}", **facts)
    if seal.state in WRONG:
        for each in seal.sealed:
            at = each.at.astimezone()
            yield say(
                "  Sealed {at} by version {library}: {digest}",
                at=at,
                library=each.library,
                digest=each.digest,
            )


def explanation_lines(seal: EditionSeal) -> Iterator[str]:
    """Yield which explanations to citizens rest on an edition that is wrong."""
    if seal.state not in WRONG:
        return
    yield say_of(
        len(seal.explanations),
        "  {count} explanation to a citizen rests on it.",
        "  {count} explanations to citizens rest on it.",
    )
    for each in seal.explanations:
        digest = say("no digest") if each.digest is None else short_digest(each.digest)
        yield say(
            "  Journey {journey}, entry {entry} ({digest})",
            journey=short(each.journey),
            entry=each.entry,
            digest=digest,
        )
    for journey, why in seal.set_aside.items():
        yield say("  Not read, so not counted: {journey}. {why}", journey=journey, why=why)


def law_read(view: Safety) -> str:
    """Return which reading of the law an answer used, and whether the store has sealed it."""
    facts = {"edition": view.law_read, "digest": short_digest(view.law_digest)}
    seal = view.law_seal
    if seal is None:
        return say("The law as read on {edition} (digest {digest}).", **facts)
    if seal.state in WRONG:
        return say(
            "The law as read on {edition} (digest {digest}), which is not what this store sealed: "
            "journeys audit verify",
            **facts,
        )
    if seal.sealed_at is None:
        return say(
            "The law as read on {edition} (digest {digest}), not sealed in this store.", **facts
        )
    return say(
        "The law as read on {edition} (digest {digest}), sealed in this store {at}.",
        **facts,
        at=seal.sealed_at.astimezone(),
    )
