"""The counted figures of one FCU and quarter: typed columns, frozen with the report they were sent with."""

from django.db import models

from fcu_project.models import BaseRow
from institutions.models import FamilyCareUnit, Region
from institutions.reach import scoped
from reporting.models.report import Report


def counted(label):
    """A column for one base count."""
    return models.PositiveIntegerField(label, default=0)


class CountedColumns(models.Model):
    """One typed column per base count; what each counts stands in `reporting.indicators`."""

    meetings_held = counted("pertemuan terlaksana")
    attendances = counted("kehadiran dalam pertemuan")
    attendances_women = counted("kehadiran dalam pertemuan, perempuan")
    attendances_men = counted("kehadiran dalam pertemuan, laki-laki")

    members_end = counted("anggota FCU")
    members_end_women = counted("anggota FCU, perempuan")
    members_end_men = counted("anggota FCU, laki-laki")
    officers_end = counted("pengurus FCU")
    officers_end_women = counted("pengurus FCU, perempuan")
    officers_end_men = counted("pengurus FCU, laki-laki")

    candidates_new = counted("calon keluarga baru")
    candidates_new_women = counted("calon keluarga baru, perempuan")
    candidates_new_men = counted("calon keluarga baru, laki-laki")
    families_end = counted("keluarga terdata")
    pioneers_new = counted("keluarga pionir baru")
    pioneers_end = counted("keluarga pionir")
    pioneers_end_women = counted("keluarga pionir, perempuan")
    pioneers_end_men = counted("keluarga pionir, laki-laki")
    pioneers_on_duty_end = counted("keluarga pionir yang bertugas")
    plasma_new = counted("keluarga plasma baru")
    plasma_end = counted("keluarga plasma")
    plasma_end_women = counted("keluarga plasma, perempuan")
    plasma_end_men = counted("keluarga plasma, laki-laki")
    assessments_made = counted("penilaian keluarga")

    pairings_end = counted("pendampingan berjalan")
    mentoring_notes = counted("catatan pendampingan")
    plasma_visited = counted("keluarga plasma yang dihubungi")
    plasma_visited_women = counted("keluarga plasma yang dihubungi, perempuan")
    plasma_visited_men = counted("keluarga plasma yang dihubungi, laki-laki")
    needs_opened = counted("kebutuhan ditemukan")
    needs_met = counted("kebutuhan terpenuhi")
    needs_open_end = counted("kebutuhan belum selesai")

    help_held = counted("kegiatan pelayanan terlaksana")
    help_participants = counted("peserta kegiatan pelayanan")
    help_participants_women = counted("peserta kegiatan pelayanan, perempuan")
    help_participants_men = counted("peserta kegiatan pelayanan, laki-laki")
    consultations = counted("konsultasi")
    consultations_women = counted("konsultasi, perempuan")
    consultations_men = counted("konsultasi, laki-laki")
    consultations_new = counted("konsultasi klien baru")
    consultations_returning = counted("konsultasi klien lanjutan")
    pioneers_helped = counted("keluarga pionir yang dilayani FCU")
    pioneers_helped_women = counted("keluarga pionir yang dilayani FCU, perempuan")
    pioneers_helped_men = counted("keluarga pionir yang dilayani FCU, laki-laki")
    plasma_helped = counted("keluarga plasma yang dilayani FCU")
    plasma_helped_women = counted("keluarga plasma yang dilayani FCU, perempuan")
    plasma_helped_men = counted("keluarga plasma yang dilayani FCU, laki-laki")
    cases_opened = counted("kasus dibuka")
    cases_closed = counted("kasus selesai")
    cases_joint = counted("kasus yang ditangani bersama")

    referrals_sent = counted("rujukan dikirim")
    referrals_sent_village = counted("rujukan di desa/kelurahan")
    referrals_sent_subdistrict = counted("rujukan tingkat kecamatan")
    referrals_sent_regency = counted("rujukan tingkat kabupaten/kota")
    referrals_capital = counted("rujukan untuk akses modal")
    referrals_answered = counted("rujukan dilayani lembaga")
    referrals_closed = counted("rujukan selesai")
    referrals_served = counted("rujukan selesai dengan hasil")
    referrals_reached = counted("rujukan selesai, pelayanan diperoleh")
    referrals_waiting_end = counted("rujukan menunggu jawaban")
    referrals_overdue_end = counted("rujukan terlambat dijawab")
    emergencies = counted("rujukan darurat")

    plasma_needs_met = counted("keluarga plasma yang kebutuhannya terpenuhi")
    plasma_needs_met_women = counted("keluarga plasma yang kebutuhannya terpenuhi, perempuan")
    plasma_needs_met_men = counted("keluarga plasma yang kebutuhannya terpenuhi, laki-laki")
    plasma_served = counted("keluarga plasma yang memperoleh pelayanan")
    plasma_served_women = counted("keluarga plasma yang memperoleh pelayanan, perempuan")
    plasma_served_men = counted("keluarga plasma yang memperoleh pelayanan, laki-laki")
    plasma_promoted = counted("keluarga plasma yang menjadi pionir")
    plasma_promoted_women = counted("keluarga plasma yang menjadi pionir, perempuan")
    plasma_promoted_men = counted("keluarga plasma yang menjadi pionir, laki-laki")

    # Signs of a PSKS at work together (II.H) and aspects of an FCU (III.C.3.2): not printed in the report, for judging.
    members_active = counted("anggota yang aktif")
    members_active_women = counted("anggota yang aktif, perempuan")
    members_active_men = counted("anggota yang aktif, laki-laki")
    cases_handled = counted("kasus yang ditangani")
    cases_recorded = counted("kasus dengan catatan lengkap")
    partners_end = counted("mitra yang aktif")
    meetings_planned = counted("pertemuan yang direncanakan")
    psks_mapped_end = counted("PSKS yang terpetakan")
    psks_used = counted("PSKS yang dimanfaatkan")
    decree_in_force_end = counted("SK berlaku")
    elements_end = counted("unsur PSKS dalam keanggotaan")
    secretariat_end = counted("sekretariat ada")
    name_board_end = counted("papan nama ada")
    plan_agreed_end = counted("rencana tahunan disepakati")
    books_kept = counted("buku yang diisi")
    plan_items_due = counted("kegiatan yang direncanakan")
    plan_items_done = counted("kegiatan rencana yang terlaksana")
    help_kinds = counted("jenis pelayanan yang dilaksanakan")
    fund_sources = counted("sumber dana yang memberi")
    village_involved = counted("keterlibatan desa/kelurahan atau kecamatan")
    media_made = counted("kegiatan media informasi")
    plasma_compared = counted("keluarga plasma yang sudah dinilai ulang")
    plasma_compared_women = counted("keluarga plasma yang sudah dinilai ulang, perempuan")
    plasma_compared_men = counted("keluarga plasma yang sudah dinilai ulang, laki-laki")
    plasma_risen = counted("keluarga plasma yang membaik")
    plasma_risen_women = counted("keluarga plasma yang membaik, perempuan")
    plasma_risen_men = counted("keluarga plasma yang membaik, laki-laki")
    plasma_participating = counted("keluarga plasma yang lebih ikut kegiatan")
    plasma_participating_women = counted("keluarga plasma yang lebih ikut kegiatan, perempuan")
    plasma_participating_men = counted("keluarga plasma yang lebih ikut kegiatan, laki-laki")

    class Meta:
        abstract = True


class QuarterFigures(CountedColumns, BaseRow):
    """What the records of one FCU came to in one quarter, as they stood when the report was sent.

    Written at sending and rewritten only by another sending; an accepted report is sent no more, so its figures stand.
    `…_end` is how many there were at the end of the quarter; the others are how often something happened in it. What
    each counts stands in `reporting.indicators`, one function per column.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="figures", editable=False)
    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="+", editable=False, verbose_name="FCU")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False, verbose_name="desa/kelurahan")
    year = models.PositiveSmallIntegerField("tahun", editable=False)
    quarter = models.PositiveSmallIntegerField("triwulan", editable=False)
    counted_at = models.DateTimeField("dihitung pada", editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "angka triwulan"
        verbose_name_plural = "angka triwulan"
        ordering = ["-year", "-quarter", "region__code"]
        indexes = [models.Index(fields=["year", "quarter", "region"], name="figures_of_a_quarter")]

    def __str__(self):
        return f"Angka {self.report.period.short}"
