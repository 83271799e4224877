"""Every figure against an independent count in plain SQL, for two quarters."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from families.models import Need
from reporting import indicators
from reporting.models import QuarterFigures
from reporting.periods import Quarter
from tests import factories
from tests.families import make as families
from tests.families import short
from tests.referrals import make as referrals
from tests.reporting.make import QUARTER, day
from tests.reporting.village import NOW, rich

FAMILY = " FROM families_family f WHERE f.region_id = %(village)s"
LIFE = (
    " FROM families_participation p JOIN families_family f ON f.id = p.family_id WHERE f.region_id = %(village)s"
)  # fmt: skip
MEETING = (
    " FROM institutions_meeting m WHERE m.region_id = %(village)s AND m.stage = 'held'"
    " AND m.held_on BETWEEN %(start)s AND %(end)s"
)
PRESENT = (
    " FROM institutions_attendance a JOIN institutions_person q ON q.id = a.person_id WHERE a.present"
    " AND a.meeting_id IN (SELECT m.id" + MEETING + ")"
)
MEMBER = (
    " FROM institutions_membership w JOIN institutions_familycareunit u ON u.id = w.unit_id"
    " JOIN institutions_person q ON q.id = w.person_id WHERE u.region_id = %(village)s"
    " AND w.joined_on <= %(end)s AND COALESCE(w.left_on, '9999-12-31') > %(end)s"
)
TERM = (
    " FROM institutions_officerterm t JOIN institutions_familycareunit u ON u.id = t.unit_id"
    " JOIN institutions_membership k ON k.id = t.membership_id JOIN institutions_person q ON q.id = k.person_id"
    " WHERE u.region_id = %(village)s AND t.valid_from <= %(end)s AND COALESCE(t.valid_until, '9999-12-31') >= %(end)s"
)
NOTE = (
    " FROM families_mentoringnote n JOIN families_family f ON f.id = n.family_id WHERE f.region_id = %(village)s"
    " AND n.held_on BETWEEN %(start)s AND %(end)s"
)
PAIRING = (
    " FROM families_pairing c JOIN families_participation p ON p.id = c.plasma_id JOIN families_family f"
    " ON f.id = p.family_id WHERE f.region_id = %(village)s AND c.paired_from <= %(end)s"
    " AND COALESCE(c.paired_until, '9999-12-31') > %(end)s"
)
NEED = " FROM families_need d JOIN families_family f ON f.id = d.family_id WHERE f.region_id = %(village)s"
REFERRAL = " FROM referrals_referral r WHERE r.region_id = %(village)s"
ROUND = " FROM families_assessment s JOIN families_family f ON f.id = s.family_id WHERE f.region_id = %(village)s"
IN = " AND {} BETWEEN %(start)s AND %(end)s"
AT_END = " AND {} <= %(end)s AND COALESCE({}, '9999-12-31') > %(end)s"
ALL, FAMILIES = "SELECT COUNT(*)", "SELECT COUNT(DISTINCT f.id)"
WAITING = (
    REFERRAL + " AND r.sent_on <= %(end)s AND NOT (COALESCE(r.answered_on, '9999-12-31') <= %(end)s"
    " OR COALESCE(r.declined_on, '9999-12-31') <= %(end)s OR COALESCE(r.recalled_on, '9999-12-31') <= %(end)s"
    " OR COALESCE(r.closed_on, '9999-12-31') <= %(end)s)"
)
WAS_PLASMA = (
    " AND EXISTS (SELECT 1 FROM families_participation z WHERE z.family_id = f.id AND z.role = 'plasma'"
    " AND z.designated_on <= {0} AND COALESCE(z.ended_on, '9999-12-31') >= {0})"
)
LAST_WAS = (
    " AND 'plasma' = (SELECT z.role FROM families_participation z WHERE z.family_id = f.id"
    " AND z.designated_on < p.designated_on ORDER BY z.designated_on DESC, z.id DESC LIMIT 1)"
)
OWN = " WHERE {0}.region_id = %(village)s AND {0}.keeper_id = %(village)s"
RECORD = " FROM referrals_servicerecord h" + OWN.format("h") + " AND h.withdrawn_on IS NULL"
TALK = " FROM referrals_counselling k WHERE k.keeper_id = %(village)s AND k.withdrawn_on IS NULL"
CASE = " FROM referrals_case c" + OWN.format("c")
CALL = " FROM referrals_emergency e" + OWN.format("e") + " AND e.called_at >= %(midnight)s AND e.called_at < %(after)s"
BODIES = (
    " AND (SELECT COUNT(DISTINCT b.institution_id) FROM referrals_casestepbody b JOIN referrals_casestep t"
    " ON t.id = b.step_id WHERE t.case_id = c.id AND t.done_on <= %(end)s) >= 2"
)
ENDED_THEN = (
    " AND (c.closed_on BETWEEN %(start)s AND %(end)s OR EXISTS (SELECT 1 FROM referrals_casestep t WHERE"
    " t.case_id = c.id AND t.had_ended_on BETWEEN %(start)s AND %(end)s AND t.done_on > %(end)s))"
)
PIONEER, PLASMA = LIFE + " AND p.role = 'pioneer'", LIFE + " AND p.role = 'plasma'"
GOOD = " AND r.outcome IN ('full', 'partly')"

ROLE_ON = (
    " JOIN families_participation p ON p.family_id = {0}.family_id AND p.role = '{2}' AND p.designated_on <= {1}"
    " AND COALESCE(p.ended_on, '9999-12-31') > {1}"
)


def helped(role):
    """Families at an activity of help or in the book of consultations, by their role on that day."""
    served = RECORD.replace(" WHERE", " JOIN referrals_servedfamily v ON v.record_id = h.id"
                            + ROLE_ON.format("v", "h.held_on", role) + " WHERE", 1)  # fmt: skip
    asked = TALK.replace(" WHERE", ROLE_ON.format("k", "k.held_on", role) + " WHERE", 1)
    return (
        ALL + FAMILY + " AND f.id IN (SELECT v.family_id" + served + IN.format("h.held_on")
        + " UNION SELECT k.family_id" + asked + IN.format("k.held_on") + ")"
    )  # fmt: skip


# {column: SQL}; where a second value stands, the column is split by it.
SQL = {
    "meetings_held": (ALL + MEETING, ""),
    "attendances": (ALL + PRESENT, "q.sex"),
    "members_end": (ALL + MEMBER, "q.sex"),
    "officers_end": (ALL + TERM, "q.sex"),
    "candidates_new": (ALL + FAMILY + IN.format("f.recorded_on"), "f.head_sex"),
    "families_end": (ALL + FAMILY + AT_END.format("f.recorded_on", "f.archived_on"), ""),
    "pioneers_new": (ALL + PIONEER + IN.format("p.designated_on"), ""),
    "pioneers_end": (ALL + PIONEER + AT_END.format("p.designated_on", "p.ended_on"), "f.head_sex"),
    "pioneers_on_duty_end": (ALL + PIONEER + AT_END.format("p.on_duty_from", "p.ended_on"), ""),
    "plasma_new": (ALL + PLASMA + IN.format("p.designated_on"), ""),
    "plasma_end": (ALL + PLASMA + AT_END.format("p.designated_on", "p.ended_on"), "f.head_sex"),
    "assessments_made": (ALL + ROUND + IN.format("s.assessed_on"), ""),
    "pairings_end": (ALL + PAIRING, ""),
    "mentoring_notes": (ALL + NOTE, ""),
    "plasma_visited": (FAMILIES + NOTE, "f.head_sex"),
    "needs_opened": (ALL + NEED + IN.format("d.found_on"), ""),
    "needs_met": (ALL + NEED + IN.format("d.closed_on") + " AND d.state = 'met'", ""),
    "needs_open_end": (ALL + NEED + AT_END.format("d.found_on", "d.closed_on"), ""),
    "help_held": (ALL + RECORD + IN.format("h.held_on"), ""),
    "help_participants": (
        "SELECT COALESCE(SUM(COALESCE(h.women, 0) + COALESCE(h.men, 0)), 0)" + RECORD + IN.format("h.held_on"), ""),
    "consultations": (ALL + TALK + IN.format("k.held_on"), "k.client_sex"),
    "consultations_new": (ALL + TALK + IN.format("k.held_on") + " AND NOT k.is_returning", ""),
    "consultations_returning": (ALL + TALK + IN.format("k.held_on") + " AND k.is_returning", ""),
    "pioneers_helped": (helped("pioneer"), "f.head_sex"),
    "plasma_helped": (helped("plasma"), "f.head_sex"),
    "cases_opened": (ALL + CASE + IN.format("c.opened_on"), ""),
    "cases_closed": (ALL + CASE + ENDED_THEN, ""),
    "cases_joint": (
        ALL + CASE + " AND c.opened_on <= %(end)s AND COALESCE(c.closed_on, '9999-12-31') >= %(start)s" + BODIES, ""),
    "referrals_sent": (ALL + REFERRAL + IN.format("r.sent_on"), ""),
    "referrals_sent_village": (ALL + REFERRAL + IN.format("r.sent_on") + " AND r.level = 'village'", ""),
    "referrals_sent_subdistrict": (ALL + REFERRAL + IN.format("r.sent_on") + " AND r.level = 'subdistrict'", ""),
    "referrals_sent_regency": (ALL + REFERRAL + IN.format("r.sent_on") + " AND r.level = 'regency'", ""),
    "referrals_capital": (ALL + REFERRAL + IN.format("r.sent_on") + " AND r.purpose = 'capital'", ""),
    "referrals_answered": (ALL + REFERRAL + IN.format("r.answered_on"), ""),
    "referrals_closed": (ALL + REFERRAL + IN.format("r.closed_on"), ""),
    "referrals_served": (ALL + REFERRAL + IN.format("r.closed_on") + GOOD, ""),
    "referrals_reached": (ALL + REFERRAL + IN.format("r.closed_on") + " AND r.reached", ""),
    "referrals_waiting_end": (ALL + WAITING, ""),
    "referrals_overdue_end": (ALL + WAITING + " AND r.sent_on < %(long_ago)s", ""),
    "emergencies": (ALL + CALL, ""),
    "plasma_needs_met": (
        FAMILIES + NEED + IN.format("d.closed_on") + " AND d.state = 'met'" + WAS_PLASMA.format("d.closed_on"),
        "f.head_sex"),
    "plasma_served": (
        FAMILIES + REFERRAL.replace(" WHERE", " JOIN families_family f ON f.id = r.family_id WHERE")
        + IN.format("r.closed_on") + GOOD + WAS_PLASMA.format("r.closed_on"), "f.head_sex"),
    "plasma_promoted": (ALL + PIONEER + IN.format("p.designated_on") + LAST_WAS, "f.head_sex"),
}  # fmt: skip


def recount(village, quarter, *, waiting_days=14):
    """{column: number} by plain SQL."""
    facts = {
        "village": village.pk, "start": quarter.start.isoformat(), "end": quarter.end.isoformat(),
        "long_ago": (min(quarter.end, factories.TODAY) - timedelta(days=waiting_days)).isoformat(),
        "midnight": f"{quarter.start - timedelta(days=1)} 17:00:00",  # in UTC, where a day of the village begins
        "after": f"{quarter.end} 17:00:00",
    }  # fmt: skip
    found = {}
    with connection.cursor() as cursor:
        for code, (sql, split) in SQL.items():
            wanted = {code: sql}
            if split:
                wanted[f"{code}_women"] = f"{sql} AND {split} = 'female'"
                wanted[f"{code}_men"] = f"{sql} AND {split} = 'male'"
            if code == "help_participants":
                for sex in ("women", "men"):
                    wanted[f"{code}_{sex}"] = f"SELECT COALESCE(SUM(h.{sex}), 0){RECORD}{IN.format('h.held_on')}"
            for column, statement in wanted.items():
                cursor.execute(statement, facts)
                found[column] = cursor.fetchone()[0]
    return found


@pytest.fixture
def village(people, remember):
    return remember("rich village", lambda: rich(people))


def test_every_column_has_a_figure_and_a_count_of_its_own():
    stored = [f.name for f in QuarterFigures._meta.fields if f.get_internal_type() == "PositiveIntegerField"]
    assert [name for name in stored if name != "version"] == list(indicators.COLUMNS)
    assert list(SQL) == list(indicators.REPORT_FIGURES)
    assert all(indicators.label_of(column) for column in indicators.COLUMNS)
    with pytest.raises(LookupError):
        indicators.figure_named("nothing")


@pytest.mark.clause("SUC-05")
def test_every_figure_equals_an_independent_count(village):
    """Two quarters; and every figure finds something in one of them, so that nothing equal is merely empty."""
    counted = {quarter: indicators.count(village, quarter) for quarter in (QUARTER, NOW)}
    for quarter, figures in counted.items():
        assert figures == recount(village, quarter)
    empty = [column for column in indicators.REPORT_COLUMNS if not any(row[column] for row in counted.values())]
    assert empty == ["plasma_needs_met_men", "plasma_promoted_men"]  # found in `tests.reporting.judged`
    for code in ("plasma_needs_met", "plasma_served", "plasma_promoted"):
        assert sum(row[code] for row in counted.values()) >= 1


def test_the_figures_told_by_hand(village):
    """The same without any query, for what this village is known to have done."""
    before, now = indicators.count(village, QUARTER), indicators.count(village, NOW)
    known = {
        "pioneers_end": (2, 2), "plasma_end": (3, 2), "plasma_promoted": (0, 1), "plasma_needs_met": (1, 0),
        "plasma_served": (1, 1), "referrals_sent": (5, 0), "referrals_waiting_end": (2, 1),
        "referrals_overdue_end": (1, 1), "referrals_served": (1, 1), "mentoring_notes": (3, 1),
        "plasma_visited": (2, 1), "officers_end": (2, 2), "plasma_end_men": (1, 1), "pairings_end": (2, 1),
        "pioneers_on_duty_end": (2, 1), "help_held": (2, 1), "help_participants": (12, 5),
        "help_participants_women": (8, 5), "consultations": (2, 1), "consultations_men": (1, 0),
        "consultations_new": (1, 0), "consultations_returning": (1, 1), "pioneers_helped": (1, 1),
        "plasma_helped": (2, 1), "cases_opened": (3, 0), "cases_closed": (1, 1), "cases_joint": (1, 2),
        "referrals_sent_village": (1, 0), "referrals_capital": (1, 0), "referrals_reached": (2, 0),
        "emergencies": (2, 1),
    }  # fmt: skip
    assert {column: (before[column], now[column]) for column in known} == known


def test_the_region_says_when_a_referral_is_overdue(village):
    village.settings.create(key="referral_overdue_days", value="80")
    assert indicators.count(village, QUARTER) == recount(village, QUARTER, waiting_days=80)
    assert indicators.count(village, QUARTER)["referrals_overdue_end"] == 0


def test_nothing_is_late_in_a_quarter_that_still_runs_before_its_day(village, people, regions):
    before = indicators.count(village, NOW)
    waiting = Need.objects.filter(family__region=village, closed_on=None).exclude(referrals__isnull=False).first()
    referrals.sent(people, on=factories.TODAY, row=waiting)
    after = indicators.count(village, NOW)
    assert after["referrals_waiting_end"] == before["referrals_waiting_end"] + 1
    assert after["referrals_overdue_end"] == before["referrals_overdue_end"]


def test_another_village_is_not_counted(village, people, regions):
    before = indicators.count(village, QUARTER), indicators.count(village, NOW)
    neighbour = factories.AssignmentFactory(role="secretary", region=regions.sibling)
    short.group(short.unit(regions.sibling))
    families.candidate(neighbour, "Painem")
    short.held("routine", regions.sibling, day(QUARTER, 7))
    assert (indicators.count(village, QUARTER), indicators.count(village, NOW)) == before
    assert indicators.count(regions.sibling, QUARTER) == recount(regions.sibling, QUARTER)
    assert indicators.count(regions.sibling, QUARTER)["meetings_held"] == 1
    both = indicators.count(regions.subdistrict, QUARTER)
    assert both["meetings_held"] == before[0]["meetings_held"] + 1
    assert not any(indicators.count(regions.elsewhere, QUARTER).values())


def test_a_quarter_without_anything_is_all_zero(village):
    assert set(indicators.count(village, Quarter(2001, 1)).values()) == {0}


def test_rows_behind_a_figure(village, people):
    """As many rows as were counted, each with words and an address; only for who may see them."""
    counted = indicators.count(village, QUARTER)
    for code, figure in indicators.REPORT_FIGURES.items():
        rows = list(indicators.rows_of(code, village, QUARTER))
        assert sum(map(figure.number_of, rows)) == counted[code], code
        for row in rows:
            text, url = figure.of_row(row)
            assert text and url.startswith("/"), code
    assert indicators.rows_seen_by("plasma_end", village, QUARTER, people.secretary).count() == counted["plasma_end"]
    assert not indicators.rows_seen_by("plasma_end", village, QUARTER, people.regency_reports).exists()
    assert indicators.rows_seen_by("meetings_held", village, QUARTER, people.regency_reports).exists()
    stranger = factories.AssignmentFactory(role="secretary", region=people.secretary.region.parent.children.last())
    assert not indicators.rows_seen_by("plasma_end", village, QUARTER, stranger).exists()


def test_counting_costs_the_same_whatever_there_is(village, regions):
    with CaptureQueriesContext(connection) as full:
        indicators.count(village, QUARTER)
    with CaptureQueriesContext(connection) as empty:
        indicators.count(regions.elsewhere, QUARTER)
    tables = {figure.rows.table for figure in indicators.REPORT_FIGURES.values()}
    assert len(full) == len(empty) <= len(tables) + 1 < 20  # one more for the setting


def test_the_table_for_display(village):
    table = indicators.table(indicators.count(village, QUARTER))
    assert [heading for heading, _ in table] == [heading for _, heading, _ in indicators.GROUPS]
    label, all_, women, men = table[0][1][1]
    assert label == "Kehadiran dalam pertemuan" and all_ == women + men
    assert table[0][1][0][2:] == (None, None)
