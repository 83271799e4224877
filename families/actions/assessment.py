"""Rounds of the 18 or the 12 questions."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, OuterRef, Subquery

from families.actions.family import not_archived, own
from families.models import Answer, Assessment, Indicator, IndicatorSet
from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused

RELIED_UPON = "Putaran ini sudah dipakai dalam FGD. Buat putaran penilaian baru."


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
        assessment.edition = Indicator.current(assessment.set).first().version
    elif is_relied_upon(assessment):
        raise TransitionRefused([RELIED_UPON])
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
    return assessment.family.participations.filter(
        selections__meeting__stage="held", selections__meeting__held_on__gte=assessment.assessed_on
    ).exists()


def latest(family, which):
    """The newest round of a list, or None."""
    rounds = (one for one in family.assessments.all() if one.set == which)
    return max(rounds, key=lambda one: one.round, default=None)


def unmet_of(family):
    """The answers not met on the newest round of the 18 (FAM-10); none while there is no round."""
    round_ = latest(family, IndicatorSet.PIONEER)
    return [answer for answer in round_.rows() if answer.is_unmet] if round_ else []


def latest_of(families):
    """{(family, list): its newest round}, the answers fetched with it, for many families at once."""
    rows = with_answers().filter(family__in=families).order_by("round")
    return {(row.family_id, row.set): row for row in rows}


def with_answers():
    """Rounds with all that `latest`, `unmet_of` and `is_complete` ask of them, for many families at once."""
    asked = Indicator.objects.filter(set=OuterRef("set"), version=OuterRef("edition")).order_by().values("set")
    rows = Assessment.objects.annotate(asked=Subquery(asked.annotate(n=Count("id")).values("n")))
    return rows.prefetch_related("answers__indicator", "answers__choice")


# How an answer stands: its sign, and its words for a pioneer and, gentler, for a plasma family.
STANDING = {
    "met": ("✓", "Terpenuhi", "Tidak dialami"),
    "unmet": ("−", "Belum terpenuhi", "Dialami"),
    "unknown": ("?", "Belum tahu", "Belum tahu"),
    "na": ("×", "Tidak berlaku", "Tidak berlaku"),
    "told": ("i", "Keterangan", "Keterangan"),
    "open": ("", "Belum dijawab", "Belum dijawab"),
}


def standing_of(question, answer):
    """Which of STANDING the answer to a question is."""
    if answer is None or not answer.is_given:
        return "open"
    if answer.value in (Answer.Value.UNKNOWN, Answer.Value.NOT_APPLICABLE):
        return answer.value
    if not question.scored:
        return "told"
    return "met" if answer.is_met else "unmet"


def word_of(which, standing):
    """The word of a standing, as the list of questions says it."""
    _, for_pioneer, for_plasma = STANDING[standing]
    return for_pioneer if which == IndicatorSet.PIONEER else for_plasma


def questions_of(assessment):
    """The questions of a round, in the order of the form: of its own edition, whatever came after."""
    return Indicator.objects.filter(set=assessment.set, version=assessment.edition)


@dataclass(frozen=True)
class Counts:
    """How many of the counted questions stand how. Advice for people who decide, never a verdict."""

    which: str
    met: int
    unmet: int
    unknown: int
    na: int
    open: int
    total: int

    def __getitem__(self, name):
        return getattr(self, name)

    @property
    def words(self):
        """12 dari 18 terpenuhi, 3 belum, 2 belum tahu, 1 tidak berlaku; of a plasma family in gentle words."""
        is_pioneer = self.which == IndicatorSet.PIONEER
        good, bad = ("terpenuhi", "belum") if is_pioneer else ("kesulitan tidak dialami", "dialami")
        others = {bad: self.unmet, "belum tahu": self.unknown, "tidak berlaku": self.na, "belum dijawab": self.open}
        told = [f"{number} {word}" for word, number in others.items() if number]
        return ", ".join([f"{self.met} dari {self.total} {good}", *told])


def count(which, questions, answers):
    """The counts of `answers` to `questions`, which were fetched before; nothing is looked up here."""
    counted = [answer for answer in answers if answer.indicator.scored]
    return Counts(
        which=which,
        met=sum(answer.is_met for answer in counted),
        unmet=sum(answer.is_unmet for answer in counted),
        unknown=sum(answer.value == Answer.Value.UNKNOWN for answer in counted),
        na=sum(answer.value == Answer.Value.NOT_APPLICABLE for answer in counted),
        open=len(questions) - sum(answer.is_given for answer in answers),
        total=sum(question.scored for question in questions),
    )


def summary(assessment):
    """The counts of one round."""
    return count(assessment.set, list(questions_of(assessment)), list(assessment.rows()))


def summaries(rounds):
    """{id of the round: its counts} for rounds that came with their answers; one query for all the questions."""
    editions = {}
    for question in Indicator.objects.order_by("version", "order"):
        editions.setdefault(question.set, {}).setdefault(question.version, []).append(question)
    found = {}
    for row in rounds:
        answers = list(row.answers.all())
        found[row.pk] = count(row.set, editions[row.set][row.edition], answers)
    return found


def is_complete(assessment):
    """Every question has an answer, "Belum tahu" included."""
    asked = getattr(assessment, "asked", None)  # counted with the round where many are looked at
    if asked is None:
        asked = questions_of(assessment).count()
    return asked == sum(answer.is_given for answer in assessment.rows())
