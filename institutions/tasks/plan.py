"""Home tasks of the annual plan: who has none yet, which one waits for what (PLN-01, MEM-07)."""

from datetime import date

from django.urls import reverse

from fcu_project.registry import Task
from institutions.models import AnnualPlan, FamilyCareUnit, PsksTeam
from institutions.plans import FCU_WRITERS, years_due

TEAM_ROLES = ("psks_team",)  # the village office has other work first: it writes when the team asks


def plan_tasks(by, today):
    if by.level != "village" or by.role not in (*FCU_WRITERS, *TEAM_ROLES):
        return
    body = _body(by)
    if body is None:
        return
    key = "unit" if by.role in FCU_WRITERS else "team"
    plans = {plan.year: plan for plan in AnnualPlan.objects.filter(**{key: body}, year__gte=today.year)}
    for year in years_due(today):
        if year not in plans and by.role != "coordinator":
            yield _write(body, year, today)
    for year, plan in sorted(plans.items()):
        if plan.is_draft:
            yield from _agree(plan, year, by)


def _body(by):
    """The active FCU, or the recognised PSKS team, of the village."""
    if by.role in FCU_WRITERS:
        unit = FamilyCareUnit.of(by.region)
        return unit if unit and unit.stage == FamilyCareUnit.Stage.ACTIVE else None
    team = PsksTeam.of(by.region)
    return team if team and team.stage == PsksTeam.Stage.RECOGNISED else None


def _write(body, year, today):
    late = year == today.year
    why = f"{body} belum punya rencana kerja tahun {year}."
    return Task(
        f"Susun rencana kerja {year}", why, reverse("institutions:plan-start"), "Susun",
        None if late else date(today.year, 12, 31), "" if late else "later", 34 if late else 42,
    )  # fmt: skip


def _agree(plan, year, by):
    page = plan.get_absolute_url()
    if by.role == "coordinator" and plan.put_forward_by:
        yield Task(
            f"Setujui rencana kerja {year}", "Sekretaris sudah memintakan persetujuan Anda.", page, "Periksa",
            urgency=26,
        )
    elif by.role == "secretary" and not plan.put_forward_by:
        yield Task(
            f"Mintakan persetujuan rencana kerja {year}",
            "Masih draf. Lengkapi kegiatannya, hubungkan musyawarahnya, lalu mintakan persetujuan koordinator.",
            page, "Buka rencana", urgency=36,
        )  # fmt: skip
    elif by.role in TEAM_ROLES:
        yield Task(
            f"Mintakan persetujuan rencana kerja {year}",
            "Masih draf. Lengkapi kegiatannya, lalu catat rencana yang ditandatangani Ketua.", page, "Buka rencana",
            urgency=36,
        )
