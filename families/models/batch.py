"""A list that came in as an Excel file: what it said, what was found about every row, and what became of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.identity import SealedJSONField
from fcu_project.models import BaseRow
from institutions.models import Region
from institutions.reach import scoped


class ImportBatch(BaseRow):
    """One uploaded list. The rows are sealed, since they hold identity numbers, and wiped once it is decided upon."""

    class Kind(models.TextChoices):
        FAMILIES = "families", "Calon keluarga"
        MEMBERS = "members", "Anggota keluarga"

    class State(models.TextChoices):
        CHECKING = "checking", "Sedang diperiksa"
        CHECKED = "checked", "Menunggu keputusan Anda"
        SAVING = "saving", "Sedang disimpan"
        SAVED = "saved", "Tersimpan"
        REFUSED = "refused", "Berkas ditolak"
        DISCARDED = "discarded", "Dibatalkan"

    region = models.ForeignKey(Region, models.PROTECT, related_name="import_batches", editable=False)
    kind = models.CharField("isi berkas", max_length=8, choices=Kind)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.CHECKING, editable=False)
    file_name = models.CharField("nama berkas", max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    rows = SealedJSONField(purpose="families.importbatch.rows", null=True, editable=False)  # NULL once wiped
    total = models.PositiveIntegerField("baris", default=0, editable=False)
    ready = models.PositiveIntegerField("siap", default=0, editable=False)
    wrong = models.PositiveIntegerField("perlu diperbaiki", default=0, editable=False)
    known = models.PositiveIntegerField("sudah ada", default=0, editable=False)
    done = models.PositiveIntegerField("sudah dikerjakan", default=0, editable=False)  # of the work under way
    saved = models.PositiveIntegerField("tersimpan", default=0, editable=False)
    remark = models.CharField("keterangan", max_length=500, blank=True, editable=False)
    uploaded_on = models.DateField("diunggah pada", editable=False)
    saved_on = models.DateField("disimpan pada", null=True, blank=True, editable=False)
    actor = models.UUIDField(editable=False)
    recorded_by = models.CharField("diunggah oleh", max_length=160, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "daftar dari Excel"
        verbose_name_plural = "daftar dari Excel"
        ordering = ["-id"]
        indexes = [models.Index(fields=["region", "sha256"], name="batch_of_a_file")]
        constraints = [
            models.CheckConstraint(condition=~Q(state="saved") | Q(saved_on__isnull=False), name="saved_with_a_date"),
        ]

    def __str__(self):
        return self.file_name

    @property
    def maybe(self):
        """How many lines are probably on file already, and wait to be told apart."""
        if self.state == self.State.CHECKING:
            return 0
        return max(self.total - self.saved - self.ready - self.wrong - self.known, 0)

    @property
    def outcome(self):
        """(kind of mark, words) of where the list stands, with what is left of it."""
        state, label = self.state, self.get_state_display()
        if state in (self.State.CHECKED, self.State.DISCARDED) and self.total and self.known == self.total:
            return "done", "Semua baris sudah ada"
        if state == self.State.CHECKED and not self.ready and not self.maybe:
            return "due", f"{self.wrong} baris perlu diperbaiki"
        if state == self.State.SAVED and (self.wrong or self.maybe):
            return "done", "Tersimpan sebagian"
        return {"saved": "done", "checked": "due", "discarded": "shut", "refused": "shut"}.get(state, "todo"), label

    def get_absolute_url(self):
        return reverse("families:batch", args=[self.uid])
