"""How a report came about: approved, sent, returned, mended, accepted, each on its own day (REP-12).

What was written down from paper stands on the day of the paper, and says so.
"""

from django.urls import reverse
from django.utils import timezone

from fcu_project import dates
from fcu_project.models import AuditEvent
from institutions.models import Assignment
from reporting.models import SectionReview

MENDING = ("report:section", "report:finance")
STEPS = ("approve", "approve-mended", "send", "return", "accept", "reopen")
PAPER = "-paper"
ON_PAPER = tuple(f"{step}{PAPER}" for step in ("send", "return", "accept", "reopen"))
HANDED = "report:handed"
VERBS = (*MENDING, HANDED, *(f"transition:{step}" for step in (*STEPS, *ON_PAPER)))


def events_of(report, versions):
    """What happened to a report, the newest first; `versions` as they are listed, the newest first."""
    trail = list(AuditEvent.objects.filter(object_uid=report.uid, verb__in=VERBS).order_by("id"))
    people = Assignment.objects.filter(uid__in={row.assignment for row in trail}).select_related("person", "region")
    return _told(report, sorted(versions, key=lambda row: row.number), trail, {row.uid: row for row in people})


def _told(report, versions, trail, people):
    last = {_step(row): row.pk for row in trail}
    returns = [row.pk for row in trail if _step(row) in ("return", "reopen")]
    sent, events, mending = [], [], None
    for row in trail:
        step, from_paper = _step(row), row.verb.endswith(PAPER)
        if row.verb in MENDING:
            mending = row if sent else None  # before the first sending it is written, not mended
            continue
        if mending is not None:
            events.append(_event(_day(mending), "Diperbaiki", by=_words(people, mending)))
            mending = None
        by = _words(people, row)
        if step == "send":
            if len(sent) < len(versions):
                sent.append(versions[len(sent)])
                events.append(_sending(report, sent[-1]))
        elif row.verb == HANDED:
            to = f"Tanda terima: {report.handed_to}." if row.pk == last[step] and report.handed_to else ""
            events.append(_event(_day(row), "Diserahkan ke Dinas Sosial", to, f"{by}, dari kertas"))
        elif step in ("return", "reopen"):
            note = report.return_note if row.pk == returns[-1] else ""
            title = "Dikembalikan" if step == "return" else "Dibuka kembali"
            by = f"{by}, dari kertas" if from_paper else by
            text = " ".join(filter(None, (_to_mend(sent[-1]) if step == "return" and sent else "", note)))
            by = report.returned_by_words if row.pk == returns[-1] else by
            events.append(_event(_day(row), title, text, by))
        elif step == "accept":
            by = f"{by}, dari kertas" if from_paper else by
            by = report.accepted_by_words or by if row.pk == last[step] else by
            events.append(_event(_day(row), "Diterima", by=by))
        else:
            events.append(_event(_day(row), "Disetujui Koordinator", by=by))
    if mending is not None:
        events.append(_event(_day(mending), "Diperbaiki", "Belum dikirim lagi.", _words(people, mending)))
    return events[::-1]


def _event(day, title, text="", by="", url=""):
    return {"when": dates.long_date(day), "title": title, "text": text, "by": by, "url": url}


def _step(row):
    """The step of an event of the trail, whether it was taken here or written down from paper."""
    return row.verb.partition(":")[2].removesuffix(PAPER)


def _sending(report, version):
    paper = version.content.get("paper")
    on_paper = f" Di atas kertas, surat nomor {paper['number']}." if paper else ""
    return _event(
        version.sent_on, f"Dikirim, versi {version.number}", f"Tanda terima {version.receipt_number}.{on_paper}",
        version.sent_by_words, reverse("reporting:version", args=[report.uid, version.number]),
    )  # fmt: skip


def _to_mend(version):
    """Which sections of the version were to be mended."""
    marked = [review for review in version.reviews.all() if review.verdict == SectionReview.Verdict.MEND]
    names = ", ".join(review.get_section_display() for review in marked)
    return f"Perlu diperbaiki: {names}." if names else ""


def _day(row):
    return row.effective_on or timezone.localdate(row.at)


def _words(people, row):
    there = people.get(row.assignment)
    return there.signature if there else ""
