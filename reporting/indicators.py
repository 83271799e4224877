"""The figures: what each counts, whom it is split by, who may see its rows, and how they are added up."""

from django.db.models import Sum

from reporting import help_rows, plasma_rows, rows, sign_rows, unit_rows
from reporting import row_words as words
from reporting.figure import FLOW, STOCK, Figure, Parts, People
from reporting.models import QuarterFigures

HEAD, OF_FAMILY = "head_sex", "family__head_sex"
SEE_FAMILY, SEE_LIFE = "families.view_family", "families.view_participation"
SEE_NEED, SEE_REFERRAL = "families.view_need", "referrals.view_referral"
SEE_RECORD, SEE_BOOK = "referrals.view_servicerecord", "referrals.view_counselling"
SEE_CASE, SEE_CALL = "referrals.view_case", "referrals.view_emergency"
SEE_UNIT, SEE_BODY = "institutions.view_familycareunit", "institutions.view_institution"
SEE_PLAN = "institutions.view_planitem"
# Figures in the order of the report, under their headings.
GROUPS = (
    ("activities", "Kegiatan", (
        Figure("meetings_held", "Pertemuan terlaksana", FLOW, rows.meetings_held,
               "institutions.view_meeting", words.meeting),
        Figure("attendances", "Kehadiran dalam pertemuan", FLOW, rows.attendances,
               "institutions.view_attendance", words.attendance, "person__sex"),
    )),
    ("people", "Anggota dan pengurus", (
        Figure("members_end", "Anggota FCU", STOCK, rows.members_end,
               "institutions.view_membership", words.member, "person__sex"),
        Figure("officers_end", "Pengurus FCU", STOCK, rows.officers_end, "institutions.view_officerterm", words.officer,
               "membership__person__sex"),
    )),
    ("families", "Keluarga", (
        Figure("candidates_new", "Calon keluarga baru", FLOW, rows.candidates_new, SEE_FAMILY, words.family, HEAD),
        Figure("families_end", "Keluarga terdata", STOCK, rows.families_end, SEE_FAMILY, words.family),
        Figure("pioneers_new", "Keluarga pionir baru", FLOW, rows.pioneers_new, SEE_LIFE, words.of_family),
        Figure("pioneers_end", "Keluarga pionir", STOCK, rows.pioneers_end, SEE_LIFE, words.of_family, OF_FAMILY),
        Figure("pioneers_on_duty_end", "Keluarga pionir yang bertugas", STOCK, rows.pioneers_on_duty_end,
               SEE_LIFE, words.of_family),
        Figure("plasma_new", "Keluarga plasma baru", FLOW, rows.plasma_new, SEE_LIFE, words.of_family),
        Figure("plasma_end", "Keluarga plasma", STOCK, rows.plasma_end, SEE_LIFE, words.of_family, OF_FAMILY),
        Figure("assessments_made", "Penilaian keluarga", FLOW, rows.assessments_made,
               "families.view_assessment", words.assessment),
    )),
    ("mentoring", "Pendampingan", (
        Figure("pairings_end", "Pendampingan berjalan", STOCK, rows.pairings_end, "families.view_pairing",
               words.pairing),
        Figure("mentoring_notes", "Catatan pendampingan", FLOW, rows.mentoring_notes,
               "families.view_mentoringnote", words.note),
        Figure("plasma_visited", "Keluarga plasma yang dihubungi", FLOW, rows.plasma_visited,
               SEE_FAMILY, words.family, HEAD),
        Figure("needs_opened", "Kebutuhan ditemukan", FLOW, rows.needs_opened, SEE_NEED, words.need),
        Figure("needs_met", "Kebutuhan terpenuhi", FLOW, rows.needs_met, SEE_NEED, words.need),
        Figure("needs_open_end", "Kebutuhan belum selesai", STOCK, rows.needs_open_end, SEE_NEED, words.need),
    )),
    ("help", "Pelayanan, konsultasi, dan kasus", (
        Figure("help_held", "Kegiatan pelayanan terlaksana", FLOW, help_rows.help_held, SEE_RECORD, words.record),
        People("help_participants", "Peserta kegiatan pelayanan", FLOW, help_rows.help_held, SEE_RECORD,
               words.participants),
        Figure("consultations", "Konsultasi di FCU", FLOW, help_rows.consultations, SEE_BOOK, words.consultation,
               "client_sex"),
        Figure("consultations_new", "Konsultasi klien baru", FLOW, help_rows.consultations_new, SEE_BOOK,
               words.consultation),
        Figure("consultations_returning", "Konsultasi klien lanjutan", FLOW, help_rows.consultations_returning,
               SEE_BOOK, words.consultation),
        Figure("pioneers_helped", "Keluarga pionir yang dilayani FCU", FLOW, help_rows.pioneers_helped,
               SEE_FAMILY, words.family, HEAD),
        Figure("plasma_helped", "Keluarga plasma yang dilayani FCU", FLOW, help_rows.plasma_helped,
               SEE_FAMILY, words.family, HEAD),
        Figure("cases_opened", "Kasus dibuka", FLOW, help_rows.cases_opened, SEE_CASE, words.case),
        Figure("cases_closed", "Kasus selesai", FLOW, help_rows.cases_closed, SEE_CASE, words.case),
        Figure("cases_joint", "Kasus yang ditangani bersama dua lembaga atau lebih", FLOW, help_rows.cases_joint,
               SEE_CASE, words.case),
    )),
    ("referrals", "Rujukan", (
        Figure("referrals_sent", "Rujukan dikirim", FLOW, rows.referrals_sent, SEE_REFERRAL, words.referral),
        Figure("referrals_sent_village", "Rujukan di desa/kelurahan, ke lembaga anggota FCU", FLOW,
               rows.referrals_sent_village, SEE_REFERRAL, words.referral),
        Figure("referrals_sent_subdistrict", "Rujukan tingkat kecamatan", FLOW, rows.referrals_sent_subdistrict,
               SEE_REFERRAL, words.referral),
        Figure("referrals_sent_regency", "Rujukan tingkat kabupaten/kota, lewat LK3", FLOW,
               rows.referrals_sent_regency, SEE_REFERRAL, words.referral),
        Figure("referrals_capital", "Rujukan untuk akses modal atau lembaga ekonomi", FLOW, rows.referrals_capital,
               SEE_REFERRAL, words.referral),
        Figure("referrals_answered", "Rujukan dilayani lembaga", FLOW, rows.referrals_answered,
               SEE_REFERRAL, words.referral),
        Figure("referrals_closed", "Rujukan selesai", FLOW, rows.referrals_closed, SEE_REFERRAL, words.referral),
        Figure("referrals_served", "Rujukan selesai, kebutuhan terpenuhi seluruhnya atau sebagian", FLOW,
               rows.referrals_served, SEE_REFERRAL, words.referral),
        Figure("referrals_reached", "Rujukan selesai, pelayanan diperoleh", FLOW, rows.referrals_reached,
               SEE_REFERRAL, words.referral),
        Figure("referrals_waiting_end", "Rujukan menunggu jawaban", STOCK, rows.referrals_waiting_end,
               SEE_REFERRAL, words.referral),
        Figure("referrals_overdue_end", "Rujukan terlambat dijawab", STOCK, rows.referrals_overdue_end,
               SEE_REFERRAL, words.referral),
        Figure("emergencies", "Rujukan darurat", FLOW, help_rows.emergencies, SEE_CALL, words.emergency),
    )),
    ("aim", "Tujuan jangka panjang", (
        Figure("plasma_needs_met", "Keluarga plasma yang kebutuhannya terpenuhi", FLOW, rows.plasma_needs_met,
               SEE_FAMILY, words.family, HEAD),
        Figure("plasma_served", "Keluarga plasma yang memperoleh pelayanan", FLOW, rows.plasma_served,
               SEE_FAMILY, words.family, HEAD),
        Figure("plasma_promoted", "Keluarga plasma yang menjadi keluarga pionir", FLOW, rows.plasma_promoted,
               SEE_LIFE, words.of_family, OF_FAMILY),
    )),
)  # fmt: skip
# Figures for judging, in the order of their columns: frozen with the same report, and not printed in it.
SIGN_GROUPS = (
    ("signs", "Tanda PSKS bekerja bersama", (
        Figure("members_active", "Anggota FCU yang aktif", STOCK, sign_rows.members_active,
               "institutions.view_membership", words.member, "person__sex"),
        Figure("cases_handled", "Kasus yang ditangani", FLOW, sign_rows.cases_handled, SEE_CASE, words.case),
        Figure("cases_recorded", "Kasus dengan catatan lengkap", FLOW, sign_rows.cases_recorded, SEE_CASE, words.case),
        Figure("partners_end", "Kemitraan yang berlaku", STOCK, sign_rows.partners_end, "referrals.view_partnership",
               words.named),
        Figure("meetings_planned", "Pertemuan yang direncanakan", FLOW, sign_rows.meetings_planned,
               "institutions.view_meeting", words.meeting),
        Figure("psks_mapped_end", "PSKS yang terpetakan", STOCK, sign_rows.psks_mapped_end, SEE_BODY, words.named),
        Figure("psks_used", "PSKS yang dimanfaatkan", FLOW, sign_rows.psks_used, SEE_BODY, words.named),
    )),
    ("body", "Kelembagaan", (
        Figure("decree_in_force_end", "SK pengukuhan berlaku", STOCK, unit_rows.decree_in_force_end,
               SEE_UNIT, words.named),
        Figure("elements_end", "Unsur PSKS dalam keanggotaan", STOCK, unit_rows.elements_end,
               "institutions.view_membership", words.element),
        Figure("secretariat_end", "Sekretariat ada", STOCK, unit_rows.secretariat_end, SEE_UNIT, words.named),
        Figure("name_board_end", "Papan nama ada", STOCK, unit_rows.name_board_end, SEE_UNIT, words.named),
        Figure("plan_agreed_end", "Rencana kerja tahunan disepakati", STOCK, unit_rows.plan_agreed_end,
               SEE_UNIT, words.named),
        Parts("books_kept", "Buku yang diisi", FLOW, unit_rows.books_kept, SEE_UNIT,
              words.parts_of(unit_rows.books_kept), counts="buku"),
    )),
    ("work", "Kegiatan", (
        Figure("plan_items_due", "Kegiatan rencana kerja pada triwulan ini", FLOW, unit_rows.plan_items_due,
               SEE_PLAN, words.named),
        Figure("plan_items_done", "Kegiatan rencana kerja yang terlaksana", FLOW, unit_rows.plan_items_done,
               SEE_PLAN, words.named),
        Parts("help_kinds", "Jenis pelayanan yang dilaksanakan, dari tujuh", FLOW, unit_rows.help_kinds, SEE_UNIT,
              words.parts_of(unit_rows.help_kinds), counts="jenis pelayanan"),
    )),
    ("support", "Kemitraan dan dukungan", (
        Parts("fund_sources", "Sumber dana yang memberi, dari empat", FLOW, unit_rows.fund_sources, SEE_UNIT,
              words.parts_of(unit_rows.fund_sources), counts="sumber dana"),
        Figure("village_involved", "Pemerintah desa/kelurahan atau kecamatan terlibat", FLOW,
               unit_rows.village_involved, SEE_UNIT, words.named),
        Figure("media_made", "Kegiatan media informasi", FLOW, unit_rows.media_made, SEE_RECORD, words.record),
    )),
    ("change", "Perubahan keluarga plasma", (
        Figure("plasma_compared", "Keluarga plasma yang sudah dinilai ulang", STOCK, plasma_rows.plasma_compared,
               SEE_LIFE, words.of_family, OF_FAMILY),
        Figure("plasma_risen", "Keluarga plasma yang membaik", STOCK, plasma_rows.plasma_risen,
               SEE_LIFE, words.of_family, OF_FAMILY),
        Figure("plasma_participating", "Keluarga plasma yang lebih ikut kegiatan warga", FLOW,
               plasma_rows.plasma_participating, SEE_LIFE, words.of_family, OF_FAMILY),
    )),
)  # fmt: skip
REPORT_FIGURES = {figure.code: figure for _, _, figures in GROUPS for figure in figures}
FIGURES = REPORT_FIGURES | {figure.code: figure for _, _, figures in SIGN_GROUPS for figure in figures}
# What is printed in a report; all that are frozen with it.
REPORT_COLUMNS = tuple(column for figure in REPORT_FIGURES.values() for column in figure.columns)
COLUMNS = tuple(column for figure in FIGURES.values() for column in figure.columns)
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
    """What a report prints for `region` in `quarter`, from the records as they stand now: {column: number}."""
    counted = _counted(REPORT_FIGURES.values(), region, quarter)
    return {column: counted[column] for column in REPORT_COLUMNS}


def count_all(region, quarter):
    """Every column, those for judging among them: what is frozen when a report is sent."""
    counted = _counted(FIGURES.values(), region, quarter)
    return {column: counted[column] for column in COLUMNS}


def _counted(figures, region, quarter):
    """Figures over one table are counted in one query."""
    by_table, counted = {}, {}
    for figure in figures:
        by_table.setdefault(figure.rows.table, []).append(figure)
    for table, together in by_table.items():
        if len(together) == 1:
            counted |= together[0].count(region, quarter)
            continue
        wanted = {}
        for figure in together:
            wanted |= figure.counted(region, quarter)
        counted |= table(region).order_by().aggregate(**wanted)
    return counted


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
    """What a report prints, added up over a queryset of QuarterFigures, in one query: {column: number}."""
    return figures.order_by().aggregate(**{column: total_of(column) for column in REPORT_COLUMNS})


def values_of(frozen, columns=REPORT_COLUMNS):
    """The columns of one row of figures as a dict: those that a report prints unless told otherwise."""
    return {column: getattr(frozen, column) for column in columns}


def table(values):
    """For display: [(heading, [(label, all, women, men)])], women and men None where the figure is not split."""
    return [
        (heading, [
            (figure.label, values[figure.code], *(values.get(column) for column in figure.columns[1:] or ("", "")))
            for figure in figures
        ])
        for _, heading, figures in GROUPS
    ]  # fmt: skip
