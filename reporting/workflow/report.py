"""Draf → Terkirim → Dikembalikan | Diterima (II.G.4.3). The Dinas of the kabupaten reviews, and alone reopens.

Where nobody of it reviews here, the village records from its paper what it decided: the same steps, named "…-paper".
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from fcu_project import dates, workflow
from fcu_project.models import GateReason
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.roles import REGENCY
from reporting import aspects, indicators, ledger, offices, quarter_money, team_report
from reporting.content import content_of, open_problem, reviews_of, sections_to_mend, unmended
from reporting.missing import unrecorded
from reporting.models import QuarterFigures, Report, ReportVersion, Section
from reporting.old_quarters import too_new

STAGE = Report.Stage
TEAM_PART = "team_part"  # the gate on the part of the PSKS team, see reporting.workflow.team


# --- parties ----------------------------------------------------------------------------------------------------
def of_own_village(report, by):
    return report.region_id == by.region_id


def of_own_territory(report, by):
    """The Dinas of the kabupaten in which the village lies."""
    return by.level == REGENCY and report.region.code.startswith(by.territory)


def from_paper(report, by):
    """The village itself, while nobody of its Dinas reviews reports in the application."""
    return of_own_village(report, by) and not offices.works_here(offices.REVIEWS, report.region, by.today)


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


@dataclass(frozen=True)
class Unrecorded:
    """A report and what of its quarter is not recorded yet: worked out once for one gate."""

    report: Report
    rows: list


def missing_records(report):
    return Unrecorded(report, unrecorded(report.unit, report.period))


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


# --- effects ----------------------------------------------------------------------------------------------------
def approve(report, *, by, on, note):
    report.approved_on, report.approved_by_words = on, by.signature
    report.save()


def send(report, *, by, on, note):
    """What was written and counted is frozen as a version with a receipt of its own (REP-07)."""
    report.keep_paper()
    report.handed_on, report.handed_to = None, ""
    _freeze_version(report, by, on, {})


def send_on_paper(report, *, by, on, note):
    """The same of a report that went out on paper on the day `on`; the version says so, and who wrote it down."""
    _with_paper(report)
    today = dates.today_in(report.region.zone).isoformat()
    _freeze_version(report, by, on, {"number": report.paper_number, "recorded_on": today, "by": by.signature})


def _with_paper(report):
    """A step of somebody else is written down on the screen that asks for the paper, nowhere else."""
    if not report.paper_at_hand:
        raise TransitionRefused(["Isi tanggal dan nomor suratnya di halaman “Catat dari kertas”."])


def _freeze_version(report, by, on, paper):
    _agree_with_the_book(report)
    team_report.held_part(report)
    counted = indicators.count(report.region, report.period)
    now = timezone.now()
    report.sent_on, report.sent_at = on, now
    report.sent_by, report.sent_by_words = by.actor_uid, by.signature
    report.receipt_number = _next_receipt(report)
    report.signed_scan = None  # a signature belongs to the text that was accepted
    report.save()
    last = report.latest_version()
    ReportVersion.objects.create(
        report=report, number=last.number + 1 if last else 1, sent_on=on, sent_at=now, sent_by=by.actor_uid,
        sent_by_words=by.signature, receipt_number=report.receipt_number, figures=counted,
        content=content_of(report) | ({"paper": paper} if paper else {}),
    )  # fmt: skip
    _freeze(report, counted, now)
    team_report.take_in(report, by=by, on=on)


def _agree_with_the_book(report):
    """Asked again with the book held: nothing is booked between the last look and the freezing."""
    if book := quarter_money.book_of(report):
        ledger.held_book(book)
        if problem := quarter_money.problem(report):
            raise TransitionRefused([problem])


def _next_receipt(report):
    """TT-{village}-{year}-{quarter}-{n}: numbered per village, which may have had two FCUs within a quarter."""
    sent = ReportVersion.objects.filter(
        report__region=report.region_id, report__year=report.year, report__quarter=report.quarter
    )
    return f"TT-{report.region.code}-{report.year}-{report.quarter}-{sent.count() + 1}"


def _freeze(report, counted, now):
    row = QuarterFigures.objects.filter(report=report).first() or QuarterFigures(report=report)
    row.unit, row.region, row.year, row.quarter = report.unit, report.region, report.year, report.quarter
    row.counted_at = now
    for column, number in counted.items():
        setattr(row, column, number)
    row.save()


def give_back(report, *, by, on, note):
    """What is mended is approved anew; a reason written for going on without holds for that sending only."""
    report.keep_paper()
    _give_back(report, by.signature, by, on, note)


def _give_back(report, words, by, on, note):
    report.approved_on, report.approved_by_words = None, ""
    GateReason.objects.filter(object_uid=report.uid, gate__in=(APPROVED.name, MONTHS.name, TEAM_PART)).delete()
    report.returned_on, report.returned_by_words, report.return_note = on, words, note[:1000]
    report.save()
    team_report.release(report, by=by, on=on)


def accept(report, *, by, on, note):
    report.keep_paper()
    _accept(report, by.signature, by, on)


def _accept(report, words, by, on):
    report.accepted_on, report.accepted_by, report.accepted_by_words = on, by.actor_uid, words
    report.save()


def what_reopening_means(report, on):
    return [
        "Laporan ini tidak terhitung lagi pada rekap sampai diterima lagi. Laporan kantor di atasnya yang sudah "
        "dikirim tetap memuat angka yang lama."
    ]


def reopen(report, *, by, on, note):
    """Accepted no more; the figures stay until it is sent again, and the trail says who had accepted it when."""
    report.accepted_on, report.accepted_by, report.accepted_by_words = None, None, ""
    give_back(report, by=by, on=on, note=note)


def decided_words(report, by):
    """Whose act it was where it is written down from paper: the Dinas, and who recorded it."""
    return f"{offices.office_words(report.region)}, dicatat dari kertas oleh {by.signature}"[:160]


def return_from_paper(report, *, by, on, note):
    _with_paper(report)
    _give_back(report, decided_words(report, by), by, on, note)


def accept_from_paper(report, *, by, on, note):
    _with_paper(report)
    _accept(report, decided_words(report, by), by, on)


def reopen_from_paper(report, *, by, on, note):
    report.accepted_on, report.accepted_by, report.accepted_by_words = None, None, ""
    return_from_paper(report, by=by, on=on, note=note)


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
RECORDED = Gate(
    "recorded", "Semua kegiatan tercatat", all_recorded, warns=True, about=missing_records, fix=_to_first_missing,
    printed=PRINTED,
)  # fmt: skip
MONTHS = Gate(
    "months", "Bulan-bulan di buku kas sudah ditutup", months_closed, warns=True, applies=keeps_a_book,
    about=open_months, fix=_to_finance, printed=PRINTED,
)  # fmt: skip
APPROVED = Gate("approved", "Disetujui Koordinator", approved, warns=True, evidence=who_approved, printed=PRINTED)
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
            relation=of_own_village, gates=(OVER, *COMPLETE, TOLD, MENDED, RECORDED, MONTHS, APPROVED), effect=send,
            asks_date=False,
        ),
        *(
            Transition(
                name, "Setujui laporan", (stage,), stage, "reporting.approve_report", relation=awaits_coordinator,
                gates=(OVER, *COMPLETE, TOLD, MENDED), effect=approve, asks_date=False,
                done="Laporan disetujui. Sekarang tinggal dikirim ke Dinas Sosial.",
            )
            for name, stage in (("approve", STAGE.DRAFT), ("approve-mended", STAGE.RETURNED))
        ),
        Transition(
            "return", "Kembalikan untuk diperbaiki", (STAGE.SENT,), STAGE.RETURNED, REVIEWS,
            relation=of_own_territory, gates=(MARKED,), effect=give_back, asks_date=False, lands=_to_review,
        ),
        Transition(
            "accept", "Terima laporan", (STAGE.SENT,), STAGE.ACCEPTED, REVIEWS, relation=of_own_territory,
            gates=(REVIEWED, GOOD), effect=accept, four_eyes="sent_by", asks_date=False, lands=_to_review,
        ),
        Transition(
            "reopen", "Buka kembali", (STAGE.ACCEPTED,), STAGE.RETURNED, REVIEWS, relation=of_own_territory,
            tells=what_reopening_means,
            effect=reopen, needs_note=True, is_danger=True, asks_date=False, lands=_to_review,
        ),
        # The coordinator signed the paper that went out: no approval is asked here once more.
        Transition(
            "send-paper", "Catat sudah dikirim di atas kertas", (STAGE.DRAFT, STAGE.RETURNED), STAGE.SENT,
            "reporting.send_report", relation=of_own_village, effect=send_on_paper, url=_on_paper("report-sent-paper"),
            gates=(OVER, OLD, RETURNED_BEFORE, *COMPLETE, TOLD, MENDED, RECORDED, MONTHS),
        ),
        Transition(
            "return-paper", "Catat dikembalikan Dinas", (STAGE.SENT,), STAGE.RETURNED, RECORDS,
            gates=(SENT_BEFORE, MARKED), effect=return_from_paper, **DECISION,
        ),
        Transition(
            "accept-paper", "Catat diterima Dinas", (STAGE.SENT,), STAGE.ACCEPTED, RECORDS,
            gates=(SENT_BEFORE, REVIEWED, GOOD), effect=accept_from_paper, **DECISION,
        ),
        Transition(
            "reopen-paper", "Catat dibuka kembali Dinas", (STAGE.ACCEPTED,), STAGE.RETURNED, RECORDS,
            gates=(ACCEPTED_BEFORE,), effect=reopen_from_paper, needs_note=True, is_danger=True, **DECISION,
        ),
    ),
)  # fmt: skip
