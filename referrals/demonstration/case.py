"""Consultations, cases, an emergency and a secret case of the demonstration, by the same actions as the screens."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from families.models import Family, ProblemType
from fcu_project import dates, workflow
from institutions.models import Institution
from referrals.actions import case as cases
from referrals.actions import counselling as consultations
from referrals.actions import emergency as emergencies
from referrals.actions import secret as secrets
from referrals.models import Case, CaseStep, Counselling, Emergency, SecretCase


def keep_cases(story, cast, calendar):
    """Tell everything of `cases.toml`."""
    for row in story["consultations"]:
        _consult(row, cast, calendar)
    for row in story["cases"]:
        _handle(row, cast, calendar)
    for row in story["emergencies"]:
        _call(row, cast, calendar)
    _report(story["secret"], cast, calendar)


def _family(row, by):
    if "family" not in row:
        return None
    return Family.objects.select_related("region").get(region=by.region, head_name=row["family"])


def _consult(row, cast, calendar):
    by = cast.acting(row["by"], row.get("place", ""))
    facts = {name: row[name] for name in ("way", "client_sex", "client_age", "topic") if name in row}
    consultation = Counselling(
        held_on=calendar.day(row), family=_family(row, by), client=row.get("client", ""), advice=row["advice"],
        follow_up=row.get("follow_up", ""), is_returning=row.get("returning", False), counsellor=by.person,
        is_confidential=row.get("confidential", False), **facts,
    )  # fmt: skip
    consultations.save_counselling(consultation, by=by, on=calendar.today)


def _handle(row, cast, calendar):
    by = cast.acting(row["by"], row["place"])
    facts = {name: row[name] for name in ("kind", "title", "story", "right_claimed", "target_body") if name in row}
    case = Case(
        family=_family(row, by), problem=ProblemType.objects.get(code=row["problem"]), owner=by.person,
        opened_on=calendar.day(row), **facts,
    )  # fmt: skip
    cases.open_case(case, by=by, on=calendar.today)
    for told in row["steps"]:
        bodies = Institution.objects.filter(region=by.region, name__in=told.get("bodies", ()))
        step = CaseStep(
            case=case, kind=told["kind"], done_on=calendar.day(told), text=told["text"], result=told["result"]
        )
        cases.save_step(step, bodies=list(bodies), by=by, on=calendar.today)
    if "outcome" in row:
        ending = {name: row[name] for name in ("outcome", "result", "follow_up")}
        fresh = Case.objects.get(pk=case.pk)
        cases.close_case(fresh, by=by, on=calendar.ago(row["closed_days_ago"]), **ending)


def _call(row, cast, calendar):
    by = cast.acting(row["by"], row["place"])
    zone = dates.zone_of(by.region.zone)
    called_at = timezone.make_aware(datetime.combine(calendar.day(row), time(row["hour"])), zone)
    facts = {name: row[name] for name in (
        "client", "client_sex", "happened", "place_kind", "place_name", "spoken_to", "phone", "result")}  # fmt: skip
    call = Emergency(region=by.region, called_at=called_at, **facts)
    emergencies.save_emergency(call, by=by, on=calendar.today)
    told_at = called_at + timedelta(minutes=50)
    emergencies.tell_lk3(call, told_at=told_at, whom=row["lk3"], by=by, on=calendar.today)
    emergencies.go_without_paper(call, reason=row["no_paper"], by=by, on=calendar.today)


def _report(row, cast, calendar):
    by = cast.acting(row["by"], row["place"])
    case = SecretCase(region=by.region, kind=row["kind"], client_sex=row["client_sex"], is_child=False)
    secrets.report_case(case, words=row["words"], by=by, on=calendar.today)
    workflow.perform(SecretCase.objects.get(pk=case.pk), "take", by=cast.acting(row["taken_by"]), on=calendar.today)
