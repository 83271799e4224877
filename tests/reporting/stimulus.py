"""Stimulus to families for tests, as rows: a recipient of a verified packet, account, grant, payment; in rupiah."""

from datetime import timedelta

from families.models import Recipient
from institutions.models import PilotSite, WorkingGroup
from reporting.models import Disbursement, FamilyAccount, StimulusGrant, StimulusReceipt
from tests.factories import TODAY
from tests.families import make as families
from tests.families import short
from tests.institutions import fill_sites

GRANTED_ON = TODAY - timedelta(days=80)
PAID_ON = TODAY - timedelta(days=40)


def verified_site(people):
    """The village's proposal, verified by kabupaten and province."""
    region = people.village_operator.region
    site = PilotSite.objects.filter(region=region).first() or fill_sites.draft(people.village_operator)
    PilotSite.objects.filter(pk=site.pk).update(stage="verified", verified_on=GRANTED_ON - timedelta(days=10))
    site.refresh_from_db()
    return site


def family(people, name="Sumiyati"):
    """A designated plasma family of the village with head and spouse, both adults."""
    if WorkingGroup.selection_of(people.secretary.region) is None:
        short.group(short.unit(people.secretary.region))
    return short.life(people.secretary, name, "plasma", "designated", days=families.DAYS)


def recipient(people, name="Sumiyati"):
    """A family that the Dinas prepared in the verified packet of the village."""
    return Recipient.objects.create(
        site=verified_site(people), family=family(people, name), support="Modal warung", reason="Desil 2",
        collected_on=GRANTED_ON - timedelta(days=20), state="prepared", settled_on=GRANTED_ON,
        recorded_by=people.secretary.signature, settled_by=people.regency_funds.signature,
    )  # fmt: skip


def account(people, row, number="0123456789"):
    """The account of the head of a family."""
    return FamilyAccount.objects.create(
        family=row, region=row.region, bank="BRI Unit Tanjung", number=number, holder=row.members.first(),
        opened_on=GRANTED_ON, recorded_by=people.regency_funds.signature,
    )  # fmt: skip


def grant(people, name="Sumiyati", *, entitlement=3_000_000, year=TODAY.year):
    """What a family is entitled to."""
    row = recipient(people, name)
    return StimulusGrant.objects.create(
        recipient=row, family=row.family, region=row.family.region, year=year, entitlement=entitlement,
        purpose="Modal warung", decision_number="460/12/2026", decided_on=GRANTED_ON,
        decided_by=people.regency_funds.signature,
    )  # fmt: skip


def paid(people, name="Sumiyati", *, amount=2_000_000, number="0123456789"):
    """A request that was approved and paid into the family's account."""
    there = grant(people, name)
    into = account(people, there.family, number)
    there.claimed = there.paid = amount
    there.save()
    return Disbursement.objects.create(
        grant=there, number=1, requested_on=GRANTED_ON, requested_by=into.holder, amount=amount,
        purpose="Belanja barang warung", asked_by=people.secretary.actor_uid,
        asked_by_words=people.secretary.signature, stage="paid", approved=amount, decision_number="460/20/2026",
        decided_on=PAID_ON, decided_by=people.regency_funds.signature, account=into, paid_on=PAID_ON,
        paid_by=people.regency_funds.signature,
    )  # fmt: skip


def receipt(people, disbursement, amount=500_000, *, number="N-17", seller="Toko Rejeki", **more):
    """An original receipt of a family with one line, counted as realised."""
    row = StimulusReceipt.objects.create(
        disbursement=disbursement, region=disbursement.region, number=number, dated_on=PAID_ON + timedelta(days=3),
        seller=seller, amount=amount, recorded_by=people.secretary.signature, **more,
    )  # fmt: skip
    row.lines.create(order=1, what="Gula dan beras", amount=amount)
    disbursement.realised += amount
    disbursement.save()
    return row
