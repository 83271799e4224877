"""Home tasks of notes on duties: the TKSK makes plans known before they are carried out (III.B.6.5(1))."""

from django.urls import reverse

from fcu_project.registry import Task
from institutions.duties import TELLS
from institutions.panels.activity import meetings_to_tell_of, notice_url

MOST_TASKS = 3


def activity_tasks(by, today):
    if by.role != "tksk":
        return
    for meeting in meetings_to_tell_of(by, today)[:MOST_TASKS]:
        yield Task(
            f"Beritahukan rencana: {meeting.get_kind_display()}",
            f"{meeting.region}. Kecamatan dan desa/kelurahan perlu tahu sebelum acara.",
            f"{reverse('institutions:activity-create', args=[TELLS])}?rapat={meeting.uid}", "Catat",
            meeting.held_on, "soon", 28, also=("Tulis suratnya", notice_url(meeting)),
        )  # fmt: skip
