"""Effect notes: what was noted of a measure when it ended, by any provider."""

from journeys import MeasureId, events
from journeys.projections.effect_notes import effect_notes
from tests.invented import APR_1, FEB_1, MAR_1, MAY_1, OPENED, WALK
from tests.scenario import after

MENTOR = MeasureId(WALK)
GRANTED = events.MeasureGranted(
    on=FEB_1, measure=MENTOR, measure_kind="mentorstøtte", provider="Huset ved Åen"
)
STARTED = events.MeasureStarted(on=MAR_1, measure=MENTOR)
ENDED = events.MeasureEnded(on=APR_1, measure=MENTOR, effect="Tør tage bussen")


def test_a_measure_that_ended_has_its_note_and_its_provider() -> None:
    """As they were written, external providers included."""
    history = after(OPENED, GRANTED, STARTED, ENDED).history
    (note,) = effect_notes(history, "mentorstøtte", MAY_1)
    assert (note.ended, note.provider, note.effect) == (APR_1, "Huset ved Åen", "Tør tage bussen")


def test_a_measure_of_another_kind_or_one_that_runs_that_day_has_none() -> None:
    """Nothing is said of it before it ended."""
    history = after(OPENED, GRANTED, STARTED, ENDED).history
    assert not [*effect_notes(history, "løntilskud", MAY_1)]
    assert not [*effect_notes(history, "mentorstøtte", MAR_1)]
