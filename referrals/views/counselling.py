"""The book of consultations: list and recap, one consultation, writing it, opening a confidential one (VAL-09)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from families.models import Consultation
from families.recap import quarter_of, quarters
from families.views.member import Gated
from fcu_project import audit
from fcu_project.access import may_open
from fcu_project.views import AlreadyWritten, FormCreateView, FormUpdateView, KeyMissing, WriteMixin, receive_once
from fcu_project.workflow import TransitionRefused
from institutions.models.person import fold
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView, uid_of
from referrals import registers, resources
from referrals.actions import counselling as actions
from referrals.consulted import WHOM, recap, with_family_kind
from referrals.forms.counselling import CounsellingForm, OpenForm, WithdrawForm
from referrals.models import Counselling
from referrals.views.choice import WithFamily
from referrals.views.reach import Prepared, WithoutNumbers

ALL, NEW, AGAIN, STRUCK = "", "baru", "lanjutan", "dibatalkan"
SHOWN = {ALL: "Semua", NEW: "Klien baru", AGAIN: "Klien lanjutan", STRUCK: "Dibatalkan"}


def visible_counselling(request, uid):
    rows = Counselling.objects.visible_to(request.assignment)
    rows = rows.select_related(
        "keeper", "family__region", "client_region", "counsellor", "recorder", "plan_item__plan", "case", "referral"
    )
    return get_object_or_404(rows, uid=uid)


class CounsellingListView(WithoutNumbers, KeyedListView):
    """The book, the latest first; beside it who was advised in the same stretch."""

    template_name = "referrals/counselling_list.html"
    columns, export_name = resources.COUNSELLINGS, "Buku konsultasi"
    register = registers.COUNSELLINGS
    order = ("held_on", "id")
    descending = True
    year_field = "held_on"

    @property
    def quarter(self):
        """(code, first day, last day, words) of the quarter asked for, None for all."""
        asked = self.request.GET.get("triwulan", "")
        found = quarter_of(asked, self.request.assignment.today)
        return found if asked == found[0] else None

    def within(self):
        """The office's book in the stretch that was asked for."""
        rows = Counselling.objects.visible_to(self.request.assignment)
        if self.year:
            rows = rows.filter(held_on__year=self.year)
        return rows.filter(held_on__range=self.quarter[1:3]) if self.quarter else rows

    def of_companions(self):
        """{many, url} of the consultations of families with their companion or PSKS: they stand in no book, but on the
        page of each family. None where this reader sees none."""
        by = self.request.assignment
        if not by.has_perm("families.view_consultation"):
            return None
        rows = Consultation.objects.visible_to(by)
        if self.year:
            rows = rows.filter(held_on__year=self.year)
        rows = rows.filter(held_on__range=self.quarter[1:3]) if self.quarter else rows
        recap_url = reverse("families:mentoring-recap")
        return {"many": rows.count(), "url": recap_url if may_open(by, recap_url) else ""}

    def get_queryset(self):
        asked = self.request.GET
        rows = with_family_kind(self.within()).select_related("family", "client_region", "counsellor")
        kind = asked.get("klien", ALL)
        rows = rows.exclude(withdrawn_on=None) if kind == STRUCK else rows.standing()
        if kind in (NEW, AGAIN):
            rows = rows.filter(is_returning=kind == AGAIN)
        wanted = asked.get("cari", "").strip()
        if wanted:
            rows = rows.filter(Q(family__search_name__contains=fold(wanted)) | Q(client__icontains=wanted))
        return rows

    def register_rows(self):
        """The book holds the whole year or quarter, whatever else is filtered on the screen."""
        rows = with_family_kind(self.within().standing()).select_related("family", "client_region", "counsellor")
        return rows.order_by(*self.order)

    def register_period(self):
        return self.quarter[3] if self.quarter else super().register_period()

    def get_context_data(self, **kwargs):
        by, kind = self.request.assignment, self.request.GET.get("klien", ALL)
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.whom = WHOM[row.was]
        kept = self.request.GET.copy()
        kept.pop("setelah", None)
        return {
            **context,
            "chips": [
                {"label": label, "url": self._with(kept, klien=value), "current": value == kind}
                for value, label in SHOWN.items()
            ],
            "kind": kind,
            "quarter": self.quarter[0] if self.quarter else "",
            "quarters": quarters(by.today),
            "recap": recap(self.within()),
            "companions": self.of_companions(),
            "stretch": self.quarter[3] if self.quarter else f"Tahun {self.year}" if self.year else "Seluruh catatan",
            "is_narrowed": bool(kind or context["wanted"] or self.quarter or self.year),
            "may_add": by.has_perm("referrals.add_counselling"),
        }  # fmt: skip

    @staticmethod
    def _with(kept, **more):
        """One value of each name."""
        asked = kept.copy()
        for name, value in more.items():
            asked[name] = value
        return f"?{asked.urlencode()}"


class CounsellingView(TemplateView):
    """One consultation. Every look is in the trail; of a confidential one the words are for its two readers."""

    template_name = "referrals/counselling.html"

    def get_context_data(self, **kwargs):
        row = visible_counselling(self.request, self.kwargs["uid"])
        reads = actions.may_read(row, self.request.assignment)
        audit.record(verb_of_look(row, self.request.assignment), by=self.request.assignment, obj=row)
        return super().get_context_data(**page_of(row, self.request, reads), **kwargs)


def verb_of_look(row, by):
    """How the trail names a look: whether the words of a confidential one were read."""
    return "counselling:view-confidential" if row.is_confidential and actions.may_read(row, by) else "counselling:view"


def page_of(row, request, reads):
    """What the page says; without the words where the reader is not one of its own."""
    by = request.assignment
    family = actions.family_of(row) if reads else None
    own = row.keeper_id == by.region_id and row.withdrawn_on is None
    changes = own and by.has_perm("referrals.change_counselling") and actions.may_read(row, by)
    return {
        "row": row,
        "reads": reads,
        "words": actions.words_of(row) if reads else {},
        "family": family,
        "openings": actions.openings(row) if actions.may_read(row, by) else [],
        "may_change": changes,
        "open_form": OpenForm(by=by) if not reads and by.has_perm("referrals.open_confidential") else None,
        "links": _links(row, family, by) if changes else {},
    }


def _links(row, family, by):
    """Where it may go on from here: nothing of a confidential one stands in another book."""
    again = f"{reverse('referrals:counselling-create')}?lagi={row.uid}"
    case, need = reverse("referrals:case-create"), ""
    if row.is_confidential:
        return {"again": again}
    if family and family.region_id == by.region_id and not family.archived_on and family.participations.open().exists():
        need = reverse("families:need-create", args=[family.uid])
    return {
        "again": again,
        "case": f"{case}?konsultasi={row.uid}" if row.case_id is None and may_open(by, case) else "",
        "need": need if need and may_open(by, need) else "",
    }


class OnCounselling(WithFamily, Gated):
    """The form of one consultation."""

    model, form_class = Counselling, CounsellingForm
    template_name = "referrals/counselling_form.html"
    family = seen_before = None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "family": self.family, "seen_before": self.seen_before}

    def closed_url(self):
        return reverse("referrals:counselling-list")

    def write(self, form):
        by = self.request.assignment
        return actions.save_counselling(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_success_url(self):
        return self.object.get_absolute_url()


class CounsellingCreateView(OnCounselling, FormCreateView):
    """For a recorded family (`?keluarga=`), for the client of an earlier consultation (`?lagi=`), or for anybody."""

    submit_label = "Simpan konsultasi"
    success_message = "Konsultasi tercatat."
    earlier = None

    def prepare(self):
        self.object, by = None, self.request.assignment
        self.family = self.asked_family()
        if again := self.request.GET.get("lagi", ""):
            self.earlier = visible_counselling(self.request, uid_of(again))
            if not actions.may_read(self.earlier, by):
                raise PermissionDenied
            if self.request.method != "POST":
                audit.record(verb_of_look(self.earlier, by), by=by, obj=self.earlier)
            self.family = actions.family_of(self.earlier)
        if self.family is not None:
            if self.family.archived_on and self.request.method == "GET":
                raise TransitionRefused(["Berkas keluarga ini diarsipkan. Pulihkan dahulu, atau catat tanpa berkas."])
            rows = Counselling.objects.visible_to(by).standing().filter(family=self.family)
            self.seen_before = self.earlier is not None or rows.exists()
        elif self.earlier is not None:
            self.seen_before = True

    def get_initial(self):
        by, row = self.request.assignment, self.earlier
        told = {"held_on": by.today, "way": Counselling.Way.OFFICE, "counsellor": by.person_id}
        if row is not None:
            return told | {
                "client": actions.words_of(row)["client"], "client_sex": row.client_sex, "client_age": row.client_age,
                "client_region": row.client_region_id, "is_confidential": row.is_confidential,
            }  # fmt: skip
        if self.family is not None:
            return told | {"client_sex": self.family.head_sex}
        return told | ({"client_region": by.region_id} if by.level == VILLAGE else {})

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title="Catat konsultasi", family=self.family, chooses=self.earlier is None, **self.choice(), **kwargs
        )

    def get_cancel_url(self):
        return self.earlier.get_absolute_url() if self.earlier else reverse("referrals:counselling-list")


class OwnCounselling(OnCounselling):
    """A form about a consultation of the own book; of a confidential one for its readers."""

    def own_counselling(self):
        row, by = visible_counselling(self.request, self.kwargs["uid"]), self.request.assignment
        actions.own(row, by)
        refusal = actions.closed(row, by)
        if refusal and (self.request.method == "GET" or not actions.may_read(row, by)):
            raise TransitionRefused([refusal])
        return row

    def get_cancel_url(self):
        return self.object.get_absolute_url()

    def closed_url(self):
        return reverse("referrals:counselling", args=[self.kwargs["uid"]])


class CounsellingUpdateView(OwnCounselling, FormUpdateView):
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        row = self.own_counselling()
        self.family = actions.family_of(row)
        if row.is_confidential and self.request.method != "POST":  # what is sent was read before
            audit.record(verb_of_look(row, self.request.assignment), by=self.request.assignment, obj=row)
        return row

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Ubah konsultasi", family=self.family, chooses=False, **kwargs)


class CounsellingWithdrawView(OwnCounselling, WriteMixin, Prepared):
    """It was written down wrongly: it stays readable and counts no more."""

    form_class, template_name = WithdrawForm, "form.html"
    submit_label = "Batalkan konsultasi"
    success_message = "Konsultasi dibatalkan. Catatannya tetap tersimpan dan tidak dihitung."

    def prepare(self):
        self.object = self.own_counselling()

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {name: value for name, value in kwargs.items() if name not in ("family", "seen_before")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Batalkan konsultasi", meta=str(self.object), **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.withdraw_counselling(self.object, by=by, on=by.today, reason=form.cleaned_data["reason"])


class CounsellingOpenView(Gated, FormView):
    """Another officer opens a confidential one with a reason; its words stand on this answer only.

    Nothing of them is kept: no redirect, no session, no message, no copy in a cache.
    """

    form_class, template_name = OpenForm, "referrals/counselling.html"

    def post(self, request, *args, **kwargs):
        self.row = visible_counselling(request, self.kwargs["uid"])
        actions.own(self.row, request.assignment)
        return super().post(request, *args, **kwargs)

    def closed_url(self):
        return reverse("referrals:counselling", args=[self.kwargs["uid"]])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.assignment}

    def form_valid(self, form):
        """Shown once per reason: the same filling, sent again, shows and logs nothing."""
        by = self.request.assignment
        try:
            with transaction.atomic():
                receive_once(self.request, result_url=self.row.get_absolute_url())
                actions.open_confidential(self.row, by=by, on=by.today, reason=form.cleaned_data["reason"])
        except AlreadyWritten:
            messages.info(self.request, "Isinya sudah ditampilkan satu kali. Tulis alasan lagi bila masih perlu.")
            return redirect(self.row.get_absolute_url())
        except KeyMissing:
            form.add_error(None, "Formulir ini sudah lama terbuka. Periksa alasannya, lalu kirim lagi.")
            return self.form_invalid(form)
        return self._show(200, page_of(self.row, self.request, True) | {"opened": True})

    def form_invalid(self, form):
        return self._show(422, page_of(self.row, self.request, False) | {"open_form": form, "form": form})

    def _show(self, status, context):
        response = self.render_to_response(self.get_context_data(**context), status=status)
        response["Cache-Control"] = "private, no-store"
        return response
