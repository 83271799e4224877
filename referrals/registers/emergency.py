"""The book of emergencies."""

from django.utils import timezone

from institutions.documents.register import Register
from referrals.emergencies import masked_who, moment_words


def _paper(row):
    """The letter that followed, or why there is none."""
    return row.referral.number if row.referral_id else row.no_paper_reason


# Nobody is named in it: the book lies open on the table.
EMERGENCIES = Register(
    "Buku rujukan darurat", "BRD",
    (
        ("Waktu", lambda row: moment_words(row.called_at), 4.5),
        ("Yang ditolong", masked_who, 4),
        ("Yang dihubungi", lambda row: "\n".join(filter(None, (row.get_place_kind_display(), row.place_name))), 5),
        ("Berbicara dengan", lambda row: row.spoken_to, 4),
        ("Jawaban atau hasil", lambda row: row.result, 7),
        ("LK3 diberi tahu", lambda row: moment_words(row.lk3_told_at), 4.5),
        ("Surat rujukan", _paper, 4.5),
    ),
    initials=True, day_of=lambda row: timezone.localdate(row.called_at),
)  # fmt: skip
