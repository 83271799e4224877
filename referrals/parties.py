"""Who is who in a referral: its sender, LK3, and the service place that holds a link but no account."""

from dataclasses import dataclass

from fcu_project import dates
from referrals.models import AnswerLink, Level

PLACE_ROLE = "service_place"


@dataclass(frozen=True)
class LinkHolder:
    """A service place that opened its one-time link. It may answer this one referral and nothing else."""

    link: AnswerLink
    role = PLACE_ROLE
    level = "place"

    @property
    def actor_uid(self):
        return self.link.uid

    uid = actor_uid

    @property
    def region(self):
        return self.link.referral.region

    @property
    def territory(self):
        return self.region.code

    @property
    def signature(self):
        return f"{self.link.place_name}, lewat tautan sekali pakai"[:160]

    @property
    def today(self):
        return dates.today_in(self.region.zone)

    def has_perm(self, perm):
        return perm == "referrals.answer_for_place"


def is_near(referral, by):
    """The FCU of the family's village, or the TKSK of its kecamatan, who can act and never blocks (REF-02)."""
    return referral.region.code.startswith(by.territory) and by.level in ("village", "subdistrict")


def may_send(referral, by):
    """Whoever is near; on the way to a member's own body the FCU alone decides (REF-13)."""
    return is_near(referral, by) and (referral.level != Level.VILLAGE or by.level == "village")


def is_sender(referral, by):
    """The office that sent it, or that keeps its draft."""
    return referral.office_id == by.region_id


def is_lk3(referral, by):
    """LK3 of the kabupaten, once the referral was sent to it (REF-03)."""
    return referral.is_through_lk3 and by.level == "regency" and referral.region.code.startswith(by.territory)


def may_answer(referral, by):
    """Who may say what the service place answered: the place by its link; LK3 for those it holds; else who sends."""
    if by.role == PLACE_ROLE:
        return by.link.referral_id == referral.pk
    return is_lk3(referral, by) if referral.is_through_lk3 else is_near(referral, by)


def may_close(referral, by):
    """The family's FCU and the TKSK, whichever of them sent it (neither blocks the other), and LK3."""
    return is_near(referral, by) or is_lk3(referral, by)


def may_read_snapshot(referral, by):
    """What the family agreed to tell: its own village and kecamatan always, LK3 while the referral is under way."""
    return not is_lk3(referral, by) or referral.shares
