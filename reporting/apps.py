"""Money, visits, reports and the figures counted from records."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Laporan"

    def ready(self):
        from fcu_project.registry import MenuEntry, add_chapter, add_menu, add_panel, add_tasks
        from reporting import workflow  # noqa: F401  registers the tables of transitions
        from reporting.demonstration import tell
        from reporting.panels import profile_panel
        from reporting.tasks import ALL_TASKS
        from reporting.tasks.cashbook import cash_note
        from reporting.tasks.report import reports_note
        from reporting.tiles_above import matrix_note, recap_note

        add_chapter(tell)
        add_panel("unit-profile", profile_panel)
        add_tasks(*ALL_TASKS)
        add_menu(
            MenuEntry(
                "Laporan", "clipboard-data", "reporting:report-list", "reporting.view_report", order=35,
                levels=("village",), note=reports_note,
            ),
            MenuEntry(
                "Laporan masuk", "inbox", "reporting:matrix", "reporting.view_recap", order=5, short="Laporan",
                levels=("subdistrict", "regency"), also=("/laporan/",), note=matrix_note,
            ),
            MenuEntry(
                "Rekap", "table", "reporting:recap", "reporting.view_recap", order=6,
                also=("/laporan/matriks/",), note=recap_note,
            ),
            MenuEntry(
                "Bulan dan tutup buku", "calendar3", "reporting:cash-months", "reporting.view_monthclosing",
                order=41, under="reporting:cashbook", is_tab=True, short="Bulan",
            ),
            MenuEntry(
                "Rekap kas", "table", "reporting:cash-recap", "reporting.view_cashbook",
                order=42, under="reporting:cashbook", is_tab=True,
            ),
            MenuEntry(
                "Pemeriksaan kas", "clipboard-check", "reporting:cash-count-list", "reporting.view_cashcount",
                order=43, under="reporting:cashbook", is_tab=True,
            ),
        )  # fmt: skip
        add_menu(
            MenuEntry(
                "Kas", "cash-coin", "reporting:cashbook", "reporting.view_cashentry", order=33, levels=("village",),
                note=cash_note,
            ),
            MenuEntry(
                "Sumber dana", "bank", "reporting:cash-sources", "reporting.view_cashentry", order=33,
                levels=("village",), under="reporting:cashbook", is_tab=True,
            ),
            MenuEntry(
                "Persetujuan", "clipboard-check", "reporting:cash-approvals", "reporting.view_cashentry", order=52,
                levels=("village",), under="reporting:cashbook", is_tab=True,
            ),
            MenuEntry(
                "Bukti", "file-earmark-check", "reporting:cash-evidence", "reporting.view_cashentry", order=54,
                levels=("village",), under="reporting:cashbook", is_tab=True,
            ),
            MenuEntry(
                "Alokasi", "list-check", "reporting:allocation-list", "reporting.view_allocation", order=56,
                levels=("village",), under="reporting:cashbook", is_tab=True,
            ),
        )  # fmt: skip
