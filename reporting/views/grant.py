"""Entitlements of families: the list, one of them, granted by a decision, mended, closed (FUN-04)."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from families.filters import CALLED, looks_like_a_number, without_numbers
from families.views.member import Gated
from fcu_project import audit, files, workflow
from fcu_project.access import may_open
from fcu_project.registry import panels_for
from fcu_project.views import FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models.person import fold
from institutions.plans import Source
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView
from referrals.views.reach import Prepared
from reporting import registers, resources
from reporting.actions import stimulus as actions
from reporting.forms.stimulus import EndForm, GrantForm, GrantsForm
from reporting.models import StimulusGrant
from reporting.money.stimulus import (
    FILTERS,
    IN_USE,
    PAPER,
    account_of,
    budget_problem,
    grantable,
    grants_of,
    is_near,
    may_stand_in,
    office_decides_words,
    prepared,
    standing,
    state_of,
    with_facts,
    with_sums,
)
from reporting.registers.total import PRINTED, with_total
from reporting.workflow.stimulus import forward

MOST_ROWS = 100  # recipients that one screen shows
YEARS = 3
CONDITIONS = {name: Q(**what) for name, (_, what) in FILTERS.items()}


def year_asked(request):
    """The budget year asked for by `?tahun=`, None for all."""
    asked = request.GET.get("tahun", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None


def village_asked(request):
    """The code of the village asked for by `?desa=`, "" for all."""
    asked = request.GET.get("desa", "")
    return asked if asked.isascii() and asked.isdigit() and len(asked) == 10 else ""


def visible_grant(request, uid):
    """A grant within reach with its family, or Http404."""
    rows = with_sums(with_facts(grants_of(request.assignment)))
    rows = rows.select_related("recipient__site__region", "budget_line")
    return get_object_or_404(rows, uid=uid)


class GrantListView(KeyedListView):
    """Whom the Dinas entitled to how much, and how far it is; a village sees its own families."""

    template_name = "reporting/grant_list.html"
    order = ("region__code", "family__search_name", "id")
    columns, export_name, register = resources.GRANTS, "Dana stimulan keluarga", registers.GRANTS

    def get(self, request, *args, **kwargs):
        request.GET = without_numbers(request.GET)
        audit.record("grant:list", by=request.assignment)
        return super().get(request, *args, **kwargs)

    @property
    def year(self):
        return year_asked(self.request)

    @property
    def chosen(self):
        asked = self.request.GET.get("keadaan", "")
        return asked if asked in FILTERS else ""

    @property
    def village(self):
        return village_asked(self.request)

    def get_queryset(self):
        return with_sums(with_facts(grants_of(self.request.assignment))).prefetch_related(IN_USE)

    def _within(self):
        """All but the filter by state: of these the chips count families, as the tasks at home do."""
        rows, wanted = self.get_queryset(), fold(self.request.GET.get("cari", ""))
        if wanted and not looks_like_a_number(wanted):
            name = CALLED.sub("", wanted, count=1) or wanted
            rows = rows.filter(Q(family__search_name__contains=name) | Q(region__name__icontains=wanted))
        if self.village:
            rows = rows.filter(region__code=self.village)
        return rows.filter(year=self.year) if self.year else rows

    def narrowed(self):
        rows = self._within()
        return rows.filter(CONDITIONS[self.chosen]) if self.chosen else rows

    def register_rows(self):
        return with_total(super().register_rows(), PRINTED)

    def register_period(self):
        return f"Tahun anggaran {self.year}" if self.year else ""

    def get_context_data(self, **kwargs):
        by, context = self.request.assignment, super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.mark = state_of(row)
            row.account = next(iter(row.family.in_use), None)
        above = by.level != VILLAGE
        narrowed = bool(self.chosen or context["wanted"] or self.year or self.village)
        there = bool(context["rows"]) or narrowed
        village = context["rows"][0].region if self.village and context["rows"] else None
        return context | {
            "chips": self._states() if there else [],
            "year_chips": self._year_chips() if there else [],
            "is_narrowed": narrowed,
            "shows_village": above,
            "village": village,
            "kept": [(name, value) for name, value in self._kept().items() if name != "cari"],
            "may_grant": may_enter(by),
            "papers": self._papers() if context["rows"] else [],
            "print_label": "Cetak daftar",
        }

    def _kept(self, **changes):
        asked = {"cari": self.request.GET.get("cari", ""), "keadaan": self.chosen, "desa": self.village,
                 "tahun": str(self.year or ""), **changes}  # fmt: skip
        return {name: value for name, value in asked.items() if value}

    def _url(self, **changes):
        return f"?{urlencode(self._kept(**changes))}"

    def _states(self):
        keys = {name.replace("-", "_"): name for name in FILTERS}
        counts = self._within().order_by().aggregate(
            **{key: Count("family", filter=CONDITIONS[name], distinct=True) for key, name in keys.items()}
        )
        chips = [{"label": "Semua", "url": self._url(keadaan=""), "current": not self.chosen}]
        return chips + [
            {"label": FILTERS[name][0], "url": self._url(keadaan=name), "current": self.chosen == name,
             "count": counts[key]}
            for key, name in keys.items()
        ]  # fmt: skip

    def _year_chips(self):
        now = self.request.assignment.today.year
        chips = [{"label": "Semua tahun", "url": self._url(tahun=""), "current": not self.year}]
        return chips + [
            {"label": str(year), "url": self._url(tahun=str(year)), "current": self.year == year}
            for year in range(now, now - YEARS, -1)
        ]

    def _papers(self):
        asked = {name: value for name, value in self._kept().items() if name in ("tahun", "desa")}
        tail = f"?{urlencode(asked)}" if asked else ""
        papers = [("Cetak daftar rekening", reverse("reporting:account-paper") + tail)]
        if self.request.assignment.level == VILLAGE:
            return papers
        return [*papers, ("Cetak rekap per desa/kelurahan", reverse("reporting:grant-recap") + tail)]


def may_enter(by):
    """Whether this office may enter grants at all, now."""
    if not by.has_perm("reporting.enter_decision"):
        return False
    return by.level != VILLAGE or standing(by, by.region) == PAPER


class GrantView(TemplateView):
    """One entitlement: account, requests, what is left. Every look is in the trail."""

    template_name = "reporting/grant.html"

    def get_context_data(self, **kwargs):
        by, grant = self.request.assignment, visible_grant(self.request, kwargs["uid"])
        audit.record("grant:view", by=by, obj=grant)
        account, enters = account_of(grant.family), bool(standing(by, grant.region))
        rows = list(grant.disbursements.select_related("requested_by").order_by("number"))
        for row in rows:
            row.steps = [button for button in workflow.available(row, by, by.today) if button.open and forward(button)]
        family_url = grant.family.get_absolute_url()
        return super().get_context_data(
            grant=grant, mark=state_of(grant), account=account, enters=enters, rows=rows,
            past_accounts=grant.family.bank_accounts.exclude(closed_on=None).select_related("holder"),
            family_url=family_url if may_open(by, family_url) else "",
            asks=not grant.closed_on and grant.free > 0 and is_near(by, grant.region, "reporting.add_disbursement"),
            reveals=by.has_perm("reporting.reveal_account"),
            decides_words=office_decides_words(grant.region)
            if may_stand_in(by, grant.region) and not enters else "",
            budget_words=budget_problem(grant.budget_line) if grant.budget_line and enters else "",
            panels=panels_for("grant", self.request, grant), **kwargs,
        )  # fmt: skip


class GrantCreateView(WriteMixin, FormView):
    """One decision of the Dinas on several recipients of verified packets."""

    form_class = GrantsForm
    template_name = "reporting/grant_create.html"
    submit_label = "Tetapkan hak"

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def prepare(self):
        """What is searched for; ticked ones stay, whatever was searched since."""
        by = self.request.assignment
        self.object = None
        self.request.GET = without_numbers(self.request.GET)
        self.party = standing(by, by.region) if by.level == VILLAGE else by.level
        self.closed = "" if self.party else self._closed(by)
        rows = grantable(by)
        wanted = fold(self.request.GET.get("cari", ""))
        sent = [key for key in self.request.POST.getlist("ticked") if key.isascii() and key.isdigit() and len(key) < 19]
        if sent:
            rows = rows.filter(pk__in=sent)
        elif wanted:
            name = CALLED.sub("", wanted, count=1) or wanted
            rows = rows.filter(Q(family__search_name__contains=name) | Q(family__region__name__icontains=wanted))
        rows = list(rows.order_by("family__region__code", "family__search_name", "id")[: MOST_ROWS + 1])
        self.has_more, self.rows = len(rows) > MOST_ROWS, rows[:MOST_ROWS]
        if self.closed:
            self.rows = []

    @staticmethod
    def _closed(by):
        if may_stand_in(by, by.region):
            return office_decides_words(by.region)
        raise PermissionDenied

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "rows": self.rows, "from_paper": self.party == PAPER}

    def get_initial(self):
        today = self.request.assignment.today
        return {"year": today.year, "source": Source.NATION, "decided_on": today}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        there = {}
        for grant in StimulusGrant.objects.filter(family__in=[row.family for row in self.rows]):
            there.setdefault(grant.family_id, []).append(f"{grant.year} {grant.get_source_display()}")
        for row in self.rows:
            row.had = there.get(row.family_id, ())
        unready = {row.site_id: row.site for row in prepared(by).exclude(pk__in=grantable(by).values("pk"))[:MOST_ROWS]}
        return super().get_context_data(
            closed=self.closed, has_more=self.has_more, wanted=self.request.GET.get("cari", ""),
            unready=list(unready.values()), shows_village=by.level != VILLAGE, from_paper=self.party == PAPER,
            **kwargs,
        )  # fmt: skip

    def get_success_url(self):
        return f"{reverse('reporting:grant-list')}?tahun={self.object.year}"

    def get_cancel_url(self):
        return reverse("reporting:grant-list")

    def write(self, form):
        by = self.request.assignment
        if self.closed:
            raise TransitionRefused([self.closed])
        return actions.grant(form.grants(), by=by, on=by.today, scan=form.cleaned_data["scan"])[0]

    def get_success_message(self, form):
        told = f"Hak {len(form.chosen())} keluarga tersimpan."
        line = form.cleaned_data["budget_line"]
        over = budget_problem(line) if line else ""
        return f"{told} {over}".strip()


class OnGrant(Gated):
    """A form about one grant; a closed one says why and leads back."""

    title = ""

    def find(self):
        self.grant = visible_grant(self.request, self.kwargs["uid"])
        self.party = actions.must_stand(self.request.assignment, self.grant.region)
        return self.grant

    def closed_url(self):
        return self.grant.get_absolute_url()

    get_success_url = get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        kwargs.setdefault("title", self.title)
        kwargs.setdefault("back_label", "Kembali ke dana stimulan keluarga ini")
        meta = f"{self.grant.family.called}, {self.grant.region}, tahun {self.grant.year}"
        return super().get_context_data(grant=self.grant, meta=meta, **kwargs)


class GrantUpdateView(OnGrant, FormUpdateView):
    model, form_class, title = StimulusGrant, GrantForm, "Ubah penetapan"
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        return self.find()

    def write(self, form):
        by = self.request.assignment
        return actions.change_grant(form.instance, by=by, on=by.today, fields=form.changed_data)


class GrantCloseView(OnGrant, WriteMixin, Prepared):
    """Nothing more is asked for from this grant."""

    form_class, template_name = EndForm, "form.html"
    title, submit_label = "Tutup dana ini", "Tutup dana"
    success_message = "Dana ini ditutup. Sisa haknya tidak bisa diajukan lagi."

    def prepare(self):
        self.object = self.find()

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def write(self, form):
        data = form.cleaned_data
        return actions.close_grant(self.grant, by=self.request.assignment, on=data["on"], reason=data["reason"])


class GrantScanView(View):
    """The scanned decision, for whoever sees the grant."""

    def get(self, request, *args, **kwargs):
        grant = visible_grant(request, self.kwargs["uid"])
        if grant.paper_scan is None:
            raise Http404
        audit.record("grant:scan-read", by=request.assignment, obj=grant)
        return files.respond(grant.paper_scan)
