"""Coaching sessions, consultations, and the recap of who follows them (MEN-04, MEN-07)."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from families import counts, registers, resources
from families.actions import coaching as actions
from families.actions.family import not_archived
from families.documents.coaching import COACHING_TEMPLATE, coaching_facts
from families.forms.coaching import CoachingForm, ConsultationForm
from families.models import Coaching, Consultation, Family, Participation, Role
from families.recap import followed, quarter_of, quarters
from families.views.member import Gated
from families.views.reach import own_family
from fcu_project import audit
from fcu_project.views import FormCreateView, FormUpdateView
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView
from institutions.views.sheet import SheetView

Group = Coaching.Group


class CoachingListView(KeyedListView):
    """Sessions for pioneers, and for plasma families by pioneers, the latest first."""

    template_name = "families/coaching_list.html"
    columns, export_name = resources.COACHINGS, "Pembinaan keluarga"
    register = registers.COACHINGS
    order = ("held_on", "id")
    descending = True
    year_field = "held_on"

    def get_queryset(self):
        rows = Coaching.objects.visible_to(self.request.assignment).select_related("region", "coach__family")
        rows = rows.annotate(asked=Count("attendances"), came=Count("attendances", filter=Q(attendances__present=True)))
        group = self.request.GET.get("untuk", "")
        return rows.filter(group=group) if group in Group.values else rows

    def register_rows(self):
        """The rekap tells what was done: a session that is only planned stands on the screen."""
        return super().register_rows().filter(came__gt=0)

    def get_context_data(self, **kwargs):
        by, group = self.request.assignment, self.request.GET.get("untuk", "")
        chips = [{"label": "Semua", "url": "?", "current": group not in Group.values}]
        chips += [
            {"label": label, "url": f"?untuk={value}", "current": group == value} for value, label in Group.choices
        ]
        return super().get_context_data(
            chips=chips,
            today=by.today,
            may_add=by.level == VILLAGE and by.has_perm("families.add_coaching"),
            names_villages=by.level != VILLAGE,
            **kwargs,
        )


def visible_coaching(request, uid):
    rows = Coaching.objects.visible_to(request.assignment).select_related("region", "coach__family")
    return get_object_or_404(rows, uid=uid)


class CoachingView(SheetView):
    """One session: what was taught, who was asked, who came; on paper the list to sign."""

    template_name = "families/coaching.html"
    name, paper_template = "Daftar hadir pembinaan", COACHING_TEMPLATE

    def find_region(self, request, uid):
        self.coaching = self.printed_row = visible_coaching(request, uid)
        return self.coaching.region

    def paper_facts(self, paper):
        return coaching_facts(self.coaching, paper, self.request.assignment.today)

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, self.coaching
        audit.record("coaching:view", by=by, obj=row)
        lines = list(row.attendances.select_related("participation__family"))
        return super().get_context_data(
            coaching=row,
            is_planned=actions.is_planned(row, by.today),
            lines=lines,
            came=sum(line.present for line in lines),
            women=sum(line.women for line in lines),
            men=sum(line.men for line in lines),
            may_change=row.region_id == by.region_id and by.has_perm("families.change_coaching"),
            **kwargs,
        )


class OnCoaching:
    """The form of a session."""

    model, form_class = Coaching, CoachingForm
    title = ""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "group": self.group}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, meta=Group(self.group).label, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_coaching(form.instance, form.asked(), by=by, on=by.today)

    def get_success_url(self):
        return reverse("families:coaching", args=[self.object.uid])


class CoachingCreateView(OnCoaching, FormCreateView):
    submit_label = "Simpan pembinaan"
    title = "Catat pembinaan"

    def prepare(self):
        self.object, self.group = None, self.kwargs["group"]
        if self.group not in Group.values:
            raise Http404
        if self.request.assignment.level != VILLAGE:
            raise PermissionDenied

    def get_initial(self):
        return {"held_on": self.request.assignment.today, "way": Coaching._meta.get_field("way").default}

    def get_success_message(self, form):
        if actions.is_planned(self.object, self.request.assignment.today):
            return "Rencana pembinaan tercatat. Daftar hadirnya sudah bisa dicetak."
        return "Pembinaan tercatat."

    def get_cancel_url(self):
        return reverse("families:coaching-list")


class CoachingUpdateView(OnCoaching, FormUpdateView):
    success_message = "Perubahan tersimpan."
    title = "Ubah pembinaan"

    def get_object(self, queryset=None):
        row = visible_coaching(self.request, self.kwargs["uid"])
        if row.region_id != self.request.assignment.region_id:
            raise PermissionDenied
        self.group = row.group
        return row

    get_cancel_url = OnCoaching.get_success_url


# --- consultations ----------------------------------------------------------------------------------------------------
class OnConsultation(Gated):
    """The form of a consultation of one family of the own village."""

    model, form_class = Consultation, ConsultationForm
    title = ""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "family": self.family}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, meta=self.family.called, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_consultation(form.instance, by=by, on=by.today)

    def get_success_url(self):
        return reverse("families:empowerment", args=[self.family.uid])

    get_cancel_url = get_success_url


class ConsultationCreateView(OnConsultation, FormCreateView):
    submit_label = "Simpan konsultasi"
    success_message = "Konsultasi tercatat."
    title = "Catat konsultasi"

    def prepare(self):
        self.object = None
        self.family = own_family(self.request, self.kwargs["uid"])
        not_archived(self.family)

    def get_initial(self):
        return {"held_on": self.request.assignment.today}


class ConsultationUpdateView(OnConsultation, FormUpdateView):
    success_message = "Perubahan tersimpan."
    title = "Ubah konsultasi"

    def get_object(self, queryset=None):
        rows = Consultation.objects.visible_to(self.request.assignment).select_related("family__region")
        row = get_object_or_404(rows, uid=self.kwargs["uid"])
        self.family = row.family
        if row.family.region_id != self.request.assignment.region_id:
            raise PermissionDenied
        not_archived(row.family)
        return row


# --- who follows ------------------------------------------------------------------------------------------------------
class MentoringRecapView(KeyedListView):
    """Who follows coaching and consults, family by family, and the sums of a quarter (III.A.7.2(1, 3))."""

    template_name = "families/mentoring_recap.html"
    export_name = "Rekap pembinaan dan konsultasi"
    columns = resources.FOLLOWED

    @property
    def register(self):
        """The recap of this quarter, named by it."""
        title = f"{registers.FOLLOWED.title} {self.span[3]}"
        return replace(registers.FOLLOWED, heading=lambda region: title)

    @property
    def span(self):
        return quarter_of(self.request.GET.get("triwulan", ""), self.request.assignment.today)

    @property
    def role(self):
        return Role.PIONEER if self.request.GET.get("peran") == "pionir" else Role.PLASMA

    def get_queryset(self):
        _, since, until, _ = self.span
        rows = Participation.objects.visible_to(self.request.assignment)
        rows = followed(rows, self.role, since, until).select_related("family__region")
        if self.request.GET.get("ikut") == "belum":
            return rows.filter(came=0, consulted=0)
        return rows

    def get_context_data(self, **kwargs):
        by, (code, since, until, label) = self.request.assignment, self.span
        kept = f"triwulan={code}"
        told = counts.mentoring(by.region, since, until)
        role = "pionir" if self.role == Role.PIONEER else "dampingan"
        behind = self.request.GET.get("ikut") == "belum"
        chips = [
            {"label": "Keluarga dampingan", "url": f"?{kept}", "current": role == "dampingan" and not behind},
            {"label": "Keluarga pionir", "url": f"?{kept}&peran=pionir", "current": role == "pionir" and not behind},
            {"label": "Belum mengikuti", "url": f"?{kept}&peran={role}&ikut=belum", "current": behind},
        ]
        return super().get_context_data(
            sums=[(counts.MENTORING_WORDS[name], number) for name, number in told.items()],
            label=label,
            code=code,
            quarters=quarters(by.today),
            chips=chips,
            is_pioneers=role == "pionir",
            names_villages=by.level != VILLAGE,
            opens=by.has_perm("families.view_actionplanitem") and Family.objects.visible_to(by).exists(),
            **kwargs,
        )
