"""A reminder to an FCU of a report that is awaited or came back: quarter and day, not a word of what is in it."""

from django.conf import settings
from django.urls import reverse

from fcu_project import dates
from fcu_project.models import AuditEvent
from institutions.models import OfficerTerm
from institutions.roles import ROLES
from referrals.nudges import Nudge
from reporting.models import Report
from reporting.periods import Quarter, is_owed
from reporting.quarterly import content

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


def reminder(unit, quarter, by):
    """The text ready to be sent to whoever writes the report: what is awaited, since when, and who asks."""
    report, village = report_of(unit, quarter), unit.region
    link = settings.PUBLIC_URL + reverse("reporting:report-list")
    if report is not None and report.stage == Report.Stage.RETURNED:
        sections = len(content.sections_to_mend(report.latest_version()))
        what = f"perlu diperbaiki pada {sections} bagian" if sections else "perlu diperbaiki"
        days = (dates.today_in(village.zone) - report.returned_on).days
        since = f"dikembalikan {dates.long_date(report.returned_on)}" + (f", {days} hari yang lalu" if days else "")
        text = f"Laporan FCU {village} {quarter.words} {what} ({since}). Catatan: {link}"
    else:
        due = quarter.due_on(village)
        late = (dates.today_in(village.zone) - due).days
        until = f"ditunggu sampai {dates.long_date(due)}"
        if late > 0:
            until = f"seharusnya dikirim paling lambat {dates.long_date(due)}, lewat {late} hari"
        text = f"Laporan FCU {village} {quarter.words} {until}. Isi di {link}"
    name, phone = _addressee(unit)
    return Nudge("fcu", name, phone, f"Pengingat: laporan {quarter.words}", f"{text} ({by.signature})")


def _addressee(unit):
    """(name, stored number) of the secretary, else of the coordinator; the one with a number first."""
    terms = {
        term.post: term.membership.person
        for term in OfficerTerm.objects.filter(unit=unit, valid_until=None).select_related("membership__person")
    }
    people = [terms[post] for post in ASKED_POSTS if post in terms]
    found = next((person for person in people if person.phone), people[0] if people else None)
    return (found.name, found.phone) if found else (f"pengurus FCU {unit.name}", "")


def reminded_of(units, year):
    """{(uid of the FCU, quarter): the day} of the last reminder of each of a year's quarters, in one query."""
    verbs = {verb_of(Quarter(year, number)): number for number in (1, 2, 3, 4)}
    rows = AuditEvent.objects.filter(object_uid__in=[unit.uid for unit in units], verb__in=verbs).order_by("id")
    return {(uid, verbs[verb]): day for uid, verb, day in rows.values_list("object_uid", "verb", "effective_on")}


def reminded(unit, quarter):
    """[(day, role)] of the reminders that were written down, the latest first; read off the trail."""
    rows = AuditEvent.objects.filter(object_uid=unit.uid, verb=verb_of(quarter)).order_by("-id")
    found = rows.values_list("effective_on", "role")
    return [(day, ROLES[role].label if role in ROLES else role) for day, role in found]
