"""The Family Care Unit: one active per village, its members, its elected officers."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project import dates
from fcu_project.models import BaseRow, StagedRow
from institutions.models.institution import Institution
from institutions.models.meeting import Meeting
from institutions.models.person import Person
from institutions.models.region import Region
from institutions.reach import scoped


class Post(models.TextChoices):
    """The three posts (III.B.2.2), in the order in which they are always named."""

    COORDINATOR = "coordinator", "Koordinator"
    SECRETARY = "secretary", "Sekretaris"
    TREASURER = "treasurer", "Bendahara"


def in_office(day):
    """A condition for officer terms that run on `day`."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_until=None) | Q(valid_until__gte=day))


class FamilyCareUnit(StagedRow):
    """Integrated family service unit of a village (III.A.1). Persiapan → Dibentuk → Dikukuhkan → Aktif."""

    class Stage(models.TextChoices):
        PREPARATION = "preparation", "Persiapan"
        FORMED = "formed", "Dibentuk"
        DECREED = "decreed", "Dikukuhkan"
        ACTIVE = "active", "Aktif"
        INACTIVE = "inactive", "Tidak aktif"

    stage = models.CharField("tahap", max_length=12, choices=Stage, default=Stage.PREPARATION, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="units", verbose_name="desa/kelurahan")
    name = models.CharField("nama FCU", max_length=80, help_text="Tanpa kata FCU, contoh: Melati.")
    address = models.CharField("alamat sekretariat", max_length=200, blank=True)
    seated_in_village = models.BooleanField("sekretariat berada di dalam wilayah desa/kelurahan ini", default=False)
    phone = models.CharField("nomor HP/WhatsApp sekretariat", max_length=15, blank=True)
    formation_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="formed_units", editable=False
    )
    formed_on = models.DateField("dibentuk pada", null=True, blank=True, editable=False)
    decreed_on = models.DateField("ditetapkan dengan SK pada", null=True, blank=True, editable=False)
    inauguration_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="inaugurated_units", editable=False
    )
    inaugurated_on = models.DateField("dikukuhkan pada", null=True, blank=True, editable=False)
    deactivated_on = models.DateField("tidak aktif sejak", null=True, blank=True, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "FCU"
        verbose_name_plural = "FCU"
        ordering = ["region__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=~Q(stage="inactive"), name="one_active_unit_per_village",
                violation_error_message="Desa/kelurahan ini sudah punya FCU.",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["decreed", "active"]) | Q(decreed_on__isnull=False),
                name="decreed_only_with_decree_date",
            ),
            models.CheckConstraint(
                condition=Q(inaugurated_on=None) | Q(inaugurated_on__gte=models.F("decreed_on")),
                name="inaugurated_on_or_after_decree",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"FCU {self.name}"

    def get_absolute_url(self):
        return reverse("institutions:unit-detail", args=[self.uid])

    @classmethod
    def of(cls, region):
        """The village's FCU, or None: one that became inactive is history."""
        living = cls.objects.filter(region=region).exclude(stage=cls.Stage.INACTIVE)
        return living.select_related("region").first()

    @property
    def is_being_founded(self):
        """Before the decree: members gather and officers are elected."""
        return self.stage in (self.Stage.PREPARATION, self.Stage.FORMED)

    def current_members(self):
        """Present members. Asked by key, so that a unit that is not saved yet simply has none."""
        members = Membership.objects.filter(unit_id=self.pk, left_on=None)
        return members.select_related("person", "institution__element").order_by("id")

    def decree_in_force(self):
        """The issued decree, or None."""
        return self.decrees.filter(document__stage="issued").order_by("-id").first() if self.pk else None

    def latest_decree(self):
        """The newest decree that was not cancelled, whatever its stage, or None."""
        return self.decrees.exclude(document__stage="cancelled").order_by("-id").first() if self.pk else None

    def _terms(self, *conditions):
        if not self.pk:
            return []
        terms = self.officer_terms.filter(*conditions)
        terms = terms.select_related("membership__person", "membership__institution", "elected_in")
        return sorted(terms, key=lambda term: Post.values.index(term.post))

    def current_officers(self, on=None):
        """Who holds the posts on `on` (today): by decree, or acting until the new one; before the first decree who was
        elected. In the order Koordinator, Sekretaris, Bendahara."""
        if self.is_being_founded:
            return self._terms(Q(valid_until=None))
        return self._terms(Q(valid_from__isnull=False), in_office(on or dates.today_in(self.region.zone)))

    def elected_officers(self):
        """Elected, but not set by a decree yet."""
        return self._terms(Q(valid_until=None, decree=None, acting=False))

    def officers_after_decree(self):
        """The three as the next decree sets them: who was elected since, and who stays in the posts nobody was elected
        for, unless they were elected to another. An acting officer is not among them."""
        elected = {term.post: term for term in self.elected_officers()}
        moving = {term.membership_id for term in elected.values()}
        staying = self._terms(Q(valid_until=None, decree__isnull=False))
        both = {**{term.post: term for term in staying if term.membership_id not in moving}, **elected}
        return [both[post] for post in Post.values if post in both]

    def decreed_officers(self, on):
        """Who held the posts by decree on `on`."""
        return self._terms(Q(decree__isnull=False), in_office(on))


class Membership(BaseRow):
    """A member of the FCU (III.A.5.1): a PSKS element's representative, an individual, or a pioneer family."""

    class Kind(models.TextChoices):
        PSKS = "psks", "Perwakilan unsur PSKS"
        INDIVIDUAL = "individual", "Perorangan"
        PIONEER = "pioneer", "Keluarga pionir"

    class Category(models.TextChoices):
        COMMUNITY_LEADER = "community_leader", "Tokoh masyarakat"
        RELIGIOUS_LEADER = "religious_leader", "Tokoh agama"
        ACTIVIST = "activist", "Pegiat sosial"

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="memberships", verbose_name="FCU")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name="orang")
    kind = models.CharField("jenis keanggotaan", max_length=12, choices=Kind)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="lembaga asal"
    )
    position = models.CharField("jabatan di lembaga asal", max_length=100, blank=True)
    category = models.CharField("kategori perorangan", max_length=20, choices=Category, blank=True)
    competence = models.CharField("kemampuan dalam pemberdayaan keluarga", max_length=300, blank=True)
    committed = models.BooleanField("bersedia bekerja sama dalam FCU", default=False)
    joined_on = models.DateField("anggota sejak")
    left_on = models.DateField("berhenti pada", null=True, blank=True)
    left_reason = models.CharField("alasan berhenti", max_length=200, blank=True)

    objects = scoped(scope="unit__region__code")

    class Meta:
        verbose_name = "anggota FCU"
        verbose_name_plural = "anggota FCU"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person"], condition=Q(left_on=None), name="member_once",
                violation_error_message="Orang ini sudah menjadi anggota FCU.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="psks") | Q(institution__isnull=False), name="psks_member_has_institution",
                violation_error_message="Pilih lembaga yang diwakili.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="individual") | ~Q(category=""), name="individual_member_has_category",
                violation_error_message="Pilih kategori perorangan.",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("joined_on")), name="member_leaves_after_joining",
                violation_error_message="Tanggal berhenti harus setelah tanggal masuk.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.person.name

    @property
    def origin(self):
        """Where the member comes from, as the annex of the decree prints it."""
        if self.kind == self.Kind.PSKS:
            if str(self.institution).lower() in self.position.lower():
                return self.position
            return f"{self.position}, {self.institution}" if self.position else str(self.institution)
        return self.get_category_display() or self.get_kind_display()


class Candidacy(BaseRow):
    """A candidate for a post in the election, with the guide's three qualities (IV.A.1.4) and the result."""

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="candidacies", verbose_name="FCU")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="candidacies", verbose_name="musyawarah")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="candidacies", verbose_name="anggota")
    post = models.CharField("jabatan", max_length=12, choices=Post)
    willing = models.BooleanField("mau (bersedia)", default=False)
    able = models.BooleanField("mampu", default=False)
    social_spirit = models.BooleanField("berjiwa sosial", default=False)
    non_partisan = models.BooleanField("bukan pengurus atau juru kampanye partai politik", default=False)
    votes = models.PositiveIntegerField("jumlah suara", null=True, blank=True)
    elected = models.BooleanField("terpilih", default=False)
    reason = models.CharField("alasan pergantian", max_length=300, blank=True)  # why the one before leaves

    objects = scoped(scope="unit__region__code")

    class Meta:
        verbose_name = "calon pengurus"
        verbose_name_plural = "calon pengurus"
        ordering = ["post", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership", "post"], name="candidate_once_per_post",
                violation_error_message="Anggota ini sudah menjadi calon untuk jabatan itu.",
            ),
            models.CheckConstraint(
                condition=Q(elected=False) | Q(willing=True, able=True, social_spirit=True),
                name="elected_only_with_the_three_qualities",
                violation_error_message="Pengurus terpilih harus mau, mampu, dan berjiwa sosial.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.membership.person.name}, calon {self.get_post_display()}"
