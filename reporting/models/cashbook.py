"""The cash book of an FCU (Buku Kas Umum): entries, closed months, counted cash (III.B.2.3(3), III.B.4)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fcu_project import dates
from fcu_project.models import BaseRow, FromPaper, StagedRow, StoredFile
from institutions.models import FamilyCareUnit, Person, PlanItem, Region
from institutions.plans import Source
from institutions.reach import ScopedQuerySet, scoped
from reporting.models.aid import EarmarkedAid
from reporting.money.purses import PAYABLE, SOURCE_CODES, SPENDING_CODES, Spending


class CashBook(BaseRow):
    """The one book of an FCU. It begins with what the paper book before it had left on the day it was opened.

    `balance` is that amount and all booked entries, in rupiah; `earmarked` the part that belongs to aid given for a
    purpose. Whoever books holds this row first, so that two at once are told one after the other.
    """

    unit = models.OneToOneField(FamilyCareUnit, models.PROTECT, related_name="cash_book", editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    opened_on = models.DateField("dibuka pada")
    opening_balance = models.BigIntegerField("saldo awal", default=0, validators=[MinValueValidator(0)])
    opening_note = models.CharField("asal saldo awal", max_length=200, blank=True)
    balance = models.BigIntegerField("saldo", default=0, editable=False)
    earmarked = models.BigIntegerField("saldo bantuan bertujuan", default=0, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "buku kas umum"
        verbose_name_plural = "buku kas umum"
        ordering = ["region__code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opening_balance__gte=0) & Q(earmarked__gte=0) & Q(balance__gte=F("earmarked")),
                name="cash_never_negative", violation_error_message="Saldo kas tidak boleh kurang dari nol.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"Buku kas {self.unit}"

    def get_absolute_url(self):
        return reverse("reporting:cashbook")

    @property
    def general(self):
        """What may be spent on every service, in rupiah: the balance without earmarked aid."""
        return self.balance - self.earmarked

    def closed_until(self):
        """(year, month) of the last closed month, None before the first."""
        last = self.closings.order_by("-year", "-month").first()
        return (last.year, last.month) if last else None


class CashEntryQuerySet(ScopedQuerySet):
    def booked(self):
        """Entries that count: not those that wait for the coordinator, nor those that were refused."""
        return self.filter(stage=CashEntry.Stage.BOOKED)

    def in_book_order(self):
        """As the book is written: by day, money in before money out, then as typed."""
        return self.order_by("on", "direction", "id")

    def with_facts(self):
        return self.select_related(
            "book__unit", "region", "aid", "plan_item__plan", "giver_body", "reverses", "reversed_by", "receipt"
        )


class CashEntry(FromPaper, StagedRow):
    """One line of the book. Menunggu persetujuan → Tercatat | Ditolak; a line is never edited, only reversed (FUN-08).

    `amount` is whole rupiah, always above zero; `direction` tells in from out. A reversal has the other direction, the
    amount, source, category, purse and plan row of what it takes back. `number` is the evidence number of its
    direction and year, given when it is booked. The paper of `FromPaper` is the coordinator's approval.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting", "Menunggu persetujuan"
        BOOKED = "booked", "Tercatat"
        REFUSED = "refused", "Ditolak"

    class Direction(models.TextChoices):
        IN = "in", "Uang masuk"
        OUT = "out", "Uang keluar"

    stage = models.CharField("keadaan", max_length=8, choices=Stage, default=Stage.WAITING, editable=False)
    book = models.ForeignKey(CashBook, models.PROTECT, related_name="entries", editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    direction = models.CharField("masuk atau keluar", max_length=3, choices=Direction, editable=False)
    on = models.DateField("tanggal")
    text = models.CharField("uraian", max_length=200)
    amount = models.BigIntegerField("jumlah (rupiah)", validators=PAYABLE)
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField("nomor bukti", null=True, editable=False)
    # Money in: from whom, and that nothing is asked in return.
    source = models.CharField("sumber dana", max_length=10, choices=Source, blank=True)
    giver = models.CharField("diterima dari", max_length=120, blank=True)
    giver_body = models.ForeignKey(
        "institutions.Institution", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="lembaga pemberi",
    )  # fmt: skip
    terms = models.CharField("syarat atau pesan pemberi", max_length=300, blank=True)
    non_binding = models.BooleanField("pemberi tidak mengikat", default=False)
    # Money out: to whom, for what.
    category = models.CharField("kategori", max_length=11, choices=Spending, blank=True)
    payee = models.CharField("dibayarkan kepada", max_length=120, blank=True)
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="cash_entries",
        verbose_name="kegiatan dalam rencana",
    )  # fmt: skip
    outside_reason = models.CharField("alasan di luar kesepakatan", max_length=300, blank=True)
    # The purse: earmarked aid, or none of it.
    aid = models.ForeignKey(
        EarmarkedAid, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="dari bantuan"
    )
    receipt = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    receipt_print = models.CharField(max_length=64, blank=True, editable=False)
    no_receipt_reason = models.CharField("mengapa tanpa bukti", max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="reversed_by",
        verbose_name="membatalkan",
    )  # fmt: skip
    approved_on = models.DateField("disetujui pada", null=True, blank=True, editable=False)
    approved_by = models.CharField("disetujui oleh", max_length=240, blank=True, editable=False)
    refused_reason = models.CharField("alasan ditolak", max_length=300, blank=True, editable=False)
    entered_by = models.UUIDField(editable=False)
    entered_by_words = models.CharField("dicatat oleh", max_length=160, editable=False)
    for_treasurer = models.BooleanField("diketik untuk bendahara", default=False, editable=False)

    objects = CashEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan kas"
        verbose_name_plural = "catatan kas"
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["book", "on"], name="cash_by_day"),
            models.Index(fields=["region", "id"], name="cash_of_a_village"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=1), name="cash_amount_above_zero",
                violation_error_message="Jumlah uang harus lebih dari nol.",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=False) | Q(direction="in") & ~Q(source="") & ~Q(giver="")
                | Q(direction="out") & ~Q(category="") & ~Q(payee=""),
                name="cash_from_or_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=False) | ~Q(source__in=["business", "donation"]) | Q(non_binding=True),
                name="cash_from_no_binding_giver",
                violation_error_message="Uang dari pihak yang mengikat tidak boleh diterima.",
            ),
            models.CheckConstraint(
                condition=~Q(stage="booked") | Q(number__isnull=False), name="booked_cash_has_a_number"
            ),
            models.UniqueConstraint(fields=["book", "direction", "year", "number"], name="cash_numbered_once"),
            models.UniqueConstraint(
                fields=["book", "receipt_print"], condition=~Q(receipt_print=""), name="cash_receipt_used_once",
                violation_error_message="Berkas bukti ini sudah dipakai untuk catatan lain.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.evidence or 'Belum bernomor'}: {self.text}"

    def get_absolute_url(self):
        return reverse("reporting:cash-entry", args=[self.uid])

    @property
    def is_in(self):
        return self.direction == self.Direction.IN

    @property
    def signed(self):
        """Rupiah with its sign: above zero in, below zero out."""
        return self.amount if self.is_in else -self.amount

    @property
    def evidence(self):
        """The evidence number as it is written on the paper: BKM-003/2026 (in), BKK-012/2026 (out); "" before."""
        return f"{'BKM' if self.is_in else 'BKK'}-{self.number:03d}/{self.year}" if self.number else ""

    @property
    def code(self):
        """The book's code of the source or category: 4.1, 5.08."""
        return SPENDING_CODES.get(self.category) or SOURCE_CODES.get(self.source, "")

    @property
    def kind_words(self):
        """Where it came from or what it went to, in words."""
        return self.get_category_display() or self.get_source_display()

    @property
    def is_reversed(self):
        return hasattr(self, "reversed_by")


class MonthClosing(BaseRow):
    """A month of the book whose printed page was signed by treasurer and coordinator: it is locked for good (FUN-08).

    Months close one after the other from the month of opening. Amounts are rupiah, frozen; `income` and `expense` are
    the two columns of the page, reversals among them.
    """

    book = models.ForeignKey(CashBook, models.PROTECT, related_name="closings", editable=False)
    year = models.PositiveSmallIntegerField("tahun", editable=False)
    month = models.PositiveSmallIntegerField("bulan", editable=False)
    opening = models.BigIntegerField("saldo bulan lalu", editable=False)
    income = models.BigIntegerField("penerimaan", editable=False)
    expense = models.BigIntegerField("pengeluaran", editable=False)
    closing = models.BigIntegerField("saldo akhir", editable=False)
    lines = models.PositiveIntegerField("jumlah baris", editable=False)
    signed_on = models.DateField("ditandatangani pada")
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, editable=False, related_name="+", verbose_name="lembar bertanda tangan"
    )
    treasurer = models.CharField("bendahara", max_length=120, editable=False)
    coordinator = models.CharField("koordinator", max_length=120, editable=False)
    closed_by = models.CharField("ditutup oleh", max_length=160, editable=False)

    objects = scoped(scope="book__region__code")

    class Meta:
        verbose_name = "tutup buku bulanan"
        verbose_name_plural = "tutup buku bulanan"
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "year", "month"], name="month_closed_once",
                violation_error_message="Bulan ini sudah ditutup.",
            ),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="closing_month_from_one_to_twelve"),
            models.CheckConstraint(
                condition=Q(closing=F("opening") + F("income") - F("expense"), closing__gte=0, opening__gte=0),
                name="closing_adds_up",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{dates.MONTHS[self.month - 1]} {self.year}"

    def get_absolute_url(self):
        return reverse("reporting:cash-month", args=[self.year, self.month])


class CashCount(BaseRow):
    """Cash counted against the book: a check, or the hand-over of the treasurer's office (III.B.2.3(3)).

    `balance` is what the book said on that day, frozen; any difference needs its reason. `pieces` are the notes and
    coins where they were counted one by one: {"100000": 3}.
    """

    class Kind(models.TextChoices):
        CHECK = "check", "Pemeriksaan kas"
        HANDOVER = "handover", "Serah terima jabatan bendahara"

    book = models.ForeignKey(CashBook, models.PROTECT, related_name="counts", editable=False)
    kind = models.CharField("jenis", max_length=8, choices=Kind)
    on = models.DateField("tanggal")
    cash = models.BigIntegerField("uang tunai yang dihitung", validators=[MinValueValidator(0)])
    pieces = models.JSONField("lembar dan keping", default=dict, blank=True, editable=False)
    bank = models.BigIntegerField("saldo di rekening FCU", default=0, validators=[MinValueValidator(0)])
    balance = models.BigIntegerField("saldo menurut buku", editable=False)
    reason = models.CharField("penjelasan selisih", max_length=300, blank=True)
    giver = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="yang menyerahkan"
    )
    receiver = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="yang menerima"
    )
    papers = models.TextField("buku dan berkas yang diserahkan", max_length=1000, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = scoped(scope="book__region__code")

    class Meta:
        verbose_name = "penghitungan kas"
        verbose_name_plural = "penghitungan kas"
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(balance=F("cash") + F("bank")) | ~Q(reason=""), name="cash_difference_explained",
                violation_error_message="Uang yang dihitung tidak sama dengan saldo buku. Tuliskan penjelasannya.",
            ),
            models.CheckConstraint(
                condition=Q(kind="check") | Q(giver__isnull=False, receiver__isnull=False),
                name="handover_between_two",
                violation_error_message="Isi siapa yang menyerahkan dan siapa yang menerima.",
            ),
            models.CheckConstraint(condition=Q(cash__gte=0, bank__gte=0), name="counted_not_negative"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()}, {dates.long_date(self.on)}"

    def get_absolute_url(self):
        return reverse("reporting:cash-count", args=[self.uid])

    def counted_pieces(self):
        """[(what one is worth in rupiah, how many)], the largest first; empty where they were not told one by one."""
        return sorted(((int(worth), number) for worth, number in self.pieces.items() if number), reverse=True)

    @property
    def counted(self):
        return self.cash + self.bank

    @property
    def difference(self):
        """Rupiah counted above (or, below zero, under) the book."""
        return self.counted - self.balance
