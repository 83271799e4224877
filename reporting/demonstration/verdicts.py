"""The verdict of the demonstration: one site concluded at the end of its trial, one territory begun (SME-12)."""

from fcu_project import workflow
from institutions.models import Region
from reporting.actions import verdict as actions
from reporting.models import Verdict, VerdictAnswer
from reporting.workflow.verdict import WARNINGS


def tell_verdicts(story, cast, calendar):
    """Tell everything of `verdicts.toml`, over the time that the reports suggest."""
    for row in story["verdicts"]:
        by, on = cast.acting(row["by"]), calendar.day(row)
        verdict = actions.begin_verdict(Region.objects.get(code=row["region"]), by=by, on=on)
        for code, (grade, reason) in row["answers"].items():
            answer = VerdictAnswer(verdict=verdict, question=code, grade=grade, reason=reason)
            actions.save_answer(answer, by=by, on=on)
        if "overall" in row:
            _conclude(_fresh(verdict), row, by, on)


def _conclude(verdict, row, by, on):
    """With a written reason for whatever warns on this day."""
    for name in ("overall", "summary_text", "lessons_text", "changes_text"):
        setattr(verdict, name, row[name])
    actions.save_words(verdict, by=by, on=on)
    for gate in WARNINGS:
        if gate.applies(verdict) and gate.check(verdict, on):
            workflow.give_reason(verdict, gate, row["reason"], by=by)
    workflow.perform(_fresh(verdict), "conclude", by=by, on=on)


def _fresh(verdict):
    return Verdict.objects.with_facts().get(pk=verdict.pk)
