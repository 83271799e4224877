"""The PSKS team of a village: list, one team, its members, its recognition (II.F.7, II.F.8.1)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import files, workflow
from fcu_project.models import GateReason
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import registers, resources
from institutions.actions import team as actions
from institutions.documents.psks import TEAM_TEMPLATE, team_facts
from institutions.forms.team import (
    MemberEndForm,
    RecognitionForm,
    TeamForm,
    TeamMemberForm,
    TeamMemberUpdateForm,
)
from institutions.models import PsksTeam, TeamMember
from institutions.views.letter import letters_about
from institutions.views.listing import KeyedListView
from institutions.views.sheet import SheetView, own_row


class TeamListView(KeyedListView):
    """Teams within reach, those that ended too."""

    template_name = "institutions/team_list.html"
    columns, export_name = resources.TEAMS, "Tim-PSKS"
    register = registers.TEAMS

    def get_queryset(self):
        return PsksTeam.objects.visible_to(self.request.assignment).select_related("region__parent")

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        may = by.level == "village" and by.has_perm("institutions.add_psksteam")
        return super().get_context_data(may_form=may and PsksTeam.of(by.region) is None, **kwargs)


def visible_team(request, uid):
    return get_object_or_404(PsksTeam.objects.visible_to(request.assignment).select_related("region"), uid=uid)


class TeamView(SheetView):
    """One team, on the screen and on paper (STG-07, STG-08)."""

    template_name = "institutions/team.html"
    name, paper_template = "Susunan tim PSKS", TEAM_TEMPLATE

    def find_region(self, request, uid):
        self.team = visible_team(request, uid)
        return self.team.region

    def paper_facts(self, paper):
        return team_facts(self.team, paper)

    def get_context_data(self, **kwargs):
        by, team = self.request.assignment, self.team
        alive = team.stage != PsksTeam.Stage.ENDED
        may = team.region_id == by.region_id and by.has_perm("institutions.change_teammember")
        return super().get_context_data(
            team=team,
            members=team.current_members(),
            former=list(team.members.exclude(valid_until=None).select_related("person").order_by("-valid_until")),
            may_change=may and alive,
            transitions=workflow.available(team, by, by.today),
            ended=GateReason.objects.filter(object_uid=team.uid, gate="end").first(),
            office=letters_about(by, "team", team, writes=alive and team.region_id == by.region_id),
            **kwargs,
        )


class TeamCreateView(FormCreateView):
    model, form_class = PsksTeam, TeamForm
    submit_label, success_message = "Bentuk tim", "Tim terbentuk. Lanjutkan dengan anggotanya."
    extra_context = {
        "title": "Bentuk tim PSKS",
        "intro": "Tim PSKS berdiri di samping FCU: pengurusnya Ketua, Sekretaris, dan Bendahara.",
    }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.request.assignment.region
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.form_team(form.instance, by=by, on=by.today)

    def get_cancel_url(self):
        return reverse("institutions:team-list")


class OnTeam(WriteMixin, FormView):
    """A form on the own village's team."""

    template_name = "form.html"

    def prepare(self):
        self.team = self.object = own_row(visible_team(self.request, self.kwargs["uid"]), self.request.assignment)

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_success_url(self):
        return self.team.get_absolute_url()

    get_cancel_url = get_success_url


class TeamMemberCreateView(OnTeam):
    form_class = TeamMemberForm
    submit_label = "Simpan anggota"
    extra_context = {"title": "Tambah anggota tim PSKS"}

    def get_initial(self):
        taken = set(self.team.members.filter(valid_until=None).values_list("post", flat=True))
        free = [post for post in TeamMember.Post.values if post not in taken or post == TeamMember.Post.MEMBER]
        return {"valid_from": self.team.formed_on, "post": free[0]}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        facts = {name: data[name] for name in ("institution", "post", "is_coordinator", "task", "valid_from")}
        row = TeamMember(team=self.team, person=form.picked_person(), **facts)
        self.saved = actions.save_member(row, by=by, on=data["valid_from"])
        return self.team

    def get_success_message(self, form):
        return f"{self.saved.person.name} masuk tim sebagai {self.saved.get_post_display()}."


def member_of_own_team(request, uid, row):
    team = own_row(visible_team(request, uid), request.assignment)
    found = get_object_or_404(team.members.filter(valid_until=None).select_related("person"), uid=row)
    found.team = team
    return team, found


class TeamMemberUpdateView(FormUpdateView):
    model, form_class = TeamMember, TeamMemberUpdateForm
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        self.team, row = member_of_own_team(self.request, self.kwargs["uid"], self.kwargs["row"])
        return row

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"Jabatan dan tugas {self.object.person.name}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_member(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_success_url(self):
        return self.team.get_absolute_url()

    get_cancel_url = get_success_url


class TeamMemberEndView(OnTeam):
    form_class = MemberEndForm
    submit_label, success_message = "Catat berhenti", "Tercatat. Orangnya tetap ada di riwayat tim."

    def prepare(self):
        self.team, self.row = member_of_own_team(self.request, self.kwargs["uid"], self.kwargs["row"])
        self.object = self.row

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"{self.row.person.name} berhenti dari tim", **kwargs)

    def get_initial(self):
        return {"valid_until": self.request.assignment.today}

    def write(self, form):
        return actions.end_member(self.row, by=self.request.assignment, on=form.cleaned_data["valid_until"])


class TeamRecogniseView(OnTeam):
    """The letter of recognition: by the village's head, or recorded from the signed paper."""

    form_class = RecognitionForm
    template_name = "institutions/team_recognise.html"
    submit_label, success_message = "Catat pengakuan", "Tim tercatat diakui."

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.team.stage != PsksTeam.Stage.FORMED:
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"dated_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        button = next((b for b in workflow.available(self.team, by, by.today) if b.name == "recognise"), None)
        return super().get_context_data(team=self.team, gates=button.gates if button else [], **kwargs)

    def write(self, form):
        data = form.cleaned_data
        facts = {name: data[name] for name in ("number", "dated_on", "scan")}
        return actions.recognise(self.team, by=self.request.assignment, **facts)


class TeamPaperView(TemplateView):
    """The scanned letter of recognition."""

    def get(self, request, *args, **kwargs):
        team = visible_team(request, self.kwargs["uid"])
        if not team.paper_scan_id:
            raise Http404
        return files.respond(team.paper_scan)
