"""The board of the eight stages: of one village, and of the villages of a territory (STG-01)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import View

from fcu_project import export, files
from fcu_project.views import FormCreateView
from institutions import registers, resources
from institutions.actions import stage as actions
from institutions.documents.psks import STAGES_TEMPLATE, stage_board_facts
from institutions.documents.register import MOST_ROWS
from institutions.forms.stage import StageForm
from institutions.models import FamilyCareUnit, Region, StageRecord
from institutions.models.region import within
from institutions.road import words_of
from institutions.roles import VILLAGE
from institutions.stages import RUNNING, board_of, stalled_in, unfinished_before, village_lines, villages_of
from institutions.trial_stages import STAGES, TrialStage
from institutions.views.home import where
from institutions.views.listing import KeyedListView
from institutions.views.sheet import SheetView, village_of

NOT_BEGUN = "belum"


class StagesView(KeyedListView):
    """In a village its own board; above it all villages: where each stands, since when, what it lacks."""

    columns, export_name = resources.STAGES, "Tahapan"
    order = ("code", "id")
    register = registers.STAGES

    def get_template_names(self):
        own = self.request.assignment.level == VILLAGE
        return ["institutions/stages_village.html" if own else "institutions/stages.html"]

    def get(self, request, *args, **kwargs):
        by = request.assignment
        if by.level == VILLAGE:
            return self.render_to_response(village_board(by.region, by))
        if request.GET.get("unduh") == "xlsx":
            rows = _in_pages(self.get_queryset().order_by("code"), by)
            return export.respond(self.export_name, self.columns, rows, by=by, place=by.region.name)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        by, asked = self.request.assignment, self.request.GET
        rows = villages_of(by).select_related("parent__parent__parent")
        place = asked.get("wilayah", "")
        if place.isascii() and place.isdigit() and place.startswith(by.territory) and len(place) < 10:
            rows = rows.filter(within(place, "code"))
        step = asked.get("tahapan", "")
        running = StageRecord.objects.visible_to(by).filter(stage=RUNNING)
        if step in TrialStage.values:
            rows = rows.filter(pk__in=running.filter(step=step).values("region"))
        elif step == NOT_BEGUN:
            rows = rows.exclude(pk__in=StageRecord.objects.visible_to(by).values("region"))
        if asked.get("macet"):
            rows = rows.filter(pk__in=stalled_in(by.territory, by.today).values("region"))
        return rows

    def register_rows(self):
        by = self.request.assignment
        return village_lines(list(super().register_rows()[: MOST_ROWS + 1]), by, by.today)

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        places = Region.objects.filter(parent=by.region).order_by("code")
        return {
            **context,
            "lines": [(line, where(line.region, by)) for line in village_lines(context["rows"], by, by.today)],
            "places": [] if by.level == "subdistrict" else places,
            "steps": TrialStage.choices,
            "not_begun": NOT_BEGUN,
            "place": asked.get("wilayah", ""),
            "step": asked.get("tahapan", ""),
            "only_stalled": bool(asked.get("macet")),
            "filtered": any(asked.get(name) for name in ("wilayah", "tahapan", "macet")),
        }


def _in_pages(regions, by, size=200):
    """Lines of all villages, read some hundred at a time."""
    page = []
    for region in regions.iterator(chunk_size=size):
        page.append(region)
        if len(page) == size:
            yield from village_lines(page, by, by.today)
            page = []
    yield from village_lines(page, by, by.today)


def village_board(region, by):
    """Context of one village's board."""
    lines = board_of(region, by, by.today)
    unit = FamilyCareUnit.of(region)
    return {
        "region": region,
        "lines": lines,
        "own": by.region_id == region.pk,
        "closed": sum(line.state == "done" for line in lines),
        "founding": words_of(unit) if unit else "Belum dimulai",
    }


class VillageStagesView(SheetView):
    """The board of one village, read from above (or one's own), and on paper (STG-01)."""

    template_name = "institutions/stages_village.html"
    name, paper_template = "Papan tahapan", STAGES_TEMPLATE

    def paper_facts(self, paper):
        by = self.request.assignment
        return stage_board_facts(self.region, board_of(self.region, by, by.today), paper)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), **village_board(self.region, self.request.assignment)}


class StageStartView(FormCreateView):
    """Begin one stage; what comes before it and is not closed is told, never in the way."""

    model, form_class = StageRecord, StageForm
    template_name = "institutions/stage_form.html"
    submit_label = "Mulai tahapan"
    success_message = "Tahapan dimulai."

    def prepare(self):
        self.object = None
        self.region = village_of(self.request.assignment, self.kwargs["code"])
        try:
            self.step = TrialStage(self.kwargs["step"])
        except ValueError as error:
            raise Http404 from error

    def get_initial(self):
        return {"started_on": self.request.assignment.today}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region, form.instance.step = self.region, self.step
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            region=self.region, step=self.step, rule=STAGES[self.step],
            unfinished=unfinished_before(self.region, self.step), **kwargs
        )  # fmt: skip

    def get_cancel_url(self):
        return StageRecord(region=self.region).get_absolute_url()

    def write(self, form):
        by, record = self.request.assignment, form.instance
        if form.cleaned_data.get("scan"):
            record.paper_scan = files.store_scan(form.cleaned_data["scan"], by=by)
        return actions.start_stage(record, by=by, on=by.today)


class StagePaperView(View):
    """The scanned paper from which a stage was recorded."""

    def get(self, request, *args, **kwargs):
        record = get_object_or_404(StageRecord.objects.visible_to(request.assignment), uid=self.kwargs["uid"])
        if not record.paper_scan_id:
            raise Http404
        return files.respond(record.paper_scan)
