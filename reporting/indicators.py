"""The figures: what each counts, whom it is split by, who may see its rows, and how they are added up.

A figure that is split has three columns: all, women, men. Families are counted by the sex of their head.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone

from families.models import Sex
from reporting import help_rows, rows
from reporting.models import QuarterFigures
from reporting.rows import Rows

FLOW, STOCK = "flow", "stock"


@dataclass(frozen=True)
class Figure:
    """One base count. A flow happened in the quarter; a stock stands at its end.

    `rows` are the rows counted: called with (region, quarter) it gives them. `sex` is the path by which they are split
    ("" for none), `permission` what a reader needs to see them, `of_row(row)` → (text, url) how one is shown.
    """

    code: str
    label: str
    kind: str
    rows: Rows
    permission: str
    of_row: Callable[[object], tuple[str, str]]
    sex: str = ""
    adds = False  # whether it adds up what stands in its rows instead of counting them

    @property
    def is_split(self):
        return bool(self.sex)

    @property
    def columns(self):
        return (self.code, f"{self.code}_women", f"{self.code}_men") if self.is_split else (self.code,)

    def tally(self, which=None):
        """{column: expression} over the table; `which` is the condition where other rows are read beside."""
        if not self.is_split:
            return {self.code: Count("pk", filter=which)}
        every, women, men = self.columns
        both = which or Q()
        return {
            every: Count("pk", filter=which),
            women: Count("pk", filter=both & Q(**{self.sex: Sex.FEMALE})),
            men: Count("pk", filter=both & Q(**{self.sex: Sex.MALE})),
        }

    def count(self, region, quarter):
        """{column: number}, in one query."""
        return self.rows(region, quarter).order_by().aggregate(**self.tally())

    def of_sex(self, rows, sex):
        """Of its rows those that its column for women or for men counts."""
        return rows.filter(**{self.sex: sex})


@dataclass(frozen=True)
class People(Figure):
    """People told in its rows, added up: each row says how many women and how many men there were."""

    adds = True
    is_split = True

    def tally(self, which=None):
        every, women, men = self.columns
        told = {women: Sum("women", filter=which, default=0), men: Sum("men", filter=which, default=0)}
        return {every: told[women] + told[men], **told}

    def of_sex(self, rows, sex):
        return rows.filter(**{"women__gt" if sex == Sex.FEMALE else "men__gt": 0})


# --- how a row is shown -----------------------------------------------------------------------------------------
def _meeting(row):
    return f"{row.get_kind_display()}, {row.held_on:%d-%m-%Y}", row.get_absolute_url()


def _attendance(row):
    return f"{row.person.name}, {_meeting(row.meeting)[0]}", row.meeting.get_absolute_url()


def _member(row):
    return row.person.name, reverse("institutions:member-list", args=[row.unit.uid])


def _officer(row):
    return str(row), row.unit.get_absolute_url()


def _family(row):
    return row.called, row.get_absolute_url()


def _of_family(row):
    return row.family.called, row.family.get_absolute_url()


def _assessment(row):
    return f"{row.family.called}, {row}, {row.assessed_on:%d-%m-%Y}", row.family.get_absolute_url()


def _pairing(row):
    return str(row), row.get_absolute_url()


def _note(row):
    return f"{row.family.called}, {row}", row.pairing.get_absolute_url()


def _need(row):
    return f"{row.title}, {row.family.called}", row.family.get_absolute_url()


def _referral(row):
    return f"{row}, {row.family.called}", row.get_absolute_url()


def _record(row):
    return f"{row}, {row.get_kind_display()}, {row.held_on:%d-%m-%Y}", row.get_absolute_url()


def _participants(row):
    text, url = _record(row)
    told = "peserta tidak dicatat" if row.participants is None else f"P {row.women or 0}, L {row.men or 0}"
    return f"{text}: {told}", url


def _consultation(row):
    """Of a confidential one neither who nor what."""
    whose = "" if row.is_confidential else f", {row.family.called if row.family_id else row.client}"
    return f"{row}{whose}, {row.held_on:%d-%m-%Y}", row.get_absolute_url()


def _case(row):
    return f"{row}, {row.get_kind_display()}, dibuka {row.opened_on:%d-%m-%Y}", row.get_absolute_url()


def _emergency(row):
    return f"{row}, {timezone.localtime(row.called_at):%d-%m-%Y}", row.get_absolute_url()


HEAD, OF_FAMILY = "head_sex", "family__head_sex"
SEE_FAMILY, SEE_LIFE = "families.view_family", "families.view_participation"
SEE_NEED, SEE_REFERRAL = "families.view_need", "referrals.view_referral"
SEE_RECORD, SEE_BOOK = "referrals.view_servicerecord", "referrals.view_counselling"
SEE_CASE, SEE_CALL = "referrals.view_case", "referrals.view_emergency"
# Figures in the order of the report, under their headings.
GROUPS = (
    ("activities", "Kegiatan", (
        Figure("meetings_held", "Pertemuan terlaksana", FLOW, rows.meetings_held,
               "institutions.view_meeting", _meeting),
        Figure("attendances", "Kehadiran dalam pertemuan", FLOW, rows.attendances,
               "institutions.view_attendance", _attendance, "person__sex"),
    )),
    ("people", "Anggota dan pengurus", (
        Figure("members_end", "Anggota FCU", STOCK, rows.members_end,
               "institutions.view_membership", _member, "person__sex"),
        Figure("officers_end", "Pengurus FCU", STOCK, rows.officers_end, "institutions.view_officerterm", _officer,
               "membership__person__sex"),
    )),
    ("families", "Keluarga", (
        Figure("candidates_new", "Calon keluarga baru", FLOW, rows.candidates_new, SEE_FAMILY, _family, HEAD),
        Figure("families_end", "Keluarga terdata", STOCK, rows.families_end, SEE_FAMILY, _family),
        Figure("pioneers_new", "Keluarga pionir baru", FLOW, rows.pioneers_new, SEE_LIFE, _of_family),
        Figure("pioneers_end", "Keluarga pionir", STOCK, rows.pioneers_end, SEE_LIFE, _of_family, OF_FAMILY),
        Figure("pioneers_on_duty_end", "Keluarga pionir yang bertugas", STOCK, rows.pioneers_on_duty_end,
               SEE_LIFE, _of_family),
        Figure("plasma_new", "Keluarga plasma baru", FLOW, rows.plasma_new, SEE_LIFE, _of_family),
        Figure("plasma_end", "Keluarga plasma", STOCK, rows.plasma_end, SEE_LIFE, _of_family, OF_FAMILY),
        Figure("assessments_made", "Penilaian keluarga", FLOW, rows.assessments_made,
               "families.view_assessment", _assessment),
    )),
    ("mentoring", "Pendampingan", (
        Figure("pairings_end", "Pendampingan berjalan", STOCK, rows.pairings_end, "families.view_pairing", _pairing),
        Figure("mentoring_notes", "Catatan pendampingan", FLOW, rows.mentoring_notes,
               "families.view_mentoringnote", _note),
        Figure("plasma_visited", "Keluarga plasma yang dihubungi", FLOW, rows.plasma_visited,
               SEE_FAMILY, _family, HEAD),
        Figure("needs_opened", "Kebutuhan ditemukan", FLOW, rows.needs_opened, SEE_NEED, _need),
        Figure("needs_met", "Kebutuhan terpenuhi", FLOW, rows.needs_met, SEE_NEED, _need),
        Figure("needs_open_end", "Kebutuhan belum selesai", STOCK, rows.needs_open_end, SEE_NEED, _need),
    )),
    ("help", "Pelayanan, konsultasi, dan kasus", (
        Figure("help_held", "Kegiatan pelayanan terlaksana", FLOW, help_rows.help_held, SEE_RECORD, _record),
        People("help_participants", "Peserta kegiatan pelayanan", FLOW, help_rows.help_held, SEE_RECORD,
               _participants),
        Figure("consultations", "Konsultasi di FCU", FLOW, help_rows.consultations, SEE_BOOK, _consultation,
               "client_sex"),
        Figure("consultations_new", "Konsultasi klien baru", FLOW, help_rows.consultations_new, SEE_BOOK,
               _consultation),
        Figure("consultations_returning", "Konsultasi klien lanjutan", FLOW, help_rows.consultations_returning,
               SEE_BOOK, _consultation),
        Figure("pioneers_helped", "Keluarga pionir yang dilayani FCU", FLOW, help_rows.pioneers_helped,
               SEE_FAMILY, _family, HEAD),
        Figure("plasma_helped", "Keluarga plasma yang dilayani FCU", FLOW, help_rows.plasma_helped,
               SEE_FAMILY, _family, HEAD),
        Figure("cases_opened", "Kasus dibuka", FLOW, help_rows.cases_opened, SEE_CASE, _case),
        Figure("cases_closed", "Kasus selesai", FLOW, help_rows.cases_closed, SEE_CASE, _case),
        Figure("cases_joint", "Kasus yang ditangani bersama dua lembaga atau lebih", FLOW, help_rows.cases_joint,
               SEE_CASE, _case),
    )),
    ("referrals", "Rujukan", (
        Figure("referrals_sent", "Rujukan dikirim", FLOW, rows.referrals_sent, SEE_REFERRAL, _referral),
        Figure("referrals_sent_village", "Rujukan di desa/kelurahan, ke lembaga anggota FCU", FLOW,
               rows.referrals_sent_village, SEE_REFERRAL, _referral),
        Figure("referrals_sent_subdistrict", "Rujukan tingkat kecamatan", FLOW, rows.referrals_sent_subdistrict,
               SEE_REFERRAL, _referral),
        Figure("referrals_sent_regency", "Rujukan tingkat kabupaten/kota, lewat LK3", FLOW,
               rows.referrals_sent_regency, SEE_REFERRAL, _referral),
        Figure("referrals_capital", "Rujukan untuk akses modal atau lembaga ekonomi", FLOW, rows.referrals_capital,
               SEE_REFERRAL, _referral),
        Figure("referrals_answered", "Rujukan dilayani lembaga", FLOW, rows.referrals_answered,
               SEE_REFERRAL, _referral),
        Figure("referrals_closed", "Rujukan selesai", FLOW, rows.referrals_closed, SEE_REFERRAL, _referral),
        Figure("referrals_served", "Rujukan selesai, kebutuhan terpenuhi seluruhnya atau sebagian", FLOW,
               rows.referrals_served, SEE_REFERRAL, _referral),
        Figure("referrals_reached", "Rujukan selesai, pelayanan diperoleh", FLOW, rows.referrals_reached,
               SEE_REFERRAL, _referral),
        Figure("referrals_waiting_end", "Rujukan menunggu jawaban", STOCK, rows.referrals_waiting_end,
               SEE_REFERRAL, _referral),
        Figure("referrals_overdue_end", "Rujukan terlambat dijawab", STOCK, rows.referrals_overdue_end,
               SEE_REFERRAL, _referral),
        Figure("emergencies", "Rujukan darurat", FLOW, help_rows.emergencies, SEE_CALL, _emergency),
    )),
    ("aim", "Tujuan jangka panjang", (
        Figure("plasma_needs_met", "Keluarga plasma yang kebutuhannya terpenuhi", FLOW, rows.plasma_needs_met,
               SEE_FAMILY, _family),
        Figure("plasma_served", "Keluarga plasma yang memperoleh pelayanan", FLOW, rows.plasma_served,
               SEE_FAMILY, _family),
        Figure("plasma_promoted", "Keluarga plasma yang menjadi keluarga pionir", FLOW, rows.plasma_promoted,
               SEE_LIFE, _of_family),
    )),
)  # fmt: skip
FIGURES = {figure.code: figure for _, _, figures in GROUPS for figure in figures}
# What is printed in a report; the columns beyond it are for judging, and frozen with the same report.
REPORT_COLUMNS = tuple(column for figure in FIGURES.values() for column in figure.columns)
COLUMNS = REPORT_COLUMNS
SPLIT_WORDS = {"_women": "perempuan", "_men": "laki-laki"}


def figure_named(code):
    """The figure called `code`. Raises LookupError for none."""
    return FIGURES[code]


def label_of(column):
    """What a column is called: "Anggota FCU, perempuan"."""
    for ending, word in SPLIT_WORDS.items():
        code = column.removesuffix(ending)
        if code != column and code in FIGURES:
            return f"{FIGURES[code].label}, {word}"
    return FIGURES[column].label


def count(region, quarter):
    """Every column of the figures for `region` in `quarter`, from the records as they stand now: {column: number}."""
    counted = {}
    for table, figures in _by_table().items():
        if len(figures) == 1:
            counted |= figures[0].count(region, quarter)
            continue
        wanted = {}
        for figure in figures:
            wanted |= figure.tally(figure.rows.condition(region, quarter))
        counted |= table(region).order_by().aggregate(**wanted)
    return {column: counted[column] for column in COLUMNS}


def _by_table():
    """Figures over one table are counted in one query: {table: [figure]}."""
    found = {}
    for figure in FIGURES.values():
        found.setdefault(figure.rows.table, []).append(figure)
    return found


def rows_of(code, region, quarter):
    """The rows that the figure `code` counts; whoever shows them asks `rows_seen_by` instead."""
    return figure_named(code).rows(region, quarter)


def rows_seen_by(code, region, quarter, by):
    """Of the rows that the figure counts, those within this reader's permission and reach."""
    figure = figure_named(code)
    found = figure.rows(region, quarter)
    if not by.has_perm(figure.permission):
        return found.none()
    return found.filter(pk__in=found.model.objects.visible_to(by).order_by().values("pk"))


def figures_in(region, quarter):
    """The frozen figures of all villages in the territory of `region`, for adding up."""
    return QuarterFigures.objects.within(region).filter(year=quarter.year, quarter=quarter.number)


def total_of(column, condition=None):
    """The expression that adds up a column, zero where there is no row."""
    return Sum(column, filter=condition, default=0)


def sums(figures):
    """Every column added up over a queryset of QuarterFigures, in one query: {column: number}."""
    return figures.order_by().aggregate(**{column: total_of(column) for column in COLUMNS})


def values_of(frozen):
    """The columns of one row of QuarterFigures as a dict."""
    return {column: getattr(frozen, column) for column in COLUMNS}


def table(values):
    """For display: [(heading, [(label, all, women, men)])], women and men None where the figure is not split."""
    return [
        (heading, [
            (figure.label, values[figure.code], *(values.get(column) for column in figure.columns[1:] or ("", "")))
            for figure in figures
        ])
        for _, heading, figures in GROUPS
    ]  # fmt: skip
