"""Addresses of the founding floor: Bahasa paths, English names, one block per noun."""

from django.urls import path

from institutions.views import (
    document,
    facility,
    guidance,
    home,
    institution,
    meeting,
    person,
    picking,
    unit,
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
    path("rapat/<uuid:uid>/hadir/", meeting.AttendanceView.as_view(), name="attendance"),
    path("rapat/<uuid:uid>/hadir/beberapa/", picking.AttendanceManyView.as_view(), name="attendance-many"),
    path("rapat/<uuid:uid>/hadir/simpan/", meeting.PresentView.as_view(), name="attendance-present"),
    path("rapat/<uuid:uid>/hadir/<uuid:row>/hapus/", meeting.AttendanceRemoveView.as_view(), name="attendance-remove"),
    path("rapat/<uuid:uid>/daftar-hadir.pdf", meeting.AttendanceListPdfView.as_view(), name="attendance-pdf"),
    path("rapat/<uuid:uid>/kertas/", meeting.MeetingPaperView.as_view(), name="meeting-paper"),
    path("rapat/<uuid:uid>/surat/<str:kind>/", meeting.OpenLetterView.as_view(), name="letter-open"),
]
units = [
    path("fcu/", unit.UnitListView.as_view(), name="unit-list"),
    path("fcu/mulai/", unit.UnitCreateView.as_view(), name="unit-create"),
    path("fcu/<uuid:uid>/", unit.UnitDetailView.as_view(), name="unit-detail"),
    path("fcu/<uuid:uid>/ubah/", unit.UnitUpdateView.as_view(), name="unit-update"),
    path("fcu/<uuid:uid>/anggota/", unit.MemberListView.as_view(), name="member-list"),
    path("fcu/<uuid:uid>/anggota/tambah/", unit.MemberCreateView.as_view(), name="member-create"),
    path("fcu/<uuid:uid>/anggota/dari-peserta/", picking.MembersFromMeetingView.as_view(), name="member-many"),
    path("fcu/<uuid:uid>/anggota/<uuid:member>/berhenti/", unit.MemberEndView.as_view(), name="member-end"),
    path("fcu/<uuid:uid>/pemilihan/", unit.ElectionView.as_view(), name="election"),
    path("fcu/<uuid:uid>/pemilihan/<uuid:row>/hapus/", unit.CandidacyWithdrawView.as_view(), name="candidacy-withdraw"),
    path("fcu/<uuid:uid>/sk/", unit.DecreeCreateView.as_view(), name="decree-create"),
]
working_groups = [
    path("fcu/<uuid:uid>/pokja/", working_group.WorkingGroupCreateView.as_view(), name="working-group-create"),
    path("pokja/<uuid:uid>/", working_group.WorkingGroupView.as_view(), name="working-group"),
    path("pokja/<uuid:uid>/ubah/", working_group.WorkingGroupUpdateView.as_view(), name="working-group-update"),
]
facilities = [
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
documents = [
    path("surat/", document.DocumentListView.as_view(), name="document-list"),
    path("surat/<uuid:uid>/", document.DocumentDetailView.as_view(), name="document-detail"),
    path("surat/<uuid:uid>/isi/", document.DecreeUpdateView.as_view(), name="decree-update"),
    path("surat/<uuid:uid>/terbit/", document.DocumentIssueView.as_view(), name="document-issue"),
    path("surat/<uuid:uid>/pindaian/", document.SignedScanFileView.as_view(), name="document-scan"),
    path("surat/<uuid:uid>/pindaian/unggah/", document.SignedScanView.as_view(), name="document-scan-upload"),
    path("surat/<uuid:uid>/surat.pdf", document.DocumentPdfView.as_view(), name="document-pdf"),
]
teaching = [
    path("rapat/<uuid:uid>/bimbingan/", guidance.GuidanceView.as_view(), name="guidance"),
    path("rapat/<uuid:uid>/penyadaran/", guidance.AwarenessView.as_view(), name="awareness"),
]

urlpatterns = [*road, *institutions, *people, *meetings, *units, *working_groups, *facilities, *documents, *teaching]
