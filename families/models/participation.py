"""What a family is in the trial, from when until when: the object that moves through the line."""

from django.db import models
from django.db.models import Q

from families.models.family import Family
from fcu_project.models import StagedRow
from institutions.models import Institution, Membership, Person
from institutions.reach import ScopedQuerySet


class Role(models.TextChoices):
    CANDIDATE = "candidate", "Calon"
    PIONEER = "pioneer", "Pionir"
    PLASMA = "plasma", "Plasma"


class ParticipationQuerySet(ScopedQuerySet):
    scope = "family__region__code"

    def own_rows(self, assignment):
        """A pioneer's own participation, and those of the plasma families paired with it now."""
        uid = assignment.actor_uid
        paired = self.model._base_manager.filter(
            pk=models.OuterRef("pk"), companions__paired_until=None, companions__pioneer__representative__uid=uid
        )
        return Q(representative__uid=uid) | Q(models.Exists(paired))

    def stub_rows(self, assignment):
        """Who briefs pioneers knows who they are."""
        return Q(role=Role.PIONEER, stage__in=Participation.PIONEER_STAGES)

    def open(self):
        """Those under way."""
        return self.filter(ended_on=None)

    def as_they_stand(self):
        """What a family is comes first: the open life in which it was designated, then any open one, the latest."""
        return self.order_by(
            models.F("ended_on").desc(nulls_first=True), models.F("designated_on").desc(nulls_last=True), "-id"
        )

    def counted_once(self):
        """Without a plasma family's way to become a pioneer until it is designated: the plasma row speaks for it."""
        return self.exclude(promotes__isnull=False, designated_on=None)

    def pioneers(self):
        """Designated pioneers under way, whatever is still to come before their duty."""
        return self.open().filter(role=Role.PIONEER, stage__in=Participation.PIONEER_STAGES)

    def plasma(self):
        """Designated plasma families under way."""
        return self.open().filter(role=Role.PLASMA, stage__in=Participation.PLASMA_STAGES)


class Participation(StagedRow):
    """A family's way through the trial. A promotion, a relapse or a new try is a new row: past lives stay.

    Calon → Diusulkan (FGD) → Bersedia → Ditetapkan → (pioneer) Sudah dibekali → Bertugas, (plasma) Didampingi.
    """

    class Stage(models.TextChoices):
        CANDIDATE = "candidate", "Calon"
        PROPOSED = "proposed", "Diusulkan (FGD)"
        NOT_CHOSEN = "not_chosen", "Tidak dipilih"
        WILLING = "willing", "Bersedia"
        UNWILLING = "unwilling", "Tidak bersedia"
        DESIGNATED = "designated", "Ditetapkan"
        CONSOLIDATED = "consolidated", "Sudah dibekali"
        ON_DUTY = "on_duty", "Bertugas"
        MENTORED = "mentored", "Didampingi"
        INDEPENDENT = "independent", "Mandiri (naik pionir)"
        MOVED = "moved", "Pindah"
        WITHDRAWN = "withdrawn", "Mengundurkan diri"
        FINISHED = "finished", "Selesai"
        STEPPED_BACK = "stepped_back", "Kembali didampingi"

    PIONEER_STAGES = (Stage.DESIGNATED, Stage.CONSOLIDATED, Stage.ON_DUTY)
    PLASMA_STAGES = (Stage.DESIGNATED, Stage.MENTORED)

    stage = models.CharField("tahap", max_length=14, choices=Stage, default=Stage.CANDIDATE, editable=False)
    family = models.ForeignKey(Family, models.PROTECT, related_name="participations", verbose_name="keluarga")
    role = models.CharField("peran", max_length=10, choices=Role, default=Role.CANDIDATE, editable=False)
    started_on = models.DateField("dicatat sebagai calon pada")
    proposed_on = models.DateField("diusulkan pada", null=True, blank=True, editable=False)
    answered_on = models.DateField("menjawab kesediaan pada", null=True, blank=True, editable=False)
    designated_on = models.DateField("ditetapkan pada", null=True, blank=True, editable=False)
    consolidated_on = models.DateField("selesai dibekali pada", null=True, blank=True, editable=False)
    on_duty_from = models.DateField("bertugas/didampingi sejak", null=True, blank=True, editable=False)
    ended_on = models.DateField("berakhir pada", null=True, blank=True, editable=False)
    end_reason = models.CharField("sebab berakhir", max_length=300, blank=True, editable=False)
    success_story = models.TextField("cerita keberhasilan", max_length=3000, blank=True)
    representative = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="pioneer_lives",
        verbose_name="yang mewakili keluarga",
    )  # fmt: skip
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, editable=False, related_name="pioneer_lives",
        verbose_name="keanggotaan FCU",
    )  # fmt: skip
    register_entry = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, editable=False, related_name="pioneer_lives",
        verbose_name="baris di daftar PSKS",
    )  # fmt: skip
    raised_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="raised", verbose_name="dibina oleh"
    )

    # A plasma family on its way to become a pioneer keeps its companion until it is designated: two rows stand open.
    promotes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="promotions",
        verbose_name="naik dari",
    )  # fmt: skip

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "keikutsertaan keluarga"
        verbose_name_plural = "keikutsertaan keluarga"
        ordering = ["-id"]
        indexes = [models.Index(fields=["family", "role", "stage"], name="participation_lookup")]
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=Q(ended_on=None, promotes=None), name="one_open_participation",
                violation_error_message="Keluarga ini masih dalam proses yang lain.",
            ),
            models.UniqueConstraint(
                fields=["promotes"], condition=Q(ended_on=None), name="one_promotion_at_a_time",
                violation_error_message="Keluarga ini sudah dalam proses naik menjadi keluarga pionir.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="participation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["designated", "consolidated", "on_duty", "mentored"])
                | Q(designated_on__isnull=False),
                name="designated_with_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(stage="on_duty") | Q(consolidated_on__isnull=False), name="briefed_before_duty"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.family}, {self.get_role_display()}"

    def get_absolute_url(self):
        return self.family.get_absolute_url()

    @property
    def region_id(self):
        return self.family.region_id

    @property
    def is_open(self):
        return self.ended_on is None

    @property
    def is_rise(self):
        """Whether this is a plasma family's way to become a pioneer, not at its end yet: it stays accompanied."""
        return self.promotes_id is not None and self.designated_on is None

    @property
    def stage_words(self):
        """The stage inside a sentence: "diusulkan (FGD)"."""
        label = self.get_stage_display()
        return label[:1].lower() + label[1:]

    @property
    def role_words(self):
        """The role with how sure it is: "Calon dampingan" until the family is designated."""
        if self.designated_on is not None:
            return self.role_label
        return {Role.PIONEER: "Calon pionir", Role.PLASMA: "Calon dampingan"}.get(self.role, "Calon")

    @property
    def role_label(self):
        """The role as lists say it: a plasma family is spoken of as "Dampingan"."""
        return "Dampingan" if self.role == Role.PLASMA else self.get_role_display()
