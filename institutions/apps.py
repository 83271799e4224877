"""Where and who, how an FCU is born."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = "Lembaga dan pendirian FCU"

    def ready(self):
        from fcu_project.registry import MenuEntry, add_menu, add_panel, add_record_section, add_tasks
        from institutions import workflow  # noqa: F401  registers the tables of transitions
        from institutions.panels.activity import direction_panel, notice_panel
        from institutions.panels.guidance import awareness_panel, guidance_panel, guidance_sections
        from institutions.panels.site import contacts_panel, pilot_panel
        from institutions.tasks.activity import activity_tasks
        from institutions.tasks.founding import founding_tasks
        from institutions.tasks.musrenbang import musrenbang_tasks
        from institutions.tasks.officer import officer_tasks
        from institutions.tasks.plan import plan_tasks
        from institutions.tasks.psks import psks_tasks
        from institutions.tasks.site import site_tasks
        from institutions.tasks.stage import rhythm_tasks
        from institutions.tiles import institutions_note, meetings_note, people_note, road_note, units_note

        add_tasks(founding_tasks)
        add_tasks(activity_tasks)
        add_tasks(rhythm_tasks)
        add_tasks(officer_tasks)
        add_tasks(musrenbang_tasks)
        add_tasks(psks_tasks)
        add_tasks(plan_tasks)
        add_tasks(site_tasks)
        add_panel("unit", pilot_panel)
        add_panel("unit", contacts_panel)
        add_panel("meeting", notice_panel)
        add_panel("unit", direction_panel)
        add_panel("meeting", guidance_panel)
        add_panel("meeting", awareness_panel)
        add_record_section(guidance_sections)
        add_menu(
            MenuEntry("Beranda", "house-door", "home", order=0),
            MenuEntry(
                "Jalan pendirian", "flag", "institutions:road", "institutions.view_road",
                order=10, short="Jalan", note=road_note, under="institutions:unit-list",
            ),
            MenuEntry(  # offices above that have a turn on the road of a proposal
                "Usulan lokasi", "geo-alt", "institutions:site-list", "institutions.change_pilotsite",
                order=14, short="Usulan", levels=("subdistrict", "regency", "province", "nation"),
                note=lambda by: "Lokasi uji coba yang diusulkan",
            ),
            MenuEntry(
                "Usulan lokasi", "geo-alt", "institutions:site-list", "institutions.view_pilotsite",
                order=15, short="Usulan", under="institutions:road",
            ),
            MenuEntry(
                "Lembaga", "building", "institutions:institution-list", "institutions.view_institution",
                order=20, note=institutions_note, under="institutions:unit-list",
            ),
            MenuEntry(
                "Rapat & Surat", "calendar-event", "institutions:meeting-list", "institutions.view_meeting",
                order=30, short="Rapat", note=meetings_note,
            ),
            MenuEntry(
                "FCU", "people", "institutions:unit-list", "institutions.view_familycareunit",
                order=40, note=units_note,
            ),
            MenuEntry(
                "Orang", "person-circle", "institutions:person-list", "institutions.view_person",
                order=50, note=people_note, under="institutions:unit-list",
            ),
            MenuEntry(
                "Identifikasi", "search", "institutions:identification", "institutions.add_sourcecheck",
                order=21, under="institutions:institution-list", is_tab=True,
            ),
            MenuEntry(
                "Persiapan sosial", "list-check", "institutions:preparation", "institutions.view_socialpreparation",
                order=22, under="institutions:institution-list", is_tab=True,
            ),
            MenuEntry(
                "Pemetaan", "map", "institutions:mapping", "institutions.view_handledproblem",
                order=23, under="institutions:institution-list", is_tab=True,
            ),
            MenuEntry(
                "Peta sosial", "geo-alt", "institutions:social-map", "institutions.view_handledproblem",
                order=24, under="institutions:institution-list", is_tab=True,
            ),
            MenuEntry(
                "Tim PSKS", "people", "institutions:team-list", "institutions.view_psksteam",
                order=25, under="institutions:institution-list", is_tab=True,
            ),
            MenuEntry(
                "Pemangku kepentingan", "person-badge", "institutions:stakeholder-list",
                "institutions.view_stakeholder", order=26, under="institutions:institution-list", is_tab=True,
            ),
            MenuEntry(
                "TKSK & LK3", "person-badge", "institutions:appointment-list", "institutions.view_appointment",
                order=55, under="institutions:unit-list", is_tab=True,
            ),
            MenuEntry(
                "Tahapan", "list-check", "institutions:stages", "institutions.view_stagerecord",
                order=12, under="institutions:road", is_tab=True,
            ),
            MenuEntry(
                "Kalender", "calendar3", "institutions:calendar", "institutions.view_meeting",
                order=31, under="institutions:meeting-list", is_tab=True,
            ),
            MenuEntry(
                "Tindak lanjut", "clipboard-check", "institutions:decision-list", "institutions.view_decision",
                order=32, under="institutions:meeting-list", is_tab=True,
            ),
            MenuEntry(
                "Surat", "file-earmark-text", "institutions:document-list", "institutions.view_issueddocument",
                order=33, under="institutions:meeting-list", is_tab=True,
            ),
            MenuEntry(
                "Surat masuk", "inbox", "institutions:incoming-list", "institutions.view_incomingletter",
                order=34, under="institutions:meeting-list", is_tab=True,
            ),
            MenuEntry(
                "Pembekalan", "award", "institutions:briefing", "institutions.view_guidancesession",
                order=54, under="institutions:activity-list", is_tab=True,
            ),
            MenuEntry(
                "Kegiatan", "clipboard-check", "institutions:activity-list", "institutions.view_activity",
                order=52, note=lambda by: "Tugas dan yang sudah dilakukan", under="institutions:unit-list",
            ),
            MenuEntry(
                "Rencana kerja", "calendar3", "institutions:plan-list", "institutions.view_annualplan",
                order=53, under="institutions:activity-list", is_tab=True,
            ),
            MenuEntry(
                "Daftar tugas", "list-check", "institutions:duty-list", "institutions.view_activity",
                order=53, under="institutions:activity-list", is_tab=True,
            ),
            MenuEntry(
                "Pustaka", "journal-text", "institutions:library-list", "institutions.view_librarydocument",
                order=54, under="institutions:activity-list", is_tab=True,
            ),
            MenuEntry(
                "Pembelajaran", "arrow-repeat", "institutions:lesson-list", "institutions.view_lesson",
                order=56, under="institutions:activity-list", is_tab=True,
            ),
        )  # fmt: skip
