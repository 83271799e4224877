"""The figures for judging against an independent count in plain SQL, for two quarters, and as they are frozen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from families.models import Assessment, Need, Participation
from institutions import realisation
from institutions.models import AnnualPlan, Facility, FamilyCareUnit, Institution, Meeting, Membership
from referrals.models import Case, Partnership
from reporting import indicators
from reporting.models import QuarterFigures, Report
from reporting.quarterly import content
from reporting.success.changes import changes_in
from reporting.success.problems import problems_in
from tests.factories import TODAY
from tests.reporting import helped, make
from tests.reporting.judged import NOW, asked, decree, judged
from tests.reporting.make import QUARTER, day
from tests.reporting.sign_sql import SIGNS, recount_changes, recount_problems, recount_signs
from tests.reporting.test_figures import recount

SIGN_COLUMNS = tuple(column for column in indicators.COLUMNS if column not in indicators.REPORT_COLUMNS)


@pytest.fixture
def village(people, remember):
    return remember("judged village", lambda: judged(people))


def signs(village, quarter):
    counted = indicators.count_all(village, quarter)
    return {column: counted[column] for column in SIGN_COLUMNS}


def by_sql(village, quarter):
    return recount(village, quarter) | recount_signs(village, quarter)


def test_the_report_prints_its_own_columns_only():
    assert list(SIGNS) == [code for code in indicators.FIGURES if code not in indicators.REPORT_FIGURES]
    assert indicators.COLUMNS == (*indicators.REPORT_COLUMNS, *SIGN_COLUMNS)
    printed = {figure.code for _, _, figures in indicators.GROUPS for figure in figures}
    assert printed == set(indicators.REPORT_FIGURES) and not printed & set(SIGNS)


@pytest.mark.clause("SUC-01")
@pytest.mark.clause("VAL-08")
def test_every_sign_equals_an_independent_count(village):
    """Every column of every figure, women and men apart; and each finds something in one of the two quarters."""
    counted = {quarter: indicators.count_all(village, quarter) for quarter in (QUARTER, NOW)}
    for quarter, figures in counted.items():
        assert figures == by_sql(village, quarter)
        assert {column: figures[column] for column in indicators.REPORT_COLUMNS} == indicators.count(village, quarter)
    assert [column for column in indicators.COLUMNS if not any(row[column] for row in counted.values())] == []


@pytest.mark.clause("SUC-01")
def test_the_signs_told_by_hand(village):
    """The same without any query, for what this village is known to have done."""
    before, now = signs(village, QUARTER), signs(village, NOW)
    known = {
        "cases_recorded": (1, 2), "partners_end": (2, 1), "psks_mapped_end": (5, 5), "psks_used": (2, 1),
        "decree_in_force_end": (1, 1), "elements_end": (3, 2), "secretariat_end": (1, 1), "name_board_end": (1, 0),
        "plan_agreed_end": (1, 1), "books_kept": (3, 2), "plan_items_due": (5, 5), "plan_items_done": (3, 3),
        "help_kinds": (5, 4), "fund_sources": (2, 1), "village_involved": (1, 1), "media_made": (1, 0),
        "plasma_compared": (2, 2), "plasma_risen": (1, 2), "plasma_risen_women": (1, 1), "plasma_risen_men": (0, 1),
        "plasma_participating": (2, 0),
    }  # fmt: skip
    assert {column: (before[column], now[column]) for column in known} == known


def test_a_part_is_never_more_than_its_whole(village):
    """Row by row: a share of 100 % is the most."""
    for part, whole in (
        ("cases_joint", "cases_handled"), ("cases_recorded", "cases_handled"), ("members_active", "members_end"),
        ("psks_used", "psks_mapped_end"), ("plan_items_done", "plan_items_due"), ("plasma_compared", "plasma_end"),
        ("plasma_risen", "plasma_compared"), ("plasma_participating", "plasma_end"),
        ("meetings_held", "meetings_planned"), ("media_made", "help_held"),
    ):  # fmt: skip
        for quarter in (QUARTER, NOW):
            found, every = (
                set(indicators.rows_of(code, village, quarter).values_list("pk", flat=True)) for code in (part, whole)
            )
            assert found <= every, part


def test_the_plan_is_counted_as_its_page_reads_it(village):
    for quarter in (QUARTER, NOW):
        plan = AnnualPlan.objects.get(unit__region=village, year=quarter.year)
        told = realisation.totals_of(realisation.lines_of(plan, max(TODAY, quarter.end)))[quarter.number - 1]
        counted = signs(village, quarter)
        assert (told["planned"], told["done"]) == (counted["plan_items_due"], counted["plan_items_done"])


def test_rows_behind_a_sign(village, people):
    counted = signs(village, QUARTER)
    for code in SIGNS:
        figure = indicators.figure_named(code)
        rows = list(indicators.rows_of(code, village, QUARTER))
        assert sum(map(figure.number_of, rows)) == counted[code], code
        for row in rows:
            text, url = figure.of_row(row)
            assert text and url.startswith("/"), code
        if rows:
            assert indicators.rows_seen_by(code, village, QUARTER, people.secretary).exists(), code
    (books,) = indicators.rows_seen_by("books_kept", village, QUARTER, people.secretary)
    assert "buku kas, buku surat, buku kasus dan konsultasi" in indicators.figure_named("books_kept").of_row(books)[0]


def test_counting_for_a_report_costs_no_more_for_the_signs(village):
    with CaptureQueriesContext(connection) as printed:
        indicators.count(village, QUARTER)
    with CaptureQueriesContext(connection) as everything:
        indicators.count_all(village, QUARTER)
    assert not any("referrals_partnership" in query["sql"] for query in printed)
    tables = {figure.rows.table for figure in indicators.FIGURES.values()}
    assert len(everything) <= len(tables) + 3


def test_another_village_and_another_time_have_none_of_it(village, regions):
    assert not any(signs(regions.sibling, QUARTER).values())
    assert indicators.count_all(village.parent, QUARTER) == indicators.count_all(village, QUARTER)


def test_the_secretariat_is_read_as_the_checklist_reads_it(village):
    Facility.objects.filter(kind="secretariat").update(gone_on=QUARTER.end)
    assert signs(village, QUARTER)["secretariat_end"] == 1
    FamilyCareUnit.objects.update(address="")
    assert signs(village, QUARTER)["secretariat_end"] == 0


# --- splits -----------------------------------------------------------------------------------------------------
def test_the_splits_equal_an_independent_count(village):
    for quarter in (QUARTER, NOW):
        changes, problems = changes_in(village, quarter), problems_in(village, quarter)
        assert changes == recount_changes(village, quarter)
        assert problems == recount_problems(village, quarter)
        counted = indicators.count(village, quarter)
        for name, column in (("found", "needs_opened"), ("met", "needs_met"), ("open_end", "needs_open_end")):
            assert sum(row[name] for row in problems.values()) == counted[column]
    told = changes_in(village, QUARTER)
    assert told["L2.1"] == {"compared_women": 1, "compared_men": 0, "before_women": 1, "before_men": 0,
                            "after_women": 1, "after_men": 0}  # fmt: skip
    assert (told["L3.2"]["before_women"], told["L3.2"]["after_women"], told["L3.2"]["compared_men"]) == (1, 0, 1)
    assert any(row["without_service_end"] for row in problems_in(village, QUARTER).values())


def test_problems_that_are_kept_secret_stand_in_no_split(village):
    row = Need.objects.filter(family__region=village, found_on__range=(QUARTER.start, QUARTER.end)).first()
    type(row.problem).objects.filter(pk=row.problem_id).update(is_sensitive=True)
    assert row.problem.code not in problems_in(village, QUARTER)
    assert problems_in(village, QUARTER) == recount_problems(village, QUARTER)


# --- frozen -----------------------------------------------------------------------------------------------------
def frozen(report):
    figures = QuarterFigures.objects.get(report=report)
    return (
        indicators.values_of(figures, indicators.COLUMNS),
        {row.code: tuple(vars(row)[f"{name}_{ending}"] for name in ("compared", "before", "after")
                         for ending in ("women", "men")) for row in figures.changes.all()},
        {row.code: (row.found, row.met, row.open_end, row.without_service_end) for row in figures.problems.all()},
    )  # fmt: skip


def told_now(village, quarter):
    return (
        by_sql(village, quarter),
        {code: tuple(row.values()) for code, row in recount_changes(village, quarter).items()},
        {code: tuple(row.values()) for code, row in recount_problems(village, quarter).items()},
    )


def happens_later(village):
    """After the quarter: members leave, things end, families are asked again, cases and needs close."""
    Membership.objects.filter(unit__region=village, left_on=None).update(left_on=NOW.start)
    Facility.objects.filter(gone_on=None).update(gone_on=NOW.start)
    Institution.objects.filter(region=village, closed_on=None).update(closed_on=NOW.start)
    Partnership.objects.filter(ended_on=None).update(ended_on=TODAY, end_reason="Selesai")
    Case.objects.filter(closed_on=None).update(stage="closed", closed_on=NOW.start, outcome="full", result="Ya")
    for life in Participation.objects.filter(role="plasma", ended_on=None):
        asked(life.family, TODAY, ())
    Participation.objects.filter(role="plasma", ended_on=None).update(stage="withdrawn", ended_on=TODAY)
    Need.objects.filter(closed_on=None).update(state="met", closed_on=NOW.start)
    decree(FamilyCareUnit.of(village), TODAY)
    helped.record(village, NOW.start, kind="media")


@pytest.mark.clause("SUC-01")
def test_what_was_sent_is_frozen_with_its_splits_and_rewritten_by_another_sending(village, people):
    Report.objects.all().delete()
    report = make.sent(people.secretary)
    as_sent = frozen(report)
    assert as_sent == told_now(village, QUARTER) and all(as_sent)
    assert set(report.versions.get().figures) == set(indicators.REPORT_COLUMNS)
    happens_later(village)
    assert told_now(village, QUARTER) == as_sent == frozen(report)  # the past stays, however it is counted
    assert signs(village, QUARTER) == recount_signs(village, QUARTER)
    assert content.later_changes(make.fresh(report)) == []

    Assessment.objects.filter(assessed_on=day(QUARTER, 50)).update(assessed_on=NOW.start)
    assert content.later_changes(make.fresh(report)) == [("Penilaian keluarga", *_both(report, village))]
    for section in ("results",):
        make.review(report, people.regency_reports, mend=(section,))
    make.step(report, "return", people.regency_reports)
    mended = {"text": "Diperbaiki.", "done": True}
    make.actions.save_section(make.fresh(report), "results", by=people.secretary, on=TODAY, **mended)
    make.step(make.reasoned(make.fresh(report), people.secretary), "send", people.secretary)
    again = frozen(report)
    assert again == told_now(village, QUARTER) != as_sent and "L2.1" not in again[1]
    assert report.versions.count() == 2


def _both(report, village):
    return report.figures.assessments_made, indicators.count(village, QUARTER)["assessments_made"]


def test_a_meeting_that_is_reopened_is_still_planned(village):
    before = signs(village, QUARTER)["meetings_planned"]
    Meeting.objects.filter(stage="held", held_on=QUARTER.end, region=village).update(stage="planned")
    assert signs(village, QUARTER)["meetings_planned"] == before == recount_signs(village, QUARTER)["meetings_planned"]
