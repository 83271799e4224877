"""The identity part of a family's file: its card, its members, another head."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.views.generic import FormView, TemplateView

from families import documents, household
from families.actions import card as card_actions
from families.actions import family as family_actions
from families.actions import member as actions
from families.forms.identity import IdentityForm
from families.forms.member import MemberEndForm, MemberForm, MemberHeadForm
from families.models import CodeItem, Family, FamilyMember
from families.views.reach import own_family, visible_family
from fcu_project import audit
from fcu_project.identity import masked
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin, refused
from fcu_project.workflow import TransitionRefused

TOO_EARLY = "Formulir identitas dibuka setelah keluarga ini dipilih dalam FGD."


class Gated:
    """A write screen that the rules may close: then the page says why, and leads back to the family."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except TransitionRefused as refusal:
            return refused(request, refusal.reasons, self.closed_url())

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except TransitionRefused as refusal:
            return refused(request, refusal.reasons, self.closed_url())

    def closed_url(self):
        return self.family.get_absolute_url()

    def open_family(self):
        """The family of the address, of the own village and with its identity part open."""
        self.family = own_family(self.request, self.kwargs["uid"])
        family_actions.not_archived(self.family)
        if closed := actions.closed_to_identity(self.family):
            raise TransitionRefused([closed])
        return self.family


class IdentityView(Gated, FormUpdateView):
    """Address, card and what other registers say of the family."""

    model, form_class = Family, IdentityForm
    template_name = "families/identity.html"
    submit_label = "Simpan & lanjut ke anggota"
    success_message = "Identitas keluarga tersimpan."

    def get_object(self, queryset=None):
        return self.open_family()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "renews": self.request.GET.get("kk") == "baru"}

    def get_initial(self):
        if self.request.GET.get("kk") != "baru":
            return super().get_initial()
        late = household.head_died_since(self.family, self.family.card())
        return {"card_change": "new", "card_reason": "head_died" if late else ""}

    def get_context_data(self, **kwargs):
        printable = documents.form_role(self.family.participation(), self.family.standing())
        return super().get_context_data(family=self.family, may_print=printable, **kwargs)

    def write(self, form):
        by = self.request.assignment
        family_actions.save_family(form.instance, by=by, on=by.today, fields=form.changed_data)
        family, number, change = form.instance, form.number_to_keep(), form.change_of_card()
        if change == "new":
            told = {"reason": form.cleaned_data["card_reason"], "valid_from": form.cleaned_data["card_from"]}
            card_actions.renew_card(family, number, by=by, on=by.today, **told)
        elif change == "mistake":
            card_actions.correct_card(family, number, by=by, on=by.today)
        else:
            actions.save_card(family, number, by=by, on=by.today)
        return family

    def get_success_url(self):
        return members_url(self.family)


def members_url(family):
    return reverse("families:member-list", args=[family.uid])


def new_card_url(family):
    """The identity part, opened on the questions about a new card; where none is on file it just asks the number."""
    return reverse("families:identity", args=[family.uid]) + "?kk=baru"


def told_of_card(family, words):
    """`words` of a success, with the way to the new card that follows it."""
    return format_html('{} <a href="{}">Catat KK baru</a>', words, new_card_url(family))


class MemberListView(TemplateView):
    """Who lives in the family, in the order of its card."""

    template_name = "families/member_list.html"

    def get(self, request, *args, **kwargs):
        self.family = visible_family(request, self.kwargs["uid"])
        closed = actions.closed_to_identity(self.family)
        self.is_open = not closed
        if closed and not self.family.members.exists():
            return refused(request, [closed], self.family.get_absolute_url())
        audit.record("member:list", by=request.assignment, obj=self.family)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        by, family = self.request.assignment, self.family
        own = family.region_id == by.region_id and self.is_open and family.archived_on is None
        people = list(FamilyMember.objects.visible_to(by).filter(family=family, left_on=None).select_related(
            "relation", "occupation", "marital"
        ))  # fmt: skip
        card = family.card()
        kind, late = household.disagreement(family, people), household.head_died_since(family, card)
        return super().get_context_data(
            family=family,
            disagrees=f"Daftar anggota: {kind}. Yang dipilih: {family.get_composition_display()}." if kind else "",
            change_url=reverse("families:family-update", args=[family.uid]) if own and kind else "",
            card_note="Kepala keluarganya meninggal: nomor KK yang baru belum dicatat." if late else "",
            rows=[{"member": row, "nik": masked(row.nik), "age": row.age_on(by.today),
                   "may_lead": not row.is_head and row.age_on(by.today) >= household.HEAD_AT_LEAST} for row in people],
            former=family.members.exclude(left_on=None),
            card=masked(card.number) if card else "",
            has_head=any(row.is_head for row in people),
            composition=dict(Family.Composition.choices).get(household.composition_of(people), ""),
            may_add=own and by.has_perm("families.add_familymember"),
            may_change=own and by.has_perm("families.change_familymember"),
            may_ask=own and by.has_perm("families.add_consent") and actions.has_identity_part(family),
            **kwargs,
        )


class OnMember(Gated):
    """A form about one member, beside the others of the family."""

    model, form_class = FamilyMember, MemberForm
    template_name = "families/member_form.html"

    def get_context_data(self, **kwargs):
        people = list(self.family.current_members())
        meta = f"Bagian C, {self.family.called}"
        return super().get_context_data(family=self.family, people=people, meta=meta, **kwargs)

    def get_cancel_url(self):
        return members_url(self.family)

    closed_url = get_cancel_url

    def write(self, form):
        by = self.request.assignment
        return actions.save_member(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_success_message(self, form):
        return f"{self.object.name} tersimpan."


class MemberCreateView(OnMember, FormCreateView):
    """The next member of the card; the first is the head, as the short record names them."""

    submit_label = "Simpan & tambah anggota berikutnya"

    def prepare(self):
        self.object = None
        self.open_family()

    def closed_url(self):
        return self.family.get_absolute_url()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": FamilyMember(family=self.family, region=self.family.region)}

    def get_initial(self):
        """What most cards say, and what is known already: nobody types it again."""
        first = self.family.members.filter(left_on=None).order_by("position").first()
        citizen = CodeItem.objects.filter(list="nationality", code=1).first()
        if first is not None:
            return {"nationality": citizen, "religion": first.religion}
        head = CodeItem.objects.filter(list="relation", code=household.HEAD).first()
        return {
            "nationality": citizen, "relation": head, "name": self.family.head_name, "sex": self.family.head_sex,
            "occupation": self.family.occupation,
        }  # fmt: skip

    def get_context_data(self, **kwargs):
        number = self.family.members.filter(left_on=None).count() + 1
        return super().get_context_data(
            title=f"Anggota keluarga ke-{number}", second_label="Simpan & selesai", second_name="finish", **kwargs
        )

    def get_success_url(self):
        if "finish" in self.request.POST:
            return members_url(self.family)
        return reverse("families:member-create", args=[self.family.uid])


class MemberUpdateView(OnMember, FormUpdateView):
    def get_object(self, queryset=None):
        self.open_family()
        rows = self.family.members.filter(left_on=None).select_related(
            "religion", "education", "occupation", "marital", "relation", "nationality", "disability", "insurance"
        )
        member = get_object_or_404(rows, uid=self.kwargs["member"])
        member.family = self.family
        return member

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if self.object is not None and response.status_code == 200:
            audit.record("member:view", by=request.assignment, obj=self.object)
        return response

    def get_context_data(self, **kwargs):
        name = self.family.members.values_list("name", flat=True).get(uid=self.kwargs["member"])
        return super().get_context_data(title=name, **kwargs)

    def get_success_url(self):
        return members_url(self.family)


class OnOneMember(Gated, WriteMixin, FormView):
    """A step about one member who lives in the family."""

    def prepare(self):
        self.open_family()
        self.member = get_object_or_404(
            self.family.members.filter(left_on=None).select_related("relation", "marital"), uid=self.kwargs["member"]
        )
        self.member.family = self.family
        self.object = self.member

    def get(self, request, *args, **kwargs):
        try:
            self.prepare()
        except TransitionRefused as refusal:
            return refused(request, refusal.reasons, self.closed_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(family=self.family, member=self.member, **kwargs)

    def get_cancel_url(self):
        return members_url(self.family)

    get_success_url = get_cancel_url


class MemberEndView(OnOneMember):
    """Somebody died, moved or founded a family of their own."""

    form_class = MemberEndForm
    template_name = "families/member_end.html"
    submit_label = "Catat keluar"

    def get_context_data(self, **kwargs):
        others = self.family.members.filter(left_on=None).exclude(pk=self.member.pk)
        return super().get_context_data(must_hand_over=self.member.is_head and others.exists(), **kwargs)

    def get_initial(self):
        return {"left_on": self.request.assignment.today}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.end_member(
            self.member, by=by, on=by.today, left_on=data["left_on"], reason=data["left_reason"]
        )  # fmt: skip

    def get_success_message(self, form):
        return f"{self.member.name} tercatat keluar. Datanya tetap tersimpan."


class MemberHeadView(OnOneMember):
    """Another member becomes head; what the old one will be is asked."""

    form_class = MemberHeadForm
    template_name = "families/member_head.html"
    submit_label = "Jadikan kepala keluarga"

    def prepare(self):
        super().prepare()
        if self.member.is_head:
            raise Http404
        self.old = self.family.head()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "old": self.old}

    def get_context_data(self, **kwargs):
        return super().get_context_data(old=self.old, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.hand_over(self.member, by=by, on=by.today, relation=form.cleaned_data.get("relation"))

    def get_success_message(self, form):
        return f"{self.member.name} sekarang kepala keluarga. Periksa hubungan anggota lain dengan kepala yang baru."
