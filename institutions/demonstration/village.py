"""A village's road of founding, as far as its story goes."""

from functools import partial

from fcu_project import workflow
from fcu_project.telephone import phone_digits
from institutions.actions import document as paper
from institutions.actions import institution as register
from institutions.actions import unit as act
from institutions.demonstration import letter
from institutions.demonstration.event import play
from institutions.meetings import Kind
from institutions.models import Candidacy, FamilyCareUnit, Institution, InstitutionType, Membership

PROFILE = (
    "leader", "address", "activities", "target_group", "legal_status", "decree_number", "founded_year",
    "members_male", "members_female",
)  # fmt: skip


def add_institution(row, *, by, on):
    """An institution of the register; one without a day is known by name only and not profiled yet."""
    types = InstitutionType.objects.in_bulk(field_name="code")
    body = Institution(
        region=by.region,
        name=row["name"],
        element=types[row["element"]],
        psks_type=types.get(row.get("psks_type")),
        identified_on=on,
        **{name: row[name] for name in PROFILE if name in row},
    )
    body.full_clean()
    return register.save_institution(body, by=by, on=on)


def found(place, part, cast, calendar):
    """Walk the road of one village: identification, meetings, formation, decree, inauguration. Returns its FCU."""
    by = cast.acting("operator", place)
    unit = _start(part["unit"], by, calendar)
    bodies = {row["key"]: add_institution(row, by=by, on=calendar.day(row)) for row in part["institutions"]}
    _note_absent(part["identification"], by, calendar)
    meet = partial(play, cast=cast, calendar=calendar, place=place, bodies=bodies)
    for row in part["meetings"]:
        if row["kind"] == Kind.FORMATION:
            joined = partial(_take_in_and_elect, unit, part, cast, place, bodies, by)
            record_on = calendar.ago(row["days_ago"] - row["record_days_after"])
            meet(row, after_holding=joined)
            workflow.perform(unit, "form", by=by, on=record_on)
            _decree(unit, part["decree"], by, calendar)
        elif row["kind"] == Kind.INAUGURATION:
            meeting = meet(row)
            unit.refresh_from_db()
            workflow.perform(unit, "inaugurate", by=by, on=meeting.held_on)
        else:
            meet(row)
    return unit


def _start(row, by, calendar):
    unit = FamilyCareUnit(
        name=row["name"],
        address=row.get("address", ""),
        seated_in_village="address" in row,
        phone=phone_digits(row.get("phone", "")),
    )
    act.start_unit(unit, by=by, on=calendar.day(row))
    unit.full_clean()
    return unit


def _note_absent(row, by, calendar):
    """Kinds of bodies that were looked for in vain."""
    for element in InstitutionType.objects.filter(code__in=row["absent"]):
        register.mark_absent(element, by=by, on=calendar.day(row))


def _take_in_and_elect(unit, part, cast, place, bodies, by, meeting):
    """The members join on the day of the formation and elect the officers from among themselves."""
    on, members = meeting.held_on, {}
    chosen = [{"person": key, "kind": "psks"} for key in part["membership"]["psks"]]
    chosen += [{"kind": "individual", **row} for row in part["membership"]["individuals"]]
    for row in chosen:
        person = cast.person(row["person"], place)
        is_psks = row["kind"] == Membership.Kind.PSKS
        members[row["person"]] = act.save_membership(
            Membership(
                unit=unit,
                person=person,
                kind=row["kind"],
                institution=bodies[cast.row(row["person"], place)["body"]] if is_psks else None,
                position=person.position.split()[0] if is_psks else "",  # "Ketua": the body stands beside it
                category=row.get("category", ""),
                competence=row.get("competence", ""),
                committed=True,
                joined_on=on,
            ),
            by=by,
            on=on,
        )
    for row in part["election"]["candidates"]:
        candidacy = Candidacy(
            unit=unit,
            meeting=meeting,
            membership=members[row["person"]],
            post=row["post"],
            willing=True,
            able=True,
            social_spirit=True,
            non_partisan=True,
            votes=row.get("votes"),
            elected=row.get("elected", False),
        )
        act.save_candidacy(candidacy, by=by, on=on)


def _decree(unit, row, by, calendar):
    """Prepare the decree; where the story gives it a day, record the signed paper as the operator of a village does."""
    ready_on, dated_on = calendar.ago(row["ready_days_ago"]), calendar.day(row)
    document = paper.open_decree(unit, by=by, on=ready_on).document
    workflow.perform(document, "prepare", by=by, on=ready_on)
    if dated_on:
        number = letter.decree_number(dated_on)
        scan = (letter.signed_page if row.get("briefly") else letter.signed_scan)(document, number, dated_on)
        paper.issue_document(document, number=number, dated_on=dated_on, scan=scan, by=by)
