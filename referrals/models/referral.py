"""A family is referred to where it can be helped; what was told of it, and how it ended (III.B.5.7)."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from families.models import Family, FamilyMember, Need
from fcu_project.identity import SealedJSONField
from fcu_project.models import BaseRow, StagedRow, StoredFile
from institutions.models import Institution, IssuedDocument, Membership, Region
from institutions.reach import ScopedQuerySet
from referrals.models.service import Service

SUBDISTRICT_WIDTH = 6  # digits of a kecamatan's code
WITHOUT_LETTER = "tanpa surat"
SENT_BACK = "Dikembalikan LK3"
USUAL_WAIT = 14  # days without an answer before a referral is overdue (setting "referral_overdue_days" of the region)


class Level(models.TextChoices):
    """The tiers (III.B.5.7): to a member's own body in the village (III.A.5.3(3)); the FCU and TKSK within the
    kecamatan; LK3 within the kabupaten and beyond."""

    VILLAGE = "village", "Di desa/kelurahan, lembaga anggota FCU"
    SUBDISTRICT = "subdistrict", "Kecamatan"
    REGENCY = "regency", "Kabupaten/kota, lewat LK3"


# The same in the few words of a list or a book.
TIERS = {
    Level.VILLAGE: "Rujukan dalam desa/kelurahan",
    Level.SUBDISTRICT: "Kecamatan",
    Level.REGENCY: "Kabupaten/kota, lewat LK3",
}
# Where a stage began: the column with its day.
DAY_OF = {
    "sent": "sent_on", "accepted": "accepted_on", "forwarded": "forwarded_on", "served": "answered_on",
    "declined": "declined_on", "recalled": "recalled_on", "closed": "closed_on",
}  # fmt: skip


class Outcome(models.TextChoices):
    FULL = "full", "Kebutuhan terpenuhi"
    PARTLY = "partly", "Terpenuhi sebagian"
    NONE = "none", "Tidak terpenuhi"


class Purpose(models.TextChoices):
    """What for: a service, or the way to a lender or giver of capital (III.B.6.7(6))."""

    SERVICE = "service", "Pelayanan"
    CAPITAL = "capital", "Akses modal atau lembaga ekonomi"


class Beyond(models.TextChoices):
    """Where outside the kabupaten LK3 sends a referral on (I.E.12, II.D.2.6)."""

    REGENCY = "regency", "Kabupaten/kota lain"
    PROVINCE = "province", "Lembaga tingkat provinsi"
    NATION = "nation", "Sentra atau lembaga pusat"


class ReferralQuerySet(ScopedQuerySet):
    def own_rows(self, assignment):
        """A pioneer sees the referrals of the plasma families paired with their own now."""
        return Q(family__in=Family.objects.filter(Family.objects.all().own_rows(assignment)))

    def addressed_rows(self, assignment):
        """LK3 sees what was sent to it."""
        return Q(level=Level.REGENCY, sent_on__isnull=False) & ~Q(stage=Referral.Stage.DRAFT)

    def live(self):
        """Those that are not over."""
        return self.filter(stage__in=Referral.LIVE)

    def waiting(self):
        """Sent and without an answer."""
        return self.filter(stage__in=Referral.WAITING)

    def overdue(self, today, days=USUAL_WAIT):
        """Whoever holds them has held them for more than `days` on the day `today`."""
        return self.waiting().filter(held_before(today - timedelta(days=days)))

    def with_facts(self):
        """With what a list or a page says of each."""
        return self.select_related(
            "region", "office", "family__region", "need__problem", "service__institution", "service__region", "body"
        )


def held_before(day):
    """The condition that who holds it now got it before `day`: a place of LK3 by its forwarding, others by sending."""
    return Q(forwarded_on=None, sent_on__lt=day) | Q(forwarded_on__lt=day)


class AlternativeQuerySet(ScopedQuerySet):
    scope = "referral__region__code"

    def addressed_rows(self, assignment):
        return Q(referral__level=Level.REGENCY, referral__sent_on__isnull=False)


class Referral(StagedRow):
    """Draf → Dikirim → Diterima → (LK3) Diteruskan → Dilayani → Selesai; or Ditolak, Ditarik kembali.

    A referral that was declined or recalled is over: another try is a new row that `follows` it, so that what was
    sent when stays true. `office` is the place whose FCU or TKSK sends. Sending freezes in `snapshot`, encrypted, what
    the family agreed to tell; the receiver sees that and nothing of the family's file, until it is recalled or closed.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draf"
        SENT = "sent", "Dikirim"
        ACCEPTED = "accepted", "Diterima"
        FORWARDED = "forwarded", "Diteruskan LK3"
        SERVED = "served", "Dilayani"
        DECLINED = "declined", "Ditolak"
        RECALLED = "recalled", "Ditarik kembali"
        CLOSED = "closed", "Selesai"

    WAITING = (Stage.SENT, Stage.ACCEPTED, Stage.FORWARDED)
    LIVE = (Stage.DRAFT, *WAITING, Stage.SERVED)

    class Urgency(models.TextChoices):
        NORMAL = "normal", "Biasa"
        SOON = "soon", "Segera"
        URGENT = "urgent", "Mendesak"

    stage = models.CharField("tahap", max_length=10, choices=Stage, default=Stage.DRAFT, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="referrals", editable=False)
    office = models.ForeignKey(
        Region, models.PROTECT, related_name="sent_referrals", editable=False, verbose_name="pengirim"
    )
    family = models.ForeignKey(
        Family, models.PROTECT, related_name="referrals", editable=False, verbose_name="keluarga"
    )
    need = models.ForeignKey(Need, models.PROTECT, related_name="referrals", editable=False, verbose_name="kebutuhan")
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="followed_by",
        verbose_name="rujukan sebelumnya",
    )  # fmt: skip
    member = models.ForeignKey(
        FamilyMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="siapa yang dirujuk"
    )
    level = models.CharField("tingkat rujukan", max_length=11, choices=Level, default=Level.SUBDISTRICT)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name="pelayanan tujuan"
    )
    body = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name="lembaga anggota"
    )
    helper = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="anggota yang mengantar"
    )
    has_letter = models.BooleanField("dengan surat rujukan", default=True)
    purpose = models.CharField("untuk", max_length=7, choices=Purpose, default=Purpose.SERVICE)
    place_name = models.CharField("lembaga tujuan", max_length=120, blank=True)
    place_address = models.CharField("alamat lembaga", max_length=200, blank=True)
    outside_reason = models.CharField("alasan di luar kecamatan", max_length=300, blank=True)
    beyond = models.CharField("di luar kabupaten/kota", max_length=8, choices=Beyond, blank=True, editable=False)
    forward_reason = models.CharField("alasan memilih lembaga ini", max_length=300, blank=True, editable=False)
    request = models.CharField("pelayanan yang diminta", max_length=300, blank=True)
    summary = models.TextField("ringkasan masalah", max_length=1000, blank=True)
    tried = models.TextField("yang sudah dilakukan", max_length=1000, blank=True)
    attachments = models.CharField("surat yang dilampirkan", max_length=200, blank=True)
    urgency = models.CharField("kemendesakan", max_length=6, choices=Urgency, default=Urgency.NORMAL)
    # What the family agreed to tell (REF-11).
    consented_on = models.DateField("persetujuan keluarga tanggal", null=True, blank=True)
    consented_by = models.CharField("yang menyetujui", max_length=100, blank=True)
    shares_name = models.BooleanField("nama lengkap boleh disebut", default=False)
    shares_contact = models.BooleanField("alamat dan nomor HP boleh disebut", default=False)
    shares_assessment = models.BooleanField("hasil penilaian boleh disebut", default=False)
    consent_scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    protection_reason = models.CharField("alasan pelindungan tanpa persetujuan", max_length=300, blank=True)
    # What happened, and when.
    proposed_by = models.CharField("diusulkan oleh", max_length=160, blank=True, editable=False)
    sent_by = models.CharField("dikirim oleh", max_length=160, blank=True, editable=False)
    sent_on = models.DateField("dikirim pada", null=True, blank=True, editable=False)
    accepted_on = models.DateField("diterima pada", null=True, blank=True, editable=False)
    forwarded_on = models.DateField("diteruskan pada", null=True, blank=True, editable=False)
    answered_on = models.DateField("dilayani pada", null=True, blank=True, editable=False)
    declined_on = models.DateField("ditolak pada", null=True, blank=True, editable=False)
    recalled_on = models.DateField("ditarik pada", null=True, blank=True, editable=False)
    closed_on = models.DateField("selesai pada", null=True, blank=True, editable=False)
    end_reason = models.CharField("alasan ditolak atau ditarik", max_length=1000, blank=True, editable=False)
    outcome = models.CharField("hasil", max_length=6, choices=Outcome, blank=True, editable=False)
    outcome_note = models.CharField("keterangan hasil", max_length=500, blank=True, editable=False)
    reached = models.BooleanField("pelayanan diperoleh", null=True, blank=True, editable=False)
    snapshot = SealedJSONField(purpose="referral snapshot", editable=False)
    letter = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, blank=True, editable=False, related_name="referral"
    )
    forwarding_letter = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, blank=True, editable=False, related_name="forwarded_referral"
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "rujukan"
        verbose_name_plural = "rujukan"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["region", "stage", "sent_on"], name="referrals_of_a_village"),
            models.Index(fields=["family", "stage"], name="referrals_of_a_family"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["need"], name="one_live_referral_per_need",
                condition=Q(stage__in=["draft", "sent", "accepted", "forwarded", "served"]),
                violation_error_message="Kebutuhan ini sudah punya rujukan yang berjalan.",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft") | Q(consented_on__isnull=False) | ~Q(protection_reason="")
                | Q(sent_on=None, stage="recalled"),
                name="no_referral_without_consent",
            ),
            # Of dates, not of stages: a stage is taken before its date is written.
            models.CheckConstraint(
                condition=Q(sent_on__isnull=False)
                | Q(accepted_on=None, forwarded_on=None, answered_on=None, declined_on=None, closed_on=None),
                name="nothing_happens_before_sending",
            ),
            models.CheckConstraint(
                condition=(~Q(stage="closed") & Q(closed_on=None)) | ~Q(outcome=""), name="closed_with_an_outcome"
            ),
        ]  # fmt: skip

    def __str__(self):
        if self.number:
            return f"Rujukan {self.number}"
        return f"Rujukan {WITHOUT_LETTER}" if self.sent_on else "Rujukan (draf)"

    def get_absolute_url(self):
        return reverse("referrals:referral", args=[self.uid])

    @property
    def number(self):
        """The number of its letter, "" before it is sent and where none was written."""
        return self.letter.number if self.letter_id else ""

    @property
    def numbered(self):
        """The same as a list shows it: in words where it went without a letter (III.A.5.3(3))."""
        return self.number or (WITHOUT_LETTER if self.sent_on else "")

    @property
    def tier(self):
        """The tier in the few words of a list."""
        return TIERS[self.level]

    @property
    def is_through_lk3(self):
        """Whether LK3 holds it and chooses the place; at every other tier a named place answers its sender."""
        return self.level == Level.REGENCY

    @property
    def is_outside(self):
        """Whether it leads past the kecamatan of the family without LK3, which a TKSK may do with a reason (REF-05)."""
        if self.level != Level.SUBDISTRICT:
            return False
        if self.service_id:
            return not self.service.region.code.startswith(self.region.code[:SUBDISTRICT_WIDTH])
        return bool(self.outside_reason)

    @property
    def stage_since(self):
        """The day on which it came to the stage it is at; None for a draft (REF-04: a status with a day)."""
        return getattr(self, DAY_OF[self.stage]) if self.stage in DAY_OF else None

    def get_stage_display(self):
        """The stage in words; what LK3 sent back was refused by nobody."""
        sent_back = self.stage == self.Stage.DECLINED and self.is_through_lk3
        return SENT_BACK if sent_back else self.Stage(self.stage).label

    @property
    def held_since(self):
        """The day from which who holds it now is waited for: a place that LK3 chose has a term of its own."""
        return self.forwarded_on or self.sent_on

    @property
    def is_waiting(self):
        return self.stage in self.WAITING

    @property
    def is_with_place(self):
        """Whether a named place holds it: only then is there somebody to answer by link or slip."""
        return self.stage == self.Stage.FORWARDED if self.is_through_lk3 else self.is_waiting

    @property
    def is_live(self):
        return self.stage in self.LIVE

    @property
    def shares(self):
        """Whether its receiver may still read what the family agreed to tell: recall and close end it."""
        return self.stage in (*self.WAITING, self.Stage.SERVED)

    def waiting_days(self, today):
        """Days from sending to the answer, or until `today` while there is none; None for a draft."""
        if self.sent_on is None:
            return None
        until = self.answered_on or self.declined_on or self.recalled_on or self.closed_on or today
        return max((until - self.sent_on).days, 0)

    def held_days(self, today):
        """Days for which who holds it now has held it; None where nobody is waited for."""
        return max((today - self.held_since).days, 0) if self.is_waiting else None

    def is_overdue(self, today):
        """REF-10: held for longer than the region allows (14 days unless it says otherwise)."""
        return self.is_waiting and self.held_days(today) > overdue_after(self.region)

    @property
    def place(self):
        """Where it leads, as far as it is known: the service's institution, what was typed, or LK3."""
        if self.service_id:
            return self.service.institution.name
        if self.body_id:
            return self.body.name
        return self.place_name or ("LK3" if self.is_through_lk3 else "")


def overdue_after(region):
    """Days after which a referral without an answer is overdue there."""
    return int(region.setting("referral_overdue_days", USUAL_WAIT))


class Alternative(BaseRow):
    """Another way that LK3 offers for a need (III.B.6.4(2)): a service of the directory, or advice in words."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="alternatives", verbose_name="rujukan")
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pelayanan"
    )
    advice = models.CharField("saran", max_length=500, blank=True)
    offered_on = models.DateField("ditawarkan pada")
    offered_by = models.CharField("ditawarkan oleh", max_length=160, editable=False)
    taken_on = models.DateField("dipakai pada", null=True, blank=True, editable=False)

    objects = AlternativeQuerySet.as_manager()

    class Meta:
        verbose_name = "pilihan lain"
        verbose_name_plural = "pilihan lain"
        ordering = ["offered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=False) | ~Q(advice=""), name="alternative_says_something",
                violation_error_message="Pilih pelayanan dari direktori, atau tuliskan sarannya.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.service) if self.service_id else self.advice
