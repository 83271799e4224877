"""All values of one territory and quarter, beside those of the quarter and the year before, by one edition."""

from dataclasses import dataclass
from functools import cached_property

from reporting.models import IndicatorEdition, Matrix, SuccessIndicator
from reporting.periods import quarters_to
from reporting.success import sums
from reporting.success.aspects import ALL, ASPECTS
from reporting.success.before_after import lines_of
from reporting.success.values import Value, change_words, measure, score_of, score_of_matrix, value_of

QUARTERS = 8  # two years are shown, quarter by quarter
# The columns in which regions are compared: the whole of two matrices, and the four aspects of the FCU.
HEADINGS = {"psks": "PSKS", **{aspect.code: aspect.short for aspect in ASPECTS}, "aim": "Tujuan"}


@dataclass(frozen=True)
class Line:
    """One indicator now, in the quarter and in the year before; in a village also as sent and not yet reviewed."""

    now: Value
    before: Value
    year_ago: Value
    waiting: Value | None

    @property
    def indicator(self):
        return self.now.indicator

    @property
    def since_quarter(self):
        return change_words(self.now, self.before)

    @property
    def since_year(self):
        return change_words(self.now, self.year_ago)


class Overview:
    """What is told of a territory in a quarter. Earlier quarters are read by the same edition, so that a change is one
    of the place and not of the definition."""

    headings = HEADINGS

    def __init__(self, region, quarter, waiting=None, *, above=True):
        """`above` is whether the reader sits above the village."""
        self.region, self.quarter, self.waiting, self.above = region, quarter, waiting, above
        self.edition = IndicatorEdition.in_force(quarter.end)

    @cached_property
    def definitions(self):
        """The indicators of the edition that measures the quarter, in their order."""
        return list(SuccessIndicator.objects.filter(edition=self.edition)) if self.edition else []

    @cached_property
    def run(self):
        """The sums of two years up to the quarter."""
        return sums.over_time(self.region, quarters_to(self.quarter, QUARTERS))

    @property
    def sums(self):
        return self.run[-1]

    @cached_property
    def changes(self):
        """[ChangeLine] of the families before and after."""
        return lines_of(self.region, self.quarter, above=self.above) if self.sums.reports else []

    @cached_property
    def measured(self):
        return measure(self.definitions, self.sums)

    def line(self, indicator):
        now, before, year_ago = (value_of(indicator, self.run[place]) for place in (-1, -2, -5))
        waiting = value_of(indicator, self.waiting) if self.waiting else None
        return Line(now, before, year_ago, waiting)

    def lines(self, matrix):
        """[(Measured, [Line])] of one matrix."""
        return [(row, [self.line(value.indicator) for value in row.values]) for row in self.measured[Matrix(matrix)]]

    def score(self, matrix):
        return score_of_matrix(self.measured[Matrix(matrix)])

    def aspect_of(self, indicator):
        return ALL[indicator.aspect]

    @cached_property
    def _below(self):
        return [] if self.region.level == "village" else sums.of_children(self.region, self.quarter)

    def children(self):
        """[(Sums, (score by column of `headings`))] of the regions just below with an accepted report."""
        return [(child, self._scores(measure(self.definitions, child))) for child in self._below]

    def _scores(self, measured):
        by_aspect = {row.aspect.code: row.score for rows in measured.values() for row in rows}
        whole = {matrix.value: score_of_matrix(measured[matrix]) for matrix in Matrix}
        return tuple((whole | by_aspect).get(key) or score_of([]) for key in HEADINGS)

    def children_of(self, indicator):
        """The values of the regions just below."""
        return [value_of(indicator, child) for child in self._below]
