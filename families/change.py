"""Does a family change? Rounds of the same questions side by side (III.A.7.2(2), C.3), and what grew out of what.

Counts and words for people who decide; never a score. The first item of the 12 only describes and is never counted.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Max, OuterRef, Q, Subquery

from families.actions.assessment import standing_of, summaries, with_answers, word_of
from families.models import Assessment, Indicator, IndicatorSet, Participation

# The strength into which each difficulty grows (domain: pairs for before and after).
GROWS_INTO = {
    "L2.1": "P2.1", "L2.2": "P2.2", "L3.1": "P3.1", "L3.2": "P3.2", "L3.3": "P3.6", "L4.1": "P4.1", "L4.2": "P4.1",
    "L4.3": "P3.5", "L5.1": "P5.1", "L5.2": "P5.4", "L5.3": "P5.2",
}  # fmt: skip
BETTER, WORSE, SAME, NEW, CHANGED, UNCLEAR = "better", "worse", "same", "new", "changed", ""
WORDS = {
    BETTER: "Membaik", WORSE: "Memburuk", SAME: "Tetap", NEW: "Baru dijawab", CHANGED: "Berubah",
    UNCLEAR: "Tidak dibandingkan",
}  # fmt: skip
ANSWERED = ("met", "unmet")
DAYS_OF_A_MONTH = 30


def move_of(first, last):
    """How the answer to a counted question moved, from one standing to the other."""
    if last not in ANSWERED:
        return UNCLEAR
    if first not in ANSWERED:
        return NEW
    return SAME if first == last else BETTER if last == "met" else WORSE


@dataclass
class Cell:
    """One answer of one round."""

    standing: str
    word: str
    said: str = ""


@dataclass
class Line:
    """One question through all the rounds."""

    question: object
    cells: list
    move: str

    @property
    def words(self):
        return WORDS[self.move]

    @property
    def now(self):
        """The answer of the latest round."""
        return self.cells[-1]


@dataclass
class Comparison:
    """All rounds of one list, the oldest first."""

    which: str
    rounds: list
    lines: list = field(default_factory=list)
    counts: list = field(default_factory=list)

    @property
    def goes_on(self):
        return len(self.rounds) > 1

    @property
    def columns(self):
        """[(round, its counts)]."""
        return list(zip(self.rounds, self.counts, strict=True))

    def moved(self, *moves):
        """The questions that moved so; what only describes is not among them."""
        return [line for line in self.lines if line.question.scored and line.move in moves]

    @property
    def summary(self):
        """7 dari 11 kesulitan sudah tidak dialami; pada putaran pertama 3."""
        first, last = self.counts[0], self.counts[-1]
        what = "kesulitan sudah tidak dialami" if self.which == IndicatorSet.PLASMA else "kekuatan sudah terpenuhi"
        if not self.goes_on:
            return f"{last.met} dari {last.total} {what}. Perubahan terbaca setelah ada putaran berikutnya."
        return f"{last.met} dari {last.total} {what}; pada putaran pertama {first.met}."

    @property
    def moves(self):
        """Membaik 4, memburuk 1, tetap 6."""
        told = [(move, len(self.moved(move))) for move in (BETTER, WORSE, SAME, NEW)]
        words = ", ".join(f"{WORDS[move].lower()} {number}" for move, number in told if number or move != NEW)
        return f"{words[:1].upper()}{words[1:]}."


def compare(rounds):
    """The rounds of one list side by side, by the codes of the questions: a list may have a new version between."""
    rounds = sorted(rounds, key=lambda row: (row.assessed_on, row.round))
    if not rounds:
        return None
    counts = summaries(rounds)
    questions = list(Indicator.objects.filter(set=rounds[-1].set, version=rounds[-1].edition).order_by("order"))
    given = [{answer.indicator.code: answer for answer in row.rows()} for row in rounds]
    found = Comparison(rounds[-1].set, rounds, counts=[counts[row.pk] for row in rounds])
    for question in questions:
        cells = [_cell(found.which, question, answers.get(question.code)) for answers in given]
        found.lines.append(Line(question, cells, _moved(question, cells)))
    return found


def _cell(which, question, answer):
    standing = standing_of(answer.indicator if answer else question, answer)
    said = answer.choice.label if answer and answer.choice_id else ""
    return Cell(standing, said or word_of(which, standing), said)


def _moved(question, cells):
    first, last = cells[0], cells[-1]
    if question.scored:
        return move_of(first.standing, last.standing)
    if last.standing != "told":
        return UNCLEAR
    return NEW if first.standing != "told" else SAME if first.said == last.said else CHANGED


def comparisons_of(family):
    """{list: its rounds side by side} of one family, for the lists that were asked at all."""
    rounds = list(with_answers().filter(family=family).select_related("interviewer"))
    order = (IndicatorSet.PLASMA, IndicatorSet.PIONEER)  # difficulties first, then what they grow into
    told = {which: compare([row for row in rounds if row.set == which]) for which in order}
    return {which: found for which, found in told.items() if found}


@dataclass(frozen=True)
class Growth:
    """A difficulty and the strength it grows into, as both stand in the latest rounds."""

    difficulty: Line
    strength: Line | None

    @property
    def has_grown(self):
        """The difficulty is gone and the strength is there."""
        both = self.difficulty, self.strength
        return all(line is not None and line.now.standing == "met" for line in both)


def growths_of(comparisons):
    """Each difficulty beside its strength; none before both lists were asked."""
    if len(comparisons) < len(IndicatorSet.values):
        return []
    plasma = {line.question.code: line for line in comparisons[IndicatorSet.PLASMA].lines}
    pioneer = {line.question.code: line for line in comparisons[IndicatorSet.PIONEER].lines}
    return [Growth(plasma[code], pioneer.get(into)) for code, into in GROWS_INTO.items() if code in plasma]


# --- when the questions are asked again -------------------------------------------------------------------------------
def months_between(region):
    """Months after which a plasma family is asked again (setting of the region)."""
    return int(region.setting("assessment_months"))


def asked_before(region, today):
    """The last day on which a round is no longer fresh."""
    return today - timedelta(days=months_between(region) * DAYS_OF_A_MONTH)


def to_ask_again(region, today):
    """Accompanied plasma families of the village whose last round of the 12 is too long ago, that first."""
    rounds = Assessment.objects.filter(family=OuterRef("family"), set=IndicatorSet.PLASMA).order_by()
    newest = rounds.values("family").annotate(day=Max("assessed_on")).values("day")
    rows = Participation.objects.filter(family__region=region, family__archived_on=None).plasma()
    rows = rows.filter(stage=Participation.Stage.MENTORED).annotate(asked_on=Subquery(newest))
    late = Q(asked_on=None) | Q(asked_on__lt=asked_before(region, today))
    return rows.filter(late).select_related("family").order_by("asked_on", "family__search_name")
