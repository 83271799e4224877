"""The duties that the guide gives every party, as data, and what was done of them (II.D, III.A.5, III.B.6)."""

from django.db import models
from django.urls import reverse

from fcu_project.models import BaseRow, FromPaper
from institutions.duties import Actor
from institutions.models.fcu import Membership
from institutions.models.institution import Institution, TypeQuerySet
from institutions.models.meeting import Meeting
from institutions.models.person import Person
from institutions.models.plan import PlanItem
from institutions.models.region import Region
from institutions.reach import scoped


class Duty(models.Model):
    """One task of one party, in the guide's order: what an office is asked to do each year, or a member of the FCU."""

    class Part(models.TextChoices):
        GENERAL = "general", "Tugas umum"
        FCU = "fcu", "Tugas dalam FCU"

    code = models.SlugField("kode", max_length=40, unique=True)
    actor = models.CharField("pelaku", max_length=12, choices=Actor)
    part = models.CharField("bagian", max_length=8, choices=Part, default=Part.FCU)
    text = models.CharField("tugas", max_length=300)
    clause = models.CharField("rujukan pedoman", max_length=30)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    is_joint = models.BooleanField(
        "kegiatan bersama", default=False, help_text="Kegiatan bersama menyebut siapa fasilitatornya."
    )
    asks = models.JSONField(
        "isian tambahan", default=list, blank=True,
        help_text="Isian yang ditanyakan pada catatan: resources, recipients, budget, partners, wisdom, people.",
    )  # fmt: skip
    meeting_kinds = models.JSONField(
        "pertemuan yang menjadi bukti", default=list, blank=True,
        help_text="Jenis pertemuan yang, bila diadakan kantor itu, dihitung sebagai pelaksanaan tugas.",
    )  # fmt: skip
    is_active = models.BooleanField("dipakai", default=True)

    objects = TypeQuerySet.as_manager()

    class Meta:
        verbose_name = "tugas menurut pedoman"
        verbose_name_plural = "tugas menurut pedoman"
        ordering = ["actor", "order", "code"]

    def __str__(self):
        return self.text


class Activity(FromPaper, BaseRow):
    """What a party did of one of its duties: a day, a place, what came of it, with whom, on what evidence.

    `keeper` is the place whose office wrote it down, `region` where it took place; an act for a whole kabupaten is read
    by every village in it. No family is named here.
    """

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="activities", verbose_name="tugas")
    region = models.ForeignKey(Region, models.PROTECT, related_name="activities", verbose_name="wilayah")
    keeper = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False, verbose_name="dicatat di")
    done_on = models.DateField("tanggal")
    title = models.CharField("kegiatan", max_length=160)
    place = models.CharField("tempat", max_length=160, blank=True)
    story = models.TextField("uraian", max_length=2000, blank=True)
    result = models.TextField("hasil atau pengamatan", max_length=2000, blank=True)
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="anggota FCU"
    )
    facilitator = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fasilitator"
    )
    partners = models.ManyToManyField(Institution, through="ActivityPartner", verbose_name="lembaga yang terlibat")
    women = models.PositiveIntegerField("peserta perempuan", null=True, blank=True)
    men = models.PositiveIntegerField("peserta laki-laki", null=True, blank=True)
    recipients = models.CharField("diberitahukan kepada", max_length=300, blank=True)
    resources = models.CharField("sumber daya yang digerakkan", max_length=500, blank=True)
    local_wisdom = models.CharField("kearifan lokal yang dipakai", max_length=500, blank=True)
    budget_line = models.CharField("mata anggaran", max_length=200, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="pertemuan"
    )
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="activities",
        verbose_name="kegiatan dalam rencana",
    )  # fmt: skip
    withdrawn_on = models.DateField("dibatalkan pada", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("alasan dibatalkan", max_length=200, blank=True, editable=False)

    objects = scoped(published_down="region__code")

    class Meta:
        verbose_name = "catatan kegiatan"
        verbose_name_plural = "catatan kegiatan"
        ordering = ["-done_on", "-id"]
        indexes = [models.Index(fields=["region", "done_on"], name="activity_region_date")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("institutions:activity", args=[self.uid])


class ActivityPartner(models.Model):
    """A body that took part."""

    activity = models.ForeignKey(Activity, models.CASCADE)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="activity_parts")

    class Meta:
        verbose_name = "lembaga yang terlibat"
        verbose_name_plural = "lembaga yang terlibat"
        constraints = [models.UniqueConstraint(fields=["activity", "institution"], name="partner_once")]

    def __str__(self):
        return str(self.institution)
