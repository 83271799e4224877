"""A village proposed as a place of the trial: the road of its proposal, from paper to paper (II.D.1.3–1.5).

It never gates the founding of an FCU: a village outside the list of trial places may found one too.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, FromPaper, StagedRow
from institutions.models.region import Region
from institutions.reach import scoped


class PilotSite(StagedRow):
    """The proposal of one village, and, once chosen, its standing in the trial with the conclusion."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Disusun desa"
        STATED = "stated", "Data dinyatakan benar"
        SUBMITTED = "submitted", "Diajukan dengan surat pengantar"
        ENDORSED = "endorsed", "Disetujui camat"
        CHECKED = "checked", "Diverifikasi kabupaten"
        RECOMMENDED = "recommended", "Direkomendasikan kabupaten"
        PROPOSED = "proposed", "Diusulkan melalui provinsi"
        VERIFIED = "verified", "Terverifikasi"
        CHOSEN = "chosen", "Lokasi uji coba"
        CONCLUDED = "concluded", "Uji coba selesai"
        REFUSED = "refused", "Tidak dipilih"
        WITHDRAWN = "withdrawn", "Ditarik"

    class Answer(models.TextChoices):
        YES = "yes", "Ya"
        PARTLY = "partly", "Sebagian"
        NO = "no", "Tidak"

    OVER = ("concluded", "refused", "withdrawn")  # a new proposal may follow

    stage = models.CharField("tahap", max_length=12, choices=Stage, default=Stage.DRAFT, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="pilot_sites", verbose_name="desa/kelurahan")
    pilot_year = models.PositiveSmallIntegerField(
        "tahun uji coba", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    reason = models.TextField("alasan desa ini diusulkan", max_length=2000)
    candidates = models.PositiveIntegerField("jumlah keluarga calon penerima pemberdayaan")
    documents = models.TextField(
        "berkas yang dilampirkan", max_length=1000, blank=True, help_text="Satu berkas per baris."
    )
    stated_on = models.DateField("data dinyatakan benar pada", null=True, blank=True, editable=False)
    verified_on = models.DateField("terverifikasi pada", null=True, blank=True, editable=False)
    chosen_on = models.DateField("ditetapkan pada", null=True, blank=True, editable=False)
    ended_on = models.DateField("berakhir pada", null=True, blank=True, editable=False)
    ended_reason = models.CharField("alasan berakhir", max_length=300, blank=True, editable=False)
    effective = models.CharField("efektif", max_length=6, choices=Answer, blank=True, editable=False)
    efficient = models.CharField("efisien", max_length=6, choices=Answer, blank=True, editable=False)
    feasible = models.CharField(
        "fisibel (didukung masyarakat)", max_length=6, choices=Answer, blank=True, editable=False
    )
    conclusion = models.TextField("kesimpulan uji coba", max_length=4000, blank=True, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "usulan lokasi uji coba"
        verbose_name_plural = "usulan lokasi uji coba"
        ordering = ["region__code", "id"]
        indexes = [models.Index(fields=["region", "stage"], name="site_region_stage")]
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=~Q(stage__in=["concluded", "refused", "withdrawn"]),
                name="one_live_proposal_per_village",
                violation_error_message="Desa/kelurahan ini sudah diusulkan.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Usulan lokasi {self.region}"

    def get_stage_display(self):
        """The stage as its place says it: "Disusun nagari"."""
        label = str(self.Stage(self.stage).label)
        return label.replace("desa", self.region.term.lower()) if self.stage == self.Stage.DRAFT else label

    def get_absolute_url(self):
        return reverse("institutions:site", args=[self.uid])


class SiteStep(FromPaper, BaseRow):
    """One paper on the road of a proposal: whose, its number and date, what it says. Kept even when a step is repeated.

    The number, date and scan stand in the fields of the paper, whether the party wrote here itself or not.
    """

    class Step(models.TextChoices):
        STATEMENT = "state", "Pernyataan kebenaran data"
        COVER_LETTER = "submit", "Surat pengantar kepala desa/lurah"
        ENDORSEMENT = "endorse", "Persetujuan camat"
        REGENCY_CHECK = "check", "Verifikasi Dinas Sosial kabupaten/kota"
        RECOMMENDATION = "recommend", "Surat rekomendasi Dinas Sosial"
        PROPOSAL = "propose", "Surat usulan melalui provinsi"
        PROVINCE_CHECK = "verify", "Verifikasi Dinas Sosial provinsi"
        DECISION = "choose", "Penetapan Kementerian Sosial"
        RETURN = "return", "Pengembalian"
        REFUSAL = "refuse", "Penolakan"
        CONCLUSION = "conclude", "Kesimpulan uji coba"

    site = models.ForeignKey(PilotSite, models.PROTECT, related_name="steps", verbose_name="usulan")
    step = models.CharField("langkah", max_length=10, choices=Step)
    done_on = models.DateField("tanggal")
    party = models.CharField("nama dan jabatan yang bertanggung jawab", max_length=160)
    enclosures = models.CharField("lampiran", max_length=300, blank=True)
    note = models.TextField("catatan", max_length=2000, blank=True)

    objects = scoped(scope="site__region__code")

    class Meta:
        verbose_name = "langkah usulan"
        verbose_name_plural = "langkah usulan"
        ordering = ["id"]

    def __str__(self):
        return f"{self.get_step_display()}, {self.site.region}"
