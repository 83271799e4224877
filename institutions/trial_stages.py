"""The eight stages of the trial (II.F.1–8), in their order. The order is advised, never forced.

Here stands what each is called and what shows it; who may open and close one is in workflow/stage.py.
"""

from dataclasses import dataclass

from django.db import models

from institutions.meetings import Kind


class TrialStage(models.TextChoices):
    PREPARATION = "preparation", "Persiapan sosial"
    BRIEFING = "briefing", "Pembekalan"
    SOCIALISATION = "socialisation", "Sosialisasi dan koordinasi"
    MAPPING = "mapping", "Pemetaan sosial"
    AWARENESS = "awareness", "Penyadaran"
    PLANNING = "planning", "Perencanaan"
    ORGANISING = "organising", "Pengorganisasian"
    IMPLEMENTATION = "implementation", "Pelaksanaan kegiatan"


@dataclass(frozen=True)
class StageRule:
    """One row: the purpose in a sentence, the meetings that show it, and the clause."""

    purpose: str
    clause: str
    kinds: tuple[str, ...] = ()


STAGES = {
    TrialStage.PREPARATION: StageRule(
        "Mengenali SDM, lembaga, peran, masalah, dan peran yang dapat disinergikan.", "II.F.1",
    ),
    TrialStage.BRIEFING: StageRule(
        "Membekali petugas pusat dan daerah sebelum uji coba.", "II.F.2",
        (Kind.BRIEFING_CENTRE, Kind.BRIEFING_REGION),
    ),
    TrialStage.SOCIALISATION: StageRule(
        "Membuka wawasan PSKS dan masyarakat tentang pelayanan yang terpadu.", "II.F.3",
        (
            Kind.SOCIALISATION_CENTRE, Kind.SOCIALISATION_PSKS, Kind.SOCIALISATION_PROVINCE,
            Kind.SOCIALISATION_REGENCY, Kind.SOCIALISATION_SUBDISTRICT, Kind.COORDINATION_PROVINCE,
            Kind.COORDINATION_REGENCY, Kind.COORDINATION_VILLAGE,
        ),
    ),
    TrialStage.MAPPING: StageRule(
        "Memetakan lembaga, peran, masalah yang ditangani, dan peran yang dapat disinergikan.", "II.F.4",
    ),
    TrialStage.AWARENESS: StageRule(
        "PSKS bersama-sama merumuskan kegiatan, prosedur pelayanan, masalah, dan kebutuhan.", "II.F.5",
        (Kind.AWARENESS, Kind.SOCIAL_EDUCATION, Kind.TECHNICAL_GUIDANCE),
    ),
    TrialStage.PLANNING: StageRule(
        "Menyusun agenda kerja satu tahun secara musyawarah.", "II.F.6",
    ),
    TrialStage.ORGANISING: StageRule(
        "Membentuk tim, menunjuk koordinator, dan membagi tugas.", "II.F.7", (Kind.TEAM_FORMATION,),
    ),
    TrialStage.IMPLEMENTATION: StageRule(
        "Mengembangkan lembaga, kegiatan, sumber daya, dan jejaring kerja.", "II.F.8",
        (Kind.CAPACITY_TRAINING, Kind.PSKS_ROUTINE, Kind.STAKEHOLDER_MEETING),
    ),
}  # fmt: skip
