"""What the parties did of their duties: the list, one note, writing it down, withdrawing it."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from fcu_project import files, registry
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import registers, resources
from institutions.actions import activity as actions
from institutions.documents.duty import ACTIVITY_TEMPLATE, activity_facts
from institutions.duties import Actor, actors_for, is_actor, may_log
from institutions.forms.activity import ActivityForm, WithdrawForm
from institutions.models import Activity, Duty, Meeting, Membership, PlanItem
from institutions.views.listing import KeyedListView, uid_of
from institutions.views.sheet import SheetView

# The tips of the guide for working together (II.E).
TIPS = (
    "Jangan hanya mengerjakan tugas lembaga sendiri.",
    "Setiap lembaga saling terhubung, seperti sarang laba-laba.",
    "Perhatikan prosesnya, bukan hanya hasil akhirnya.",
    "Ada fasilitator yang menjaga kegiatan tetap lancar dan sinkron.",
    "Menyeluruh: masyarakat dan keluarga diberdayakan bersama.",
    "Terkoordinasi: setiap lembaga ikut menurut tugas pokoknya.",
)
SHORTEST_YEAR, LONGEST_YEAR = 2000, 2100


def year_of(request):
    """The year asked for in the address, or None."""
    text = request.GET.get("tahun", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if SHORTEST_YEAR <= year <= LONGEST_YEAR else None


class ActivityListView(KeyedListView):
    """All notes within reach, the latest first."""

    template_name = "institutions/activity_list.html"
    columns, export_name = resources.ACTIVITIES, "Kegiatan"
    register = registers.ACTIVITIES
    order = ("done_on", "id")
    descending = True

    def get_queryset(self):
        rows = Activity.objects.visible_to(self.request.assignment)
        rows = rows.select_related("duty", "region", "membership__person", "facilitator").prefetch_related("partners")
        wanted = self.request.GET.get("cari", "").replace("\0", "").strip()
        if wanted:
            rows = rows.filter(Q(title__icontains=wanted) | Q(duty__text__icontains=wanted))
        actor = self.request.GET.get("pelaku", "")
        if actor in Actor.values:
            rows = rows.filter(duty__actor=actor)
        member = self.request.GET.get("anggota", "")
        if member:
            rows = rows.filter(membership__in=Membership.objects.filter(uid=uid_of(member)))
        year = year_of(self.request)
        return rows.filter(done_on__year=year) if year else rows

    def get_context_data(self, **kwargs):
        actor, kept = self.request.GET.get("pelaku", ""), self.request.GET.copy()
        kept.pop("setelah", None)
        chips = []
        for value, label in (("", "Semua"), *Actor.choices):
            kept["pelaku"] = value
            chips.append({"label": label, "url": f"?{kept.urlencode()}", "current": actor == value})
        may_add = bool(actors_for(self.request.assignment.role))
        return super().get_context_data(chips=chips, may_add=may_add, **kwargs)


class DutyChoiceView(TemplateView):
    """Which duty was it? The own ones first, then those of parties for whom this role writes from paper."""

    template_name = "institutions/duty_choice.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        actors = actors_for(by.role)
        if not actors:
            raise PermissionDenied
        duties = {}
        for duty in Duty.objects.filter(actor__in=actors, is_active=True).order_by("order"):
            duties.setdefault(duty.actor, []).append(duty)
        groups = [
            {"label": actor.label, "own": is_actor(by.role, actor), "duties": duties.get(actor, [])}
            for actor in actors
        ]
        asked = {name: self.request.GET.get(name, "") for name in ("rapat", "rencana")}
        kept = urlencode({name: uid_of(uid) for name, uid in asked.items() if uid})
        return super().get_context_data(groups=groups, query=f"?{kept}" if kept else "", **kwargs)


class OnActivity:
    """The form of one note."""

    model, form_class = Activity, ActivityForm
    template_name = "institutions/activity_form.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "duty": self.duty}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.duty = self.duty
        if self.meeting is not None:
            form.instance.meeting = self.meeting
        return form

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        return super().get_context_data(
            duty=self.duty,
            actor=Actor(self.duty.actor),
            tips=TIPS if self.duty.is_joint else (),
            on_behalf=not is_actor(by.role, self.duty.actor),
            **kwargs,
        )

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.save_activity(
            form.instance, list(data.get("partners") or ()), by=by, on=by.today, scan=data.get("scan")
        )


class ActivityCreateView(OnActivity, FormCreateView):
    success_message = "Kegiatan tercatat."
    extra_context = {"title": "Catat kegiatan"}

    def prepare(self):
        self.object, self.meeting, by = None, None, self.request.assignment
        self.duty = get_object_or_404(Duty, code=self.kwargs["code"], is_active=True)
        if not may_log(by.role, self.duty.actor):
            raise PermissionDenied
        wanted = self.request.GET.get("rapat", "")
        if wanted:
            self.meeting = get_object_or_404(Meeting.objects.visible_to(by), uid=uid_of(wanted))

    def get_initial(self):
        by = self.request.assignment
        initial = {"done_on": by.today, "region": by.region_id}
        if self.meeting is not None:
            initial |= {"title": f"{self.meeting.get_kind_display()}"[:160], "region": self.meeting.region_id}
        planned = self.request.GET.get("rencana", "")
        if planned:
            item = get_object_or_404(PlanItem.objects.visible_to(by), uid=uid_of(planned))
            initial |= {"title": item.what[:160], "plan_item": item.pk}
        return initial

    def get_cancel_url(self):
        return self.meeting.get_absolute_url() if self.meeting else reverse("institutions:duty-choice")


def visible_activity(request, uid):
    rows = Activity.objects.visible_to(request.assignment)
    rows = rows.select_related("duty", "region", "keeper", "membership__person", "membership__unit", "facilitator",
                               "meeting", "plan_item__plan")  # fmt: skip
    return get_object_or_404(rows, uid=uid)


class ActivityDetailView(SheetView):
    """One note, on the screen and on paper (FCU-09)."""

    template_name = "institutions/activity_detail.html"
    name, paper_template = "Catatan kegiatan", ACTIVITY_TEMPLATE

    def find_region(self, request, uid):
        self.activity = visible_activity(request, uid)
        return self.activity.region

    def paper_facts(self, paper):
        partners = list(self.activity.partners.order_by("name").values_list("name", flat=True))
        return activity_facts(self.activity, partners, paper)

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, self.activity
        return super().get_context_data(
            activity=row,
            actor=Actor(row.duty.actor),
            partners=list(row.partners.order_by("name")),
            may_change=row.withdrawn_on is None and actions.may_change(row, by),
            panels=registry.panels_for("activity", self.request, row),
            **kwargs,
        )


class ActivityUpdateView(OnActivity, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah catatan kegiatan"}
    meeting = None

    def get_object(self, queryset=None):
        row = visible_activity(self.request, self.kwargs["uid"])
        if row.withdrawn_on or not actions.may_change(row, self.request.assignment):
            raise PermissionDenied
        self.duty = row.duty
        return row

    def get_cancel_url(self):
        return self.object.get_absolute_url()


class ActivityWithdrawView(WriteMixin, FormView):
    """Strike a note out: it stays readable and counts no more."""

    form_class = WithdrawForm
    template_name = "institutions/activity_withdraw.html"
    submit_label, success_message = "Batalkan catatan", "Catatan dibatalkan."

    def prepare(self):
        self.object = visible_activity(self.request, self.kwargs["uid"])
        if self.object.withdrawn_on or not actions.may_change(self.object, self.request.assignment):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(activity=self.object, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.withdraw_activity(self.object, by=by, on=by.today, reason=form.cleaned_data["reason"])

    def get_success_url(self):
        return self.object.get_absolute_url()

    get_cancel_url = get_success_url


class ActivityPaperView(View):
    """The scan that proves it, for whoever may read the note."""

    def get(self, request, uid):
        row = visible_activity(request, uid)
        if row.paper_scan_id is None:
            raise Http404
        return files.respond(row.paper_scan)
