"""What this floor adds to the menu: reports and sums, the money of the village and of the offices."""

from functools import partial

from fcu_project.registry import MenuEntry
from reporting.above.tiles_above import (
    budgets_note,
    checks_note,
    matrix_note,
    office_reports_note,
    recap_note,
    stimulus_note,
)
from reporting.tasks.cashbook import cash_note
from reporting.tasks.incident import incidents_note
from reporting.tasks.receipts import originals_note
from reporting.tasks.report import reports_note
from reporting.tasks.visit import visits_note

# The village's money: a few tabs beneath "Kas", each the first of its own.
TAB = partial(MenuEntry, levels=("village",), is_tab=True)
KAS = partial(TAB, under="reporting:cashbook")
MONTHS = partial(TAB, under="reporting:cash-months")
AIDS = partial(TAB, under="reporting:aid-list")
RECEIPTS = (
    "/stimulan/kuitansi/", "/stimulan/kuitansi-asli/", "/stimulan/belum-ada-kuitansi/", "/stimulan/laporan-realisasi/",
)  # fmt: skip

MENU = (
    MenuEntry(
        "Laporan", "clipboard-data", "reporting:report-list", "reporting.view_report", order=35, levels=("village",),
        note=reports_note,
    ),
    MenuEntry(
        "Laporan masuk", "inbox", "reporting:matrix", "reporting.view_recap", order=5, short="Laporan",
        levels=("subdistrict", "regency"), also=("/laporan/",), note=matrix_note,
    ),
    *(
        MenuEntry(
            "Laporan insidental", "journal-text", "reporting:incident-list", permission, order=order, levels=(level,),
            short="Insidental", under=under, is_tab=bool(under), note=incidents_note if level == "regency" else None,
        )
        for level, permission, under, order in (
            ("village", "reporting.view_incidentreport", "reporting:report-list", 36),
            ("regency", "reporting.review_report", "reporting:matrix", 7),
            ("regency", "reporting.receive_incidentreport", "", 20),  # the cases officer, who has no other reports
        )
    ),
    MenuEntry(
        "Berkas cetak", "printer", "reporting:bundle-list", "reporting.view_report", order=9,
        under="reporting:matrix", is_tab=True, levels=("subdistrict", "regency"), short="Cetak",
    ),
    MenuEntry(
        "Rekap", "table", "reporting:recap", "reporting.view_recap", order=6, also=("/laporan/matriks/",),
        note=recap_note,
    ),
    # Beneath what its reader opens most: the reports of the FCU, the recap, else the reports of the own office.
    *(
        MenuEntry(
            "Dasbor", "clipboard-data", "reporting:dashboard", permission, order=order, under=under, is_tab=True,
        )
        for permission, under, order in (
            ("reporting.view_recap", "reporting:recap", 6),
            ("reporting.view_report", "reporting:report-list", 35),
            ("reporting.view_regionfigures", "reporting:office-list", 36),
        )
    ),
    TAB(
        "Bimbingan", "journal-text", "reporting:guidance-list", "reporting.view_reportguidance", order=36,
        under="reporting:report-list",
    ),
    MenuEntry(
        "Bimbingan", "journal-text", "reporting:guidance-list", "reporting.view_reportguidance", order=36,
        levels=("subdistrict", "regency"), under="reporting:matrix", is_tab=True,
    ),
    # Visits: beneath the reports a reader has; who reads the recap finds them there.
    *(
        MenuEntry(
            "Pembinaan FCU", "clipboard-check", "reporting:visit-list", permission, order=order, levels=levels,
            under=under, is_tab=True, also=("/catatan-pantauan/",), note=visits_note, short="Pembinaan",
        )
        for permission, order, levels, under in (
            ("reporting.view_report", 37, ("village",), "reporting:report-list"),
            ("reporting.view_visit", 38, ("village",), "reporting:office-list"),
            ("reporting.view_recap", 8, ("subdistrict", "regency", "province", "nation"), "reporting:recap"),
            ("reporting.view_visit", 38, ("regency",), "reporting:office-list"),
        )
    ),
    *(
        MenuEntry(
            label, icon, f"reporting:{route}", "reporting.view_visit", order=39, under="reporting:visit-list",
            is_tab=True, levels=("subdistrict", "regency", "province", "nation"),
        )
        for label, icon, route in (
            ("Jadwal", "calendar3", "visit-schedule"),
            ("Belum dievaluasi", "list-check", "visit-phases"),
        )
    ),
    # What success is read from stands together: dashboard, indicators, what was concluded of the trial.
    MenuEntry(
        "Indikator", "award", "reporting:success", "reporting.view_successindicator", order=8,
        under="reporting:dashboard", is_tab=True, also=("/indikator/",),
    ),
    MenuEntry(
        "Kesimpulan", "clipboard-check", "reporting:verdict-list", "reporting.view_verdict", order=9,
        under="reporting:dashboard", is_tab=True, also=("/penelitian/",),
    ),
    # The reports of offices: beneath the recap; of LK3 and of a PSKS team an entry of their own, whoever else reads
    # the team's beneath the reports of the FCU.
    MenuEntry(
        "Laporan kantor", "file-earmark-text", "reporting:office-list", "reporting.view_officereport", order=7,
        levels=("subdistrict", "province", "nation"), under="reporting:recap", is_tab=True, note=office_reports_note,
    ),
    MenuEntry(
        "Laporan kantor", "file-earmark-text", "reporting:office-list", "reporting.view_recap", order=7,
        levels=("regency",), under="reporting:recap", is_tab=True, note=office_reports_note,
    ),
    MenuEntry(
        "Laporan LK3", "clipboard-data", "reporting:office-list", "reporting.add_officereport", order=30,
        levels=("regency",), short="Laporan", note=office_reports_note,
    ),
    MenuEntry(
        "Laporan", "clipboard-data", "reporting:office-list", "reporting.add_officereport", order=35,
        levels=("village",), note=office_reports_note,
    ),
    TAB(
        "Laporan tim PSKS", "file-earmark-text", "reporting:office-list", "reporting.view_officereport", order=36,
        under="reporting:report-list", short="Tim PSKS",
    ),
    # What visits found, and what they ask.
    MenuEntry(
        "Temuan", "flag", "reporting:finding-list", "reporting.view_finding", order=38, under="reporting:visit-list",
        is_tab=True,
    ),
    MenuEntry(
        "Instrumen", "list-check", "reporting:instrument-list", "reporting.change_instrument", order=40,
        levels=("nation",), under="reporting:visit-list", is_tab=True,
    ),
    MenuEntry(
        "Kas", "cash-coin", "reporting:cashbook", "reporting.view_cashentry", order=33, levels=("village",),
        note=cash_note,
    ),
    KAS("Persetujuan", "clipboard-check", "reporting:cash-approvals", "reporting.view_cashentry", order=40),
    KAS(
        "Bulan dan tutup buku", "calendar3", "reporting:cash-months", "reporting.view_monthclosing", order=41,
        short="Bulan",
    ),
    MONTHS("Rekap kas", "table", "reporting:cash-recap", "reporting.view_cashbook", order=42),
    MONTHS("Sumber dana", "bank", "reporting:cash-sources", "reporting.view_cashentry", order=43),
    MONTHS("Bukti", "file-earmark-check", "reporting:cash-evidence", "reporting.view_cashentry", order=44),
    MONTHS("Pemeriksaan kas", "clipboard-check", "reporting:cash-count-list", "reporting.view_cashcount", order=45),
    KAS("Bantuan", "cash-coin", "reporting:aid-list", "reporting.view_earmarkedaid", order=46),
    AIDS("Alokasi", "list-check", "reporting:allocation-list", "reporting.view_allocation", order=47),
    AIDS("Anggaran", "bank", "reporting:budget-list", "reporting.view_budgetline", order=48),
    KAS(
        "Stimulan keluarga", "wallet2", "reporting:grant-list", "reporting.view_stimulusgrant", order=50,
        note=stimulus_note, short="Stimulan",
    ),
    MenuEntry(
        "Dana stimulan", "wallet2", "reporting:grant-list", "reporting.view_stimulusgrant", order=20, short="Stimulan",
        levels=("regency",), note=stimulus_note,
    ),
    MenuEntry(
        "Pemeriksaan", "check-lg", "reporting:stimulus-check-list", "reporting.view_stimuluscheck", order=52,
        under="reporting:grant-list", is_tab=True, also=("/stimulan/belum-diperiksa/",), note=checks_note,
    ),
    TAB(
        "Kuitansi keluarga", "file-earmark-check", "reporting:receipt-list", "reporting.view_stimulusreceipt", order=51,
        under="reporting:grant-list", also=RECEIPTS, short="Kuitansi",
    ),
    MenuEntry(
        "Kuitansi asli", "envelope-paper", "reporting:handover-list", "reporting.view_receipthandover", order=51,
        levels=("regency",), under="reporting:grant-list", is_tab=True, also=RECEIPTS, short="Kuitansi",
    ),
    MenuEntry(
        "Kuitansi asli", "envelope-paper", "reporting:handover-list", "reporting.view_receipthandover", order=22,
        levels=("nation",), also=RECEIPTS, short="Kuitansi", note=originals_note,
    ),
    MenuEntry(
        "Anggaran", "bank", "reporting:budget-list", "reporting.view_budgetline", order=8,
        levels=("regency", "province", "nation"), note=budgets_note,
    ),
)  # fmt: skip
