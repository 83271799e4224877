"""How a list is filled in: the sentences and the examples of its template."""

from families.resources import family, member

_SAME_FOR_ALL = (
    "Isi satu baris untuk satu {one}. Jangan mengubah judul kolom.",
    "Kolom bertanda * wajib diisi. Untuk pilihan boleh menulis kodenya atau namanya; lihat lembar Kode.",
    "Tulis tanggal sebagai tanggal-bulan-tahun, contoh 14-08-2025. Tanda hubung (-) berarti tidak tahu.",
    "Baris yang diawali CONTOH dilewati.",
    "Unggah lewat menu Keluarga, Dari Excel. Semua baris diperiksa dahulu; belum ada yang disimpan sebelum Anda "
    "memutuskan.",
)
GUIDE = {
    "families": (
        *(sentence.format(one="keluarga") for sentence in _SAME_FOR_ALL),
        "Jangan menulis NIK atau nomor KK pada daftar ini.",
        "Keluarga yang nama kepala, RT, dan RW-nya sudah ada di daftar tidak ditambah dan tidak diubah.",
    ),
    "members": (
        *(sentence.format(one="orang") for sentence in _SAME_FOR_ALL),
        "Hanya keluarga yang sudah dipilih dalam FGD yang menerima anggota. Nomor urutnya ada di daftar keluarga.",
        "Kepala keluarga ditulis juga sebagai satu baris.",
        "Orang yang sudah tercatat di keluarganya tidak ditambah dan tidak diubah.",
    ),
}
EXAMPLES = {
    kind: ({column.name: column.example for column in columns if column.example},)
    for kind, columns in (("families", family.COLUMNS), ("members", member.COLUMNS))
}
