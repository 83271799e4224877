"""Aid to the organising body, given for a purpose (FUN-13); shares of the money agreed in a meeting (FUN-02)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, StoredFile
from institutions.models import FamilyCareUnit, Meeting, Region
from institutions.plans import Source
from institutions.reach import scoped
from reporting.models.budget import BudgetLine
from reporting.money.purses import PAYABLE, Spending


class EarmarkedAid(BaseRow):
    """Money a giver grants the FCU for a purpose only; it lies inside the cash book and is told apart (FUN-13).

    `categories` are the kinds of spending the agreement allows. `balance` is what has come in and was not spent, in
    rupiah; the book is held while it changes.
    """

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="aids", editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    source = models.CharField("sumber dana", max_length=10, choices=Source)
    giver = models.CharField("pemberi", max_length=120)
    agreement_number = models.CharField("nomor perjanjian atau surat", max_length=80, blank=True)
    agreed_on = models.DateField("tanggal perjanjian")
    amount = models.BigIntegerField("jumlah bantuan (rupiah)", validators=PAYABLE)
    purpose = models.CharField("tujuan bantuan", max_length=300)
    categories = models.JSONField("hanya untuk", default=list)
    use_until = models.DateField("digunakan paling lambat", null=True, blank=True)
    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="aids", verbose_name="dari anggaran"
    )
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    balance = models.BigIntegerField("sisa di kas", default=0, editable=False)
    closed_on = models.DateField("selesai pada", null=True, blank=True, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "bantuan bertujuan"
        verbose_name_plural = "bantuan bertujuan"
        ordering = ["-agreed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(balance__gte=0), name="aid_never_negative",
                violation_error_message="Bantuan ini tidak cukup.",
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="aid_amount_above_zero"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.giver}: {self.purpose}"

    def get_absolute_url(self):
        return reverse("reporting:aid", args=[self.uid])

    @property
    def category_words(self):
        return ", ".join(Spending(code).label for code in self.categories)


class AidPaper(BaseRow):
    """A paper the giver asks for (report, LPJ, photos), by when, and when it was sent."""

    aid = models.ForeignKey(EarmarkedAid, models.PROTECT, related_name="papers", editable=False)
    what = models.CharField("berkas yang diminta", max_length=160)
    due_on = models.DateField("paling lambat", null=True, blank=True)
    sent_on = models.DateField("dikirim pada", null=True, blank=True)
    note = models.CharField("catatan", max_length=200, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    objects = scoped(scope="aid__region__code")

    class Meta:
        verbose_name = "berkas untuk pemberi bantuan"
        verbose_name_plural = "berkas untuk pemberi bantuan"
        ordering = ["due_on", "id"]

    def __str__(self):
        return self.what


class Allocation(BaseRow):
    """How the money is shared out over the services, as a meeting agreed; in force from a day on (III.B.4)."""

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="allocations", editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="allocations", verbose_name="musyawarah")
    valid_from = models.DateField("berlaku sejak")
    note = models.CharField("catatan", max_length=300, blank=True)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "kesepakatan alokasi"
        verbose_name_plural = "kesepakatan alokasi"
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"], name="one_allocation_per_day",
                violation_error_message="Sudah ada kesepakatan yang berlaku sejak tanggal itu.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"Alokasi sejak {self.valid_from:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("reporting:allocation", args=[self.uid])

    @classmethod
    def in_force(cls, unit, day):
        """The agreement that holds on `day`, or None."""
        return cls.objects.filter(unit=unit, valid_from__lte=day).order_by("-valid_from", "-id").first()


class AllocationShare(models.Model):
    """One line of the agreement. The shares of one agreement come to 100 percent; its action sees to that."""

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="shares")
    category = models.CharField("kategori", max_length=11, choices=Spending)
    percent = models.PositiveSmallIntegerField("persen", validators=[MinValueValidator(1), MaxValueValidator(100)])

    class Meta:
        verbose_name = "bagian alokasi"
        verbose_name_plural = "bagian alokasi"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "category"], name="one_share_per_category"),
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="share_is_a_percentage"),
        ]

    def __str__(self):
        return f"{self.get_category_display()} {self.percent}%"
