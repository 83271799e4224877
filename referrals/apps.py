"""What families are helped with: services, referrals, cases."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
