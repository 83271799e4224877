"""Which figures tell of which aim of the FCU (III.A.2.2, V): those by which the edition in force measures it."""

from reporting import indicators
from reporting.models import IndicatorEdition, Matrix
from reporting.success import columns
from reporting.success.aspects import AIMS


def figures_of(edition):
    """{code of an aim: [column]} of an edition, each column once."""
    found = {aim.code: [] for aim in AIMS}
    for row in edition.indicators.filter(matrix=Matrix.AIM) if edition else ():
        if row.part not in found[row.aspect]:
            found[row.aspect].append(row.part)
    return found


def figures_by_objective(values, on):
    """[(aim, [(label, number)])] of one row of figures given as {column: number}, by the edition in force on that day;
    numbers only."""
    found = figures_of(IndicatorEdition.in_force(on))
    return [
        (aim, [(indicators.label_of(code), columns.number_in(values, code) or 0) for code in found[aim.code]])
        for aim in AIMS
        if found[aim.code]
    ]
