"""The families in the admin: same reach, same actions, same gates as the pages; numbers of identity masked here too.

What is filled in on one sheet (assessments, rankings, consents, briefings) is read here and written on its page.
"""

from django import forms
from django.contrib import admin

from families.actions import family as actions
from families.actions import pairing as pairing_actions
from families.models import (
    AccompanyingVisit,
    Assessment,
    Briefing,
    BriefingTopic,
    Coaching,
    CodeItem,
    Consent,
    Consultation,
    Designation,
    Family,
    FamilyMember,
    FamilyMove,
    ImportBatch,
    Indicator,
    MentoringNote,
    Need,
    NumberClash,
    Pairing,
    Participation,
    PriorityDecision,
    ProblemType,
    ProgressReport,
    Recipient,
    SelectionDecision,
)
from families.resources import BriefingTopicResource, CodeItemResource, IndicatorResource, ProblemTypeResource
from fcu_project import audit
from fcu_project.admin import ScopedAdmin
from fcu_project.forms import WithoutNumbers
from fcu_project.identity import masked
from institutions.admin import site
from institutions.admin.reference import ReferenceAdmin


@admin.register(CodeItem, site=site)
class CodeItemAdmin(ReferenceAdmin):
    resource_classes = [CodeItemResource]
    list_display = ("label", "list", "code", "order", "is_common", "is_active")
    list_filter = ("list", "is_active")
    search_fields = ("label",)


@admin.register(ProblemType, site=site)
class ProblemTypeAdmin(ReferenceAdmin):
    resource_classes = [ProblemTypeResource]
    list_display = ("name", "dimension", "is_sensitive", "order", "is_active")
    list_filter = ("dimension", "is_active")


@admin.register(Indicator, site=site)
class IndicatorAdmin(ReferenceAdmin):
    resource_classes = [IndicatorResource]
    list_display = ("code", "question", "set", "version", "scored", "is_active")
    list_filter = ("set", "version", "is_active")


@admin.register(BriefingTopic, site=site)
class BriefingTopicAdmin(ReferenceAdmin):
    resource_classes = [BriefingTopicResource]
    list_display = ("number", "name", "needs_action_plan")


class WordsForm(WithoutNumbers, forms.ModelForm):
    """No identity number is typed here among words either."""


class OfFamily(ScopedAdmin):
    """Rows of the own village's families may be written, others within reach read."""

    path = "family"
    form = WordsForm

    def has_change_permission(self, request, obj=None):
        own = obj is None or self._family(obj).region_id == request.assignment.region_id
        return own and super().has_change_permission(request, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Whoever opens a family's row leaves a trace, as on the pages."""
        row = self.get_object(request, object_id)
        if row is not None:
            audit.record(f"admin:view-{self.opts.model_name}", by=request.assignment, obj=self._family(row))
        return super().change_view(request, object_id, form_url, extra_context)

    def _family(self, obj):
        for name in filter(None, self.path.split("__")):
            obj = getattr(obj, name)
        return obj


class ReadOnly(OfFamily):
    """Written on its own page; here it is read, and moved along by the buttons of its stage where it has one."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def _offered(db_field, kwargs):
    """Kinds of problems to choose from: those that are in use and not kept secret."""
    if db_field.remote_field.model is ProblemType:
        kwargs["queryset"] = ProblemType.objects.filter(is_active=True, is_sensitive=False)
    return kwargs


@admin.register(Family, site=site)
class FamilyAdmin(OfFamily):
    """The short record of a family."""

    path = ""
    list_display = ("head_name", "number", "region", "rt", "rw", "recorded_on", "archived_on")
    list_select_related = ("region",)
    search_fields = ("search_name",)
    fields = (
        "head_name", "head_sex", "rt", "rw", "hamlet", "socio_economic", "occupation", "problems", "problem_note",
        "potential", "recorded_on",
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        """Whoever only reads gets the problems without those that are kept secret."""
        if self.has_change_permission(request, obj) if obj else self.has_add_permission(request):
            return self.fields
        return ["open_problems" if name == "problems" else name for name in self.fields]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "open_problems"]

    @admin.display(description="jenis masalah")
    def open_problems(self, obj):
        return ", ".join(problem.name for problem in obj.problems.filter(is_sensitive=False)) or "-"

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **_offered(db_field, kwargs))

    def save_row(self, request, obj, form, change):
        by, problems = request.assignment, list(form.cleaned_data["problems"])
        if change:  # what is secret was not on the screen, so leaving it out did not take it back
            problems += obj.problems.filter(is_sensitive=True)
            form.cleaned_data["problems"] = problems
            actions.save_family(obj, by=by, on=by.today, problems=problems, fields=form.changed_data)
        else:
            actions.add_candidate(obj, problems=problems, by=by, on=by.today)


@admin.register(FamilyMember, site=site)
class FamilyMemberAdmin(ReadOnly):
    list_display = ("name", "family", "relation", "sex", "birth_date", "number", "left_on")
    list_select_related = ("family", "relation")
    search_fields = ("search_name",)
    fields = (
        "family", "name", "number", "sex", "birth_place", "birth_date", "religion", "education", "occupation",
        "marital", "relation", "nationality", "left_on", "left_reason",
    )  # fmt: skip

    @admin.display(description="NIK")
    def number(self, obj):
        return masked(obj.nik) or "Belum punya NIK"


@admin.register(Participation, site=site)
class ParticipationAdmin(ReadOnly):
    """A family's way, with the buttons of its stage."""

    list_display = ("family", "role", "stage", "started_on", "designated_on", "ended_on")
    list_select_related = ("family",)
    list_filter = ("role", "stage")
    fields = (
        "family", "role", "stage", "started_on", "proposed_on", "answered_on", "designated_on", "consolidated_on",
        "on_duty_from", "ended_on", "end_reason",
    )  # fmt: skip


@admin.register(Assessment, site=site)
class AssessmentAdmin(ReadOnly):
    list_display = ("family", "set", "round", "assessed_on", "interviewer")
    list_select_related = ("family", "interviewer")
    list_filter = ("set",)
    fields = ("family", "set", "round", "assessed_on", "interviewer", "note")


@admin.register(SelectionDecision, site=site)
class SelectionDecisionAdmin(ReadOnly):
    path = "participation__family"
    list_display = ("participation", "meeting", "rank", "choice")
    list_filter = ("choice",)
    fields = ("meeting", "participation", "rank", "choice", "reason")


@admin.register(Designation, site=site)
class DesignationAdmin(ReadOnly):
    path = "participation__family"
    list_display = ("participation", "meeting", "place_kind", "method")
    fields = ("meeting", "participation", "place_kind", "method")


@admin.register(Consent, site=site)
class ConsentAdmin(ReadOnly):
    path = "participation__family"
    list_display = ("participation", "purpose", "given", "answered_on")
    list_filter = ("purpose", "given")
    fields = ("participation", "purpose", "given", "answered_on", "head_signed", "spouse_signed", "recorded_by")


@admin.register(Briefing, site=site)
class BriefingAdmin(ReadOnly):
    path = "participation__family"
    list_display = ("participation", "topic", "given_on", "recorded_by")
    list_filter = ("topic",)
    fields = ("participation", "topic", "meeting", "given_on", "recorded_by")


@admin.register(Pairing, site=site)
class PairingAdmin(ReadOnly):
    """Pairings begin here as on their page; they end there, with a reason."""

    path = "plasma__family"
    list_display = ("plasma", "pioneer", "paired_from", "paired_until")
    list_select_related = ("plasma__family", "pioneer__family")
    fields = ("pioneer", "plasma", "paired_from", "reason")

    def has_add_permission(self, request):
        return ScopedAdmin.has_add_permission(self, request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        find = {"pioneer": pairing_actions.ready_pioneers, "plasma": pairing_actions.ready_plasma}[db_field.name]
        return super().formfield_for_foreignkey(db_field, request, queryset=find(request.assignment.region), **kwargs)

    def save_row(self, request, obj, form, change):
        pairing_actions.pair(obj, by=request.assignment, on=request.assignment.today)


@admin.register(MentoringNote, site=site)
class MentoringNoteAdmin(ReadOnly):
    list_display = ("family", "held_on", "kind", "recorded_by")
    list_select_related = ("family",)
    fields = ("family", "held_on", "kind", "topic", "agreed", "next_plan", "next_on", "recorded_by")


@admin.register(Need, site=site)
class NeedAdmin(OfFamily):
    list_display = ("title", "family", "problem", "priority", "state")
    list_select_related = ("family", "problem")
    list_filter = ("state", "priority")
    fields = ("family", "title", "problem", "dimension", "priority", "needs_referral", "found_on")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **_offered(db_field, kwargs))

    def save_row(self, request, obj, form, change):
        by = request.assignment
        pairing_actions.save_need(obj, by=by, on=by.today, family=obj.family)


@admin.register(NumberClash, site=site)
class NumberClashAdmin(ReadOnly):
    path = ""
    list_display = ("__str__", "found_on", "settled_on")
    fields = ("found_on", "settled_on", "settled_note")


@admin.register(PriorityDecision, site=site)
class PriorityDecisionAdmin(ReadOnly):
    list_display = ("family", "priority", "meeting", "reason")
    list_select_related = ("family", "meeting")
    list_filter = ("priority",)
    fields = ("meeting", "family", "priority", "reason")


@admin.register(Recipient, site=site)
class RecipientAdmin(ReadOnly):
    list_display = ("family", "site", "support", "state", "collected_on")
    list_select_related = ("family", "site__region")
    list_filter = ("state",)
    fields = ("site", "family", "support", "reason", "collected_on", "state", "settled_on", "settled_reason")


@admin.register(FamilyMove, site=site)
class FamilyMoveAdmin(ReadOnly):
    """Both villages know of a move; neither opens the other's file here."""

    path = ""
    list_display = ("origin", "destination", "moved_on", "state")
    list_select_related = ("origin", "destination")
    fields = ("origin", "destination", "moved_on", "state", "answered_on", "answer")


@admin.register(ProgressReport, site=site)
class ProgressReportAdmin(ReadOnly):
    list_display = ("family", "period", "contacts", "reported_on", "recorded_by")
    list_select_related = ("family",)
    fields = ("family", "period", "contacts", "done", "obstacle", "request", "reported_on", "answer", "recorded_by")


@admin.register(Consultation, site=site)
class ConsultationAdmin(ReadOnly):
    list_display = ("family", "held_on", "topic", "institution")
    list_select_related = ("family", "institution")
    fields = ("family", "held_on", "institution", "adviser", "topic", "advice", "recorded_by")


@admin.register(Coaching, site=site)
class CoachingAdmin(ReadOnly):
    path = ""
    list_display = ("topic", "region", "group", "way", "held_on")
    list_select_related = ("region",)
    list_filter = ("group", "way")
    fields = ("group", "way", "held_on", "place", "topic", "method", "provider", "result", "recorded_by")


@admin.register(AccompanyingVisit, site=site)
class AccompanyingVisitAdmin(ReadOnly):
    path = ""
    list_display = ("region", "by_whom", "held_on", "kind", "topic")
    list_select_related = ("region",)
    list_filter = ("by_whom", "kind")
    fields = ("region", "by_whom", "held_on", "kind", "topic", "found", "agreed", "next_on", "recorded_by")


@admin.register(ImportBatch, site=site)
class ImportBatchAdmin(ReadOnly):
    """What came in as Excel: how many rows, never the rows themselves."""

    path = ""
    list_display = ("file_name", "kind", "state", "total", "saved", "uploaded_on")
    fields = ("file_name", "kind", "state", "total", "ready", "wrong", "known", "saved", "uploaded_on", "recorded_by")
