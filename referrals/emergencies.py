"""Whom to call in an emergency, who is meant by it, and how much time is left for the paper (III.B.5.7)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from fcu_project import dates
from fcu_project.telephone import call_url
from fcu_project.templatetags.ui import telepon
from institutions.models import Institution
from institutions.models.region import ancestor_codes, within
from referrals.masking import masked_words
from referrals.models import Emergency, Service
from referrals.reading import knows_families
from referrals.snapshot import initials

PLACE = Emergency.Place
# Kinds of offices of the register that help at once, in the order in which they are called.
OFFICES = ("kantor-polsek", "kantor-uptd-ppa", "kantor-puskesmas", "kantor-rumah-sakit", "kantor-dinas-sosial")
MOST_NUMBERS = 30


@dataclass(frozen=True)
class Number:
    """A number to call: whose it is, and as it is dialled."""

    name: str
    phone: str

    @property
    def href(self):
        return call_url(self.phone)

    @property
    def words(self):
        return telepon(self.phone)


# Numbers that answer everywhere in the country, free of charge.
POLICE, CHILDREN_AND_WOMEN = Number("Polisi", "110"), Number("SAPA, perempuan dan anak", "129")
NATIONAL = (
    Number("Panggilan darurat", "112"), POLICE, Number("Ambulans", "119"), Number("Pemadam kebakaran", "113"),
)  # fmt: skip


def numbers_near(by):
    """Numbers of the offices that help at once: of the own place, its kecamatan, its kabupaten; the nearest first."""
    codes = ancestor_codes(by.region.code)
    bodies = Institution.objects.filter(
        Q(region__code__in=codes) | within(by.territory), element__code__in=OFFICES, closed_on=None
    ).select_related("element", "region")
    bodies = sorted(bodies[: MOST_NUMBERS * 2], key=lambda row: (OFFICES.index(row.element.code), row.search_name))
    phones = _service_phones(bodies)
    found = [(body, body.phone or phones.get(body.pk, "")) for body in bodies]
    return [Number(body.name, phone) for body, phone in found if phone][:MOST_NUMBERS]


def _service_phones(bodies):
    """{body: number of one of its services}, for a body that gave none of its own."""
    rows = Service.objects.filter(institution__in=bodies, closed_on=None).exclude(phone="").order_by("-id")
    return dict(rows.values_list("institution", "phone"))


def secret_report_url():
    """Where violence and what else is kept secret is reported; "" where there is no such screen."""
    try:
        return reverse("referrals:secret-report")
    except NoReverseMatch:
        return ""


# --- who is meant ---------------------------------------------------------------------------------------------------
def masked_who(emergency):
    """As it stands in books and reports: what was written with names as initials, else those of the family's head."""
    return masked_words(emergency.client) or initials(emergency.family.head_name)


def who_for(emergency, by):
    """As this reader may know it: what was written stays; who reads families reads the family's name with it."""
    if not emergency.family_id or not knows_families(by):
        return masked_who(emergency)
    called = emergency.family.called
    return f"{emergency.client} ({called})" if emergency.client else called


# --- the day that is left -------------------------------------------------------------------------------------------
def moment_words(moment):
    """14 Agustus 2026 pukul 09.30, where the reader is; "" for none."""
    if moment is None:
        return ""
    here = timezone.localtime(moment)
    return f"{dates.long_date(here)} pukul {dates.clock(here)}"


def missing(emergency):
    """What still has to follow, in words."""
    steps = (("LK3 diberi tahu", emergency.lk3_told_at), ("surat rujukan", emergency.has_paper))
    return [label for label, done in steps if not done]


def mark_of(emergency, now=None):
    """(kind of pill, word): complete, how many hours are left, or how long it is late."""
    if emergency.is_written:
        return "done", "Lengkap"
    left = emergency.due_at - (now or timezone.now())
    if left < timedelta(0):
        late = int(-left / timedelta(hours=1))
        words = f"{late} jam" if late < 48 else f"{late // 24} hari"
        return "wrong", f"Lewat {words}" if late else "Lewat batas"
    hours = int(left / timedelta(hours=1))
    return "due", f"Sisa {hours} jam" if hours else "Sisa kurang dari 1 jam"
