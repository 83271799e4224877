"""Addresses of the founding floor: Bahasa paths, English names, one block per noun."""

from django.urls import path

from institutions.views import (
    activity,
    appointment,
    attendance,
    briefing,
    calendar,
    decision,
    document,
    document_list,
    duty,
    facility,
    guidance,
    home,
    incoming,
    institution,
    lesson,
    letter,
    letterhead,
    library,
    mapping,
    meeting,
    network,
    officer,
    paper,
    person,
    picking,
    place,
    plan,
    plan_item,
    plan_year,
    preparation,
    site,
    social_map,
    stage,
    stakeholder,
    team,
    unit,
    unit_profile,
    working_group,
)

app_name = "institutions"

road = [
    path("jalan/", home.RoadView.as_view(), name="road"),
    path("jalan/<str:code>/", home.VillageRoadView.as_view(), name="road-village"),
]
institutions = [
    path("lembaga/", institution.InstitutionListView.as_view(), name="institution-list"),
    path("lembaga/tambah/", institution.InstitutionCreateView.as_view(), name="institution-create"),
    path("lembaga/identifikasi/", institution.IdentificationView.as_view(), name="identification"),
    path("lembaga/<uuid:uid>/", institution.InstitutionDetailView.as_view(), name="institution-detail"),
    path("lembaga/<uuid:uid>/profil/", institution.ProfileView.as_view(), name="institution-profile"),
    path("lembaga/<uuid:uid>/ubah/", institution.InstitutionUpdateView.as_view(), name="institution-update"),
]
people = [
    path("orang/", person.PersonListView.as_view(), name="person-list"),
    path("orang/tambah/", person.PersonCreateView.as_view(), name="person-create"),
    path("orang/<uuid:uid>/ubah/", person.PersonUpdateView.as_view(), name="person-update"),
]
meetings = [
    path("rapat/", meeting.MeetingListView.as_view(), name="meeting-list"),
    path("rapat/tambah/", meeting.MeetingKindView.as_view(), name="meeting-kinds"),
    path("rapat/tambah/<str:kind>/", meeting.MeetingCreateView.as_view(), name="meeting-create"),
    path("rapat/<uuid:uid>/", meeting.MeetingDetailView.as_view(), name="meeting-detail"),
    path("rapat/<uuid:uid>/ubah/", meeting.MeetingUpdateView.as_view(), name="meeting-update"),
    path("rapat/<uuid:uid>/notulen/", meeting.MinutesView.as_view(), name="meeting-minutes"),
    path("rapat/<uuid:uid>/keputusan/tambah/", meeting.DecisionCreateView.as_view(), name="decision-create"),
    path("rapat/<uuid:uid>/hadir/", attendance.AttendanceView.as_view(), name="attendance"),
    path("rapat/<uuid:uid>/hadir/beberapa/", picking.AttendanceManyView.as_view(), name="attendance-many"),
    path("rapat/<uuid:uid>/hadir/simpan/", attendance.PresentView.as_view(), name="attendance-present"),
    path(
        "rapat/<uuid:uid>/hadir/<uuid:row>/hapus/", attendance.AttendanceRemoveView.as_view(),
        name="attendance-remove",
    ),
    path("rapat/<uuid:uid>/berkas.pdf", document.MeetingBundleView.as_view(), name="meeting-bundle"),
    path("rapat/<uuid:uid>/daftar-hadir.pdf", attendance.AttendanceListPdfView.as_view(), name="attendance-pdf"),
    path("rapat/<uuid:uid>/tata-tertib.pdf", paper.MeetingRulesView.as_view(), name="meeting-rules"),
    path("rapat/<uuid:uid>/kertas/", meeting.MeetingPaperView.as_view(), name="meeting-paper"),
    path("rapat/<uuid:uid>/surat/<str:kind>/", meeting.OpenLetterView.as_view(), name="letter-open"),
]  # fmt: skip
units = [
    path("fcu/", unit.UnitListView.as_view(), name="unit-list"),
    path("fcu/mulai/", unit.UnitCreateView.as_view(), name="unit-create"),
    path("fcu/<uuid:uid>/", unit.UnitDetailView.as_view(), name="unit-detail"),
    path("fcu/<uuid:uid>/ubah/", unit.UnitUpdateView.as_view(), name="unit-update"),
    path("fcu/<uuid:uid>/anggota/", unit.MemberListView.as_view(), name="member-list"),
    path("fcu/<uuid:uid>/anggota/tambah/", unit.MemberCreateView.as_view(), name="member-create"),
    path("fcu/<uuid:uid>/anggota/dari-peserta/", picking.MembersFromMeetingView.as_view(), name="member-many"),
    path("fcu/<uuid:uid>/anggota/<uuid:member>/berhenti/", unit.MemberEndView.as_view(), name="member-end"),
    path("fcu/<uuid:uid>/anggota/pernyataan.pdf", paper.MemberStatementView.as_view(), name="member-statement-blank"),
    path(
        "fcu/<uuid:uid>/anggota/<uuid:member>/pernyataan.pdf", paper.MemberStatementView.as_view(),
        name="member-statement",
    ),
    path("fcu/<uuid:uid>/pemilihan/", unit.ElectionView.as_view(), name="election"),
    path("fcu/<uuid:uid>/pemilihan/<uuid:row>/hapus/", unit.CandidacyWithdrawView.as_view(), name="candidacy-withdraw"),
    path("fcu/<uuid:uid>/sk/", unit.DecreeCreateView.as_view(), name="decree-create"),
]
working_groups = [
    path("fcu/<uuid:uid>/pokja/", working_group.WorkingGroupCreateView.as_view(), name="working-group-create"),
    path("pokja/<uuid:uid>/", working_group.WorkingGroupView.as_view(), name="working-group"),
    path("pokja/<uuid:uid>/ubah/", working_group.WorkingGroupUpdateView.as_view(), name="working-group-update"),
]
activities = [
    path("kegiatan/", activity.ActivityListView.as_view(), name="activity-list"),
    path("kegiatan/tambah/", activity.DutyChoiceView.as_view(), name="duty-choice"),
    path("kegiatan/tambah/<slug:code>/", activity.ActivityCreateView.as_view(), name="activity-create"),
    path("kegiatan/<uuid:uid>/", activity.ActivityDetailView.as_view(), name="activity"),
    path("kegiatan/<uuid:uid>/ubah/", activity.ActivityUpdateView.as_view(), name="activity-update"),
    path("kegiatan/<uuid:uid>/batal/", activity.ActivityWithdrawView.as_view(), name="activity-withdraw"),
    path("kegiatan/<uuid:uid>/bukti/", activity.ActivityPaperView.as_view(), name="activity-paper"),
    path("tugas/", duty.DutyListView.as_view(), name="duty-list"),
    path("tugas/<str:actor>/<str:code>/", duty.DutyListView.as_view(), name="duty-list-of"),
    path("fcu/<uuid:uid>/keaktifan/", duty.ActivenessView.as_view(), name="activeness"),
]
PLAN, ROW = "rencana/<uuid:uid>/", "rencana/<uuid:uid>/kegiatan/<uuid:row>/"
plans = [
    path("rencana/", plan.PlanListView.as_view(), name="plan-list"),
    path("rencana/mulai/", plan.PlanStartView.as_view(), name="plan-start"),
    path(PLAN, plan.PlanView.as_view(), name="plan"),
    path(f"{PLAN}musyawarah/", plan.PlanUpdateView.as_view(), name="plan-update"),
    path(f"{PLAN}persetujuan/", plan.PlanAgreeView.as_view(), name="plan-agree"),
    path(f"{PLAN}tutup/", plan.PlanCloseView.as_view(), name="plan-close"),
    path(f"{PLAN}pindaian/", plan.PlanScanView.as_view(), name="plan-scan"),
    path(f"{PLAN}realisasi/", plan_year.RealisationView.as_view(), name="plan-realisation"),
    path(f"{PLAN}agenda/", plan_year.AgendaView.as_view(), name="plan-agenda"),
    path(f"{PLAN}kegiatan/tambah/", plan_item.ItemCreateView.as_view(), name="plan-item-create"),
    path(ROW, plan_item.ItemView.as_view(), name="plan-item"),
    path(f"{ROW}ubah/", plan_item.ItemUpdateView.as_view(), name="plan-item-update"),
    path(f"{ROW}dana/", plan_item.ItemFundsView.as_view(), name="plan-item-funds"),
    path(f"{ROW}hapus/", plan_item.ItemRemoveView.as_view(), name="plan-item-remove"),
    path(f"{ROW}kemajuan/", plan_item.ItemProgressView.as_view(), name="plan-item-progress"),
    path(f"{ROW}musrenbang/", plan_item.ItemMusrenbangView.as_view(), name="plan-item-musrenbang"),
    path(f"{ROW}rab.pdf", plan_item.ItemBudgetPaperView.as_view(), name="plan-item-budget"),
    path(f"{PLAN}revisi/buka/", plan_year.RevisionOpenView.as_view(), name="plan-revise"),
    path(f"{PLAN}revisi/<uuid:row>/", plan_year.RevisionView.as_view(), name="plan-revision"),
    path(f"{PLAN}revisi/<uuid:row>/setujui/", plan_year.RevisionApproveView.as_view(), name="plan-revision-approve"),
    path(f"{PLAN}revisi/<uuid:row>/pindaian/", plan_year.RevisionScanView.as_view(), name="plan-revision-scan"),
    path(f"{PLAN}pra/tambah/", plan_year.PraCreateView.as_view(), name="pra-create"),
    path(f"{PLAN}pra/kosong.pdf", plan_year.PraBlankView.as_view(), name="pra-blank"),
    path(f"{PLAN}pra/<uuid:row>/", plan_year.PraView.as_view(), name="pra"),
    path(f"{PLAN}pra/<uuid:row>/ubah/", plan_year.PraUpdateView.as_view(), name="pra-update"),
]
library_documents = [
    path("pustaka/", library.LibraryListView.as_view(), name="library-list"),
    path("pustaka/terbitkan/", library.LibraryCreateView.as_view(), name="library-create"),
    path("pustaka/<uuid:uid>/", library.LibraryDocumentView.as_view(), name="library-document"),
    path("pustaka/<uuid:uid>/ubah/", library.LibraryUpdateView.as_view(), name="library-update"),
    path("pustaka/<uuid:uid>/tarik/", library.LibraryWithdrawView.as_view(), name="library-withdraw"),
    path("pustaka/<uuid:uid>/berkas/", library.LibraryFileView.as_view(), name="library-file"),
]
lessons = [
    path("pembelajaran/", lesson.LessonListView.as_view(), name="lesson-list"),
    path("pembelajaran/tambah/", lesson.LessonCreateView.as_view(), name="lesson-create"),
    path("pembelajaran/<uuid:uid>/", lesson.LessonView.as_view(), name="lesson"),
    path("pembelajaran/<uuid:uid>/ubah/", lesson.LessonUpdateView.as_view(), name="lesson-update"),
    path("pembelajaran/<uuid:uid>/tanggapi/", lesson.LessonAnswerView.as_view(), name="lesson-answer"),
    path("pembelajaran/<uuid:uid>/tarik/", lesson.LessonWithdrawView.as_view(), name="lesson-withdraw"),
]
maps = [
    path("persiapan-sosial/", preparation.PreparationsView.as_view(), name="preparation"),
    path(
        "persiapan-sosial/orang/<uuid:uid>/", preparation.HumanResourceUpdateView.as_view(),
        name="human-resource-update",
    ),
    path("persiapan-sosial/<str:code>/", preparation.PreparationView.as_view(), name="preparation-village"),
    path("persiapan-sosial/<str:code>/isi/", preparation.PreparationFormView.as_view(), name="preparation-form"),
    path("persiapan-sosial/<str:code>/kertas/", preparation.PreparationPaperView.as_view(), name="preparation-paper"),
    path(
        "persiapan-sosial/<str:code>/orang/", preparation.HumanResourceCreateView.as_view(),
        name="human-resource-create",
    ),
    path("pemetaan/", mapping.MappingsView.as_view(), name="mapping"),
    path("pemetaan/<str:code>/", mapping.MappingView.as_view(), name="mapping-village"),
    path("pemetaan/<str:code>/masalah/", mapping.ProblemProfileView.as_view(), name="problem-profile"),
    path("pemetaan/lembaga/<uuid:uid>/", mapping.MapBodyView.as_view(), name="map-body"),
    path("pemetaan/lembaga/<uuid:uid>/masalah/", mapping.ProblemCreateView.as_view(), name="problem-create"),
    path(
        "pemetaan/lembaga/<uuid:uid>/masalah/<uuid:row>/", mapping.ProblemUpdateView.as_view(), name="problem-update"
    ),
    path(
        "pemetaan/lembaga/<uuid:uid>/masalah/<uuid:row>/hapus/", mapping.ProblemRemoveView.as_view(),
        name="problem-remove",
    ),
]  # fmt: skip
psks = [
    path("peta-sosial/", social_map.SocialMapsView.as_view(), name="social-map"),
    path("peta-sosial/<str:code>/", social_map.SocialMapView.as_view(), name="social-map-village"),
    path("tim-psks/", team.TeamListView.as_view(), name="team-list"),
    path("tim-psks/bentuk/", team.TeamCreateView.as_view(), name="team-create"),
    path("tim-psks/<uuid:uid>/", team.TeamView.as_view(), name="team"),
    path("tim-psks/<uuid:uid>/anggota/", team.TeamMemberCreateView.as_view(), name="team-member-create"),
    path("tim-psks/<uuid:uid>/anggota/<uuid:row>/", team.TeamMemberUpdateView.as_view(), name="team-member-update"),
    path("tim-psks/<uuid:uid>/anggota/<uuid:row>/berhenti/", team.TeamMemberEndView.as_view(), name="team-member-end"),
    path("tim-psks/<uuid:uid>/pengakuan/", team.TeamRecogniseView.as_view(), name="team-recognise"),
    path("tim-psks/<uuid:uid>/pengakuan/kertas/", team.TeamPaperView.as_view(), name="team-paper"),
    path("pemangku-kepentingan/", stakeholder.StakeholderListView.as_view(), name="stakeholder-list"),
    path("pemangku-kepentingan/tambah/", stakeholder.StakeholderCreateView.as_view(), name="stakeholder-create"),
    path("pemangku-kepentingan/<uuid:uid>/", stakeholder.StakeholderUpdateView.as_view(), name="stakeholder-update"),
    path("pemangku-kepentingan/<uuid:uid>/selesai/", stakeholder.StakeholderEndView.as_view(), name="stakeholder-end"),
]
facilities = [
    path("fcu/<uuid:uid>/profil/", unit_profile.UnitProfileView.as_view(), name="unit-profile"),
    path("fcu/<uuid:uid>/bagan/", unit_profile.UnitChartView.as_view(), name="unit-chart"),
    path("fcu/<uuid:uid>/leaflet/", unit_profile.LeafletView.as_view(), name="unit-leaflet"),
    path("fcu/<uuid:uid>/sarana/", facility.FacilityListView.as_view(), name="facility-list"),
    path("fcu/<uuid:uid>/sarana/tambah/", facility.FacilityCreateView.as_view(), name="facility-create"),
    path("fcu/<uuid:uid>/sarana/<uuid:row>/ubah/", facility.FacilityUpdateView.as_view(), name="facility-update"),
    path("fcu/<uuid:uid>/sarana/<uuid:row>/selesai/", facility.FacilityGoneView.as_view(), name="facility-gone"),
    path("fcu/<uuid:uid>/musrenbang/", facility.ProposalListView.as_view(), name="musrenbang"),
    path("fcu/<uuid:uid>/musrenbang/tambah/", facility.ProposalCreateView.as_view(), name="musrenbang-create"),
    path(
        "fcu/<uuid:uid>/musrenbang/<uuid:row>/ubah/", facility.ProposalUpdateView.as_view(), name="musrenbang-update"
    ),
]
appointments = [
    path("penugasan/", appointment.AppointmentListView.as_view(), name="appointment-list"),
    path("penugasan/tambah/<str:role>/", appointment.AppointmentCreateView.as_view(), name="appointment-create"),
    path("penugasan/<uuid:uid>/akhiri/", appointment.AppointmentEndView.as_view(), name="appointment-end"),
    path("fcu/<uuid:uid>/kontak/", appointment.ContactCardView.as_view(), name="unit-contacts"),
]
sites = [
    path("usulan/", site.SiteListView.as_view(), name="site-list"),
    path("usulan/tambah/", site.SiteCreateView.as_view(), name="site-create"),
    path("usulan/<uuid:uid>/", site.SiteView.as_view(), name="site"),
    path("usulan/<uuid:uid>/ubah/", site.SiteUpdateView.as_view(), name="site-update"),
    path("usulan/<uuid:uid>/langkah/<str:name>/", site.SiteStepView.as_view(), name="site-step"),
    path("usulan/<uuid:uid>/kertas/<slug:paper>.pdf", site.SitePaperView.as_view(), name="site-paper"),
    path("usulan/<uuid:uid>/pindaian/<uuid:row>/", site.SiteScanView.as_view(), name="site-scan"),
]
officers = [
    path("fcu/<uuid:uid>/pengurus/", officer.OfficersView.as_view(), name="officers"),
    path("fcu/<uuid:uid>/pengurus/ganti/", officer.ReplacementView.as_view(), name="officer-replace"),
    path("fcu/<uuid:uid>/pengurus/<uuid:row>/berhenti/", officer.OfficerLeaveView.as_view(), name="officer-leave"),
    path(
        "fcu/<uuid:uid>/pengurus/<uuid:row>/pernyataan/", officer.OfficerStatementView.as_view(),
        name="officer-statement",
    ),
    path(
        "fcu/<uuid:uid>/pengurus/<uuid:row>/pernyataan.pdf", paper.OfficerStatementPaperView.as_view(),
        name="officer-statement-paper",
    ),
    path("fcu/<uuid:uid>/plt/", officer.ActingView.as_view(), name="officer-acting"),
]  # fmt: skip
incoming_letters = [
    path("surat-masuk/", incoming.IncomingListView.as_view(), name="incoming-list"),
    path("surat-masuk/catat/", incoming.IncomingCreateView.as_view(), name="incoming-create"),
    path("surat-masuk/<uuid:uid>/", incoming.IncomingView.as_view(), name="incoming"),
    path("surat-masuk/<uuid:uid>/ubah/", incoming.IncomingUpdateView.as_view(), name="incoming-update"),
    path("surat-masuk/<uuid:uid>/coret/", incoming.IncomingStrikeView.as_view(), name="incoming-strike"),
    path("surat-masuk/<uuid:uid>/pindaian/", incoming.IncomingScanView.as_view(), name="incoming-scan"),
    path("fcu/<uuid:uid>/tamu/", incoming.GuestListView.as_view(), name="guest-list"),
    path("fcu/<uuid:uid>/tamu/catat/", incoming.GuestCreateView.as_view(), name="guest-create"),
    path("fcu/<uuid:uid>/tamu/<uuid:row>/ubah/", incoming.GuestUpdateView.as_view(), name="guest-update"),
    path("fcu/<uuid:uid>/tamu/<uuid:row>/coret/", incoming.GuestStrikeView.as_view(), name="guest-strike"),
]
documents = [
    path("surat/", document_list.DocumentListView.as_view(), name="document-list"),
    path("surat/<uuid:uid>/", document.DocumentDetailView.as_view(), name="document-detail"),
    path("surat/tulis/", letter.LetterKindsView.as_view(), name="letter-kinds"),
    path("surat/kop/", letterhead.LetterheadView.as_view(), name="letterhead"),
    path("surat/kop/contoh.pdf", letterhead.SpecimenView.as_view(), name="letterhead-specimen"),
    path("surat/nomor/", letter.PatternView.as_view(), name="number-pattern"),
    path("surat/tulis/<str:kind>/", letter.LetterCreateView.as_view(), name="letter-create"),
    path("surat/<uuid:uid>/tulis/", letter.LetterUpdateView.as_view(), name="letter-update"),
    path("surat/<uuid:uid>/penanda-tangan/", letter.SignerView.as_view(), name="document-signer"),
    path("surat/<uuid:uid>/isi/", document.DecreeUpdateView.as_view(), name="decree-update"),
    path("surat/<uuid:uid>/terbit/", document.DocumentIssueView.as_view(), name="document-issue"),
    path("surat/<uuid:uid>/pindaian/", document.SignedScanFileView.as_view(), name="document-scan"),
    path("surat/<uuid:uid>/pindaian/unggah/", document.SignedScanView.as_view(), name="document-scan-upload"),
    path("surat/<uuid:uid>/surat.pdf", document.DocumentPdfView.as_view(), name="document-pdf"),
]
teaching = [
    path("rapat/kalender/", calendar.CalendarView.as_view(), name="calendar"),
    path("rapat/kalender/rapat.ics", calendar.CalendarFileView.as_view(), name="calendar-file"),
    path("rapat/keputusan/", decision.DecisionListView.as_view(), name="decision-list"),
    path("rapat/keputusan/<uuid:uid>/selesai/", decision.DecisionCloseView.as_view(), name="decision-close"),
    path("rapat/keputusan/<uuid:uid>/buka/", decision.DecisionReopenView.as_view(), name="decision-reopen"),
    path("pembekalan/", briefing.BriefingView.as_view(), name="briefing"),
    path("tahapan/", stage.StagesView.as_view(), name="stages"),
    path("tahapan/kertas/<uuid:uid>/", stage.StagePaperView.as_view(), name="stage-paper"),
    path("tahapan/<str:code>/", stage.VillageStagesView.as_view(), name="stages-village"),
    path("tahapan/<str:code>/<str:step>/", stage.StageStartView.as_view(), name="stage-start"),
    path("rapat/<uuid:uid>/bimbingan/", guidance.GuidanceView.as_view(), name="guidance"),
    path("rapat/<uuid:uid>/penyadaran/", guidance.AwarenessView.as_view(), name="awareness"),
]

places = [
    path("peta-sosial/lembaga/<uuid:uid>/titik/", place.BodyPointView.as_view(), name="body-point"),
    path("peta-sosial/<str:code>/titik/", place.VillagePointView.as_view(), name="place-point"),
    path("peta-sosial/<str:code>/batas/", place.BoundaryView.as_view(), name="boundary"),
    path("peta-sosial/<str:code>/batas/hapus/", place.BoundaryRemoveView.as_view(), name="boundary-remove"),
    path("peta-sosial/<str:code>/rt-rw/", place.NeighbourhoodListView.as_view(), name="neighbourhood-list"),
    path("peta-sosial/<str:code>/rt-rw/tambah/", place.NeighbourhoodCreateView.as_view(), name="neighbourhood-create"),
    path(
        "peta-sosial/<str:code>/rt-rw/<uuid:uid>/", place.NeighbourhoodUpdateView.as_view(),
        name="neighbourhood-update",
    ),
    path(
        "peta-sosial/<str:code>/rt-rw/<uuid:uid>/hapus/", place.NeighbourhoodRemoveView.as_view(),
        name="neighbourhood-remove",
    ),
    path("fcu/<uuid:uid>/jejaring/", network.NetworkView.as_view(), name="unit-network"),
]  # fmt: skip

urlpatterns = [
    *road,
    *institutions,
    *people,
    *meetings,
    *units,
    *working_groups,
    *activities,
    *plans,
    *library_documents,
    *lessons,
    *maps,
    *psks,
    *places,
    *facilities,
    *officers,
    *sites,
    *appointments,
    *documents,
    *incoming_letters,
    *teaching,
]
