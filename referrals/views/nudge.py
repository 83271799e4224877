"""Remind who has to answer: a text to send on, without a word of the family (REF-10)."""

from django.core.exceptions import PermissionDenied

from families.forms.base import Form
from referrals.actions.nudge import record_nudge
from referrals.nudges import nudge_for, nudged, own_turn
from referrals.parties import is_lk3, may_send
from referrals.views.reach import ReferralFormView


class NudgeView(ReferralFormView):
    """The text and the ways to send it; afterwards it is written down that it was sent."""

    form_class = Form
    template_name = "referrals/nudge.html"
    title = "Ingatkan"
    submit_label = "Catat sudah diingatkan"
    success_message = "Tercatat di riwayat rujukan."

    def check(self):
        by = self.request.assignment
        if not (may_send(self.referral, by) or is_lk3(self.referral, by)):
            raise PermissionDenied

    def closed(self):
        return own_turn(self.referral, self.request.assignment)

    def get_context_data(self, **kwargs):
        nudge = nudge_for(self.referral, self.request.assignment)
        return super().get_context_data(nudge=nudge, earlier=nudged(self.referral)[:1], **kwargs)

    def write(self, form):
        by = self.request.assignment
        return record_nudge(self.referral, by=by, on=by.today)
