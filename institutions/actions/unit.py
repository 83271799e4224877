"""Starting an FCU, its members, the election of its officers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.meetings import Kind
from institutions.models import Meeting, Membership, OfficerTerm, WorkingGroup, WorkingGroupMember

SELECTION_ELEMENTS = 2  # different PSKS elements in a selection group


@transaction.atomic
def start_unit(unit, *, by, on):
    """Open the file of a village's FCU. The road of founding begins here; nothing is founded by it."""
    if by.level != "village":
        raise PermissionDenied
    unit.region = by.region
    unit.validate_constraints()
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as twin:  # started by somebody else in the same moment
        raise ValidationError("Desa/kelurahan ini sudah punya FCU.") from twin
    audit.record("unit:start", by=by, obj=unit, on=on)
    return unit


@transaction.atomic
def save_unit(unit, *, by, on, fields=()):
    """Change name, seat or phone."""
    _own(unit, by)
    decree = unit.latest_decree()
    if {"name", "address"} & set(fields) and decree and (decree.is_change or decree.document.stage != "draft"):
        raise TransitionRefused(["Nama dan alamat sudah tercantum dalam SK. Kembalikan SK ke draf dahulu."])
    unit.save()
    audit.record("unit:change", by=by, obj=unit, fields=fields, on=on)
    return unit


@transaction.atomic
def save_membership(membership, *, by, on):
    """Take in or change a member (MEM-01, MEM-02). Raises ValidationError for an incomplete or second membership."""
    _own(membership.unit, by)
    if membership.kind == membership.Kind.PSKS:
        membership.category = ""
        if membership.institution and not membership.institution.region.code.startswith(by.territory):
            raise ValidationError({"institution": "Pilih lembaga dari daftar lembaga di sini."})
    elif membership.kind == membership.Kind.INDIVIDUAL:
        membership.institution = None
    verb = "membership:change" if membership.pk else "membership:add"
    membership.full_clean()
    membership.save()
    audit.record(verb, by=by, obj=membership, on=on)
    return membership


@transaction.atomic
def take_in(memberships, *, by, on):
    """Take in several members of a unit that is being founded; all of them or none. Raises TransitionRefused later."""
    for membership in memberships:
        if not membership.unit.is_being_founded:
            raise TransitionRefused(["FCU sudah ditetapkan dengan SK. Tambahkan anggota satu per satu."])
        save_membership(membership, by=by, on=on)
    return memberships


@transaction.atomic
def end_membership(membership, *, by, on, reason):
    """A member leaves. Refused while they hold a post, by decree or acting, or wait for the decree of one."""
    _own(membership.unit, by)
    if membership.officer_terms.filter(Q(valid_until=None) | Q(valid_until__gt=on)).exists():
        raise TransitionRefused(
            ["Anggota ini masih pengurus. Catat dahulu di halaman Pengurus kapan jabatannya berakhir, lalu ulangi."]
        )
    if on < membership.joined_on:
        raise ValidationError({"left_on": "Tanggal berhenti tidak boleh mendahului tanggal masuk."})
    membership.left_on, membership.left_reason = on, reason
    membership.save()
    audit.record("membership:end", by=by, obj=membership, on=on)
    return membership


@transaction.atomic
def save_candidacy(candidacy, *, by, on):
    """Record a candidate; an elected one gets the post (MEM-06), or waits for the decree that changes it (MEM-12).

    Locks the unit first, so that two elections of the same post cannot both succeed. Raises TransitionRefused for a
    person who is no member of this FCU, for a meeting on which the decree in force already rests, or when the post is
    taken; ValidationError for a candidate without the qualities or the statement (VAL-02).
    """
    unit, member = candidacy.unit, candidacy.membership
    _own(unit, by)
    take(unit)
    _open_to_election(unit, candidacy.meeting)
    if candidacy.elected and not candidacy.non_partisan:
        raise ValidationError({"non_partisan": "Pengurus menyatakan bukan pengurus atau juru kampanye partai politik."})
    if member.unit_id != unit.pk or member.left_on:
        raise TransitionRefused([f"{member.person.name} bukan anggota FCU. Pengurus dipilih dari anggota."])
    candidacy.full_clean()
    candidacy.save()
    audit.record("candidacy:save", by=by, obj=candidacy, on=on)
    if candidacy.elected:
        _elect(candidacy, by=by, on=on)
    return candidacy


def _open_to_election(unit, meeting):
    """Raise TransitionRefused unless officers may be elected in `meeting` now."""
    if unit.stage == unit.Stage.INACTIVE:
        raise TransitionRefused(["FCU ini tidak aktif lagi."])
    decree = unit.latest_decree()
    if decree and decree.document.stage == "ready":
        raise TransitionRefused(["SK sudah siap ditandatangani. Kembalikan SK ke draf dahulu."])
    if not unit.is_being_founded and not may_replace_in(unit).filter(pk=meeting.pk).exists():
        raise TransitionRefused(
            ["Pengurus sudah ditetapkan dengan SK. Perubahan memerlukan SK baru, dari rapat sesudah SK itu."]
        )


def may_replace_in(unit):
    """Meetings of the members held since the decree in force: there its officers may be replaced."""
    decree = unit.decree_in_force()
    held = Meeting.objects.filter(region_id=unit.region_id, stage="held", kind__in=(Kind.ROUTINE, Kind.FORMATION))
    return held.filter(held_on__gt=decree.document.dated_on).order_by("-held_on", "-id") if decree else held.none()


def _elect(candidacy, *, by, on):
    term = OfficerTerm(
        unit=candidacy.unit,
        membership=candidacy.membership,
        post=candidacy.post,
        elected_in=candidacy.meeting,
        elected_on=candidacy.meeting.held_on,
        non_partisan_on=candidacy.meeting.held_on,
    )
    try:
        term.full_clean()
    except ValidationError as error:
        raise TransitionRefused(error.messages) from error
    term.save()
    audit.record("officer:elect", by=by, obj=term, on=on)


@transaction.atomic
def withdraw_candidacy(candidacy, *, by, on):
    """Undo a candidacy, and the election that followed from it, before the decree that would rest on it."""
    unit = candidacy.unit
    _own(unit, by)
    take(unit)
    _open_to_election(unit, candidacy.meeting)
    terms = OfficerTerm.objects.filter(
        unit=unit, membership=candidacy.membership, post=candidacy.post, elected_in=candidacy.meeting
    )
    if terms.exclude(decree=None).exists():
        raise TransitionRefused(["Pengurus ini sudah ditetapkan dengan SK."])
    terms.delete()
    audit.record("candidacy:withdraw", by=by, obj=candidacy, on=on)
    candidacy.delete()


def _own(unit, by):
    if unit.region_id != by.region_id:
        raise PermissionDenied


@transaction.atomic
def save_group(group, members, *, by, on):
    """Keep a working group with its members (MEM-10, MEM-11).

    Raises ValidationError for people who are no members, and for a selection group of fewer than two PSKS elements.
    """
    _own(group.unit, by)
    if group.unit.is_being_founded and group.unit.stage == "preparation":
        raise TransitionRefused(["FCU belum dibentuk. Pokja dibentuk dari anggota FCU."])
    if any(member.unit_id != group.unit_id or member.left_on for member in members):
        raise ValidationError({"members": "Anggota pokja dipilih dari anggota FCU."})
    if group.kind == WorkingGroup.Kind.SELECTION:
        elements = {m.institution.element_id for m in members if m.kind == Membership.Kind.PSKS}
        if len(elements) < SELECTION_ELEMENTS:
            raise ValidationError({"members": "Pokja seleksi terdiri atas sedikitnya dua unsur PSKS yang berbeda."})
    verb = "group:change" if group.pk else "group:add"
    if group.pk is None:
        take(group.unit)  # two people who form the same group at once
    group.full_clean()
    group.save()
    group.members.exclude(membership__in=members).delete()
    there = set(group.members.values_list("membership", flat=True))
    WorkingGroupMember.objects.bulk_create(
        WorkingGroupMember(group=group, membership=member) for member in members if member.pk not in there
    )
    audit.record(verb, by=by, obj=group, on=on)
    return group
