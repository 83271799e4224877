"""How many families stand in which role on a day, and how many rose, fell back or left between two days.

What pages of other floors show without naming a family. Everything is read from dates, never from today's stage, so
any past quarter is counted again as it was. Both days of a stretch count.
"""

from django.db.models import Count, OuterRef, Q, Subquery

from families.change_figures import change_in
from families.models import (
    AccompanyingVisit,
    Coaching,
    CoachingAttendance,
    Consultation,
    MentoringNote,
    Participation,
    ProgressReport,
    Recipient,
    Role,
)
from institutions.models import PilotSite


def _lives(region, role, day):
    """Designated on or before `day`, and not over by then."""
    lives = Participation.objects.within(region).filter(role=role, designated_on__lte=day)
    return lives.filter(Q(ended_on=None) | Q(ended_on__gt=day)).count()


def pioneers(region, day):
    return _lives(region, Role.PIONEER, day)


def plasma(region, day):
    return _lives(region, Role.PLASMA, day)


def listed_recipients(region, day):
    """Families on the list of candidate recipients of the village's latest proposal; those dropped are left out."""
    site = PilotSite.objects.within(region).order_by("-id").values("pk")[:1]
    rows = Recipient.objects.within(region).filter(site__in=site, collected_on__lte=day)
    return rows.exclude(state=Recipient.State.DROPPED).count()


def _designated(region, role, first, last):
    return Participation.objects.within(region).filter(role=role, designated_on__gte=first, designated_on__lte=last)


def _who_were(rows, role):
    """Those of `rows` whose family was designated in this role the last time before."""
    earlier = Participation.objects.filter(family=OuterRef("family"), designated_on__lt=OuterRef("designated_on"))
    return rows.annotate(was=Subquery(earlier.order_by("-designated_on", "-id").values("role")[:1])).filter(was=role)


def promotions(region, first, last):
    """Pioneers designated in the stretch whose family was plasma before (III.A.7.2(2), V)."""
    return _who_were(_designated(region, Role.PIONEER, first, last), Role.PLASMA)


def relapses(region, first, last):
    """Plasma families designated in the stretch that were pioneers before: accompanied once more."""
    return _who_were(_designated(region, Role.PLASMA, first, last), Role.PIONEER)


def ever_promoted(region, day):
    """Families that had become pioneers out of plasma by that day, whether they still are or not."""
    rows = Participation.objects.within(region).filter(role=Role.PIONEER, designated_on__lte=day)
    return _who_were(rows, Role.PLASMA).order_by().values("family").distinct().count()


def withdrawals(region, first, last):
    """Pioneers and plasma families that withdrew in the stretch. How a life ended is written once and stays."""
    rows = Participation.objects.within(region).filter(stage=Participation.Stage.WITHDRAWN)
    return rows.filter(designated_on__isnull=False, ended_on__gte=first, ended_on__lte=last)


def improved(region, day):
    """Plasma families with two rounds by that day, and those that fare better: (Split, Split), women and men apart."""
    change = change_in(region, day)
    return change.families, change.improved


# --- mentoring in a period (chapter III of the FCU's report) --------------------------------------------------------
MENTORING_WORDS = {
    "visits": "Kunjungan pendamping",
    "calls": "Telepon pendamping",
    "gatherings": "Pertemuan pendamping",
    "families_contacted": "Keluarga dampingan yang dihubungi",
    "reports": "Laporan kemajuan masuk",
    "families_changed": "Keluarga dengan perubahan yang dilaporkan",
    "requests": "Permintaan kepada FCU",
    "requests_answered": "Permintaan yang dijawab",
    "pioneer_coachings": "Pembinaan keluarga pionir",
    "plasma_coachings": "Pembinaan keluarga dampingan oleh pionir",
    "families_coached": "Keluarga yang hadir dalam pembinaan",
    "consultations": "Konsultasi keluarga dampingan",
    "families_consulting": "Keluarga yang berkonsultasi",
    "fcu_visits": "Kunjungan FCU kepada keluarga pionir",
    "tksk_visits": "Kunjungan TKSK",
}


def mentoring(region, since, until):
    """{what: how often} of mentoring in the territory of `region` from `since` to `until`, by the days themselves."""
    days = {"held_on__range": (since, until)}
    notes = MentoringNote.objects.within(region).filter(**days)
    kinds = {row["kind"]: row["n"] for row in notes.order_by().values("kind").annotate(n=Count("id"))}
    reports = ProgressReport.objects.within(region).filter(reported_on__range=(since, until))
    asked = reports.exclude(request="")
    changed = Q(change_view=True) | Q(change_needs=True) | Q(change_taking_part=True) | Q(change_access=True)
    coachings = Coaching.objects.within(region).filter(**days).held()
    came = CoachingAttendance.objects.within(region).filter(coaching__in=coachings, present=True)
    consultations = Consultation.objects.within(region).filter(**days)
    visits = AccompanyingVisit.objects.within(region).filter(**days)
    return {
        "visits": kinds.get("visit", 0),
        "calls": kinds.get("phone", 0),
        "gatherings": kinds.get("meeting", 0),
        "families_contacted": _families(notes),
        "reports": reports.count(),
        "families_changed": _families(reports.filter(changed)),
        "requests": asked.count(),
        "requests_answered": asked.filter(answered_on__lte=until).count(),
        "pioneer_coachings": coachings.filter(group="pioneers").count(),
        "plasma_coachings": coachings.filter(group="plasma").count(),
        "families_coached": came.order_by().values("participation__family").distinct().count(),
        "consultations": consultations.count(),
        "families_consulting": _families(consultations),
        "fcu_visits": visits.filter(by_whom="fcu").count(),
        "tksk_visits": visits.filter(by_whom="tksk").count(),
    }


def _families(rows):
    return rows.order_by().values("family").distinct().count()
