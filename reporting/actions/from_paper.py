"""What happened to a report on paper, written down by those who hold the paper: sent, taken in, decided by the Dinas.

Sending is written down for quarters before the application was in use; the acts of the Dinas only where nobody of it
reviews reports here. Its letter stands in the FCU's book of incoming letters from then on, with its scan (design §3).
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from fcu_project import audit, dates, files, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.actions.incoming import enter_letter
from institutions.models import IncomingLetter
from reporting.above import offices
from reporting.models import Report, Section, SectionReview
from reporting.workflow.report import RECORDS, of_own_village

STAGE = Report.Stage
ACCEPTED, RETURNED, REOPENED = "accept-paper", "return-paper", "reopen-paper"
SUBJECTS = {ACCEPTED: "diterima", RETURNED: "dikembalikan untuk diperbaiki", REOPENED: "dibuka kembali"}
NO_PAPER = "Isi nomor suratnya, atau unggah pindaiannya."
NO_NOTE = "Tuliskan sedikitnya satu catatan: pada bagian mana, dan apa yang perlu diperbaiki."


def recording_problem(report, today):
    """Why the village may not write down what the Dinas does with a report; or ""."""
    if not offices.works_here(offices.REVIEWS, report.region, today):
        return ""
    return (
        f"{offices.office_words(report.region)} memakai aplikasi ini. Penerimaan dan pengembalian dicatat Dinas "
        "sendiri; tidak dicatat dari kertas."
    )


def must_record(report, by):
    """Raises PermissionDenied for whoever does not write this report, TransitionRefused where the Dinas acts itself."""
    if not of_own_village(report, by) or not by.has_perm(RECORDS):
        raise PermissionDenied
    if problem := recording_problem(report, by.today):
        raise TransitionRefused([problem])


# --- the acts of the Dinas ------------------------------------------------------------------------------------------
@transaction.atomic
def decide(report, step, *, by, on, number="", scan=None, notes=None, reason=""):
    """Write down what the Dinas decided on the day `on`: ACCEPTED, RETURNED or REOPENED.

    `notes` are {section: what is to be mended}, for RETURNED; `reason` is what the letter says besides. Raises
    ValidationError where neither number nor scan is there, or a return says nothing of any section.
    """
    must_record(report, by)
    workflow.find_transition(report, step)  # what was decided meanwhile is told first
    number, notes = number.strip()[:60], notes or {}
    if not number and scan is None:
        raise ValidationError({"number": NO_PAPER})
    if step == RETURNED and not notes:
        raise ValidationError(NO_NOTE)
    take(report)
    stored = files.store_scan(scan, by=by) if scan else None
    if step != REOPENED:
        _judge(report, notes, step == RETURNED, by=by, number=number)
    _enter(report, step, number=number, scan=stored, by=by, on=on)
    report.keep_paper(number=number, dated_on=on, scan=stored, by=by)
    return workflow.perform(report, step, by=by, on=on, note=reason)


def _judge(report, notes, is_return, *, by, number):
    """What the letter says of each section; of a return it says nothing of those without a note."""
    version = report.latest_version()
    words = f"{offices.office_words(report.region)}{f', surat {number}' if number else ''}, dicatat {by.person.name}"
    version.reviews.all().delete()
    for section in Section:
        note = notes.get(section, "").strip()
        if is_return and not note:
            continue
        verdict = SectionReview.Verdict.MEND if is_return else SectionReview.Verdict.FINE
        review = SectionReview(
            report_version=version, section=section, verdict=verdict, note=note, reviewer=by.actor_uid,
            reviewed_by=words[:160], reviewed_at=timezone.now(),
        )  # fmt: skip
        review.full_clean()
        review.save()


def _enter(report, step, *, number, scan, by, on):
    """The letter in the FCU's own book of incoming letters, so that nobody types it twice."""
    letter = IncomingLetter(
        received_on=on, number=number, dated_on=on, sender=offices.office_words(report.region)[:160],
        subject=f"{report} {SUBJECTS[step]}"[:200],
    )  # fmt: skip
    return enter_letter(letter, scan=scan, by=by, on=on)


@transaction.atomic
def hand_over(report, *, by, on, to, number="", scan=None):
    """The paper report lies at the Dinas since the day `on`: who took it in, as the receipt says. It is not read yet.

    Raises ValidationError for a day before it was sent, TransitionRefused for a report that waits for nobody.
    """
    must_record(report, by)
    if report.stage != STAGE.SENT:
        stage = report.get_stage_display().lower()
        raise TransitionRefused([f"Laporan ini {stage}. Tanda terima dicatat selama laporan menunggu diperiksa."])
    if on < report.sent_on or on > by.today:
        raise ValidationError({"on": f"Isi tanggal dari {dates.long_date(report.sent_on)} sampai hari ini."})
    take(report)
    report.handed_on, report.handed_to = on, to.strip()[:160]
    report.keep_paper(
        number=number.strip()[:60], dated_on=on, scan=files.store_scan(scan, by=by) if scan else None, by=by
    )
    report.save()
    audit.record("report:handed", by=by, obj=report, fields=["handed_on", "handed_to"], on=on)
    return report


# --- earlier quarters -------------------------------------------------------------------------------------------------
@transaction.atomic
def send_on_paper(report, *, by, on, number, to="", scan=None):
    """The report of an earlier quarter went out on paper on the day `on` with the letter `number`; its figures are
    those of its quarter. `to` is who took it in at the Dinas. Raises as `workflow.perform`."""
    workflow.find_transition(report, "send-paper")
    report.handed_on, report.handed_to = (on, to.strip()[:160]) if to.strip() else (None, "")
    report.keep_paper(
        number=number.strip()[:60], dated_on=on, scan=files.store_scan(scan, by=by) if scan else None, by=by
    )
    return workflow.perform(report, "send-paper", by=by, on=on)
