"""The rules of order of a meeting, to read out and hang up: the values of an FCU in plain words (MEM-14, III.B.1)."""

from institutions.documents.letterhead import signature
from institutions.documents.meeting import meeting_head

RULES_TEMPLATE = "institutions/documents/rules.html"
# (heading, rule), in the order in which a meeting goes.
RULES = (
    ("Semua setara.", "Perempuan dan laki-laki, tua dan muda, pengurus dan anggota mempunyai hak bicara dan hak suara "
     "yang sama."),
    ("Hadir sampai selesai.", "Peserta datang tepat waktu, mengisi daftar hadir, dan memberi kabar bila berhalangan."),
    ("Bergiliran bicara.", "Pemimpin rapat memberi giliran; satu berbicara, yang lain mendengarkan."),
    ("Tetap pada acara.", "Hal di luar acara dicatat untuk rapat berikutnya."),
    ("Santun dan terbuka.", "Berbeda pendapat boleh; yang dibahas masalahnya, bukan orangnya. Kebiasaan baik dan "
     "bahasa setempat dipakai."),
    ("Yang jarang bicara ditanya.", "Sebelum memutuskan, pemimpin rapat meminta pendapat peserta yang belum "
     "berbicara, terutama perempuan, lansia, dan penyandang disabilitas."),
    ("Bebas dari politik praktis.", "Rapat bukan tempat kampanye dan tidak berpihak kepada satu kelompok."),
    ("Rahasia keluarga dijaga.", "Keadaan keluarga yang dibicarakan tidak dibawa ke luar rapat."),
    ("Saling menguatkan.", "Setiap lembaga menyebut apa yang dapat disumbangkannya. Yang sudah diputuskan dijalankan "
     "bersama, juga oleh yang semula tidak setuju."),
)  # fmt: skip
DECIDING = (
    "Keputusan diambil dengan musyawarah untuk mufakat. Pemimpin rapat mengulang usul dengan jelas, lalu bertanya "
    "apakah masih ada yang keberatan.",
    "Bila ada keberatan, usul dibahas dan diperbaiki lebih dahulu. Rapat boleh berhenti sejenak supaya peserta "
    "berunding.",
    "Bila mufakat tidak tercapai, barulah dipilih dengan suara terbanyak: satu peserta satu suara. Pemilihan orang "
    "dilakukan secara tertutup bila ada yang meminta.",
    "Keberatan yang tersisa ditulis dalam notulen dan berita acara, tidak dihapus.",
    "Sebelum ditutup, setiap keputusan dibacakan kembali: apa, siapa yang mengerjakan, dan paling lambat kapan.",
)


def rules_facts(meeting):
    """Facts of the paper, signed by who leads the meeting: rules [{heading, text}], deciding (lines)."""
    head = meeting_head(meeting, None, "rules")
    return head | {
        "title": f"Tata tertib {head['meeting']['title']}, {meeting.region}",
        "region": str(meeting.region),
        "rules": [{"heading": heading, "text": text} for heading, text in RULES],
        "deciding": list(DECIDING),
        "dated_on": head["meeting"]["date"],
        "signature": signature(["Pimpinan rapat"], meeting.leader.name if meeting.leader else ""),
    }
