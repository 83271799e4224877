"""Formed → recognised → ended: the PSKS team of a village, which is not the FCU (II.F.7, II.F.8.1)."""

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.models import GateReason
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.models import PsksTeam, TeamMember

Post, Stage = TeamMember.Post, PsksTeam.Stage


def in_own_village(team, by):
    return team.region_id == by.region_id


def three_posts_filled(team, on):
    """STG-08: Ketua, Sekretaris, Bendahara."""
    there = set(team.members.filter(valid_until=None).values_list("post", flat=True))
    missing = [label for post, label in Post.choices if post != Post.MEMBER and post not in there]
    return f"{', '.join(missing)} belum ada." if missing else ""


def everyone_has_a_task(team, on):
    """STG-07: the work is divided among all."""
    idle = [row.person.name for row in team.current_members() if not row.task.strip()]
    return f"Belum punya tugas: {', '.join(idle)}." if idle else ""


def coordinator_appointed(team, on):
    """STG-07: one of them coordinates."""
    appointed = team.members.filter(valid_until=None, is_coordinator=True).exists()
    return "" if appointed else "Koordinator penyelenggaraan kesos belum ditunjuk."


def after_forming(team, on):
    if on < team.formed_on:
        return f"Tim baru dibentuk {dates.long_date(team.formed_on)}."
    return ""


def _members(team):
    return "Lengkapi anggota", team.get_absolute_url()


RECOGNITION = (
    Gate("posts", "Ketua, Sekretaris, Bendahara terisi", three_posts_filled, fix=_members),
    Gate("tasks", "Setiap orang punya tugas", everyone_has_a_task, fix=_members),
    Gate("coordinator", "Koordinator ditunjuk", coordinator_appointed, fix=_members),
    Gate("date", "Pengakuan sesudah pembentukan", after_forming),
)


NO_PAPER = "Isi nomor surat pengakuan, atau unggah pindaiannya."


def become_recognised(team, *, by, on, note):
    """The village's head recognises; anybody else records it, and only from the paper."""
    if by.role != "village_head" and not team.paper_number and not team.paper_scan_id:
        raise TransitionRefused([NO_PAPER])
    team.recognised_on = on
    team.save()


def end_team(team, *, by, on, note):
    """The team ends with all who are in it; why is kept beside it."""
    begun = max(filter(None, (team.formed_on, team.recognised_on)))
    if on < begun:
        raise TransitionRefused([f"Tanggal berakhir tidak boleh sebelum {dates.long_date(begun)}."])
    for row in team.members.filter(valid_until=None):
        row.valid_until = max(on, row.valid_from)
        row.save()
    team.ended_on = on
    team.save()
    facts = {"reason": note, "actor": by.actor_uid, "recorded_by": by.signature}
    GateReason.objects.update_or_create(object_uid=team.uid, gate="end", defaults=facts)


workflow.register(
    PsksTeam,
    (
        Transition(
            "recognise", "Catat pengakuan", (Stage.FORMED,), Stage.RECOGNISED, "institutions.act_for_village",
            relation=in_own_village, gates=RECOGNITION, effect=become_recognised,
            url=lambda team: reverse("institutions:team-recognise", args=[team.uid]),
        ),
        Transition(
            "end", "Akhiri tim", (Stage.FORMED, Stage.RECOGNISED), Stage.ENDED, "institutions.act_for_village",
            relation=in_own_village, effect=end_team, needs_note=True, is_danger=True,
        ),
    ),
)  # fmt: skip
