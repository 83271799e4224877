"""What families are helped with: services, referrals, cases."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = "Rujukan"

    def ready(self):
        from fcu_project.registry import add_follower
        from institutions.documents import register_letter
        from referrals import workflow  # noqa: F401  registers the tables of transitions
        from referrals.actions.referral import drop_drafts, propose_from_need
        from referrals.documents import REFERRAL_LETTER

        register_letter("referral", REFERRAL_LETTER)
        add_follower("need:save", propose_from_need)
        add_follower("need:close", drop_drafts)
