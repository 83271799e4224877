"""What families are helped with: services, referrals, cases."""

from django.apps import AppConfig
from django.db.models import Q


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = "Rujukan"

    def ready(self):
        from fcu_project.registry import (
            MenuEntry,
            add_chapter,
            add_days,
            add_follower,
            add_menu,
            add_panel,
            add_quiet_link,
            add_table,
            add_tasks,
            add_ties,
        )
        from institutions.documents import register_letter
        from institutions.documents.leaflet import PLACES, SERVICES
        from institutions.models.document import seal_letters
        from referrals import workflow  # noqa: F401  registers the tables of transitions
        from referrals.actions.referral import drop_drafts, propose_from_need
        from referrals.demonstration import tell
        from referrals.documents import REFERRAL_LETTER
        from referrals.leaflet import offered_here, places_above
        from referrals.panels import (
            activity_panel,
            case_panel,
            family_panel,
            pairing_panel,
            plan_row_panel,
            services_table,
            social_map_panel,
        )
        from referrals.plan import plan_days
        from referrals.secrecy import letters_kept_from
        from referrals.tasks import ALL_TASKS
        from referrals.ties import referral_ties
        from referrals.tiles import referrals_note, secret_note

        register_letter("referral", REFERRAL_LETTER)
        seal_letters(Q(secret_event__isnull=False), letters_kept_from)
        add_follower("need:save", propose_from_need)
        add_follower("need:close", drop_drafts)
        add_chapter(tell)
        add_days(plan_days)
        add_tasks(*ALL_TASKS)
        add_panel("family", family_panel)
        add_panel("family", case_panel)
        add_panel("social-map", social_map_panel)
        add_table("social-map", services_table)
        add_table(SERVICES, offered_here)
        add_table(PLACES, places_above)
        add_ties("Rujukan", referral_ties)
        add_panel("pairing", pairing_panel)
        add_panel("activity", activity_panel)
        add_panel("plan-item", plan_row_panel)
        add_quiet_link(
            MenuEntry("Lapor kasus rahasia", "shield-lock", "referrals:secret-report", "referrals.report_secretcase")
        )
        add_quiet_link(
            MenuEntry("Catat pelayanan", "people", "referrals:record-create", "referrals.add_servicerecord")
        )
        add_quiet_link(
            MenuEntry("Catat darurat", "telephone", "referrals:emergency-create", "referrals.add_emergency")
        )
        for levels, under in ((("regency",), ""), (("village", "subdistrict"), "referrals:referral-list")):
            add_menu(
                MenuEntry(
                    "Kasus rahasia", "shield-lock", "referrals:secret-register", "referrals.view_secretregister",
                    order=19, short="Rahasia", levels=levels, under=under, note=secret_note,
                )
            )  # fmt: skip
        for label, icon, levels in (
            ("Rujukan", "signpost-split", ("village", "subdistrict")),
            ("Rujukan masuk", "inbox", ("regency",)),
        ):
            add_menu(
                MenuEntry(
                    label, icon, "referrals:referral-list", "referrals.view_referral", order=18, short="Rujukan",
                    levels=levels, also=("/layanan/", "/kemitraan/"), note=referrals_note,
                )
            )  # fmt: skip
        add_menu(
            MenuEntry(
                "Darurat", "telephone", "referrals:emergency-list", "referrals.view_emergency", order=19,
                under="referrals:referral-list", is_tab=True, short="Darurat",
            )
        )  # fmt: skip
        for label, icon, route, permission in (
            ("Konsultasi", "journal-text", "counselling-list", "view_counselling"),
            ("Kasus", "archive", "case-list", "view_case"),
        ):
            add_menu(
                MenuEntry(
                    label, icon, f"referrals:{route}", f"referrals.{permission}", order=18,
                    under="referrals:referral-list", is_tab=True,
                )
            )  # fmt: skip
        add_menu(
            MenuEntry(
                "Pelayanan", "people", "referrals:record-list", "referrals.view_servicerecord", order=53,
                under="institutions:activity-list", is_tab=True,
                also=tuple(f"/kegiatan-pelayanan/{part}/" for part in ("rekap", "advokasi", "informasi", "jumlah")),
            ),
            MenuEntry(
                "Penjangkauan", "geo-alt", "referrals:record-outreach", "referrals.add_servicerecord", order=53,
                under="institutions:activity-list", is_tab=True, levels=("subdistrict", "regency"),
            ),
        )  # fmt: skip
