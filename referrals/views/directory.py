"""Beside the list of the directory: one service, its check, the map, the sheet for the wall, problems without help."""

from collections import Counter

from django.db.models import Count

from families.models import Family, ProblemType
from families.views.member import Gated
from fcu_project import audit
from fcu_project.views import WriteMixin
from institutions.books import book_of
from institutions.documents.letterhead import letterhead
from institutions.documents.register import own_unit_of
from institutions.documents.signing import head_of
from institutions.map_drawing import drawing_of
from institutions.models import RegionPlace
from institutions.social_map import SHAPES, Body, SocialMap
from institutions.views.sheet import SheetView
from institutions.views.social_map import DRAWN, screen_data
from referrals import places
from referrals.actions import service as actions
from referrals.documents.directory import WALL_TEMPLATE, wall_facts
from referrals.forms.service import ServiceCheckForm, problems_to_choose
from referrals.models import Referral, Sector, Service
from referrals.models.service import stale_before
from referrals.views.reach import Prepared
from referrals.views.service import OnService, ServicePage, kept_service

MOST_ON_MAP = 300
FEW = 5  # counts of a problem under this are not told above the village


class ServiceView(ServicePage):
    """One service with everything that is known of it."""

    template_name = "referrals/service.html"

    def get_context_data(self, **kwargs):
        by, service = self.request.assignment, self.service
        keeps = by.has_perm("referrals.change_service") and actions.may_keep(service, by) and not service.closed_on
        led = Referral.objects.visible_to(by).filter(service=service).exclude(stage=Referral.Stage.DRAFT)
        return super().get_context_data(
            service=service,
            opens_body=by.has_perm("institutions.view_institution") and service.region.code.startswith(by.territory),
            kind=places.KINDS[places.kind_of(service.institution)],
            problems=[row.name for row in service.problems.all()],
            is_stale=service.is_stale(stale_before(by.region, by.today)),
            keeps=keeps,
            referred=led.count() if by.has_perm("referrals.view_referral") else None,
            **kwargs,
        )


class ServiceCheckView(OnService, Gated, WriteMixin, Prepared):
    """Still offered as it is written: one short form, so that the directory can be trusted (SRC-05)."""

    form_class = ServiceCheckForm
    submit_label = "Masih ada, simpan"
    success_message = "Pemeriksaan tercatat."

    def prepare(self):
        self.object = kept_service(self.request, self.kwargs["uid"])

    def get_initial(self):
        by = self.request.assignment
        return {"checked_on": by.today, "checked_by": by.person.name, "surveyed": self.object.surveyed or "interview"}

    def get_context_data(self, **kwargs):
        intro = "Pastikan pelayanan, syarat, jam, dan biayanya masih sama. Bila berubah, pilih Ubah di halamannya."
        return super().get_context_data(title="Periksa ulang", meta=str(self.object), intro=intro, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.recheck_service(self.object, by=by, on=by.today, **form.cleaned_data)

    def get_success_url(self):
        return self.object.get_absolute_url()


class OwnRegion:
    """A sheet about the place of the reader's own office."""

    def find_region(self, request):
        return request.assignment.region


class OwnOffice(OwnRegion):
    """The same as a paper of that office: its letterhead, and who heads it signs."""

    def paper_facts(self, paper):
        by = self.request.assignment
        book = book_of(by.role)
        return super().paper_facts(paper) | {
            "letterhead": letterhead(self.region, own_unit_of(by, book), book=book),
            "signature": head_of(book, self.region, by.today),
        }


def offered_to(by):
    """Services of the directory that this reader finds, the nearest first."""
    rows = Service.objects.visible_to(by).offered().select_related("institution__element", "region")
    return rows.order_by("-region__code", "institution__search_name", "name", "id")


class WallView(OwnRegion, SheetView):
    """The directory as a sheet for the wall: by field, readable from two steps away."""

    template_name = "referrals/wall.html"
    name, paper_template = "Direktori untuk dinding", WALL_TEMPLATE

    def _chosen(self):
        rows, sector = offered_to(self.request.assignment), self.request.GET.get("bidang", "")
        return rows.filter(sector=sector) if sector in Sector.values else rows

    def paper_facts(self, paper):
        return wall_facts(self.region, self._chosen(), paper, self.request.assignment.today)

    def get_context_data(self, **kwargs):
        sector = self.request.GET.get("bidang", "")
        chips = [
            {"label": label, "url": f"?bidang={value}" if value else "?", "current": value == sector}
            for value, label in (("", "Semua bidang"), *Sector.choices)
        ]
        facts = self.paper_facts("A4")
        ask = f"&bidang={sector}" if sector in Sector.values else ""
        return super().get_context_data(facts=facts, chips=chips, ask=ask, papers=("A4", "F4"), **kwargs)


class ServiceMapView(OwnRegion, SheetView):
    """Where the services are: bodies with a point, by field and level; those without one stand in the list (SRC-01)."""

    template_name = "referrals/service_map.html"
    name, prints = "Peta pelayanan", False

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        rows = offered_to(by)
        sector, level = asked.get("bidang", ""), asked.get("tingkat", "")
        if sector in Sector.values:
            rows = rows.filter(sector=sector)
        if level in places.LEVELS:
            rows = rows.filter(places.at_level(level))
        bodies = self._bodies(rows)
        shown = SocialMap(self.region, RegionPlace.of(self.region), bodies, [])
        return super().get_context_data(
            map=shown, data=screen_data(shown, by), drawing=drawing_of(shown, *DRAWN),
            shapes=[(shape, label) for shape, label in SHAPES if any(body.shape == shape for body in shown.placed)],
            sector_chips=self._chips("bidang", sector, (("", "Semua bidang"), *Sector.choices), tingkat=level),
            level_chips=self._chips("tingkat", level, (("", "Semua tingkat"), *places.LEVELS.items()), bidang=sector),
            most=MOST_ON_MAP, **kwargs,
        )  # fmt: skip

    @staticmethod
    def _bodies(rows):
        """Each body once, with the names of its services in place of its own words."""
        found = {}
        for row in rows[: MOST_ON_MAP * 2]:
            found.setdefault(row.institution, []).append(row)
        bodies = []
        for number, (body, services) in enumerate(list(found.items())[:MOST_ON_MAP], 1):
            body.activities = ", ".join(row.name for row in services)
            body.services_here, body.place = services, services[0].region
            bodies.append(Body(number, body))
        return bodies

    @staticmethod
    def _chips(name, current, choices, **kept):
        others = "".join(f"&{key}={value}" for key, value in kept.items() if value)
        return [
            {"label": label, "url": f"?{name}={value}{others}", "current": value == current} for value, label in choices
        ]


def sees_families(by):
    """Whether this reader is told how many families have a problem."""
    return by.has_perm("families.view_family")


class GapsView(OwnRegion, SheetView):
    """Which problems nobody helps with yet: kinds of problems, the families that have them, the services by level."""

    template_name = "referrals/gaps.html"
    name = "Masalah dan pelayanan"
    columns = (
        ("Masalah", lambda row: row["problem"].name),
        ("Dimensi", lambda row: row["problem"].get_dimension_display()),
        ("Keluarga", lambda row: row["families"]),
        *((label, lambda row, level=level: row["levels"][level]) for level, label in places.LEVELS.items()),
        ("Keterangan", lambda row: "" if row["total"] else "Belum ada pelayanan yang cocok"),
    )

    def rows(self):
        """[{problem, families (words), levels {level: services}, total}], those without any service first."""
        by = self.request.assignment
        counted, families = self._services(by), self._families(by)
        rows = []
        for problem in problems_to_choose():
            levels = {level: counted[problem.pk, level] for level in places.LEVELS}
            known = families.get(problem.pk, 0) if families is not None and not problem.is_sensitive else None
            rows.append({
                "problem": problem, "levels": levels, "total": sum(levels.values()), "count": known or 0,
                "families": "" if known is None else self._words(known, by),
                "words": ", ".join(
                    f"{number} di {places.LEVELS[level].lower()}" for level, number in levels.items() if number
                ),
            })  # fmt: skip
        return sorted(rows, key=lambda row: (row["total"] > 0, -row["count"]))

    @staticmethod
    def _words(number, by):
        return f"<{FEW}" if by.level != "village" and 0 < number < FEW else str(number)

    @staticmethod
    def _services(by):
        shown = Service.objects.visible_to(by).offered().order_by()
        rows = shown.filter(problems__isnull=False).values_list("problems", "region__level").annotate(n=Count("pk"))
        counted = Counter()
        for problem, level, number in rows:
            counted[problem, level if level in places.LEVELS else "above"] += number
        return counted

    @staticmethod
    def _families(by):
        """{problem: living families}, None for who does not see families."""
        if not sees_families(by):
            return None
        seen = Family.objects.visible_to(by).living().order_by()
        rows = ProblemType.objects.filter(families__in=seen).order_by()
        return dict(rows.values_list("pk").annotate(n=Count("families")))

    def get_context_data(self, **kwargs):
        rows = self.rows()
        audit.record("directory:gaps", by=self.request.assignment)
        return super().get_context_data(
            lines=rows, missing=sum(not row["total"] for row in rows),
            sees_families=sees_families(self.request.assignment),
            download_url="?unduh=xlsx", print_url="?cetak=pdf", print_label="Cetak daftar", **kwargs,
        )  # fmt: skip

