"""Rounds of the 18 or the 12 questions."""

from django.db import transaction
from django.db.models import Max

from families.actions.family import not_archived, own
from families.models import Answer, Indicator
from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused


@transaction.atomic
def save_assessment(assessment, answers, *, by, on):
    """Keep a round with its answers: a new one takes the next number, an unfinished one may still be changed.

    `answers` are unsaved `Answer` rows, one per question that was touched. A round on which an FGD or a promotion was
    decided stays as it was: a later look is a new round. Raises TransitionRefused.
    """
    family = assessment.family
    own(family, by)
    not_archived(family)
    take(family)
    if assessment.pk is None:
        last = family.assessments.filter(set=assessment.set).aggregate(Max("round"))["round__max"]
        assessment.round = (last or 0) + 1
        assessment.version = Indicator.current(assessment.set).first().version
    elif is_relied_upon(assessment):
        raise TransitionRefused(["Putaran ini sudah dipakai dalam FGD. Buat putaran penilaian baru."])
    verb = "assessment:change" if assessment.pk else "assessment:add"
    assessment.save()
    Answer.objects.filter(assessment=assessment).delete()
    for answer in answers:
        answer.assessment = assessment
        answer.full_clean(exclude=["assessment"])
    Answer.objects.bulk_create(answers)
    audit.record(verb, by=by, obj=assessment, on=on)
    return assessment


def is_relied_upon(assessment):
    """Whether a held FGD decided about the family after this round."""
    decided = assessment.family.participations.filter(selections__meeting__stage="held")
    return decided.filter(selections__meeting__held_on__gte=assessment.assessed_on).exists()


def latest(family, which):
    """The newest round of a list, or None."""
    return family.assessments.filter(set=which).order_by("-round").first()


def summary(assessment):
    """{met, unmet, unknown, na, open, total}: how many of the counted questions stand how; advice, never a verdict."""
    questions = Indicator.objects.filter(set=assessment.set, version=assessment.version)
    answers = list(assessment.rows())
    counted = [answer for answer in answers if answer.indicator.scored]
    return {
        "met": sum(answer.is_met for answer in counted),
        "unmet": sum(answer.is_unmet for answer in counted),
        "unknown": sum(answer.value == Answer.Value.UNKNOWN for answer in counted),
        "na": sum(answer.value == Answer.Value.NOT_APPLICABLE for answer in counted),
        "open": questions.count() - sum(answer.is_given for answer in answers),
        "total": questions.filter(scored=True).count(),
    }


def is_complete(assessment):
    """Every question has an answer, "Belum tahu" included."""
    questions = Indicator.objects.filter(set=assessment.set, version=assessment.version).count()
    return questions == sum(answer.is_given for answer in assessment.rows())
