"""Lists paged by key: the next page begins after the last row, so that page 400 costs what page 1 costs."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.views.generic import TemplateView

from fcu_project import export

PAGE_SIZE = 50


def uid_of(text):
    """A uid that came in an address. Raises Http404 for what is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


class KeyedListView(TemplateView):
    """A list ordered by `order` (a sort field and the id), paged by the key of its last row.

    Subclasses give `get_queryset()` within reach. No COUNT: above a village it would read every row.
    """

    order = ("id",)
    descending = False
    page_size = PAGE_SIZE
    columns = ()  # of the Excel file, see institutions.resources; without them there is no download
    export_name = ""

    def get(self, request, *args, **kwargs):
        if self.columns and request.GET.get("unduh") == "xlsx":
            rows = self.get_queryset().order_by(*self.order).iterator(chunk_size=500)
            by = request.assignment
            return export.respond(self.export_name, self.columns, rows, by=by, place=by.region.name)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        sign = "-" if self.descending else ""
        rows = self.get_queryset().order_by(*(f"{sign}{name}" for name in self.order))
        after = self.request.GET.get("setelah", "")
        if after:
            rows = rows.filter(self._beyond(after))
        page = list(rows[: self.page_size + 1])
        more = len(page) > self.page_size
        page = page[: self.page_size]
        kept = self.request.GET.copy()
        kept.pop("setelah", None)
        download = kept.copy()
        download["unduh"] = "xlsx"
        next_url = prev_url = ""
        if more:
            kept_next = kept.copy()
            kept_next["setelah"] = self._key(page[-1])
            next_url = f"?{kept_next.urlencode()}"
        if after:
            prev_url = f"?{kept.urlencode()}"
        return super().get_context_data(
            rows=page,
            next_url=next_url,
            download_url=f"?{download.urlencode()}" if self.columns and page else "",
            prev_url=prev_url,
            wanted=self.request.GET.get("cari", ""),
            **kwargs,
        )

    def _key(self, row):
        return "~".join(str(getattr(row, name)) for name in self.order)

    def _beyond(self, text):
        """Rows after the given key; an unreadable key shows the first page."""
        parts = text.rsplit("~", len(self.order) - 1)
        if len(parts) != len(self.order) or not parts[-1].isascii() or not parts[-1].isdigit() or len(parts[-1]) > 18:
            return Q()
        compare = "lt" if self.descending else "gt"
        if len(self.order) == 1:
            return Q(**{f"id__{compare}": int(parts[0])})
        field, value = self.order[0], parts[0]
        try:
            self.get_queryset().model._meta.get_field(field).to_python(value)
        except Exception:
            return Q()
        return Q(**{f"{field}__{compare}": value}) | Q(**{field: value, f"id__{compare}": int(parts[-1])})
