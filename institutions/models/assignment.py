"""Assignments: who works as what, where, from when until when. The only source of rights."""

from django.core.exceptions import ValidationError
from django.db import models

from fcu_project import dates
from fcu_project.models import BaseRow
from institutions.models.institution import Institution
from institutions.models.person import Person
from institutions.models.region import ROOT_CODE, Region, ancestor_codes, within
from institutions.roles import ROLES, role_choices


class AssignmentQuerySet(models.QuerySet):
    def active_on(self, day):
        return self.filter(valid_from__lte=day).filter(models.Q(valid_until=None) | models.Q(valid_until__gte=day))

    def appointments(self):
        """The appointments the Dinas of a kabupaten keeps: TKSK and LK3."""
        return self.filter(role__in=("tksk", "lk3"))

    def appointments_for(self, by):
        """Appointments of the own territory, and of what lies above it: a village sees its TKSK and its LK3.

        Apart from `visible_to`, which is the administrator's and covers every role.
        """
        if by is None or not by.has_perm("institutions.view_appointment"):
            return self.none()
        if by.territory == ROOT_CODE:  # everything lies within; an empty condition beside another would say nothing
            return self.appointments()
        near = models.Q(region__code__in=ancestor_codes(by.territory)) | within(by.territory)
        return self.appointments().filter(near)

    def visible_to(self, assignment):
        return self if assignment is not None and assignment.role == "administrator" else self.none()


class Assignment(BaseRow):
    """A person's role at a place, from one date to another: the only source of rights.

    Several per person (a TKSK with two kecamatan, an acting secretary); one is chosen per sign-in and read at every
    request, so an ended one bites at once.
    """

    class Authority(models.TextChoices):
        """Who appoints a TKSK: the guide names the first (I.E.13), then the other three (II.D.2.5)."""

        REGENT = "regent", "Bupati/wali kota"
        SOCIAL_OFFICE = "social_office", "Dinas Sosial kabupaten/kota"
        PROVINCE = "province", "Dinas Sosial provinsi"
        MINISTRY = "ministry", "Kementerian Sosial"

    class Origin(models.TextChoices):
        """Where a TKSK comes from (I.E.13)."""

        PSM = "psm", "Pekerja Sosial Masyarakat (PSM)"
        KARANG_TARUNA = "karang_taruna", "Kader Karang Taruna"
        OTHER = "other", "Lainnya"

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments", verbose_name="orang")
    role = models.CharField("peran", max_length=30, choices=role_choices)
    region = models.ForeignKey(Region, models.PROTECT, related_name="assignments", verbose_name="wilayah tugas")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="lembaga"
    )
    valid_from = models.DateField("berlaku sejak")
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    basis = models.CharField("dasar penugasan", max_length=160, blank=True, help_text="Nomor SK atau surat tugas.")
    basis_dated_on = models.DateField("tanggal SK atau surat tugas", null=True, blank=True)
    authority = models.CharField("ditetapkan oleh", max_length=14, choices=Authority, blank=True)
    origin = models.CharField("asal", max_length=14, choices=Origin, blank=True)
    ended_reason = models.CharField("alasan berakhir", max_length=200, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="assignment_dates_in_order",
                violation_error_message="Tanggal akhir penugasan harus setelah tanggal mulainya.",
            )
        ]

    def __str__(self):
        return f"{self.person.name}, {self.role_label}, {self.region}"

    def clean(self):
        """A role acts at its own level: an operator desa of a whole kabupaten would see what no one decided."""
        super().clean()
        if self.role in ROLES and self.region_id and self.region.level != ROLES[self.role].level:
            level = Region.Level(ROLES[self.role].level).label.lower()
            label = ROLES[self.role].label
            raise ValidationError({"region": f"{label} bertugas di tingkat {level}. Pilih wilayahnya."})

    def runs_on(self, day):
        """Whether it gives rights on `day`."""
        return self.valid_from <= day and (self.valid_until is None or self.valid_until >= day)

    @property
    def acts_as_lk3(self):
        """Whether the institution is no LK3 itself but was appointed to act as one (I.E.12)."""
        return self.role == "lk3" and self.institution is not None and self.institution.element.code != "kantor-lk3"

    # What the ground floor asks of an actor
    @property
    def actor_uid(self):
        return self.person.uid

    @property
    def territory(self):
        return self.region.code

    @property
    def level(self):
        return ROLES[self.role].level

    @property
    def role_label(self):
        """What the role is called at its place: "Operator nagari", "Wali Nagari"."""
        label = ROLES[self.role].label
        if self.role == "village_head":
            return self.region.head_title
        return label.replace("desa", self.region.term.lower()) if self.role == "village_operator" else label

    @property
    def signature(self):
        """Who recorded something, as printed: "Nurhayati, Operator desa, Desa Sidomekar"."""
        return f"{self.person.name}, {self.role_label}, {self.region}"[:160]

    @property
    def place(self):
        """Place name and detail for the head of every page."""
        above = self.region.parent
        return str(self.region), str(above) if above and above.level != Region.Level.NATION else ""

    @property
    def help_url(self):
        """WhatsApp link to who helps here, if the kabupaten set a number ("help_phone")."""
        phone = self.region.setting("help_phone")
        return f"https://wa.me/{phone}" if phone else ""

    @property
    def today(self):
        """Today in the zone of the place."""
        return dates.today_in(self.region.zone)

    def has_perm(self, perm):
        return perm in ROLES[self.role].permissions
