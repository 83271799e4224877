"""How plasma families answered first and last, question by question: frozen with the figures of a quarter (III.A.7.2).

Over the families of `plasma_compared`: plasma at the end, asked the 12 questions at least twice by then.
"""

from families.actions.assessment import standing_of, with_answers
from families.change import ANSWERED
from families.models import IndicatorSet, Sex
from reporting.plasma_rows import plasma_compared

CHANGES = (
    "compared_women", "compared_men", "before_women", "before_men", "after_women", "after_men",
)  # fmt: skip


def changes_in(region, quarter):
    """{code of a counted question: {column of CHANGES: families}}, women and men by the head of the family.

    A question compares the families that answered it with "Ya" or "Tidak" in both rounds; `before` and `after` are
    those of them with the difficulty in the first and in the last round. Questions without such a family are left out.
    """
    found = {}
    for sex, first, last in _first_and_last(region, quarter):
        for code in first.keys() & last.keys():
            row = found.setdefault(code, dict.fromkeys(CHANGES, 0))
            ending = "women" if sex == Sex.FEMALE else "men"
            row[f"compared_{ending}"] += 1
            row[f"before_{ending}"] += first[code] == "unmet"
            row[f"after_{ending}"] += last[code] == "unmet"
    return dict(sorted(found.items()))


def _first_and_last(region, quarter):
    """(sex of the head, answers of the first round, of the last) of each family, in four queries."""
    heads = dict(plasma_compared(region, quarter).values_list("family", "family__head_sex"))
    rounds = with_answers().filter(family__in=heads, set=IndicatorSet.PLASMA, assessed_on__lte=quarter.end)
    told = {}
    for row in rounds.order_by("assessed_on", "round"):
        told.setdefault(row.family_id, []).append(row)
    return [(heads[family], _answered(rows[0]), _answered(rows[-1])) for family, rows in told.items()]


def _answered(round_):
    """{code: "met" or "unmet"} of the counted questions with an answer."""
    told = {answer.indicator.code: standing_of(answer.indicator, answer) for answer in round_.answers.all()}
    return {code: standing for code, standing in told.items() if standing in ANSWERED}
