"""A need becomes a referral: its draft, its content, its sending on, its outcome."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from families.actions.family import not_archived
from fcu_project import audit, files, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.dimensions import Dimension
from institutions.models.person import fold
from referrals.models import AnswerLink, Beyond, Level, Outcome, Purpose, Referral
from referrals.parties import is_lk3, is_sender, may_answer, may_send

SPEAK_OF_CAPITAL = {
    "modal", "usaha", "usahanya", "pinjaman", "pinjam", "kredit", "kur", "koperasi", "bumdes", "kube", "tabungan",
}  # fmt: skip
# What another try takes over from a referral that was declined or recalled. Consent is taken over only where the
# family was not asked to begin with anew: a recall may be its own wish.
CARRIED = ("member", "purpose", "request", "summary", "tried", "attachments", "urgency")
CONSENT = (
    "consented_on", "consented_by", "shares_name", "shares_contact", "shares_assessment", "consent_scan",
    "protection_reason",
)  # fmt: skip


def live_referral(need):
    """The one referral of this need that is not over, or None."""
    return Referral.objects.live().filter(need=need).first()


@transaction.atomic
def start_referral(need, *, by, on, proposed_by=""):
    """The draft of a referral for this need, or the live one there is. Locks the need: two do not start at once.

    After a refusal the new draft carries what was already written, and says which one it follows.
    """
    existing = live_referral(need)
    if existing:
        return existing
    if need.closed_on:
        raise TransitionRefused(["Kebutuhan ini sudah dicatat selesai. Tidak perlu dirujuk lagi."])
    not_archived(need.family)
    if not need.family.region.code.startswith(by.territory):
        raise PermissionDenied
    take(need)
    last = Referral.objects.filter(need=need).order_by("-id").first()
    carried = {name: getattr(last, name) for name in _carried_from(last)} if last else _first_words(need)
    referral = Referral.objects.create(
        need=need, family=need.family, region=need.family.region, office=by.region, follows=last,
        proposed_by=proposed_by, **carried,
    )  # fmt: skip
    audit.record("referral:start", by=by, obj=referral, on=on)
    return referral


def _first_words(need):
    """What a draft begins with: the need, and what it is for as far as its title tells."""
    return {"request": need.title, "purpose": Purpose.CAPITAL if asks_for_capital(need) else Purpose.SERVICE}


def asks_for_capital(need):
    """Whether an economic need is proposed as a way to a lender or giver of capital (III.B.6.7(6)); who sends decides.

    Looking for work is economic too, so the title has to speak of capital.
    """
    words = set(fold(need.title).split())
    return need.dimension == Dimension.ECONOMIC and bool(words & SPEAK_OF_CAPITAL)


def _carried_from(last):
    """What the family agreed to tell LK3 it did not agree to tell another place."""
    asked_anew = last.stage == Referral.Stage.RECALLED or last.is_through_lk3
    return CARRIED if asked_anew else (*CARRIED, *CONSENT)


def propose_from_need(need, *, by, on):
    """MEN-02: a need that a pioneer links to a source of help becomes a draft referral for the FCU."""
    if need.needs_referral and need.closed_on is None and not need.referrals.exists():
        start_referral(need, by=by, on=on, proposed_by=_proposer(need, by))


def _proposer(need, by):
    """The pioneer who found the need, also where another typed it from the card; "" for an officer's own wish."""
    if by.role == "pioneer":
        return by.signature
    author = need.found_in.author if need.found_in_id else None
    return f"{author.name}, Keluarga pionir" if author else ""


def drop_drafts(need, *, by, on):
    """A need that was closed in another way needs no draft any more."""
    for draft in need.referrals.filter(stage=Referral.Stage.DRAFT):
        if is_sender(draft, by):
            workflow.perform(draft, "discard", by=by, on=on, note="Kebutuhan sudah selesai dengan cara lain.")


@transaction.atomic
def save_referral(referral, *, by, on, scan=None, fields=()):
    """Keep what was written on a draft. Raises PermissionDenied for who can't send it."""
    if not may_send(referral, by):
        raise PermissionDenied
    if referral.stage != Referral.Stage.DRAFT:
        raise TransitionRefused(["Rujukan ini sudah dikirim. Isinya tidak berubah lagi."])
    not_archived(referral.family)
    if scan is not None:
        referral.consent_scan = files.store_scan(scan, by=by)
    _keep_one_way(referral)
    referral.save()
    audit.record("referral:change", by=by, obj=referral, fields=fields, on=on)
    return referral


def _keep_one_way(referral):
    """Of what was written keep what its tier asks: a body, a place, or nothing where LK3 chooses."""
    level = referral.level
    if level != Level.VILLAGE:
        referral.body, referral.helper, referral.has_letter = None, None, True
    if level != Level.SUBDISTRICT:
        referral.service = None
    if referral.service_id or level != Level.SUBDISTRICT:
        referral.place_name, referral.place_address = "", ""
    if not referral.is_outside:
        referral.outside_reason = ""


# By the level of a service's region, how far beyond the kabupaten it lies.
BEYOND_OF = {"province": Beyond.PROVINCE, "nation": Beyond.NATION}


@transaction.atomic
def forward(referral, *, by, on, reason, service=None, place_name="", place_address="", beyond=""):
    """LK3 chooses the place and sends the referral on (REF-03), also past the kabupaten (REF-14).

    reason  why this body can help more intensively (REF-07)
    beyond  where a place outside the kabupaten is; of a service the directory tells it
    """
    if not is_lk3(referral, by):
        raise PermissionDenied
    referral.service, referral.forward_reason = service, reason
    referral.place_name, referral.place_address = ("", "") if service else (place_name, place_address)
    referral.beyond = BEYOND_OF.get(service.region.level, "") if service else beyond
    referral.save()
    return workflow.perform(referral, "forward", by=by, on=on)


def contradiction(outcome, reached):
    """Why the outcome and "did the family get the service" can't both be true; "" if they can (SVC-11)."""
    if outcome in (Outcome.FULL, Outcome.PARTLY) and not reached:
        return (
            "Kebutuhan tercatat terpenuhi, tetapi pelayanannya tercatat tidak diperoleh. Pilih Ya, atau ubah hasilnya "
            "menjadi Tidak terpenuhi."
        )
    return ""


@transaction.atomic
def close(referral, *, by, on, outcome, note, reached=None):
    """The end of a referral, with its outcome (REF-09).

    reached  whether the family got the service; as the outcome implies, where nobody said
    """
    reached = outcome in (Outcome.FULL, Outcome.PARTLY) if reached is None else reached
    if problem := contradiction(outcome, reached):
        raise ValidationError({"reached": problem})
    referral.outcome, referral.outcome_note, referral.reached = outcome, note, reached
    referral.save()
    return workflow.perform(referral, "close", by=by, on=on)


@transaction.atomic
def make_link(referral, *, by, on):
    """A one-time link for the place that is to answer; returns its token, which is kept nowhere.

    Raises TransitionRefused while there is no named place that waits for it.
    """
    if not may_answer(referral, by):
        raise PermissionDenied
    if not referral.is_with_place:
        raise TransitionRefused(["Tautan dibuat setelah rujukan dikirim ke lembaga tujuan."])
    take(referral)
    _, token = AnswerLink.make(referral, by=by, on=on)
    audit.record("referral:link", by=by, obj=referral, on=on)
    return token
