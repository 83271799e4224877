"""Columns of the small reference tables in Excel."""

from import_export import resources

from fcu_project import dates
from institutions.models import Duty, GuidanceTopic, InstitutionType, LegalBasis, LetterClass
from institutions.plans import SHORT_MONTHS
from institutions.profiles import facts_of


class InstitutionTypeResource(resources.ModelResource):
    """Kinds of institutions, recognised by their code."""

    class Meta:
        model = InstitutionType
        import_id_fields = ("code",)
        fields = ("code", "group", "name", "short_name", "order", "checklist", "is_active")
        export_order = fields


class DutyResource(resources.ModelResource):
    """Duties of the parties, recognised by their code."""

    class Meta:
        model = Duty
        import_id_fields = ("code",)
        fields = ("code", "actor", "part", "text", "clause", "order", "is_joint", "is_active")
        export_order = fields


class GuidanceTopicResource(resources.ModelResource):
    """Topics of technical guidance, recognised by their code."""

    class Meta:
        model = GuidanceTopic
        import_id_fields = ("code",)
        fields = ("code", "provider", "text", "order", "is_active")
        export_order = fields


class LetterClassResource(resources.ModelResource):
    """Classification codes of letters, recognised by their code."""

    class Meta:
        model = LetterClass
        import_id_fields = ("code",)
        fields = ("code", "title", "edition", "is_active")
        export_order = fields


class LegalBasisResource(resources.ModelResource):
    """Legal bases, recognised by their code."""

    class Meta:
        model = LegalBasis
        import_id_fields = ("code",)
        fields = (
            "code", "title", "rank", "year", "number", "valid_from", "valid_until", "guide_ref", "certain",
            "suggested", "is_active",
        )  # fmt: skip
        export_order = fields


# Columns of the lists as people take them away in Excel: (header, what of the row). Headers as on the screen.
INSTITUTIONS = (
    ("Nama lembaga", lambda row: row.name),
    ("Unsur", lambda row: row.element.name),
    ("Jenis PSKS", lambda row: row.psks_type.name if row.psks_type else ""),
    ("Wilayah", lambda row: str(row.region)),
    ("Ketua/pimpinan", lambda row: row.leader),
    ("Nomor HP/telepon", lambda row: row.phone),
    ("Alamat", lambda row: row.address),
    ("Status hukum", lambda row: row.get_legal_status_display()),
    ("Nomor SK/izin", lambda row: row.decree_number),
    ("Tahun berdiri", lambda row: row.founded_year),
    ("Anggota laki-laki", lambda row: row.members_male),
    ("Anggota perempuan", lambda row: row.members_female),
    ("Kegiatan dan pelayanan", lambda row: row.activities),
    ("Sasaran", lambda row: row.target_group),
    ("Tanggal didata", lambda row: row.identified_on),
    ("Profil menurut jenis", lambda row: "; ".join(f"{label}: {words}" for label, words in facts_of(row))),
)
# Social preparation and mapping: the sheets of one village.
MAPPING = (
    ("Lembaga", lambda row: f"{row.name} ({row.element})"),
    ("Susunan", lambda row: row.structure),
    ("Alamat", lambda row: row.address),
    ("Titik peta", lambda row: "" if row.latitude is None else f"{row.latitude}, {row.longitude}"),
    ("Peran dan tugas", lambda row: row.duties),
    ("Masalah dan jumlah", lambda row: "; ".join(
        problem.problem if problem.count is None else f"{problem.problem} ({problem.count})"
        for problem in row.handled_problems.all()
    )),
    ("Peran yang disinergikan", lambda row: row.joint_role),
    ("Dipetakan", lambda row: dates.short_date(row.mapped_on) if row.mapped_on else ""),
    ("Oleh", lambda row: row.mapped_by.name if row.mapped_by else ""),
)  # fmt: skip
PROBLEMS = (
    ("Masalah", lambda row: row.problem),
    ("Jumlah", lambda row: row.count),
    ("Data tahun", lambda row: row.counted_in),
    ("Dimensi", lambda row: ", ".join(row.dimensions)),
    ("Ditangani oleh", lambda row: row.institution.name),
)
TEAMS = (
    ("Tim", lambda row: row.name),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Dibentuk", lambda row: row.formed_on),
    ("Diakui", lambda row: row.recognised_on),
    ("Nomor surat pengakuan", lambda row: row.paper_number),
    ("Berakhir", lambda row: row.ended_on),
)
STAKEHOLDERS = (
    ("Nama", lambda row: row.name),
    ("Tingkat", lambda row: row.get_level_display()),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Peran atau kepentingan", lambda row: row.interest),
    ("Penghubung", lambda row: row.contact),
    ("Nomor HP/telepon", lambda row: row.phone),
    ("Dicatat", lambda row: row.noted_on),
    ("Tidak lagi sejak", lambda row: row.left_on),
)
SITES = (
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kecamatan", lambda row: str(row.region.parent)),
    ("Tahun uji coba", lambda row: row.pilot_year),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Calon keluarga", lambda row: row.candidates),
    ("Alasan", lambda row: row.reason),
    ("Data dinyatakan benar", lambda row: row.stated_on),
    ("Terverifikasi", lambda row: row.verified_on),
    ("Ditetapkan", lambda row: row.chosen_on),
    ("Berakhir", lambda row: row.ended_on),
    ("Efektif", lambda row: row.get_effective_display()),
    ("Efisien", lambda row: row.get_efficient_display()),
    ("Fisibel", lambda row: row.get_feasible_display()),
    ("Kesimpulan", lambda row: row.conclusion),
)
APPOINTMENTS = (
    ("Nama", lambda row: row.person.name),
    ("Peran", lambda row: row.role_label),
    ("Wilayah", lambda row: str(row.region)),
    ("Lembaga", lambda row: row.institution.name if row.institution else ""),
    ("Bertindak sebagai LK3", lambda row: "Ya" if row.acts_as_lk3 else ""),
    ("Ditetapkan oleh", lambda row: row.get_authority_display()),
    ("Asal", lambda row: row.get_origin_display()),
    ("Nomor SK", lambda row: row.basis),
    ("Tanggal SK", lambda row: row.basis_dated_on),
    ("Sejak", lambda row: row.valid_from),
    ("Sampai", lambda row: row.valid_until),
    ("Alasan berakhir", lambda row: row.ended_reason),
)
ACTIVITIES = (
    ("Tanggal", lambda row: row.done_on),
    ("Pelaku", lambda row: row.duty.get_actor_display()),
    ("Tugas", lambda row: row.duty.text),
    ("Rujukan pedoman", lambda row: row.duty.clause),
    ("Kegiatan", lambda row: row.title),
    ("Wilayah", lambda row: str(row.region)),
    ("Anggota FCU", lambda row: row.membership.person.name if row.membership else ""),
    ("Uraian", lambda row: row.story),
    ("Hasil atau pengamatan", lambda row: row.result),
    ("Fasilitator", lambda row: row.facilitator.name if row.facilitator else ""),
    ("Lembaga yang terlibat", lambda row: ", ".join(body.name for body in row.partners.all())),
    ("Peserta perempuan", lambda row: row.women),
    ("Peserta laki-laki", lambda row: row.men),
    ("Diberitahukan kepada", lambda row: row.recipients),
    ("Sumber daya yang digerakkan", lambda row: row.resources),
    ("Kearifan lokal", lambda row: row.local_wisdom),
    ("Mata anggaran", lambda row: row.budget_line),
    ("Dicatat oleh", lambda row: row.recorded_by),
    ("Dibatalkan", lambda row: row.withdrawn_on),
)
LIBRARY = (
    ("Judul", lambda row: row.title),
    ("Jenis", lambda row: row.get_kind_display()),
    ("Nomor", lambda row: row.number),
    ("Tanggal", lambda row: row.dated_on),
    ("Tahun program", lambda row: row.programme_year),
    ("Diterbitkan di", lambda row: str(row.region)),
    ("Ditarik", lambda row: row.withdrawn_on),
)
# No person is named: what others share is in the list too.
LESSONS = (
    ("Tanggal", lambda row: row.noted_on),
    ("Wilayah", lambda row: str(row.region)),
    ("Aspek", lambda row: row.get_aspect_display()),
    ("Pengalaman atau kekurangan", lambda row: row.experience),
    ("Saran perbaikan", lambda row: row.suggestion),
    ("Tanggapan", lambda row: row.answer),
    ("Ditanggapi", lambda row: row.answered_on),
    ("Ditarik", lambda row: row.withdrawn_on),
)
DUTIES = (
    ("Tugas", lambda line: line.duty.text),
    ("Rujukan pedoman", lambda line: line.duty.clause),
    ("Sudah ada bukti", lambda line: line.done),
    ("Kegiatan", lambda line: "; ".join(
        [f"{note.done_on:%d-%m-%Y} {note.title}" for note in line.notes]
        + [f"{letter.dated_on:%d-%m-%Y} Surat {letter.number}: {letter.subject}" for letter in line.letters])),
    ("Mata anggaran", lambda line: "; ".join(note.budget_line for note in line.notes if note.budget_line)),
    ("Pertemuan", lambda line: "; ".join(f"{row.held_on:%d-%m-%Y} {row.get_kind_display()}" for row in line.meetings)),
    ("Surat usulan", lambda line: "; ".join(f"{row.done_on:%d-%m-%Y} {row.get_step_display()}" for row in line.steps)),
)


def activeness(duties):
    """Columns of the members' activeness: attendance, then one column per kind of support and duty."""
    return (
        ("Nama", lambda line: line.member.person.name),
        ("L/P", lambda line: line.member.person.sex_letter),
        ("Dari", lambda line: line.member.origin),
        ("Rapat", lambda line: line.invited),
        ("Hadir", lambda line: line.came),
        ("Kehadiran (%)", lambda line: line.percent),
        *((duty.text, lambda line, duty=duty: line.by_duty.get(duty, 0)) for duty in duties),
        ("Terakhir", lambda line: line.last_on),
    )


OFFICER_TERMS = (
    ("Jabatan", lambda row: row.title),
    ("Nama", lambda row: row.membership.person.name),
    ("L/P", lambda row: row.membership.person.get_sex_display()),
    ("Dipilih pada", lambda row: row.elected_on),
    ("Menjabat sejak", lambda row: row.valid_from),
    ("Sampai", lambda row: row.valid_until),
    ("Nomor SK atau surat tugas", lambda row: row.decree.document.number if row.decree_id else row.basis),
    ("Alasan berhenti", lambda row: row.ended_reason),
    ("Menyatakan bebas dari partai politik pada", lambda row: row.non_partisan_on),
)
BRIEFED = (
    ("Nama", lambda line: line.person.name),
    ("Jabatan", lambda line: line.post),
    ("Wilayah", lambda line: str(line.place)),
    ("Sudah dibekali", lambda line: line.briefed_on is not None),
    ("Tanggal", lambda line: line.briefed_on),
    ("Pembekal", lambda line: line.briefed_by),
)
FACILITIES = (
    ("Jenis sarana", lambda row: row.get_kind_display()),
    ("Nama barang", lambda row: row.name),
    ("Jumlah", lambda row: row.quantity),
    ("Keadaan", lambda row: row.get_condition_display()),
    ("Milik siapa", lambda row: row.owner),
    ("Dipakai sejak", lambda row: row.since),
    ("Tidak ada lagi sejak", lambda row: row.gone_on),
)
MUSRENBANG = (
    ("Tahun", lambda row: row.year),
    ("Usulan", lambda row: row.item),
    ("Alasan", lambda row: row.reason),
    ("Perkiraan biaya (rupiah)", lambda row: row.estimated_cost),
    ("FCU ikut Musrenbang kecamatan pada", lambda row: row.attended_on),
    ("Hasil", lambda row: row.get_result_display()),
    ("Catatan hasil", lambda row: row.result_note),
)
PEOPLE = (
    ("Nama", lambda row: row.name),
    ("Jabatan", lambda row: row.position),
    ("L/P", lambda row: row.sex_letter),
    ("Nomor HP", lambda row: row.phone),
    ("Wilayah", lambda row: str(row.region)),
)
MEETINGS = (
    ("Jenis pertemuan", lambda row: row.get_kind_display()),
    ("Wilayah", lambda row: str(row.region)),
    ("Tanggal", lambda row: row.held_on),
    ("Tempat", lambda row: row.place),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Cara memutuskan", lambda row: row.get_method_display()),
    ("Dicatat dari kertas", lambda row: row.from_paper),
    ("Nomor surat", lambda row: row.paper_number),
)
UNITS = (
    ("FCU", lambda row: str(row)),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kode wilayah", lambda row: row.region.dotted_code),
    ("Kecamatan", lambda row: row.region.parent.name),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Dibentuk", lambda row: row.formed_on),
    ("Nomor SK", lambda row: row.decree_number),
    ("Tanggal SK", lambda row: row.decreed_on),
    ("Dikukuhkan", lambda row: row.inaugurated_on),
    ("Alamat sekretariat", lambda row: row.address),
)
STAGES = (
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kode wilayah", lambda row: row.region.dotted_code),
    ("Kecamatan", lambda row: row.region.parent.name),
    ("Tahapan berjalan", lambda row: row.current),
    ("Berjalan juga", lambda row: ", ".join(row.also)),
    ("Sejak", lambda row: row.record.started_on if row.record else None),
    ("Lama (hari)", lambda row: row.days),
    ("Macet", lambda row: row.stalled),
    ("Yang kurang", lambda row: row.lacks),
    ("Tahapan selesai", lambda row: row.closed),
    ("Jalan pendirian FCU", lambda row: row.founding),
)
DECISIONS = (
    ("Pertemuan", lambda row: str(row.meeting)),
    ("Tanggal pertemuan", lambda row: row.meeting.held_on),
    ("Nomor", lambda row: row.number),
    ("Keputusan", lambda row: row.text),
    ("Penanggung jawab", lambda row: row.owner),
    ("Batas waktu", lambda row: row.due_on),
    ("Selesai pada", lambda row: row.closed_on),
    ("Hasil", lambda row: row.outcome),
    ("Dicatat oleh", lambda row: row.closed_by),
)
# Buku Keputusan and agenda surat keluar (Permendagri 47/2016 names these columns).
INCOMING = (
    ("Nomor agenda", lambda row: f"{row.agenda_number}/{row.year}"),
    ("Diterima", lambda row: dates.short_date(row.received_on)),
    ("Pengirim", lambda row: row.sender),
    ("Nomor surat", lambda row: row.number),
    ("Tanggal surat", lambda row: dates.short_date(row.dated_on) if row.dated_on else ""),
    ("Perihal", lambda row: row.subject),
    ("Diteruskan", lambda row: row.disposition),
    ("Dijawab dengan", lambda row: str(row.answered_by or "")),
    ("Keterangan", lambda row: f"Dicoret: {row.withdrawn_reason}" if row.withdrawn_on else row.note),
)
GUESTS = (
    ("Tanggal", lambda row: dates.short_date(row.came_on)),
    ("Nama", lambda row: row.name),
    ("Asal atau lembaga", lambda row: row.origin),
    ("Keperluan", lambda row: row.purpose),
    ("Bertemu dengan", lambda row: row.met),
    ("Kesan dan pesan", lambda row: f"Dicoret: {row.withdrawn_reason}" if row.withdrawn_on else row.note),
)
DOCUMENTS = (
    ("Nomor", lambda row: row.number),
    ("Tanggal", lambda row: row.dated_on),
    ("Jenis surat", lambda row: row.get_kind_display()),
    ("Tentang", lambda row: row.subject),
    ("Penerbit", lambda row: row.issuer),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Keterangan", lambda row: f"Dicatat oleh {row.recorded_by}" if row.recorded_by else ""),
)
PLANS = (
    ("Tahun", lambda row: row.year),
    ("Badan", lambda row: str(row.body)),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Kegiatan", lambda row: row.size),
    ("Musyawarah", lambda row: row.agreed_in and row.agreed_in.held_on),
    ("Disepakati", lambda row: row.agreed_on),
    ("Disetujui oleh", lambda row: row.approved_by),
    ("Berjalan", lambda row: row.started_on),
    ("Ditutup", lambda row: row.closed_on),
)


def _in_month(number):
    return lambda row: "X" if number in row.months else ""


PLAN_ITEMS = (
    ("No", lambda row: row.order),
    ("Jenis kegiatan", lambda row: row.get_kind_display()),
    ("Kegiatan", lambda row: row.what),
    ("Tujuan", lambda row: row.objective),
    ("Sasaran", lambda row: row.target),
    *((name, _in_month(number)) for number, name in enumerate(SHORT_MONTHS, 1)),
    ("Dana (rupiah)", lambda row: row.amount),
    ("Sumber dana", lambda row: row.get_source_display()),
    ("Sarana/prasarana", lambda row: row.facilities),
    ("Penanggung jawab", lambda row: row.owner_name),
)


def _planned(quarter):
    return lambda line: "X" if line.cells[quarter - 1].planned else ""


def _done(quarter):
    return lambda line: _days(line.cells[quarter - 1])


def _days(cell):
    return ", ".join(dates.short_date(day) for day in cell.days) or cell.words


PLAN_REALISATION = (
    ("Kegiatan", lambda line: line.item.what),
    *(
        column
        for quarter in (1, 2, 3, 4)
        for column in (
            (f"Rencana TW {dates.roman(quarter)}", _planned(quarter)),
            (f"Realisasi TW {dates.roman(quarter)}", _done(quarter)),
        )
    ),
    ("Keadaan terakhir", lambda line: line.label),
    ("Tanggal", lambda line: line.state_on),
    ("Catatan", lambda line: line.note),
)
