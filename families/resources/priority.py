"""Columns of priorities and problems in Excel; a problem that is kept secret is in none of them."""

from families.recipients import WORDS

PRIORITIES = (
    ("Prioritas", lambda row: row.get_priority_display()),
    ("Nomor", lambda row: row.family.number),
    ("Nama kepala keluarga", lambda row: row.family.head_name),
    ("Desa/kelurahan", lambda row: str(row.family.region)),
    ("RT", lambda row: row.family.rt),
    ("RW", lambda row: row.family.rw),
    ("Dusun", lambda row: row.family.hamlet),
    ("Alasan", lambda row: row.reason),
    ("Diputuskan dalam", lambda row: row.meeting.get_kind_display()),
    ("Tanggal rapat", lambda row: row.meeting.held_on),
)
RECIPIENTS = (
    ("Nama kepala keluarga", lambda row: row.family.head_name),
    ("RT", lambda row: row.family.rt),
    ("RW", lambda row: row.family.rw),
    ("Desa/kelurahan", lambda row: str(row.family.region)),
    ("Kecamatan", lambda row: str(row.family.region.parent)),
    ("Tahun", lambda row: row.site.pilot_year),
    ("Pemberdayaan yang diusulkan", lambda row: row.support),
    ("Alasan", lambda row: row.reason),
    ("Dikumpulkan", lambda row: row.collected_on),
    ("Keadaan", lambda row: WORDS[row.state]),
    ("Diputuskan", lambda row: row.settled_on),
    ("Alasan keputusan", lambda row: row.settled_reason),
)
RECIPIENT_COUNTS = (
    ("Desa/kelurahan", lambda site: str(site.region)),
    ("Kecamatan", lambda site: str(site.region.parent)),
    ("Tahun", lambda site: site.pilot_year),
    ("Tahap usulan lokasi", lambda site: site.get_stage_display()),
    ("Disebut usulan", lambda site: site.candidates),
    ("Menunggu Dinas Sosial", lambda site: site.collected),
    ("Disiapkan Dinas Sosial", lambda site: site.prepared),
    ("Tidak dilanjutkan", lambda site: site.dropped),
)
PROBLEMS = (
    ("Dimensi", lambda row: row[0]),
    ("Jenis masalah", lambda row: row[1].problem.name),
    ("Keluarga", lambda row: row[1].total),
    ("Kepala keluarga perempuan", lambda row: row[1].women),
    ("Kepala keluarga laki-laki", lambda row: row[1].men),
)
PLACE = (
    ("Nomor", lambda row: row.number),
    ("Nama kepala keluarga", lambda row: row.head_name),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("RT", lambda row: row.rt),
    ("RW", lambda row: row.rw),
    ("Dusun", lambda row: row.hamlet),
)
WITH_PROBLEM = (*PLACE, ("Keterangan masalah", lambda row: row.problem_note))
POTENTIALS = (*PLACE, ("Potensi keluarga", lambda row: row.potential))


def needs_on(day):
    """Columns of the open needs, with how long they have waited on `day`."""
    return (
        ("Prioritas", lambda row: row.get_priority_display()),
        ("Kebutuhan", lambda row: row.title),
        ("Dimensi", lambda row: row.get_dimension_display()),
        ("Jenis masalah", lambda row: str(row.problem)),
        *((name, lambda row, read=read: read(row.family)) for name, read in PLACE),
        ("Ditemukan", lambda row: row.found_on),
        ("Umur (hari)", lambda row: (day - row.found_on).days),
        ("Keadaan", lambda row: row.get_state_display()),
        ("Perlu rujukan", lambda row: row.needs_referral),
    )
