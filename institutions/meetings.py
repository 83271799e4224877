"""The table of meetings: per kind the level, who hosts, who facilitates, who should be there, what it is for.

Read beside the guide: sosialisasi IV.A.1.1 and IV.B.1–3, koordinasi IV.A.1.2 and IV.B.4, pembentukan IV.A.1.4,
pengukuhan IV.A.1.5 and IV.B.5, rapat FCU III.A.5.3(1), pemilihan and
pemantapan keluarga III.B.5.2–5.4. One person with several hats is counted once.
"""

from dataclasses import dataclass

from django.db import models

from fcu_project import registry
from institutions.roles import PROVINCE, REGENCY, ROLES, SUBDISTRICT, VILLAGE


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
}  # fmt: skip

# Kinds that serve the families rather than the founding: they end on the family's page, not on the road.
DESIGNATES = (Kind.PIONEER_DESIGNATION, Kind.PLASMA_DESIGNATION)
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
        Kind.INAUGURATION: "Pembukaan\nPembacaan SK\nPengukuhan pengurus FCU\nPenutup",
    }.get(kind, "Pembukaan\nPenjelasan FCU\nTanya jawab\nPenutup")
