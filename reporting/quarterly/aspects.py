"""Whether every aspect of the work is on record for a report (III.C.2.1–2.4, REP-01).

One table: of which aspects the report of each level speaks, who keeps the record of each, what counts as a record, and
where one is written down. Each aspect has records in the time of the report, or its writer's word that there are none.
The aspects are those of III.B.5 and the tasks of each level in III.B.6 and II.D.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from fcu_project.access import may_use
from institutions.duties import Actor
from institutions.meetings import Kind as M
from institutions.models import Book
from reporting.above.office_kinds import Kind
from reporting.models import Report
from reporting.quarterly import aspect_rows as found
from reporting.quarterly.annexes import address
from reporting.quarterly.aspect_rows import did, done_by, held, letters
from reporting.quarterly.recall import recall

WORD_LENGTH = 200  # letters of a writer's word


@dataclass(frozen=True)
class Aspect:
    """One row of the table. `counts` are added up; `route` is the page on which it is recorded, with the village's code
    or the FCU's uid where the route asks for one (`of`)."""

    code: str
    label: str
    owner: str
    counts: tuple[Callable, ...]
    route: str
    of: str = ""  # "" | "code" | "unit"

    def number(self, work):
        return sum(count(work) for count in self.counts)


MEETINGS, ACTIVITIES, LETTERS = "institutions:meeting-list", "institutions:activity-list", "institutions:document-list"
SECRETARY, COORDINATOR, TREASURER, PIONEER = "Sekretaris", "Koordinator", "Bendahara", "Keluarga pionir"
POKJA, TEAM, OPERATOR, TKSK = "Pokja", "Koordinator tim", "Operator kecamatan", "TKSK"
LK3, DINAS, FUNDS, MINISTRY = "LK3", "Petugas laporan Dinas", "Petugas dana Dinas", "Petugas laporan"

# --- the FCU: III.B.5, III.B.6.7, and what III.C.1 watches -----------------------------------------------------------
FCU = (
    Aspect("coordination", "Sosialisasi dan koordinasi", SECRETARY, (
        held(M.COORDINATION_VILLAGE, M.SOCIALISATION_PSKS, M.AWARENESS, M.SOCIAL_EDUCATION, M.STAKEHOLDER_MEETING),
        did("member-fcu-iiia53-2", "coordinator-fcu-iiib23-2", "village-head-fcu-iiib66-2"),
    ), MEETINGS),
    Aspect("mapping", "Pendataan dan pemetaan sumber pelayanan", SECRETARY, (
        found.bodies_found, found.services_surveyed, found.people_and_preparation,
    ), "institutions:mapping"),
    Aspect("members", "Anggota dan pengurus", SECRETARY, (found.members, found.officers),
           "institutions:member-list", "unit"),
    Aspect("plan", "Rencana kerja tahunan", COORDINATOR, (found.unit_plan,), "institutions:plan-list"),
    Aspect("meetings", "Rapat FCU", SECRETARY, (held(M.ROUTINE),), MEETINGS),
    Aspect("families", "Pendataan dan penilaian keluarga", POKJA, (found.families_recorded,), "families:family-list"),
    Aspect("choosing", "Pemilihan dan penetapan keluarga pionir dan plasma", POKJA, (found.families_chosen,), MEETINGS),
    Aspect("consolidation", "Pemantapan dan pembekalan keluarga pionir", SECRETARY, (
        found.briefings, held(M.CONSOLIDATION),
    ), MEETINGS),
    Aspect("mentoring", "Pendampingan keluarga plasma", PIONEER, (found.mentoring, found.progress_reports),
           "families:pairing-list"),
    Aspect("services", "Pelayanan, penyuluhan, dan bimbingan", SECRETARY, (found.help_given,),
           "referrals:record-list"),
    Aspect("counselling", "Konsultasi", SECRETARY, (found.consultations,), "referrals:counselling-list"),
    Aspect("cases", "Penanganan kasus dan keadaan darurat", SECRETARY, (found.cases, found.emergencies),
           "referrals:case-list"),
    Aspect("referrals", "Rujukan", SECRETARY, (found.referrals,), "referrals:referral-list"),
    Aspect("partnership", "Kemitraan dan dukungan", COORDINATOR, (
        found.partnerships, found.musrenbang, did("member-fcu-iiia52-1", "member-fcu-iiia53-4"),
    ), "referrals:partnership-list"),
    Aspect("letters", "Surat masuk dan keluar", SECRETARY, (letters(Book.FCU),), LETTERS),
    Aspect("cash", "Kas dan keuangan FCU", TREASURER, (found.cash,), "reporting:cashbook"),
    Aspect("stimulus", "Dana stimulan keluarga", TREASURER, (
        found.stimulus_decided, found.disbursements, found.receipts,
    ), "reporting:grant-list"),
    Aspect("guidance", "Pendampingan, pemantauan, dan bimbingan yang diterima", SECRETARY, (
        found.visits, found.report_guidance, held(M.OFFICER_BRIEFING_VILLAGE, M.TECHNICAL_GUIDANCE),
        done_by(Actor.TKSK, Actor.LK3, Actor.VILLAGE_HEAD, Actor.REGENCY, Actor.PROVINCE, Actor.MINISTRY),
    ), ACTIVITIES),
)  # fmt: skip

# --- the PSKS team: II.E, II.F ------------------------------------------------------------------------------------
TEAM_WORK = (
    Aspect("members", "Susunan tim", TEAM, (found.team_members,), "institutions:team-list"),
    Aspect("mapping", "Persiapan sosial dan pemetaan", TEAM, (found.people_and_preparation, found.bodies_found),
           "institutions:mapping"),
    Aspect("awareness", "Sosialisasi, penyadaran, dan penyuluhan", TEAM, (
        held(M.SOCIALISATION_PSKS, M.AWARENESS, M.SOCIAL_EDUCATION), did("psks-team-fcu-iif82-3"),
    ), MEETINGS),
    Aspect("capacity", "Penguatan kapasitas pengelola dan anggota", TEAM, (
        held(M.CAPACITY_TRAINING, M.TECHNICAL_GUIDANCE), did("psks-team-fcu-iif83-1", "psks-team-fcu-iif83-2"),
    ), MEETINGS),
    Aspect("plan", "Rencana kerja tim", TEAM, (found.team_plan,), "institutions:plan-list"),
    Aspect("meetings", "Pertemuan berkala antaranggota", TEAM, (
        held(M.PSKS_ROUTINE, M.TEAM_FORMATION), did("psks-team-fcu-iif84-3"),
    ), MEETINGS),
    Aspect("stakeholders", "Pemangku kepentingan", TEAM, (
        found.stakeholders, held(M.STAKEHOLDER_MEETING), did("psks-team-fcu-iif84-1", "psks-team-fcu-iif84-4"),
    ), "institutions:stakeholder-list"),
    Aspect("services", "Kegiatan pelayanan dan kegiatan terpadu", TEAM, (
        did("psks-team-fcu-iif82-1", "psks-team-fcu-iif82-2", "psks-team-fcu-iif82-4", "psks-team-fcu-iif84-2"),
        found.help_given,
    ), ACTIVITIES),
)  # fmt: skip

# --- the kecamatan: II.D.1.4, III.B.6.5 ---------------------------------------------------------------------------
SUBDISTRICT = (
    Aspect("coordination", "Sosialisasi dan koordinasi", OPERATOR, (
        held(M.SOCIALISATION_SUBDISTRICT), did("subdistrict-fcu-iid14-1", "tksk-fcu-iiib65-1"),
    ), MEETINGS),
    Aspect("proposals", "Usulan dari desa/kelurahan", OPERATOR, (found.site_steps, did("subdistrict-fcu-iid14-2")),
           "institutions:site-list"),
    Aspect("forming", "Pembentukan dan kegiatan FCU yang difasilitasi", TKSK, (
        held(M.COORDINATION_VILLAGE, M.FORMATION, M.INAUGURATION, M.CONSOLIDATION),
        did("tksk-fcu-iiib65-2", "tksk-fcu-iiib65-3"),
    ), ACTIVITIES),
    Aspect("accompanying", "Pendampingan FCU", TKSK, (
        found.visits_of_tksk, did("tksk-fcu-iiib65-4", "subdistrict-fcu-iid14-3"),
    ), ACTIVITIES),
    Aspect("monitoring", "Pemantauan dan bimbingan pelaporan", TKSK, (
        did("tksk-fcu-iiib65-5"), found.report_guidance,
    ), ACTIVITIES),
    Aspect("referrals", "Rujukan oleh TKSK", TKSK, (found.referrals_of_office, did("tksk-fcu-iiib65-6")),
           "referrals:referral-list"),
    Aspect("help", "Penjangkauan, konsultasi, dan kasus", TKSK, (
        found.help_given, found.consultations, found.cases, found.emergencies,
    ), "referrals:record-list"),
    Aspect("reports", "Laporan FCU di kecamatan", TKSK, (found.reports_of_units,), "reporting:report-list"),
    Aspect("letters", "Surat masuk dan keluar", OPERATOR, (letters(Book.OFFICE, Book.TKSK),), LETTERS),
)  # fmt: skip

# --- LK3: III.B.6.4 -----------------------------------------------------------------------------------------------
OF_LK3 = (
    Aspect("forming", "Fasilitasi pembentukan FCU", LK3, (
        held(M.COORDINATION_VILLAGE, M.FORMATION), did("lk3-fcu-iiib64-1"),
    ), ACTIVITIES),
    Aspect("network", "Pusat jaringan lembaga pelayanan", LK3, (found.services_surveyed, did("lk3-fcu-iiib64-2")),
           "referrals:service-list"),
    Aspect("referrals", "Rujukan dan alternatif pemecahan masalah", LK3, (
        found.referrals, found.alternatives, did("lk3-fcu-iiib64-3"),
    ), "referrals:referral-list"),
    Aspect("counselling", "Konsultasi", LK3, (found.consultations,), "referrals:counselling-list"),
    Aspect("cases", "Penanganan kasus dan keadaan darurat", LK3, (found.cases, found.emergencies),
           "referrals:case-list"),
    Aspect("services", "Penjangkauan dan kegiatan pelayanan", LK3, (found.help_given,), "referrals:record-list"),
    Aspect("guiding", "Pembinaan pengurus FCU dan keluarga pionir", LK3, (
        held(M.CONSOLIDATION, M.OFFICER_BRIEFING_VILLAGE, M.OFFICER_BRIEFING_REGENCY), did("lk3-fcu-iiib64-4"),
    ), ACTIVITIES),
    Aspect("tksk", "Bimbingan kepada TKSK", LK3, (did("lk3-fcu-iiib64-5"),), ACTIVITIES),
    Aspect("monitoring", "Pemantauan kegiatan FCU", LK3, (did("lk3-fcu-iiib64-6"),), ACTIVITIES),
    Aspect("letters", "Surat masuk dan keluar", LK3, (letters(Book.LK3),), LETTERS),
)  # fmt: skip

# --- the Dinas and the ministry: II.D.1.1–1.3, III.B.6.1–6.3 ------------------------------------------------------
REGENCY = (
    Aspect("socialisation", "Sosialisasi FCU", DINAS, (
        held(M.SOCIALISATION_SUBDISTRICT, M.SOCIALISATION_PSKS), did("regency-fcu-iiib63-1"),
    ), MEETINGS),
    Aspect("coordination", "Koordinasi lintas sektor", DINAS, (
        held(M.COORDINATION_REGENCY), did("regency-fcu-iiib63-2", "regency-general-iid13-4"),
    ), MEETINGS),
    Aspect("budget", "Kegiatan FCU dan anggaran APBD", FUNDS, (found.budget, did("regency-fcu-iiib63-3")),
           "reporting:budget-list"),
    Aspect("briefing", "Pembekalan TKSK dan pengurus FCU", DINAS, (
        held(M.OFFICER_BRIEFING_REGENCY, M.OFFICER_BRIEFING_VILLAGE), did("regency-fcu-iiib63-4"),
    ), MEETINGS),
    Aspect("sites", "Usulan lokasi dan verifikasi", DINAS, (
        found.site_steps, did("regency-general-iid13-1", "regency-general-iid13-2"),
    ), "institutions:site-list"),
    Aspect("monitoring", "Supervisi, monitoring, dan evaluasi", DINAS, (
        did("regency-fcu-iiib63-5", "regency-general-iid13-7"), found.report_guidance,
    ), ACTIVITIES),
    Aspect("stimulus", "Dana stimulan keluarga", FUNDS, (
        found.stimulus_decided, found.disbursements, found.stimulus_checks,
    ), "reporting:grant-list"),
    Aspect("reports", "Laporan FCU yang masuk dan diperiksa", DINAS, (found.reports_of_units,),
           "reporting:report-list"),
    Aspect("letters", "Surat masuk dan keluar", DINAS, (letters(Book.OFFICE),), LETTERS),
)  # fmt: skip

PROVINCE = (
    Aspect("socialisation", "Sosialisasi FCU", DINAS, (
        held(M.SOCIALISATION_REGENCY), did("province-fcu-iiib62-1"),
    ), MEETINGS),
    Aspect("coordination", "Koordinasi lintas sektor", DINAS, (
        held(M.COORDINATION_PROVINCE), did("province-fcu-iiib62-2"),
    ), MEETINGS),
    Aspect("budget", "Program dan anggaran APBD", DINAS, (
        found.budget, did("province-fcu-iiib62-3", "province-general-iid12-1"),
    ), "reporting:budget-list"),
    Aspect("briefing", "Pembekalan petugas kabupaten/kota, TKSK, dan FCU", DINAS, (
        held(M.OFFICER_BRIEFING_PROVINCE), did("province-fcu-iiib62-4"),
    ), MEETINGS),
    Aspect("sites", "Verifikasi usulan lokasi", DINAS, (found.site_steps,), "institutions:site-list"),
    Aspect("monitoring", "Supervisi, monitoring, dan evaluasi", DINAS, (did("province-fcu-iiib62-5"),), ACTIVITIES),
    Aspect("reports", "Laporan kabupaten/kota", DINAS, (found.reports_of_offices,), "reporting:recap"),
    Aspect("letters", "Surat masuk dan keluar", DINAS, (letters(Book.OFFICE),), LETTERS),
)  # fmt: skip

NATION = (
    Aspect("policy", "Kebijakan, program, dan pedoman", MINISTRY, (
        found.guides_published, did("ministry-fcu-iiib61-1", "ministry-fcu-iiib61-3", "ministry-general-iid11-1"),
    ), "institutions:library-list"),
    Aspect("budget", "Anggaran APBN", MINISTRY, (found.budget, did("ministry-fcu-iiib61-2")), "reporting:budget-list"),
    Aspect("socialisation", "Sosialisasi program FCU", MINISTRY, (
        held(M.SOCIALISATION_CENTRE, M.SOCIALISATION_PROVINCE), did("ministry-fcu-iiib61-4"),
    ), MEETINGS),
    Aspect("briefing", "Bimbingan teknis dan asistensi sosial", MINISTRY, (
        held(M.BRIEFING_CENTRE, M.BRIEFING_REGION), did("ministry-fcu-iiib61-5"),
    ), MEETINGS),
    Aspect("coordination", "Kerja sama lintas sektor", MINISTRY, (
        did("ministry-fcu-iiib61-6", "ministry-general-iid11-11"),
    ), ACTIVITIES),
    Aspect("sites", "Penetapan lokasi uji coba", MINISTRY, (found.site_steps,), "institutions:site-list"),
    Aspect("monitoring", "Supervisi, monitoring, dan evaluasi", MINISTRY, (
        did("ministry-fcu-iiib61-7", "ministry-general-iid11-10"),
    ), ACTIVITIES),
    Aspect("reports", "Laporan provinsi dan kabupaten/kota", MINISTRY, (found.reports_of_offices,), "reporting:recap"),
    Aspect("letters", "Surat masuk dan keluar", MINISTRY, (letters(Book.OFFICE),), LETTERS),
)  # fmt: skip

# --- the Dinas on money, per semester and year: II.D.1.3(3–10) ----------------------------------------------------
MONEY = (
    Aspect("budget", "Anggaran", FUNDS, (found.budget,), "reporting:budget-list"),
    Aspect("grants", "Penetapan penerima dana stimulan", FUNDS, (found.stimulus_decided,), "reporting:grant-list"),
    Aspect("payments", "Permohonan dan pencairan", FUNDS, (found.disbursements,), "reporting:grant-list"),
    Aspect("receipts", "Realisasi dengan kuitansi", FUNDS, (found.receipts,), "reporting:receipt-list"),
    Aspect("originals", "Kuitansi asli yang diterima dan diteruskan", FUNDS, (found.originals,),
           "reporting:handover-list"),
    Aspect("checks", "Pemeriksaan ketepatan penerimaan dan pemanfaatan", FUNDS, (found.stimulus_checks,),
           "reporting:stimulus-check-list"),
)  # fmt: skip

OF_KIND = {
    Kind.TEAM: TEAM_WORK, Kind.SUBDISTRICT: SUBDISTRICT, Kind.LK3: OF_LK3, Kind.REGENCY: REGENCY,
    Kind.PROVINCE: PROVINCE, Kind.NATION: NATION, Kind.SEMESTER: MONEY, Kind.YEAR: MONEY,
}  # fmt: skip


# --- asked of one report --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """How one aspect stands in a report: so many records, or the writer's word that there are none."""

    aspect: Aspect
    number: int
    word: str
    url: str = ""

    @property
    def lacks(self):
        return not (self.number or self.word)


def aspects_of(report):
    """The rows of the table for this report."""
    return FCU if isinstance(report, Report) else OF_KIND[report.kind]


def work_of(report):
    return found.Work(report.region, report.period, getattr(report, "unit", None))


def _number(aspect, report, work):
    return recall(report, f"aspect {aspect.code}", lambda: aspect.number(work))


def checklist(report, by=None):
    """Every aspect with its number of records and the writer's word; with the page to record it, where `by` may open
    that. A word counts only while there is no record."""
    work = work_of(report)
    lines = []
    for aspect in aspects_of(report):
        number = _number(aspect, report, work)
        word = "" if number else report.aspects.get(aspect.code, "")
        lines.append(Line(aspect, number, word, _url(aspect, report, by)))
    return lines


def counts_of(lines):
    """How the aspects of a checklist stand, as its heading says it; who explained an aspect lacks nothing there."""
    recorded, explained = (sum(bool(test(line)) for line in lines) for test in (
        lambda line: line.number, lambda line: line.word and not line.number))  # fmt: skip
    return f"{recorded} tercatat, {explained} dijelaskan, {sum(line.lacks for line in lines)} belum"


def _url(aspect, report, by):
    if by is None or not may_use(by, aspect.route):
        return ""
    return reverse(aspect.route, args=[report.unit.uid] if aspect.of == "unit" else [])


def lacking(report):
    """Aspects of this report (of an FCU or an office) with no record in its time and no word of its writer."""
    work = work_of(report)
    return [a for a in aspects_of(report) if not report.aspects.get(a.code) and not _number(a, report, work)]


def told_aspects(report):
    """The checklist as plain JSON, to be frozen with what is sent: [{label, owner, number, word}]."""
    return [
        {"code": line.aspect.code, "label": line.aspect.label, "owner": line.aspect.owner, "number": line.number,
         "word": line.word}
        for line in checklist(report)
    ]  # fmt: skip


def lacking_words(report):
    """What is still missing, as a sentence; "" where nothing is."""
    left = lacking(report)
    return f"Belum ada catatan atau penjelasan: {', '.join(aspect.label for aspect in left)}." if left else ""


def page_of(report):
    """The page of this checklist."""
    return address(type(report), "aspects", report.uid)
