"""One referral: its page, its draft from a need, its content, its sending on by LK3, its end."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families.models import Need
from fcu_project import audit, files, workflow
from fcu_project.access import may_open
from fcu_project.views import FormUpdateView
from referrals.actions import referral as actions
from referrals.actions.alternative import may_offer
from referrals.bodies import service_is_gone
from referrals.documents import keeps_letter
from referrals.forms.referral import CloseForm, ForwardForm, ReferralForm
from referrals.models import AnswerLink, Referral, ReferralReply
from referrals.models.referral import overdue_after
from referrals.nudges import whom_to_nudge
from referrals.parties import is_lk3, may_answer, may_close, may_send
from referrals.reading import (
    MARKS,
    draft_facts,
    handed_back,
    knows_families,
    name_for,
    next_for,
    reads_content,
    told_facts,
    waits_from,
)
from referrals.suggestions import suggestions_for
from referrals.timeline import events_of
from referrals.views.alternative import advice_taken, offered_ways
from referrals.views.reach import OneStep, OnReferral, ReferralFormView, visible_referral
from referrals.workflow.referral import BY_ANSWER

STAGE = Referral.Stage
ASKED_THERE = ("named", "why", "outcome")  # the place LK3 forwards to and why, the outcome at the end


class ReferralView(TemplateView):
    """A referral as this reader may know it. Every look is in the trail."""

    template_name = "referrals/referral.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        referral = visible_referral(self.request, self.kwargs["uid"])
        audit.record("referral:view", by=by, obj=referral)
        reads, limit = reads_content(referral, by), overdue_after(referral.region)
        steps = self._steps(referral, by)
        waits = referral.held_days(by.today)
        return super().get_context_data(
            referral=referral,
            name=name_for(referral, by),
            mark=MARKS[referral.stage],
            waits=waits,
            waits_from=waits_from(referral),
            next=next_for(referral, by, back=bool(handed_back([referral]))),
            late=max((waits or 0) - limit, 0),
            limit=limit,
            reads=reads,
            content=self._content(referral) if reads else [],
            consent=self._consent(referral, by) if reads else None,
            replies=list(ReferralReply.objects.visible_to(by).filter(referral=referral)) if reads else [],
            events=events_of(referral, by, by.today, limit),
            letters=self._letters(referral, by, reads),
            transitions=steps,
            is_stuck=any(not step.open for step in steps),
            links=self._links(referral, by),
            open_link=self._open_link(referral, by),
            at_lk3=is_lk3(referral, by),
            ended_for_reader=is_lk3(referral, by) and not referral.shares,
            alternatives=offered_ways(referral, by) if reads or is_lk3(referral, by) else [],
            gone=service_is_gone(referral.service) and referral.is_live,
            family_url=referral.family.get_absolute_url() if knows_families(by) else "",
            **kwargs,
        )

    @staticmethod
    def _steps(referral, by):
        """The steps with a button. What a step asks on its own screen does not close the way to that screen."""
        return [
            replace(step, gates=[gate for gate in step.gates if gate.name not in ASKED_THERE])
            for step in workflow.available(referral, by, by.today)
            if step.name not in BY_ANSWER
        ]

    @staticmethod
    def _content(referral):
        return told_facts(referral) if referral.snapshot else draft_facts(referral)

    @staticmethod
    def _consent(referral, by):
        """Of what was sent, as the receiver was told; of a draft, as it is written so far. Why somebody had to be
        protected is read by the sender's side only."""
        if referral.snapshot:
            told = referral.snapshot["consent"]
            protection = told["protection"] if is_lk3(referral, by) else referral.protection_reason
            return {"by": told["by"], "scope": told["scope"], "protection": protection}
        return {"by": referral.consented_by, "scope": "", "protection": referral.protection_reason}

    @staticmethod
    def _letters(referral, by, reads):
        """[(label, letter, whether this reader may open it)]; a letter of LK3 is kept at the kabupaten.

        Also those to places that could not help. Who may not read the content any more keeps the letters he wrote.
        """
        rows = [("Surat rujukan", referral.letter)]
        if referral.is_through_lk3:
            rows += [
                (f"Surat penerusan LK3 ke {row.place_name}", row.letter)
                for row in referral.replies.select_related("letter__region")
                if row.is_refusal and row.letter_id != referral.letter_id
            ]
        rows.append(("Surat penerusan LK3", referral.forwarding_letter))
        may_print = by.has_perm("institutions.view_issueddocument")
        return [
            (label, letter, may_print and letter.region.code.startswith(by.territory))
            for label, letter in rows
            if letter is not None and (reads or keeps_letter(referral, letter, by))
        ]

    @staticmethod
    def _open_link(referral, by):
        if not (by.has_perm("referrals.answer_for_place") and may_answer(referral, by)):
            return None
        return AnswerLink.objects.filter(referral=referral, used_on=None, revoked_on=None).first()

    @staticmethod
    def _links(referral, by):
        """Addresses of what this reader may do besides the steps; "" where not."""

        def link(route, allowed, *args):
            url = reverse(f"referrals:{route}", args=args or [referral.uid])
            return url if allowed and may_open(by, url) else ""

        answers = referral.is_waiting and may_answer(referral, by)
        self_service = answers and is_lk3(referral, by) and referral.stage != STAGE.FORWARDED
        again = (
            referral.stage in (STAGE.DECLINED, STAGE.RECALLED)
            and referral.need.closed_on is None
            and referral.region.code.startswith(by.territory)
            and by.has_perm("referrals.add_referral")
            and actions.live_referral(referral.need) is None
        )
        return {
            "edit": link("referral-update", referral.stage == STAGE.DRAFT and may_send(referral, by)),
            "reply": link("reply-create", answers and not self_service),
            "serve": link("reply-create", self_service and referral.stage == STAGE.ACCEPTED),
            "link": link("link-create", answers and referral.is_with_place),
            "nudge": link("nudge", whom_to_nudge(referral, by)),
            "again": link("referral-start", again, referral.need.uid),
            "offer": link("alternative-create", may_offer(referral, by)),
            "consent_scan": link("consent-scan", referral.consent_scan_id),
        }


class ReferralStartView(OneStep):
    """The draft for a need, or the referral that is already under way; then on to its page."""

    def prepare(self):
        by = self.request.assignment
        rows = Need.objects.visible_to(by).select_related("family__region", "problem")
        self.need = self.object = get_object_or_404(rows, uid=self.kwargs["uid"])
        if not self.need.family.region.code.startswith(by.territory):
            raise PermissionDenied

    def closed_url(self):
        return self.need.family.get_absolute_url()

    def write(self, form):
        by = self.request.assignment
        return actions.start_referral(self.need, by=by, on=by.today)

    def get_success_url(self):
        draft = self.object.stage == STAGE.DRAFT and may_send(self.object, self.request.assignment)
        return reverse("referrals:referral-update", args=[self.object.uid]) if draft else self.object.get_absolute_url()


class ReferralUpdateView(OnReferral, FormUpdateView):
    """The content of a draft. It may be left incomplete; sending names everything that is still missing."""

    model, form_class = Referral, ReferralForm
    template_name = "referrals/referral_form.html"
    title = "Isi rujukan"
    submit_label = "Simpan draf"

    def check(self):
        if not may_send(self.referral, self.request.assignment):
            raise PermissionDenied

    def closed(self):
        sent = self.referral.stage != STAGE.DRAFT
        return "Rujukan ini sudah dikirim. Isinya tidak berubah lagi." if sent else ""

    @property
    def sends(self):
        return bool(self.request.POST.get("send"))

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        may = by.has_perm("referrals.send_referral")
        kwargs.setdefault("intro", advice_taken(self.referral))
        return super().get_context_data(
            second_label="Simpan & kirim" if may else "", need=self.referral.need,
            **suggestions_for(self.referral, by), **kwargs,
        )

    def write(self, form):
        by = self.request.assignment
        actions.save_referral(
            form.instance, scan=form.cleaned_data["scan"], fields=form.changed_data, by=by, on=by.today
        )
        if self.sends:
            workflow.perform(form.instance, "send", by=by, on=by.today)
        return form.instance

    def get_success_message(self, form):
        if not self.sends:
            return "Draf tersimpan. Rujukan belum dikirim."
        if not self.object.number:
            return f"Rujukan ke {self.object.place} tercatat. Catat jawabannya setelah keluarga dilayani."
        return f"Rujukan dikirim, nomor surat {self.object.number}. Cetak surat dan lembar balasannya."


class ForwardView(ReferralFormView):
    """LK3 chooses the place and sends the referral on."""

    form_class = ForwardForm
    title = "Teruskan ke lembaga"
    submit_label = "Teruskan"

    def check(self):
        if not is_lk3(self.referral, self.request.assignment):
            raise PermissionDenied

    def closed(self):
        if self.referral.stage == STAGE.ACCEPTED:
            return ""
        return f"Rujukan diteruskan setelah diterima LK3. Tahapnya sekarang: {self.referral.get_stage_display()}."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "referral": self.referral}

    def get_initial(self):
        """A place that was named by one that could not help is proposed."""
        answer = self.referral.replies.order_by("-id").first()
        proposed = answer.redirected_to if answer and answer.kind == ReferralReply.Kind.REDIRECTED else ""
        return {"forwarded_on": self.request.assignment.today, "place_name": proposed}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.forward(
            self.referral, service=data["service"], place_name=data["place_name"], place_address=data["place_address"],
            beyond=data["beyond"], reason=data["reason"], by=by, on=data["forwarded_on"],
        )  # fmt: skip

    def get_success_message(self, form):
        return f"Diteruskan ke {self.referral.place}. Cetak suratnya, atau buat tautan jawaban."


class CloseView(ReferralFormView):
    """The end of a referral: what was answered stands above the question how it ended."""

    form_class = CloseForm
    template_name = "referrals/close.html"
    title = "Tutup dengan hasil"
    submit_label = "Tutup rujukan"
    success_message = "Rujukan ditutup dengan hasilnya."

    def check(self):
        if not may_close(self.referral, self.request.assignment):
            raise PermissionDenied

    def closed(self):
        if self.referral.stage == STAGE.SERVED:
            return ""
        stage = self.referral.get_stage_display()
        return f"Rujukan ditutup setelah ada balasan tentang pelayanannya. Tahapnya sekarang: {stage}."

    def get_initial(self):
        return {"closed_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        rows = ReferralReply.objects.visible_to(by).filter(referral=self.referral)
        return super().get_context_data(replies=list(rows) if reads_content(self.referral, by) else [], **kwargs)

    def write(self, form):
        data = form.cleaned_data
        return actions.close(
            self.referral, outcome=data["outcome"], reached=data["reached"], note=data["note"],
            by=self.request.assignment, on=data["closed_on"],
        )  # fmt: skip


class ConsentScanView(TemplateView):
    """The signed consent, through the referral it belongs to."""

    def get(self, request, *args, **kwargs):
        referral = visible_referral(request, self.kwargs["uid"])
        if not referral.consent_scan_id:
            raise Http404
        audit.record("referral:consent-read", by=request.assignment, obj=referral)
        return files.respond(referral.consent_scan)
