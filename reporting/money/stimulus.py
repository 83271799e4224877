"""The rules of the stimulus to families: who decides or stands in from paper, what may be granted, asked and paid.

The money is that of the Dinas until it reaches the family's account (II.D.1.3(3–6)); no rupiah of it stands in the
FCU's cash book (FUN-12).
"""

from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Prefetch, Q, Sum, Value, When

from families.models import Recipient
from fcu_project import dates
from fcu_project.models import hold
from fcu_project.workflow import TransitionRefused
from institutions.models import PilotSite
from institutions.models.region import within
from institutions.roles import VILLAGE
from reporting.above.offices import KEEPS_FUNDS, office_words, works_here
from reporting.models import Disbursement, FamilyAccount, StimulusGrant

STAGE = Disbursement.Stage
OFFICE, PAPER = "office", "paper"  # an act of the Dinas: its own, or written down by the village from its paper
ADULT = 18  # completed years on the day (UU 23/2002)
VERIFIED = (PilotSite.Stage.VERIFIED, PilotSite.Stage.CHOSEN)  # of the packet in which a recipient stands
WAIT_DAYS = 30  # after a payment, until somebody asks the family for its receipts


# --- who acts -----------------------------------------------------------------------------------------------------
def office_works_here(region, today):
    """Whether somebody of the Dinas keeps this money in the application today."""
    return works_here(KEEPS_FUNDS, region, today)


def standing(by, region):
    """How this actor enters an act of the Dinas for a village: OFFICE, PAPER, or "" for not at all (FUN-04)."""
    if by.has_perm("reporting.decide_disbursement") and region.code.startswith(by.territory):
        return OFFICE
    if not may_stand_in(by, region) or office_works_here(region, by.today):
        return ""
    return PAPER


def may_stand_in(by, region):
    """Whether this is the village that records the papers of a Dinas without an account."""
    return by.level == VILLAGE and region.pk == by.region_id and by.has_perm("reporting.record_for_office")


def office_decides_words(region):
    return (
        f"{office_words(region)} memakai aplikasi ini. Penetapan, rekening, keputusan, dan pencairan dicatat Dinas "
        "sendiri; tidak dicatat dari kertas."
    )


def must_stand(by, region):
    """OFFICE or PAPER. Raises PermissionDenied for others, TransitionRefused where the Dinas enters it itself."""
    found = standing(by, region)
    if not found and may_stand_in(by, region):
        raise TransitionRefused([office_decides_words(region)])
    if not found:
        raise PermissionDenied
    return found


def acted_by(by, region):
    """Whose act it was, in words: who acts for the Dinas, or the Dinas as its paper says."""
    return by.signature if standing(by, region) == OFFICE else office_words(region)


def is_near(by, region, permission):
    """Whether this actor writes what the family itself does: its village, or the Dinas."""
    own = region.pk == by.region_id if by.level == VILLAGE else by.has_perm("reporting.decide_disbursement")
    return own and region.code.startswith(by.territory) and by.has_perm(permission)


# --- who may be granted money -------------------------------------------------------------------------------------
def prepared(by):
    """Recipients that the Dinas prepared, within reach, whose family is not archived."""
    rows = Recipient.objects.visible_to(by).filter(within(by.territory, "family__region__code"))
    rows = rows.filter(state=Recipient.State.PREPARED, family__archived_on=None)
    return rows.select_related("family__region__parent", "site__region")


def grantable(by):
    """Those of them whose packet was verified (II.D.1.3(1))."""
    return prepared(by).filter(site__stage__in=VERIFIED)


def recipient_problem(row):
    """Why nothing may be granted to, or asked for, a recipient; or ""."""
    called = row.family.called
    if row.state == Recipient.State.DROPPED:
        return f"{called} tidak dilanjutkan sebagai penerima: {row.settled_reason}"
    if row.state != Recipient.State.PREPARED:
        return f"{called} belum disiapkan Dinas Sosial sebagai penerima."
    if row.family.archived_on:
        return f"Berkas {called} diarsipkan {dates.long_date(row.family.archived_on)}."
    return ""


def packet_problem(row):
    """Why the packet of a recipient does not allow a grant yet; or ""."""
    if row.site.stage in VERIFIED:
        return ""
    return f"{row.site} belum terverifikasi (sekarang: {row.site.get_stage_display()})."


# --- sums ---------------------------------------------------------------------------------------------------------
# What a live request takes of the entitlement: what was asked until it is decided, then what was approved.
TAKES = Case(When(stage=STAGE.ASKED, then=F("amount")), default=F("approved"), output_field=BigIntegerField())


def recount(grant):
    """Hold a grant and count anew what its live requests come to and what was paid: exact, whoever is faster."""
    hold(grant)
    live = Disbursement.objects.filter(grant=grant).live()
    grant.claimed = live.aggregate(told=Sum(TAKES, default=Value(0)))["told"]
    paid = live.filter(stage__in=Disbursement.SPENT)
    grant.paid = paid.aggregate(told=Sum("approved", default=Value(0)))["told"]
    grant.save()


def above_problem(grant, amount):
    """Why a family can't ask for `amount` rupiah, with the numbers; or "" (FUN-04)."""
    if amount <= grant.free:
        return ""
    return (
        f"Isi paling banyak {dates.rupiah(grant.free)}, sisa hak keluarga ini: hak {dates.rupiah(grant.entitlement)}, "
        f"sudah diajukan atau disetujui {dates.rupiah(grant.claimed)}."
    )


def unanswered_words(row):
    """What the family still has to answer for of earlier payments, a sentence each with rupiah and since when: whoever
    decides on the next payment weighs it (II.D.1.3(8))."""
    earlier = Disbursement.objects.filter(grant__family=row.grant.family_id, stage=STAGE.PAID).exclude(pk=row.pk)
    earlier = earlier.select_related("grant").order_by("paid_on", "id")
    return [
        f"{one} tahun {one.grant.year}: {dates.rupiah(one.left)} dari {dates.rupiah(one.approved)} belum "
        f"dipertanggungjawabkan, dicairkan {dates.long_date(one.paid_on)}."
        for one in earlier if one.left
    ]  # fmt: skip


def budget_problem(line):
    """What to weigh where the grants of a budget line come to more than it holds; or ""."""
    told = line.grants.aggregate(told=Sum("entitlement", default=Value(0)))["told"]
    if told <= line.amount:
        return ""
    return (
        f"Jumlah hak dari anggaran “{line.title}” {dates.rupiah(told)}, melebihi anggarannya "
        f"{dates.rupiah(line.amount)} sebesar {dates.rupiah(told - line.amount)}."
    )


# --- accounts and members -----------------------------------------------------------------------------------------
def account_of(family):
    """The account that a family uses now, or None."""
    return FamilyAccount.objects.filter(family=family, closed_on=None).select_related("holder").first()


def account_problem(grant):
    """Why money can't go into the family's account yet; or ""."""
    account = account_of(grant.family)
    if account is None:
        return f"{grant.family.called} belum punya rekening. Bantu membuka dan catat rekeningnya dahulu."
    if account.holder.left_on:
        return f"Pemilik rekening, {account.holder.name}, {account.holder.left_words}. Ganti rekeningnya dahulu."
    return ""


def adults(family, day):
    """Members who live in the family and are grown up on `day`, in the order of the card."""
    return [member for member in family.current_members() if member.age_on(day) >= ADULT]


def adult_problem(member, family, day, *, what):
    """Why this member can't be `what` ("Pemilik rekening"), or ""."""
    if member.family_id != family.pk:
        return f"{what} harus anggota keluarga ini."
    if member.left_on:
        return f"{member.name} sudah keluar dari keluarga ini ({member.left_words})."
    age = member.age_on(day)
    if age < ADULT:
        return f"{what} harus sudah {ADULT} tahun. {member.name} berumur {age} tahun pada {dates.long_date(day)}."
    return ""


# --- how far a grant is -------------------------------------------------------------------------------------------
ACCOUNTS = FamilyAccount.objects.filter(family=OuterRef("family"), closed_on=None)
REQUESTS = Disbursement.objects.filter(grant=OuterRef("pk"))
IN_USE = Prefetch(
    "family__bank_accounts", FamilyAccount.objects.filter(closed_on=None).select_related("holder"), to_attr="in_use"
)


def with_facts(rows):
    """Grants with where they stand: has_account, waiting, approved_now, unanswered (paid, receipts still missing)."""
    return rows.select_related("family__region__parent", "region__parent").annotate(
        has_account=Exists(ACCOUNTS), waiting=Exists(REQUESTS.filter(stage=STAGE.ASKED)),
        approved_now=Exists(REQUESTS.filter(stage=STAGE.APPROVED)),
        unanswered=Exists(REQUESTS.filter(stage=STAGE.PAID)),
    )  # fmt: skip


LIVE = ~Q(disbursements__stage__in=Disbursement.OVER)


def with_sums(rows):
    """Grants with the sums of their live requests in rupiah, each apart: `asked` as the family asked, `agreed` as the
    Dinas approved, `answered` by receipts, `given_back`. What was paid stands on the grant."""
    return rows.annotate(
        asked=Sum("disbursements__amount", filter=LIVE, default=Value(0)),
        agreed=Sum("disbursements__approved", filter=LIVE, default=Value(0)),
        answered=Sum("disbursements__realised", default=Value(0)),
        given_back=Sum("disbursements__returned", default=Value(0)),
    )


# The filters of the list: name in the address → (label, condition on `with_facts`).
FILTERS = {
    "tanpa-rekening": ("Belum ada rekening", {"has_account": False, "closed_on": None}),
    "bisa-diajukan": ("Bisa diajukan", {"has_account": True, "closed_on": None, "entitlement__gt": F("claimed")}),
    "menunggu": ("Menunggu keputusan", {"waiting": True}),
    "disetujui": ("Disetujui, belum dicairkan", {"approved_now": True}),
    "dicairkan": ("Dicairkan", {"paid__gt": 0}),
    "belum-dijawab": ("Belum dipertanggungjawabkan", {"unanswered": True}),
}


def state_of(grant):
    """(kind of mark, words) of a grant read `with_facts`: the most pressing first."""
    if grant.waiting:
        return "due", "Menunggu keputusan"
    if grant.closed_on:
        return "shut", "Ditutup"
    if not grant.has_account:
        return "due", "Belum ada rekening"
    if grant.approved_now:
        return "doing", "Disetujui, belum dicairkan"
    if grant.unanswered:
        return "doing", "Belum dipertanggungjawabkan"
    if grant.free:
        return "todo", "Bisa diajukan"
    return "done", "Selesai"


def grants_of(by):
    return StimulusGrant.objects.visible_to(by)
