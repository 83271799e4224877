"""Every letter goes through one register: number, frozen facts, file, fingerprint, token."""

import secrets

from django.db import models
from django.urls import reverse

from fcu_project.identity import SealedJSONField
from fcu_project.models import FromPaper, StagedRow, StoredFile
from institutions.models.institution import TypeQuerySet
from institutions.models.meeting import Meeting
from institutions.models.region import Region
from institutions.reach import ScopedQuerySet

NUMBER_TAKEN = "Nomor ini sudah dipakai untuk surat sejenis tahun itu."


def new_token():
    """An unguessable token for the public page that proves issue."""
    return secrets.token_urlsafe(18)


class Book(models.TextChoices):
    """Whose book of letters: in one place up to two bodies keep one, each with numbers and agenda of its own."""

    OFFICE = "office", "Kantor"
    FCU = "fcu", "FCU"
    TKSK = "tksk", "TKSK"
    LK3 = "lk3", "LK3"


class LetterClass(models.Model):
    """A classification code of letters. Two editions are in use side by side; an office writes the one it knows."""

    code = models.CharField("kode", max_length=16, unique=True)
    title = models.CharField("uraian", max_length=120)
    edition = models.CharField("edisi", max_length=40)
    is_active = models.BooleanField("dipakai", default=True)

    objects = TypeQuerySet.as_manager()

    class Meta:
        verbose_name = "klasifikasi surat"
        verbose_name_plural = "klasifikasi surat"
        ordering = ["edition", "code"]

    def __str__(self):
        return f"{self.code} {self.title}"


# Of upper floors, (condition, kept_from): letters that only take a number here, while their words are kept elsewhere.
SEALED = []


def seal_letters(condition, kept_from):
    """Letters that meet `condition` stand with their number in the book of who issued them and are opened nowhere;
    `kept_from`(person's key) is a condition for those of which this person must not know (once, in `apps.py`)."""
    SEALED.append((condition, kept_from))


class DocumentQuerySet(ScopedQuerySet):
    def unsealed(self):
        """Without the letters whose words are kept elsewhere."""
        return self.exclude(_is_sealed())

    def visible_to(self, assignment):
        """Letters that may be opened; a sealed one is opened by nobody."""
        return super().visible_to(assignment).unsealed()

    def registered_for(self, assignment, book):
        """What the list of letters tells: sealed ones (`is_sealed`) only where `book` of the own office has them."""
        sealed = models.Case(models.When(_is_sealed(), then=True), default=False, output_field=models.BooleanField())
        rows = super().visible_to(assignment).annotate(is_sealed=sealed)
        rows = rows.filter(models.Q(is_sealed=False) | models.Q(region=assignment.region_id, book=book))
        for _, kept_from in SEALED:
            rows = rows.exclude(kept_from(assignment.person_id))
        return rows


def _is_sealed():
    condition = models.Q(pk__in=())
    for sealed, _ in SEALED:
        condition |= sealed
    return condition


class IssuedDocument(FromPaper, StagedRow):
    """A letter: Draf → Siap ditandatangani → Terbit → Diganti | Batal.

    `facts` are computed anew while it is a draft, and frozen when it is made ready to sign. The file is rendered
    outside the transaction and attached by compare-and-set, so that rendering can be repeated.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draf"
        READY = "ready", "Siap ditandatangani"
        ISSUED = "issued", "Terbit"
        REPLACED = "replaced", "Diganti"
        CANCELLED = "cancelled", "Batal"

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Undangan"
        RECORD = "record", "Berita acara"
        DECREE = "decree", "Surat keputusan"
        REFERRAL = "referral", "Surat rujukan"
        COVER = "cover", "Surat pengantar"
        RECOMMENDATION = "recommendation", "Surat rekomendasi"
        RECOGNITION = "recognition", "Surat pengakuan"
        ASSIGNMENT = "assignment", "Surat tugas"
        NOTICE = "notice", "Surat pemberitahuan"
        LETTER = "letter", "Surat biasa"

    class SignsFor(models.TextChoices):
        HIMSELF = "", "atas jabatannya sendiri"
        ON_BEHALF = "an", "a.n. (atas nama)"
        FOR_HEAD = "ub", "u.b. (untuk beliau)"

    stage = models.CharField("tahap", max_length=10, choices=Stage, default=Stage.DRAFT, editable=False)
    kind = models.CharField("jenis surat", max_length=20, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="documents", verbose_name="wilayah penerbit")
    book = models.CharField("buku", max_length=6, choices=Book, default=Book.OFFICE, editable=False)
    issuer = models.CharField("penerbit", max_length=160)
    subject = models.CharField("perihal", max_length=200)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="documents")
    classification = models.ForeignKey(
        LetterClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="klasifikasi"
    )
    signs_for = models.CharField("menandatangani", max_length=2, choices=SignsFor, blank=True, default="")
    signer_name = models.CharField("nama penanda tangan", max_length=100, blank=True)
    signer_title = models.CharField("jabatan penanda tangan", max_length=120, blank=True)
    signs_through = models.CharField("jabatan yang diwakilinya", max_length=120, blank=True)  # the one before "u.b."
    signer_id_line = models.CharField("NIP atau pangkat", max_length=60, blank=True)
    approved_by = models.CharField("disetujui oleh", max_length=240, blank=True, editable=False)
    approved_on = models.DateField("disetujui pada", null=True, blank=True, editable=False)
    number = models.CharField("nomor", max_length=60, blank=True)
    dated_on = models.DateField("tanggal surat", null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    facts = SealedJSONField(purpose="letter facts", editable=False)  # a record may name families
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, editable=False, related_name="+")
    signed_scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="pindaian bertanda tangan",
    )  # fmt: skip

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "surat"
        verbose_name_plural = "surat"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "issuer", "kind", "year", "number"], condition=~models.Q(number=""),
                name="letter_number_once",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="issued") | (~models.Q(number="") & models.Q(dated_on__isnull=False)),
                name="issued_letters_have_number_and_date",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} {self.number or '(belum bernomor)'}: {self.subject}"

    def get_absolute_url(self):
        return reverse("institutions:document-detail", args=[self.uid])

    def save(self, *args, **kwargs):
        self._take_year()
        super().save(*args, **kwargs)

    def validate_constraints(self, exclude=None):
        self._take_year()  # numbers are unique within it
        super().validate_constraints(exclude)

    def _take_year(self):
        self.year = self.dated_on.year if self.dated_on else None


class LetterSeries(models.Model):
    """The last number an office gave to its letters of one kind, or in another of its books, in one year. A number is
    never given twice."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=IssuedDocument.Kind, blank=True)  # "" counts all kinds together
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "kind", "year"], name="one_series_per_office")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}: {self.last}"

    @classmethod
    def next_number(cls, region, kind, year):
        """The next number of the series, counted up in one statement: a second writer waits, then gets the one after.

        Call it in the transaction that uses the number; a rollback leaves no gap.
        """
        series, _ = cls.objects.get_or_create(region=region, kind=kind, year=year)
        cls.objects.filter(pk=series.pk).update(last=models.F("last") + 1)
        series.refresh_from_db()
        return series.last
