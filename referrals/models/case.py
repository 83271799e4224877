"""Handling of one case: what happened, who is in it, what each did, how it ended (II.H, III.A.4.1.3, III.C.2.5)."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from families.models import Family, Need, ProblemType
from fcu_project.models import BaseRow, StagedRow
from institutions.models import Institution, Person, PlanItem, Region
from institutions.reach import ScopedQuerySet
from referrals.models.referral import Outcome, Referral

QUIET_AFTER = 30  # days without a step before an open case is asked about


class CaseQuerySet(ScopedQuerySet):
    def own_rows(self, assignment):
        """LK3 sees the cases it carries itself."""
        return Q(keeper=assignment.region_id)

    def open(self):
        return self.filter(stage=Case.Stage.OPEN)

    def quiet(self, today):
        """Open ones in which nothing was done for more than thirty days."""
        since = today - timedelta(days=QUIET_AFTER)
        stepped = CaseStep.objects.filter(case=OuterRef("pk"), done_on__gte=since)
        return self.open().filter(~Exists(stepped), opened_on__lt=since)

    def with_facts(self):
        """With what a list, a book or a page says of each; the steps stand ready in `told_steps`."""
        steps = CaseStep.objects.prefetch_related("bodies")
        rows = self.select_related(
            "region", "keeper", "family__region", "client_region", "need", "problem", "owner", "plan_item"
        )
        return rows.prefetch_related(Prefetch("steps", steps, to_attr="told_steps"))


class CaseStepQuerySet(ScopedQuerySet):
    scope = "case__region__code"

    def own_rows(self, assignment):
        return Q(case__keeper=assignment.region_id)


class Case(StagedRow):
    """Berjalan → Selesai; a closed one can be opened again with a reason.

    Handling of a case, or social advocacy: helping a family to get what it has a right to. `keeper` is the office that
    carries it. It may concern a recorded family or somebody else (`client`). Kinds of problem that are kept secret have
    no place here: they are secret cases.
    """

    class Stage(models.TextChoices):
        OPEN = "open", "Berjalan"
        CLOSED = "closed", "Selesai"

    class Kind(models.TextChoices):
        HANDLING = "handling", "Penanganan kasus"
        ADVOCACY = "advocacy", "Advokasi sosial"

    stage = models.CharField("tahap", max_length=6, choices=Stage, default=Stage.OPEN, editable=False)
    kind = models.CharField("jenis", max_length=8, choices=Kind, default=Kind.HANDLING)
    number = models.CharField("nomor", max_length=20, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="cases", editable=False, verbose_name="wilayah")
    keeper = models.ForeignKey(
        Region, models.PROTECT, related_name="kept_cases", editable=False, verbose_name="ditangani di"
    )
    family = models.ForeignKey(
        Family, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="keluarga"
    )
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="kebutuhan"
    )
    client = models.CharField("klien", max_length=100, blank=True)
    client_sex = models.CharField("jenis kelamin klien", max_length=6, choices=Person.Sex, blank=True)
    client_region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="asal desa/kelurahan"
    )
    title = models.CharField("kasus", max_length=160)
    problem = models.ForeignKey(
        ProblemType, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="jenis masalah"
    )
    story = models.TextField("kronologi", max_length=2000, blank=True)
    right_claimed = models.CharField("hak yang diperjuangkan", max_length=300, blank=True)
    target_body = models.CharField("lembaga yang dituju", max_length=160, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="penanggung jawab"
    )
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="kegiatan dalam rencana"
    )
    opened_on = models.DateField("dibuka pada")
    closed_on = models.DateField("selesai pada", null=True, blank=True, editable=False)
    outcome = models.CharField("hasil", max_length=6, choices=Outcome, blank=True, editable=False)
    result = models.CharField("keterangan hasil", max_length=1000, blank=True, editable=False)
    follow_up = models.CharField("tindak lanjut", max_length=500, blank=True, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "kasus"
        verbose_name_plural = "kasus"
        ordering = ["-id"]
        indexes = [models.Index(fields=["region", "stage", "opened_on"], name="cases_of_a_place")]
        constraints = [
            models.UniqueConstraint(fields=["keeper", "number"], name="case_numbered_once"),
            models.CheckConstraint(
                condition=Q(family__isnull=False) | ~Q(client=""), name="case_of_somebody",
                violation_error_message="Pilih keluarga, atau tuliskan klien di luar data keluarga.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | (~Q(outcome="") & ~Q(result="")), name="case_closed_with_a_result"
            ),
            models.CheckConstraint(
                condition=~Q(kind="advocacy") | ~Q(right_claimed=""), name="advocacy_names_the_right",
                violation_error_message="Tuliskan hak yang diperjuangkan.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Kasus {self.number}"

    def get_absolute_url(self):
        return reverse("referrals:case", args=[self.uid])

    @property
    def called(self):
        """Whom it is about, as the office speaks of it."""
        return self.family.called if self.family_id else self.client

    @property
    def is_open(self):
        return self.stage == self.Stage.OPEN


REOPENED, HAD_ENDED = "Dibuka kembali: ", "Sebelumnya selesai "  # how the words of an opening again begin


class CaseStep(BaseRow):
    """One thing that was done in a case, on a day, by whom, with whom, and what came of it."""

    class Kind(models.TextChoices):
        VISIT = "visit", "Kunjungan"
        TALK = "talk", "Pembicaraan/telepon"
        LETTER = "letter", "Surat"
        CLAIM = "claim", "Pengajuan hak"
        REFERRAL = "referral", "Rujukan"
        SERVICE = "service", "Pelayanan diberikan"
        CONFERENCE = "conference", "Konferensi kasus"
        NOTE = "note", "Catatan"

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps", verbose_name="kasus")
    kind = models.CharField("langkah", max_length=10, choices=Kind)
    done_on = models.DateField("tanggal")
    text = models.CharField("yang dilakukan", max_length=1000)
    result = models.CharField("hasil", max_length=500, blank=True)
    place = models.CharField("tempat", max_length=160, blank=True)
    decisions = models.CharField("yang disepakati", max_length=1000, blank=True)
    women = models.PositiveIntegerField("peserta perempuan", null=True, blank=True)
    men = models.PositiveIntegerField("peserta laki-laki", null=True, blank=True)
    bodies = models.ManyToManyField(
        Institution, through="CaseStepBody", related_name="case_steps", verbose_name="lembaga yang terlibat"
    )
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, blank=True, related_name="case_steps", verbose_name="rujukan"
    )
    # Of the step that opens a case again: the day on which it had ended before.
    had_ended_on = models.DateField("sebelumnya selesai pada", null=True, blank=True, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = CaseStepQuerySet.as_manager()

    class Meta:
        verbose_name = "langkah kasus"
        verbose_name_plural = "langkah kasus"
        ordering = ["done_on", "id"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text}"

    @property
    def is_automatic(self):
        """Whether it was written by the opening again, not by somebody: how a case had ended is not corrected."""
        return self.had_ended_on is not None


class CaseStepBody(models.Model):
    step = models.ForeignKey(CaseStep, models.CASCADE)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lembaga yang terlibat"
        verbose_name_plural = "lembaga yang terlibat"
        constraints = [models.UniqueConstraint(fields=["step", "institution"], name="case_body_once_per_step")]

    def __str__(self):
        return str(self.institution)
