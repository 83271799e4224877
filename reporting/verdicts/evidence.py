"""The evidence beside each question: tables read from the records while it is a draft, frozen once it is concluded.

One function per table, by the name under which reporting/verdicts/questions.py lists it; each asks a few queries.
"""

from dataclasses import asdict

from django.db.models import Count

from reporting.above.office_tables.table import NUMBER, TEXT, Table
from reporting.models import Verdict, VerdictAnswer
from reporting.verdicts import results, running, together
from reporting.verdicts.ground import Ground, span_of
from reporting.verdicts.questions import QUESTIONS, question_named

STAGE, GRADE = Verdict.Stage, VerdictAnswer.Grade
MOST_NAMED = 100  # places below in one table
TABLES = {
    "accompanied": results.accompanied, "changes": results.changes,
    "money_per_family": results.money_per_family, "helpers": results.helpers,
    "days_to_service": results.days_to_service,
    "stages": running.stages, "founding": running.founding, "reports_in_time": running.reports_in_time,
    "officers": running.officers,
    "scores": results.scores, "told_at_visits": results.told_at_visits,
    "services": results.services, "four_changes": results.four_changes,
    "own_means": together.own_means, "members": together.members, "attendance": together.attendance,
    "musrenbang": together.musrenbang,
    "made_known": together.made_known, "statements": together.statements,
    "willingness": together.willingness, "commitment": together.commitment, "turned_away": together.turned_away,
    "joint_work": together.joint_work, "partners": together.partners, "with_whom": together.with_whom,
}  # fmt: skip


def ground_of(verdict):
    return Ground(verdict.region, span_of(verdict))


def tables_of(verdict, question, ground=None):
    """[table as plain data] beside one question: as frozen, else as the records stand now."""
    if verdict.stage == STAGE.CONCLUDED:
        return verdict.evidence.get(question, [])
    return [asdict(table) for table in _tables(verdict, question_named(question), ground or ground_of(verdict))]


def all_tables(verdict):
    """{question: [table]} of every question, the sums read once."""
    ground = ground_of(verdict)
    return {code: tables_of(verdict, code, ground) for code in QUESTIONS}


def frozen(verdict):
    """What is to be kept with the conclusion, worked out from the records as they stand now, whatever its stage."""
    ground = ground_of(verdict)
    return {code: [asdict(table) for table in _tables(verdict, row, ground)] for code, row in QUESTIONS.items()}


def _tables(verdict, question, ground):
    found = [TABLES[name](ground) for name in question.evidence]
    return found if ground.is_village else [below_by_grade(verdict, question), *found]


# --- what was concluded below ---------------------------------------------------------------------------------------
def verdicts_below(verdict):
    """The latest conclusion of each place in the territory below, whatever time it is about."""
    rows = Verdict.objects.within(verdict.region).filter(stage=STAGE.CONCLUDED).exclude(region=verdict.region_id)
    latest = {}
    for row in rows.order_by("until_year", "until_quarter").values_list("region_id", "pk"):
        latest[row[0]] = row[1]
    return rows.filter(pk__in=latest.values())


def below_by_grade(verdict, question):
    """How many sites below answered this question how."""
    answers = VerdictAnswer.objects.filter(
        verdict__in=verdicts_below(verdict).filter(unit__isnull=False).order_by().values("pk"), question=question.code
    )
    found = dict(answers.order_by().values("grade").annotate(n=Count("pk")).values_list("grade", "n"))
    return Table(
        "Kesimpulan lokasi di bawahnya", ["Penilaian", "Lokasi"], [TEXT, NUMBER],
        [[label, found.get(value, 0)] for value, label in GRADE.choices] if found else [],
        note="" if found else "Belum ada lokasi di bawahnya yang disimpulkan.",
    )  # fmt: skip
