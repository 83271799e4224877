"""The sites of the trial and where each stands: chosen places and inaugurated FCUs, with their verdict (SME-12)."""

from django.db.models import Exists, OuterRef, Q, Subquery

from institutions.models import FamilyCareUnit, PilotSite, Region
from reporting.models import Aim, Verdict, Visit

TRIED = (PilotSite.Stage.CHOSEN, PilotSite.Stage.CONCLUDED)
NONE, DRAFT, CONCLUDED = "belum", "draf", "selesai"
STANDINGS = {NONE: "Belum disimpulkan", DRAFT: "Draf", CONCLUDED: "Disimpulkan"}


def villages(region):
    """Villages of the trial in a territory."""
    return villages_of_all().within(region.code)


def villages_of_all():
    """Every village of the trial: chosen as a place of it, or with an inaugurated FCU."""
    chosen = PilotSite.objects.filter(region=OuterRef("pk"), stage__in=TRIED)
    units = FamilyCareUnit.objects.filter(region=OuterRef("pk"), inaugurated_on__isnull=False)
    return Region.objects.filter(Exists(chosen) | Exists(units), level=Region.Level.VILLAGE)


def with_standing(rows):
    """Each with its FCU's name, its latest verdict: stage, uid, overall word and last quarter."""
    own = Verdict.objects.filter(region=OuterRef("pk")).order_by("-until_year", "-until_quarter")
    concluded = own.filter(stage=Verdict.Stage.CONCLUDED)
    unit = FamilyCareUnit.objects.filter(region=OuterRef("pk")).order_by("-id")
    site = PilotSite.objects.filter(region=OuterRef("pk"), stage__in=TRIED).order_by("-id")
    return rows.select_related("parent__parent__parent").annotate(
        unit_name=Subquery(unit.values("name")[:1]), pilot_year=Subquery(site.values("pilot_year")[:1]),
        verdict_uid=Subquery(own.values("uid")[:1]), verdict_stage=Subquery(own.values("stage")[:1]),
        overall=Subquery(concluded.values("overall")[:1]), evaluated=Exists(end_evaluations(OuterRef("pk"))),
    )  # fmt: skip


def standing(rows, wanted):
    """Only those that stand so: none, draft or concluded."""
    if wanted == NONE:
        return rows.filter(verdict_stage=None)
    return rows.filter(verdict_stage=Verdict.Stage.DRAFT if wanted == DRAFT else Verdict.Stage.CONCLUDED)


def end_evaluations(village):
    """Signed evaluations of the FCU at the end of the activity (III.C.1.3)."""
    return Visit.objects.filter(
        region=village, aim=Aim.EVALUATION, phase=Visit.Phase.END, stage=Visit.Stage.SIGNED
    )


def to_conclude(region):
    """Villages whose FCU was evaluated at the end and that have no verdict yet."""
    none = ~Exists(Verdict.objects.filter(region=OuterRef("pk")))
    return villages(region).filter(Exists(end_evaluations(OuterRef("pk"))), none)


def without_verdict(region):
    """Villages of the trial below that were not concluded."""
    concluded = Verdict.objects.filter(region=OuterRef("pk"), stage=Verdict.Stage.CONCLUDED)
    return villages(region).filter(~Exists(concluded))


def named(rows, wanted):
    """Those whose name, code or FCU matches what was typed."""
    code = wanted.replace(".", "")
    units = FamilyCareUnit.objects.filter(region=OuterRef("pk"), name__icontains=wanted)
    found = Q(name__icontains=wanted) | Exists(units)
    return rows.filter(found | Q(code__startswith=code) if code.isascii() and code.isdigit() else found)
