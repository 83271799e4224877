"""What this floor adds to pages of lower ones: of a family, an accompanied family, an activity, a row of the plan."""

from django.db.models import Exists, OuterRef, Subquery
from django.template.loader import render_to_string
from django.urls import reverse

from families.models import Need
from referrals.case_page import MARKS as CASE_MARKS
from referrals.kinds import WORK_OF, kinds_for
from referrals.models import Case, Counselling, Outcome, Referral, Service, ServiceRecord
from referrals.reading import MARKS

MOST_ROWS = 10
LATEST = 3  # consultations on the family's page
OFFICES = {"tksk": "TKSK", "lk3": "LK3"}  # whose book of consultations it is; everybody else's is the FCU's


def family_panel(request, family):
    """The referrals of a family, and its open needs that lead nowhere yet, with the way to refer them; else ""."""
    by = request.assignment
    if not by.has_perm("referrals.view_referral"):
        return ""
    rows = list(Referral.objects.visible_to(by).filter(family=family).with_facts()[:MOST_ROWS])
    for row in rows:
        row.mark = MARKS[row.stage]
    needs = _unreferred(family, by)
    if not rows and not needs:
        return ""
    return render_to_string("referrals/parts/panel.html", {"rows": rows, "needs": needs}, request)


def pairing_panel(request, pairing):
    """The same on the card of the accompanied family: a pioneer reads there how each stands and ended."""
    return family_panel(request, pairing.plasma.family)


def case_panel(request, family):
    """The cases of a family, with the ways to open one and to write down a consultation; else ""."""
    by = request.assignment
    if not by.has_perm("referrals.view_case"):
        return ""
    rows = list(Case.objects.visible_to(by).filter(family=family)[:MOST_ROWS])
    for row in rows:
        row.mark = CASE_MARKS[row.stage]
    may_add = family.archived_on is None and by.has_perm("referrals.add_case")
    counsellings = _counsellings(family, by)
    if not rows and not may_add and not counsellings:
        return ""
    asked = f"?keluarga={family.uid}"
    links = {name: reverse(f"referrals:{name}-create") + asked for name in ("case", "counselling")} if may_add else {}
    facts = {"rows": rows, "counsellings": counsellings, "links": links, "own_office": OFFICES.get(by.role, "FCU")}
    return render_to_string("referrals/parts/case_panel.html", facts, request)


def _counsellings(family, by):
    """The latest of the own book; a confidential one names no family."""
    if not by.has_perm("referrals.view_counselling"):
        return []
    return list(Counselling.objects.visible_to(by).standing().filter(family=family)[:LATEST])


TELLS_OF_SERVICE = "member-fcu-iiia53-5"


def activity_panel(request, activity):
    """A member told which service their body offers (III.A.5.3(5)): the way to add it to the directory; else ""."""
    by = request.assignment
    member = activity.membership
    told = activity.duty.code == TELLS_OF_SERVICE and member is not None and member.institution_id
    if not told or activity.withdrawn_on or not by.has_perm("referrals.add_service"):
        return ""
    url = f"{reverse('referrals:service-create')}?kegiatan={activity.uid}"
    return render_to_string("referrals/parts/told_service.html", {"url": url, "body": member.institution})


def _unreferred(family, by):
    """Open needs without a referral under way, for who may start one."""
    may = by.has_perm("referrals.add_referral") and family.region.code.startswith(by.territory)
    if not may or family.archived_on:
        return []
    live = Referral.objects.live().filter(need=OuterRef("pk"))
    open_needs = Need.objects.visible_to(by).filter(family=family, closed_on=None)
    last = Referral.objects.filter(need=OuterRef("pk"), closed_on__isnull=False).order_by("-id").values("outcome")[:1]
    needs = list(open_needs.exclude(Exists(live)).select_related("problem").annotate(ended=Subquery(last)))
    for need in needs:
        need.told = "terpenuhi sebagian, bisa dirujuk lagi" if need.ended == Outcome.PARTLY else "belum dirujuk"
    return needs


def _services(region):
    services = Service.objects.filter(region=region, closed_on=None).select_related("institution")
    return services.order_by("name", "id")


def social_map_panel(request, region):
    """What is offered in the village, for the social map: the service and the body, nobody's name."""
    facts = {"services": list(_services(region))}
    return render_to_string("referrals/parts/social_map_panel.html", facts, request) if facts["services"] else ""


def services_table(region):
    """The same on the social map's paper for the wall."""
    rows = [[service.name, service.institution.name] for service in _services(region)]
    return {"title": "Pelayanan yang tersedia", "headers": ["Pelayanan", "Lembaga"], "rows": rows}


def plan_row_panel(request, item):
    """The records of help of a row of the FCU's plan, with the way to write one down; else "" (PLN-06, SVC-12)."""
    by, plan = request.assignment, item.plan
    if plan.is_draft or plan.unit_id is None or not by.has_perm("referrals.view_servicerecord"):
        return ""
    rows = list(ServiceRecord.objects.visible_to(by).standing().filter(plan_item=item))
    fits = item.kind in [WORK_OF[kind] for kind in kinds_for(by)]
    adds = fits and plan.region_id == by.region_id and by.has_perm("referrals.add_servicerecord")
    if not rows and not adds:
        return ""
    url = f"{reverse('referrals:record-create')}?rencana={item.uid}" if adds else ""
    return render_to_string("referrals/parts/plan_row_panel.html", {"rows": rows, "add_url": url}, request)
