"""Citizens whose words are as nobody expects them: a page must hold whatever somebody says."""

from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from journeys import History, events
from journeys.testing.strategies import events_of
from tests.invented import GRANTED, OPENED
from tests.scenario import after

PARTS = (
    "Ring",
    "til",
    "mig.",
    "»Ja!«",
    "kl. 10.30",
    "beskæftigelsesindsatsplanlægningssamtaler",
    "VIRKSOMHEDSPRAKTIK",
    "W" * 40,
    "m" * 30,
    "i" * 70,
    "1" * 40,
    "A4-papir/printer/kopimaskine/lamineringsmaskine",
    "https://eksempel.dk/en/meget/lang/adresse?med=mere&og=mere",
    "我想在花园里工作因为我喜欢植物和安静的早晨",
    "パン屋さんで働きたいです。",
    "أريد أن أعمل في مخبز صغير",
    "אני רוצה לעבוד בגינה",
    "Tôi muốn làm việc",
    "Хочу працювати в пекарні",
    "e\u0301\u0323a\u030a\u0308o\u0304\u0301",
    "🎉",
    "👍🏽",
    "👨\u200d👩\u200d👧\u200d👦",
    "🇩🇰🏳️\u200d🌈",
    "fem\u00a0timer\u00a0om\u00a0ugen\u00a0og\u00a0slet\u00a0ikke\u00a0mere",
    "arbejds\u00adplads\u00adbesøgs\u00addagen",
    "\u202eabc\u202c",
    "\u200b\u2060",
)
WORDS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=7).flatmap(
    lambda parts: st.sampled_from([" ", ""]).map(lambda between: between.join(parts))
)
DAYS = st.dates(date(2023, 1, 1), date(2026, 11, 1))
THINGS = st.integers(1, 15).map(lambda nr: UUID(int=nr))
CLASSES: tuple[type[events.Event], ...] = (
    events.HopeStated,
    events.MeetingNeedNoted,
    events.CompetenceRecorded,
    events.PaceAgreed,
    events.SubgoalSet,
    events.SubgoalReached,
    events.SubgoalSetAside,
    events.SmallSuccessNoticed,
    events.PlacementStarted,
    events.PlacementHoursChanged,
    events.PlacementEnded,
    events.CommunityTieStarted,
    events.EducationStarted,
    events.MentorAssigned,
    events.RelativeInvolved,
    events.FollowUpAgreed,
    events.JourneyRested,
    events.JourneyResumed,
    events.WishToWorkExpressed,
    events.PensionRested,
    events.PensionReturnRequested,
    events.PensionResumed,
)
FIELDS = {
    "on": DAYS,
    **dict.fromkeys(("subgoal", "placement", "tie", "education"), THINGS),
    **dict.fromkeys(("title", "why", "words", "what", "who", "employer", "learned"), WORDS),
    "place": WORDS,
}
ANY = st.one_of(
    [
        events_of(cls, **{name: FIELDS[name] for name in sorted(cls.model_fields.keys() & FIELDS)})
        for cls in (*CLASSES, *(events.SubgoalSet, events.SubgoalReached) * 4)
    ]
)


@st.composite
def citizens(draw: st.DrawFn) -> History:
    """Return the history of somebody with strange words, who may have a pension."""
    first = date(2023, 1, 1)
    opened: list[events.Event] = [OPENED.model_copy(update={"on": first})]
    if draw(st.booleans()):
        opened.append(GRANTED.model_copy(update={"on": first}))
    lived = sorted(draw(st.lists(ANY, max_size=30)), key=lambda event: event.on)
    return after(*opened, *lived).history
