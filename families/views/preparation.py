"""Before the duty: consolidation, the briefing card, the success story, the action plan."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families.actions import preparation as actions
from families.actions.family import under_way
from families.forms.preparation import PlanItemForm, SessionForm, StoryForm
from families.models import ActionPlanItem, BriefingTopic, ConsolidationSession, Family, Participation
from families.views.member import Gated
from families.views.reach import pioneer_of, visible_meeting
from families.views.version import OnVersion
from fcu_project import audit, workflow
from fcu_project.views import FormCreateView, FormUpdateView
from institutions.meetings import Kind, may_keep
from institutions.models import Meeting


class ConsolidationView(OnVersion):
    """What a consolidation taught and which pioneer got which briefing; read-only once it was held."""

    form_class = SessionForm
    template_name = "families/consolidation.html"
    noun = "consolidation"
    submit_label = "Simpan pembekalan"
    success_message = "Pembekalan tersimpan. Lengkapi notulen, lalu nyatakan terlaksana."

    def prepare(self):
        by = self.request.assignment
        self.meeting = self.object = visible_meeting(self.request, self.kwargs["uid"], Kind.CONSOLIDATION)
        self.session = ConsolidationSession.objects.filter(meeting=self.meeting).first()
        self.keeps = self.meeting.keeper_id == by.region_id and may_keep(by.role, self.meeting.kind)
        if self.request.method == "POST" and not self.keeps:
            raise PermissionDenied
        self.guard(self.meeting)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "meeting": self.meeting}

    def get_initial(self):
        if self.session is None:
            return {}
        return {name: getattr(self.session, name) for name in ("materials", "other_material", "methods")}

    def get_context_data(self, **kwargs):
        rows = self.meeting.briefings.select_related("participation__representative", "topic")
        given = {}
        for row in rows.order_by("participation__family__number", "topic__number"):
            given.setdefault(row.participation.representative.name, []).append(row.topic)
        return super().get_context_data(
            meeting=self.meeting,
            session=self.session,
            given=list(given.items()),
            editable=self.keeps and self.meeting.stage == Meeting.Stage.PLANNED,
            topics=BriefingTopic.objects.all(),
            **kwargs,
        )

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        session = self.session or ConsolidationSession(meeting=self.meeting)
        session.meeting = self.meeting
        session.materials, session.methods = data["materials"], data["methods"]
        session.other_material = data["other_material"]
        actions.save_session(session, form.given(), by=by, on=by.today)
        return self.meeting


class BriefingCardView(TemplateView):
    """One pioneer's card: five briefings, story, action plan, and whether they may begin.

    LK3 and TKSK see whom they brief; the rest of the family's file is not shown here.
    """

    template_name = "families/briefing_card.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        pioneer = pioneer_of(self.request, self.kwargs["uid"])
        audit.record("briefing:view", by=by, obj=pioneer)
        briefings = {row.topic_id: row for row in pioneer.briefings.select_related("meeting")}
        own = actions.may_prepare(pioneer, by)
        is_open = pioneer.is_open and pioneer.family.archived_on is None
        return super().get_context_data(
            pioneer=pioneer,
            family=pioneer.family,
            lines=[{"topic": topic, "briefing": briefings.get(topic.pk)} for topic in BriefingTopic.objects.all()],
            plan=list(pioneer.plan_items.select_related("family")),
            may_tell=own and is_open and by.has_perm("families.decide_participation"),
            may_plan=own and is_open and by.has_perm("families.add_actionplanitem"),
            sees_file=actions.sees_preparation(pioneer, by),
            opens_family=Family.objects.visible_to(by).filter(pk=pioneer.family_id).exists(),
            transitions=[step for step in workflow.available(pioneer, by, by.today) if step.name == "consolidate"],
            **kwargs,
        )


def card_url(family):
    return reverse("families:briefing-card", args=[family.uid])


class Told(Gated):
    """Story and plan are told of a pioneer under way: the FCU, or the pioneer of their own plan, writes them."""

    def pioneer(self):
        pioneer = pioneer_of(self.request, self.kwargs["uid"])
        if not actions.may_prepare(pioneer, self.request.assignment):
            raise PermissionDenied
        self.family = pioneer.family
        under_way(pioneer)
        return pioneer

    def closed_url(self):
        return card_url(self.family)


class StoryView(Told, FormUpdateView):
    """The success story of a pioneer."""

    model, form_class = Participation, StoryForm
    success_message = "Cerita keberhasilan tersimpan."

    def get_object(self, queryset=None):
        return self.pioneer()

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Cerita keberhasilan", meta=self.object.family.called, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_story(form.instance, by=by, on=by.today)

    def get_success_url(self):
        return card_url(self.object.family)

    def get_cancel_url(self):
        return card_url(self.object.family)


class OnPlan(Told):
    """A line of a pioneer's action plan: written by the FCU, or by the pioneer of their own plan."""

    model, form_class = ActionPlanItem, PlanItemForm
    success_message = "Rencana aksi tersimpan."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "participation": self.participation}

    def write(self, form):
        by = self.request.assignment
        form.instance.participation = self.participation
        return actions.save_plan_item(form.instance, by=by, on=by.today)

    def get_success_url(self):
        return card_url(self.participation.family)

    def get_cancel_url(self):
        return card_url(self.participation.family)


class PlanItemCreateView(OnPlan, FormCreateView):
    submit_label = "Simpan baris"

    def prepare(self):
        self.object = None
        self.participation = self.pioneer()

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Tambah rencana aksi", meta=self.participation.family.called, **kwargs)


class PlanItemUpdateView(OnPlan, FormUpdateView):
    def get_object(self, queryset=None):
        self.participation = self.pioneer()
        return get_object_or_404(self.participation.plan_items, uid=self.kwargs["item"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Ubah rencana aksi", meta=self.participation.family.called, **kwargs)
