"""A village is called, everywhere, what its own people call it: Nagari, Gampong, Kelurahan (domain 3.8, design §8.12).

The rule. On every page and paper of the founding floor that a village role opens, the word "desa" stands only where it
names no place: beside its twin ("desa/kelurahan", "kepala desa/lurah"), in titles that others gave (laws, classes of
letters), and in what somebody typed. The head is nowhere "Kepala Desa".
"""

import html
import re

import pytest
from django.urls import reverse

from fcu_project import pdf
from fcu_project.access import rule_for
from institutions.actions import document as document_actions
from institutions.models import LegalBasis, LetterClass, RegionSetting
from tests import factories as make
from tests.factories import TODAY
from tests.families.make import group_of
from tests.test_access import ROUTES, arguments, founding_scenes

pytestmark = pytest.mark.one_database

PLACES = {  # kind, what it is called, its head, its decrees; "" where the kind says enough
    "nagari": ("village", "Nagari", "Wali Nagari", "Keputusan Wali Nagari"),
    "gampong": ("village", "Gampong", "Keuchik", "Keputusan Keuchik"),
    "kelurahan": ("urban_village", "", "", ""),
}
HEADS = {"nagari": "Wali Nagari", "gampong": "Keuchik", "kelurahan": "Lurah"}
ROLES = ("village_operator", "secretary", "village_head")
TYPED = ("Balai Desa", "Peta desa 2024")  # where the tests' meetings are held, and what their map is drawn after
TWINS = re.compile(r"kepala desa/lurah|desa/kelurahan", re.IGNORECASE)
FOUNDING = ("home", "account", *(name for name in ROUTES if name.startswith("institutions:")))


def become(regions, people, place):
    """Let the village of the tests be a `place`; its kecamatan stays one."""
    village = regions.village
    village.kind, village.spoken_kind, head, decree = PLACES[place]
    village.save()
    for key, value in (("village_head_title", head), ("decree_title", decree)):
        if value:
            RegionSetting.objects.create(region=village, key=key, value=value)
    for assignment in vars(people).values():
        assignment.region.refresh_from_db()


def founded(people):
    """An active FCU with one of everything on the founding floor."""
    by = people.village_operator
    unit = make.active_unit(by)
    planned = make.held_meeting("routine", by, on=TODAY, hold=False)
    member = unit.memberships.first()
    return {
        "unit": unit, "planned": planned, "row": planned.attendances.first(), "candidacy": unit.candidacies.first(),
        "document": unit.decree_in_force().document, "member": unit.memberships.last(), "person": member.person,
        "institution": member.institution, "group": group_of(unit, people.secretary),
        "invitation": document_actions.open_letter(planned, "invitation", by=by, on=TODAY),
        **founding_scenes(people, unit),
    }  # fmt: skip


def words_of(content):
    """What stands on a page, without its addresses."""
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def read_all(client, by, names, args=lambda name: []):
    """({address: words}, {address: words}): every page that opens, every paper."""
    pages, papers = {}, {}
    for name in names:
        rule = rule_for(name)
        if "GET" not in rule.methods or not (rule.permission == "" or by.has_perm(rule.permission)):
            continue
        url = reverse(name, args=args(name))
        for address in (url, f"{url}?cetak=pdf"):
            response = client.get(address)
            kind = response["Content-Type"].split(";")[0] if response.status_code == 200 else ""
            content = response.getvalue() if kind in ("text/html", "application/pdf") else b""
            if kind == "text/html":
                pages[address] = words_of(content)
            elif content and not content.startswith(b"%PDF"):  # a scan
                papers[address] = words_of(content)
            if kind != "text/html" or b"cetak=pdf" not in content:
                break  # nothing to print
    return pages, papers


def strangers(text, titles):
    """Where the text calls the place "desa" all the same."""
    for allowed in (*titles, *TYPED):
        text = text.replace(allowed, "")
    text = TWINS.sub("", text)
    return [text[max(0, found.start() - 60) : found.end() + 60] for found in re.finditer("desa", text, re.IGNORECASE)]


def wrong_in(texts):
    titles = [*LegalBasis.objects.values_list("title", flat=True), *LetterClass.objects.values_list("title", flat=True)]
    return "\n".join(f"{url}: {found}" for url, text in texts.items() for found in strangers(text, titles))


@pytest.fixture
def as_text(monkeypatch):
    """Papers come as the text that would be typeset."""
    monkeypatch.setattr(pdf, "render", lambda template, facts, **rest: pdf.compose(template, facts).encode())
    monkeypatch.setattr(
        pdf, "render_together",
        lambda parts, **rest: "".join(pdf.compose(template, facts) for template, facts, *_ in parts).encode(),
    )  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", PLACES)
def test_pages_and_papers_call_the_village_as_it_calls_itself(
    place, role, people, regions, sign_in, as_text, remember
):
    become(regions, people, place)
    scene, by = remember(f"founded in a {place}", lambda: founded(people)), getattr(people, role)
    pages, papers = read_all(sign_in(by), by, FOUNDING, lambda name: arguments(name, scene))
    assert len(pages) > 60 and len(papers) > 25  # they did open
    assert wrong_in(pages | papers) == ""
    village = regions.village.full_name
    assert village.startswith(place.title()) and "Kecamatan Tegalwangi" in " ".join(pages.values())
    without = [url for url, text in papers.items() if village.lower() not in text.lower()]
    assert without == []
    head = f"{HEADS[place]} Sidomekar".lower()
    assert sum(head in text.lower() for text in papers.values()) > 5
    assert any(HEADS[place] in text for text in pages.values())


@pytest.mark.parametrize("place", PLACES)
def test_before_anything_is_written_down_too(place, people, regions, sign_in, as_text):
    """Empty lists, the road at its beginning, closed conditions: they speak most."""
    become(regions, people, place)
    for role in ROLES:
        by = getattr(people, role)
        names = [name for name in FOUNDING if rule_for(name).reach in ("permission", "assigned") and no_row(name)]
        pages, papers = read_all(sign_in(by), by, names)
        assert len(pages) > 20
        assert wrong_in(pages | papers) == ""


def no_row(name):
    return name.split(":")[-1] not in ("meeting-create", "activity-create", "letter-create", "appointment-create")
