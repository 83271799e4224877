"""Home tasks of the founding: what this person should do next, why, by when."""

from datetime import timedelta

from django.urls import reverse

from fcu_project.registry import Task
from institutions.meetings import Kind, kinds_for, may_host
from institutions.models import FamilyCareUnit, IssuedDocument, Meeting, MeetingPurpose, Region
from institutions.road import current_step, events_of, own_road
from institutions.workflow.document import may_issue


def founding_tasks(by, today):
    """Tasks of one assignment, whatever its level."""
    meetings = list(_planned_meetings(by, today))
    yield from meetings
    if by.level == "village":
        yield from _village(by, today, told={task.url for task in meetings})
    else:
        yield from _above(by)


def _planned_meetings(by, today):
    """Meetings this office planned: those whose day has come wait for their list and minutes."""
    if not by.has_perm("institutions.hold_meeting"):
        return
    for meeting in Meeting.objects.filter(keeper=by.region, stage="planned").order_by("held_on")[:5]:
        if meeting.kind not in kinds_for(by.role):
            continue
        label = meeting.get_kind_display()
        if meeting.held_on <= today:
            yield Task(
                f"Catat hasil: {label}", "Daftar hadir, notulen, dan keputusan belum lengkap.",
                meeting.get_absolute_url(), "Lengkapi", meeting.held_on,
                "late" if meeting.held_on < today - timedelta(days=7) else "soon", 20,
            )  # fmt: skip
        else:
            soon = meeting.held_on - today <= timedelta(days=7)
            yield Task(
                f"Siapkan: {label}", f"{meeting.place}. Cetak undangan dan daftar hadir.",
                meeting.get_absolute_url(), "Siapkan", meeting.held_on, "soon" if soon else "later", 40,
            )  # fmt: skip


def _village(by, today, told):
    """The village's next step; what a task of `told` (addresses) already leads to is not said twice."""
    unit, steps = own_road(by, today)
    if not unit.pk:
        if by.has_perm("institutions.add_familycareunit"):
            yield Task(
                "Mulai pendirian FCU", f"{by.region} belum punya berkas FCU.",
                reverse("institutions:unit-create"), "Mulai", urgency=10,
            )  # fmt: skip
        return
    letters = list(_letters(by, unit))
    yield from letters
    told = told | {task.url for task in letters}
    step = current_step(steps)
    if step is None:
        return
    open_gates = [gate for gate in step.gates if gate.blocks and gate.fix_url not in told]
    if by.has_perm("institutions.form_familycareunit") or by.has_perm("institutions.issue_decree"):
        if step.actions:
            action = step.actions[0]
            yield Task(action["label"], f"Semua syarat langkah {step.number} sudah terpenuhi.", action["url"], "Lanjut",
                       urgency=5)  # fmt: skip
        elif open_gates:
            gate = open_gates[0]
            yield Task(
                f"Langkah {step.number}: {step.label}",
                f"{gate.label}: {gate.detail}" + (f" ({len(open_gates) - 1} syarat lain)" if open_gates[1:] else ""),
                reverse("institutions:road"), "Buka jalan", urgency=15,
            )  # fmt: skip


def _letters(by, unit):
    """A letter that is ready waits for the signature, the number and the date."""
    ready = IssuedDocument.objects.filter(region=unit.region, stage="ready")
    for document in ready.select_related("meeting").order_by("id")[:5]:
        if may_issue(document, by):
            verb = "Tetapkan" if document.kind == "decree" and by.role == "village_head" else "Catat nomor"
            yield Task(
                f"{document.get_kind_display()} siap ditandatangani", document.subject, document.get_absolute_url(),
                verb, urgency=8,
            )  # fmt: skip


def _above(by):
    """Events this office hosts and has not recorded yet."""
    if not by.has_perm("institutions.add_meeting"):
        return
    region = by.region
    if by.level == "nation":
        yield from _provinces_without_socialisation()
        return
    levels = (region,)
    for place in levels:
        for line in events_of(place, by):
            if line.meeting is None and line.may_record and may_host(by.role, line.kind):
                yield Task(
                    f"{line.label} belum tercatat", "Langkah pertama bagi semua desa/kelurahan di bawahnya.",
                    reverse("institutions:meeting-create", args=[line.kind]), "Rencanakan", urgency=30,
                )  # fmt: skip
    if by.role == "regency_reports":
        missing = _subdistricts_without_socialisation(region)
        if missing:
            names = ", ".join(sorted(missing)[:3])
            yield Task(
                f"{len(missing)} kecamatan belum sosialisasi",
                f"Kecamatan yang desanya sudah memulai FCU: {names}.",
                reverse("institutions:meeting-create", args=[Kind.SOCIALISATION_SUBDISTRICT]), "Rencanakan", urgency=25,
            )  # fmt: skip


def _subdistricts_without_socialisation(region):
    """Subdistricts with a village on its way but without their own socialisation."""
    started = FamilyCareUnit.objects.within(region).exclude(stage="inactive").select_related("region__parent")
    parents = {unit.region.parent for unit in started}
    return [
        parent.name
        for parent in parents
        if not Meeting.objects.unlocking(Kind.SOCIALISATION_SUBDISTRICT, parent).exists()
    ]


def greeting(by, hour):
    """The greeting "Selamat pagi, Bu Sri", by the clock of the place."""
    part = "pagi" if hour < 11 else "siang" if hour < 15 else "sore" if hour < 18 else "malam"
    return f"Selamat {part}, {by.person.greeting_name}"


def _provinces_without_socialisation():
    """For the ministry: provinces where a village is on its way but the ministry has not socialised yet."""
    started = FamilyCareUnit.objects.exclude(stage="inactive").values_list("region__code", flat=True)
    codes = sorted({code[:2] for code in started})
    held = MeetingPurpose.objects.filter(
        kind=Kind.SOCIALISATION_PROVINCE, meeting__stage="held", counts_in__code__in=[*codes, ""]
    )
    missing = set(codes) - set(held.values_list("counts_in__code", flat=True))
    for province in Region.objects.filter(code__in=missing)[:3]:
        yield Task(
            f"Sosialisasi belum tercatat: {province}", "Desa/kelurahan di provinsi ini sudah memulai FCU.",
            reverse("institutions:meeting-create", args=[Kind.SOCIALISATION_PROVINCE]), "Rencanakan", urgency=30,
        )  # fmt: skip
