"""Home tasks about officers: a post that is vacant or held for a while, a replacement that waits for its decree."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.models.fcu import Post
from institutions.road import own_road

SOON = timedelta(days=14)


def officer_tasks(by, today):
    """For those who may change officers of the own village's FCU (MEM-12, MEM-16)."""
    if by.level != "village" or not by.has_perm("institutions.change_officerterm"):
        return
    unit, _ = own_road(by, today)
    if not unit.pk or unit.is_being_founded:
        return
    page = reverse("institutions:officers", args=[unit.uid])
    officers = {term.post: term for term in unit.current_officers(today)}
    elected = unit.elected_officers()
    for post, label in Post.choices:
        term = officers.get(post)
        if term is None:
            yield Task(f"Jabatan {label} kosong", "Tunjuk Plt. atau pilih penggantinya dalam rapat anggota.", page,
                       "Buka", urgency=12)  # fmt: skip
        elif term.acting and term.valid_until - today <= SOON:
            yield Task(
                f"{term.title} berakhir {dates.long_date(term.valid_until)}", "Siapkan SK baru sebelum tanggal itu.",
                page, "Buka", term.valid_until, "soon", 14,
            )  # fmt: skip
    if elected and unit.latest_decree() == unit.decree_in_force() and by.has_perm("institutions.add_decree"):
        names = ", ".join(f"{t.get_post_display()} {t.membership.person.name}" for t in elected)
        yield Task("Siapkan SK perubahan pengurus", f"Sudah terpilih: {names}.",
                   reverse("institutions:decree-create", args=[unit.uid]), "Siapkan", urgency=12)  # fmt: skip
