"""The 12 questions over the families of a place: who had a difficulty, who has it, how they moved (III.A.7.2(2), V).

Only dates decide, so any past quarter is counted again as it was.
"""

from dataclasses import dataclass, field

from django.db.models import Q

from families.actions.assessment import standing_of, with_answers
from families.change import BETTER, NEW, SAME, WORDS, WORSE, move_of
from families.models import Indicator, IndicatorSet, Participation, Role, Sex
from families.small_numbers import FEW, is_small, known, told_apart


@dataclass
class Split:
    """How many families; those with a woman and those with a man as head apart."""

    women: int = 0
    men: int = 0

    @property
    def all(self):
        return self.women + self.men

    def add(self, sex):
        if sex == Sex.FEMALE:
            self.women += 1
        else:
            self.men += 1


@dataclass
class Figure:
    """One of the 12 over the families compared."""

    question: object
    before: Split = field(default_factory=Split)
    now: Split = field(default_factory=Split)
    better: Split = field(default_factory=Split)
    worse: Split = field(default_factory=Split)
    same: Split = field(default_factory=Split)
    new: Split = field(default_factory=Split)
    other: Split = field(default_factory=Split)

    def add(self, first, last, sex):
        """One family, as it answered first and last."""
        moves = {BETTER: self.better, WORSE: self.worse, SAME: self.same, NEW: self.new}
        moves.get(move_of(first, last), self.other).add(sex)
        for split, standing in ((self.before, first), (self.now, last)):
            if standing == "unmet":
                split.add(sex)


@dataclass
class Change:
    """The families with two rounds: how many, how many fare better and worse on the whole, and each question."""

    figures: list
    families: Split = field(default_factory=Split)
    improved: Split = field(default_factory=Split)
    worsened: Split = field(default_factory=Split)


def change_in(region, day, since=None):
    """How the families that were plasma by `day` answered in their last round by then, against an earlier one.

    The earlier round is the first one; with `since` the last one by that day, else the first after it.
    """
    questions = Indicator.current(IndicatorSet.PLASMA).filter(scored=True)
    found = Change([Figure(question) for question in questions])
    for family, rounds in _rounds_of_plasma(region, day).items():
        first = _start(rounds, since)
        if first == len(rounds) - 1:
            continue
        before, now = _standings(rounds[first]), _standings(rounds[-1])
        moves = []
        for figure in found.figures:
            pair = before.get(figure.question.code, "open"), now.get(figure.question.code, "open")
            figure.add(*pair, family.head_sex)
            moves.append(move_of(*pair))
        found.families.add(family.head_sex)
        better, worse = moves.count(BETTER), moves.count(WORSE)
        if better != worse:
            (found.improved if better > worse else found.worsened).add(family.head_sex)
    return found


def _standings(round_):
    return {answer.indicator.code: standing_of(answer.indicator, answer) for answer in round_.answers.all()}


def _rounds_of_plasma(region, day):
    """{family: its rounds of the 12 by that day, the oldest first} of all that were plasma by then.

    Two files of one family count as the one they were merged into; whoever left since is still counted.
    """
    plasma = Participation.objects.filter(role=Role.PLASMA, designated_on__lte=day)
    rounds = with_answers().within(region).filter(set=IndicatorSet.PLASMA, assessed_on__lte=day)
    rounds = rounds.filter(Q(family__merged_on=None) | Q(family__merged_on__gt=day), family__in=plasma.values("family"))
    told = {}
    for row in rounds.select_related("family").order_by("family", "assessed_on", "round"):
        told.setdefault(row.family, []).append(row)
    return told


def _start(rounds, since):
    """Which of the rounds is compared with the last: the first, or the last by the day `since`."""
    if since is None:
        return 0
    return max((number for number, row in enumerate(rounds) if row.assessed_on <= since), default=0)


# --- what is told to whom ---------------------------------------------------------------------------------------------
def rows_of(change, *, above):
    """The table: of each question its code, its words, and its splits as they are told."""
    return [
        {
            "code": figure.question.code, "question": figure.question.question,
            **{name: told_apart(getattr(figure, name), above=above) for name in COLUMNS},
            "numbers": {
                (name, part): number_of(getattr(figure, name), part, above=above)
                for name in COLUMNS for part, _ in PARTS
            },
        }
        for figure in change.figures
    ]  # fmt: skip


# Of each question: in how many families it was and is; then the moves, which add up to the families compared.
COLUMNS = {
    "before": "Dahulu", "now": "Sekarang", "better": WORDS[BETTER], "worse": WORDS[WORSE], "same": WORDS[SAME],
    "new": WORDS[NEW], "other": "Lainnya",
}  # fmt: skip
OTHER = "Lainnya: pada putaran terakhir belum tahu, tidak berlaku, atau belum dijawab."
PARTS = (("all", "semua"), ("women", "KK perempuan"), ("men", "KK laki-laki"))


def number_of(split, part, *, above):
    """A number of a table for a computer; above the village "<5" for a small one, no parts where one of them is."""
    number = getattr(split, part)
    if not above:
        return number
    if part != "all" and any(map(is_small, (split.women, split.men))):
        return None
    return FEW if is_small(number) else number


def drawn_lines(change, *, above):
    """(label, before, now, better) of each question for the drawing; a small number is None where it is not told."""
    return [
        (f"{figure.question.code} {figure.question.question.rstrip('?')}",
         *(known(split.all, above=above) for split in (figure.before, figure.now, figure.better)))
        for figure in change.figures
    ]  # fmt: skip
