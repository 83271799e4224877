"""The table of meetings: per kind the level, who hosts, who facilitates, who should be there, what it is for.

Read beside the guide: sosialisasi IV.A.1.1 and IV.B.1–3, koordinasi IV.A.1.2 and IV.B.4, pembentukan IV.A.1.4,
pengukuhan IV.A.1.5 and IV.B.5, rapat FCU III.A.5.3(1), pemilihan and
pemantapan keluarga III.B.5.2–5.4. One person with several hats is counted once.
"""

from dataclasses import dataclass

from django.db import models

from fcu_project import registry
from institutions.roles import NATION, PROVINCE, REGENCY, ROLES, SUBDISTRICT, VILLAGE


class Element(models.TextChoices):
    """On whose behalf somebody attends (unsur)."""

    GOVERNMENT = "government", "Pemerintah desa/kelurahan"
    PSKS = "psks", "PSKS"
    INDIVIDUAL = "individual", "Perorangan (tokoh, pegiat sosial)"
    SUBDISTRICT = "subdistrict", "Pemerintah kecamatan"
    TKSK = "tksk", "TKSK"
    LK3 = "lk3", "LK3"
    SOCIAL_OFFICE = "social_office", "Dinas/Instansi Sosial"
    SECTOR_OFFICE = "sector_office", "SKPD/UPT lain"
    MINISTRY = "ministry", "Kementerian Sosial"
    BUSINESS = "business", "Dunia usaha"
    PIONEER = "pioneer", "Keluarga pionir"
    OTHER = "other", "Lainnya"


class Kind(models.TextChoices):
    SOCIALISATION_PROVINCE = "socialisation_province", "Sosialisasi FCU tingkat provinsi"
    SOCIALISATION_REGENCY = "socialisation_regency", "Sosialisasi FCU tingkat kabupaten/kota"
    SOCIALISATION_SUBDISTRICT = "socialisation_subdistrict", "Sosialisasi FCU tingkat kecamatan"
    COORDINATION_PROVINCE = "coordination_province", "Koordinasi tingkat provinsi"
    COORDINATION_REGENCY = "coordination_regency", "Koordinasi tingkat kabupaten/kota"
    COORDINATION_VILLAGE = "coordination_village", "Rapat koordinasi desa/kelurahan"
    FORMATION = "formation", "Musyawarah pembentukan FCU"
    INAUGURATION = "inauguration", "Pengukuhan FCU"
    ROUTINE = "routine", "Rapat rutin FCU"
    FOCUS_GROUP = "focus_group", "Diskusi kelompok terfokus (FGD) pemilihan keluarga"
    PIONEER_DESIGNATION = "pioneer_designation", "Rapat penetapan keluarga pionir"
    CONSOLIDATION = "consolidation", "Pemantapan keluarga pionir"
    PLASMA_DESIGNATION = "plasma_designation", "Pertemuan penetapan keluarga plasma"
    BRIEFING_CENTRE = "briefing_centre", "Pembekalan di pusat"
    BRIEFING_REGION = "briefing_region", "Pembekalan di daerah"
    OFFICER_BRIEFING_PROVINCE = "officer_briefing_province", "Pembekalan petugas oleh provinsi"
    OFFICER_BRIEFING_REGENCY = "officer_briefing_regency", "Pembekalan TKSK dan pengurus FCU"
    OFFICER_BRIEFING_VILLAGE = "officer_briefing_village", "Pembekalan pengurus FCU di desa/kelurahan"
    SOCIALISATION_CENTRE = "socialisation_centre", "Sosialisasi tingkat pusat"
    SOCIALISATION_PSKS = "socialisation_psks", "Sosialisasi dan koordinasi dengan PSKS"
    AWARENESS = "awareness", "Pertemuan penyadaran PSKS"
    SOCIAL_EDUCATION = "social_education", "Penyuluhan sosial"
    TECHNICAL_GUIDANCE = "technical_guidance", "Bimbingan teknis (bimtek)"
    TEAM_FORMATION = "team_formation", "Musyawarah pembentukan tim PSKS"
    CAPACITY_TRAINING = "capacity_training", "Penguatan kapasitas pengelola dan anggota PSKS"
    PSKS_ROUTINE = "psks_routine", "Pertemuan berkala PSKS"
    STAKEHOLDER_MEETING = "stakeholder_meeting", "Pertemuan dengan pemangku kepentingan"


@dataclass(frozen=True)
class MeetingKind:
    """One row of the table.

    level: where it is held. host: the office that holds it. on_behalf: roles that may record it from the paper when
    the host has no account. expected: elements that should be there; absence warns and asks for a written reason.
    decides: the decision method is part of the record (musyawarah mufakat or voting). follows: the kind that is held
    before it, since the programme is made known level by level; holding it earlier warns and asks for a written reason.
    """

    level: str
    host: str
    host_roles: tuple[str, ...]
    expected: tuple[str, ...]
    purpose: str
    facilitators: tuple[str, ...] = ()
    on_behalf: tuple[str, ...] = ("regency_reports", "village_operator", "psm_facilitator")
    decides: bool = False
    follows: str = ""
    clause: str = ""


E = Element
KINDS = {
    Kind.SOCIALISATION_PROVINCE: MeetingKind(
        PROVINCE, "Kementerian Sosial", ("ministry",), (E.SOCIAL_OFFICE, E.LK3, E.SECTOR_OFFICE),
        "Menginformasikan FCU kepada Dinas Sosial provinsi dan kabupaten/kota, LK3, dan instansi terkait.",
        on_behalf=("province", "regency_reports", "village_operator", "psm_facilitator"), clause="IV.A.1.1(1)",
    ),
    Kind.SOCIALISATION_REGENCY: MeetingKind(
        REGENCY, "Dinas Sosial provinsi", ("province",), (E.LK3, E.SECTOR_OFFICE, E.TKSK),
        "Menginformasikan FCU kepada LK3, SKPD, UPTD, dan TKSK.", follows=Kind.SOCIALISATION_PROVINCE,
        clause="IV.A.1.1(2)",
    ),
    Kind.SOCIALISATION_SUBDISTRICT: MeetingKind(
        SUBDISTRICT, "Dinas Sosial kabupaten/kota", ("regency_reports",),
        (E.SUBDISTRICT, E.TKSK, E.SECTOR_OFFICE, E.LK3, E.GOVERNMENT, E.PSKS, E.INDIVIDUAL),
        "Menginformasikan FCU kepada camat, TKSK, kepala desa/lurah, PSKS, dan perorangan.",
        facilitators=(E.LK3, E.TKSK),
        on_behalf=("tksk", "subdistrict_operator", "village_operator", "psm_facilitator"),
        follows=Kind.SOCIALISATION_REGENCY, clause="IV.A.1.1(3)",
    ),
    Kind.COORDINATION_PROVINCE: MeetingKind(
        PROVINCE, "Dinas Sosial provinsi", ("province",), (E.LK3, E.SECTOR_OFFICE),
        "Membangun kerja sama dan dukungan instansi tingkat provinsi.", clause="IV.A.1.2(1)",
    ),
    Kind.COORDINATION_REGENCY: MeetingKind(
        REGENCY, "Dinas Sosial kabupaten/kota", ("regency_reports",), (E.SECTOR_OFFICE, E.PSKS),
        "Memberi arahan kepada lembaga pelayanan sosial yang akan beraliansi dalam FCU.",
        on_behalf=("village_operator", "psm_facilitator"), clause="IV.A.1.2(2)",
    ),
    Kind.COORDINATION_VILLAGE: MeetingKind(
        VILLAGE, "Pemerintah desa/kelurahan", ("village_operator", "psm_facilitator", "village_head"),
        (E.GOVERNMENT, E.PSKS, E.INDIVIDUAL, E.LK3, E.TKSK),
        "Menyiapkan pembentukan FCU bersama unsur pemerintah, PSKS, dan perorangan.",
        facilitators=(E.LK3, E.TKSK), on_behalf=("tksk", "regency_reports"), clause="IV.A.1.2(3)",
    ),
    Kind.FORMATION: MeetingKind(
        VILLAGE, "Pemerintah desa/kelurahan", ("village_operator", "psm_facilitator", "village_head"),
        (E.GOVERNMENT, E.PSKS, E.INDIVIDUAL, E.SOCIAL_OFFICE, E.LK3, E.TKSK),
        "Membentuk FCU secara demokratis dan memilih pengurus dari dan oleh anggota.",
        facilitators=(E.SOCIAL_OFFICE, E.LK3, E.TKSK), on_behalf=("tksk", "regency_reports"), decides=True,
        clause="IV.A.1.4",
    ),
    Kind.INAUGURATION: MeetingKind(
        VILLAGE, "Kepala desa/lurah", ("village_operator", "village_head", "psm_facilitator"),
        (E.GOVERNMENT, E.PSKS),
        "Mengukuhkan pengurus FCU yang ditetapkan dengan SK.", on_behalf=("tksk", "regency_reports"),
        clause="IV.A.1.5",
    ),
    Kind.ROUTINE: MeetingKind(
        VILLAGE, "FCU", ("coordinator", "secretary"), (E.PSKS,),
        "Rapat anggota FCU.", on_behalf=("village_operator",), decides=True, clause="III.A.5.3(1)",
    ),
    Kind.FOCUS_GROUP: MeetingKind(
        VILLAGE, "FCU", ("coordinator", "secretary"), (E.GOVERNMENT, E.PSKS),
        "Pokja dan kepala desa/lurah memilih calon keluarga pionir dan plasma.", on_behalf=(), decides=True,
        clause="III.B.5.2(3)",
    ),
    Kind.PIONEER_DESIGNATION: MeetingKind(
        VILLAGE, "FCU", ("coordinator", "secretary"), (E.PSKS,),
        "FCU menetapkan keluarga pionir dengan berita acara, tanpa SK.", on_behalf=(), decides=True,
        clause="III.B.5.2(5)",
    ),
    Kind.CONSOLIDATION: MeetingKind(
        VILLAGE, "LK3 dan TKSK", ("lk3", "tksk"), (E.LK3, E.TKSK, E.PIONEER),
        "Membekali keluarga pionir sebelum bertugas.", facilitators=(E.LK3, E.TKSK),
        on_behalf=("coordinator", "secretary"), clause="III.B.5.3",
    ),
    Kind.PLASMA_DESIGNATION: MeetingKind(
        VILLAGE, "FCU", ("coordinator", "secretary"), (),
        "Pertemuan informal: keluarga memahami FCU serta tugas dan peran keluarga pionir.", on_behalf=(), decides=True,
        clause="III.B.5.4",
    ),
    Kind.BRIEFING_CENTRE: MeetingKind(
        NATION, "Kementerian Sosial", ("ministry",), (E.MINISTRY,),
        "Membekali petugas di lingkungan Kementerian Sosial.", clause="II.F.2.1",
    ),
    Kind.BRIEFING_REGION: MeetingKind(
        PROVINCE, "Dinas Sosial provinsi", ("province", "ministry"),
        (E.MINISTRY, E.SOCIAL_OFFICE, E.SECTOR_OFFICE, E.GOVERNMENT, E.LK3, E.SUBDISTRICT, E.TKSK),
        "Membekali petugas provinsi dan kabupaten/kota, SKPD, perangkat desa/kelurahan, LK3, kecamatan, dan TKSK; "
        "narasumber dari Kementerian Sosial.",
        clause="II.F.2.2",
    ),
    Kind.OFFICER_BRIEFING_PROVINCE: MeetingKind(
        PROVINCE, "Dinas Sosial provinsi", ("province",), (E.SOCIAL_OFFICE, E.TKSK, E.PSKS),
        "Membekali petugas kabupaten/kota, TKSK, dan pengurus FCU.", clause="III.B.6.2(4)",
    ),
    Kind.OFFICER_BRIEFING_REGENCY: MeetingKind(
        REGENCY, "Dinas Sosial kabupaten/kota atau LK3", ("regency_reports", "lk3"), (E.TKSK, E.PSKS),
        "Membekali TKSK dan pengurus FCU.", on_behalf=("village_operator", "psm_facilitator"),
        clause="III.B.6.3(4), 6.4(4–5)",
    ),
    Kind.OFFICER_BRIEFING_VILLAGE: MeetingKind(
        VILLAGE, "LK3 atau Dinas Sosial kabupaten/kota", ("lk3", "regency_reports"), (E.PSKS,),
        "Membekali pengurus FCU di tempat tugasnya.", facilitators=(E.LK3, E.SOCIAL_OFFICE),
        on_behalf=("tksk", "coordinator", "secretary", "village_operator"), clause="III.B.6.4(4)",
    ),
    Kind.SOCIALISATION_CENTRE: MeetingKind(
        NATION, "Kementerian Sosial", ("ministry",), (E.MINISTRY, E.SECTOR_OFFICE),
        "Menginformasikan uji coba di dalam Kementerian Sosial dan kepada lintas sektor.",
        clause="II.F.3.1",
    ),
    Kind.SOCIALISATION_PSKS: MeetingKind(
        VILLAGE, "Dinas Sosial kabupaten/kota", ("regency_reports",),
        (E.SOCIAL_OFFICE, E.SUBDISTRICT, E.GOVERNMENT, E.PSKS),
        "Pertemuan pemerintah dengan seluruh PSKS di desa/kelurahan: pentingnya pelayanan yang terpadu.",
        on_behalf=("tksk", "village_operator", "psm_facilitator"), clause="II.F.3",
    ),
    Kind.AWARENESS: MeetingKind(
        VILLAGE, "Dinas Sosial kabupaten/kota", ("regency_reports",), (E.PSKS,),
        "PSKS bersama-sama merumuskan kegiatan, prosedur pelayanan, permasalahan, dan kebutuhan.",
        on_behalf=("tksk", "village_operator", "psm_facilitator"), clause="II.F.5",
    ),
    Kind.SOCIAL_EDUCATION: MeetingKind(
        VILLAGE, "Dinas Sosial kabupaten/kota", ("regency_reports",), (E.PSKS,),
        "Penyuluhan sosial kepada PSKS: pengetahuan, sikap, dan tindakan.",
        on_behalf=("tksk", "village_operator", "psm_facilitator", "secretary"), clause="II.F.5.1",
    ),
    Kind.TECHNICAL_GUIDANCE: MeetingKind(
        VILLAGE, "Pemberi bimbingan teknis", ("psm_facilitator", "coordinator", "secretary", "tksk", "lk3"),
        (E.PSKS,), "Meningkatkan kemampuan teknis PSKS, menurut materi setiap pemberi bimbingan.",
        on_behalf=("regency_reports", "village_operator"), clause="II.F.5.2",
    ),
    Kind.TEAM_FORMATION: MeetingKind(
        VILLAGE, "Pemerintah desa/kelurahan", ("village_operator", "psm_facilitator", "village_head"),
        (E.GOVERNMENT, E.PSKS), "Membentuk tim PSKS, menunjuk koordinator, dan membagi tugas.",
        on_behalf=("tksk", "regency_reports"), decides=True, clause="II.F.7",
    ),
    Kind.CAPACITY_TRAINING: MeetingKind(
        VILLAGE, "Tim PSKS", ("psks_team",), (E.PSKS,),
        "Menguatkan kapasitas teknis dan manajerial pengelola dan anggota.",
        on_behalf=("regency_reports", "tksk", "village_operator", "psm_facilitator", "secretary"), clause="II.F.8.3",
    ),
    Kind.PSKS_ROUTINE: MeetingKind(
        VILLAGE, "Tim PSKS", ("psks_team",), (E.PSKS,), "Pertemuan berkala antaranggota PSKS.",
        on_behalf=("village_operator", "psm_facilitator", "secretary"), decides=True, clause="II.F.8.4(3)",
    ),
    Kind.STAKEHOLDER_MEETING: MeetingKind(
        VILLAGE, "Tim PSKS", ("psks_team",), (E.PSKS, E.SECTOR_OFFICE, E.BUSINESS),
        "Pertemuan PSKS dengan pemangku kepentingan.",
        on_behalf=("village_operator", "psm_facilitator", "secretary"), clause="II.F.8.4(4)",
    ),
}  # fmt: skip

# The events above a village that its road of founding asks for (IV.A.1.1–1.2).
ABOVE_THE_VILLAGE = (
    Kind.SOCIALISATION_PROVINCE, Kind.SOCIALISATION_REGENCY, Kind.SOCIALISATION_SUBDISTRICT,
    Kind.COORDINATION_PROVINCE, Kind.COORDINATION_REGENCY,
)  # fmt: skip
# Kinds that serve the families rather than the founding: they end on the family's page, not on the road.
DESIGNATES = (Kind.PIONEER_DESIGNATION, Kind.PLASMA_DESIGNATION)
FOUNDING = (*ABOVE_THE_VILLAGE, Kind.COORDINATION_VILLAGE, Kind.FORMATION, Kind.INAUGURATION)
FOR_FAMILIES = (Kind.FOCUS_GROUP, Kind.PIONEER_DESIGNATION, Kind.CONSOLIDATION, Kind.PLASMA_DESIGNATION)

# Kinds a single joint event may also fill (one day, several steps of the road).
JOINT = {
    Kind.FORMATION: (Kind.COORDINATION_VILLAGE,),
    Kind.SOCIALISATION_PROVINCE: (Kind.COORDINATION_PROVINCE,),
    Kind.SOCIALISATION_REGENCY: (Kind.COORDINATION_REGENCY, Kind.SOCIALISATION_SUBDISTRICT),
    Kind.COORDINATION_REGENCY: (Kind.SOCIALISATION_SUBDISTRICT,),
}


def hosted_by_fcu(kind):
    """Whether the FCU itself invites and signs, from its own book."""
    return KINDS[kind].host == "FCU"


def may_host(role, kind):
    """Whether this role's office itself holds meetings of `kind`."""
    return role in KINDS[kind].host_roles


def may_keep(role, kind):
    """Whether this role may enter a meeting of `kind`: as host, or from the paper on the host's behalf."""
    return may_host(role, kind) or role in KINDS[kind].on_behalf


def level_keeps(level, kind):
    """Whether any office of this level may enter a meeting of `kind`."""
    return any(may_keep(code, kind) for code, role in ROLES.items() if role.level == level)


def kinds_for(role):
    """The kinds a role may enter, in the order of the road."""
    return [kind for kind in Kind if may_keep(role, kind)]


def may_read_results(by, meeting):
    """Whether `by` may read what was said and decided; that the meeting is within reach is asked elsewhere."""
    return all(by.has_perm(permission) for permission in registry.result_permissions_for(meeting))


def default_agenda(kind):
    """The usual agenda of a kind, to be changed freely."""
    return {
        Kind.FORMATION: "Pembukaan\nPenjelasan FCU\nPembentukan FCU\nPemilihan pengurus\nPenutup",
        Kind.COORDINATION_VILLAGE: "Pembukaan\nPenjelasan FCU\nPembahasan rencana pembentukan FCU\nPenutup",
        Kind.ROUTINE: (
            "Pembukaan\nTindak lanjut keputusan rapat lalu\nKegiatan dan kendala\nRencana berikutnya\nPenutup"
        ),
        Kind.FOCUS_GROUP: (
            "Pembukaan\nPenjelasan kriteria keluarga pionir\nPembahasan calon satu per satu\n"
            "Kesepakatan calon keluarga pionir dan plasma\nPenutup"
        ),
        Kind.PIONEER_DESIGNATION: "Pembukaan\nPemeriksaan kesediaan keluarga\nPenetapan keluarga pionir\nPenutup",
        Kind.CONSOLIDATION: (
            "Pembukaan\nTugas dan peran keluarga pionir\nCerita keberhasilan\nMengenal sistem sumber\n"
            "Teknik membangun relasi\nMenyusun rencana aksi\nPenutup"
        ),
        Kind.PLASMA_DESIGNATION: (
            "Perkenalan\nPenjelasan FCU\nTugas dan peran keluarga pionir\nTanya jawab dan kesepakatan"
        ),
        Kind.AWARENESS: (
            "Pembukaan\nKegiatan setiap PSKS\nProsedur pelayanan\nPermasalahan di masyarakat\n"
            "Kebutuhan di masyarakat\nPenutup"
        ),
        Kind.TEAM_FORMATION: ("Pembukaan\nPembentukan tim\nPenunjukan koordinator\nPembagian tugas\nPenutup"),
        Kind.PSKS_ROUTINE: "Pembukaan\nTindak lanjut keputusan lalu\nKegiatan bersama\nRencana berikutnya\nPenutup",
        Kind.STAKEHOLDER_MEETING: "Pembukaan\nKegiatan PSKS\nDukungan pemangku kepentingan\nKesepakatan\nPenutup",
        **dict.fromkeys(
            (
                Kind.BRIEFING_CENTRE,
                Kind.BRIEFING_REGION,
                Kind.OFFICER_BRIEFING_PROVINCE,
                Kind.OFFICER_BRIEFING_REGENCY,
                Kind.OFFICER_BRIEFING_VILLAGE,
                Kind.SOCIAL_EDUCATION,
                Kind.TECHNICAL_GUIDANCE,
                Kind.CAPACITY_TRAINING,
            ),
            "Pembukaan\nPenyampaian materi\nTanya jawab\nRencana tindak lanjut\nPenutup",
        ),
        Kind.INAUGURATION: "Pembukaan\nPembacaan SK\nPengukuhan pengurus FCU\nPenutup",
    }.get(kind, "Pembukaan\nPenjelasan FCU\nTanya jawab\nPenutup")
