"""Candidate recipients of empowerment: the list of a proposal, who writes it, who prepares it, counts and papers."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from families import filters, resources
from families.actions import recipient as actions
from families.documents import file_name
from families.documents.recipient import RECIPIENT_TEMPLATE, recipient_facts
from families.forms.recipient import CollectForm, RecipientForm, SettleForm
from families.models import Family, Recipient
from families.priorities import needing, priorities_of, with_facts
from families.recipients import (
    WORDS,
    may_be_collected,
    may_collect,
    may_settle,
    tally_of,
    told_difference,
    with_tally,
)
from families.views.paper import PaperView
from families.views.version import OnVersion
from fcu_project import audit
from fcu_project.views import FormUpdateView, WriteMixin, refused
from institutions.forms.meeting import ConfirmForm
from institutions.models import PilotSite
from institutions.views.listing import KeyedListView
from institutions.views.site import visible_site

MOST_ROWS = 100
YEARS_SHOWN = 4


def to_list(site):
    return reverse("families:recipient-list", args=[site.uid])


# --- numbers --------------------------------------------------------------------------------------------------------
class RecipientCountsView(KeyedListView):
    """How many candidates each proposal lists, by village and year: numbers only, for every level (FAM-16)."""

    template_name = "families/recipient_counts.html"
    columns, export_name = resources.RECIPIENT_COUNTS, "Jumlah calon penerima"
    order, descending = ("pilot_year", "id"), True

    @property
    def year(self):
        asked = self.request.GET.get("tahun", "")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None

    def narrowed(self):
        rows = self.get_queryset()
        return rows.filter(pilot_year=self.year) if self.year else rows

    def get_queryset(self):
        return with_tally(PilotSite.objects.visible_to(self.request.assignment).select_related("region__parent"))

    def get_context_data(self, **kwargs):
        by, context = self.request.assignment, super().get_context_data(**kwargs)
        names = by.has_perm("families.view_recipient")
        for site in context["rows"]:
            site.tally = tally_of(site)
            site.url = to_list(site) if names else site.get_absolute_url()
            site.waits = bool(site.tally.collected) and may_settle(site, by)
        this_year = by.today.year + 1
        chips = [{"label": "Semua tahun", "url": "?", "current": not self.year}] + [
            {"label": str(year), "url": f"?tahun={year}", "current": self.year == year}
            for year in range(this_year, this_year - YEARS_SHOWN, -1)
        ]
        paper = reverse("families:recipient-proposal")
        return context | {
            "chips": chips if by.level != "village" else [],
            "print_url": (f"{paper}?tahun={self.year}" if self.year else paper) if names and context["rows"] else "",
            "print_label": "Cetak usulan calon penerima",
            "may_propose": by.level == "village" and by.has_perm("institutions.add_pilotsite"),
        }


# --- the list of one proposal ---------------------------------------------------------------------------------------
class RecipientListView(KeyedListView):
    """The candidates of one proposal with what became of each; every look is in the trail."""

    template_name = "families/recipient_list.html"
    order = ("family__search_name", "id")
    columns, export_name = resources.RECIPIENTS, "Calon penerima"

    def get(self, request, *args, **kwargs):
        self.site = visible_site(request, self.kwargs["uid"])
        audit.record("recipient:view", by=request.assignment, obj=self.site)
        return super().get(request, *args, **kwargs)

    @property
    def state(self):
        asked = self.request.GET.get("keadaan", "")
        return asked if asked in Recipient.State.values else ""

    def get_queryset(self):
        rows = Recipient.objects.visible_to(self.request.assignment).filter(site=self.site)
        rows = rows.select_related("family__region__parent", "site")
        return rows.filter(state=self.state) if self.state else rows

    def get_context_data(self, **kwargs):
        by, site, tally = self.request.assignment, self.site, tally_of(self.site)
        context = super().get_context_data(**kwargs)
        collects = may_collect(site, by)
        chips = [
            {"label": label, "url": f"?keadaan={value}" if value else "?", "current": self.state == value,
             "count": getattr(tally, value) if value else tally.listed + tally.dropped}
            for value, label in (("", "Semua"), *WORDS.items())
        ]
        return context | {
            "site": site,
            "tally": tally,
            "difference": told_difference(site, by, tally),
            "chips": chips,
            "collects": collects,
            "changes": collects and by.has_perm("families.change_recipient"),
            "settles": may_settle(site, by),
            "opens_families": by.has_perm("families.view_family"),
            "print_url": reverse("families:recipient-paper", args=[site.uid]) if context["rows"] else "",
            "print_label": "Cetak usulan calon penerima",
        }  # fmt: skip


class OnSite(OnVersion):
    """A form on the list of a proposal; it carries the proposal's version."""

    noun, closed = "recipient", "Usulan lokasi ini sudah berakhir."

    def prepare(self):
        self.request.GET = filters.without_numbers(self.request.GET)
        self.site = self.object = visible_site(self.request, self.kwargs["uid"])
        if not self.acts():
            raise PermissionDenied
        self.find()
        self.guard(self.site)

    def acts(self):
        """Whether this office is the one whose act it is."""
        raise NotImplementedError

    def find(self):
        """Look up the rows of the form."""

    def get(self, request, *args, **kwargs):
        site = visible_site(request, self.kwargs["uid"])
        if site.stage in PilotSite.OVER:
            return refused(request, [self.closed], to_list(site))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "site": self.site, "rows": self.rows}

    def get_context_data(self, **kwargs):
        tally = tally_of(self.site)
        difference = told_difference(self.site, self.request.assignment, tally)
        return super().get_context_data(site=self.site, tally=tally, difference=difference, **kwargs)

    def get_success_url(self):
        return to_list(self.site)

    get_cancel_url = get_success_url


class CollectView(OnSite):
    """Families of the own village for the list: searched, ticked, each with support and reason."""

    form_class = CollectForm
    template_name = "families/recipient_choose.html"
    submit_label = "Masukkan ke daftar"

    def acts(self):
        by = self.request.assignment
        return self.site.region_id == by.region_id and by.level == "village"

    def find(self):
        asked = self.request.GET
        found = filters.by_text(may_be_collected(self.site), asked.get("cari", ""))
        found = needing(found, asked.get("butuh", ""))
        sent = [key for key in self.request.POST.getlist("ticked") if key.isascii() and key.isdigit() and len(key) < 19]
        if sent:  # ticked on a screen that showed others; what a colleague has put on the list meanwhile is told
            found = Family.objects.filter(region=self.site.region, pk__in=sent)
        keys = list(found.values_list("pk", flat=True)[: MOST_ROWS + 1])
        self.has_more = len(keys) > MOST_ROWS
        self.rows = list(with_facts(Family.objects.filter(pk__in=keys[:MOST_ROWS])).order_by("number"))
        by = self.request.assignment
        now = priorities_of(self.rows, by.today) if by.has_perm("families.view_prioritydecision") else {}
        for row in self.rows:
            row.life, row.now = resources.life_of(row), now.get(row.pk)

    def get_form_kwargs(self):
        reasons = {row.pk: row.now.reason for row in self.rows if row.now}
        may = set(may_be_collected(self.site).filter(pk__in=[row.pk for row in self.rows]).values_list("pk", flat=True))
        return {**super().get_form_kwargs(), "reasons": reasons, "may": may}

    def get_initial(self):
        return {"collected_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            has_more=self.has_more, wanted=self.request.GET.get("cari", ""), **kwargs
        )

    def write(self, form):
        by = self.request.assignment
        return actions.collect(self.site, form.recipients(), by=by, on=by.today)

    def get_success_message(self, form):
        return f"{len(form.chosen())} keluarga masuk daftar calon penerima."


class SettleView(OnSite):
    """The Dinas goes through the list: prepared, or dropped with a reason."""

    form_class = SettleForm
    template_name = "families/recipient_settle.html"
    submit_label = "Simpan keputusan"
    success_message = "Keputusan tersimpan. Desa/kelurahan dapat membacanya di daftar."

    def acts(self):
        by = self.request.assignment
        return self.site.region.code.startswith(by.territory) and by.has_perm("families.settle_recipient")

    def find(self):
        rows = Recipient.objects.visible_to(self.request.assignment).filter(site=self.site)
        self.rows = list(rows.select_related("family").order_by("state", "family__search_name", "id"))

    def get_initial(self):
        return {"settled_on": self.request.assignment.today}

    def write(self, form):
        by = self.request.assignment
        return actions.settle(self.site, form.decisions(), by=by, on=form.cleaned_data["settled_on"])


# --- one line -------------------------------------------------------------------------------------------------------
def own_recipient(request, uid):
    """A line of the own village's list; one that is visible elsewhere may be read, not written (403)."""
    rows = Recipient.objects.visible_to(request.assignment).select_related("family__region", "site__region")
    row = get_object_or_404(rows, uid=uid)
    if row.site.region_id != request.assignment.region_id:
        raise PermissionDenied
    return row


class RecipientUpdateView(FormUpdateView):
    model, form_class = Recipient, RecipientForm
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        return own_recipient(self.request, self.kwargs["uid"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Ubah usulan", meta=self.object.family.called, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.change(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_success_url(self):
        return to_list(self.object.site)

    get_cancel_url = get_success_url


class RecipientRemoveView(WriteMixin, FormView):
    """Take a family off the list, after a question."""

    form_class = ConfirmForm
    template_name = "families/recipient_remove.html"
    submit_label = "Keluarkan dari daftar"
    success_message = "Keluarga dikeluarkan dari daftar calon penerima."

    def prepare(self):
        self.row = self.object = own_recipient(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.row, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.take_off(self.row, by=by, on=by.today)

    def get_success_url(self):
        return to_list(self.row.site)

    get_cancel_url = get_success_url


# --- on paper -------------------------------------------------------------------------------------------------------
class RecipientPaperView(PaperView):
    """The candidates of one proposal: as the village proposes them, or as the Dinas has prepared them."""

    template_name = RECIPIENT_TEMPLATE

    def get(self, request, *args, **kwargs):
        by, site = request.assignment, visible_site(request, self.kwargs["uid"])
        rows = Recipient.objects.visible_to(by).filter(site=site)
        audit.record("recipient:print", by=by, obj=site)
        region = by.region if by.level != "village" else site.region
        facts = recipient_facts(region, rows, self.paper_for(region), by=by, year=site.pilot_year)
        return self.respond(facts, file_name("recipients", site.region, site.pilot_year))


class RecipientProposalView(PaperView):
    """The candidates of the whole territory, of one year (`?tahun=`) or of all proposals that are not over."""

    template_name = RECIPIENT_TEMPLATE

    def get(self, request, *args, **kwargs):
        by, asked = request.assignment, request.GET.get("tahun", "")
        rows = Recipient.objects.visible_to(by)
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
        rows = rows.filter(site__pilot_year=year) if year else rows.exclude(site__stage__in=PilotSite.OVER)
        audit.record("recipient:print", by=by, obj=by.region)
        facts = recipient_facts(by.region, rows, self.paper_for(by.region), by=by, year=year)
        return self.respond(facts, file_name("recipients", by.region, year or by.today.year))
