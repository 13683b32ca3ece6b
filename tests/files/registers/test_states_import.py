"""A run of one state becomes the entries that open and close it on the right days."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from journeys import Actor, Journeys, PlacementId, errors, verbs
from journeys.adapters.files.registers.states_import import journey_of
from tests.files.registers.tables import (
    CODES,
    IMPORT,
    Shown,
    opened,
    put,
    read,
    shown,
    write,
    write_codes,
)
from tests.invented import looking

MONTHS = [date(2024, month, 1) for month in (1, 2, 3, 4)]
ANNA = journey_of("panel", "anna")
METTE = Actor("mette", "caseworker")
WORKS = Shown("selvforsørgelse", ["fuldtid"], [], "open")
HELPED = Shown("kontanthjælp", [], [], "open")
UNKNOWN = Shown("uoplyst", [], [], "open")


def test_each_run_begins_and_ends_on_the_first_day_of_a_period(
    database_url: str, tmp_path: Path
) -> None:
    """Bases, placements and educations follow each other; the last of them goes on."""
    file = write(tmp_path, "anna,help,trainee,trainee,school")
    with opened(database_url) as journeys:
        put(journeys, file, write_codes(tmp_path))
        assert [
            (entry.event.kind, entry.event.on) for entry in looking(journeys).history(ANNA).entries
        ] == [
            ("journey-opened", MONTHS[0]),
            ("placement-started", MONTHS[1]),
            ("placement-ended", MONTHS[3]),
            ("support-basis-changed", MONTHS[3]),
            ("education-started", MONTHS[3]),
        ]
        assert shown(journeys, [*MONTHS, date(2030, 1, 1)])[ANNA] == [
            HELPED,
            Shown("kontanthjælp", ["praktik"], [], "open"),
            Shown("kontanthjælp", ["praktik"], [], "open"),
            Shown("uoplyst", [], ["videregående"], "open"),
            Shown("uoplyst", [], ["videregående"], "open"),
        ]


def test_the_same_kind_of_placement_goes_on_from_state_to_state(
    sqlite_url: str, tmp_path: Path
) -> None:
    """It is not ended and started again."""
    file = write(tmp_path, "anna,work,summerjob,work,help")
    with opened(sqlite_url) as journeys:
        put(journeys, file, write_codes(tmp_path))
        (held,) = [each for each in looking(journeys).periods(ANNA) if each.track == "placement"]
        assert (held.starts, held.ends) == (MONTHS[0], MONTHS[3])


def test_what_is_not_observed_is_not_stated(sqlite_url: str, tmp_path: Path) -> None:
    """A journey begins with the first observation; who is never observed has none."""
    file = write(tmp_path, "anna,,work,,work", "bo,,,,")
    codes = write_codes(tmp_path)
    found = read(file, codes)
    assert (found.people, found.unobserved) == (2, 1)
    with opened(sqlite_url) as journeys:
        put(journeys, file, codes)
        assert shown(journeys, MONTHS) == {
            ANNA: [Shown(None, [], [], None), WORKS, UNKNOWN, WORKS],
        }


def test_an_empty_cell_may_stand_for_a_state(sqlite_url: str, tmp_path: Path) -> None:
    """Where the code file says so."""
    codes = write_codes(tmp_path, CODES.replace("[states.work]", 'empty = "help"\n[states.work]'))
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, "anna,,work,,"), codes)
        assert shown(journeys, MONTHS)[ANNA] == [HELPED, WORKS, HELPED, HELPED]


def test_a_state_may_close_the_journey_and_a_later_one_resumes_it(
    database_url: str, tmp_path: Path
) -> None:
    """What is still open on the journey is left open knowingly; imported again, nothing is new."""
    codes = write_codes(tmp_path)
    with opened(database_url) as journeys:
        put(journeys, write(tmp_path, "anna,work", header="id,jan"), codes)
        journeys.decide(
            ANNA,
            verbs.offer_handover,
            METTE,
            sure=["colleague-not-known"],
            to="ole",
            reason="Moves",
            on=date(2024, 1, 5),
        )
        file = write(tmp_path, "anna,work,dead,,help")
        assert put(journeys, file, codes) > 0
        assert put(journeys, file, codes) == 0
        assert [seen.walk for seen in shown(journeys, MONTHS)[ANNA]] == ["open", None, None, "open"]
        assert shown(journeys, MONTHS)[ANNA][3] == HELPED


def test_who_comes_and_closes_at_once_can_come_back(sqlite_url: str, tmp_path: Path) -> None:
    """The first state may be one that closes."""
    codes = write_codes(tmp_path)
    with opened(sqlite_url) as journeys:
        for header, row in (("id,jan", "anna,dead"), ("id,jan,feb", "anna,dead,work")):
            file = write(tmp_path, row, header=header)
            assert put(journeys, file, codes) > 0
            assert put(journeys, file, codes) == 0
        assert shown(journeys, MONTHS[1:2])[ANNA] == [WORKS]


def test_a_grown_file_adds_only_what_is_new(database_url: str, tmp_path: Path) -> None:
    """Column by column it comes to the same journeys as all at once, also where cells fill late."""
    codes = write_codes(tmp_path)
    with opened(database_url) as journeys:
        files = [
            ("id,jan", "anna,help", 1),
            ("id,jan,feb", "anna,help,trainee", 1),
            ("id,jan,feb,mar", "anna,help,trainee,trainee", 0),
            ("id,jan,feb,mar,apr", "anna,help,trainee,trainee,", 2),
            ("id,jan,feb,mar,apr", "anna,help,trainee,trainee,work", 2),
        ]
        for header, row, new in files:
            assert put(journeys, write(tmp_path, row, header=header), codes) == new
        assert shown(journeys, MONTHS)[ANNA][2:] == [
            Shown("kontanthjælp", ["praktik"], [], "open"),
            WORKS,
        ]


def test_a_cell_that_was_empty_at_the_end_may_be_filled_later(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Also with what was before: nobody had said anything else."""
    codes = write_codes(tmp_path)
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, "anna,work,work,,"), codes)
        assert shown(journeys, MONTHS)[ANNA] == [WORKS, WORKS, UNKNOWN, UNKNOWN]
        file = write(tmp_path, "anna,work,work,work,work")
        assert put(journeys, file, codes) == 2
        assert put(journeys, file, codes) == 0
        assert shown(journeys, MONTHS)[ANNA] == [WORKS] * 4


def test_who_rests_from_the_first_of_a_month_is_followed_on(
    sqlite_url: str, tmp_path: Path
) -> None:
    """What others say of the journey does not tell how far the register had come."""
    codes = write_codes(tmp_path)
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, "anna,help", header="id,jan"), codes)
        journeys.decide(ANNA, verbs.rest_journey, METTE, on=MONTHS[1])
        put(journeys, write(tmp_path, "anna,help,work", header="id,jan,feb"), codes)
        assert shown(journeys, MONTHS[1:2])[ANNA] == [WORKS._replace(walk="resting")]


def test_a_file_may_begin_later_than_the_one_before(sqlite_url: str, tmp_path: Path) -> None:
    """What goes on is known again by its id; who imports may be somebody else by then."""
    codes = write_codes(tmp_path)
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, "anna,help,work", header="id,jan,feb"), codes)
        later = write_codes(tmp_path, CODES.replace("2024-01", "2024-03"))
        file = write(tmp_path, "anna,work,trainee", header="id,mar,apr")
        found = read(file, later, responsible="somebody else")
        kinds = ["placement-ended", "support-basis-changed", "placement-started"]
        recorded = journeys.record_all(found.decisions, actor=IMPORT)
        assert recorded == (1, dict.fromkeys(kinds, 1))


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (
            "anna,work,trainee,help,help",
            "jan: the table says selvforsørgelse + fuldtid, and the store says kontanthjælp on",
        ),
        (
            "anna,help,work,help,help",
            (
                "feb: the table says selvforsørgelse + fuldtid, and the store says kontanthjælp + "
                "praktik on 2024-02-01"
            ),
        ),
        (
            "anna,help,help,help,help",
            "feb: the table says kontanthjælp, and the store says kontanthjælp + praktik on",
        ),
        (
            "anna,help,dead,help,help",
            "feb: the table says uoplyst (closed), and the store says kontanthjælp + praktik on",
        ),
        (
            "anna,help,trainee,school,help",
            "mar: the table says uoplyst + videregående, and the store says kontanthjælp on",
        ),
    ],
)
def test_a_past_that_changed_is_refused(
    sqlite_url: str, tmp_path: Path, row: str, where: str
) -> None:
    """The import says where, what either says, and what to do; nothing is recorded."""
    codes, bo = write_codes(tmp_path), "bo,work,work,work,work"
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, "anna,help,trainee,help,help"), codes)
        before = looking(journeys).history(ANNA)
        file = write(tmp_path, bo, row)
        with pytest.raises(errors.InputUnreadable) as refused:
            put(journeys, file, codes)
        assert refused.value.problems[0].startswith(f"{file}, row 3, column {where}")
        assert "retract those entries, then import again" in refused.value.problems[0]
        assert looking(journeys).history(ANNA) == before
        with pytest.raises(errors.UnknownJourney):
            looking(journeys).history(journey_of("panel", "bo"))


def test_a_change_before_what_is_known_is_refused_though_the_later_months_agree(
    sqlite_url: str, tmp_path: Path
) -> None:
    """A basis that changed earlier than the file said before is a changed past, too."""
    codes = write_codes(tmp_path, CODES.replace('placement = "fuldtid"', ""))
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, "anna,work,work,help,help"), codes)
        with pytest.raises(errors.InputUnreadable, match="row 2, column feb"):
            put(journeys, write(tmp_path, "anna,work,help,help,help"), codes)


def test_after_the_entries_are_retracted_the_file_comes_in(sqlite_url: str, tmp_path: Path) -> None:
    """What a refusal advises is possible."""
    codes = write_codes(tmp_path)
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, "anna,help,trainee", header="id,jan,feb"), codes)
        file = write(tmp_path, "anna,help,work", header="id,jan,feb")
        with pytest.raises(errors.InputUnreadable):
            put(journeys, file, codes)
        journeys.retract(ANNA, entry=2, why="The register was wrong", on=MONTHS[1], actor=METTE)
        put(journeys, file, codes)
        assert shown(journeys, MONTHS[:2])[ANNA] == [HELPED, WORKS]


def test_what_others_record_beside_is_left_alone(sqlite_url: str, tmp_path: Path) -> None:
    """A placement that the import did not start is neither ended nor compared."""
    codes = write_codes(tmp_path)
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, "anna,help", header="id,jan"), codes)
        journeys.decide(
            ANNA,
            verbs.start_placement,
            METTE,
            placement=PlacementId(UUID(int=7)),
            placement_kind="småjob",
            on=date(2024, 1, 17),
        )
        put(journeys, write(tmp_path, "anna,help,work,help,help"), codes)
        assert shown(journeys, MONTHS)[ANNA] == [
            HELPED,
            Shown("selvforsørgelse", ["småjob", "fuldtid"], [], "open"),
            Shown("kontanthjælp", ["småjob"], [], "open"),
            Shown("kontanthjælp", ["småjob"], [], "open"),
        ]


def test_a_journey_that_somebody_closed_is_not_opened_again(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The register's next state is refused with its place; without one nothing is asked."""
    codes = write_codes(tmp_path)
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, "anna,help", header="id,jan"), codes)
        journeys.decide(
            ANNA, verbs.close_journey, METTE, reason="Found a job", on=date(2024, 1, 20)
        )
        assert put(journeys, write(tmp_path, "anna,help,help", header="id,jan,feb"), codes) == 0
        with pytest.raises(errors.Refused, match=r"row 2, column feb: .*Resume it") as refused:
            put(journeys, write(tmp_path, "anna,help,work", header="id,jan,feb"), codes)
        assert refused.value.code == "journey-closed"


def test_a_dry_run_says_the_same_and_records_nothing(sqlite_url: str, tmp_path: Path) -> None:
    """The decisions can be asked any number of times."""
    file, codes = write(tmp_path, "anna,help,work,help,help"), write_codes(tmp_path)
    with opened(sqlite_url) as journeys:
        found = read(file, codes)
        would = journeys.record_all(found.decisions, actor=IMPORT, dry_run=True)
        assert nobody_is_in(journeys)
        assert would == journeys.record_all(found.decisions, actor=IMPORT)


@pytest.mark.parametrize(
    ("step", "first", "days"),
    [
        ("year", "2023", ["2023-01-01", "2024-01-01", "2025-01-01"]),
        ("month", "2023-11", ["2023-11-01", "2023-12-01", "2024-01-01"]),
        ("week", "2020-W52", ["2020-12-21", "2020-12-28", "2021-01-04"]),
    ],
)
def test_a_period_begins_on_the_first_day_of_its_year_month_or_week(
    sqlite_url: str, tmp_path: Path, step: str, first: str, days: list[str]
) -> None:
    """2020 has a week 53."""
    text = CODES.replace('"2024-01"', f'"{first}"').replace('"month"', f'"{step}"')
    file = write(tmp_path, "anna,help,work,help", header="id,a,b,c")
    with opened(sqlite_url) as journeys:
        put(journeys, file, write_codes(tmp_path, text))
        starts = [each.starts for each in looking(journeys).periods(ANNA) if each.track == "basis"]
        assert starts == [date.fromisoformat(day) for day in days]


def test_the_source_and_the_municipality_may_be_given_or_stand_in_the_code_file(
    sqlite_url: str, tmp_path: Path
) -> None:
    """What is given comes first; a source that nobody names is called as its file."""
    file = write(tmp_path, "anna,help,help,help,help")
    plain = CODES.replace('source = "panel"', "")
    named = write_codes(tmp_path, CODES.replace('source = "panel"', 'municipality = "621"'))
    found = read(file, named)
    assert found.source == "table"
    assert found.decisions[0][0] == journey_of("table", "anna")
    with opened(sqlite_url) as journeys:
        journeys.record_all(found.decisions, actor=IMPORT)
        assert looking(journeys).history(found.decisions[0][0]).journey.people.municipality == "621"
        given = read(file, write_codes(tmp_path, plain), municipality="630", source="survey")
        journeys.record_all(given.decisions, actor=IMPORT)
        there = looking(journeys).history(journey_of("survey", "anna")).journey.people
        assert (there.municipality, there.responsible) == ("630", "register")


def test_of_several_municipality_codes_the_one_of_the_day_opens_a_journey(
    sqlite_url: str, tmp_path: Path
) -> None:
    """A table that goes over the reform of 2007."""
    text = CODES.replace('"2024-01"', '"2006-11"').replace(
        'source = "panel"', 'source = "panel"\nmunicipality = ["731", "730"]'
    )
    file = write(tmp_path, "anna,help,help,help,help", "bo,,,help,help")
    with opened(sqlite_url) as journeys:
        put(journeys, file, write_codes(tmp_path, text))
        places = [
            looking(journeys).history(journey_of("panel", name)).journey.people.municipality
            for name in ("anna", "bo")
        ]
    assert places == ["731", "730"]


@pytest.mark.parametrize(
    ("code", "refusal"), [("730", "code-not-in-force"), ("999", "code-unknown")]
)
def test_a_municipality_of_another_day_opens_no_journey(
    tmp_path: Path, code: str, refusal: str
) -> None:
    """Nothing is read then."""
    text = CODES.replace('"2024-01"', '"2006-11"')
    with pytest.raises(errors.Refused) as refused:
        read(
            write(tmp_path, "anna,help,help,help,help"),
            write_codes(tmp_path, text),
            municipality=code,
        )
    assert refused.value.code == refusal


def test_a_state_of_a_day_far_ahead_is_not_imported(tmp_path: Path) -> None:
    """A table ends with the present; the wrong first period is found."""
    text = CODES.replace('"2024-01"', '"2034-01"')
    with pytest.raises(errors.Refused) as refused:
        read(write(tmp_path, "anna,help,help,help,help"), write_codes(tmp_path, text))
    assert refused.value.code == "day-too-far-ahead"


def nobody_is_in(journeys: Journeys) -> bool:
    """Whether the store holds no journey."""
    return looking(journeys).caseload(on=date.max).cases == ()
