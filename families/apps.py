"""Whom the FCU serves: families, their assessments, consents, pairings."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    verbose_name = "Keluarga"

    def ready(self):
        from families import counts, workflow  # noqa: F401  registers the tables of transitions
        from families.demonstration import tell
        from families.neighbourhoods import families_by_neighbourhood
        from families.panels import (
            empowerment_panel,
            lineage_panel,
            meeting_panel,
            priority_panel,
            priority_sections,
            recipients_panel,
            record_sections,
            results_permission,
            social_map_panel,
        )
        from families.tasks import ALL_TASKS
        from families.tiles import clashes_note, families_note, pairings_note, recipients_note
        from fcu_project.registry import (
            MenuEntry,
            add_chapter,
            add_counter,
            add_menu,
            add_panel,
            add_record_section,
            add_result_guard,
            add_spread,
            add_tasks,
        )

        add_counter("pioneer_families", counts.pioneers)
        add_counter("plasma_families", counts.plasma)
        add_counter("listed_recipients", counts.listed_recipients)
        add_tasks(*ALL_TASKS)
        add_panel("meeting", meeting_panel)
        add_panel("meeting", priority_panel)
        add_panel("site", recipients_panel)
        add_panel("social-map", social_map_panel)
        add_panel("unit", lineage_panel)
        add_panel("family", empowerment_panel)
        add_spread("families", families_by_neighbourhood)
        add_record_section(record_sections)
        add_record_section(priority_sections)
        add_result_guard(results_permission)
        add_chapter(tell)
        add_menu(
            MenuEntry(
                "Keluarga", "people", "families:family-list", "families.view_family", order=15, note=families_note
            ),
            MenuEntry(
                "Pendampingan", "person-hearts", "families:pairing-list", "families.view_pairing",
                order=16, short="Damping", note=pairings_note, also=("/pembinaan/", "/kunjungan-pendampingan/"),
            ),
            MenuEntry(
                "Prioritas", "flag", "families:priority-list", "families.view_prioritydecision",
                order=15, under="families:family-list", is_tab=True,
            ),
            MenuEntry(
                "Masalah dan potensi", "clipboard-data", "families:problem-list", "families.view_assessment",
                order=15, under="families:family-list", is_tab=True,
                also=("/keluarga/potensi/", "/keluarga/kebutuhan/"),
            ),
            MenuEntry(
                "Calon penerima", "list-check", "families:recipient-counts", "families.settle_recipient",
                order=15, note=recipients_note,
            ),
            MenuEntry(
                "Calon penerima", "list-check", "families:recipient-counts", "institutions.view_pilotsite",
                order=16, under="institutions:site-list", is_tab=True,
            ),
            MenuEntry(
                "NIK ganda", "shield-lock", "families:clash-list", "families.view_numberclash",
                order=17, note=clashes_note,
            ),
        )  # fmt: skip
