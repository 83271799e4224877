"""Columns of emergencies."""

from referrals.emergencies import masked_who, moment_words

EMERGENCIES = (
    ("Waktu menghubungi", lambda row: moment_words(row.called_at)),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Yang ditolong (disamarkan)", masked_who),
    ("Yang dihubungi", lambda row: row.get_place_kind_display()),
    ("Nama kantor", lambda row: row.place_name),
    ("Berbicara dengan", lambda row: row.spoken_to),
    ("Jawaban atau hasil", lambda row: row.result),
    ("LK3 diberi tahu", lambda row: moment_words(row.lk3_told_at)),
    ("Siapa di LK3", lambda row: row.lk3_told_whom),
    ("Surat rujukan", lambda row: row.referral.number if row.referral_id else ""),
    ("Tanpa surat karena", lambda row: row.no_paper_reason),
    ("Dicatat oleh", lambda row: row.recorded_by),
)
