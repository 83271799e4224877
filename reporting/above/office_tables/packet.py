"""The packet of the Dinas on a semester or year: recap per FCU, money per family, originals (REP-08, domain 5.21).

Money is told as it stood on the last day, of a time that still runs as it stands today. Families are named here, and
the report is read by who answers for the money and by the ministry. An empty cell is "".
"""

from reporting.above.office_tables import packet_money, packet_units, packet_year
from reporting.periods import WHOLE_YEAR


def tables(report):
    region, span = report.region, report.period
    told = [
        *packet_units.Units(region, span).tables(),
        *packet_money.Money(region, span).tables(),
        packet_units.obstacles(region, span),
    ]
    return [*told, *packet_year.tables(region, span)] if span.half == WHOLE_YEAR else told
