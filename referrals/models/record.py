"""What was done for families besides referring them: one record per activity (III.A.4.2, III.B.5.6, III.B.6.7(4))."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from families.models import Family
from fcu_project.models import BaseRow, StoredFile
from institutions.models import Institution, Meeting, PlanItem, Region
from institutions.plans import Source
from institutions.reach import ScopedQuerySet
from referrals.kinds import Form, Kind
from referrals.models.service import Sector


class RecordQuerySet(ScopedQuerySet):
    def standing(self):
        """Those that were not taken back."""
        return self.filter(withdrawn_on=None)


class ServiceRecord(BaseRow):
    """One activity of help: when, what, for whom, with whom, at what cost, with which result (SVC-12).

    `region` is where it took place, `keeper` the place whose office wrote it down: a TKSK or LK3 reaches out in a
    village. What is asked of a kind stands in the form; what a kind doesn't know stays empty. `families` names served
    families for the officers only; nothing printed or published names them.
    """

    kind = models.CharField("jenis kegiatan", max_length=11, choices=Kind)
    form = models.CharField("bentuk", max_length=9, choices=Form, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="service_records", verbose_name="wilayah")
    keeper = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False, verbose_name="dicatat di")
    held_on = models.DateField("tanggal")
    until_on = models.DateField("sampai tanggal", null=True, blank=True)
    topic = models.CharField("kegiatan atau topik", max_length=160)
    sector = models.CharField("bidang", max_length=9, choices=Sector, blank=True)
    audience = models.CharField("sasaran", max_length=160, blank=True)
    place = models.CharField("tempat", max_length=160, blank=True)
    edition = models.CharField("edisi", max_length=60, blank=True)
    copies = models.PositiveIntegerField("jumlah dicetak", null=True, blank=True)
    target_body = models.CharField("pihak yang dituju", max_length=160, blank=True)
    story = models.TextField("uraian", max_length=2000, blank=True)
    result = models.TextField("hasil", max_length=1000, blank=True)
    next_step = models.CharField("langkah berikut", max_length=500, blank=True)
    next_on = models.DateField("langkah berikut paling lambat", null=True, blank=True)
    next_done_on = models.DateField("langkah berikut selesai", null=True, blank=True, editable=False)
    local_wisdom = models.CharField("kearifan lokal yang dipakai", max_length=500, blank=True)
    women = models.PositiveIntegerField("peserta perempuan", null=True, blank=True)
    men = models.PositiveIntegerField("peserta laki-laki", null=True, blank=True)
    cost = models.BigIntegerField("biaya (rupiah)", null=True, blank=True, validators=[MinValueValidator(0)])
    source = models.CharField("sumber dana", max_length=10, choices=Source, blank=True)
    partners = models.ManyToManyField(
        Institution, through="RecordPartner", related_name="service_records", verbose_name="lembaga yang terlibat"
    )
    families = models.ManyToManyField(
        Family, through="ServedFamily", related_name="service_records", verbose_name="keluarga yang dilayani"
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="service_records", verbose_name="pertemuan"
    )
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="service_records",
        verbose_name="kegiatan dalam rencana",
    )  # fmt: skip
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)
    withdrawn_on = models.DateField("dibatalkan pada", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("alasan dibatalkan", max_length=200, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan pelayanan"
        verbose_name_plural = "catatan pelayanan"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["region", "held_on"], name="records_of_a_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("held_on")), name="record_days_in_order",
                violation_error_message="Tanggal selesai tidak boleh mendahului tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0), name="record_cost_not_negative",
                violation_error_message="Biaya tidak boleh kurang dari nol.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_reason=""), name="record_withdrawn_with_a_reason"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.topic

    def get_absolute_url(self):
        return reverse("referrals:record", args=[self.uid])

    @property
    def last_day(self):
        return self.until_on or self.held_on

    @property
    def participants(self):
        """People counted, women and men together; None where nobody was counted."""
        counted = [number for number in (self.women, self.men) if number is not None]
        return sum(counted) if counted else None


class RecordPartner(models.Model):
    """A body that took part: service is a local initiative in an alliance (SVC-13, VAL-06)."""

    record = models.ForeignKey(ServiceRecord, models.CASCADE)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="record_parts")

    class Meta:
        verbose_name = "lembaga yang terlibat"
        verbose_name_plural = "lembaga yang terlibat"
        constraints = [models.UniqueConstraint(fields=["record", "institution"], name="record_partner_once")]

    def __str__(self):
        return str(self.institution)


class ServedFamily(models.Model):
    """A recorded family that took part; what it was on that day, candidate, pioneer or plasma, is read by the date."""

    record = models.ForeignKey(ServiceRecord, models.CASCADE)
    family = models.ForeignKey(Family, models.PROTECT, related_name="served_in")

    class Meta:
        verbose_name = "keluarga yang dilayani"
        verbose_name_plural = "keluarga yang dilayani"
        constraints = [models.UniqueConstraint(fields=["record", "family"], name="record_family_once")]

    def __str__(self):
        return str(self.family)
