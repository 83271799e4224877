"""Who may give social education, technical guidance and briefings, and what the guide lets each of them teach.

Social education II.F.5.1, technical guidance II.F.5.2(1–7), briefings II.F.2 and III.B.6.2(4), 6.3(4), 6.4(4–5). The
topics of the seven providers are reference data (data/guidance_topics.json).
"""

from django.db import models

from institutions.meetings import Kind


class Provider(models.TextChoices):
    PSM = "psm", "PSM"
    KARANG_TARUNA = "karang_taruna", "Karang Taruna"
    FCU = "fcu", "Pengelola FCU"
    WKSBM = "wksbm", "WKSBM"
    TKSK = "tksk", "TKSK"
    LPP_LPK = "lpp_lpk", "LPP/LPK"
    LK3 = "lk3", "LK3"
    SOCIAL_EDUCATOR = "social_educator", "Penyuluh Sosial"
    MINISTRY = "ministry", "Petugas Kementerian Sosial"
    PROVINCE = "province", "Petugas Dinas Sosial provinsi"
    REGENCY = "regency", "Petugas Dinas Sosial kabupaten/kota"


P = Provider
OFFICERS = (P.MINISTRY, P.PROVINCE, P.REGENCY)
# Kind of meeting → who may teach at it.
PROVIDERS = {
    Kind.TECHNICAL_GUIDANCE: (P.PSM, P.KARANG_TARUNA, P.FCU, P.WKSBM, P.TKSK, P.LPP_LPK, P.LK3),
    Kind.SOCIAL_EDUCATION: (P.SOCIAL_EDUCATOR, *OFFICERS),
    Kind.BRIEFING_CENTRE: (P.MINISTRY,),
    Kind.BRIEFING_REGION: (P.MINISTRY,),
    Kind.OFFICER_BRIEFING_PROVINCE: (P.PROVINCE, P.MINISTRY),
    Kind.OFFICER_BRIEFING_REGENCY: (P.REGENCY, P.PROVINCE, P.LK3),
    Kind.OFFICER_BRIEFING_VILLAGE: (P.LK3, P.REGENCY, P.PROVINCE),
    Kind.CAPACITY_TRAINING: (P.REGENCY, P.PROVINCE, P.MINISTRY, P.LK3, P.TKSK, P.SOCIAL_EDUCATOR),
}
# Kinds whose topics come from the provider's own list; at the others the material is written freely.
WITH_TOPIC_LIST = (Kind.TECHNICAL_GUIDANCE,)
# Who came to one of these has been briefed as an officer of the trial (STG-15).
BRIEFS_OFFICERS = (
    Kind.OFFICER_BRIEFING_PROVINCE, Kind.OFFICER_BRIEFING_REGENCY, Kind.OFFICER_BRIEFING_VILLAGE,
)  # fmt: skip


def teaches(kind):
    """Whether a meeting of `kind` has a provider and material to record."""
    return kind in PROVIDERS
