"""The answer of a service place on paper, to be signed and filed (5.9)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.generic import View

from fcu_project import audit, pdf
from institutions.documents import printed
from referrals.documents import REPLY_TEMPLATE, keeps_letter, reply_facts, reply_file_name
from referrals.models import ReferralReply
from referrals.reading import reads_content
from referrals.views.reach import visible_referral


def answers_own_letter(reply, by):
    """An answer to a letter that the reader's own office wrote stays with that letter, also when all is over."""
    return by.has_perm("referrals.view_referralreply") and bool(reply.letter) and keeps_letter(
        reply.referral, reply.letter, by
    )


class ReplyPdfView(View):
    """One recorded answer as PDF, in the paper of the place or the one asked for by `?kertas=`."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        reply = get_object_or_404(ReferralReply.objects.select_related("referral"), uid=self.kwargs["uid"])
        reply.referral = visible_referral(request, reply.referral.uid)
        if not (reads_content(reply.referral, by) or answers_own_letter(reply, by)):
            raise PermissionDenied
        audit.record("reply:print", by=by, obj=reply)
        paper = pdf.size_asked(request, by.region.setting("paper"))
        content = pdf.render(REPLY_TEMPLATE, reply_facts(reply, paper) | printed(by), paper=paper)
        return pdf.response(content, reply_file_name(reply))
