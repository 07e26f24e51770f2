"""What the letter says, and what it refuses to say."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from wellserved.learning.letters import figures, telling
from wellserved.learning.letters.figures import Figures, Kept, Said, Tried
from wellserved.learning.letters.naming import named
from wellserved.learning.letters.paper.page import laid_out, page
from wellserved.learning.letters.paper.sheet import HEIGHT, Sheet
from wellserved.learning.letters.reads.praise import Praise
from wellserved.learning.letters.rules import before, gets_it, last_day, month_to_tell, months_to_tell

OCTOBER = date(2026, 10, 1)
FULL = Figures(
    matters=123,
    matters_before=111,
    asked=60,
    answered=45,
    overall=Said("overall", 45, -0.22, -0.4, -0.05, 10, 20, 15),
    overall_before=Said("overall", 40, 0.1, -0.1, 0.3, 10, 25, 5),
    weeks=tuple((f"2026-10-{day:02d}", None if day == 12 else 0.1) for day in (5, 12, 19, 26)),
    standards=(
        Kept("Every letter is answered in time", 80, 100, 0.71, 0.87, 0.9, 85, 100),
        Kept("The phone is picked up", 190, 200, 0.92, 0.98, 0.9, 150, 180),
        Kept("A matter is settled", 5, 6, None, None, 0.9, 3, 4),
        Kept("Nobody ever measured this", 0, 0, None, None, 0.9),
    ),
    dimensions=(Said("reliability", 22, -0.5, -0.8, -0.2), Said("empathy", 30, 0.4, 0.2, 0.6), Said("assurance")),
    weekdays=tuple(Kept(str(day), 35, 50, 0.56, 0.81, 0.9, differs=-1 if day == 5 else 0) for day in range(7)),
    happened=(("2026-10-05", "A new rota for Saturdays"),),
    tried=(Tried("Two at the desk", "tried", "83 % against 71 %."),),
)
SILENT = Figures(0, 0, 0, 0, Said("overall"), Said("overall"), (("2026-10-05", None),), (), (), ())


def test_a_letter_reads_as_somebody_would_tell_it() -> None:
    assert telling.letter(FULL, "Linden Quay", OCTOBER) == [
        "In October 2026 Linden Quay served 123 matters, 12 more than in September.",
        "45 customers told us how they found it: 10 better than expected, 20 as expected, 15 worse. On the whole it "
        "was worse than they expected (\u22120.2, where 2 is far above). Whether that is different from the month "
        "before (+0.1) cannot be told.",
        "Of 3 standards that were measured: 1 on target, 1 under target and 1 measured too seldom or too close to "
        "target to tell. Furthest "
        "under target: “Every letter is answered in time”, met in 80\u00a0% instead of 90\u00a0%.",
        "The widest gap is reliability: \u22120.5 against what was expected, from 22 answers.",
        "Standards are kept less on Saturdays (70\u00a0%) than on the other days.",
        "What to do first: look at the 20 times “Every letter is answered in time” was missed, and ask who was there "
        "what stood in the way.",
        "5 October: A new rota for Saturdays.",
        "“Two at the desk” is being tried. 83 % against 71 %.",
    ]


def test_where_little_is_known_little_is_said() -> None:
    few = replace(SILENT, matters=1, matters_before=1, asked=1, overall=Said("overall", 1, 1.0, None, None, 1))
    assert telling.opening(few, "Linden Quay", date(2027, 1, 1)) == (
        "In January 2027 Linden Quay served 1 matter, as in December."
    )
    assert telling.perceived(few) == (
        "1 customer told us how they found it: 1 better than expected, none as expected, none worse. "
        "That is too few to speak for all; 10 are needed."
    )
    assert (
        telling.perceived(replace(few, overall=Said("overall"))) == "1 customer was asked, and nobody has answered."
    )
    assert telling.perceived(SILENT) == "No customer was asked how they found it."
    assert telling.gap(few) not in telling.letter(few, "Linden Quay", OCTOBER), "too few is said once"
    assert telling.advice(replace(SILENT, asked=4)) == [
        "What to do first: hear more customers; 4 were asked and none answered. A question at the door or the desk "
        "reaches others."
    ]
    assert telling.advice(SILENT) == []
    assert telling.standards(SILENT) == "No standard was measured."
    assert telling.gap(SILENT).startswith("Too few answers")
    assert telling.weekdays(SILENT) == "Too little was measured to compare weekdays."


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (Said("overall", 40, 0.9, 0.7, 1.1), "That is worse than the month before (+0.9)."),
        (Said("overall", 40, -1.0, -1.2, -0.8), "That is better than the month before (\u22121.0)."),
        (Said("overall", 3, -1.0), "There were too few answers the month before to compare."),
    ],
)
def test_a_change_is_told_only_where_there_surely_is_one(then: Said, said: str) -> None:
    assert telling.perceived(replace(FULL, overall_before=then)).endswith(said)


def test_what_may_be_chance_is_not_called_as_they_expected() -> None:
    torn = replace(FULL, overall=Said("overall", 11, -0.3, -1.1, 0.5, 3, 1, 7))  # of 11, 7 found it worse
    assert "Whether that is better or worse than they expected on the whole cannot be told" in telling.perceived(torn)
    even = replace(FULL, overall=Said("overall", 51, 0.0, -0.2, 0.2, 12, 27, 12))
    assert "On the whole it was about as they expected (0.0, where 2 is far above)." in telling.perceived(even)


def test_no_gap_is_invented() -> None:
    fine = replace(FULL, dimensions=(Said("empathy", 30, -0.1, -0.3, 0.1),))
    assert telling.gap(fine).startswith("In no side of the service")


def test_the_largest_change_comes_first_and_few_measurements_are_no_change() -> None:
    assert [each.name for each in FULL.changed] == ["The phone is picked up", "Every letter is answered in time"]


def test_figures_come_back_as_they_were_kept() -> None:
    assert figures.read(figures.kept(FULL)) == FULL


AT = datetime(2026, 11, 1, tzinfo=UTC)


def test_the_paper_is_one_page_however_much_there_is_to_tell() -> None:
    praise = [Praise("Wonderful! " * 29, ("Callum Reid",), "Alice", "Linden House", 1, AT)] * 4
    much = replace(
        FULL,
        standards=tuple(
            Kept("A standard with a rather long name " * 6, 80, 100, 0.7, 0.9, 0.9, 85, 100) for _ in range(30)
        ),
        happened=FULL.happened * 40,
    )
    sheet = laid_out(much, "The Linden House by the Old Harbour " * 3, OCTOBER, praise, AT)
    assert sheet.y < HEIGHT
    drawn = sheet.file()
    assert drawn.startswith(b"%PDF")
    assert drawn.count(b"/Type /Page\n") == 1
    assert drawn == page(much, "The Linden House by the Old Harbour " * 3, OCTOBER, praise, AT)
    assert page(SILENT, "Linden Quay", OCTOBER, [], AT).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "written", "lost"),
    [
        ("Ευχαριστώ, спасибо, cảm ơn", "Ευχαριστώ, спасибо, cảm ơn", False),
        ("cafe\u0301 \u2764\ufe0f \U0001f44d\U0001f3fd", "café \u2764 \U0001f44d", False),
        ("\u0634\u0643\u0631\u0627 was lovely", "… was lovely", True),
    ],
)
def test_what_the_sheet_cannot_write_is_left_out_and_said(words: str, written: str, lost: bool) -> None:
    sheet = Sheet("A letter", "en", AT)
    assert sheet.scripts.written(words) == written
    assert sheet.scripts.lost is lost
    sheet.words(words)
    assert sheet.lines(words, size=8, width=178) == [written]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("Callum was wonderful", [1]),
        ("Callum Reid, thank you; and Ines!", [1, 2]),
        ("The callum lily", []),
        ("Callumina helped", []),
        ("Anna was kind", []),
        ("Anna Berg was kind", [3]),
        ("Jo was kind", []),
    ],
)
def test_a_colleague_is_named_by_a_name_that_is_theirs_alone(words: str, ids: list[int]) -> None:
    everybody = {1: "Callum Reid", 2: "Ines Costa", 3: "Anna Berg", 4: "Anna Holm", 5: "Jo Ek"}
    assert named(words, everybody) == ids


@pytest.mark.parametrize(
    ("local", "month"),
    [
        (datetime(2026, 11, 1, 5, 59, tzinfo=UTC), date(2026, 9, 1)),
        (datetime(2026, 11, 1, 6, tzinfo=UTC), OCTOBER),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), OCTOBER),
        (datetime(2027, 1, 1, 6, tzinfo=UTC), date(2026, 12, 1)),
    ],
)
def test_the_latest_month_that_is_over_is_told(local: datetime, month: date) -> None:
    assert month_to_tell(local) == month


def test_of_so_few_that_a_share_is_noise_the_count_is_told() -> None:
    assert [telling.share(each) for each in FULL.standards] == ["80\u00a0%", "95\u00a0%", "5 of 6", "\u2013"]
    assert telling.mean(Said("empathy", 4, 0.5)) == "too few"
    assert telling.mean(Said("empathy")) == "\u2013"
    assert telling.mean(FULL.overall) == "\u22120.2"


def test_months() -> None:
    assert months_to_tell(datetime(2027, 1, 9, tzinfo=UTC)) == [date(2026, 12, 1), date(2026, 11, 1), OCTOBER]
    assert before(date(2026, 1, 1)) == date(2025, 12, 1)
    assert last_day(date(2028, 2, 1)) == date(2028, 2, 29)


def test_every_letter_is_somebody_s() -> None:
    assert gets_it("manager", has_manager=True, wish=None)
    assert not gets_it("owner", has_manager=True, wish=None)
    assert gets_it("owner", has_manager=False, wish=None)
    assert not gets_it("manager", has_manager=True, wish=False)
    assert gets_it("owner", has_manager=True, wish=True)
