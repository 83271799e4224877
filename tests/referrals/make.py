"""Referrals for tests, at every point of their way, reached through the same actions as the screens."""

from datetime import timedelta

from families.models import Need, ProblemType
from fcu_project import workflow
from institutions.models import FamilyCareUnit
from referrals.actions import alternative as alternative_actions
from referrals.actions import referral as referral_actions
from referrals.actions import reply as reply_actions
from referrals.models import Alternative, Level, Referral, ReferralReply, Service
from tests import factories as factory
from tests.factories import TODAY
from tests.families import make as families
from tests.families import short

FOUND_ON = families.PAIRED_ON  # TODAY - 8 days
SENT_ON = TODAY - timedelta(days=5)
WHY = "Punya pelatih dan alat yang lengkap."
ANSWERED_ON = TODAY - timedelta(days=2)


def problem():
    return ProblemType.objects.get(code="pendapatan-tidak-tetap")


def need(people, *, pairing=None, title="Modal usaha kue", **more):
    """An open need of a plasma family that a pioneer accompanies, found when the pairing began."""
    pairing = pairing or families.paired(people)
    row = Need(
        family=pairing.plasma.family, title=title, problem=problem(), dimension="economic", found_on=FOUND_ON,
        recorded_by="Pendamping", **more,
    )  # fmt: skip
    row.save()
    return row


def service(region, *, name="Pinjaman usaha mikro", institution="Koperasi Mitra Warga", matches=True):
    """A service of an institution at `region`; it helps with the problem of `need` unless told otherwise."""
    body = factory.InstitutionFactory(region=region, name=institution)
    row = Service.objects.create(institution=body, region=region, name=name, sector="economy", checked_on=TODAY)
    if matches:
        row.problems.add(problem())
    return row


def body(region):
    """A body from which somebody is a member of the village's FCU."""
    unit = FamilyCareUnit.of(region) or short.unit(region)
    return unit.memberships.filter(institution__isnull=False).order_by("id").first().institution


def filled(referral, **changes):
    """A draft with everything that sending asks for."""
    facts = {
        "request": "Pinjaman modal usaha kue", "summary": "Penghasilan suami tidak tetap; Ibu pandai membuat kue.",
        "tried": "Sudah ikut arisan RT.", "consented_on": SENT_ON, "consented_by": "Sumiyati", "shares_name": True,
        "shares_contact": True, **changes,
    }  # fmt: skip
    if referral.level == Level.SUBDISTRICT and not {"service", "place_name"} & set(changes):
        facts["service"] = service(referral.region.parent)
    if referral.level == Level.VILLAGE and "body" not in changes:
        facts["body"] = body(referral.region)
    for name, value in facts.items():
        setattr(referral, name, value)
    return referral


def draft(people, *, level=Level.SUBDISTRICT, by=None, pairing=None, row=None, **changes):
    """A filled draft of the FCU (or of `by`), not yet sent."""
    by = by or people.secretary
    referral = referral_actions.start_referral(row or need(people, pairing=pairing), by=by, on=SENT_ON)
    referral.level = level
    return referral_actions.save_referral(filled(referral, **changes), by=by, on=SENT_ON)


def fresh(referral):
    return Referral.objects.with_facts().get(pk=referral.pk)


def step(referral, name, by, *, on, note=""):
    return workflow.perform(fresh(referral), name, by=by, on=on, note=note)


def sent(people, *, on=SENT_ON, by=None, **more):
    by = by or people.secretary
    return step(draft(people, by=by, **more), "send", by, on=on)


def at_lk3(people, *, accepted=False, on=SENT_ON, **more):
    """Sent through LK3 of the kabupaten; waiting there, or accepted the same day."""
    referral = sent(people, level=Level.REGENCY, on=on, **more)
    return step(referral, "accept", people.lk3, on=on) if accepted else referral


def forwarded(people, *, on=SENT_ON, place="Balai Latihan Kerja", **more):
    return forward(at_lk3(people, accepted=True, on=on, **more), people.lk3, on=on, place_name=place)


def forward(referral, by, *, on=SENT_ON, reason=WHY, **place):
    return referral_actions.forward(fresh(referral), by=by, on=on, reason=reason, **place)


def reply(referral, kind=ReferralReply.Kind.SERVED, *, on=ANSWERED_ON, **more):
    """An answer that is not kept yet."""
    told = {
        "served": {"service": "Pinjaman Rp2.000.000", "result": "Cair, mulai berjualan."},
        "refused": {"reason": "Kuota tahun ini habis."},
        "redirected": {"reason": "Bukan bidang kami.", "redirected_to": "Dinas Koperasi"},
        "accepted": {},
    }[kind]
    return ReferralReply(referral=fresh(referral), kind=kind, replied_on=on, officer="Rina Wati", **{**told, **more})


def replied(referral, by, kind=ReferralReply.Kind.SERVED, *, on=ANSWERED_ON, way="paper", **more):
    """The answer typed by `by` from the paper slip. Returns the referral at its new stage."""
    row = reply_actions.record_reply(reply(referral, kind, on=on, **more), by=by, on=TODAY, way=way)
    return row.referral


def served(people, *, level=Level.SUBDISTRICT, on=SENT_ON, answered_on=ANSWERED_ON, **more):
    if level == Level.REGENCY:
        return replied(forwarded(people, on=on, **more), people.lk3, on=answered_on)
    return replied(sent(people, on=on, level=level, **more), people.secretary, on=answered_on)


def closed(people, *, outcome="full", on=TODAY, note="Modal sudah diterima.", by=None, reached=None, **more):
    referral, by = served(people, **more), by or people.secretary
    return referral_actions.close(fresh(referral), by=by, on=on, outcome=outcome, reached=reached, note=note)


def alternative(people, referral, *, service=None, advice="", hands_back=False, on=TODAY):
    """One other way that LK3 offers for a referral that lies with it."""
    advice = [advice] if advice else [] if service else ["Ajukan beasiswa lewat sekolah."]
    (row,) = alternative_actions.offer(
        fresh(referral), services=[service] if service else [], advice=advice, hands_back=hands_back, by=people.lk3,
        on=on,
    )  # fmt: skip
    return Alternative.objects.select_related("referral__need__family__region").get(pk=row.pk)
