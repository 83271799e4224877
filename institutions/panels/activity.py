"""What notes on duties add to shared pages: who was told of a meeting, and how the village head directs the FCU."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.urls import reverse

from institutions.actions.activity import notices_of
from institutions.documents.letter import addressees
from institutions.documents.letter_kinds import kinds_for
from institutions.duties import TELLS, Actor, may_log
from institutions.evidence import issued_notices
from institutions.models import Activity, Book, IssuedDocument, LetterText, Meeting, Region

DIRECTS, WATCHES = "village-head-fcu-iiib66-2", "village-head-fcu-iiib66-3"
MOST = 5
NOTICE_DAYS = timedelta(days=7)  # before a meeting the TKSK is reminded to tell of it


def notice_panel(request, meeting):
    """On a meeting in a village: to whom its plan was made known (III.B.6.5(1)), with the prompt and the letter for
    the TKSK."""
    by = request.assignment
    if meeting.region.level != Region.Level.VILLAGE or not by.has_perm("institutions.view_activity"):
        return ""
    notices = list(notices_of(meeting, by))
    open_meeting = meeting.stage != Meeting.Stage.CANCELLED
    writes = open_meeting and by.has_perm("institutions.add_activity") and may_log(by.role, Actor.TKSK)
    letters = _letters_telling_of(meeting, by)
    if not notices and not letters and not writes:
        return ""
    add = f"{reverse('institutions:activity-create', args=[TELLS])}?rapat={meeting.uid}" if writes else ""
    facts = {"notices": notices, "letters": letters, "add_url": add, "letter_url": ""}
    if writes and by.role == Actor.TKSK and IssuedDocument.Kind.NOTICE in kinds_for(by):
        facts["letter_url"] = notice_url(meeting)
    return render_to_string("institutions/parts/notice_panel.html", facts)


def notice_url(meeting):
    """Where a surat pemberitahuan of the meeting is begun."""
    return f"{reverse('institutions:letter-create', args=['notice'])}?pertemuan={meeting.uid}"


def _letters_telling_of(meeting, by):
    """Letters that told of a meeting: [{letter, to, url}], the address only for whom the letter is within reach."""
    rows = issued_notices().filter(meeting=meeting).exclude(text__nature=LetterText.Nature.CONFIDENTIAL)
    letters = list(rows.select_related("text").order_by("dated_on", "id"))
    reached = IssuedDocument.objects.visible_to(by).filter(pk__in=[letter.pk for letter in letters])
    near = set(reached.values_list("pk", flat=True))
    return [
        {"letter": letter, "to": ", ".join(addressees(letter.text)),
         "url": letter.get_absolute_url() if letter.pk in near else ""}
        for letter in letters
    ]  # fmt: skip


def direction_panel(request, unit):
    """On an FCU's page: the latest directions and observations of the village head (III.B.6.6(2–3))."""
    by = request.assignment
    if not by.has_perm("institutions.view_activity"):
        return ""
    notes = Activity.objects.visible_to(by).filter(region=unit.region, duty__code__in=(DIRECTS, WATCHES))
    notes = list(notes.filter(withdrawn_on=None).order_by("-done_on", "-id")[:MOST])
    own = unit.region_id == by.region_id and may_log(by.role, Actor.VILLAGE_HEAD)
    add = []
    if own and by.has_perm("institutions.add_activity"):
        add = [
            (label, reverse("institutions:activity-create", args=[code]))
            for label, code in (("Catat arahan", DIRECTS), ("Catat pantauan", WATCHES))
        ]
    if not notes and not add:
        return ""
    facts = {
        "notes": notes, "head_title": unit.region.head_title, "add_urls": add,
        "list_url": f"{reverse('institutions:activity-list')}?pelaku={Actor.VILLAGE_HEAD.value}",
    }  # fmt: skip
    return render_to_string("institutions/parts/direction_panel.html", facts)


def meetings_to_tell_of(by, today):
    """Planned meetings of the next days in the villages of a TKSK of which nobody was told yet."""
    told = Activity.objects.filter(duty__code=TELLS, withdrawn_on=None, meeting__isnull=False).values("meeting")
    soon = Meeting.objects.within(by.region).filter(
        stage=Meeting.Stage.PLANNED, held_on__range=(today, today + NOTICE_DAYS), region__level=Region.Level.VILLAGE
    )
    written = issued_notices().filter(book=Book.TKSK).values("meeting")
    return soon.exclude(pk__in=told).exclude(pk__in=written).select_related("region").order_by("held_on", "id")
