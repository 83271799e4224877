"""The public page behind a one-time link: a service place without an account reads one referral and answers it."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from fcu_project import audit, dates
from fcu_project.strangers import Stranger
from fcu_project.views import FormCreateView
from referrals.actions.reply import answer_by_link
from referrals.documents import return_to
from referrals.forms.answer_link import AnswerForm
from referrals.models import AnswerLink, Referral, ReferralReply
from referrals.parties import LinkHolder

Kind = ReferralReply.Kind
WRONG = "link:wrong"
SILENT = {"messages": ()}  # what is still to be told to somebody in this browser is not told here
NEXT = {
    Kind.ACCEPTED: "Setelah klien dilayani, buka lagi tautan yang sama dan tulis hasilnya.",
    Kind.SERVED: "Pengirim menutup rujukan ini dengan hasil yang Anda tulis.",
    Kind.REFUSED: "Pengirim mencari lembaga lain bagi klien.",
    Kind.REDIRECTED: "Pengirim menghubungi lembaga yang Anda sarankan.",
}


def unlisted(response):
    """Kept in no cache and by no search engine."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def for_nobody(request):
    """Whoever may be signed in here has no part in it: no right, no name and no menu of theirs."""
    request.user, request.assignment, request.many_roles = AnonymousUser(), None, False


class AnswerLinkView(FormCreateView):
    """The snapshot and the form of the slip, for who holds the token; everybody else sees one and the same page.

    A link that was used, revoked, is too old or never was looks the same. Opening it uses nothing up: messengers
    fetch a page for its preview. A link in force is served however many wrong tokens came from the same address,
    which a whole network may share.
    """

    model, form_class = ReferralReply, AnswerForm
    template_name = "referrals/answer_link.html"
    submit_label = "Kirim jawaban"

    def dispatch(self, request, *args, **kwargs):
        for_nobody(request)
        self.link = AnswerLink.of(self.kwargs["token"])
        if self.link is None:
            return unlisted(self._leads_nowhere())
        holder = LinkHolder(self.link)
        with timezone.override(dates.ZONES[holder.region.zone]):  # "today" is today where the referral belongs
            request.assignment = holder
            try:
                response = super().dispatch(request, *args, **kwargs)
            except Http404:
                response = None
            request.assignment = None  # the page around the form belongs to nobody
            if response is None:
                response = self._leads_nowhere()
            elif hasattr(response, "render"):
                response.render()
        return unlisted(response)

    def _leads_nowhere(self):
        stranger = Stranger.of(self.request)
        if stranger.guesses_too_much(WRONG):
            return render(self.request, "429.html", {**SILENT, "guessing": True}, status=429)
        if self.link is None:
            stranger.guessed(WRONG)
        return render(self.request, "referrals/link_closed.html", SILENT, status=404)

    def prepare(self):
        super().prepare()
        if not self.link.is_open(self.request.assignment.today):
            raise Http404
        referral = self.link.referral
        self.letter = referral.forwarding_letter or referral.letter  # a refusal takes LK3's letter off the referral

    def get(self, request, *args, **kwargs):
        self.prepare()
        if request.method == "GET":
            self._note_opening()
        return super().get(request, *args, **kwargs)

    def _note_opening(self):
        """Each reading is traced before the content leaves; the first one also shows on the sender's page."""
        AnswerLink.objects.filter(pk=self.link.pk, opened_at=None).update(opened_at=timezone.now())
        audit.record("link:open", by=self.request.assignment, obj=self.link.referral)

    def kinds(self):
        """The answers that are still to be given: who has accepted does not accept again."""
        referral = self.link.referral
        told = referral.replies.filter(kind=Kind.ACCEPTED, place_name=referral.place).exists()
        accepted = told or (not referral.is_through_lk3 and referral.stage == Referral.Stage.ACCEPTED)
        return tuple(kind for kind in Kind if not (accepted and kind == Kind.ACCEPTED))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kinds": self.kinds()}

    def get_initial(self):
        return {"replied_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        referral = self.link.referral
        return super().get_context_data(
            link=self.link, told=referral.snapshot, letter=self.letter, cancel_url="",
            forwarded=referral.forwarding_letter_id is not None, forwarding=self._forwarding(),
            answered=referral.replies.filter(letter=self.letter), **SILENT, **kwargs,
        )  # fmt: skip

    def _forwarding(self):
        """Why LK3 chose this place and how it is reached; {} where the sender named the place."""
        referral = self.link.referral
        if not referral.forwarding_letter_id:
            return {}
        told = return_to(self.letter.region, {})
        return {"reason": referral.forward_reason, "name": told["name"], "phone": told["phone"]}

    def write(self, form):
        answer_by_link(self.link, form.instance, on=self.request.assignment.today)
        return form.instance

    def get_success_message(self, form):
        number = f" {self.letter.number}" if self.letter else ""
        return f"Jawaban atas rujukan{number} sudah kami terima. {NEXT[form.instance.kind]}"

    def get_success_url(self):
        return reverse("referrals:answer-link-done")

    get_cancel_url = get_success_url

    def _refuse(self, form, problem):
        """A link that a colleague has used up in the same moment shows nothing of the client any more."""
        self.link = AnswerLink.of(self.kwargs["token"])
        self.prepare()
        return super()._refuse(form, problem)

    def _changed_since_saved(self):
        self.prepare()
        return super()._changed_since_saved()


class AnswerLinkDoneView(TemplateView):
    """Thanks, without a word of the referral; its number comes once, with the answer that was sent."""

    template_name = "referrals/answer_link_done.html"

    def dispatch(self, request, *args, **kwargs):
        for_nobody(request)
        return unlisted(super().dispatch(request, *args, **kwargs).render())
