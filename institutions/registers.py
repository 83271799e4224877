"""The books of an office as they are printed: their columns, how wide each is, who signs each line.

Columns of the agendas and of the Buku Keputusan follow Permendagri 47/2016 (domain 5.3), the other books the habits of
village offices (domain 5.27).
"""

from django.db.models import Count, Q

from fcu_project import dates, registry
from institutions.documents.letterhead import named_for
from institutions.documents.register import Register
from institutions.models import Region
from institutions.trial_stages import TrialStage

DAY, SEX = 3.6, 1.3  # shares that hold a date and a letter on the narrower paper


def _day(value):
    return dates.short_date(value) if value else ""


def _number_and_day(row):
    return "\n".join(part for part in (row.number, _day(row.dated_on)) if part)


def _lines(*parts):
    return "\n".join(str(part) for part in parts if part)


def _term(row):
    """A term of office: "sejak 01-03-2025", "01-03-2025 s.d. 31-12-2025"; "" where it has not begun."""
    if row.valid_from and row.valid_until:
        return f"{_day(row.valid_from)} s.d. {_day(row.valid_until)}"
    return f"sejak {_day(row.valid_from)}" if row.valid_from else ""


def _sexes(men, women):
    """Men and women as "12/30"; empty where neither is known."""
    return "" if men is None and women is None else f"{men or 0}/{women or 0}"


# --- letters ----------------------------------------------------------------------------------------------------------
def sent_to(document):
    """To whom a letter of the register goes, in few words; the people of a meeting are not named one by one."""
    if document.kind == "invitation":
        return "Peserta sesuai daftar undangan"
    addressee = document.facts.get("addressee") or {}
    if addressee.get("lines"):
        return addressee["lines"][0]
    return addressee.get("name") or ""


def _standing(document):
    """What became of a letter, and why one was cancelled; nothing for one that simply stands. Why a referral was called
    back stays with it."""
    stage = "" if document.stage == "issued" else document.get_stage_display()
    because = getattr(document, "cancelled_because", "") if document.kind != "referral" else ""
    stage = f"{stage}: {because}" if because else stage
    return _lines(stage, document.recorded_by and f"Dari kertas, dicatat oleh {document.recorded_by}")


def _set_by(document):
    """What a decree sets, in few words: the three officers."""
    return _lines(*(f"{term.get_post_display()}: {term.membership.person.name}" for term in document.decree.officers()))


def _decree_book(region):
    """The book of decrees as the place calls it: "Buku Keputusan Kepala Desa", "Buku Keputusan Wali Nagari"."""
    title = f"Keputusan {region.head_title}" if region.head_title else region.setting("decree_title", "Keputusan")
    return f"Buku {title}"


OUTGOING = Register(
    "Buku agenda surat keluar", "ASK",
    (
        ("Tanggal", lambda row: row.dated_on, DAY),
        ("Nomor surat", lambda row: row.number, 6),
        ("Jenis", lambda row: row.get_kind_display(), 4),
        ("Tujuan", sent_to, 7),
        ("Hal", lambda row: row.subject, 10),
        ("Keterangan", _standing, 5),
    ),
    initials=True,
)  # fmt: skip
INCOMING = Register(
    "Buku agenda surat masuk", "ASM",
    (
        ("Nomor agenda", lambda row: f"{row.agenda_number}/{row.year}", 3),
        ("Diterima", lambda row: row.received_on, DAY),
        ("Nomor dan tanggal surat", _number_and_day, 6),
        ("Pengirim", lambda row: row.sender, 6),
        ("Hal", lambda row: row.subject, 8),
        ("Diteruskan", lambda row: row.disposition, 6),
        ("Keterangan", lambda row: _lines(
            row.withdrawn_on and f"Dicoret: {row.withdrawn_reason}", row.note,
            row.answered_by and f"Dijawab dengan {row.answered_by.number}"), 5),
    ),
    initials=True,
)  # fmt: skip
DECREES = Register(
    "Buku keputusan", "BK",
    (
        ("Nomor dan tanggal keputusan", _number_and_day, 5),
        ("Tentang", lambda row: row.subject, 10),
        ("Uraian singkat", _set_by, 8),
        ("Nomor dan tanggal dilaporkan", lambda row: "", 5),  # in the book of who receives the report
        ("Keterangan", _standing, 5),
    ),
    heading=_decree_book, day_of=lambda row: row.dated_on,
)  # fmt: skip
GUESTS = Register(
    "Buku tamu", "BT",
    (
        ("Tanggal", lambda row: row.came_on, DAY),
        ("Nama", lambda row: row.name, 6),
        ("Asal atau lembaga", lambda row: row.origin, 6),
        ("Keperluan", lambda row: row.purpose, 8),
        ("Bertemu dengan", lambda row: row.met, 5),
        ("Kesan dan pesan", lambda row: _lines(row.withdrawn_on and f"Dicoret: {row.withdrawn_reason}", row.note), 7),
    ),
    initials=True, page_lines=9,
)  # fmt: skip

# --- meetings ---------------------------------------------------------------------------------------------------------
IN_RECORD = "Ada di berita acara"


def _open_to_all(meeting):
    """A meeting on families is told in its record only: the book of minutes lies open."""
    return not registry.result_permissions_for(meeting)


def with_minutes(meetings):
    """The queryset with all that the book of minutes tells of a meeting; `women` and `men` were present."""
    present = Q(attendances__present=True)
    return (
        meetings.select_related("leader", "note_taker")
        .prefetch_related("decisions")
        .annotate(
            women=Count("attendances", filter=present & Q(attendances__person__sex="female")),
            men=Count("attendances", filter=present & Q(attendances__person__sex="male")),
        )
    )


def _decided(meeting):
    return _lines(*(f"{row.number}. {row.text}" for row in meeting.decisions.all()))


def _led(meeting):
    return _lines(
        meeting.leader and f"Pimpinan: {meeting.leader}", meeting.note_taker and f"Notulis: {meeting.note_taker}"
    )


MINUTES = Register(
    "Buku notulen", "BN",
    (
        ("Tanggal", lambda row: row.held_on, DAY),
        ("Pertemuan dan tempat", lambda row: _lines(named_for(row.get_kind_display(), row.region), row.place), 7),
        ("Hadir", lambda row: f"L {row.men}, P {row.women}", 3),
        ("Pimpinan dan notulis", _led, 5.5),
        ("Pembahasan", lambda row: row.minutes if _open_to_all(row) else IN_RECORD, 10),
        ("Keputusan", lambda row: _decided(row) if _open_to_all(row) else IN_RECORD, 8),
    ),
    initials=True,
)  # fmt: skip
DECISIONS = Register(
    "Buku tindak lanjut keputusan rapat", "TL",
    (
        ("Pertemuan", lambda row: _lines(
            named_for(row.meeting.get_kind_display(), row.meeting.region), _day(row.meeting.held_on)), 6),
        ("Keputusan", lambda row: row.text, 10),
        ("Penanggung jawab", lambda row: row.owner, 5),
        ("Batas waktu", lambda row: row.due_on, DAY),
        ("Selesai", lambda row: row.closed_on, DAY),
        ("Hasil", lambda row: row.outcome, 7),
    ),
)  # fmt: skip

# --- the FCU and its people -------------------------------------------------------------------------------------------
MEMBERS = Register(
    "Daftar anggota", "DA",
    (
        ("Nama", lambda row: row["member"].person.name, 7),
        ("L/P", lambda row: row["member"].person.sex_letter, SEX),
        ("Golongan", lambda row: row["member"].get_kind_display(), 5),
        ("Unsur, lembaga, atau keahlian", lambda row: row["member"].origin, 8),
        ("Jabatan dalam FCU", lambda row: row["post"] or "Anggota", 5),
        ("Anggota sejak", lambda row: row["member"].joined_on, DAY),
    ),
)  # fmt: skip
OFFICERS = Register(
    "Susunan pengurus", "SP",
    (
        ("Jabatan", lambda row: row.title, 4),
        ("Nama", lambda row: row.membership.person.name, 7),
        ("L/P", lambda row: row.membership.person.sex_letter, SEX),
        ("Unsur atau lembaga", lambda row: row.membership.origin, 7),
        ("Menjabat", lambda row: _term(row) or "Menunggu SK", 5),
        ("Nomor SK atau surat tugas", lambda row: row.decree.document.number if row.decree_id else row.basis, 6),
    ),
)  # fmt: skip
FACILITIES = Register(
    "Buku inventaris", "BI",
    (
        ("Jenis sarana", lambda row: row.get_kind_display(), 5),
        ("Nama barang", lambda row: row.name, 8),
        ("Jumlah", lambda row: row.quantity, 2),
        ("Keadaan", lambda row: row.get_condition_display(), 3),
        ("Milik", lambda row: row.owner, 5),
        ("Dipakai sejak", lambda row: row.since, DAY),
        ("Tidak ada lagi sejak", lambda row: row.gone_on, DAY),
    ),
)  # fmt: skip
MUSRENBANG = Register(
    "Usulan FCU untuk Musrenbang kecamatan", "MUS",
    (
        ("Tahun", lambda row: row.year, 2),
        ("Usulan", lambda row: row.item, 8),
        ("Alasan", lambda row: row.reason, 8),
        ("Perkiraan biaya", lambda row: dates.rupiah(row.estimated_cost) if row.estimated_cost else "", 4),
        ("Ikut Musrenbang", lambda row: row.attended_on, DAY),
        ("Hasil", lambda row: _lines(row.get_result_display(), row.result_note), 6),
    ),
)  # fmt: skip

# --- institutions and people of the place -----------------------------------------------------------------------------
def _kinds(row):
    """Element and legal type of a body; the shorter is left out where the longer says the same."""
    element, legal = row.element.name, row.psks_type.name if row.psks_type else ""
    said, law = element.lower(), legal.lower().replace("pioner", "pionir")  # the law spells pioneer in its own way
    if law in said:
        return element
    return legal if said in law else _lines(element, legal)


INSTITUTIONS = Register(
    "Daftar PSKS dan lembaga", "PSKS",
    (
        ("Nama lembaga", lambda row: row.name, 7),
        ("Unsur, jenis PSKS", _kinds, 6),
        ("Wilayah", lambda row: str(row.region), 4),
        ("Pimpinan", lambda row: row.leader, 5),
        ("Alamat", lambda row: row.address, 6),
        ("L/P", lambda row: _sexes(row.members_male, row.members_female), 2),
        ("Kegiatan dan pelayanan", lambda row: row.activities, 8),
        ("Didata", lambda row: row.identified_on, DAY),
    ),
)  # fmt: skip
PEOPLE = Register(
    "Daftar orang", "ORG",
    (
        ("Nama", lambda row: row.name, 7),
        ("Jabatan", lambda row: row.position, 7),
        ("L/P", lambda row: row.sex_letter, SEX),
        ("Wilayah", lambda row: str(row.region), 5),
    ),
    lies=False,
)  # fmt: skip
STAKEHOLDERS = Register(
    "Daftar pemangku kepentingan", "PK",
    (
        ("Nama", lambda row: row.name, 7),
        ("Tingkat", lambda row: row.get_level_display(), 4),
        ("Peran atau kepentingan", lambda row: row.interest, 8),
        ("Penghubung", lambda row: row.contact, 5),
        ("Dicatat", lambda row: row.noted_on, DAY),
        ("Tidak lagi sejak", lambda row: row.left_on, DAY),
    ),
)  # fmt: skip
ACTIVITIES = Register(
    "Buku kegiatan", "KEG",
    (
        ("Tanggal", lambda row: row.done_on, DAY),
        ("Pelaku dan tugas", lambda row: _lines(row.duty.get_actor_display(), row.duty.text), 7),
        ("Kegiatan", lambda row: _lines(row.title, row.membership and row.membership.person.name), 7),
        ("Hasil atau pengamatan", lambda row: row.result, 8),
        ("Lembaga yang terlibat", lambda row: ", ".join(body.name for body in row.partners.all()), 6),
        ("L/P", lambda row: _sexes(row.men, row.women), 2),
        ("Keterangan", lambda row: "Dibatalkan" if row.withdrawn_on else "", 3),
    ),
    initials=True,
)  # fmt: skip
STAGES = Register(
    "Papan tahapan", "THP",
    (
        ("Desa/kelurahan", lambda row: str(row.region), 6),
        ("Kecamatan", lambda row: row.region.parent.name, 5),
        ("Sedang berjalan", lambda row: _lines(row.current, row.also and f"juga {', '.join(row.also)}"), 7),
        ("Sejak", lambda row: _lines(
            row.record and _day(row.record.started_on), row.stalled and f"macet, {row.days} hari"), DAY),
        ("Selesai", lambda row: f"{row.closed} dari {len(TrialStage)}", 2.6),
        ("Yang kurang", lambda row: row.lacks, 8),
        ("Jalan FCU", lambda row: row.founding, 6),
    ),
)  # fmt: skip
ACTIVENESS = Register(
    "Daftar keaktifan anggota", "AKT",
    (
        ("Nama", lambda row: row.member.person.name, 7),
        ("L/P", lambda row: row.member.person.sex_letter, SEX),
        ("Dari", lambda row: row.member.origin, 7),
        ("Hadir rapat", lambda row: f"{row.came} dari {row.invited} ({row.percent}%)" if row.invited else "", 4.5),
        ("Dukungan", lambda row: row.support, 2.6),
        ("Tugas anggota", lambda row: row.duties, 2.6),
        ("Terakhir", lambda row: row.last_on, DAY),
    ),
)  # fmt: skip
LESSONS = Register(
    "Catatan pembelajaran uji coba", "PBL",
    (
        ("Tanggal", lambda row: row.noted_on, DAY),
        ("Wilayah", lambda row: str(row.region), 4),
        ("Aspek", lambda row: row.get_aspect_display(), 4),
        ("Pengalaman atau kekurangan", lambda row: row.experience, 9),
        ("Saran perbaikan", lambda row: row.suggestion, 8),
        ("Tanggapan", lambda row: row.answer, 7),
    ),
)  # fmt: skip

# --- offices above ----------------------------------------------------------------------------------------------------
APPOINTMENTS = Register(
    "Daftar penugasan TKSK dan LK3", "TGS",
    (
        ("Nama", lambda row: row.person.name, 7),
        ("Peran", lambda row: _lines(row.role_label, "Bertindak sebagai LK3" if row.acts_as_lk3 else ""), 5),
        ("Wilayah", lambda row: str(row.region), 5),
        ("Ditetapkan oleh", lambda row: row.get_authority_display(), 5),
        ("Nomor dan tanggal SK", lambda row: _lines(row.basis, _day(row.basis_dated_on)), 6),
        ("Masa tugas", _term, 5),
        ("Alasan berakhir", lambda row: row.ended_reason, 5),
    ),
    signed_at=(Region.Level.REGENCY,),
)  # fmt: skip
SITES = Register(
    "Daftar usulan lokasi uji coba", "LOK",
    (
        ("Desa/kelurahan", lambda row: str(row.region), 6),
        ("Kecamatan", lambda row: str(row.region.parent), 5),
        ("Tahun", lambda row: row.pilot_year, 2),
        ("Tahap", lambda row: row.get_stage_display(), 5),
        ("Calon keluarga", lambda row: row.candidates, 2),
        ("Terverifikasi", lambda row: row.verified_on, DAY),
        ("Ditetapkan", lambda row: row.chosen_on, DAY),
        ("Kesimpulan", lambda row: row.conclusion, 8),
    ),
)  # fmt: skip
UNITS = Register(
    "Daftar FCU", "FCU",
    (
        ("FCU", lambda row: str(row), 6),
        ("Desa/kelurahan, kecamatan", lambda row: _lines(row.region, row.region.parent), 6),
        ("Tahap", lambda row: row.get_stage_display(), 4),
        ("Dibentuk", lambda row: row.formed_on, DAY),
        ("Nomor dan tanggal SK", lambda row: _lines(row.decree_number, _day(row.decreed_on)), 6),
        ("Dikukuhkan", lambda row: row.inaugurated_on, DAY),
        ("Alamat sekretariat", lambda row: row.address, 7),
    ),
)  # fmt: skip
LIBRARY = Register(
    "Daftar pustaka pedoman", "PUS",
    (
        ("Judul", lambda row: row.title, 10),
        ("Jenis", lambda row: row.get_kind_display(), 4),
        ("Nomor dan tanggal", _number_and_day, 5),
        ("Tahun program", lambda row: row.programme_year, 3),
        ("Diterbitkan di", lambda row: str(row.region), 5),
    ),
    signed_at=(Region.Level.REGENCY, Region.Level.PROVINCE, Region.Level.NATION),
)  # fmt: skip
TEAMS = Register(
    "Daftar tim PSKS", "TIM",
    (
        ("Tim", lambda row: row.name, 8),
        ("Desa/kelurahan", lambda row: str(row.region), 5),
        ("Tahap", lambda row: row.get_stage_display(), 4),
        ("Dibentuk", lambda row: row.formed_on, DAY),
        ("Pengakuan", lambda row: _lines(row.paper_number, _day(row.recognised_on)), 6),
        ("Berakhir", lambda row: row.ended_on, DAY),
    ),
)  # fmt: skip
PLANS = Register(
    "Daftar rencana kerja", "DRK",
    (
        ("Tahun", lambda row: str(row.year), 2),
        ("Badan", lambda row: row.body, 7),
        ("Desa/kelurahan", lambda row: row.region, 6),
        ("Kegiatan", lambda row: row.size, 2),
        ("Disepakati", lambda row: row.agreed_on, DAY),
        ("Tahap", lambda row: row.get_stage_display(), 3),
    ),
)  # fmt: skip
