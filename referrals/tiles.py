"""One line under the tile of the referrals: how many are under way here."""

from referrals.models import Referral


def referrals_note(by):
    return f"{Referral.objects.visible_to(by).live().count()} rujukan berjalan"
