"""A reminder to an FCU of a report that is awaited or came back: quarter and day, not a word of what is in it."""

from django.conf import settings
from django.urls import reverse

from fcu_project import dates
from fcu_project.models import AuditEvent
from institutions.models import OfficerTerm
from institutions.roles import ROLES
from referrals.nudges import Nudge
from reporting import content
from reporting.models import Report
from reporting.periods import is_owed

ASKED_POSTS = ("secretary", "coordinator")


def verb_of(quarter):
    """How the trail names that an FCU was reminded of this quarter."""
    return f"report:remind-{quarter.year}-{quarter.number}"


def report_of(unit, quarter):
    return Report.objects.of(quarter).filter(unit=unit).first()


def closed(unit, quarter, today):
    """Why nobody is reminded of this quarter; "" where one may be."""
    report = report_of(unit, quarter)
    if not is_owed(unit, quarter):
        return f"FCU ini tidak wajib melapor untuk {quarter.words}."
    if today <= quarter.end:
        return f"{quarter.words} belum selesai."
    if report is not None and report.stage in (Report.Stage.SENT, Report.Stage.ACCEPTED):
        return f"Laporan {quarter.words} sudah {report.get_stage_display().lower()}."
    return ""


def reminder(unit, quarter):
    """The text ready to be sent to whoever writes the report."""
    report, village = report_of(unit, quarter), unit.region
    link = settings.PUBLIC_URL + reverse("reporting:report-list")
    if report is not None and report.stage == Report.Stage.RETURNED:
        sections = len(content.sections_to_mend(report.latest_version()))
        what = f"perlu diperbaiki pada {sections} bagian" if sections else "perlu diperbaiki"
        text = f"Laporan FCU {village} {quarter.words} {what}. Catatan: {link}"
    else:
        due = quarter.due_on(village)
        until = "ditunggu sampai" if due >= dates.today_in(village.zone) else "seharusnya dikirim paling lambat"
        text = f"Laporan FCU {village} {quarter.words} {until} {dates.long_date(due)}. Isi di {link}"
    name, phone = _addressee(unit)
    return Nudge("fcu", name, phone, f"Pengingat: laporan {quarter.words}", text)


def _addressee(unit):
    """(name, stored number) of the secretary, else of the coordinator; the one with a number first."""
    terms = {
        term.post: term.membership.person
        for term in OfficerTerm.objects.filter(unit=unit, valid_until=None).select_related("membership__person")
    }
    people = [terms[post] for post in ASKED_POSTS if post in terms]
    found = next((person for person in people if person.phone), people[0] if people else None)
    return (found.name, found.phone) if found else (f"pengurus FCU {unit.name}", "")


def reminded(unit, quarter):
    """[(day, role)] of the reminders that were written down, the latest first; read off the trail."""
    rows = AuditEvent.objects.filter(object_uid=unit.uid, verb=verb_of(quarter)).order_by("-id")
    found = rows.values_list("effective_on", "role")
    return [(day, ROLES[role].label if role in ROLES else role) for day, role in found]
