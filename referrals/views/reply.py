"""The answer of a service place: typed from the paper slip or a call, or sent by the place through a one-time link."""

from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families.forms.base import Form
from fcu_project import audit, dates, files, pdf
from fcu_project.identity import seal, unseal
from fcu_project.views import FormCreateView
from referrals.actions import referral as actions
from referrals.actions import reply as reply_actions
from referrals.forms.reply import ReplyForm
from referrals.models import AnswerLink, Referral, ReferralReply
from referrals.parties import may_answer
from referrals.reading import reads_content
from referrals.views.reach import OnReferral, ReferralFormView, visible_referral

STAGE = Referral.Stage
Kind = ReferralReply.Kind
SEALED_LINK = "referral_link"  # where the session keeps a token, sealed, from its making until it is shown


class ReplyCreateView(OnReferral, FormCreateView):
    """An answer, by whoever holds the paper slip or took the call; LK3 also tells what it did itself."""

    model, form_class = ReferralReply, ReplyForm
    title = "Catat balasan"
    submit_label = "Simpan balasan"

    def about(self):
        return None

    def check(self):
        if not may_answer(self.referral, self.request.assignment):
            raise PermissionDenied

    def closed(self):
        if self.referral.is_waiting:
            return ""
        return f"Rujukan ini tidak menunggu balasan. Tahapnya sekarang: {self.referral.get_stage_display()}."

    @property
    def by_lk3_itself(self):
        return self.referral.is_through_lk3 and self.referral.stage != STAGE.FORWARDED

    def kinds(self):
        if self.by_lk3_itself:
            return (Kind.SERVED,)
        accepted = not self.referral.is_through_lk3 and self.referral.stage == STAGE.ACCEPTED
        return tuple(kind for kind in Kind if not (accepted and kind == Kind.ACCEPTED))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kinds": self.kinds(), "asks_way": not self.by_lk3_itself}

    def get_initial(self):
        kinds = self.kinds()
        return {"replied_on": self.request.assignment.today, "kind": kinds[0] if len(kinds) == 1 else None}

    def get_context_data(self, **kwargs):
        intro = (
            "Catat apa yang LK3 lakukan sendiri untuk klien ini."
            if self.by_lk3_itself
            else f"Salin jawaban {self.referral.place} dari lembar balasan, surat, atau telepon."
        )
        return super().get_context_data(title="Catat pelayanan LK3" if self.by_lk3_itself else self.title,
                                        intro=intro, **kwargs)  # fmt: skip

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        form.instance.referral = self.referral
        way = data.get("way") or ReferralReply.Way.APP
        reply_actions.record_reply(form.instance, by=by, on=by.today, way=way, scan=data.get("scan"))
        return form.instance

    def get_success_message(self, form):
        return f"Balasan tersimpan. Tahap sekarang: {self.referral.get_stage_display()}."


class LinkCreateView(ReferralFormView):
    """A one-time link for the place that is to answer: made on request, shown once, kept nowhere in plain."""

    form_class = Form
    template_name = "referrals/link.html"
    title = "Tautan jawaban"
    submit_label = "Buat tautan"
    success_message = "Tautan dibuat. Kirim sekarang: setelah halaman ini ditutup, tautannya tidak tampil lagi."

    def check(self):
        if not may_answer(self.referral, self.request.assignment):
            raise PermissionDenied

    def closed(self):
        return "" if self.referral.is_with_place else "Tautan dibuat setelah rujukan dikirim ke lembaga tujuan."

    def write(self, form):
        by = self.request.assignment
        token = actions.make_link(self.referral, by=by, on=by.today)
        self.request.session[SEALED_LINK] = {"uid": str(self.referral.uid), "token": seal(token, SEALED_LINK)}
        return self.referral

    def get_success_url(self):
        return reverse("referrals:link-create", args=[self.referral.uid])

    def _take_url(self):
        """The address of the link that was just made, once; afterwards ""."""
        kept = self.request.session.get(SEALED_LINK)
        if self.request.method != "GET" or not kept or kept["uid"] != str(self.referral.uid):
            return ""
        del self.request.session[SEALED_LINK]
        return settings.PUBLIC_URL + reverse("referrals:answer-link", args=[unseal(kept["token"], SEALED_LINK)])

    def get_context_data(self, **kwargs):
        url = self._take_url()
        link = AnswerLink.objects.filter(referral=self.referral, used_on=None, revoked_on=None).first()
        return super().get_context_data(
            link=link, url=url, qr=pdf.qr_source(url) if url else "",
            share_url=self._share_url(url, link) if url and link else "", **kwargs,
        )  # fmt: skip

    def _share_url(self, url, link):
        """A message to send on by WhatsApp: whose referral and until when, not a word of the family."""
        until = dates.long_date(link.expires_on)
        text = (
            f"Yth. {self.referral.place}. Ada rujukan dari {self.referral.office} yang menunggu jawaban. "
            f"Buka dan jawab lewat tautan ini sampai {until}: {url} "
            "Tautan hanya untuk lembaga Anda; sesudah menjawab Diterima, buka lagi untuk hasilnya. "
            "Boleh juga menjawab dengan lembar balasan pada surat."
        )
        return f"https://wa.me/?text={quote(text)}"


class ReplyScanView(TemplateView):
    """The scanned slip, through the referral it answers."""

    def get(self, request, *args, **kwargs):
        referral = visible_referral(request, self.kwargs["uid"])
        if not reads_content(referral, request.assignment):
            raise PermissionDenied
        rows = ReferralReply.objects.visible_to(request.assignment).filter(referral=referral)
        row = get_object_or_404(rows.select_related("scan"), uid=self.kwargs["row"])
        if not row.scan_id:
            raise Http404
        audit.record("referral:reply-scan-read", by=request.assignment, obj=row)
        return files.respond(row.scan)
