"""Addresses of the families' floor: Bahasa paths, English names, one block per noun. No number ever stands in one."""

from django.urls import path

from families.views import (
    accompanying,
    archive,
    assessment,
    batch,
    change,
    coaching,
    confirm,
    consent,
    entry,
    family,
    life,
    lineage,
    member,
    merge,
    move,
    need,
    pairing,
    paper,
    preparation,
    priority,
    problem,
    progress,
    recipient,
    reveal,
    search,
    selection,
    split,
    ways,
)

app_name = "families"

families = [
    path("keluarga/", family.FamilyListView.as_view(), name="family-list"),
    path("keluarga/cari/", search.FamilySearchView.as_view(), name="family-search"),
    path("keluarga/calon/", family.CandidateCreateView.as_view(), name="candidate-create"),
    path("keluarga/dari-kertas/", entry.CandidateSheetView.as_view(), name="candidate-sheet"),
    path("keluarga/konfirmasi/", confirm.ConfirmView.as_view(), name="confirm"),
    path("keluarga/nik-ganda/", reveal.ClashListView.as_view(), name="clash-list"),
    path("keluarga/nik-ganda/<uuid:uid>/", reveal.ClashSettleView.as_view(), name="clash-settle"),
    path("keluarga/<uuid:uid>/", family.FamilyView.as_view(), name="family"),
    path("keluarga/<uuid:uid>/ubah/", family.FamilyUpdateView.as_view(), name="family-update"),
    path("keluarga/<uuid:uid>/calonkan/", archive.AgainView.as_view(), name="candidate-again"),
    path("keluarga/<uuid:uid>/arsip/", archive.ArchiveView.as_view(), name="archive"),
    path("keluarga/<uuid:uid>/pulihkan/", archive.RestoreView.as_view(), name="restore"),
    path("keluarga/<uuid:uid>/nomor/", reveal.RevealView.as_view(), name="reveal"),
]
lists = [
    path("keluarga/excel/", batch.BatchListView.as_view(), name="batch-list"),
    path("keluarga/excel/unggah/", batch.BatchUploadView.as_view(), name="batch-upload"),
    path("keluarga/excel/templat/<str:kind>.xlsx", batch.TemplateView.as_view(), name="batch-template"),
    path("keluarga/excel/<uuid:uid>/", batch.BatchView.as_view(), name="batch"),
    path("keluarga/excel/<uuid:uid>/perbaiki.xlsx", batch.BatchReturnedView.as_view(), name="batch-returned"),
    path("keluarga/excel/<uuid:uid>/batal/", batch.BatchDiscardView.as_view(), name="batch-discard"),
]
papers = [
    path("keluarga/daftar-calon.pdf", paper.CandidateListPdfView.as_view(), name="candidate-paper"),
    path("keluarga/formulir.pdf", paper.BlankFormPdfView.as_view(), name="form-blank"),
    path("keluarga/<uuid:uid>/formulir.pdf", paper.FamilyFormPdfView.as_view(), name="form-paper"),
    path("rapat/<uuid:uid>/peringkat.pdf", paper.RankingPdfView.as_view(), name="ranking-paper"),
    path("keluarga/kartu-pembekalan.pdf", paper.BlankBriefingPdfView.as_view(), name="briefing-blank"),
    path("keluarga/<uuid:uid>/kartu-pembekalan.pdf", paper.BriefingPdfView.as_view(), name="briefing-paper"),
    path("keluarga/<uuid:uid>/laporan-kemajuan.pdf", paper.ProgressPdfView.as_view(), name="progress-paper"),
    path("pendampingan/daftar.pdf", paper.PairingListPdfView.as_view(), name="pairing-paper"),
    path("pendampingan/kartu.pdf", paper.BlankCardPdfView.as_view(), name="card-blank"),
    path("pendampingan/<uuid:uid>/kartu.pdf", paper.CardPdfView.as_view(), name="card-paper"),
    path("pendampingan/<uuid:uid>/catatan.pdf", paper.NotesPdfView.as_view(), name="notes-paper"),
]
identity = [
    path("keluarga/<uuid:uid>/identitas/", member.IdentityView.as_view(), name="identity"),
    path("keluarga/<uuid:uid>/anggota/", member.MemberListView.as_view(), name="member-list"),
    path("keluarga/<uuid:uid>/anggota/dari-kertas/", entry.FamilySheetView.as_view(), name="member-sheet"),
    path("keluarga/<uuid:uid>/anggota/tambah/", member.MemberCreateView.as_view(), name="member-create"),
    path("keluarga/<uuid:uid>/anggota/<uuid:member>/", member.MemberUpdateView.as_view(), name="member-update"),
    path("keluarga/<uuid:uid>/anggota/<uuid:member>/keluar/", member.MemberEndView.as_view(), name="member-end"),
    path("keluarga/<uuid:uid>/anggota/<uuid:member>/kepala/", member.MemberHeadView.as_view(), name="member-head"),
    path("keluarga/<uuid:uid>/kesediaan/", consent.ConsentView.as_view(), name="consent"),
    path("keluarga/<uuid:uid>/kesediaan/<uuid:row>/pindaian/", consent.ConsentScanView.as_view(), name="consent-scan"),
]
assessments = [
    path("keluarga/<uuid:uid>/penilaian/<str:which>/", assessment.AssessmentCreateView.as_view(),
         name="assessment-create"),
    path("keluarga/<uuid:uid>/perubahan/", change.ChangeView.as_view(), name="change"),
    path("fcu/<uuid:uid>/perubahan/", change.ChangeFiguresView.as_view(), name="change-figures"),
    path("penilaian/<uuid:uid>/", assessment.AssessmentView.as_view(), name="assessment"),
    path("penilaian/<uuid:uid>/ubah/", assessment.AssessmentUpdateView.as_view(), name="assessment-update"),
]  # fmt: skip
selections = [
    path("rapat/<uuid:uid>/peringkat/", selection.RankingView.as_view(), name="ranking"),
    path("rapat/<uuid:uid>/penetapan/", selection.DesignationView.as_view(), name="designation"),
    path("keluarga/<uuid:uid>/alasan-indikator/", selection.UnmetReasonsView.as_view(), name="unmet-reasons"),
]
priorities = [
    path("keluarga/prioritas/", priority.PriorityListView.as_view(), name="priority-list"),
    path("keluarga/prioritas/daftar.pdf", priority.PriorityPaperView.as_view(), name="priority-paper"),
    path("rapat/<uuid:uid>/prioritas/", priority.PrioritySheetView.as_view(), name="priority-sheet"),
    path("rapat/<uuid:uid>/prioritas.pdf", priority.PrioritySheetPaperView.as_view(), name="priority-sheet-paper"),
]
problems = [
    path("keluarga/masalah/", problem.ProblemListView.as_view(), name="problem-list"),
    path("keluarga/masalah/<slug:code>/", problem.ProblemFamiliesView.as_view(), name="problem-families"),
    path("keluarga/potensi/", problem.PotentialListView.as_view(), name="potential-list"),
    path("keluarga/kebutuhan/", problem.NeedListView.as_view(), name="need-list"),
    path("kebutuhan/<uuid:uid>/ubah/", need.NeedUpdateView.as_view(), name="need-update"),
    path("kebutuhan/<uuid:uid>/buka-kembali/", need.NeedReopenView.as_view(), name="need-reopen"),
]
recipients = [
    path("calon-penerima/", recipient.RecipientCountsView.as_view(), name="recipient-counts"),
    path("calon-penerima/usulan.pdf", recipient.RecipientProposalView.as_view(), name="recipient-proposal"),
    path("calon-penerima/<uuid:uid>/ubah/", recipient.RecipientUpdateView.as_view(), name="recipient-update"),
    path("calon-penerima/<uuid:uid>/keluarkan/", recipient.RecipientRemoveView.as_view(), name="recipient-remove"),
    path("usulan/<uuid:uid>/calon-penerima/", recipient.RecipientListView.as_view(), name="recipient-list"),
    path("usulan/<uuid:uid>/calon-penerima/pilih/", recipient.CollectView.as_view(), name="recipient-collect"),
    path("usulan/<uuid:uid>/calon-penerima/putuskan/", recipient.SettleView.as_view(), name="recipient-settle"),
    path("usulan/<uuid:uid>/calon-penerima.pdf", recipient.RecipientPaperView.as_view(), name="recipient-paper"),
]
preparations = [
    path("rapat/<uuid:uid>/pemantapan/", preparation.ConsolidationView.as_view(), name="consolidation"),
    path("keluarga/<uuid:uid>/pembekalan/", preparation.BriefingCardView.as_view(), name="briefing-card"),
    path("keluarga/<uuid:uid>/pembekalan/cerita/", preparation.StoryView.as_view(), name="story"),
    path("keluarga/<uuid:uid>/rencana-aksi/tambah/", preparation.PlanItemCreateView.as_view(), name="plan-create"),
    path("keluarga/<uuid:uid>/rencana-aksi/<uuid:item>/", preparation.PlanItemUpdateView.as_view(),
         name="plan-update"),
]  # fmt: skip
pairings = [
    path("pendampingan/", pairing.PairingListView.as_view(), name="pairing-list"),
    path("pendampingan/tambah/", pairing.PairingCreateView.as_view(), name="pairing-create"),
    path("pendampingan/<uuid:uid>/", pairing.PairingView.as_view(), name="pairing"),
    path("pendampingan/<uuid:uid>/ubah/", pairing.PairingUpdateView.as_view(), name="pairing-update"),
    path("pendampingan/<uuid:uid>/akhiri/", pairing.PairingEndView.as_view(), name="pairing-end"),
    path("pendampingan/<uuid:uid>/catatan/", pairing.NoteCreateView.as_view(), name="note-create"),
    path("catatan/<uuid:uid>/ubah/", pairing.NoteUpdateView.as_view(), name="note-update"),
    path("keluarga/<uuid:uid>/kebutuhan/tambah/", pairing.NeedCreateView.as_view(), name="need-create"),
    path("fcu/<uuid:uid>/garis-pembinaan/", lineage.LineageView.as_view(), name="lineage"),
    path("kebutuhan/<uuid:uid>/selesai/", pairing.NeedCloseView.as_view(), name="need-close"),
]
lives = [
    path("keluarga/<uuid:uid>/anggota/lahir/", life.BirthView.as_view(), name="member-birth"),
    path("keluarga/<uuid:uid>/anggota/datang/", life.JoinView.as_view(), name="member-join"),
    path("keluarga/<uuid:uid>/anggota/<uuid:member>/meninggal/", life.DeathView.as_view(), name="member-death"),
    path("keluarga/<uuid:uid>/anggota/<uuid:member>/batal-keluar/", life.BackView.as_view(), name="member-back"),
    path("keluarga/<uuid:uid>/kartu/", life.CardListView.as_view(), name="card-list"),
    path("keluarga/<uuid:uid>/pecah/", split.SplitView.as_view(), name="family-split"),
    path("keluarga/<uuid:uid>/pecah/batal/", split.SplitUndoView.as_view(), name="split-undo"),
    path("keluarga/ganda/", merge.DoubleListView.as_view(), name="double-list"),
    path("keluarga/ganda/<uuid:first>/<uuid:second>/gabung/", merge.MergeView.as_view(), name="family-merge"),
    path("keluarga/ganda/<uuid:first>/<uuid:second>/beda/", merge.DistinctView.as_view(), name="family-distinct"),
    path("keluarga/<uuid:uid>/batal-gabung/", merge.UndoMergeView.as_view(), name="merge-undo"),
    path("keluarga/<uuid:uid>/pindah/", move.MoveView.as_view(), name="family-move"),
    path("keluarga/datang/", move.MoveListView.as_view(), name="move-list"),
    path("keluarga/datang/<uuid:uid>/", move.ArrivalView.as_view(), name="move-arrival"),
    path("keluarga/datang/<uuid:uid>/tidak-ditemukan/", move.NotFoundView.as_view(), name="move-not-found"),
    path("keluarga/datang/<uuid:uid>/batal/", move.MoveCancelView.as_view(), name="move-cancel"),
]
reports = [
    path("pendampingan/laporan/", progress.ProgressListView.as_view(), name="progress-list"),
    path("pendampingan/terlambat/", progress.LateListView.as_view(), name="late-list"),
    path("pendampingan/laporan/pionir/<uuid:uid>/<str:month>/", progress.ProgressSheetView.as_view(),
         name="progress-sheet"),
    path("pendampingan/laporan/<uuid:uid>/jawab/", progress.ProgressAnswerView.as_view(), name="progress-answer"),
]  # fmt: skip
coachings = [
    path("pembinaan/", coaching.CoachingListView.as_view(), name="coaching-list"),
    path("pembinaan/rekap/", coaching.MentoringRecapView.as_view(), name="mentoring-recap"),
    path("pembinaan/tambah/<str:group>/", coaching.CoachingCreateView.as_view(), name="coaching-create"),
    path("pembinaan/<uuid:uid>/", coaching.CoachingView.as_view(), name="coaching"),
    path("pembinaan/<uuid:uid>/ubah/", coaching.CoachingUpdateView.as_view(), name="coaching-update"),
    path("keluarga/<uuid:uid>/konsultasi/tambah/", coaching.ConsultationCreateView.as_view(),
         name="consultation-create"),
    path("konsultasi/<uuid:uid>/ubah/", coaching.ConsultationUpdateView.as_view(), name="consultation-update"),
    path("keluarga/<uuid:uid>/rencana-pemberdayaan/", ways.EmpowermentView.as_view(), name="empowerment"),
]  # fmt: skip
visits = [
    path("kunjungan-pendampingan/", accompanying.VisitListView.as_view(), name="visit-list"),
    path("kunjungan-pendampingan/tambah/<str:code>/", accompanying.VisitCreateView.as_view(), name="visit-create"),
    path("kunjungan-pendampingan/<uuid:uid>/", accompanying.VisitView.as_view(), name="visit"),
    path("kunjungan-pendampingan/<uuid:uid>/ubah/", accompanying.VisitUpdateView.as_view(), name="visit-update"),
]

urlpatterns = [
    *families, *lists, *lives, *papers, *identity, *assessments, *selections, *priorities, *recipients, *problems,
    *preparations, *pairings, *reports, *coachings, *visits,
]  # fmt: skip
