"""Village pages read from one's own village or from above, and the paper sheets that go with them."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View

from fcu_project import audit, export, pdf
from institutions.documents import printed
from institutions.documents.sheet import SHEET_TEMPLATE, sheet_facts
from institutions.models import FamilyCareUnit, Institution, Region, SocialPreparation
from institutions.models.region import within

PAGE = 50


def village_of(by, code):
    """The village `code` within the reach of `by`. Raises Http404 for any other."""
    region = get_object_or_404(Region.objects.select_related("parent"), code=code, level="village")
    if not region.code.startswith(by.territory):
        raise Http404
    return region


def writes_in(by, region, permission):
    return region.code.startswith(by.territory) and by.has_perm(permission)


class ChooseVillageView(TemplateView):
    """An office above chooses among the villages that are at work, or searches; a village has only its own."""

    template_name = "institutions/village_choice.html"
    target = title = ""

    page = None  # the view of one village, shown at once to that village

    def get(self, request, *args, **kwargs):
        by = request.assignment
        if by.level == "village":
            return type(self).page.as_view()(request, code=by.region.code)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        wanted = self.request.GET.get("cari", "").replace("\0", "").strip()
        villages = Region.objects.filter(within(by.territory, "code"), level="village").select_related("parent")
        if wanted:
            villages = villages.filter(Q(name__icontains=wanted) | Q(code=wanted.replace(".", "")))
        else:
            here = {"region": OuterRef("pk")}
            villages = villages.filter(
                Exists(SocialPreparation.objects.filter(**here))
                | Exists(FamilyCareUnit.objects.filter(**here).exclude(stage="inactive"))
                | Exists(Institution.objects.filter(**here).exclude(mapped_on=None))
            )
        page = Paginator(villages, PAGE).get_page(self.request.GET.get("halaman"))
        lines = [(village, reverse(self.target, args=[village.code])) for village in page]
        return super().get_context_data(
            title=self.title, lines=lines, page=page, wanted=wanted, **kwargs
        )


class OnPaper:
    """What is printed on the fly: `paper_facts` in `paper_template`, traced before it leaves.

    In the paper of the place, or the one asked for by `?kertas=`; always in `only_paper` where that is named.
    """

    name = ""  # of the sheet, as printed and in the name of the file
    paper_template = only_paper = ""
    is_draft = False  # DRAF across every page
    mark = ""  # another word across every page
    printed_row = None  # what the trail names, where the paper is about one row

    def dispatch(self, request, *args, **kwargs):
        self.region = self.find_region(request, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def paper(self, by):
        paper = self.only_paper or pdf.size_asked(self.request, self.region.setting("paper"))
        facts = self.paper_facts(paper)
        audit.record(f"print:{self.name}", by=by, obj=self.printed_row)
        mark = pdf.DRAFT_MARK if self.is_draft else self.mark
        content = pdf.render(self.paper_template, facts | printed(by), paper=paper, mark=mark)
        name = f"{self.name}-{self.region.name}.pdf".replace(" ", "-")
        return pdf.response(content, name)


class PaperView(OnPaper, View):
    """A paper without a page of its own."""

    def get(self, request, *args, **kwargs):
        return self.paper(request.assignment)


class SheetView(OnPaper, TemplateView):
    """A page about one village that is also a paper (`?cetak=pdf`) and, with columns, a table (`?unduh=xlsx`).

    Subclasses give `rows()` and the columns: (header, what of the row).
    """

    columns = ()
    lies = True
    prints = True  # a map or a drawing has no paper of its own
    paper_template = SHEET_TEMPLATE

    def find_region(self, request, code):
        """The village this is about, within the reach of the reader. Raises Http404."""
        return village_of(request.assignment, code)

    def get(self, request, *args, **kwargs):
        by = request.assignment
        if self.columns and request.GET.get("unduh") == "xlsx":
            return export.respond(self.name, self.columns, self.rows(), by=by, place=self.region.name)
        if self.prints and request.GET.get("cetak") == "pdf":
            return self.paper(by)
        return super().get(request, *args, **kwargs)

    def paper_facts(self, paper):
        """What the paper says: the table, unless a subclass prints something else."""
        table = [[read(row) for _, read in self.columns] for row in self.rows()]
        headers = [header for header, _ in self.columns]
        return sheet_facts(
            self.name, self.region, headers, table, paper=paper, day=self.request.assignment.today,
            notes=self.notes(), lies=self.lies,
        )  # fmt: skip

    def notes(self):
        return ()

    def get_context_data(self, **kwargs):
        return super().get_context_data(region=self.region, **kwargs)


class OnVillage:
    """A form about a village: within the territory, for a role that may write there."""

    def prepare(self):
        self.object = None
        self.region = village_of(self.request.assignment, self.kwargs["code"])
        self.find()

    def find(self):
        """Look up what the form is about."""

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(region=self.region, **kwargs)


def own_row(row, by):
    """A visible row of the own village; of another it may be read, not written (403)."""
    if row.region_id != by.region_id:
        raise PermissionDenied
    return row
