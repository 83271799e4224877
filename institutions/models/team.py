"""The body that the PSKS of a village form: its team, recognised by the village head, and its stakeholders (II.F.7–8).

It stands beside the FCU and is not the same: its head is a Ketua, its legality a letter of recognition.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, FromPaper, StagedRow
from institutions.models.institution import Institution
from institutions.models.meeting import Meeting
from institutions.models.person import Person
from institutions.models.region import Region
from institutions.reach import scoped

BODY_NAME = "Penyelenggaraan Kesos Berbasis PSKS"


class PsksTeam(FromPaper, StagedRow):
    """The PSKS body of a village. The letter of recognition is its paper: number, date, scan."""

    class Stage(models.TextChoices):
        FORMED = "formed", "Dibentuk"
        RECOGNISED = "recognised", "Diakui kepala desa/lurah"
        ENDED = "ended", "Berakhir"

    stage = models.CharField("tahap", max_length=10, choices=Stage, default=Stage.FORMED, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="psks_teams", verbose_name="desa/kelurahan")
    name = models.CharField("nama", max_length=120, default=BODY_NAME)
    formed_in = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="formed_teams", verbose_name="dibentuk dalam"
    )
    formed_on = models.DateField("dibentuk pada")
    recognised_on = models.DateField("diakui pada", null=True, blank=True, editable=False)
    ended_on = models.DateField("berakhir pada", null=True, blank=True, editable=False)
    ended_reason = models.CharField("alasan berakhir", max_length=300, blank=True, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "tim PSKS"
        verbose_name_plural = "tim PSKS"
        ordering = ["region__code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=~Q(stage="ended"), name="one_psks_team_per_village",
                violation_error_message="Desa/kelurahan ini sudah punya tim PSKS.",
            ),
            models.CheckConstraint(
                condition=Q(recognised_on=None) | Q(recognised_on__gte=models.F("formed_on")),
                name="team_recognised_after_formed",
                violation_error_message="Tanggal pengakuan tidak boleh mendahului pembentukan.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("institutions:team", args=[self.uid])

    @classmethod
    def of(cls, region):
        """The team at work in a village, or None."""
        return cls.objects.filter(region=region).exclude(stage=cls.Stage.ENDED).select_related("region").first()

    def current_members(self):
        """Who is in the team now: Ketua, Sekretaris, Bendahara, then the members."""
        rows = self.members.filter(valid_until=None).select_related("person", "institution")
        return sorted(rows, key=lambda row: (TeamMember.Post.values.index(row.post), row.pk))


class TeamMember(BaseRow):
    """A person in the team, with a post and a task. One of them is the appointed coordinator (II.F.7.2)."""

    class Post(models.TextChoices):
        LEADER = "leader", "Ketua"
        SECRETARY = "secretary", "Sekretaris"
        TREASURER = "treasurer", "Bendahara"
        MEMBER = "member", "Anggota"

    team = models.ForeignKey(PsksTeam, models.PROTECT, related_name="members", verbose_name="tim")
    person = models.ForeignKey(Person, models.PROTECT, related_name="team_posts", verbose_name="orang")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lembaga asal"
    )
    post = models.CharField("jabatan dalam tim", max_length=10, choices=Post)
    is_coordinator = models.BooleanField("ditunjuk sebagai koordinator penyelenggaraan kesos", default=False)
    task = models.CharField("tugas", max_length=300)
    valid_from = models.DateField("sejak")
    valid_until = models.DateField("sampai", null=True, blank=True)

    objects = scoped(scope="team__region__code")

    class Meta:
        verbose_name = "anggota tim PSKS"
        verbose_name_plural = "anggota tim PSKS"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"], condition=Q(valid_until=None), name="in_team_once",
                violation_error_message="Orang ini sudah ada di tim.",
            ),
            models.UniqueConstraint(
                fields=["team", "post"], condition=Q(valid_until=None) & ~Q(post="member"), name="team_post_once",
                violation_error_message="Jabatan ini sudah terisi.",
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(valid_until=None, is_coordinator=True), name="one_team_coordinator",
                violation_error_message="Sudah ada koordinator yang ditunjuk.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="team_member_ends_after_start",
                violation_error_message="Tanggal berakhir harus setelah tanggal mulai.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_post_display()}: {self.person.name}"


class Stakeholder(BaseRow):
    """Who has a part in social welfare here, from the village up to the kabupaten (II.F.8.4(1))."""

    class Level(models.TextChoices):
        VILLAGE = "village", "Desa/kelurahan"
        SUBDISTRICT = "subdistrict", "Kecamatan"
        REGENCY = "regency", "Kabupaten/kota"

    region = models.ForeignKey(Region, models.PROTECT, related_name="stakeholders", verbose_name="desa/kelurahan")
    level = models.CharField("tingkat", max_length=12, choices=Level)
    name = models.CharField("nama", max_length=120)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lembaga di daftar"
    )
    interest = models.CharField("peran atau kepentingannya", max_length=300)
    contact = models.CharField("nama penghubung", max_length=100, blank=True)
    phone = models.CharField("nomor HP/telepon", max_length=15, blank=True)
    noted_on = models.DateField("dicatat pada")
    left_on = models.DateField("tidak lagi sejak", null=True, blank=True)

    objects = scoped()

    class Meta:
        verbose_name = "pemangku kepentingan"
        verbose_name_plural = "pemangku kepentingan"
        ordering = ["level", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "level", "name"], condition=Q(left_on=None), name="stakeholder_once",
                violation_error_message="Pemangku kepentingan ini sudah tercatat.",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.name
