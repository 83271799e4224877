"""The FCU: its file, its members, the election of its officers."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import registry, workflow
from fcu_project.access import may_open
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin, refused
from institutions import registers, resources
from institutions.actions import document as document_actions
from institutions.actions import unit as actions
from institutions.forms.meeting import ConfirmForm
from institutions.forms.picking import may_be_members, not_members_yet
from institutions.forms.unit import CandidacyForm, EndMembershipForm, MemberForm, UnitForm
from institutions.models import Candidacy, Decree, FamilyCareUnit, Meeting, Membership
from institutions.road import current_step, road_of, words_of
from institutions.views.listing import KeyedListView, print_register
from institutions.workflow.unit import formation_meeting, looked_up_once


class UnitListView(KeyedListView):
    """FCUs within reach; a village is led to its own."""

    template_name = "institutions/unit_list.html"
    columns, export_name = resources.UNITS, "FCU"
    register = registers.UNITS

    def get_queryset(self):
        units = FamilyCareUnit.objects.visible_to(self.request.assignment).select_related("region__parent")
        issued = Decree.objects.filter(unit=OuterRef("pk"), document__stage="issued").order_by("-id")
        units = units.annotate(decree_number=Subquery(issued.values("document__number")[:1]))
        stage = self.request.GET.get("tahap", "")
        return units.filter(stage=stage) if stage in FamilyCareUnit.Stage.values else units

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        stage = self.request.GET.get("tahap", "")
        if self.request.assignment.level != "village":
            context["chips"] = [
                {"label": label, "url": f"?tahap={value}" if value else "?", "current": stage == value}
                for value, label in (("", "Semua"), *FamilyCareUnit.Stage.choices)
            ]
        context["lines"] = [{"unit": unit, "words": words_of(unit)} for unit in context["rows"]]
        return context


class UnitCreateView(FormCreateView):
    """Open the village's file: the start of the road."""

    model, form_class = FamilyCareUnit, UnitForm
    success_message = "Berkas FCU dibuka. Jalan pendirian dimulai."
    submit_label = "Mulai"
    extra_context = {
        "title": "Mulai pendirian FCU",
        "intro": "Isi nama yang direncanakan. Nama dan alamat masih bisa diubah sampai SK disiapkan.",
    }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.request.assignment.region
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.start_unit(form.instance, by=by, on=by.today)

    def get_success_url(self):
        return reverse("institutions:road")

    def get_cancel_url(self):
        return reverse("institutions:road")


def visible_unit(request, uid):
    return get_object_or_404(FamilyCareUnit.objects.visible_to(request.assignment).select_related("region"), uid=uid)


def own_unit(request, uid):
    """The own village's unit; a visible one elsewhere may be read, not written (403)."""
    unit = visible_unit(request, uid)
    if unit.region_id != request.assignment.region_id:
        raise PermissionDenied
    return unit


# Further pages of an FCU, shown to whom they are open.
UNIT_PAGES = (
    ("Pengurus dan pergantiannya", "institutions:officers"),
    ("Profil: tujuan dan sasaran", "institutions:unit-profile"),
    ("Leaflet untuk warga", "institutions:unit-leaflet"),
    ("Keaktifan anggota", "institutions:activeness"),
    ("Bagan struktur", "institutions:unit-chart"),
    ("Jejaring kerja", "institutions:unit-network"),
    ("Sarana dan kelengkapan", "institutions:facility-list"),
    ("Usulan Musrenbang", "institutions:musrenbang"),
    ("Buku tamu", "institutions:guest-list"),
)


def pages_of(unit, by):
    """[(label, address)] of the pages of `unit` that this reader may open."""
    addresses = ((label, reverse(route, args=[unit.uid])) for label, route in UNIT_PAGES)
    return [(label, url) for label, url in addresses if may_open(by, url)]


class UnitDetailView(TemplateView):
    template_name = "institutions/unit_detail.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        unit = visible_unit(self.request, self.kwargs["uid"])
        with looked_up_once(unit):
            steps, buttons = road_of(unit, by=by, on=by.today), workflow.available(unit, by, by.today)
        own = unit.region_id == by.region_id
        return super().get_context_data(
            unit=unit,
            own=own,
            steps=steps,
            now=current_step(steps),
            officers=unit.current_officers(),
            members=list(unit.current_members()),
            decree=unit.decree_in_force() or unit.latest_decree(),
            groups=unit.working_groups.annotate(size=Count("members")).order_by(
                F("ended_on").desc(nulls_first=True), "-formed_on", "-id"
            ),
            may_form_group=own and unit.stage != "preparation" and by.has_perm("institutions.add_workinggroup"),
            transitions=[
                t for t in buttons if t.name != "decree" and not (t.is_danger and unit.stage != "active")
            ],
            may_change=own and by.has_perm("institutions.change_familycareunit"),
            panels=registry.panels_for("unit", self.request, unit),
            pages=pages_of(unit, by),
            **kwargs,
        )


class UnitUpdateView(FormUpdateView):
    model, form_class = FamilyCareUnit, UnitForm
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah data FCU"}

    def get_object(self, queryset=None):
        return own_unit(self.request, self.kwargs["uid"])

    def write(self, form):
        by = self.request.assignment
        return actions.save_unit(form.instance, by=by, on=by.today, fields=form.changed_data)


class OnUnit(WriteMixin, FormView):
    """A form on the own village's FCU."""

    def prepare(self):
        self.unit = self.object = own_unit(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "unit": self.unit})

    def get_cancel_url(self):
        return reverse("institutions:member-list", args=[self.unit.uid])

    get_success_url = get_cancel_url


class MemberListView(TemplateView):
    """Who belongs to an FCU, on the screen or as a list on paper (MEM-01 to MEM-03)."""

    template_name = "institutions/member_list.html"

    def get(self, request, *args, **kwargs):
        self.unit = visible_unit(request, kwargs["uid"])
        if request.GET.get("cetak") == "pdf":
            unit = self.unit
            return print_register(request, registers.MEMBERS, self.members(), region=unit.region, unit=unit)
        return super().get(request, *args, **kwargs)

    def members(self):
        posts = {term.membership_id: term.title for term in self.unit.current_officers()}
        return [{"member": m, "post": posts.get(m.pk, "")} for m in self.unit.current_members()]

    def get_context_data(self, **kwargs):
        by, unit, members = self.request.assignment, self.unit, self.members()
        former = unit.memberships.exclude(left_on=None).select_related("person", "institution")
        women = sum(1 for row in members if row["member"].person.sex == "female")
        may_change = unit.region_id == by.region_id and by.has_perm("institutions.change_membership")
        return super().get_context_data(
            unit=unit,
            members=members,
            former=former,
            women=women,
            men=len(members) - women,
            may_change=may_change,
            may_pick=may_change and unit.is_being_founded and has_participants_to_take_in(unit, by),
            **kwargs,
        )


def has_participants_to_take_in(unit, by):
    return not_members_yet(may_be_members(election_meeting(unit), by), unit).exists()


class MemberCreateView(OnUnit):
    form_class = MemberForm
    template_name = "institutions/member_form.html"
    submit_label = "Simpan anggota"
    extra_context = {"title": "Tambah anggota"}

    def get_initial(self):
        meeting = Meeting.objects.filter(region=self.unit.region, kind="formation").order_by("-held_on").first()
        day = meeting.held_on if meeting and meeting.held_on <= self.request.assignment.today else None
        return {"joined_on": day or self.request.assignment.today}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        membership = Membership(
            unit=self.unit,
            person=form.picked_person(),
            kind=data["kind"],
            institution=data["institution"],
            position=data["position"],
            category=data["category"],
            competence=data["competence"],
            committed=data["committed"],
            joined_on=data["joined_on"],
        )
        self.saved = actions.save_membership(membership, by=by, on=data["joined_on"])
        return self.unit

    def get_success_message(self, form):
        return f"{self.saved.person.name} menjadi anggota."


class MemberEndView(OnUnit):
    form_class = EndMembershipForm
    template_name = "institutions/member_end.html"
    submit_label = "Catat berhenti"

    def prepare(self):
        super().prepare()
        self.membership = get_object_or_404(self.unit.memberships.filter(left_on=None), uid=self.kwargs["member"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(membership=self.membership, **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        actions.end_membership(self.membership, by=by, on=data["left_on"], reason=data["reason"])
        return self.unit

    def get_success_message(self, form):
        return f"{self.membership.person.name} tercatat berhenti."


def election_meeting(unit):
    """The meeting in which members come together and officers are elected: the one held, else the one planned."""
    planned = Meeting.objects.filter(region=unit.region, kind="formation", stage="planned")
    return formation_meeting(unit) or planned.order_by("-held_on").first()


class ElectionView(OnUnit):
    """Candidates and results for the three posts, from and by the members."""

    form_class = CandidacyForm
    template_name = "institutions/election.html"
    submit_label = "Simpan calon"

    def prepare(self):
        super().prepare()
        self.meeting = election_meeting(self.unit)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "unit": self.unit}

    def get_initial(self):
        taken = {term.post for term in self.unit.current_officers()}
        free = [post for post in ("coordinator", "secretary", "treasurer") if post not in taken]
        return {"post": free[0] if free else "", "elected": True}

    def get_context_data(self, **kwargs):
        rows = self.unit.candidacies.select_related("membership__person", "membership__institution")
        posts = [
            {"label": label, "rows": [row for row in rows if row.post == code]}
            for code, label in Candidacy._meta.get_field("post").choices
        ]
        open_now = self.unit.is_being_founded
        return super().get_context_data(
            posts=posts,
            meeting=self.meeting,
            open_now=open_now,
            has_members=self.unit.current_members().exists(),
            complete=len(self.unit.current_officers()) == len(posts),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        self.prepare()
        if self.meeting is None:
            return refused(
                request, ["Rencanakan musyawarah pembentukan dahulu; pengurus dipilih di sana."],
                reverse("institutions:road"),
            )  # fmt: skip
        return super().post(request, *args, **kwargs)

    def write(self, form):
        by = self.request.assignment
        row = form.instance
        row.unit, row.meeting = self.unit, self.meeting
        self.saved = actions.save_candidacy(row, by=by, on=self.meeting.held_on)
        return self.unit

    def get_success_message(self, form):
        row = self.saved
        word = "terpilih sebagai" if row.elected else "tercatat sebagai calon"
        return f"{row.membership.person.name} {word} {row.get_post_display()}."

    def get_success_url(self):
        return reverse("institutions:election", args=[self.unit.uid])


class CandidacyWithdrawView(OnUnit):
    form_class = ConfirmForm
    template_name = "institutions/candidacy_withdraw.html"
    submit_label = "Hapus calon"
    success_message = "Calon dihapus dari daftar."

    def prepare(self):
        super().prepare()
        rows = self.unit.candidacies.select_related("membership__person", "unit")
        self.row = get_object_or_404(rows, uid=self.kwargs["row"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.row, **kwargs)

    def write(self, form):
        by = self.request.assignment
        actions.withdraw_candidacy(self.row, by=by, on=by.today)
        return self.unit

    def get_success_url(self):
        route = "election" if self.unit.is_being_founded else "officers"
        return reverse(f"institutions:{route}", args=[self.unit.uid])

    get_cancel_url = get_success_url


class DecreeCreateView(OnUnit):
    """Open the draft of the decree, filled with starter text."""

    form_class = ConfirmForm
    template_name = "institutions/decree_start.html"
    submit_label = "Buat draf SK"

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.unit.stage == "inactive":
            raise Http404
        return super().get(request, *args, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return document_actions.open_decree(self.unit, by=by, on=by.today)

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_cancel_url(self):
        return reverse("institutions:road")
