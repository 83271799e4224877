"""The tables a report of an office carries, computed anew until it is sent and then frozen: one module per kind.

Plain JSON, shown alike on screen, on paper and in Excel.
"""

from dataclasses import asdict

from reporting.above.office_kinds import Kind
from reporting.above.office_tables import lk3, packet, sums, team

MAKERS = {
    Kind.TEAM: team.tables, Kind.LK3: lk3.tables, Kind.SEMESTER: packet.tables, Kind.YEAR: packet.tables,
    **dict.fromkeys((Kind.SUBDISTRICT, Kind.REGENCY, Kind.PROVINCE, Kind.NATION), sums.tables),
}  # fmt: skip


def tables_of(report):
    """The tables of a report as the records stand now, as plain JSON; each maker gives `Table`s."""
    return [asdict(table) for table in MAKERS[report.kind](report)]
