"""Columns of the small reference tables in Excel."""

from import_export import resources

from institutions.models import InstitutionType, LegalBasis


class InstitutionTypeResource(resources.ModelResource):
    """Kinds of institutions, recognised by their code."""

    class Meta:
        model = InstitutionType
        import_id_fields = ("code",)
        fields = ("code", "group", "name", "short_name", "order", "checklist", "is_active")
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
OFFICERS = (
    ("Nama", lambda row: row.person.name),
    ("L/P", lambda row: row.person.sex_letter),
    ("Jabatan", lambda row: row.post),
    ("Wilayah", lambda row: row.place),
    ("Menjabat sejak", lambda row: row.since),
    ("Sudah dibekali", lambda row: row.briefed),
    ("Tanggal pembekalan", lambda row: row.briefed_on),
    ("Pemberi", lambda row: row.provider),
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
DOCUMENTS = (
    ("Nomor", lambda row: row.number),
    ("Tanggal", lambda row: row.dated_on),
    ("Jenis surat", lambda row: row.get_kind_display()),
    ("Tentang", lambda row: row.subject),
    ("Penerbit", lambda row: row.issuer),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Keterangan", lambda row: f"Dicatat oleh {row.recorded_by}" if row.recorded_by else ""),
)
