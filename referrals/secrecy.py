"""Rules of secret cases that several screens read: who takes one, whom to call, who may be let in, what is counted."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from fcu_project.dates import midnight_in
from institutions.documents.letterhead import lk3_of
from institutions.models import Assignment, Institution, Region
from institutions.models.region import ancestor_codes, within
from institutions.roles import REGENCY, SUBDISTRICT, VILLAGE
from referrals.documents import dialled
from referrals.emergencies import CHILDREN_AND_WOMEN, POLICE, Number
from referrals.models import CaseConflict, CaseGrant, SecretCase, SecretEvent
from referrals.models.secret import TAKERS

TAKE_WITHIN = timedelta(hours=24)
FEW = 5  # a smaller number could tell who they are
# Who takes a report, in this order.
TAKING_ROLES = ("lk3", "regency_cases")
# Who can be let into a case, where the assignment covers the place it happened at.
LET_IN = ("lk3", "regency_cases", "tksk", "coordinator", "secretary")
# Whom a reporter may want to keep away from it.
NAMED = (*LET_IN, "village_head", "village_operator", "psm_facilitator", "treasurer", "subdistrict_operator")
RESCUERS = {"kantor-uptd-ppa": REGENCY, "kantor-puskesmas": SUBDISTRICT, "kantor-polsek": SUBDISTRICT}
MOST_OF_A_KIND = 3


# --- whom to call ---------------------------------------------------------------------------------------------------
def rescuers_of(region):
    """Numbers that help a victim at once: police and SAPA, then UPTD PPA, Puskesmas and Polsek where known.

    Fewer than in any other emergency (`emergencies.numbers_near`): those that take up violence.
    """
    known = [POLICE, CHILDREN_AND_WOMEN]
    for code, level in RESCUERS.items():
        above = region.ancestor(level) or region
        rows = Institution.objects.filter(within(above.code), element__code=code, closed_on=None).exclude(phone="")
        known += [Number(row.name, row.phone) for row in rows.order_by("region__code", "name")[:MOST_OF_A_KIND]]
    return known


# --- who takes it ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Desk:
    """Who takes reports of a kabupaten: role "lk3" or "regency_cases", "" where neither has an account."""

    role: str
    name: str
    phone: str
    passes_by: bool = False  # somebody who would have taken it must not handle it

    def next_step(self, regency):
        """What the reporter is told."""
        if self.passes_by and self.role:
            return (
                f"Petugas yang Anda tandai tidak menerima laporan ini. {self.name} akan mengambilnya dalam 24 jam dan "
                "menghubungi Anda bila perlu."
            )
        if self.role == "lk3":
            return f"{self.name} akan mengambil laporan ini dalam 24 jam dan menghubungi Anda bila perlu."
        if self.role:
            return f"Di {regency} belum ada akun LK3. {self.name} akan mengambil laporan ini dalam 24 jam."
        return (
            f"Di {regency} belum ada akun LK3 maupun petugas kasus Dinas Sosial, jadi belum ada yang membaca laporan "
            "ini. Laporan tersimpan. Teleponlah sekarang salah satu nomor di bawah."
        )


def desk_of(regency, day, without=()):
    """Who takes reports of this kabupaten; `without` are people who must not handle the one at hand."""
    at_work = Assignment.objects.active_on(day).filter(region=regency)
    passes_by = at_work.filter(role__in=TAKING_ROLES, person__in=without).exists()
    working = at_work.exclude(person__in=without)
    for role in TAKING_ROLES:
        found = working.filter(role=role).select_related("person", "institution").order_by("id").first()
        if found is None:
            continue
        body = found.institution or (lk3_of(regency) if role == "lk3" else None)
        phone = dialled((body.phone if body else "") or found.person.phone)
        if role == "lk3":
            return Desk(role, f"LK3 {regency}", phone, passes_by)
        name = f"Petugas kasus {regency.setting('social_office_name')} {regency}"
        return Desk(role, name, phone, passes_by)
    return Desk("", "", "", passes_by)


NOBODY_LEFT = (
    "Sedikitnya satu petugas harus boleh menangani laporan ini. Hapus satu tanda pada LK3 atau petugas kasus Dinas "
    "Sosial, atau hubungi 129."
)


def takers_of(regency, day):
    """Who could take a case of this kabupaten."""
    return Assignment.objects.active_on(day).filter(region=regency, role__in=TAKERS)


def leaves_nobody(regency, day, avoid):
    """Whether every person who could take the case is among `avoid`; where nobody has an account, none is kept away."""
    takers = takers_of(regency, day)
    return takers.filter(person__in=avoid).exists() and not takers.exclude(person__in=avoid).exists()


def nobody_else_could_take(case, by, day):
    """Whether nobody but this person could take the case."""
    away = CaseConflict.objects.filter(case=case).values("person")
    return not takers_of(case.regency, day).exclude(person=by.person_id).exclude(person__in=away).exists()


# --- who may be named -----------------------------------------------------------------------------------------------
def _near(region, roles, day):
    """Assignments of the place and of what lies above it, up to the kabupaten."""
    codes = [code for code in ancestor_codes(region.code) if len(code) >= 4]
    rows = Assignment.objects.active_on(day).filter(region__code__in=codes, role__in=roles)
    return rows.select_related("person", "region").order_by("region__code", "person__name", "id")


def to_be_kept_away(by):
    """People a reporter may name: who holds an office in the own village, its kecamatan and kabupaten."""
    return _near(by.region, NAMED, by.today)


def who_could_be_let_in(case, day):
    """Assignments that cover the place of the case, without who must not handle it or holds a live grant."""
    away = CaseConflict.objects.filter(case=case).values("person")
    there = CaseGrant.objects.live(day).filter(case=case).values("assignment_uid")
    return _near(case.region, LET_IN, day).exclude(person__in=away).exclude(uid__in=there)


def may_be_let_in(case, assignment, day):
    return who_could_be_let_in(case, day).filter(pk=assignment.pk).exists()


def letters_kept_from(person):
    """A condition for letters of cases that this person must not handle."""
    away = CaseConflict.objects.filter(person=person).values("case")
    return Q(pk__in=SecretEvent.objects.filter(case__in=away).exclude(letter=None).values("letter"))


def places_for(by):
    """Where something a reporter tells of may have happened: the own place, and every village below it."""
    if by.level == VILLAGE:
        return [by.region]
    villages = Region.objects.filter(within(by.territory, "code"), level=VILLAGE, replaced_by=None)
    return [by.region, *villages.select_related("parent").order_by("parent__code", "name")]


# --- what is counted ------------------------------------------------------------------------------------------------
CLIENTS = {"women": "Perempuan dewasa", "men": "Laki-laki dewasa", "girls": "Anak perempuan", "boys": "Anak laki-laki",
           "unknown": "Belum diketahui"}  # fmt: skip


def secret_counts(region, since, until):
    """Cases reported from `since` to `until`, days of that place: {total, kinds {label: number}, clients {the same}}.

    Above the village numbers under 5 read "<5"; where one hidden number could be worked out from the others, the
    smallest of those reads "≥5". A village is told how many there are, nothing more.
    """
    begun, ended = (midnight_in(region.zone, day) for day in (since, until + timedelta(days=1)))
    rows = SecretCase.objects.within(region).filter(reported_at__gte=begun, reported_at__lt=ended).order_by()
    total = rows.count()
    if region.level == VILLAGE:
        return {"total": str(total), "kinds": {}, "clients": {}}
    by_kind = dict(rows.values_list("kind").annotate(n=Count("pk")))
    clients = dict.fromkeys(CLIENTS, 0)
    for sex, child, number in rows.values_list("client_sex", "is_child").annotate(n=Count("pk")):
        clients[_client(sex, child)] += number
    return {
        "total": few(total),
        "kinds": told_split({kind.label: by_kind.get(kind, 0) for kind in SecretCase.Kind}),
        "clients": told_split({CLIENTS[name]: number for name, number in clients.items()}),
    }


def _client(sex, child):
    names = {("female", False): "women", ("male", False): "men", ("female", True): "girls", ("male", True): "boys"}
    return names.get((sex, child), "unknown")


def few(number):
    """A count as it is told above the village."""
    return f"<{FEW}" if 0 < number < FEW else str(number)


def told_split(split):
    """A split {label: number} as it is told above the village, where its parts add up to a total that is told too."""
    told = {label: few(number) for label, number in split.items()}
    hidden = [label for label, number in split.items() if 0 < number < FEW]
    others = [label for label, number in split.items() if number >= FEW]
    if len(hidden) == 1 and others:
        told[min(others, key=split.get)] = f"≥{FEW}"
    return told
