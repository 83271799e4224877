"""Draf → Terkirim → Dikembalikan | Diterima (II.G.4.3). The Dinas of the kabupaten reviews, and alone reopens.

Where nobody of it reviews here, the village records from its paper what it decided: the same steps, named "…-paper".
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition
from institutions.roles import REGENCY
from reporting.above import offices
from reporting.models import Report, Section
from reporting.money import quarter_money
from reporting.quarterly import aspects
from reporting.quarterly.content import is_untouched, open_problem, reviews_of, sections_to_mend, unmended
from reporting.quarterly.missing import unrecorded_in
from reporting.quarterly.old_quarters import too_new
from reporting.workflow import report_effects as effects

STAGE = Report.Stage


# --- parties ----------------------------------------------------------------------------------------------------
def of_own_village(report, by):
    return report.region_id == by.region_id


def of_own_territory(report, by):
    """The Dinas of the kabupaten in which the village lies."""
    return by.level == REGENCY and report.region.code.startswith(by.territory)


def from_paper(report, by):
    """The village itself, while nobody of its Dinas reviews reports in the application."""
    return of_own_village(report, by) and not offices.works_here(offices.REVIEWS, report.region, by.today)


def told_receipt(report):
    """What the sender keeps: the number of the receipt, and where it is printed (REP-07)."""
    return format_html(
        'Laporan terkirim ke Dinas Sosial. Nomor tanda terima: <a href="{}">{}</a>.',
        reverse("reporting:report-receipt", args=[report.uid]), report.receipt_number,
    )  # fmt: skip


# --- conditions -------------------------------------------------------------------------------------------------
def quarter_is_over(report, on):
    """A quarter is reported once its last day has passed in the village."""
    today = dates.today_in(report.region.zone)
    if on > today:
        return f"Tanggal {dates.long_date(on)} belum tiba."
    if on > report.period.end:
        return ""
    last = dates.long_date(report.period.end)
    return f"{report.period.words} belum selesai. Laporan bisa dikirim setelah {last}."


def complete(section):
    return lambda report, on: open_problem(report, section)


def approved(report, on):
    """MEM-07: the coordinator approves what the FCU reports; on paper or by telephone, then it is written why."""
    return "" if report.approved_on else "Koordinator belum menyetujui laporan ini di sini."


def who_approved(report):
    return f"{report.approved_by_words}, {dates.long_date(report.approved_on)}"


def mended(report, on):
    left = unmended(report)
    names = ", ".join(section.label for section in left)
    return f"Belum diperbaiki sesuai catatan Dinas Sosial: {names}." if left else ""


def opened_again(report):
    """Whether nothing was marked in what was sent last: it came back because it was opened again."""
    version = report.latest_version()
    return version is not None and not sections_to_mend(version)


def changed(report, on):
    """REP-12: what was opened again with a reason is not sent again as it was without a word."""
    return f"Belum ada yang diubah. Alasan dibuka kembali: {report.return_note}" if is_untouched(report) else ""


@dataclass(frozen=True)
class Unrecorded:
    """A report and what of its quarter is not recorded yet: worked out once for one gate."""

    report: Report
    rows: list


def missing_records(report):
    return Unrecorded(report, unrecorded_in(report))


def all_recorded(missing, on):
    """REP-11: good reporting starts with the regular record of each activity."""
    return f"{len(missing.rows)} kegiatan belum lengkap catatannya." if missing.rows else ""


def _to_first_missing(missing):
    return ("Lengkapi catatan", missing.rows[0][1]) if missing.rows else ("", "")


def all_aspects_told(report, on):
    """REP-01: of every aspect of the work there are records, or the writer's word that there are none."""
    return aspects.lacking_words(report)


def keeps_a_book(report):
    return quarter_money.book_of(report) is not None


@dataclass(frozen=True)
class OpenMonths:
    """A report and the months of its quarter that are not closed in the cash book."""

    report: Report
    left: list


def open_months(report):
    return OpenMonths(report, quarter_money.open_months(report))


def months_closed(months, on):
    """FUN-08: what a signed page has locked can't change any more beneath a report."""
    return f"Belum ditutup di buku kas: {', '.join(months.left)}." if months.left else ""


def _to_finance(months):
    return ("Lihat keuangan", reverse("reporting:section", args=[months.report.uid, Section.FINANCE.value]))


def something_to_mend(report, on):
    if sections_to_mend(report.latest_version()):
        return ""
    return "Tandai dahulu bagian yang perlu diperbaiki, dengan catatannya."


def what_to_mend(report):
    return ", ".join(section.label for section in sections_to_mend(report.latest_version()))


def nothing_to_mend(report, on):
    names = what_to_mend(report)
    return f"Masih ada bagian yang perlu diperbaiki: {names}." if names else ""


def all_reviewed(report, on):
    reviewed = reviews_of(report.latest_version())
    left = ", ".join(section.label for section in Section if section not in reviewed)
    return f"Belum diperiksa: {left}." if left else ""


def what_was_reviewed(report):
    return ", ".join(section.label for section in Section)


def awaits_coordinator(report, by):
    """Before the coordinator of the own FCU, who has not approved it yet."""
    return of_own_village(report, by) and not report.approved_on


def old_enough(report, on):
    """What was reported on paper before the application was in use (design §3, earlier years)."""
    return too_new(report, dates.today_in(report.region.zone))


def _since(first, what, on, report):
    if first and on < first:
        return f"Laporan ini {what} {dates.long_date(first)}. Isi tanggal sejak hari itu."
    return f"Tanggal {dates.long_date(on)} belum tiba." if on > dates.today_in(report.region.zone) else ""


def after_sending(report, on):
    return _since(report.sent_on, "dikirim", on, report)


def after_acceptance(report, on):
    return _since(report.accepted_on, "diterima", on, report)


def after_return(report, on):
    """What was mended went out again after it had come back."""
    return _since(report.returned_on, "dikembalikan", on, report)


def what_reopening_means(report, on):
    return [
        "Laporan ini tidak terhitung lagi pada rekap sampai diterima lagi. Laporan kantor di atasnya yang sudah "
        "dikirim tetap memuat angka yang lama."
    ]


# --- the table --------------------------------------------------------------------------------------------------
def _to_section(section):
    return lambda report: ("Isi bagian ini", reverse("reporting:section", args=[report.uid, section.value]))


def _to_aspects(report):
    return ("Lengkapi", aspects.page_of(report))


def _to_review(report):
    """The Dinas goes on where it read the report."""
    return reverse("reporting:review", args=[report.uid])


def _on_paper(route):
    return lambda report: reverse(f"reporting:{route}", args=[report.uid])


PRINTED = "dalam laporan"
OVER = Gate("quarter", "Triwulan sudah selesai", quarter_is_over)
COMPLETE = tuple(
    Gate(f"section_{section}", section.label, complete(section), fix=_to_section(section)) for section in Section
)
TOLD = Gate("aspects", "Kelengkapan catatan semua aspek", all_aspects_told, fix=_to_aspects)
MENDED = Gate("mended", "Catatan Dinas Sosial ditindaklanjuti", mended)
CHANGED = Gate(
    effects.CHANGED, "Diperbaiki sejak dibuka kembali", changed, warns=True, applies=opened_again, printed=PRINTED
)
RECORDED = Gate(
    "recorded", "Semua kegiatan tercatat", all_recorded, warns=True, about=missing_records, fix=_to_first_missing,
    printed=PRINTED,
)  # fmt: skip
MONTHS = Gate(
    effects.MONTHS, "Bulan-bulan di buku kas sudah ditutup", months_closed, warns=True, applies=keeps_a_book,
    about=open_months, fix=_to_finance, printed=PRINTED,
)  # fmt: skip
APPROVED = Gate(effects.APPROVED, "Disetujui Koordinator", approved, warns=True, evidence=who_approved, printed=PRINTED)
MARKED = Gate("marked", "Ada bagian yang perlu diperbaiki", something_to_mend, evidence=what_to_mend)
REVIEWED = Gate("reviewed", "Semua bagian sudah diperiksa", all_reviewed, evidence=what_was_reviewed)
GOOD = Gate("good", "Tidak ada bagian yang perlu diperbaiki", nothing_to_mend)
OLD = Gate("old", "Dilaporkan sebelum aplikasi dipakai", old_enough)
SENT_BEFORE = Gate("sent_before", "Setelah laporan dikirim", after_sending)
ACCEPTED_BEFORE = Gate("accepted_before", "Setelah laporan diterima", after_acceptance)
RETURNED_BEFORE = Gate("returned_before", "Setelah laporan dikembalikan", after_return)
REVIEWS, RECORDS = "reporting.review_report", "reporting.record_report_decision"
DECISION = {"relation": from_paper, "lands": lambda report: report.get_absolute_url(),
            "url": _on_paper("report-decision-paper")}  # fmt: skip

workflow.register(
    Report,
    (
        Transition(
            "send", "Kirim laporan", (STAGE.DRAFT, STAGE.RETURNED), STAGE.SENT, "reporting.send_report",
            relation=of_own_village, effect=effects.send, asks_date=False, done=told_receipt,
            gates=(OVER, *COMPLETE, TOLD, MENDED, CHANGED, RECORDED, MONTHS, APPROVED),
        ),
        *(
            Transition(
                name, "Setujui laporan", (stage,), stage, "reporting.approve_report", relation=awaits_coordinator,
                gates=(OVER, *COMPLETE, TOLD, MENDED), effect=effects.approve, asks_date=False,
                done="Laporan disetujui. Sekarang tinggal dikirim ke Dinas Sosial.",
            )
            for name, stage in (("approve", STAGE.DRAFT), ("approve-mended", STAGE.RETURNED))
        ),
        Transition(
            "return", "Kembalikan untuk diperbaiki", (STAGE.SENT,), STAGE.RETURNED, REVIEWS,
            relation=of_own_territory, gates=(MARKED,), effect=effects.give_back, asks_date=False, lands=_to_review,
        ),
        Transition(
            "accept", "Terima laporan", (STAGE.SENT,), STAGE.ACCEPTED, REVIEWS, relation=of_own_territory,
            gates=(REVIEWED, GOOD), effect=effects.accept, four_eyes="sent_by", asks_date=False, lands=_to_review,
        ),
        Transition(
            "reopen", "Buka kembali", (STAGE.ACCEPTED,), STAGE.RETURNED, REVIEWS, relation=of_own_territory,
            tells=what_reopening_means,
            effect=effects.reopen, needs_note=True, is_danger=True, asks_date=False, lands=_to_review,
        ),
        # The coordinator signed the paper that went out: no approval is asked here once more.
        Transition(
            "send-paper", "Catat sudah dikirim di atas kertas", (STAGE.DRAFT, STAGE.RETURNED), STAGE.SENT,
            "reporting.send_report", relation=of_own_village, effect=effects.send_on_paper,
            url=_on_paper("report-sent-paper"),
            gates=(OVER, OLD, RETURNED_BEFORE, *COMPLETE, TOLD, MENDED, RECORDED, MONTHS),
        ),
        Transition(
            "return-paper", "Catat dikembalikan Dinas", (STAGE.SENT,), STAGE.RETURNED, RECORDS,
            gates=(SENT_BEFORE, MARKED), effect=effects.return_from_paper, **DECISION,
        ),
        Transition(
            "accept-paper", "Catat diterima Dinas", (STAGE.SENT,), STAGE.ACCEPTED, RECORDS,
            gates=(SENT_BEFORE, REVIEWED, GOOD), effect=effects.accept_from_paper, **DECISION,
        ),
        Transition(
            "reopen-paper", "Catat dibuka kembali Dinas", (STAGE.ACCEPTED,), STAGE.RETURNED, RECORDS,
            gates=(ACCEPTED_BEFORE,), effect=effects.reopen_from_paper, needs_note=True, is_danger=True, **DECISION,
        ),
    ),
)  # fmt: skip
