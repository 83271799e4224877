"""Every route, every role: sign-in first, wrong role 403, outside the reach 404, wrong method 405. No sampling."""

import re
from html import unescape

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fcu_project.access import POLICY, rule_for
from institutions.actions import document as document_actions
from institutions.admin import site
from institutions.roles import NATION, ROLES
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.families import fill_batch
from tests.families import fill_priority as priorities
from tests.families import make as families
from tests.institutions import (
    fill_duties,
    fill_facility,
    fill_letters,
    fill_library,
    fill_map,
    fill_plan,
    fill_psks,
    fill_sites,
    fill_stages,
    fill_unit,
)
from tests.referrals import fill_case, fill_counselling, fill_emergency, fill_partnership, fill_records, fill_secret
from tests.referrals import fill_referrals as referrals
from tests.reporting import parts as reports


def named_routes(resolver=None, namespace=""):
    """Every route name of the application, with its namespace."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_routes(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


pytestmark = pytest.mark.usefixtures("not_typeset")
ROUTES = sorted({name for name in named_routes() if not name.startswith("admin:")})


def test_every_route_is_in_the_policy_file():
    assert [name for name in named_routes() if rule_for(name) is None] == []


def test_policy_file_names_no_route_that_is_gone():
    assert sorted(set(POLICY) - set(ROUTES) - {"admin:*"}) == []


def test_every_admin_model_is_scoped():
    from fcu_project.admin import ScopedAdmin

    assert [model for model, admin in site._registry.items() if not isinstance(admin, ScopedAdmin)] == []


@pytest.fixture
def scene(people, remember):
    """An active FCU with its papers, one open meeting, and families along the whole line, all of Desa Sidomekar."""
    return remember("one of everything", lambda: build_scene(people))


def build_scene(people):
    by = people.village_operator
    unit = make.active_unit(by)
    group = families.group_of(unit, people.secretary)
    planned = make.held_meeting("routine", by, on=TODAY, hold=False)
    candidacy = unit.candidacies.first()
    lines = families.scene(people, group) | fill_batch.scene(people)
    return {
        "unit": unit, "planned": planned, "row": planned.attendances.first(),
        "document": unit.decree_in_force().document, "member": unit.memberships.last(), "candidacy": candidacy,
        "institution": unit.memberships.first().institution, "person": unit.memberships.first().person,
        "invitation": document_actions.open_letter(planned, "invitation", by=by, on=TODAY),
        "group": group, **(founding := founding_scenes(people, unit)), **lines,
        **referrals.scene(lines["pairing"], people),
        **priorities.scene(people, founding["pilot_site"], lines["family"]),
        **{name: row for part in BESIDES_REFERRALS for name, row in part.scene(people).items()},
        **reports.scene(people),
    }  # fmt: skip


BESIDES_REFERRALS = (fill_partnership, fill_emergency, fill_counselling, fill_case, fill_records, fill_secret)
FOUNDING = (
    fill_sites,
    fill_duties,
    fill_facility,
    fill_letters,
    fill_library,
    fill_map,
    fill_plan,
    fill_psks,
    fill_stages,
    fill_unit,
)


def founding_scenes(people, unit):
    return {key: row for part in FOUNDING for key, row in part.scene(people, unit).items()}


def arguments(name, scene):
    """Arguments of each route that has some, pointing at rows of Desa Sidomekar."""
    short = name.split(":")[-1]
    unit, planned, document = scene["unit"], scene["planned"], scene["document"]
    special = {
        "road-village": [unit.region.code],
        "meeting-create": ["routine"],
        "attendance-remove": [planned.uid, scene["row"].uid],
        "letter-open": [planned.uid, "record"],
        "member-end": [unit.uid, scene["member"].uid],
        "member-statement": [unit.uid, scene["member"].uid],
        "candidacy-withdraw": [unit.uid, scene["candidacy"].uid],
        "transition": ["institutions.familycareunit", unit.uid, "deactivate"],
        "gate-reason": ["institutions.meeting", planned.uid, "present_psks"],
        "document-check": [document.token],
        "document-issue": [scene["invitation"].uid],
        "institution-detail": [scene["institution"].uid],
        "institution-update": [scene["institution"].uid],
        "institution-profile": [scene["institution"].uid],
        "person-update": [scene["person"].uid],
    }
    if name.startswith("families:"):
        return family_arguments(short, scene)
    if name.startswith("referrals:"):
        return referral_arguments(short, scene)
    if name.startswith("reporting:"):
        return reports.arguments(short, scene)
    if short in special:
        return special[short]
    for part in FOUNDING:
        if (found := part.arguments(short, scene)) is not None:
            return found
    if short.startswith("working-group"):
        return [unit.uid] if short.endswith("create") else [scene["group"].uid]
    if short.startswith(("meeting-", "attendance", "decision-")) and rule_for(name).reach == "rows":
        return [planned.uid]
    if short.startswith(("unit-", "member-", "election", "decree-create")) and rule_for(name).reach == "rows":
        return [unit.uid]
    if short.startswith(("document-", "decree-")) and rule_for(name).reach == "rows":
        return [document.uid]
    return []


def family_arguments(short, scene):
    """Arguments of the families' routes."""
    pairing, family, pioneer = scene["pairing"], scene["family"], scene["pairing"].pioneer.family
    special = {
        "clash-settle": [scene["clash"].uid],
        "batch-template": ["families"],
        "batch": [scene["batch"].uid],
        "batch-returned": [scene["batch"].uid],
        "batch-discard": [scene["batch"].uid],
        "member-update": [family.uid, scene["family_member"].uid],
        "member-end": [family.uid, scene["family_member"].uid],
        "member-head": [family.uid, scene["family_member"].uid],
        "member-death": [family.uid, scene["family_member"].uid],
        "member-back": [family.uid, scene["family_member"].uid],
        "family-merge": [family.uid, pioneer.uid],
        "family-distinct": [family.uid, pioneer.uid],
        "move-arrival": [scene["move"].uid],
        "move-not-found": [scene["move"].uid],
        "move-cancel": [scene["move"].uid],
        "consent-scan": [family.uid, scene["consent"].uid],
        "assessment-create": [family.uid, "plasma"],
        "assessment": [scene["assessment"].uid],
        "assessment-update": [scene["assessment"].uid],
        "ranking": [scene["fgd"].uid],
        "ranking-paper": [scene["fgd"].uid],
        **{name: [scene["pilot_site"].uid] for name in (
            "recipient-list", "recipient-paper", "recipient-collect", "recipient-settle")},
        "recipient-update": [scene["recipient"].uid],
        "recipient-remove": [scene["recipient"].uid],
        "priority-sheet": [scene["fgd"].uid],
        "priority-sheet-paper": [scene["fgd"].uid],
        "designation": [scene["designation"].uid],
        "consolidation": [scene["consolidation"].uid],
        "unmet-reasons": [pioneer.uid],
        "briefing-card": [pioneer.uid],
        "briefing-paper": [pioneer.uid],
        "progress-paper": [pioneer.uid],
        "story": [pioneer.uid],
        "plan-create": [pioneer.uid],
        "plan-update": [pioneer.uid, scene["plan_item"].uid],
        "lineage": [scene["unit"].uid],
        "change-figures": [scene["unit"].uid],
        "pairing": [pairing.uid],
        "pairing-end": [pairing.uid],
        "card-paper": [pairing.uid],
        "notes-paper": [pairing.uid],
        "note-create": [pairing.uid],
        "need-close": [scene["need"].uid],
        "note-update": [scene["note"].uid],
        "pairing-update": [pairing.uid],
        "progress-sheet": [pioneer.uid, scene["month"]],
        "progress-answer": [scene["progress_report"].uid],
        "coaching-create": ["plasma"],
        "coaching": [scene["coaching"].uid],
        "coaching-update": [scene["coaching"].uid],
        "consultation-update": [scene["consultation"].uid],
        "visit-create": [scene["village_code"]],
        "visit": [scene["visit"].uid],
        "visit-update": [scene["visit"].uid],
        "need-update": [scene["need"].uid],
        "need-reopen": [scene["need"].uid],
        "problem-families": ["pendapatan-tidak-tetap"],
    }
    if short in special:
        return special[short]
    return [family.uid] if rule_for(f"families:{short}").reach == "rows" else []


def referral_arguments(short, scene):
    """Arguments of the referrals' routes."""
    referral = scene["referral"]
    special = {
        "referral-start": [scene["need"].uid],
        "reply-scan": [referral.uid, scene["reply"].uid],
        "reply-paper": [scene["reply"].uid],
        "answer-link": [scene["answer_token"]],
        "alternative-use": [scene["alternative"].uid],
        "case-step-update": [scene["case_step"].uid],
        "case-conference-paper": [scene["case_step"].uid],
        "service-update": [scene["service"].uid],
        "service-close": [scene["service"].uid],
        "public-counts-village": [scene["village_code"]],
    }
    if short in special:
        return special[short]
    if (found := fill_secret.arguments(short, scene)) is not None:
        return found
    if short in ("service", "service-check"):
        return [scene["service"].uid]
    if short == "partnership" or short.startswith("partnership-") and rule_for(f"referrals:{short}").reach == "rows":
        return [scene["partnership"].uid]
    if rule_for(f"referrals:{short}").reach != "rows":
        return []
    for noun in ("record", "counselling", "case", "emergency", "secret-case"):  # each with its row in the scene
        if short == noun or short.startswith(f"{noun}-"):
            return [scene[noun].uid]
    return [referral.uid]


OFFERED = re.compile(r'href="(/[^"?]*[?][^"]*(?:cetak=pdf|unduh=xlsx)[^"]*|[?][^"]*(?:cetak=pdf|unduh=xlsx)[^"]*)"')
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PUBLISHED = ("institutions:library-document", "institutions:library-file")
# Opened without an answer to send, these say so (422), or this role keeps no such meeting, duty or proposal.
WITHOUT_PAGE = (
    "institutions:meeting-create", "institutions:activity-create", "families:family-search", "reporting:report-open",
    "institutions:site-create", "reporting:office-open", "reporting:instrument-draft",
)  # fmt: skip


def ask(client, name, url):
    methods = rule_for(name).methods
    return client.get(url) if "GET" in methods else client.post(url)


@pytest.mark.one_database
def test_anonymous_is_led_to_sign_in(client, scene):
    for name in ROUTES:
        response = ask(client, name, reverse(name, args=arguments(name, scene)))
        if rule_for(name).reach == "public":
            assert response.status_code == 200, name
        else:
            assert (response.status_code, response["Location"].split("?")[0]) == (302, "/masuk/"), name


# Between them they may open every route that reads or writes rows; on the other database it is theirs that is opened.
ABLE = (
    "village_operator", "secretary", "village_head", "regency_cases", "lk3", "regency_reports", "regency_funds",
)  # fmt: skip


@pytest.mark.clause("MEM-15")
@pytest.mark.parametrize(
    "role", [role if role in ABLE else pytest.param(role, marks=pytest.mark.one_database) for role in sorted(ROLES)]
)
def test_wrong_role_is_refused_and_right_role_is_served(role, scene, people, sign_in):
    """403 exactly where the table of roles gives no permission; never a server error."""
    assignment, offered = getattr(people, role), set()
    client = sign_in(assignment)
    for name in ROUTES:
        rule = rule_for(name)
        if rule.reach in ("public", "signed-in", "assigned"):
            continue
        response = ask(client, name, reverse(name, args=arguments(name, scene)))
        if not assignment.has_perm(rule.permission):
            assert response.status_code == 403, f"{name}: {response.status_code}"
        else:
            # May still be refused as not the acting party (403), as outside the reach (404) or by a stage (409/422).
            assert response.status_code in (200, 302, 303, 403, 404, 409, 422), f"{name}: {response.status_code}"
            if rule.reach == "permission" and name not in WITHOUT_PAGE:
                assert response.status_code == 200, f"{name}: {response.status_code}"
            if response["Content-Type"].startswith("text/html"):
                path, links = response.request["PATH_INFO"], OFFERED.findall(response.content.decode())
                offered |= {link if link.startswith("/") else path + link for link in links}
    if role in ABLE:
        takes_away(client, offered)


def takes_away(client, links):
    """Whatever the pages offer to print or to take away comes, with one of everything in it."""
    for link in sorted(links):
        answer = client.get(unescape(link))
        kind = "application/pdf" if "cetak=pdf" in link else XLSX
        assert (answer.status_code, answer["Content-Type"]) == (200, kind), link
    assert len(links) > 3


@pytest.mark.clause("REG-01")
@pytest.mark.parametrize("place", ["sibling", "elsewhere", "city_village"])
def test_rows_of_another_village_do_not_exist(place, scene, regions, sign_in):
    """The same permissions in another village: 404, and not a word of the row in the page."""
    clients = clients_by_permission(
        sign_in,
        AssignmentFactory(role="village_operator", region=getattr(regions, place)),
        AssignmentFactory(role="secretary", region=getattr(regions, place)),
        AssignmentFactory(role="regency_cases", region=regions.city),
        AssignmentFactory(role="lk3", region=regions.city),
        AssignmentFactory(role="regency_reports", region=regions.city),
        AssignmentFactory(role="regency_funds", region=regions.city),
        AssignmentFactory(role="tksk", region=regions.other_subdistrict),
    )
    for name in ROUTES:
        if name in PUBLISHED and place != "city_village":  # told to every village below the kabupaten on purpose
            continue
        if rule_for(name).reach == "rows" and not of_the_nation_alone(rule_for(name).permission):
            response = ask(clients(name), name, reverse(name, args=arguments(name, scene)))
            assert response.status_code == 404, f"{name}: {response.status_code}"
            assert not re.search("Sidomekar|Sumiyati|Suwito|520801", response.content.decode()), name


def of_the_nation_alone(permission):
    """Whether only roles hold it whose territory is the whole country: no village is another's to them."""
    levels = {role.level for role in ROLES.values() if permission in role.permissions}
    return levels == {NATION}


def clients_by_permission(sign_in, *assignments):
    """A function: route → the client of the first of `assignments` whose role may open it."""
    clients = [(assignment, sign_in(assignment)) for assignment in assignments]

    def client_for(name):
        wanted = rule_for(name).permission
        return next(client for by, client in clients if not wanted or by.has_perm(wanted))

    return client_for


@pytest.mark.one_database
@pytest.mark.parametrize("role", ["tksk", "regency_reports", "province", "ministry", "subdistrict_operator", "lk3"])
def test_offices_above_read_but_do_not_write(role, scene, people, sign_in):
    client = sign_in(getattr(people, role))
    for name, status in (
        ("unit-detail", 200), ("road-village", 200), ("member-list", 200), ("document-detail", 200),
        ("unit-update", 403), ("election", 403), ("member-create", 403),
    ):  # fmt: skip
        full = f"institutions:{name}"
        assert ask(client, full, reverse(full, args=arguments(full, scene))).status_code == status, name


def test_ended_assignment_bites_at_the_next_request(people, sign_in):
    by = people.village_operator
    client = sign_in(by)
    assert client.get("/").status_code == 200
    by.valid_until = make.date(2021, 1, 1)
    by.save()
    assert client.get("/").headers["Location"] == "/akun/peran/"


@pytest.mark.one_database
def test_wrong_methods_are_refused(scene, people, sign_in):
    clients = clients_by_permission(sign_in, *(getattr(people, role) for role in (*ABLE, "tksk", "ministry")))
    for name in ROUTES:
        client = clients(name)
        url = reverse(name, args=arguments(name, scene))
        if "POST" not in rule_for(name).methods:
            assert client.post(url).status_code == 405, name
        if "GET" not in rule_for(name).methods:
            assert client.get(url).status_code == 405, name
        assert client.delete(url).status_code == 405, name
