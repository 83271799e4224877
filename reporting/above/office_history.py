"""How the report of an office came about: sent, taken in or given back by each office, opened again (REP-12)."""

from django.urls import reverse
from django.utils import timezone

from fcu_project import dates
from fcu_project.models import AuditEvent
from institutions.documents.letterhead import office_name_of
from institutions.models import Assignment

REOPENED = ("transition:reopen", "transition:reopen-paper", "transition:reopen-own")


def events_of(report, versions):
    """What happened to a report, the newest first; `versions` with their decisions."""
    found = []
    for version in versions:
        found.append((version.sent_at, _sending(report, version)))
        found += [(row.created_at, _decision(row)) for row in version.decisions.all()]
    trail = list(AuditEvent.objects.filter(object_uid=report.uid, verb__in=REOPENED).order_by("id"))
    people = {row.uid: row for row in Assignment.objects.filter(uid__in={row.assignment for row in trail})}
    for row in trail:
        there = people.get(row.assignment)
        note = report.return_note if row is trail[-1] else ""
        found.append((row.at, _event(timezone.localdate(row.at), "Dibuka kembali", note, there and there.signature)))
    return [event for _, event in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _event(day, title, text="", by="", url=""):
    return {"when": dates.long_date(day), "title": title, "text": text, "by": by or "", "url": url}


def _sending(report, version):
    return _event(
        version.sent_on, f"Dikirim, versi {version.number}", f"Tanda terima {version.receipt_number}",
        version.sent_by_words, reverse("reporting:office-version", args=[report.uid, version.number]),
    )  # fmt: skip


def _decision(row):
    title = f"{row.get_decision_display()}: {office_name_of(row.office)}"
    return _event(row.decided_on, title, row.note, words_of(row))


def words_of(decision):
    """Whose decision it was: who decided, or the office by its paper and who recorded it."""
    if not decision.from_paper:
        return decision.decided_by_words
    number = f" nomor {decision.paper_number}" if decision.paper_number else ""
    return f"Surat {decision.decided_by_words}{number}; dicatat oleh {decision.recorded_by}"
