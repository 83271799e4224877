"""Columns of the lists of verdicts as they are taken away in Excel."""

from reporting.models import Verdict
from reporting.verdicts.ground import span_words

VERDICT_SITES = (
    ("Kode wilayah", lambda row: row.dotted_code),
    ("Lokasi", lambda row: str(row)),
    ("Kecamatan", lambda row: str(row.parent)),
    ("Kabupaten/kota", lambda row: str(row.parent.parent)),
    ("Provinsi", lambda row: str(row.parent.parent.parent)),
    ("FCU", lambda row: row.unit_name),
    ("Tahun uji coba", lambda row: row.pilot_year or "mandiri"),
    ("Evaluasi akhir", lambda row: row.evaluated),
    ("Kesimpulan", lambda row: Verdict.Stage(row.verdict_stage).label if row.verdict_stage else "Belum disimpulkan"),
    ("Isi kesimpulan", lambda row: Verdict.Overall(row.overall).label if row.overall else ""),
)
VERDICTS = (
    ("Kode wilayah", lambda row: row.region.dotted_code),
    ("Wilayah", lambda row: str(row.region)),
    ("FCU", lambda row: str(row.unit) if row.unit else ""),
    ("Masa", span_words),
    ("Kesimpulan", lambda row: row.get_overall_display()),
    ("Disimpulkan", lambda row: row.concluded_on),
    ("Disimpulkan oleh", lambda row: row.concluded_by_words),
)
