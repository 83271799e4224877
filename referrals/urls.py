"""Addresses of the referrals' floor: Bahasa paths, English names, one block per noun."""

from django.urls import path

from referrals.views import (
    access,
    alternative,
    answer_link,
    case,
    case_step,
    counselling,
    directory,
    emergency,
    nudge,
    paper,
    partnership,
    queue,
    record,
    record_list,
    referral,
    reply,
    secret,
    secret_grant,
    secret_paper,
    secret_report,
    service,
    waiting,
)

app_name = "referrals"

referrals = [
    path("rujukan/menunggu/", waiting.WaitingView.as_view(), name="waiting"),
    path("rujukan/<uuid:uid>/ingatkan/", nudge.NudgeView.as_view(), name="nudge"),
    path("rujukan/", queue.ReferralListView.as_view(), name="referral-list"),
    path("rujukan/<uuid:uid>/", referral.ReferralView.as_view(), name="referral"),
    path("kebutuhan/<uuid:uid>/rujuk/", referral.ReferralStartView.as_view(), name="referral-start"),
    path("rujukan/<uuid:uid>/isi/", referral.ReferralUpdateView.as_view(), name="referral-update"),
    path("rujukan/<uuid:uid>/persetujuan/", referral.ConsentScanView.as_view(), name="consent-scan"),
    path("rujukan/<uuid:uid>/teruskan/", referral.ForwardView.as_view(), name="forward"),
    path("rujukan/akses/", access.AccessView.as_view(), name="access"),
    path("rujukan/<uuid:uid>/pilihan-lain/", alternative.AlternativeCreateView.as_view(), name="alternative-create"),
    path("rujukan/pilihan/<uuid:uid>/pakai/", alternative.AlternativeUseView.as_view(), name="alternative-use"),
    path("rujukan/<uuid:uid>/tutup/", referral.CloseView.as_view(), name="close"),
]
replies = [
    path("rujukan/<uuid:uid>/balasan/", reply.ReplyCreateView.as_view(), name="reply-create"),
    path("rujukan/<uuid:uid>/balasan/<uuid:row>/pindaian/", reply.ReplyScanView.as_view(), name="reply-scan"),
    path("rujukan/<uuid:uid>/tautan/", reply.LinkCreateView.as_view(), name="link-create"),
    path("rujukan/balasan/<uuid:uid>/surat/", paper.ReplyPdfView.as_view(), name="reply-paper"),
    path("jawab/terkirim/", answer_link.AnswerLinkDoneView.as_view(), name="answer-link-done"),
    path("jawab/<str:token>/", answer_link.AnswerLinkView.as_view(), name="answer-link"),
]
services = [
    path("layanan/", service.ServiceListView.as_view(), name="service-list"),
    path("layanan/tambah/", service.ServiceCreateView.as_view(), name="service-create"),
    path("layanan/peta/", directory.ServiceMapView.as_view(), name="service-map"),
    path("layanan/dinding/", directory.WallView.as_view(), name="service-wall"),
    path("layanan/kesenjangan/", directory.GapsView.as_view(), name="service-gaps"),
    path("layanan/<uuid:uid>/", directory.ServiceView.as_view(), name="service"),
    path("layanan/<uuid:uid>/periksa/", directory.ServiceCheckView.as_view(), name="service-check"),
    path("layanan/<uuid:uid>/ubah/", service.ServiceUpdateView.as_view(), name="service-update"),
    path("layanan/<uuid:uid>/tutup/", service.ServiceCloseView.as_view(), name="service-close"),
]

partnerships = [
    path("kemitraan/", partnership.PartnershipListView.as_view(), name="partnership-list"),
    path("kemitraan/tambah/", partnership.PartnershipCreateView.as_view(), name="partnership-create"),
    path("kemitraan/<uuid:uid>/", partnership.PartnershipView.as_view(), name="partnership"),
    path("kemitraan/<uuid:uid>/ubah/", partnership.PartnershipUpdateView.as_view(), name="partnership-update"),
    path("kemitraan/<uuid:uid>/akhiri/", partnership.PartnershipEndView.as_view(), name="partnership-end"),
    path("kemitraan/<uuid:uid>/perpanjang/", partnership.PartnershipRenewView.as_view(), name="partnership-renew"),
    path("kemitraan/<uuid:uid>/naskah/", partnership.AgreementView.as_view(), name="partnership-paper"),
    path("kemitraan/<uuid:uid>/pindaian/", partnership.PartnershipScanView.as_view(), name="partnership-scan"),
]

records = [
    path("kegiatan-pelayanan/", record_list.RecordListView.as_view(), name="record-list"),
    path("kegiatan-pelayanan/catat/", record.RecordCreateView.as_view(), name="record-create"),
    path("kegiatan-pelayanan/rekap/", record_list.RecordRecapView.as_view(), name="record-recap"),
    path("kegiatan-pelayanan/advokasi/", record_list.AdvocacyListView.as_view(), name="record-advocacy"),
    path("kegiatan-pelayanan/penjangkauan/", record_list.OutreachListView.as_view(), name="record-outreach"),
    path("kegiatan-pelayanan/informasi/", record_list.ServiceInfoView.as_view(), name="service-info"),
    path("kegiatan-pelayanan/jumlah/", record_list.PublicCountsChoiceView.as_view(), name="public-counts"),
    path(
        "kegiatan-pelayanan/jumlah/<str:code>/", record_list.PublicCountsView.as_view(), name="public-counts-village"
    ),
    path("kegiatan-pelayanan/<uuid:uid>/", record.RecordView.as_view(), name="record"),
    path("kegiatan-pelayanan/<uuid:uid>/ubah/", record.RecordUpdateView.as_view(), name="record-update"),
    path("kegiatan-pelayanan/<uuid:uid>/batalkan/", record.RecordWithdrawView.as_view(), name="record-withdraw"),
    path("kegiatan-pelayanan/<uuid:uid>/langkah/", record.NextDoneView.as_view(), name="record-next-done"),
    path("kegiatan-pelayanan/<uuid:uid>/keluarga/", record.RecordFamiliesView.as_view(), name="record-families"),
    path("kegiatan-pelayanan/<uuid:uid>/laporan/", record.RecordPaperView.as_view(), name="record-paper"),
    path("kegiatan-pelayanan/<uuid:uid>/foto/", record.RecordPhotoView.as_view(), name="record-photo"),
]

counsellings = [
    path("konsultasi/", counselling.CounsellingListView.as_view(), name="counselling-list"),
    path("konsultasi/tambah/", counselling.CounsellingCreateView.as_view(), name="counselling-create"),
    path("konsultasi/<uuid:uid>/", counselling.CounsellingView.as_view(), name="counselling"),
    path("konsultasi/<uuid:uid>/isi/", counselling.CounsellingUpdateView.as_view(), name="counselling-update"),
    path("konsultasi/<uuid:uid>/batalkan/", counselling.CounsellingWithdrawView.as_view(), name="counselling-withdraw"),
    path("konsultasi/<uuid:uid>/buka/", counselling.CounsellingOpenView.as_view(), name="counselling-open"),
]

cases = [
    path("kasus/", case.CaseListView.as_view(), name="case-list"),
    path("kasus/tambah/", case.CaseCreateView.as_view(), name="case-create"),
    path("kasus/<uuid:uid>/", case.CaseView.as_view(), name="case"),
    path("kasus/<uuid:uid>/ubah/", case.CaseUpdateView.as_view(), name="case-update"),
    path("kasus/<uuid:uid>/langkah/", case_step.CaseStepCreateView.as_view(), name="case-step-create"),
    path("kasus/<uuid:uid>/konferensi/", case_step.CaseConferenceView.as_view(), name="case-conference"),
    path("kasus/langkah/<uuid:uid>/ubah/", case_step.CaseStepUpdateView.as_view(), name="case-step-update"),
    path("kasus/langkah/<uuid:uid>/berita-acara/", case.ConferencePaperView.as_view(), name="case-conference-paper"),
    path("kasus/<uuid:uid>/tutup/", case.CaseCloseView.as_view(), name="case-close"),
    path("kasus/<uuid:uid>/buka-kembali/", case.CaseReopenView.as_view(), name="case-reopen"),
    path("kasus/<uuid:uid>/laporan/", case.CasePaperView.as_view(), name="case-paper"),
]

emergencies = [
    path("darurat/", emergency.EmergencyListView.as_view(), name="emergency-list"),
    path("darurat/catat/", emergency.EmergencyCreateView.as_view(), name="emergency-create"),
    path("darurat/<uuid:uid>/", emergency.EmergencyView.as_view(), name="emergency"),
    path("darurat/<uuid:uid>/ubah/", emergency.EmergencyUpdateView.as_view(), name="emergency-update"),
    path("darurat/<uuid:uid>/lk3/", emergency.EmergencyToldView.as_view(), name="emergency-told"),
    path("darurat/<uuid:uid>/rujuk/", emergency.EmergencyReferView.as_view(), name="emergency-refer"),
    path("darurat/<uuid:uid>/tanpa-surat/", emergency.EmergencyNoPaperView.as_view(), name="emergency-no-paper"),
    path("darurat/<uuid:uid>/laporan/", emergency.EmergencyPaperView.as_view(), name="emergency-paper"),
]

secrets = [
    path("lapor/", secret_report.SecretReportView.as_view(), name="secret-report"),
    path("lapor/terkirim/", secret_report.SecretReportDoneView.as_view(), name="secret-report-done"),
    path("kasus-rahasia/", secret.SecretRegisterView.as_view(), name="secret-register"),
    path("kasus-rahasia/<uuid:uid>/", secret.SecretCaseView.as_view(), name="secret-case"),
    path("kasus-rahasia/<uuid:uid>/ambil/", secret.SecretTakeView.as_view(), name="secret-case-take"),
    path("kasus-rahasia/<uuid:uid>/langkah/", secret.SecretEventView.as_view(), name="secret-case-event"),
    path("kasus-rahasia/<uuid:uid>/rujuk/", secret_paper.SecretReferView.as_view(), name="secret-case-refer"),
    path(
        "kasus-rahasia/<uuid:uid>/surat/<uuid:row>/", secret_paper.SecretLetterView.as_view(), name="secret-case-letter"
    ),
    path("kasus-rahasia/<uuid:uid>/laporan/", secret_paper.SecretIncidentView.as_view(), name="secret-case-paper"),
    path("kasus-rahasia/<uuid:uid>/izin/", secret_grant.SecretGrantView.as_view(), name="secret-case-grant"),
    path(
        "kasus-rahasia/<uuid:uid>/izin/<uuid:row>/cabut/", secret_grant.SecretRevokeView.as_view(),
        name="secret-case-revoke",
    ),
    path("kasus-rahasia/<uuid:uid>/hubungan/", secret_grant.SecretConflictView.as_view(), name="secret-case-conflict"),
    path("kasus-rahasia/<uuid:uid>/tugas/", secret_grant.SecretTaskView.as_view(), name="secret-case-task"),
    path("kasus-rahasia/<uuid:uid>/tutup/", secret.SecretCloseView.as_view(), name="secret-case-close"),
]  # fmt: skip

urlpatterns = [
    *referrals,
    *replies,
    *services,
    *partnerships,
    *records,
    *counsellings,
    *cases,
    *emergencies,
    *secrets,
]
