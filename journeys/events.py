"""Hændelser: every event there is; what a verb returns, and what an entry of a history holds.

A host reads them from a history, and names them where it tests what its verbs record:

    from journeys import events

    reached = [
        entry.event for entry in history.entries if isinstance(entry.event, events.SubgoalReached)
    ]

Each has `kind`, the name it is stored under for ever, and `on`, the day it takes effect. `Event` is
the type of any of them. Only a verb makes one that is recorded.
"""

from journeys.domain.events.contact import (
    DialogueHeld,
    FollowUpAgreed,
    FollowUpCalledOff,
    LifePhaseChanged,
    MeetingNeedNoted,
    MentorAssigned,
    MentorReleased,
    RelativeInvolved,
    RelativeReleased,
)
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.joining import JourneyAbsorbed, JourneyMerged
from journeys.domain.events.measures import (
    AidArrived,
    AidGranted,
    MeasureEnded,
    MeasureGranted,
    MeasureStarted,
)
from journeys.domain.events.path import (
    HopeStated,
    SmallSuccessNoticed,
    SubgoalReached,
    SubgoalRevised,
    SubgoalSet,
    SubgoalSetAside,
    WishToWorkExpressed,
)
from journeys.domain.events.pension import (
    PensionGranted,
    PensionRested,
    PensionRestRequested,
    PensionResumed,
    PensionReturnRequested,
    PensionSchemeChanged,
    PensionWithdrawn,
    ReassessmentSet,
    SafetyExplained,
)
from journeys.domain.events.people import (
    AccessRestricted,
    HandoverAccepted,
    HandoverDeclined,
    HandoverOffered,
    JourneyClosed,
    JourneyOpened,
    JourneyRested,
    JourneyResumed,
    RestrictionLifted,
    SupportBasisChanged,
    TargetGroupSet,
)
from journeys.domain.events.plan import (
    NeedComesFirst,
    NeedMet,
    PaceAgreed,
    PathPrioritised,
    PhaseEntered,
    PlanAcknowledged,
    PlanAgreed,
    SupportLevelChanged,
)
from journeys.domain.events.post_taken import PostTaken, TaskTaken
from journeys.domain.events.preparation import (
    FlexJobNotSustainable,
    PensionApplied,
    PensionPreparationStarted,
    SelfSupportFoundUnrealistic,
)
from journeys.domain.events.rulings import (
    AppealDecided,
    CitizenInformed,
    DutyExplained,
    RulingAppealed,
    RulingMade,
    SanctionConsidered,
    WishesHeard,
)
from journeys.domain.events.strengths import (
    ChallengeAgreed,
    CommunityTieEnded,
    CommunityTieStarted,
    CompetenceRecorded,
    ElementTold,
    PotentialNoticed,
    ProgressMeasured,
    ResourceProfileDrawn,
    Score,
    WellbeingTold,
)
from journeys.domain.events.work import (
    EducationEnded,
    EducationStarted,
    HoursConfirmed,
    PlacementEnded,
    PlacementHoursChanged,
    PlacementStarted,
)
from journeys.domain.events.workplace import (
    CheckedInAfterJob,
    EmployerFeedbackGiven,
    ExpectationsAgreed,
    MatchAgreed,
    RetentionChecked,
    RetentionRiskNoticed,
    WayOfWorkingFound,
)
from journeys.domain.journey import Event

__all__ = [
    "AccessRestricted",
    "AidArrived",
    "AidGranted",
    "AppealDecided",
    "ChallengeAgreed",
    "CheckedInAfterJob",
    "CitizenInformed",
    "CommunityTieEnded",
    "CommunityTieStarted",
    "CompetenceRecorded",
    "DialogueHeld",
    "DutyExplained",
    "EducationEnded",
    "EducationStarted",
    "ElementTold",
    "EmployerFeedbackGiven",
    "EntryRetracted",
    "Event",
    "ExpectationsAgreed",
    "FlexJobNotSustainable",
    "FollowUpAgreed",
    "FollowUpCalledOff",
    "HandoverAccepted",
    "HandoverDeclined",
    "HandoverOffered",
    "HopeStated",
    "HoursConfirmed",
    "JourneyAbsorbed",
    "JourneyClosed",
    "JourneyMerged",
    "JourneyOpened",
    "JourneyRested",
    "JourneyResumed",
    "LifePhaseChanged",
    "MatchAgreed",
    "MeasureEnded",
    "MeasureGranted",
    "MeasureStarted",
    "MeetingNeedNoted",
    "MentorAssigned",
    "MentorReleased",
    "NeedComesFirst",
    "NeedMet",
    "PaceAgreed",
    "PathPrioritised",
    "PensionApplied",
    "PensionGranted",
    "PensionPreparationStarted",
    "PensionRestRequested",
    "PensionRested",
    "PensionResumed",
    "PensionReturnRequested",
    "PensionSchemeChanged",
    "PensionWithdrawn",
    "PhaseEntered",
    "PlacementEnded",
    "PlacementHoursChanged",
    "PlacementStarted",
    "PlanAcknowledged",
    "PlanAgreed",
    "PostTaken",
    "PotentialNoticed",
    "ProgressMeasured",
    "ReassessmentSet",
    "RelativeInvolved",
    "RelativeReleased",
    "ResourceProfileDrawn",
    "RestrictionLifted",
    "RetentionChecked",
    "RetentionRiskNoticed",
    "RulingAppealed",
    "RulingMade",
    "SafetyExplained",
    "SanctionConsidered",
    "Score",
    "SelfSupportFoundUnrealistic",
    "SmallSuccessNoticed",
    "SubgoalReached",
    "SubgoalRevised",
    "SubgoalSet",
    "SubgoalSetAside",
    "SupportBasisChanged",
    "SupportLevelChanged",
    "TargetGroupSet",
    "TaskTaken",
    "WayOfWorkingFound",
    "WellbeingTold",
    "WishToWorkExpressed",
    "WishesHeard",
]
