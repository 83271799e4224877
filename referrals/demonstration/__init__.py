"""The referrals of the demonstration: one on its way back, one that waits too long at LK3, one still proposed; and
what was done for families besides, from a consultation to a case that is kept secret."""

import tomllib
from pathlib import Path

from families.models import Need, ProblemType
from fcu_project import workflow
from institutions.actions.institution import save_institution
from institutions.models import Institution, InstitutionType, Region
from referrals.actions import referral as act
from referrals.actions.partnership import save_partnership
from referrals.actions.reply import record_reply
from referrals.demonstration.case import keep_cases
from referrals.demonstration.record import keep_record
from referrals.models import Partnership, ReferralReply, Service

AGREED = ("form", "basis", "subject", "partner_does", "unit_does")


def tell(cast, calendar):
    """Go on with the demonstration where the families' line ends."""
    story, further = _read("referrals.toml"), _read("further.toml")
    services = {row["key"]: _service(row, cast, calendar) for row in (*story["services"], *further["services"])}
    for row in (*story["referrals"], *further["referrals"]):
        _refer(row, services, cast, calendar)
    for row in (*_read("records.toml")["records"], *further["records"]):
        keep_record(row, cast, calendar)
    cases = _read("cases.toml")
    cases |= {name: [*further[name], *cases[name]] for name in ("consultations", "cases")}
    keep_cases(cases, cast, calendar)
    for row in further["partnerships"]:
        _agree(row, cast, calendar)


def _read(name):
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def _service(row, cast, calendar):
    """A service of the directory, and its institution where the register has none of that name."""
    by, on = cast.acting(row["by"]), calendar.day(row)
    region = Region.objects.get(code=row["region"])
    body = Institution.objects.filter(region=region, name=row["institution"]).first()
    if body is None:
        element = InstitutionType.objects.get(code=row["element"])
        body = Institution(region=region, name=row["institution"], element=element, address=row["address"])
        save_institution(body, by=by, on=on)
    service = Service.objects.create(
        institution=body, region=region, name=row["name"], sector=row["sector"], checked_on=on,
        conditions=row.get("conditions", ""), hours=row.get("hours", ""), cost=row.get("cost", ""),
    )  # fmt: skip
    service.problems.set(ProblemType.objects.filter(code__in=row["problems"]))
    return service


def _agree(row, cast, calendar):
    """A partnership with an institution above the village."""
    by, on = cast.acting(row["by"], row["place"]), calendar.day(row)
    body = Institution.objects.get(name=row["institution"], region__code=row["region"])
    partnership = Partnership(institution=body, valid_from=on, **{name: row[name] for name in AGREED})
    save_partnership(partnership, by=by, on=on)


def _refer(row, services, cast, calendar):
    by = cast.acting(row["by"], row["place"])
    need = Need.objects.get(family__region=by.region, title=row["need"])
    referral = act.start_referral(need, by=by, on=calendar.day(row))
    for name in ("level", "request", "summary", "tried", "attachments", "consented_by"):
        setattr(referral, name, row.get(name, getattr(referral, name)))
    referral.consented_on = calendar.day(row)
    referral.shares_name, referral.shares_contact = True, row.get("shares_contact", True)
    referral.service = services.get(row.get("service"))
    act.save_referral(referral, by=by, on=calendar.day(row))
    workflow.perform(referral, "send", by=by, on=calendar.day(row))
    if "accepted_days_ago" in row:
        workflow.perform(referral, "accept", by=cast.acting("lk3"), on=calendar.ago(row["accepted_days_ago"]))
    if "reply" in row:
        told = dict(row["reply"])
        on = calendar.ago(told.pop("days_ago"))
        way = told.pop("way")
        record_reply(ReferralReply(referral=referral, replied_on=on, **told), by=by, on=on, way=way)
    if "closed_days_ago" in row:
        on = calendar.ago(row["closed_days_ago"])
        act.close(referral, by=by, on=on, outcome=row["outcome"], note=row["outcome_note"])
