"""A task while plasma families wait and no meeting has ever agreed on whom to put first."""

from families.models import Participation, PriorityDecision
from families.priorities import sheet_to_fill
from fcu_project.registry import Task
from institutions.models import Meeting
from institutions.roles import VILLAGE


def priority_tasks(by, today):
    """One task of the FCU's officers (III.B.6.7(2))."""
    if by.level != VILLAGE or not by.has_perm("families.change_prioritydecision"):
        return
    here = {"family__region": by.region}
    if PriorityDecision.objects.filter(**here, meeting__stage=Meeting.Stage.HELD).exists():
        return
    waiting = Participation.objects.filter(**here, family__archived_on=None).plasma().count()
    if waiting:
        verb, url = sheet_to_fill(by)
        yield Task(
            "Tentukan prioritas sasaran", f"{waiting} keluarga dampingan; belum ada rapat yang memutuskan siapa "
            "didahulukan.", url, verb.split()[0], urgency=30,
        )  # fmt: skip
