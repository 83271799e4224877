"""Stimulus to families: account, entitlement, request, decision, payment (II.D.1.3(3–6)). Never FCU cash (FUN-12)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from families.models import Family, FamilyMember, Recipient
from fcu_project.identity import BlindIndexField, IdentityNumberField, masked_end
from fcu_project.models import BaseRow, FromPaper, StagedRow, StoredFile
from institutions.models import Region
from institutions.plans import FIRST_YEAR, LAST_YEAR, Source
from institutions.reach import ScopedQuerySet, scoped
from reporting.models.budget import BudgetLine
from reporting.money.purses import PAYABLE

SOFT = "\u00ad"  # where a word may be parted


def parted(words):
    """The long word of the last stage so that it may be parted where there is little room."""
    return words.replace("tanggungjawab", f"{SOFT}tanggung{SOFT}jawab")


class FamilyAccount(BaseRow):
    """The bank account of one adult member of a recipient family, opened with the help of the Dinas (FUN-03).

    The number is encrypted and masked; it is found again, and told apart from another family's, by its blind index.
    """

    family = models.ForeignKey(Family, models.PROTECT, related_name="bank_accounts", verbose_name="keluarga")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    bank = models.CharField("bank", max_length=80)
    number = IdentityNumberField("nomor rekening")
    number_index = BlindIndexField(of="number")
    holder = models.ForeignKey(FamilyMember, models.PROTECT, related_name="+", verbose_name="pemilik rekening")
    opened_on = models.DateField("dibuka pada")
    closed_on = models.DateField("tidak dipakai sejak", null=True, blank=True, editable=False)
    closed_reason = models.CharField("alasan tidak dipakai", max_length=200, blank=True, editable=False)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "rekening keluarga"
        verbose_name_plural = "rekening keluarga"
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=Q(closed_on=None), name="one_account_per_family",
                violation_error_message="Keluarga ini sudah punya rekening yang dipakai.",
            ),
            models.UniqueConstraint(
                fields=["number_index"], condition=Q(closed_on=None), name="account_of_one_family",
                violation_error_message="Nomor rekening ini sudah dipakai keluarga lain.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Rekening {self.bank}"

    @property
    def masked(self):
        """The number as lists, papers and pages show it: its last four digits."""
        return masked_end(self.number)

    @property
    def in_use(self):
        return self.closed_on is None


class StimulusGrant(FromPaper, BaseRow):
    """What one recipient family is entitled to in a year, in rupiah, by decision of the Dinas (FUN-04).

    `claimed` is what live requests come to and never passes `entitlement`; `paid` is what reached the account. The
    paper of the row is the decision on recipients.
    """

    recipient = models.ForeignKey(
        Recipient, models.PROTECT, related_name="grants", editable=False, verbose_name="penerima"
    )
    family = models.ForeignKey(Family, models.PROTECT, related_name="stimulus_grants", editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    year = models.PositiveSmallIntegerField(
        "tahun anggaran", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    source = models.CharField("sumber dana", max_length=10, choices=Source, default=Source.NATION)
    entitlement = models.BigIntegerField("hak keluarga (rupiah)", validators=PAYABLE)
    claimed = models.BigIntegerField("diajukan dan belum ditolak", default=0, editable=False)
    paid = models.BigIntegerField("sudah dicairkan", default=0, editable=False)
    purpose = models.CharField("untuk apa", max_length=300)
    decision_number = models.CharField("nomor keputusan", max_length=80)
    decided_on = models.DateField("tanggal keputusan")
    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="dari anggaran"
    )
    closed_on = models.DateField("ditutup pada", null=True, blank=True, editable=False)
    closed_reason = models.CharField("alasan ditutup", max_length=300, blank=True, editable=False)
    decided_by = models.CharField("ditetapkan oleh", max_length=160, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "dana stimulan keluarga"
        verbose_name_plural = "dana stimulan keluarga"
        ordering = ["-year", "region__code", "family__search_name", "id"]
        indexes = [models.Index(fields=["region", "year", "id"], name="grants_of_a_village")]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "year", "source"], name="one_grant_per_family_year_source",
                violation_error_message="Keluarga ini sudah punya dana stimulan dari sumber itu untuk tahun itu.",
            ),
            models.CheckConstraint(
                condition=Q(entitlement__gte=F("claimed"), claimed__gte=F("paid"), paid__gte=0),
                name="never_above_entitlement",
                violation_error_message="Jumlah pencairan melebihi hak keluarga.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Dana stimulan {self.year}: {self.family}"

    def get_absolute_url(self):
        return reverse("reporting:grant", args=[self.uid])

    @property
    def unpaid(self):
        """Rupiah of the entitlement that did not reach the family's account yet."""
        return self.entitlement - self.paid

    @property
    def free(self):
        """Rupiah that may still be asked for."""
        return self.entitlement - self.claimed


class DisbursementQuerySet(ScopedQuerySet):
    scope = "grant__region__code"

    def live(self):
        """Requests that take part of the entitlement."""
        return self.exclude(stage__in=Disbursement.OVER)


class Disbursement(FromPaper, StagedRow):
    """A family asks for part of its entitlement; only the Dinas decides and pays (II.D.1.3(5)).

    Diajukan → Disetujui → Dicairkan → Dipertanggungjawabkan; Ditolak and Ditarik end it. Amounts are rupiah:
    `approved` is what was approved and paid, `realised` what receipts show, `returned` what was paid back. The paper
    of the row is the decision of the Dinas, where it was recorded from paper.
    """

    class Stage(models.TextChoices):
        ASKED = "asked", "Diajukan"
        APPROVED = "approved", "Disetujui"
        PAID = "paid", "Dicairkan"
        ACCOUNTED = "accounted", "Dipertanggungjawabkan"
        REFUSED = "refused", "Ditolak"
        WITHDRAWN = "withdrawn", "Ditarik keluarga"

    OVER = ("refused", "withdrawn")
    SPENT = ("paid", "accounted")

    stage = models.CharField("tahap", max_length=9, choices=Stage, default=Stage.ASKED, editable=False)
    grant = models.ForeignKey(StimulusGrant, models.PROTECT, related_name="disbursements", editable=False)
    number = models.PositiveSmallIntegerField("permohonan ke-", editable=False)
    requested_on = models.DateField("diajukan pada")
    requested_by = models.ForeignKey(FamilyMember, models.PROTECT, related_name="+", verbose_name="yang mengajukan")
    amount = models.BigIntegerField("jumlah yang diajukan (rupiah)", validators=PAYABLE)
    purpose = models.CharField("akan dipakai untuk", max_length=500)
    request_scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="surat permohonan bertanda tangan",
    )  # fmt: skip
    asked_by = models.UUIDField(editable=False)
    asked_by_words = models.CharField("dicatat oleh", max_length=160, editable=False)
    approved = models.BigIntegerField("jumlah yang disetujui (rupiah)", default=0, editable=False)
    decision_number = models.CharField("nomor persetujuan", max_length=80, blank=True, editable=False)
    decided_on = models.DateField("diputuskan pada", null=True, blank=True, editable=False)
    decided_by = models.CharField("diputuskan oleh", max_length=160, blank=True, editable=False)
    decision_note = models.CharField("catatan keputusan", max_length=300, blank=True, editable=False)
    account = models.ForeignKey(
        FamilyAccount, models.PROTECT, null=True, blank=True, editable=False, related_name="disbursements"
    )
    paid_on = models.DateField("dicairkan pada", null=True, blank=True, editable=False)
    paid_by = models.CharField("pencairan dicatat oleh", max_length=160, blank=True, editable=False)
    paid_proof = models.CharField("nomor bukti pencairan", max_length=120, blank=True, editable=False)
    realised = models.BigIntegerField("sudah dipertanggungjawabkan (rupiah)", default=0, editable=False)
    returned = models.BigIntegerField("dikembalikan (rupiah)", default=0, editable=False)
    returned_on = models.DateField("dikembalikan pada", null=True, blank=True, editable=False)
    returned_proof = models.CharField("bukti pengembalian", max_length=120, blank=True, editable=False)
    accounted_on = models.DateField("dipertanggungjawabkan pada", null=True, blank=True, editable=False)
    withdrawn_on = models.DateField("ditarik keluarga pada", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("alasan ditarik", max_length=300, blank=True, editable=False)

    objects = DisbursementQuerySet.as_manager()

    class Meta:
        verbose_name = "pencairan dana stimulan"
        verbose_name_plural = "pencairan dana stimulan"
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="requests_numbered_once"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="request_above_zero"),
            models.CheckConstraint(
                condition=Q(approved__lte=F("amount"), approved__gte=0), name="approved_within_request",
                violation_error_message="Jumlah yang disetujui lebih besar daripada yang diajukan.",
            ),
            models.CheckConstraint(
                condition=Q(approved__gte=F("realised") + F("returned"), realised__gte=0, returned__gte=0),
                name="spent_within_payment",
                violation_error_message="Pertanggungjawaban melebihi uang yang dicairkan.",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["paid", "accounted"]) | Q(paid_on__isnull=False, account__isnull=False),
                name="paid_into_an_account",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Pencairan ke-{self.number}"

    def get_absolute_url(self):
        return reverse("reporting:disbursement", args=[self.uid])

    @property
    def region(self):
        return self.grant.region

    @property
    def stage_words(self):
        """The stage where there is little room."""
        return parted(self.get_stage_display())

    @property
    def left(self):
        """Rupiah that were paid and are neither shown by receipts nor given back."""
        return self.approved - self.realised - self.returned if self.stage in self.SPENT else 0


class CheckQuerySet(ScopedQuerySet):
    scope = "grant__region__code"

    def findings(self):
        """Those that found something, settled or not."""
        return self.exclude(finding="")

    def open(self):
        """Findings on which something still has to be done."""
        return self.findings().filter(resolved_on=None)

    def overdue(self, day):
        """Open findings whose last day lies before `day`."""
        return self.open().filter(due_on__lt=day)

    def with_facts(self):
        return self.select_related("grant__family", "grant__region__parent", "photo")


class StimulusCheck(BaseRow):
    """The Dinas looks whether the right family received the money and used it rightly; what it found (II.D.1.3(6))."""

    class Way(models.TextChoices):
        VISIT = "visit", "Kunjungan ke keluarga"
        PAPERS = "papers", "Pemeriksaan berkas"
        PHONE = "phone", "Telepon"

    class Answer(models.TextChoices):
        YES = "yes", "Ya"
        PARTLY = "partly", "Sebagian"
        NO = "no", "Tidak"

    grant = models.ForeignKey(StimulusGrant, models.PROTECT, related_name="checks", editable=False)
    on = models.DateField("tanggal pemeriksaan")
    way = models.CharField("cara", max_length=6, choices=Way)
    inspector = models.CharField("pemeriksa", max_length=160)
    received_rightly = models.CharField("diterima keluarga yang berhak", max_length=6, choices=Answer)
    used_rightly = models.CharField("dipakai sesuai tujuan", max_length=6, choices=Answer)
    note = models.TextField("catatan", max_length=1000)
    finding = models.CharField("temuan", max_length=500, blank=True)
    action = models.CharField("yang harus dilakukan", max_length=500, blank=True)
    due_on = models.DateField("paling lambat", null=True, blank=True)
    resolved_on = models.DateField("selesai pada", null=True, blank=True, editable=False)
    resolution = models.CharField("penyelesaian", max_length=500, blank=True, editable=False)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = "pemeriksaan dana stimulan"
        verbose_name_plural = "pemeriksaan dana stimulan"
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_rightly="yes", used_rightly="yes") | ~Q(finding=""),
                name="wrong_use_is_a_finding",
                violation_error_message="Tuliskan temuannya.",
            ),
            models.CheckConstraint(
                condition=Q(finding="") | ~Q(action=""), name="finding_asks_for_action",
                violation_error_message="Tuliskan yang harus dilakukan untuk temuan ini.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Pemeriksaan {self.on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("reporting:stimulus-check", args=[self.uid])

    @property
    def is_open(self):
        return bool(self.finding) and self.resolved_on is None
