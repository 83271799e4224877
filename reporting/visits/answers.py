"""How far the instrument of a visit is filled in, aspect by aspect (5.22)."""

from dataclasses import dataclass

from reporting.models import InstrumentQuestion
from reporting.visits.aspects import aspects_of

ANSWER = InstrumentQuestion.Answer
SCORES = {1: "Kurang", 2: "Cukup", 3: "Baik", 4: "Sangat baik"}


@dataclass(frozen=True)
class AspectState:
    """One aspect with its questions, each with its answer or None."""

    code: str
    label: str
    lines: tuple  # (question, answer)

    @property
    def answered(self):
        return sum(is_answered(question, answer) for question, answer in self.lines)

    @property
    def is_done(self):
        return self.answered == len(self.lines)


def is_answered(question, answer):
    """Whether an answer says what its question asks."""
    if answer is None:
        return False
    if question.answer == ANSWER.SCORE:
        return answer.score is not None
    if question.answer == ANSWER.YES_NO:
        return answer.yes is not None
    return bool(answer.words.strip())


def in_words(question, answer):
    """The answer as a reader sees it: "3 (Baik)", "Ya"; "" for words alone, and for what is not answered."""
    if answer is None:
        return ""
    if answer.score is not None:
        return f"{answer.score} ({SCORES[answer.score]})"
    if answer.yes is not None:
        return "Ya" if answer.yes else "Tidak"
    return ""


def states_of(visit):
    """The aspects of the guide that the instrument asks about, in its order; none without an instrument."""
    if visit.instrument_id is None:
        return []
    found = {answer.question_id: answer for answer in visit.answers.all()}
    asked = {}
    for question in visit.instrument.questions.all():
        asked.setdefault(question.aspect, []).append((question, found.get(question.pk)))
    return [
        AspectState(code, label, tuple(asked[code])) for code, label in aspects_of(visit.aim) if code in asked
    ]


def state_of(visit, code):
    """One aspect of a visit; None for one its instrument does not ask about."""
    return next((state for state in states_of(visit) if state.code == code), None)
