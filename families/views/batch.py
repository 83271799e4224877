"""Lists from Excel: the templates, handing a file in, what was found line by line, the decision, its result."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from families import background
from families.actions import batch as actions
from families.actions.batch_line import KNOWN, MAYBE, READY, STATES, WRONG
from families.actions.family import selection_group
from families.batch_preview import preview
from families.forms.batch import DecideForm, UploadForm
from families.models import ImportBatch
from families.resources.guide import EXAMPLES, GUIDE
from fcu_project import audit, dates
from fcu_project.export import XLSX
from fcu_project.sheets import reader, template
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.forms.meeting import ConfirmForm as YesForm
from institutions.models import FamilyCareUnit, WorkingGroup
from institutions.views.listing import KeyedListView

PAGE = 50
State = ImportBatch.State
CHANGED = (
    "Belum ada yang disimpan: keadaan sebagian baris berubah sejak diperiksa. Lihat baris yang sudah ada atau perlu "
    "diperbaiki, lalu simpan lagi."
)


def to_list():
    return reverse("families:batch-list")


def number(count):
    """A count as it is written: 10.000."""
    return f"{count:,}".replace(",", ".")


class BatchListView(KeyedListView):
    """The lists that were handed in, the latest first, each with what became of it."""

    template_name = "families/batch_list.html"
    descending = True

    def get_queryset(self):
        return ImportBatch.objects.visible_to(self.request.assignment).defer("rows")


class TemplateView(View):
    """The empty list of one kind as Excel, with its answers and how it is filled in."""

    def get(self, request, kind):
        if kind not in actions.PARTS:
            raise Http404
        part, label = actions.PARTS[kind], ImportBatch.Kind(kind).label
        book = template.template(part.TITLE_OF_SHEET, part.COLUMNS, EXAMPLES[kind], GUIDE[kind], marker=f"fcu {kind}")
        name = f"Templat-{label}.xlsx".replace(" ", "-")
        return FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)


class BatchUploadView(WriteMixin, FormView):
    """Hand in a list: it is read and judged, and nothing is saved before it is decided (FAM-04, FAM-19)."""

    form_class = UploadForm
    template_name = "families/batch_upload.html"
    submit_label = "Unggah & periksa"

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def prepare(self):
        self.object, self.closed = None, ""
        try:
            selection_group(self.request.assignment.region)
        except TransitionRefused as refusal:
            self.closed = refusal.reasons[0]

    def get_initial(self):
        asked = self.request.GET.get("isi", "")
        return {"kind": asked if asked in actions.PARTS else "families"}

    def get_context_data(self, **kwargs):
        region = self.request.assignment.region
        return super().get_context_data(
            closed=self.closed,
            unit=FamilyCareUnit.of(region) if self.closed else None,
            group=WorkingGroup.selection_of(region) if self.closed else None,
            kinds=[{"kind": kind, "label": label} for kind, label in ImportBatch.Kind.choices],
            **kwargs,
        )

    def write(self, form):
        by = self.request.assignment
        batch = actions.receive(form.cleaned_data["opened"], by=by, on=by.today)
        background.check_soon(batch, by)
        return batch

    def get_cancel_url(self):
        return to_list()


class OnBatch:
    """What is about one list of the own village."""

    def prepare(self):
        rows = ImportBatch.objects.visible_to(self.request.assignment).select_related("region")
        self.object = self.batch = get_object_or_404(rows, uid=self.kwargs["uid"])
        if self.batch.region_id != self.request.assignment.region_id:
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_success_url(self):
        return self.batch.get_absolute_url()

    get_cancel_url = get_success_url


class BatchView(OnBatch, WriteMixin, FormView):
    """One list: how many lines are ready, wrong or known, each of them with what was found, and what to do about it."""

    form_class = DecideForm
    template_name = "families/batch.html"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        audit.record("batch:view", by=request.assignment, obj=self.batch)
        return response

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "batch": self.batch}

    def get_context_data(self, **kwargs):
        batch, asked = self.batch, self.request.GET
        lines = actions.lines_in(batch) if batch.state == State.CHECKED or batch.state == State.SAVED else []
        part = asked.get("bagian", "")
        part = part if part in STATES else next((s for s in (WRONG, MAYBE, READY, KNOWN) if _count(batch, s)), READY)
        wanted = [line for line in lines if line.state == part]
        after = asked.get("setelah", "")
        after = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
        rest = [line for line in wanted if line.number > after]
        ticked = set(self.request.POST.getlist("line"))
        more = f"?bagian={part}&setelah={rest[PAGE - 1].number}" if len(rest) > PAGE else ""
        return super().get_context_data(
            batch=batch,
            waiting=batch.state in (State.CHECKING, State.SAVING),
            stuck=actions.is_stuck(batch, timezone.now()),
            progress=f"{number(batch.done)} dari {number(batch.total)}" if batch.state == State.CHECKING else "",
            decides=batch.state == State.CHECKED and batch.ready > 0,
            ticks=batch.state == State.CHECKED and part in (READY, MAYBE),
            left=remaining(batch),
            stats=[
                {"value": number(count), "label": label} for count, label in (
                    (batch.total, "baris di berkas"),
                    (batch.saved, "tersimpan") if batch.saved else (batch.ready, "siap disimpan"),
                    *([(batch.maybe, "mungkin ganda")] if batch.maybe else []),
                    (batch.wrong, "perlu diperbaiki"), (batch.known, "sudah ada"),
                )
            ],
            part=part,
            part_label=STATES[part].lower(),
            chips=[
                {"label": label, "count": number(_count(batch, state)), "url": f"?bagian={state}",
                 "current": state == part} for state, label in STATES.items() if state != MAYBE or batch.maybe
            ],
            rows=preview(rest[:PAGE], batch.kind, ticked),
            notes=(batch.rows or {}).get("notes", []),
            next_url=more,
            prev_url=f"?bagian={part}" if after else "",
            ready=number(batch.ready),
            **kwargs,
        )  # fmt: skip

    def write(self, form):
        by, batch, way = self.request.assignment, self.batch, form.cleaned_data["way"]
        self.saved = None
        if way == "again":
            self._again(by)
            return batch
        if len(form.chosen or ()) or batch.ready <= actions.AT_ONCE:
            actions.undecided(batch)
            self.saved = actions.save(batch, chosen=form.chosen, by=by, on=by.today)
            return batch
        actions.hand_over(batch, chosen=form.chosen, by=by, on=by.today)
        background.save_soon(batch, by)
        return batch

    def _again(self, by):
        """The worker ended in the middle of its work: it is begun anew."""
        if not actions.is_stuck(self.batch, timezone.now()):
            raise TransitionRefused(["Daftar ini masih dikerjakan. Tunggu sebentar, lalu muat ulang halamannya."])
        soon = background.check_soon if self.batch.state == State.CHECKING else background.save_soon
        soon(self.batch, by)

    def get_success_message(self, form):
        if self.saved is None:
            return ""
        if self.saved == 0:
            return CHANGED
        return f"{number(self.saved)} {'keluarga' if self.batch.kind == 'families' else 'anggota'} tersimpan."


def _count(batch, state):
    return {READY: batch.ready, MAYBE: batch.maybe, WRONG: batch.wrong, KNOWN: batch.known}[state]


def remaining(batch):
    """What is still to be done about a list, and until when its lines are kept; empty for nothing."""
    if not batch.rows or batch.state not in (State.CHECKED, State.SAVED):
        return ""
    if batch.known == batch.total:
        return "Semua baris sudah ada di daftar. Tidak ada yang perlu disimpan."
    parts = [
        words for count, words in (
            (batch.ready, f"{number(batch.ready)} baris siap disimpan"),
            (batch.maybe, f"{number(batch.maybe)} baris mungkin ganda: periksa, lalu centang yang keluarga lain"),
            (batch.wrong, f"{number(batch.wrong)} baris perlu diperbaiki: unduh, betulkan, lalu unggah lagi"),
        ) if count
    ]  # fmt: skip
    if not parts or (not batch.saved and batch.ready):
        return ""
    last_day = dates.long_date(batch.uploaded_on + timedelta(days=actions.KEPT_DAYS))
    return f"Masih ada {'; '.join(parts)}. Isinya disimpan sampai {last_day}, sesudah itu dihapus."


class BatchReturnedView(OnBatch, View):
    """The lines to be mended as the same sheet, with what is wrong in its last column."""

    def get(self, request, *args, **kwargs):
        self.prepare()
        batch = self.batch
        part = actions.PARTS[batch.kind]
        labels = {column.name: column.label for column in part.COLUMNS}
        names = list(labels)
        rows = [
            (reader.Row(line.number, dict(zip(names, line.cells, strict=True))),
             [f"{labels[name]}: {told}" if name else told for name, told in line.errors])
            for line in actions.lines_in(batch) if line.state == WRONG
        ]  # fmt: skip
        if not rows:
            return redirect(batch)
        audit.record("batch:return", by=request.assignment, obj=batch, fields=actions.manifest(batch, wrong=len(rows)))
        guide, marker = GUIDE[batch.kind], f"fcu {batch.kind}"
        book = template.returned(part.TITLE_OF_SHEET, part.COLUMNS, rows, guide, marker=marker)
        name = f"Perlu-diperbaiki_{request.assignment.today:%Y-%m-%d}.xlsx"
        return FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)


class BatchDiscardView(OnBatch, WriteMixin, FormView):
    """Wipe what is left of a list; what was saved of it stays."""

    form_class = YesForm
    template_name = "families/batch_discard.html"
    success_message = "Sisa daftar ini dihapus."

    def get(self, request, *args, **kwargs):
        self.prepare()
        return redirect(self.batch) if self.batch.rows == {} else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        label = "Hapus sisanya" if self.batch.saved else "Ya, batalkan"
        return super().get_context_data(batch=self.batch, submit_label=label, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.discard(self.batch, by=by, on=by.today)
