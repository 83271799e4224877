"""Verdicts for tests, at every point of their way, reached through the same actions as the screens."""

from fcu_project import workflow
from institutions.models import Region
from reporting.actions import verdict as actions
from reporting.models import Verdict, VerdictAnswer
from reporting.verdicts.questions import QUESTIONS
from tests.factories import TODAY, give_all_reasons
from tests.reporting import make
from tests.reporting.make import QUARTER


def draft(people, region=None, *, first=QUARTER, last=QUARTER):
    """A draft on Desa Sidomekar unless told otherwise."""
    make.unit_of(people.secretary.region)
    return actions.begin_verdict(region or people.secretary.region, first, last, by=people.ministry, on=TODAY)


def fresh(verdict):
    return Verdict.objects.with_facts().get(pk=verdict.pk)


def answered(people, verdict, *, leave_out=(), grade="mostly"):
    for code in QUESTIONS:
        if code not in leave_out:
            answer = VerdictAnswer(verdict=fresh(verdict), question=code, grade=grade, reason=f"Bukti {code} cukup.")
            actions.save_answer(answer, by=people.ministry, on=TODAY)
    return fresh(verdict)


def worded(people, verdict):
    verdict.overall, verdict.summary_text = "fit_if", "Layak bila petugasnya lengkap."
    verdict.lessons_text, verdict.changes_text = "Rapat rutin menentukan.", "Pembekalan ditambah satu hari."
    return actions.save_words(verdict, by=people.ministry, on=TODAY)


def ready(people, region=None, **how):
    """Everything told, also why it is concluded although something is missing."""
    verdict = worded(people, answered(people, draft(people, region, **how)))
    give_all_reasons(verdict, "conclude", people.ministry)
    return fresh(verdict)


def concluded(people, region=None, **how):
    return workflow.perform(ready(people, region, **how), "conclude", by=people.ministry, on=TODAY)


def nation():
    return Region.objects.get(code="")
