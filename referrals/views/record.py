"""One record of help: chosen by kind, written down, mended, taken back, its step done, its families, its papers."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View

from families.models import Family
from families.views.member import Gated
from fcu_project import audit, files
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.forms.activity import WithdrawForm
from institutions.models import PlanItem
from institutions.models.person import fold
from institutions.roles import VILLAGE
from institutions.views.listing import uid_of
from institutions.views.sheet import PaperView
from referrals.actions import record as actions
from referrals.documents.record import RECORD_TEMPLATE, record_facts
from referrals.forms.record import FamiliesForm, RecordForm, StepDoneForm
from referrals.kinds import MEANING_OF, WORK_OF, Kind, kinds_for
from referrals.models import ServiceRecord
from referrals.served import ROLES, counts_of, families_of, role_on
from referrals.views.reach import Prepared

# What "Catat lagi seperti ini" carries over: not the days, not who came, not what it brought.
CARRIED = (
    "form", "topic", "sector", "audience", "target_body", "region", "place", "story", "local_wisdom", "source",
)  # fmt: skip
MOST_FOUND = 100  # candidates that one search shows


def visible_record(request, uid):
    rows = ServiceRecord.objects.visible_to(request.assignment)
    rows = rows.select_related("region__parent", "keeper", "meeting", "plan_item__plan", "photo")
    return get_object_or_404(rows, uid=uid)


def may_write(by):
    """Whether this office writes down any kind of help."""
    return by.has_perm("referrals.add_servicerecord") and bool(kinds_for(by))


class RecordView(TemplateView):
    """One record; its families by name only for who may read families."""

    template_name = "referrals/record.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        row = visible_record(self.request, kwargs["uid"])
        changes = row.withdrawn_on is None and actions.may_change(row, by)
        families = families_of(row, by)
        if families:
            audit.record("record:families-read", by=by, obj=row)
        return super().get_context_data(
            row=row,
            partners=list(row.partners.order_by("name")),
            families=families,
            counts=[(label, number) for role, label in ROLES.items() if (number := counts_of(row)[role])],
            may_change=changes,
            may_choose=changes and actions.names_families(row),
            may_finish=changes and not actions.no_open_step(row),
            may_copy=may_write(by) and row.kind in kinds_for(by),
            is_late=bool(row.next_on and row.next_done_on is None and row.next_on < by.today),
            **kwargs,
        )


class KindChoiceView(TemplateView):
    """What was done? The kinds of this office; those that fit the row of the plan first."""

    template_name = "referrals/record_kind.html"

    def get_context_data(self, **kwargs):
        by, planned = self.request.assignment, planned_row(self.request)
        kept = {"rencana": planned.uid} if planned else {}
        kinds = sorted(kinds_for(by), key=lambda kind: bool(planned) and WORK_OF[kind] != planned.kind)
        lines = [
            {"label": kind.label, "why": MEANING_OF[kind], "url": f"?{urlencode({'jenis': kind.value, **kept})}"}
            for kind in kinds
        ]
        return super().get_context_data(lines=lines, planned=planned, **kwargs)


def planned_row(request):
    """The row of a plan that `?rencana=` names, within reach; None without one. Raises Http404 for any other."""
    asked = request.GET.get("rencana", "")
    rows = PlanItem.objects.visible_to(request.assignment).select_related("plan")
    return get_object_or_404(rows, uid=uid_of(asked)) if asked else None


class OnRecord(Gated):
    """A form about one record; what is closed says why and leads back."""

    def closed_url(self):
        return self.object.get_absolute_url()

    get_cancel_url = closed_url

    def own_record(self):
        """The record of the address, for the office that wrote it down. Raises Http404, PermissionDenied."""
        self.object = row = visible_record(self.request, self.kwargs["uid"])
        if not actions.may_change(row, self.request.assignment):
            raise PermissionDenied
        if row.withdrawn_on and self.request.method == "GET":  # what was typed meanwhile comes back with the reason
            raise TransitionRefused([actions.WITHDRAWN])
        return row


class RecordFormMixin:
    model, form_class = ServiceRecord, RecordForm
    template_name = "referrals/record_form.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kind": self.kind}

    def get_context_data(self, **kwargs):
        return super().get_context_data(kind=Kind(self.kind), meaning=MEANING_OF[self.kind], **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.save_record(
            form.instance, list(data.get("partners") or ()), photo=data.get("photo_file"), fields=form.changed_data,
            by=by, on=by.today,
        )  # fmt: skip

    def get_success_message(self, form):
        shared = self.request.assignment.level == VILLAGE  # an FCU works together with others
        if shared and "partners" in form.fields and not form.cleaned_data["partners"]:
            return "Tersimpan, tetapi belum ada lembaga yang terlibat. Bila ada, tambahkan lewat Ubah."
        return self.success_message


class RecordCreateView(RecordFormMixin, FormCreateView):
    """Write one down: first its kind, then its form. From a row of the plan, or as another one was."""

    success_message = "Kegiatan tercatat."
    extra_context = {"title": "Catat kegiatan pelayanan"}

    def get(self, request, *args, **kwargs):
        if not request.GET.get("jenis") and not request.GET.get("seperti"):
            return KindChoiceView.as_view()(request)
        return super().get(request, *args, **kwargs)

    def prepare(self):
        self.object, by, asked = None, self.request.assignment, self.request.GET
        earlier = asked.get("seperti", "")
        self.earlier = visible_record(self.request, uid_of(earlier)) if earlier else None
        self.planned = planned_row(self.request)
        self.kind = self.earlier.kind if self.earlier else asked.get("jenis", "")
        if self.kind not in kinds_for(by):
            raise Http404

    def get_initial(self):
        by = self.request.assignment
        initial = {"held_on": by.today}
        if self.earlier:
            initial |= {name: getattr(self.earlier, name) for name in CARRIED}
            initial["partners"] = list(self.earlier.partners.values_list("pk", flat=True))
            item = self.earlier.plan_item
            initial["plan_item"] = item.pk if item and item.plan.year == by.today.year else None
        if self.planned:
            initial |= {"topic": self.planned.what[:160], "plan_item": self.planned.pk, "source": self.planned.source}
        return initial

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.kind = self.kind
        if "region" not in form.fields:
            form.instance.region = self.request.assignment.region
        return form

    def get_cancel_url(self):
        whence = self.planned or self.earlier
        return whence.get_absolute_url() if whence else reverse("referrals:record-list")


class RecordUpdateView(RecordFormMixin, OnRecord, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah catatan pelayanan"}

    def get_object(self, queryset=None):
        row = self.own_record()
        self.kind = row.kind
        return row


class RecordStepView(OnRecord, WriteMixin, Prepared):
    """A form on one record that is no model's."""

    def prepare(self):
        self.own_record()
        self.check()

    def check(self):
        """Raises TransitionRefused where this is not the moment."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(meta=self.object.topic, **kwargs)

    def get_success_url(self):
        return self.object.get_absolute_url()


class RecordWithdrawView(RecordStepView):
    """Strike a record out: it stays readable and counts no more."""

    form_class = WithdrawForm
    template_name = "referrals/record_withdraw.html"
    submit_label, success_message = "Batalkan catatan", "Catatan dibatalkan. Isinya tetap terbaca."

    def write(self, form):
        by = self.request.assignment
        return actions.withdraw_record(self.object, by=by, on=by.today, reason=form.cleaned_data["reason"])


class NextDoneView(RecordStepView):
    """The next step was taken."""

    form_class = StepDoneForm
    submit_label, success_message = "Tandai selesai", "Langkah berikut selesai."

    def check(self):
        reason = actions.no_open_step(self.object) if self.request.method == "GET" else ""
        if reason:
            raise TransitionRefused([reason])

    def get_initial(self):
        return {"done_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Langkah berikut selesai", intro=self.object.next_step, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.finish_step(self.object, by=by, on=by.today, done_on=form.cleaned_data["done_on"])


class RecordFamiliesView(RecordStepView):
    """Which families took part: pioneers and plasma families of that day, candidates by a search (SVC-09)."""

    form_class = FamiliesForm
    template_name = "referrals/record_families.html"
    submit_label, success_message = "Simpan", "Keluarga yang dilayani tersimpan."

    def check(self):
        row = self.object
        if not actions.names_families(row) or not self.request.assignment.has_perm("families.view_family"):
            raise PermissionDenied

    @property
    def wanted(self):
        return fold(self.request.GET.get("cari", "").replace("\0", ""))

    def groups(self):
        """[(field, label, families)]: what each family was on the day of the activity; those chosen always stand."""
        row, by = self.object, self.request.assignment
        chosen = list(row.servedfamily_set.values_list("family", flat=True))
        rows = Family.objects.visible_to(by).filter(region=row.region).annotate(was=role_on(row.held_on))
        living = rows.filter(archived_on=None)
        found = living.filter(was="candidate", search_name__contains=self.wanted) if self.wanted else living.none()
        found = list(found.order_by("search_name", "id").values_list("pk", flat=True)[:MOST_FOUND])
        groups = []
        for role, label in ROLES.items():
            keys = set(rows.filter(pk__in=chosen, was=role).values_list("pk", flat=True))
            keys.update(found if role == "candidate" else living.filter(was=role).values_list("pk", flat=True))
            if keys:
                shown = Family.objects.filter(pk__in=keys).order_by("search_name", "id")
                groups.append((role.value, label, shown))
        return groups, chosen

    def get_form_kwargs(self):
        groups, chosen = self.groups()
        return {**super().get_form_kwargs(), "groups": groups, "chosen": chosen, "version": self.object.version}

    def get_context_data(self, **kwargs):
        if self.request.method == "GET":
            audit.record("record:families-read", by=self.request.assignment, obj=self.object)
        return super().get_context_data(wanted=self.request.GET.get("cari", ""), row=self.object, **kwargs)

    def write(self, form):
        by, sent = self.request.assignment, self.request.POST.get("_version", "")
        if sent.isascii() and sent.isdigit() and len(sent) < 10:
            self.object.version = int(sent)
        return actions.set_families(self.object, form.chosen(), by=by, on=by.today)


class RecordPaperView(PaperView):
    """The report of the activity, one page (SVC-12)."""

    name, paper_template = "Laporan kegiatan", RECORD_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_record(request, uid)
        return self.printed_row.keeper

    def paper_facts(self, paper):
        return record_facts(self.printed_row, paper)


class RecordPhotoView(View):
    """The photo, through the record it belongs to."""

    def get(self, request, uid):
        row = visible_record(request, uid)
        if row.photo_id is None:
            raise Http404
        return files.respond(row.photo)
