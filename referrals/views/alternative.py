"""Other ways that LK3 offers, and the next try of the sender along one of them (III.B.6.4(2))."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from referrals.actions import alternative as actions
from referrals.forms.alternative import AlternativeForm
from referrals.models import Alternative
from referrals.parties import is_lk3, is_near
from referrals.views.reach import OneStep, ReferralFormView, visible_alternative


def offered_ways(referral, by):
    """[{row, url, reason}]: url to take it, "" where this reader can't; `reason` says why not now."""
    rows = Alternative.objects.visible_to(by).filter(referral=referral)
    takes = by.has_perm("referrals.add_referral") and is_near(referral, by)
    ways = []
    for row in rows.select_related("service__institution", "service__region"):
        row.referral = referral
        reason = actions.not_now(row, by) if takes and not row.taken_on else ""
        url = reverse("referrals:alternative-use", args=[row.uid]) if takes and not row.taken_on and not reason else ""
        ways.append({"row": row, "url": url, "reason": reason})
    return ways


def advice_taken(draft):
    """The advice of LK3 along which this draft was begun, in the words of its form; "" for none."""
    rows = Alternative.objects.filter(referral=draft.follows_id, service=None).exclude(taken_on=None)
    words = [row.advice for row in rows] if draft.follows_id else []
    return f"Saran LK3: {'; '.join(words)}" if words else ""


class AlternativeCreateView(ReferralFormView):
    """LK3 offers several ways at once, and may hand the referral back with them."""

    form_class = AlternativeForm
    template_name = "referrals/alternative_form.html"
    title = "Tawarkan pilihan lain"
    submit_label = "Simpan pilihan"

    def check(self):
        if not is_lk3(self.referral, self.request.assignment):
            raise PermissionDenied

    def closed(self):
        if self.referral.stage in actions.OFFERED_AT:
            return ""
        stage = self.referral.get_stage_display()
        return f"Pilihan lain ditawarkan selagi rujukan ada di LK3. Tahapnya sekarang: {stage}."

    @property
    def hands_back(self):
        return bool(self.request.POST.get("hand_back"))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "referral": self.referral}

    def get_initial(self):
        return {"offered_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(second_label="Simpan & kembalikan ke pengirim", **kwargs)

    def write(self, form):
        data, by = form.cleaned_data, self.request.assignment
        actions.offer(
            self.referral, services=data.get("services", ()), advice=data["advice"], hands_back=self.hands_back, by=by,
            on=data["offered_on"],
        )  # fmt: skip
        return self.referral

    def get_success_message(self, form):
        if self.hands_back:
            return "Rujukan dikembalikan ke pengirim dengan pilihan ini."
        return "Pilihan tersimpan. Pengirim membacanya di halaman rujukan ini."


class AlternativeUseView(OneStep):
    """The next draft along an offered way; then on to its content."""

    def prepare(self):
        self.alternative = self.object = visible_alternative(self.request, self.kwargs["uid"])
        if not is_near(self.alternative.referral, self.request.assignment):
            raise PermissionDenied

    def closed_url(self):
        return self.alternative.referral.get_absolute_url()

    def write(self, form):
        by = self.request.assignment
        return actions.use(self.alternative, by=by, on=by.today)

    def get_success_url(self):
        return reverse("referrals:referral-update", args=[self.object.uid])

    def get_success_message(self, form):
        return "Draf dibuat dari pilihan LK3. Periksa isinya dan persetujuan keluarga, lalu kirim."
