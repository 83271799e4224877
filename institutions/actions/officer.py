"""Officers after the first decree: replaced by an election, leaving a post vacant, acting for a limited time."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from fcu_project import audit, dates
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.actions.unit import save_candidacy
from institutions.models import OfficerTerm


@transaction.atomic
def elect_replacement(candidacy, *, by, on, reason):
    """Elect somebody who takes a post over with the next decree (MEM-12); the officer stays in office until then.

    `reason` is why whoever holds the post leaves it; it is kept with their term. Refusals: see `save_candidacy`.
    """
    unit = candidacy.unit
    if not reason.strip():
        raise ValidationError({"reason": "Tuliskan mengapa jabatan ini diganti."})
    if unit.is_being_founded:
        raise TransitionRefused(["FCU belum ditetapkan dengan SK. Pengurus pertama dipilih di layar Pemilihan."])
    holder = _in_post(unit, candidacy.post)
    if holder and holder.membership_id == candidacy.membership_id:
        raise TransitionRefused([f"{candidacy.membership.person.name} sudah memegang jabatan ini."])
    save_candidacy(candidacy, by=by, on=on)
    if holder:
        holder.ended_reason = reason
        holder.save()
    left = _by_decree(unit).filter(membership=candidacy.membership, ended_reason="").first()
    if left:  # moves from one post to another
        left.ended_reason = f"Dipilih menjadi {candidacy.get_post_display()}"
        left.save()
    return candidacy


@transaction.atomic
def leave_post(term, *, by, on, reason):
    """An officer resigned, died or moved: the term, also an acting one, ends on the day `on`, the post is vacant."""
    unit = term.unit
    _own(unit, by)
    take(unit)
    if term.valid_from is None or (term.valid_until and term.valid_until < by.today):
        raise TransitionRefused(["Jabatan ini tidak sedang dipegang."])
    if not term.valid_from <= on <= by.today:
        raise ValidationError(
            {"ended_on": f"Isi tanggal sejak {dates.long_date(term.valid_from)} sampai hari ini."}
        )
    if term.valid_until and on > term.valid_until:
        raise ValidationError({"ended_on": f"Tugasnya sudah berakhir {dates.long_date(term.valid_until)}."})
    term.valid_until, term.ended_reason = on, reason
    term.save()
    audit.record("officer:leave", by=by, obj=term, on=on)
    return term


@transaction.atomic
def appoint_acting(term, *, by, on):
    """A member acts in a vacant post (Plt.) from a berita acara or surat tugas, for a limited time (MEM-16).

    The limit is the region's `acting_officer_days`, counted from the first day anybody acts since the post fell vacant.
    Raises ValidationError beside the field, or TransitionRefused for a post that is held and for who is no member.
    """
    unit, member = term.unit, term.membership
    _own(unit, by)
    take(unit)
    if unit.is_being_founded or unit.stage == unit.Stage.INACTIVE:
        raise TransitionRefused(["Pelaksana tugas hanya ada pada FCU yang sudah ditetapkan dengan SK."])
    if member.unit_id != unit.pk or member.left_on or member.joined_on > term.valid_from:
        raise TransitionRefused([f"{member.person.name} bukan anggota FCU pada masa itu."])
    holder = _in_post(unit, term.post, term.valid_from)
    if holder:
        raise TransitionRefused([
            f"{holder.get_post_display()} masih dijabat {holder.membership.person.name}. "
            "Catat dahulu kapan dan mengapa jabatannya berakhir."
        ])  # fmt: skip
    _no_other_post(unit, member, term)
    if term.basis_dated_on > term.valid_from:
        raise ValidationError({"valid_from": "Tugas dimulai pada atau sesudah tanggal suratnya."})
    last = last_acting_day(unit, term.post, term.valid_from)
    if term.valid_until > last:
        raise ValidationError({
            "valid_until": f"Plt. paling lama {acting_days(unit)} hari sejak jabatan itu pertama diisi Plt., "
            f"yaitu sampai {dates.long_date(last)}."
        })  # fmt: skip
    term.acting, term.elected_on = True, term.basis_dated_on
    try:
        term.full_clean(exclude=["unit"])
    except ValidationError as error:
        raise TransitionRefused(error.messages) from error
    term.save()
    audit.record("officer:act", by=by, obj=term, on=on)
    return term


@transaction.atomic
def record_statement(term, *, by, on):
    """The officer stated on the day `on` to be neither official nor campaigner of a political party (VAL-02)."""
    _own(term.unit, by)
    if on > by.today:
        raise ValidationError({"non_partisan_on": "Tanggal tidak boleh setelah hari ini."})
    term.non_partisan_on = on
    term.save()
    audit.record("officer:statement", by=by, obj=term, on=on)
    return term


def acting_days(unit):
    """The longest time in days that a post may be held by acting officers."""
    return int(unit.region.setting("acting_officer_days"))


def last_acting_day(unit, post, first_day):
    """The last day on which anybody may act in `post` if somebody begins on `first_day`."""
    left = _by_decree(unit, ended=True).filter(post=post, valid_until__lt=first_day).order_by("-valid_until").first()
    acting = OfficerTerm.objects.filter(unit=unit, post=post, acting=True, valid_from__lte=first_day)
    if left:
        acting = acting.filter(valid_from__gt=left.valid_until)
    began = acting.order_by("valid_from").values_list("valid_from", flat=True).first() or first_day
    return began + timedelta(days=acting_days(unit) - 1)


def _no_other_post(unit, member, term):
    """One person holds one post at a time, acting or not (MEM-06)."""
    theirs = OfficerTerm.objects.filter(unit=unit, membership=member, valid_from__lte=term.valid_until)
    theirs = theirs.filter(Q(valid_until=None) | Q(valid_until__gte=term.valid_from))
    if other := theirs.first():
        raise TransitionRefused([f"{member.person.name} memegang jabatan {other.title}. Pilih anggota lain."])


def _by_decree(unit, *, ended=False):
    terms = OfficerTerm.objects.filter(unit=unit, decree__isnull=False).select_related("membership__person")
    return terms.filter(valid_until__isnull=not ended)


def _in_post(unit, post, day=None):
    """Who holds `post` by decree, now or on `day`."""
    terms = OfficerTerm.objects.filter(unit=unit, decree__isnull=False, post=post).select_related("membership__person")
    open_end = Q(valid_until=None) | Q(valid_until__gte=day) if day else Q(valid_until=None)
    return terms.filter(open_end).order_by("-valid_from").first()


def _own(unit, by):
    if unit.region_id != by.region_id:
        raise PermissionDenied
