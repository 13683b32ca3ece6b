"""The first line of an answer that is asked as known at a moment before the law was read."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from journeys.domain.law import Law
from journeys.projections.safety.sentence import Sentence
from journeys.projections.safety.wording import LAW_READ_LATER, Text


def with_day_read(
    sentences: Iterable[Sentence], law: Law, known_at: datetime | None
) -> Iterator[Sentence]:
    """Yield the sentences; the first says so where the law was read only after `known_at`.

    Nobody could have given the answer then: it goes by the first edition all the same.
    """
    day_known = None if known_at is None else known_at.astimezone(UTC).date()
    read = law.editions[0].day
    for nr, each in enumerate(sentences):
        if nr or day_known is None or read <= day_known:
            yield each
            continue
        notice = LAW_READ_LATER.filled(asked=day_known, read=read)
        both = notice.followed_by(Text(each.text, each.en))
        yield each.model_copy(update={"text": both.da, "en": both.en})
