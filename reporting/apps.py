"""Money, visits, reports and the figures counted from records."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Laporan"

    def ready(self):
        from fcu_project.registry import add_chapter, add_menu, add_panel, add_spending, add_tasks
        from reporting import workflow  # noqa: F401  registers the tables of transitions
        from reporting.demonstration import tell, tell_judging, tell_money
        from reporting.demonstration.further import tell_further
        from reporting.incidental.incident_panels import case_panel, quarter_panel
        from reporting.menu import MENU
        from reporting.money.plan_spending import spending
        from reporting.money.receipt_panels import payment_panel
        from reporting.money.stimulus_panels import beside_cash, checks_panel, stimulus_panel
        from reporting.panels import others_panel, plan_row_panel, profile_panel
        from reporting.quarterly.annex_panel import annex_panel
        from reporting.quarterly.guidance_panels import guidance_panel
        from reporting.quarterly.report_panels import cover_panel, paper_panel
        from reporting.quarterly.team_panels import team_panel
        from reporting.tasks import ALL_TASKS
        from reporting.visits.finding_panels import earlier_panel, report_panel, visit_panel
        from reporting.visits.visit_panels import quarter_visits_panel, unit_visits_panel

        add_chapter(tell_money)
        add_chapter(tell_further)
        add_chapter(tell)
        add_chapter(tell_judging)
        add_panel("unit-profile", profile_panel)
        add_panel("unit-profile", unit_visits_panel)
        add_panel("plan-item", plan_row_panel)
        add_panel("family", stimulus_panel)
        add_panel("grant", checks_panel)
        add_panel("cashbook", beside_cash)
        add_panel("disbursement", payment_panel)
        # In the order in which they stand on the page: what is still to be done before what is only told.
        add_panel("report", paper_panel)
        add_panel("report", cover_panel)
        for page in ("report", "report-review"):
            for panel in (annex_panel, guidance_panel, team_panel, quarter_panel, quarter_visits_panel, others_panel):
                add_panel(page, panel)
        add_panel("report-review", cover_panel)
        add_panel("office-report", annex_panel)
        add_panel("office-report", cover_panel)
        add_panel("case", case_panel)
        add_panel("report", report_panel)
        add_panel("visit", visit_panel)
        add_panel("visit", earlier_panel)
        add_spending(spending)
        add_tasks(*ALL_TASKS)
        add_menu(*MENU)
