"""Which reports stand beside the FCU's own: by whom, of what time, in which chapters, to whom (REP-01, 07–09, 16).

One table: the PSKS team to the kabupaten, the kecamatan to the kabupaten, LK3 to kabupaten and province, and each Dinas
to the office above it. The ministry's own report goes no further and is kept.
"""

from dataclasses import dataclass

from django.db import models

from institutions.roles import NATION, PROVINCE, REGENCY, SUBDISTRICT, VILLAGE
from reporting.periods import WHOLE_YEAR, Quarter, Span

PSKS_SETTING = "psks_report"  # of a region: whether the team's report is a part of the FCU's, or goes alone (REP-16)
INSIDE, ALONE = "inside", "alone"


class Chapter(models.TextChoices):
    """What the writer of such a report fills in; each kind names its own, in the order of the paper."""

    ACTIVITIES = "activities", "Kegiatan"
    GUIDANCE = "guidance", "Supervisi, pemantauan, dan bimbingan"
    FINDINGS = "findings", "Temuan dan tindak lanjut"
    RESULTS = "results", "Hasil yang dicapai"
    OBSTACLES = "obstacles", "Kendala dan solusi"
    FINANCE = "finance", "Keuangan"
    PROPOSALS = "proposals", "Usulan"
    NEXT_PLAN = "next_plan", "Rencana berikutnya"


C = Chapter
OWN_WORK = (C.ACTIVITIES, C.GUIDANCE, C.FINDINGS, C.RESULTS, C.OBSTACLES, C.PROPOSALS, C.NEXT_PLAN)
AS_THE_FCU = (C.ACTIVITIES, C.RESULTS, C.OBSTACLES, C.FINANCE, C.NEXT_PLAN)  # as REP-05 and REP-06 for the team
OF_MONEY = (C.ACTIVITIES, C.RESULTS, C.OBSTACLES, C.FINANCE, C.PROPOSALS)


class Kind(models.TextChoices):
    TEAM = "team", "Laporan triwulan tim PSKS"
    SUBDISTRICT = "subdistrict", "Laporan triwulan kecamatan"
    LK3 = "lk3", "Laporan triwulan LK3"
    REGENCY = "regency", "Laporan triwulan Dinas Sosial kabupaten/kota"
    PROVINCE = "province", "Laporan triwulan Dinas Sosial provinsi"
    NATION = "nation", "Laporan triwulan nasional"
    SEMESTER = "semester", "Laporan semester Dinas Sosial kabupaten/kota"
    YEAR = "year", "Laporan akhir tahun Dinas Sosial kabupaten/kota"


QUARTER, HALF, YEAR = "quarter", "half", "year"


@dataclass(frozen=True)
class OfficeKind:
    """One row of the table. `receivers` are (level, role) of who takes it in; `readers` other roles that may read what
    was sent. `sums` says whether it carries the added up figures of the FCUs below."""

    level: str
    span: str
    writers: tuple[str, ...]
    receivers: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...] = OWN_WORK
    readers: tuple[str, ...] = ()
    sums: bool = True

    def period(self, year, part):
        """The time a report of this kind is about. Raises ValueError for a part the year does not have."""
        if self.span == QUARTER:
            return Quarter(year, part)
        if (self.span == YEAR) != (part == WHOLE_YEAR) or part not in (0, 1, 2):
            raise ValueError(f"{self.span} has no part {part}")
        return Span(year, part)


DINAS, PROV, MIN = (REGENCY, "regency_reports"), (PROVINCE, "province"), (NATION, "ministry")
TABLE = {
    Kind.TEAM: OfficeKind(
        VILLAGE, QUARTER, ("psks_team", "village_operator", "psm_facilitator"), (DINAS,), AS_THE_FCU,
        readers=("coordinator", "secretary", "village_head", "tksk", "subdistrict_operator"), sums=False,
    ),
    Kind.SUBDISTRICT: OfficeKind(SUBDISTRICT, QUARTER, ("subdistrict_operator", "tksk"), (DINAS,)),
    Kind.LK3: OfficeKind(
        REGENCY, QUARTER, ("lk3",), (DINAS, PROV),
        (C.ACTIVITIES, C.GUIDANCE, C.RESULTS, C.OBSTACLES, C.PROPOSALS, C.NEXT_PLAN), readers=("ministry",), sums=False,
    ),
    Kind.REGENCY: OfficeKind(REGENCY, QUARTER, ("regency_reports",), (PROV,), readers=("ministry",)),
    Kind.PROVINCE: OfficeKind(PROVINCE, QUARTER, ("province",), (MIN,)),
    Kind.NATION: OfficeKind(NATION, QUARTER, ("ministry",), ()),
    # On money, with the names of recipients: read by who answers for it and by the ministry, nobody else.
    Kind.SEMESTER: OfficeKind(REGENCY, HALF, ("regency_funds",), (MIN,), OF_MONEY),
    Kind.YEAR: OfficeKind(REGENCY, YEAR, ("regency_funds",), (MIN,), OF_MONEY),
}  # fmt: skip


def written_by(role):
    """The kinds that a role writes, in the order of the table."""
    return [kind for kind, row in TABLE.items() if role in row.writers]


def received_by(role):
    """The kinds that a role takes in."""
    return [kind for kind, row in TABLE.items() if any(role == receiver for _, receiver in row.receivers)]


def read_by(role):
    """The kinds of which a role reads what was sent."""
    return [kind for kind, row in TABLE.items() if role in row.readers or kind in received_by(role)]
