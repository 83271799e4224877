"""One line under the tiles of this floor: how many are under way here."""

from institutions.roles import REGENCY
from referrals.models import Referral, SecretCase


def referrals_note(by):
    return f"{Referral.objects.visible_to(by).live().count()} rujukan berjalan"


def secret_note(by):
    """How many wait for a handler; below the kabupaten how many there are."""
    rows = SecretCase.objects.register_of(by)
    return f"{rows.waiting(by.today).count()} menunggu diambil" if by.level == REGENCY else f"{rows.count()} kasus"
