"""The kinds of help besides referrals (III.A.4.2, III.B.5.6): who gives which, and what is written of each."""

from django.db import models

from institutions.plans import Work


class Kind(models.TextChoices):
    """What was done for families. Referrals, consultations and partnerships of their own stand in their own rooms."""

    INFORMATION = "information", "Informasi pelayanan"
    MEDIA = "media", "Media informasi"
    GUIDANCE = "guidance", "Bimbingan kelompok"
    ECONOMY = "economy", "Bimbingan usaha dan penguatan ekonomi"
    VALUES = "values", "Pembudayaan nilai"
    ADVOCACY = "advocacy", "Advokasi kebijakan lokal"
    PARTNERSHIP = "partnership", "Kegiatan kemitraan"
    OUTREACH = "outreach", "Penjangkauan"
    OTHER = "other", "Tugas lain sesuai kebutuhan"


class Form(models.TextChoices):
    """The shape it took; which ones a kind offers stands in FORMS_OF."""

    LEAFLET = "leaflet", "Leaflet/brosur"
    MAGAZINE = "magazine", "Majalah/buletin"
    POSTER = "poster", "Poster/spanduk"
    BOARD = "board", "Papan pengumuman"
    MAP = "map", "Peta sosial"
    ONLINE = "online", "WhatsApp/media sosial"
    BROADCAST = "broadcast", "Radio/pengeras suara"
    TALK = "talk", "Penyuluhan"
    CLASS = "class", "Kelas/pelatihan"
    COMPANY = "company", "Pendampingan usaha"
    GROUP = "group", "Kelompok usaha/simpan pinjam"
    MARKET = "market", "Pemasaran hasil usaha"
    FAITH = "faith", "Kegiatan keagamaan"
    MUTUAL = "mutual", "Gotong royong"
    CULTURE = "culture", "Seni dan adat setempat"
    HEARING = "hearing", "Audiensi/dengar pendapat"
    PROPOSAL = "proposal", "Usulan tertulis"
    HOME = "home", "Kunjungan rumah"
    FIELD = "field", "Pos lapangan/keliling"
    OTHER = "other", "Lainnya"


_F = Form
FORMS_OF = {
    Kind.INFORMATION: (_F.TALK, _F.BOARD, _F.ONLINE, _F.BROADCAST, _F.HOME, _F.OTHER),
    Kind.MEDIA: (_F.LEAFLET, _F.MAGAZINE, _F.POSTER, _F.BOARD, _F.MAP, _F.ONLINE, _F.BROADCAST, _F.OTHER),
    Kind.GUIDANCE: (_F.TALK, _F.CLASS, _F.HOME, _F.OTHER),
    Kind.ECONOMY: (_F.CLASS, _F.COMPANY, _F.GROUP, _F.MARKET, _F.OTHER),
    Kind.VALUES: (_F.FAITH, _F.MUTUAL, _F.CULTURE, _F.TALK, _F.CLASS, _F.OTHER),
    Kind.ADVOCACY: (_F.HEARING, _F.PROPOSAL, _F.OTHER),
    Kind.PARTNERSHIP: (_F.HEARING, _F.CLASS, _F.OTHER),
    Kind.OUTREACH: (_F.HOME, _F.FIELD, _F.OTHER),
    Kind.OTHER: (_F.TALK, _F.CLASS, _F.HOME, _F.OTHER),
}
# What is meant, for whoever chooses among the kinds.
MEANING_OF = {
    Kind.INFORMATION: "Memberi tahu warga pelayanan apa yang ada, untuk siapa, dan cara memintanya.",
    Kind.MEDIA: "Leaflet, majalah, papan pengumuman, peta sosial: apa yang dibuat, edisi, dan jumlahnya.",
    Kind.GUIDANCE: "Penyuluhan atau kelas bagi sekelompok keluarga. Konsultasi perorangan dicatat di buku konsultasi.",
    Kind.ECONOMY: "Pelatihan usaha, kelompok usaha, pemasaran hasil keluarga.",
    Kind.VALUES: "Kegiatan keagamaan, gotong royong, seni dan adat yang menguatkan nilai dan norma keluarga.",
    Kind.ADVOCACY: "Mengusulkan perubahan aturan, anggaran, atau kebijakan setempat kepada yang berwenang.",
    Kind.PARTNERSHIP: "Pertemuan atau kegiatan bersama mitra. Naskah kerja samanya dicatat di Kemitraan.",
    Kind.OUTREACH: "Mendatangi keluarga atau orang yang belum terjangkau pelayanan di suatu desa/kelurahan.",
    Kind.OTHER: "Kegiatan pelayanan lain yang dibutuhkan keluarga.",
}
# The row of the annual plan a kind belongs to, the likeliest first.
WORK_OF = {
    Kind.INFORMATION: Work.INFORMATION,
    Kind.MEDIA: Work.INFORMATION,
    Kind.GUIDANCE: Work.COUNSELLING,
    Kind.ECONOMY: Work.ECONOMY,
    Kind.VALUES: Work.VALUES,
    Kind.ADVOCACY: Work.ADVOCACY,
    Kind.PARTNERSHIP: Work.PARTNERSHIP,
    Kind.OUTREACH: Work.OTHER,
    Kind.OTHER: Work.OTHER,
}
# Reaching out is the work of TKSK and LK3 (V par. 3, I.E.12), who also inform; the others are the FCU's own.
KINDS_AT = {
    "village": tuple(kind for kind in Kind if kind != Kind.OUTREACH),
    "subdistrict": (Kind.OUTREACH, Kind.INFORMATION),
    "regency": (Kind.OUTREACH, Kind.INFORMATION, Kind.MEDIA),
}


def kinds_for(by):
    """The kinds that this office writes down."""
    return KINDS_AT.get(by.level, ())
