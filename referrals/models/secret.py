"""Secret cases (violence, trafficking, a child in conflict with the law, HIV): sealed words, opened by named grant.

They stand in tables of their own and never in those of families, referrals or cases, so that no list, search, export
or figure of those can meet one. Every word about people is encrypted; what is plain tells that a case is there.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.identity import SealedJSONField
from fcu_project.models import BaseRow, StagedRow
from institutions.models import Assignment, IssuedDocument, Person, Region
from institutions.models.region import within
from institutions.roles import REGENCY, ROLES, SUBDISTRICT

TAKERS = tuple(role.code for role in ROLES.values() if "referrals.take_secretcase" in role.permissions)


class SecretQuerySet(models.QuerySet):
    """A secret case is nobody's by territory. `opened_to` gives the content, `register_of` the number alone."""

    path = ""  # from the row to its case, "" on the case itself

    def opened_to(self, by):
        """Rows of cases that were opened by name, in full, to the person of this assignment, today.

        Who changes office or stops working loses what was opened to that office: the grant names the assignment.
        """
        if by is None or not by.has_perm("referrals.view_secretcase") or not by.runs_on(by.today):
            return self.none()
        grants = CaseGrant.objects.live(by.today).filter(assignment_uid=by.uid, scope=CaseGrant.Scope.FULL)
        inside = within(by.territory, f"{self.path}region__code")
        return self.filter(inside, **{f"{self.path}pk__in": grants.values("case")})

    visible_to = opened_to  # the one question every way in asks

    def within(self, region):
        """Rows in a territory, for counting figures alone."""
        return self.filter(within(region.code, f"{self.path}region__code"))


class SecretCaseQuerySet(SecretQuerySet):
    def register_of(self, by):
        """Cases of which `by` may know the number: of the own kabupaten, a TKSK those with an own task; of the own
        village once they were taken, for a report that has just come tells who sent it.

        Who is named as somebody who must not handle a case does not even learn that it is there.
        """
        if by is None or not by.has_perm("referrals.view_secretregister"):
            return self.none()
        if by.level == SUBDISTRICT:
            own = Q(pk__in=CaseGrant.objects.live(by.today).filter(assignment_uid=by.uid).values("case"))
        elif by.level == REGENCY:
            own = Q(regency=by.region_id)
        else:
            own = Q(region=by.region_id) & ~Q(stage=SecretCase.Stage.REPORTED)
        return self.filter(own).exclude(pk__in=CaseConflict.objects.filter(person=by.person_id).values("case"))

    def with_holder(self, day):
        """Each with `holder`: the name of who has it in hand, None where nobody does."""
        held = CaseGrant.objects.held(day).filter(case=models.OuterRef("pk")).order_by("since", "id")
        return self.annotate(holder=models.Subquery(held.values("person__name")[:1]))

    def waiting(self, day):
        """Those that wait for somebody to take them: new ones, and those whose handler works there no more."""
        in_no_hand = Q(stage=SecretCase.Stage.TAKEN, holder=None)
        return self.with_holder(day).filter(Q(stage=SecretCase.Stage.REPORTED) | in_no_hand)


class SecretEventQuerySet(SecretQuerySet):
    path = "case__"


class SecretCase(StagedRow):
    """Masuk → Ditangani → Selesai. `region` is the village or place where it happened, `regency` whose LK3 answers.

    `report` holds what the reporter wrote; `closing` how it ended. The reporter gets the number and the next step and
    can't read it again.
    """

    class Stage(models.TextChoices):
        REPORTED = "reported", "Masuk"
        TAKEN = "taken", "Ditangani"
        CLOSED = "closed", "Selesai"

    class Kind(models.TextChoices):
        VIOLENCE = "violence", "Kekerasan"
        TRAFFICKING = "trafficking", "Perdagangan orang"
        CHILD_LAW = "child_law", "Anak berhadapan dengan hukum"
        HIV = "hiv", "HIV"
        OTHER = "other", "Perlu dirahasiakan karena sebab lain"

    class Ending(models.TextChoices):
        SAFE = "safe", "Aman, kebutuhan terpenuhi"
        HANDED = "handed", "Diteruskan ke lembaga yang berwenang"
        WITHDRAWN = "withdrawn", "Klien tidak ingin dilanjutkan"
        UNPROVEN = "unproven", "Tidak terbukti"

    stage = models.CharField("tahap", max_length=8, choices=Stage, default=Stage.REPORTED, editable=False)
    number = models.CharField("nomor", max_length=20, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="tempat kejadian")
    regency = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("jenis", max_length=11, choices=Kind)
    client_sex = models.CharField("jenis kelamin korban/klien", max_length=6, choices=Person.Sex, blank=True)
    is_child = models.BooleanField("anak di bawah 18 tahun", null=True)  # None: nobody knows yet
    is_emergency = models.BooleanField("darurat", default=False)
    reported_at = models.DateTimeField("dilaporkan pada", editable=False)
    reporter_uid = models.UUIDField(null=True, editable=False)
    report = SealedJSONField(purpose="secret case", editable=False)
    closing = SealedJSONField(purpose="secret case closing", editable=False)
    taken_on = models.DateField("ditangani sejak", null=True, editable=False)
    closed_on = models.DateField("selesai pada", null=True, editable=False)
    ending = models.CharField("akhir", max_length=9, choices=Ending, blank=True, editable=False)

    objects = SecretCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "kasus rahasia"
        verbose_name_plural = "kasus rahasia"
        ordering = ["-id"]
        indexes = [models.Index(fields=["regency", "stage"], name="secret_cases_of_a_regency")]
        constraints = [
            models.UniqueConstraint(fields=["regency", "number"], name="secret_case_numbered_once"),
            models.CheckConstraint(condition=Q(closed_on=None) | ~Q(ending=""), name="secret_case_closed_with_an_end"),
        ]

    def __str__(self):
        return f"Kasus rahasia {self.number}"

    def get_absolute_url(self):
        return reverse("referrals:secret-case", args=[self.uid])


class SecretEvent(BaseRow):
    """One thing done in a secret case. `words` holds what and with whom; the day and the kind are plain."""

    class Kind(models.TextChoices):
        CALL = "call", "Telepon darurat"
        COUNSEL = "counsel", "Konseling"
        VISIT = "visit", "Kunjungan/penjangkauan"
        REFERRAL = "referral", "Rujukan rahasia"
        CONFERENCE = "conference", "Konferensi kasus"
        NOTE = "note", "Catatan"

    case = models.ForeignKey(SecretCase, models.PROTECT, related_name="events", verbose_name="kasus rahasia")
    kind = models.CharField("langkah", max_length=10, choices=Kind)
    happened_at = models.DateTimeField("waktu")
    words = SealedJSONField(purpose="secret case event", editable=False)
    letter = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, blank=True, editable=False, related_name="secret_event"
    )

    objects = SecretEventQuerySet.as_manager()

    class Meta:
        verbose_name = "langkah kasus rahasia"
        verbose_name_plural = "langkah kasus rahasia"
        ordering = ["happened_at", "id"]

    def __str__(self):
        return self.get_kind_display()


class GrantQuerySet(models.QuerySet):
    def live(self, day):
        """Those in force on `day`."""
        return self.filter(Q(until=None) | Q(until__gte=day), revoked_on=None, since__lte=day)

    def held(self, day):
        """Full ones of people who take cases and still work there: without one a case is in nobody's hand."""
        working = Assignment.objects.active_on(day).filter(role__in=TAKERS).values("uid")
        return self.live(day).filter(scope=CaseGrant.Scope.FULL, assignment_uid__in=working)


class CaseGrant(BaseRow):
    """Opens one case to one person in one office, by name: in full, or as a stub with what that person is to do."""

    class Scope(models.TextChoices):
        FULL = "full", "Membaca dan menangani"
        STUB = "stub", "Hanya tugas yang dititipkan"

    case = models.ForeignKey(SecretCase, models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="siapa")
    assignment_uid = models.UUIDField(editable=False)
    scope = models.CharField("sejauh mana", max_length=4, choices=Scope, default=Scope.FULL)
    task = SealedJSONField(purpose="secret case task", editable=False)
    reason = SealedJSONField("alasan", purpose="secret case grant reason", default=str, editable=False)
    since = models.DateField("sejak")
    until = models.DateField("sampai", null=True, blank=True)
    granted_by = models.CharField("diberikan oleh", max_length=160, editable=False)
    granted_uid = models.UUIDField(null=True, editable=False)  # the assignment that let this one in
    revoked_on = models.DateField("dicabut pada", null=True, editable=False)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "izin membuka kasus rahasia"
        verbose_name_plural = "izin membuka kasus rahasia"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "assignment_uid"], condition=Q(revoked_on=None), name="one_open_grant_per_assignment",
                violation_error_message="Orang ini sudah memegang izin untuk kasus itu.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.person} ({self.get_scope_display()})"


class CaseConflict(BaseRow):
    """Somebody who must not handle or read the case: named by the reporter, or by that person on opening it."""

    case = models.ForeignKey(SecretCase, models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="siapa")
    declared_by_self = models.BooleanField(default=False, editable=False)
    on = models.DateField("dinyatakan pada")

    objects = models.Manager()

    class Meta:
        verbose_name = "pertentangan kepentingan"
        verbose_name_plural = "pertentangan kepentingan"
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="conflict_declared_once")]

    def __str__(self):
        return str(self.person)
