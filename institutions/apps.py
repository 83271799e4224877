"""Where and who, how an FCU is born."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = "Lembaga dan pendirian FCU"

    def ready(self):
        from fcu_project.registry import MenuEntry, add_menu, add_tasks
        from institutions import workflow  # noqa: F401  registers the tables of transitions
        from institutions.tasks import founding_tasks
        from institutions.tiles import institutions_note, meetings_note, people_note, road_note, units_note

        add_tasks(founding_tasks)
        add_menu(
            MenuEntry("Beranda", "house-door", "home", order=0),
            MenuEntry(
                "Jalan pendirian", "flag", "institutions:road", "institutions.view_road",
                order=10, short="Jalan", note=road_note, under="institutions:unit-list",
            ),
            MenuEntry(
                "Lembaga", "building", "institutions:institution-list", "institutions.view_institution",
                order=20, note=institutions_note, under="institutions:unit-list",
            ),
            MenuEntry(
                "Rapat & Surat", "calendar-event", "institutions:meeting-list", "institutions.view_meeting",
                order=30, short="Rapat", also=("/surat/",), note=meetings_note,
            ),
            MenuEntry(
                "FCU", "people", "institutions:unit-list", "institutions.view_familycareunit",
                order=40, note=units_note,
            ),
            MenuEntry(
                "Orang", "person-circle", "institutions:person-list", "institutions.view_person",
                order=50, note=people_note, under="institutions:unit-list",
            ),
        )  # fmt: skip
