"""Inspections of the stimulus: what one has to tell, which families were never inspected (II.D.1.3(6–7), FUN-05)."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from fcu_project import dates
from reporting.models import Disbursement, StimulusCheck, StimulusGrant

YES = StimulusCheck.Answer.YES


# --- what an inspection has to tell ---------------------------------------------------------------------------------
def first_paid_on(grant):
    """The day on which the family first received money of this grant; None before that."""
    paid = grant.disbursements.filter(paid_on__isnull=False).order_by("paid_on")
    return paid.values_list("paid_on", flat=True).first()


def nothing_paid(grant):
    """Why there is nothing to inspect yet, or ""."""
    if first_paid_on(grant) is None:
        return "Belum ada uang yang dicairkan kepada keluarga ini, jadi belum ada yang dapat diperiksa."
    return ""


def day_problem(told, grant, today):
    day, paid = told.get("on"), first_paid_on(grant)
    if day is None:
        return ""
    if day > today:
        return "Tanggal tidak boleh setelah hari ini."
    if paid is None:
        return nothing_paid(grant)
    return f"Uang baru dicairkan {dates.long_date(paid)}. Isi tanggal sejak hari itu." if day < paid else ""


def finding_problem(told, grant, today):
    """An answer "Sebagian" or "Tidak" is a finding; what has to be done belongs to one too."""
    wrong = [told.get(name) for name in ("received_rightly", "used_rightly") if told.get(name) not in (None, "", YES)]
    if told.get("finding"):
        return ""
    if wrong:
        return "Ada jawaban “Sebagian” atau “Tidak”. Tuliskan temuannya."
    if told.get("action") or told.get("due_on"):
        return "Tuliskan temuannya, atau kosongkan tindak lanjut dan batas waktunya."
    return ""


def action_problem(told, grant, today):
    return "Tuliskan yang harus dilakukan untuk temuan ini." if told.get("finding") and not told.get("action") else ""


def due_problem(told, grant, today):
    if not told.get("finding"):
        return ""
    if told.get("due_on") is None:
        return "Isi batas waktu menyelesaikan temuan ini."
    day = told.get("on")
    if day and told["due_on"] < day:
        return f"Batas waktu mendahului tanggal pemeriksaan ({dates.long_date(day)})."
    return ""


# Beside which field each objection stands.
RULES = (("on", day_problem), ("finding", finding_problem), ("action", action_problem), ("due_on", due_problem))
ASKED = ("on", "received_rightly", "used_rightly", "finding", "action", "due_on")


def problems(told, grant, today):
    """{field: why} of an inspection that can't be recorded so; empty if it can. `told` holds the answers by field."""
    return {name: problem for name, rule in RULES if (problem := rule(told, grant, today))}


def mark_of(check, today):
    """(kind of pill, words) of what an inspection found and how it stands."""
    if not check.finding:
        return "done", "Tanpa temuan"
    if check.resolved_on:
        return "done", "Temuan selesai"
    if check.due_on and check.due_on < today:
        return "wrong", "Lewat batas waktu"
    return "due", "Temuan terbuka"


def unshown_words(grant):
    """What the family still owes receipts for, told to whoever settles a finding."""
    left = sum(row.left for row in grant.disbursements.all())
    return f"Belum ada kuitansinya: {dates.rupiah(left)}." if left else "Semua yang dicairkan sudah ada kuitansinya."


# --- who was inspected ----------------------------------------------------------------------------------------------
def paid_grants(by):
    """Grants within reach of which money reached the family; each with the day it first did (`first_paid`)."""
    paid = Disbursement.objects.filter(grant=OuterRef("pk"), paid_on__isnull=False).order_by("paid_on")
    rows = StimulusGrant.objects.visible_to(by).filter(paid__gt=0)
    return rows.annotate(first_paid=Subquery(paid.values("paid_on")[:1])).filter(first_paid__isnull=False)


def never_checked(rows):
    """Those of the grants that nobody ever inspected."""
    return rows.exclude(Exists(StimulusCheck.objects.filter(grant=OuterRef("pk"))))


def limit(by):
    """Days after the first payment within which a family should have been inspected, as set for this place."""
    return int(by.region.setting("stimulus_check_days"))


def waited(grant, today=None):
    """Days since the family first received money."""
    return ((today or dates.today()) - grant.first_paid).days


@dataclass(frozen=True)
class Share:
    """How many of the families that received money were inspected."""

    paid: int
    checked: int

    @property
    def left(self):
        return self.paid - self.checked

    @property
    def percent(self):
        """Rounded down, so that 100 means everyone; None where nobody was paid."""
        return self.checked * 100 // self.paid if self.paid else None


def share_checked(by, year=None):
    """The share within reach, of one budget year or of all."""
    rows = paid_grants(by)
    rows = rows.filter(year=year) if year else rows
    paid = rows.count()
    return Share(paid, paid - never_checked(rows).count())
