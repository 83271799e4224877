"""Meetings: list, plan, participants, minutes, decisions, letters."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import files, registry, workflow
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import registers, resources
from institutions.actions import document as document_actions
from institutions.actions import meeting as actions
from institutions.documents import invitation_message
from institutions.forms.meeting import (
    ConfirmForm,
    DecisionForm,
    MeetingForm,
    MinutesForm,
)
from institutions.meetings import (
    FOUNDING,
    KINDS,
    Element,
    Kind,
    default_agenda,
    kinds_for,
    may_host,
    may_keep,
    may_read_results,
)
from institutions.models import Attendance, Decision, FamilyCareUnit, Meeting
from institutions.open_decisions import still_open
from institutions.reach import reaches
from institutions.stages import board_after
from institutions.views.listing import KeyedListView
from institutions.workflow.meeting import gates_for

MOST_OPEN = 10  # decisions of earlier meetings shown beside the form of the next


class MeetingListView(KeyedListView):
    """Own meetings and those held above, the latest first."""

    template_name = "institutions/meeting_list.html"
    columns, export_name = resources.MEETINGS, "Rapat"
    order = ("held_on", "id")
    descending = True
    register, year_field = registers.MINUTES, "held_on"

    def get_queryset(self):
        return Meeting.objects.visible_to(self.request.assignment).select_related("region", "keeper")

    def register_rows(self):
        """The meetings that the own office hosted and held; those it wrote down for others stand in their books."""
        by = self.request.assignment
        hosted = [kind for kind in Kind if may_host(by.role, kind)]
        rows = self.narrowed().filter(keeper=by.region, kind__in=hosted, stage=Meeting.Stage.HELD)
        return registers.with_minutes(rows).order_by(*self.order)


class MeetingKindView(TemplateView):
    """Which meeting is it? Own kinds first, then those recorded from paper for others."""

    template_name = "institutions/meeting_kinds.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        rows = [
            {"kind": kind, "label": kind.label, "rule": KINDS[kind], "own": may_host(by.role, kind)}
            for kind in kinds_for(by.role)
        ]
        return super().get_context_data(
            own=[r for r in rows if r["own"]], others=[r for r in rows if not r["own"]], **kwargs
        )


class MeetingCreateView(FormCreateView):
    model, form_class = Meeting, MeetingForm
    template_name = "institutions/meeting_form.html"

    def prepare(self):
        self.object = None
        try:
            self.kind = Kind(self.kwargs["kind"])
        except ValueError as error:
            raise Http404 from error
        if not may_keep(self.request.assignment.role, self.kind):
            raise PermissionDenied

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        instance = kwargs.get("instance") or Meeting(kind=self.kind)
        return {**kwargs, "instance": instance, "kind": self.kind}

    def get_initial(self):
        return {"agenda": default_agenda(self.kind)} if self.object is None else {}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        return super().get_context_data(
            kind=self.kind,
            rule=KINDS[self.kind],
            on_behalf=not may_host(by.role, self.kind),
            still_open=list(still_open(by, self.kind)[:MOST_OPEN]) if KINDS[self.kind].decides else [],
            **kwargs,
        )

    def write(self, form):
        by = self.request.assignment
        meeting = form.instance
        if form.cleaned_data.get("scan"):
            meeting.paper_scan = files.store_scan(form.cleaned_data["scan"], by=by)
        return actions.save_meeting(meeting, by=by, on=by.today, also=form.cleaned_data.get("also", ()))

    def get_success_message(self, form):
        if self.object.told_by_paper:
            return "Pertemuan tersimpan. Periksa, lalu nyatakan terlaksana."
        return "Pertemuan tersimpan. Lanjutkan dengan daftar peserta."

    def get_cancel_url(self):
        return self.object.get_absolute_url() if self.object else reverse("institutions:meeting-list")


class MeetingUpdateView(MeetingCreateView):
    def prepare(self):
        self.object = kept_meeting(self.request, self.kwargs["uid"])
        self.kind = Kind(self.object.kind)

    def get_success_message(self, form):
        return "Perubahan tersimpan."


def visible_meeting(request, uid):
    rows = Meeting.objects.visible_to(request.assignment).select_related("region", "keeper", "leader", "note_taker")
    return get_object_or_404(rows, uid=uid)


def kept_meeting(request, uid):
    """A meeting of the own office; others that are visible may be read, not written (403)."""
    meeting = visible_meeting(request, uid)
    if meeting.keeper_id != request.assignment.region_id or not may_keep(request.assignment.role, meeting.kind):
        raise PermissionDenied
    return meeting


class MeetingDetailView(TemplateView):
    """One meeting: facts, participants, results, letters, what still closes it."""

    template_name = "institutions/meeting_detail.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        meeting = visible_meeting(self.request, self.kwargs["uid"])
        attendances = Attendance.objects.visible_to(by).filter(meeting=meeting)
        attendances = list(attendances.select_related("person", "institution"))
        own = meeting.keeper_id == by.region_id and may_keep(by.role, meeting.kind)
        counts = meeting.present_counts()
        women, men = counts.pop(None)
        elements = [(Element(code).label, w, m) for code, (w, m) in counts.items()]
        sees_people = by.has_perm("institutions.view_attendance") and reaches(by, Attendance, meeting.keeper.code)
        sees_results = sees_people and may_read_results(by, meeting)
        decisions = list(Decision.objects.visible_to(by).filter(meeting=meeting)) if sees_results else []
        reasons = reasons_given(meeting) if sees_results else []
        is_ahead = meeting.stage == Meeting.Stage.PLANNED and meeting.held_on >= by.today
        letters = list(meeting.documents.visible_to(by).exclude(stage="cancelled"))
        return super().get_context_data(
            meeting=meeting,
            rule=meeting.rule,
            also_held=[Kind(kind).label for kind in meeting.also_held],
            own=own,
            road_url=way_on(meeting, by) if own else "",
            board_url=board_after(meeting, by) if own else "",
            editable=own and meeting.stage == Meeting.Stage.PLANNED,
            attendances=attendances,
            sees_people=sees_people,
            sees_results=sees_results,
            women=women,
            men=men,
            total=women + men,
            elements=elements,
            decisions=decisions,
            gates=gates_for(meeting, by.today) if own and meeting.stage == Meeting.Stage.PLANNED else [],
            reasons=reasons,
            shows_result=bool(not meeting.told_by_paper or meeting.minutes or decisions or reasons),
            transitions=workflow.available(meeting, by, by.today),
            panels=registry.panels_for("meeting", self.request, meeting),
            letters=letters,
            letter_kinds=letters_to_open(meeting, letters),
            share_url=share_url(meeting) if own and is_ahead and not meeting.told_by_paper else "",
            may_open_letters=own and by.has_perm("institutions.add_issueddocument"),
            **kwargs,
        )


def share_url(meeting):
    """The invitation as a WhatsApp message to send on."""
    return f"https://wa.me/?text={quote(invitation_message(meeting))}"


def way_on(meeting, by):
    """Where a village goes on once a meeting of its founding was held: back on its road, until the FCU is active."""
    if meeting.stage != Meeting.Stage.HELD or meeting.kind not in FOUNDING or by.level != "village":
        return ""
    active = FamilyCareUnit.objects.filter(region=by.region, stage=FamilyCareUnit.Stage.ACTIVE)
    return "" if active.exists() else reverse("institutions:road")


def letters_to_open(meeting, letters):
    """[(kind, button)] of letters that this meeting does not have yet."""
    have = {letter.kind for letter in letters}
    offered = (("invitation", "Buat undangan"), ("record", "Buat berita acara"))
    return [(kind, label) for kind, label in offered if kind not in have and not meeting.from_paper]


def reasons_given(meeting):
    """[(gate label, written reason)] of the warnings this meeting passed with a reason."""
    written = workflow.reasons_of(meeting)
    gates = {g.name: g.label for t in workflow.transitions_of(Meeting) for g in t.gates}
    return [(gates.get(name, name), text) for name, text in written.items()]


class MinutesView(FormUpdateView):
    model, form_class = Meeting, MinutesForm
    template_name = "institutions/minutes_form.html"
    success_message = "Notulen tersimpan."

    def get_object(self, queryset=None):
        return kept_meeting(self.request, self.kwargs["uid"])

    def write(self, form):
        by = self.request.assignment
        return actions.save_minutes(form.instance, by=by, on=by.today)


class OnMeeting(WriteMixin, FormView):
    """A form on a meeting of the own office."""

    def prepare(self):
        self.meeting = self.object = kept_meeting(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(meeting=self.meeting, **kwargs)

    def get_cancel_url(self):
        return self.meeting.get_absolute_url()

    def get_success_url(self):
        return self.meeting.get_absolute_url()


class DecisionCreateView(OnMeeting):
    form_class = DecisionForm
    template_name = "institutions/decision_form.html"
    submit_label = "Simpan keputusan"
    success_message = "Keputusan tersimpan."

    def write(self, form):
        by = self.request.assignment
        form.instance.meeting = self.meeting
        actions.add_decision(form.instance, by=by, on=by.today)
        return self.meeting


class OpenLetterView(OnMeeting):
    """Open (or find) the invitation or the record of a meeting."""

    form_class = ConfirmForm
    template_name = "institutions/attendance.html"

    def prepare(self):
        super().prepare()
        if self.kwargs["kind"] not in ("invitation", "record"):
            raise Http404

    def write(self, form):
        by = self.request.assignment
        return document_actions.open_letter(self.meeting, self.kwargs["kind"], by=by, on=by.today)

    def get_success_url(self):
        return self.object.get_absolute_url()


class MeetingPaperView(TemplateView):
    """The scanned paper of a meeting that was recorded for another host."""

    def get(self, request, *args, **kwargs):
        meeting = visible_meeting(request, self.kwargs["uid"])
        by = request.assignment
        if not meeting.paper_scan_id or not reaches(by, Attendance, meeting.keeper.code):
            raise Http404
        if not may_read_results(by, meeting):
            raise PermissionDenied
        return files.respond(meeting.paper_scan)
