# ruff: noqa: S608  (every piece of SQL is written here)
"""The figures for judging and the two splits counted by plain SQL, apart from how the application counts them."""

from django.db import connection

from tests.reporting.test_figures import (
    ALL,
    AT_END,
    CASE,
    IN,
    MEETING,
    MEMBER,
    NEED,
    PLASMA,
    RECORD,
    REFERRAL,
    TALK,
)

THEN = " BETWEEN %(start)s AND %(end)s"
UNIT = (
    " FROM institutions_familycareunit u WHERE u.region_id = %(village)s AND u.formed_on <= %(end)s"
    " AND COALESCE(u.deactivated_on, '9999-12-31') > %(end)s"
)
HELD = "SELECT m.id" + MEETING
MONTHS = "(',' || REPLACE(REPLACE(REPLACE(CAST(i.months AS text), '[', ''), ']', ''), ' ', '') || ',')"
STATE = (
    'COALESCE((SELECT g.state FROM institutions_itemprogress g WHERE g.item_id = i.id AND g."on" {} ORDER BY g."on"'
    " DESC, g.id DESC LIMIT 1), '')"
)
ITEM = (
    " FROM institutions_planitem i JOIN institutions_annualplan l ON l.id = i.plan_id WHERE l.region_id = %(village)s"
    " AND l.unit_id IS NOT NULL AND l.year = %(year)s AND l.agreed_on <= %(end)s AND (" + " OR ".join(
        f"{MONTHS} LIKE '%%,' || %(month_{number})s || ',%%'" for number in (1, 2, 3)) + ")"
    f" AND {STATE.format('< %(start)s')} <> 'cancelled'"
)  # fmt: skip
DONE = " AND (" + STATE.format("<= %(end)s") + " = 'done'" + "".join(
    f" OR EXISTS (SELECT 1 FROM {table} x WHERE x.{key} = i.id AND x.{day}{THEN}{more})"
    for table, key, day, more in (
        ("institutions_activity", "plan_item_id", "done_on", " AND x.withdrawn_on IS NULL"),
        ("referrals_servicerecord", "plan_item_id", "held_on", " AND x.withdrawn_on IS NULL"),
        ("referrals_counselling", "plan_item_id", "held_on", " AND x.withdrawn_on IS NULL"),
        ("referrals_case", "plan_item_id", "opened_on", ""),
        ("institutions_itemprogress", "item_id", '"on"', " AND x.state <> 'cancelled'"),
    )
) + ")"  # fmt: skip
ACTIVE = (
    f" AND (EXISTS (SELECT 1 FROM institutions_attendance a JOIN institutions_meeting b ON b.id = a.meeting_id WHERE"
    f" a.present AND a.person_id = q.id AND b.held_on >= w.joined_on AND b.id IN ({HELD}))"
    f" OR EXISTS (SELECT 1 FROM institutions_decision d WHERE UPPER(d.owner) = UPPER(q.name) AND d.meeting_id IN"
    f" ({HELD})) OR q.id IN (SELECT i.person_id{ITEM} AND i.person_id IS NOT NULL)"
    f" OR EXISTS (SELECT 1 FROM institutions_activity y WHERE y.membership_id = w.id AND y.withdrawn_on IS NULL"
    f" AND y.done_on{THEN})"
    f" OR EXISTS (SELECT 1 FROM referrals_referral r WHERE r.helper_id = w.id AND r.sent_on{THEN})"
    f" OR EXISTS (SELECT 1{CASE} AND c.owner_id = q.id AND c.opened_on <= %(end)s AND COALESCE(c.closed_on,"
    f" '9999-12-31') >= %(start)s)"
    f" OR EXISTS (SELECT 1 FROM families_mentoringnote n WHERE n.author_id = q.id AND n.held_on{THEN}))"
)
LIVE_CASE = CASE + " AND c.opened_on <= %(end)s AND COALESCE(c.closed_on, '9999-12-31') >= %(start)s"
WHOLE = (
    " AND c.problem_id IS NOT NULL AND (c.closed_on IS NULL OR (c.outcome <> '' AND c.result <> '')) AND EXISTS"
    " (SELECT 1 FROM referrals_casestep t WHERE t.case_id = c.id AND t.done_on <= %(end)s AND t.had_ended_on IS NULL)"
)
BODY = (
    " FROM institutions_institution o JOIN institutions_institutiontype e ON e.id = o.element_id WHERE o.region_id ="
    " %(village)s AND e.\"group\" <> 'office' AND e.code <> 'keluarga-pionir'"
    + AT_END.format("o.mapped_on", "o.closed_on")
)  # fmt: skip
USED = (
    f" AND o.id IN (SELECT p.institution_id FROM referrals_recordpartner p WHERE p.record_id IN (SELECT h.id{RECORD}"
    f" AND h.held_on{THEN}) UNION SELECT b.institution_id FROM referrals_casestepbody b JOIN referrals_casestep t ON"
    f" t.id = b.step_id WHERE t.done_on{THEN} AND t.case_id IN (SELECT c.id{CASE})"
    f" UNION SELECT r.body_id{REFERRAL} AND r.body_id IS NOT NULL AND r.sent_on{THEN}"
    f" UNION SELECT s.institution_id FROM referrals_service s WHERE s.id IN (SELECT r.service_id{REFERRAL} AND"
    f" r.sent_on{THEN}))"
)
FACILITY = (
    " EXISTS (SELECT 1 FROM institutions_facility y WHERE y.unit_id = u.id AND y.kind = '{}'"
    + AT_END.format("y.since", "y.gone_on") + ")"
)  # fmt: skip
DECREE = (
    " AND EXISTS (SELECT 1 FROM institutions_decree y JOIN institutions_issueddocument z ON z.id = y.document_id WHERE"
    " y.unit_id = u.id AND z.stage IN ('issued', 'replaced') AND y.effective_on <= %(end)s)"
)
INVITED = (
    " FROM institutions_meeting m WHERE m.region_id = %(village)s AND m.held_on" + THEN + " AND (m.stage <> 'cancelled'"
    " OR EXISTS (SELECT 1 FROM institutions_issueddocument z WHERE z.meeting_id = m.id AND z.kind = 'invitation' AND"
    " z.dated_on IS NOT NULL))"
)
CAME = (
    "EXISTS (SELECT 1 FROM institutions_attendance a WHERE a.present AND a.element IN ('government', 'subdistrict') AND"
    f" a.meeting_id IN ({HELD}))"
)
PARTNER = (
    " FROM referrals_partnership p WHERE p.region_id = %(village)s" + AT_END.format("p.valid_from", "p.ended_on")
    + " AND COALESCE(p.valid_until, '9999-12-31') >= %(end)s"
)  # fmt: skip


def flags(*conditions):
    """How many of these conditions hold, summed over the FCUs."""
    told = " + ".join(f"(CASE WHEN {condition} THEN 1 ELSE 0 END)" for condition in conditions)
    return f"SELECT COALESCE(SUM({told}), 0){UNIT}"


def there(rows, day=""):
    return f"EXISTS (SELECT 1{rows}{IN.format(day) if day else ''})"


def record(*kinds):
    return there(f"{RECORD} AND h.kind IN ({', '.join(map(repr, kinds))})", "h.held_on")


LETTERS = (
    there(" FROM institutions_issueddocument z WHERE z.region_id = %(village)s AND z.book = 'fcu' AND z.stage NOT IN"
          " ('draft', 'cancelled')", "z.dated_on")
    + " OR " + there(" FROM institutions_incomingletter z WHERE z.region_id = %(village)s AND z.book = 'fcu' AND"
                     " z.withdrawn_on IS NULL", "z.received_on")
)  # fmt: skip
CASH = there(
    " FROM reporting_cashentry z JOIN reporting_cashbook k ON k.id = z.book_id WHERE k.unit_id = u.id AND"
    " z.stage = 'booked'", 'z."on"'
)  # fmt: skip
TALKED = there(TALK, "k.held_on")
WORKED = " OR ".join((
    there(" FROM referrals_case c WHERE c.keeper_id = %(village)s", "c.opened_on"), TALKED,
    there(" FROM referrals_casestep t JOIN referrals_case c ON c.id = t.case_id WHERE c.keeper_id = %(village)s AND"
          " t.had_ended_on IS NULL", "t.done_on"),
))  # fmt: skip
MONEY = " FROM reporting_report z WHERE z.unit_id = u.id AND z.year = %(year)s AND z.quarter = %(quarter)s AND z.{} > 0"
ROUND = (
    "(SELECT s.id FROM families_assessment s WHERE s.family_id = f.id AND s.\"set\" = 'plasma' AND s.assessed_on <="
    " %(end)s ORDER BY s.assessed_on {0}, s.round {0} LIMIT 1)"
)
AT_THE_END = PLASMA + AT_END.format("p.designated_on", "p.ended_on")
COMPARED = (
    AT_THE_END + " AND COALESCE(f.merged_on, '9999-12-31') > %(end)s AND (SELECT COUNT(*) FROM families_assessment s"
    " WHERE s.family_id = f.id AND s.\"set\" = 'plasma' AND s.assessed_on <= %(end)s) >= 2"
)
PAIRS = (
    f" FROM families_answer b JOIN families_indicator x ON x.id = b.indicator_id JOIN families_answer a ON"
    f" a.assessment_id = {ROUND.format('DESC')} JOIN families_indicator y ON y.id = a.indicator_id AND y.code = x.code"
    f" WHERE b.assessment_id = {ROUND.format('ASC')} AND x.scored AND y.scored AND a.value IN ('yes', 'no')"
    f" AND b.value IN ('yes', 'no')"
)
RISEN = (
    " AND (SELECT SUM(CASE WHEN b.value = a.value THEN 0 WHEN b.value = 'yes' THEN 1 ELSE -1 END)" + PAIRS + ") > 0"
)
TAKING_PART = (
    f" AND (EXISTS (SELECT 1 FROM families_mentoringnote n WHERE n.family_id = f.id AND n.change_taking_part AND"
    f" n.held_on{THEN}) OR EXISTS (SELECT 1 FROM families_progressreport g WHERE g.family_id = f.id AND"
    f" g.change_taking_part AND g.period{THEN}))"
)

# {column: SQL}; where a second value stands, the column is split by it.
SIGNS = {
    "members_active": (ALL + MEMBER + ACTIVE, "q.sex"),
    "cases_handled": (ALL + LIVE_CASE, ""),
    "cases_recorded": (ALL + LIVE_CASE + WHOLE, ""),
    "partners_end": (ALL + PARTNER, ""),
    "meetings_planned": (ALL + INVITED, ""),
    "psks_mapped_end": (ALL + BODY, ""),
    "psks_used": (ALL + BODY + USED, ""),
    "decree_in_force_end": (ALL + UNIT + DECREE, ""),
    "elements_end": (
        "SELECT COUNT(DISTINCT o.element_id)" + MEMBER.replace(
            " WHERE", " JOIN institutions_institution o ON o.id = w.institution_id WHERE w.kind = 'psks' AND", 1), ""),
    "secretariat_end": (ALL + UNIT + " AND (u.address <> '' OR" + FACILITY.format("secretariat") + ")", ""),
    "name_board_end": (ALL + UNIT + " AND" + FACILITY.format("name_board"), ""),
    "plan_agreed_end": (
        ALL + UNIT + " AND EXISTS (SELECT 1 FROM institutions_annualplan l WHERE l.unit_id = u.id AND l.year = %(year)s"
        " AND l.agreed_on <= %(end)s)", ""),
    "books_kept": (flags(CASH, LETTERS, WORKED), ""),
    "plan_items_due": (ALL + ITEM, ""),
    "plan_items_done": (ALL + ITEM + DONE, ""),
    "help_kinds": (
        flags(
            record("information", "media"), f"{record('guidance')} OR {TALKED}", record("economy"),
            there(REFERRAL, "r.sent_on"), f"{record('partnership')} OR " + there(
                " FROM referrals_partnership p WHERE p.region_id = %(village)s", "p.valid_from"),
            record("values"), record("advocacy"),
        ), ""),
    "fund_sources": (
        flags(*(there(MONEY.format(f"income_{name}")) for name in ("self_help", "csr", "government", "donation"))), ""),
    "village_involved": (
        ALL + UNIT + f" AND ({CAME} OR EXISTS (SELECT 1 FROM institutions_musrenbangproposal z WHERE z.unit_id = u.id"
        f" AND z.attended_on{THEN}))", ""),
    "media_made": (ALL + RECORD + IN.format("h.held_on") + " AND h.kind = 'media'", ""),
    "plasma_compared": (ALL + COMPARED, "f.head_sex"),
    "plasma_risen": (ALL + COMPARED + RISEN, "f.head_sex"),
    "plasma_participating": (ALL + AT_THE_END + TAKING_PART, "f.head_sex"),
}  # fmt: skip
CHANGES = (
    "SELECT x.code, f.head_sex, COUNT(*), SUM(CASE WHEN b.value = 'yes' THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN a.value = 'yes' THEN 1 ELSE 0 END) FROM families_family f"
    f" JOIN families_answer b ON b.assessment_id = {ROUND.format('ASC')}"
    " JOIN families_indicator x ON x.id = b.indicator_id"
    f" JOIN families_answer a ON a.assessment_id = {ROUND.format('DESC')}"
    " JOIN families_indicator y ON y.id = a.indicator_id AND y.code = x.code"
    f" WHERE f.id IN (SELECT f.id{COMPARED}) AND x.scored AND y.scored AND a.value IN ('yes', 'no')"
    " AND b.value IN ('yes', 'no') GROUP BY x.code, f.head_sex"
)
PROBLEMS = (
    f"SELECT t.code, SUM(CASE WHEN d.found_on{THEN} THEN 1 ELSE 0 END),"
    f" SUM(CASE WHEN d.closed_on{THEN} AND d.state = 'met' THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN {0} THEN 1 ELSE 0 END), SUM(CASE WHEN {0} AND NOT EXISTS (SELECT 1 FROM referrals_referral r WHERE"
    " r.need_id = d.id AND r.sent_on <= %(end)s) AND NOT EXISTS (SELECT 1 FROM referrals_case c WHERE c.need_id = d.id"
    " AND c.opened_on <= %(end)s) THEN 1 ELSE 0 END)".format(
        "d.found_on <= %(end)s AND COALESCE(d.closed_on, '9999-12-31') > %(end)s")
    + NEED.replace(" WHERE", " JOIN families_problemtype t ON t.id = d.problem_id WHERE NOT t.is_sensitive AND", 1)
    + " GROUP BY t.code"
)  # fmt: skip


def _asked(sql, village, quarter):
    facts = {
        "village": village.pk, "start": quarter.start.isoformat(), "end": quarter.end.isoformat(),
        "year": quarter.year, "quarter": quarter.number,
        **{f"month_{number}": str(quarter.start.month + number - 1) for number in (1, 2, 3)},
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.fetchall()


def recount_signs(village, quarter):
    """{column: number} of the figures for judging."""
    found = {}
    for code, (sql, split) in SIGNS.items():
        found[code] = _asked(sql, village, quarter)[0][0]
        if split:
            for ending, sex in (("women", "female"), ("men", "male")):
                found[f"{code}_{ending}"] = _asked(f"{sql} AND {split} = '{sex}'", village, quarter)[0][0]
    return found


def recount_changes(village, quarter):
    """{code: {column: families}}, see `reporting.success.changes`."""
    names, found = {"female": "women", "male": "men"}, {}
    for code, sex, compared, before, after in _asked(CHANGES, village, quarter):
        row = found.setdefault(code, {
            f"{name}_{ending}": 0 for name in ("compared", "before", "after") for ending in names.values()
        })  # fmt: skip
        row |= {f"{name}_{names[sex]}": number for name, number in (
            ("compared", compared), ("before", before), ("after", after))}  # fmt: skip
    return found


def recount_problems(village, quarter):
    """{code: {column: needs}}, see `reporting.success.problems`."""
    names = ("found", "met", "open_end", "without_service_end")
    rows = _asked(PROBLEMS, village, quarter)
    return {code: dict(zip(names, numbers, strict=True)) for code, *numbers in rows if any(numbers)}
