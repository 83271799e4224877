"""How the mentoring goes on: which reports are missing, what is late, what the notes of a month already tell."""

from datetime import timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from families import periods
from families.models import MentoringNote, Need, Pairing, ProgressReport
from fcu_project import dates

CONTACT_WITHIN = timedelta(days=30)
LONGEST = 500  # characters of what was done


def paired_in(rows, first, months):
    """Of `rows`, the pairings that ran on at least one day of the span."""
    ended_before = Q(paired_until__lt=first)
    return rows.filter(paired_from__lte=periods.last_day(first, months)).exclude(ended_before)


def of_pioneer(pioneer, first, months, by):
    """The pairings of one pioneer in the span, as far as `by` sees them, in the order of the paper."""
    rows = Pairing.objects.visible_to(by).filter(pioneer=pioneer)
    rows = paired_in(rows, first, months).select_related("plasma__family__region", "pioneer")
    return list(rows.order_by("plasma__family__search_name", "id"))


def with_report(rows, first):
    """Each pairing with whether its report on the span is there (`reported`)."""
    reports = ProgressReport._base_manager.filter(pairing=OuterRef("pk"), period=first)
    return rows.annotate(reported=Exists(reports))


def proposals(pairings, first, months):
    """{pairing: (contacts, words)} from the notes of the span, so that nobody counts twice.

    A contact that found a secret need is counted, but its words stay where they are.
    """
    notes = MentoringNote.objects.filter(
        pairing__in=pairings, held_on__range=(first, periods.last_day(first, months))
    ).order_by("held_on", "id")
    secret = set(Need.objects.filter(found_in__in=notes, problem__is_sensitive=True).values_list("found_in", flat=True))
    found = {}
    for note in notes:
        count, words = found.get(note.pairing_id, (0, []))
        if note.pk not in secret:
            words.append(f"{note.held_on.day}/{note.held_on.month} {note.get_kind_display().lower()}: {note.topic}")
        found[note.pairing_id] = (count + 1, words)
    return {key: (count, "; ".join(words)[:LONGEST]) for key, (count, words) in found.items()}


# --- what is late -----------------------------------------------------------------------------------------------------
def with_signs(rows, today, months):
    """Running pairings with what tells that they are late: `reported` on the last span, `contact_on`, `planned_on`."""
    latest = MentoringNote._base_manager.filter(pairing=OuterRef("pk")).order_by("-held_on", "-id")
    rows = with_report(rows.filter(paired_until=None), periods.finished(today, months))
    return rows.annotate(
        last_note_on=Subquery(latest.values("held_on")[:1]),
        planned_on=Subquery(latest.values("next_on")[:1]),
        contact_on=Coalesce(Subquery(latest.values("held_on")[:1], output_field=DateField()), F("paired_from")),
    )


def no_report(today, months):
    """No report on the last span that is over, of a pairing that ran in it."""
    return Q(reported=False, paired_from__lt=periods.span_of(today, months))


def no_contact(today, months):
    """Thirty days without a visit, a call or a meeting."""
    return Q(contact_on__lt=today - CONTACT_WITHIN)


def plan_passed(today, months):
    """The day on which they wanted to meet has passed without a new contact."""
    return Q(planned_on__lt=today)


# What counts as late, in the order in which it is told; the key stands in the address.
LATE = {
    "laporan": ("Laporan belum masuk", no_report),
    "kontak": ("Tidak ada kontak 30 hari", no_contact),
    "rencana": ("Rencana terlewat", plan_passed),
}


def late(rows, today, months, which=""):
    """The running pairings that are late in the way `which`, or in any."""
    signs = [LATE[which][1]] if which in LATE else [sign for _, sign in LATE.values()]
    condition = Q(pk__in=())
    for sign in signs:
        condition |= sign(today, months)
    return with_signs(rows, today, months).filter(condition)


def late_words(row, today, months):
    """What is late about one row of `with_signs`, in words."""
    told, first = [], periods.finished(today, months)
    if not row.reported and row.paired_from < periods.span_of(today, months):
        told.append(f"Laporan {periods.words(first, months)} belum masuk")
    if row.contact_on < today - CONTACT_WITHIN:
        if row.last_note_on:
            told.append(f"Kontak terakhir {dates.long_date(row.last_note_on)}")
        else:
            told.append(f"Belum ada kontak sejak {dates.long_date(row.paired_from)}")
    if row.planned_on and row.planned_on < today:
        told.append(f"Rencana {dates.long_date(row.planned_on)} terlewat")
    return told


def missing(by, today, months):
    """Running and ended pairings within reach whose report on the last finished span is missing."""
    first = periods.finished(today, months)
    return with_report(paired_in(Pairing.objects.visible_to(by), first, months), first).filter(reported=False)


def open_requests(by):
    """Reports that ask something of the FCU and were not answered."""
    return ProgressReport.objects.visible_to(by).exclude(request="").filter(answered_on=None)
