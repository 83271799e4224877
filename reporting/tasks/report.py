"""Home tasks of the reports in a village: what is owed, what came back, what waits for a signature; by when."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import VILLAGE
from reporting.models import Report, Section
from reporting.money import quarter_money
from reporting.periods import due_days, first_due_quarter, is_owed, owed_quarters, quarter_of, units_of
from reporting.quarterly import aspects, content

STAGE = Report.Stage
PREPARE_FROM = timedelta(days=10)  # before the quarter ends: earlier there is little to write
SOON = timedelta(days=7)
LIST = "reporting:report-list"


def report_tasks(by, today):
    """Tasks of one assignment of a village; each only with the permission to do it."""
    if by.level != VILLAGE or not by.has_perm("reporting.view_report"):
        return
    for unit in units_of(by.region):
        yield from _of_unit(unit, by, today)


def _of_unit(unit, by, today):
    reports = {row.period: row for row in Report.objects.filter(unit=unit).with_facts()}
    day = due_days(by.region)(by.region.code)
    owed = [(quarter, reports.get(quarter), quarter.due_on_day(day)) for quarter in owed_quarters(unit, today)]
    if by.has_perm("reporting.send_report"):
        approves = by.has_perm("reporting.approve_report")
        if approves:
            yield from _to_approve(owed, today)
        yield from _to_send(owed, today)
        yield from _to_mend(reports.values(), approves)
        yield from _first_duty(unit, today, day)
        yield from _to_prepare(unit, reports, today)
        yield from _to_sign(reports.values())
    elif by.has_perm("reporting.change_finance"):
        yield from _finance(owed, today)
    elif by.role == "village_head":
        yield from _signature(reports.values())


def _state(due, today):
    if due < today:
        return "late"
    return "soon" if due - today <= SOON else "later"


def _to_send(owed, today):
    """Quarters that are over and were not sent yet, the oldest first (REP-02)."""
    for quarter, report, due in owed:
        if report is not None and report.stage != STAGE.DRAFT:
            continue
        left = [section for section in Section if content.open_problem(report, section)] if report else list(Section)
        why = f"{len(left)} bagian belum selesai." if left else _untold(report)
        yield Task(
            f"Kirim laporan {quarter.words}", why, report.get_absolute_url() if report else reverse(LIST),
            "Lanjutkan" if report else "Mulai", due, _state(due, today), 6 if due < today else 14,
        )  # fmt: skip


def _untold(report):
    """What a report with all its sections finished still waits for."""
    left = aspects.lacking(report)
    return f"{len(left)} aspek belum ada catatannya." if left else "Semua bagian selesai, tinggal dikirim."


def _is_finished(report):
    if not report.is_open or any(content.open_problem(report, section) for section in Section):
        return False
    return not aspects.lacking(report)


def _to_approve(owed, today):
    """What the coordinator reads before it goes up (MEM-07)."""
    for quarter, report, due in owed:
        if report is None or report.approved_on or not _is_finished(report) or content.unmended(report):
            continue
        yield Task(
            f"Setujui laporan {quarter.words}", "Semua bagian selesai dan menunggu persetujuan Anda.",
            report.get_absolute_url(), "Baca", due, _state(due, today), 5,
        )  # fmt: skip


def _to_mend(reports, approves):
    for report in reports:
        if report.stage != STAGE.RETURNED:
            continue
        waits = content.waits_for(report)
        if waits == "mend":
            yield _mending(report)
        elif waits == "send":
            yield Task(
                f"Kirim lagi laporan {report.period.words}", "Sudah diperbaiki dan disetujui, tinggal dikirim.",
                report.get_absolute_url(), "Kirim", urgency=7,
            )  # fmt: skip
        elif not approves:
            yield Task(
                f"Laporan {report.period.words} menunggu persetujuan Koordinator",
                "Sudah diperbaiki. Ingatkan Koordinator, lalu kirim lagi.", report.get_absolute_url(), "Buka",
                urgency=16,
            )  # fmt: skip


def _mending(report):
    if content.was_reopened(report):
        return Task(
            f"Perbaiki laporan {report.period.words}",
            f"Dibuka kembali Dinas Sosial {dates.long_date(report.returned_on)}. Alasan: {report.return_note[:160]}",
            report.get_absolute_url(), "Perbaiki", urgency=7,
        )  # fmt: skip
    marked = content.sections_to_mend(report.latest_version())
    left = content.unmended(report) or [section for section in marked if content.open_problem(report, section)]
    anchor = f"#bagian-{left[0].value}" if left else ""
    told = f"{len(left)} bagian perlu diperbaiki" if left else "Perlu diperbaiki"
    return Task(
        f"Perbaiki laporan {report.period.words}", f"{told}, dikembalikan {dates.long_date(report.returned_on)}.",
        f"{report.get_absolute_url()}{anchor}", "Perbaiki", urgency=7,
    )  # fmt: skip


def _first_duty(unit, today, day):
    """Between the decree and the first quarter that is owed: which it is, and by when (REP-02)."""
    first = first_due_quarter(unit)
    if first and today < first.start and is_owed(unit, first):
        yield Task(
            f"Laporan pertama: {first.words}",
            f"Bisa disiapkan mulai {dates.long_date(first.start)}. Catat kegiatan sejak sekarang; angkanya dihitung "
            "dari catatan.", reverse(LIST), "Lihat", first.due_on_day(day), "later", 60,
        )  # fmt: skip


def _to_prepare(unit, reports, today):
    """The running quarter, in its last days only."""
    quarter = quarter_of(today)
    if quarter.end - today >= PREPARE_FROM or not is_owed(unit, quarter):
        return
    report = reports.get(quarter)
    if report is not None and all(not content.open_problem(report, section) for section in Section):
        return
    yield Task(
        f"Siapkan laporan {quarter.words}", f"Triwulan ini selesai {dates.long_date(quarter.end)}.",
        report.get_absolute_url() if report else reverse(LIST), "Siapkan", quarter.end, "later", 42,
    )  # fmt: skip


def _to_sign(reports):
    for report in reports:
        if report.stage == STAGE.ACCEPTED and not report.signed_scan_id:
            yield Task(
                f"Cetak, tandatangani, dan unggah pindaian laporan {report.period.words}",
                f"Diterima Dinas Sosial {dates.long_date(report.accepted_on)}.", report.get_absolute_url(), "Cetak",
                urgency=34,
            )  # fmt: skip


def _finance(owed, today):
    """The treasurer's half of a report that is still being written."""
    for quarter, report, due in owed:
        if report is not None and report.is_open and content.open_problem(report, Section.FINANCE):
            title, why, verb = _finance_words(report)
            yield Task(
                f"{title} laporan {quarter.words}", why,
                reverse("reporting:section", args=[report.uid, Section.FINANCE.value]), verb, due, _state(due, today),
                10,
            )  # fmt: skip


def _finance_words(report):
    """(title, why, verb): totals are typed only where the FCU keeps no cash book."""
    if quarter_money.book_of(report) is None:
        return "Isi keuangan", "Uang masuk menurut sumber dan uang keluar, atau nihil.", "Isi"
    if left := quarter_money.open_months(report):
        why = f"Belum ditutup di buku kas: {', '.join(left)}. Sesudah itu cocokkan angkanya dan tandai selesai."
        return "Tutup buku dan periksa keuangan", why, "Periksa"
    return "Periksa keuangan", "Angkanya dari buku kas. Cocokkan, lalu tandai selesai.", "Periksa"


def _signature(reports):
    for report in reports:
        if report.stage == STAGE.ACCEPTED and not report.signed_scan_id:
            yield Task(
                f"Tanda tangani laporan {report.period.words}",
                f"Diterima Dinas Sosial {dates.long_date(report.accepted_on)}. Pengurus FCU mencetaknya untuk Anda.",
                report.get_absolute_url(), "Baca", urgency=32,
            )  # fmt: skip


# --- the tile ---------------------------------------------------------------------------------------------------
def reports_note(by):
    """One line under the tile: how many owed reports were not sent yet."""
    if by.level != VILLAGE:
        return "Laporan yang dikirim FCU"
    units = units_of(by.region)
    quarters = [quarter for unit in units for quarter in owed_quarters(unit, by.today)]
    if not quarters:
        first = first_due_quarter(units[-1]) if units else None
        return f"Pertama: {first.short}" if first else "Belum ada yang perlu dikirim"
    stages = list(Report.objects.filter(unit__in=units, sent_on__isnull=False).values_list("stage", flat=True))
    if stages.count(STAGE.RETURNED):
        back = Report.objects.filter(unit__in=units, stage=STAGE.RETURNED).with_facts()
        mend = sum(content.waits_for(report) == "mend" for report in back)
        return f"{mend} perlu diperbaiki" if mend else f"{len(back)} belum dikirim lagi"
    left = len(quarters) - len(stages)
    return f"{left} belum dikirim" if left > 0 else "Semua sudah dikirim"
