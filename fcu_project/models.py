"""Base rows, stored files and the small tables that every write passes through.

Nothing here points at a user or a region: rows of the ground floor keep uids, so that history depends on nothing.
"""

import uuid

from django.db import models, transaction
from django.utils import timezone

from fcu_project.prepared import prepared


class StaleVersion(Exception):
    """The row was changed by someone else after it was read; nothing was saved."""

    def __init__(self, row):
        self.row = row
        super().__init__(f"{row._meta.label} {row.pk} is no longer at version {row.version}")


class StageWrittenDirectly(Exception):
    """A stage was assigned and saved; only `workflow.perform` may change it."""


class BaseRow(models.Model):
    """A domain row: a public uid, and a version that every update compares and raises.

    `save()` of an existing row first takes it by UPDATE … WHERE id and version. On both databases this makes a second
    writer wait, then fail with `StaleVersion`: two people never overwrite each other unseen.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding:
            return super().save(*args, **kwargs)
        self.updated_at = timezone.now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version", "updated_at"}
        read_at = self.version
        try:
            with transaction.atomic():
                take(self)
                super().save(*args, **kwargs)
        except BaseException:
            self.version = read_at  # rolled back: the row can be mended and saved again
            raise


def take(row, **changes):
    """Take `row` for writing by compare-and-set on its version, applying `changes` in the same statement.

    Raises StaleVersion if someone else was faster. Also used to lock a parent before its children are summed or
    compared (terms that must not overlap, one live row per parent).
    """
    rows = type(row)._base_manager.filter(pk=row.pk, version=row.version)
    if not rows.update(version=row.version + 1, updated_at=timezone.now(), **changes):
        raise StaleVersion(row)
    row.version += 1
    for name, value in changes.items():
        setattr(row, name, value)


def hold(row):
    """Hold `row` until the transaction ends, at whatever version it was read, and read it anew.

    A second writer waits, then sees what the first left: for sums to which many add, where nobody's text is replaced.
    """
    type(row)._base_manager.filter(pk=row.pk).update(version=models.F("version") + 1, updated_at=timezone.now())
    row.refresh_from_db()


def take_all(rows):
    """Take several rows of one model, each at the version it was read. Raises StaleVersion for the first that moved."""
    rows = {row.pk: row for row in rows}
    if not rows:
        return
    model = type(next(iter(rows.values())))
    stored = model._base_manager.filter(pk__in=list(rows))
    stored.update(version=models.F("version") + 1, updated_at=timezone.now())
    now = dict(stored.values_list("pk", "version"))
    for pk, row in rows.items():
        if now.get(pk) != row.version + 1:
            raise StaleVersion(row)
        row.version += 1


class StagedRow(BaseRow):
    """A row with a stage that only `workflow.perform` may move. Subclasses declare `stage` with its choices."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding and self.stage != getattr(self, "stage_read", self.stage):
            raise StageWrittenDirectly(f"{self._meta.label}: use workflow.perform")
        super().save(*args, **kwargs)
        self.stage_read = self.stage

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row.stage_read = row.__dict__.get("stage")
        return row

    def refresh_from_db(self, *args, **kwargs):
        super().refresh_from_db(*args, **kwargs)
        self.stage_read = self.__dict__.get("stage")


class FromPaper(models.Model):
    """An act of another party that was decided on paper, recorded by the office that holds the paper."""

    from_paper = models.BooleanField("dicatat dari kertas", default=False)
    paper_number = models.CharField("nomor surat pada kertas", max_length=60, blank=True)
    paper_date = models.DateField("tanggal pada kertas", null=True, blank=True)
    paper_scan = models.ForeignKey(
        "fcu_project.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pindaian kertas",
    )
    recorded_by = models.CharField("dicatat oleh", max_length=160, blank=True, editable=False)

    class Meta:
        abstract = True


class StoredFile(models.Model):
    """Every uploaded or issued file: random name outside the web root, served only through its owner's view."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    path = models.CharField(max_length=120, unique=True, editable=False)
    original_name = models.CharField("nama berkas", max_length=200)
    content_type = models.CharField("jenis berkas", max_length=60)
    size = models.PositiveIntegerField("ukuran (bita)")
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"

    def __str__(self):
        return self.original_name


class FormReceipt(models.Model):
    """One accepted form: its idempotency key, what was sent (hash) and where the first answer led."""

    key = models.UUIDField(unique=True)
    actor = models.UUIDField()
    route = models.CharField(max_length=120)
    body_hash = models.CharField(max_length=64)
    result_url = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.key)


class GateReason(models.Model):
    """The written reason for going on although a gate warns. It is printed in the record of the act."""

    object_uid = models.UUIDField()
    gate = models.CharField(max_length=60)
    reason = models.TextField("alasan", max_length=1000)
    actor = models.UUIDField()
    recorded_by = models.CharField(max_length=160)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_uid", "gate"], name="one_reason_per_gate")]

    def __str__(self):
        return self.reason


class AuditEvent(models.Model):
    """Who did what, when. Append-only and without foreign keys: history outlives what it tells of.

    Holds names of changed fields, never their values: no identity number, name or note is in here.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)
    actor = models.UUIDField(null=True)
    assignment = models.UUIDField(null=True)
    role = models.CharField(max_length=40, blank=True)
    territory = models.CharField(max_length=10, blank=True)
    verb = models.CharField(max_length=60)
    model = models.CharField(max_length=80, blank=True)
    object_uid = models.UUIDField(null=True)
    fields = models.JSONField(default=list)
    stage_from = models.CharField(max_length=40, blank=True)
    stage_to = models.CharField(max_length=40, blank=True)
    effective_on = models.DateField(null=True)
    result = models.CharField(max_length=20, default="ok")
    request = models.CharField(max_length=36, blank=True)
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["object_uid", "id"], name="audit_object"),
            models.Index(fields=["actor", "id"], name="audit_actor"),
        ]

    def __str__(self):
        return f"{self.verb} {self.model}"


class Installation(models.Model):
    """One row that says what this installation holds. Demonstration data carries its marker here."""

    demonstration = models.BooleanField(default=False)
    demonstration_loaded_at = models.DateTimeField(null=True)
    regions_source = models.CharField(max_length=120, blank=True)
    reference_version = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return "instalasi"

    @classmethod
    def current(cls):
        """The installation's row, made on first use."""
        return cls.objects.get_or_create(pk=1)[0]

    @classmethod
    def shows_demonstration(cls):
        """Whether the marker is set; every page asks."""
        return bool(_demonstrations())


@prepared
def _demonstrations():
    return Installation.objects.filter(pk=1, demonstration=True).values_list("pk")
