"""What an FCU is for and whom it serves, and its structure drawn from the roles."""

import re
from datetime import timedelta

import pytest

from fcu_project import registry
from institutions.chart import LINES, LineKind, chart_of
from institutions.models import OfficerTerm
from institutions.objectives import OBJECTIVES
from institutions.preparation import FAMILY
from tests import factories as make
from tests.factories import TODAY
from tests.families import make as families
from tests.families import short
from tests.reporting import make as reports

mark = pytest.mark


@mark.clause("FCU-02")
def test_the_profile_tells_aim_and_objectives_with_the_figures_linked_to_each(people, sign_in):
    report = reports.sent(people.secretary)
    type(report.figures).objects.filter(report=report).update(needs_met=7, pairings_end=5, members_end=31)
    page = sign_in(people.secretary).get(f"/fcu/{report.unit.uid}/profil/").content.decode()
    assert "keterpaduan yang sinergis dalam pemberdayaan keluarga berbasis PSKS" in page
    angka = page.split("Angka menurut tujuan", 1)[1]
    coordination, welfare, solidarity = re.split("|".join(re.escape(o.text) for o in OBJECTIVES), angka)[1:4]
    assert "Anggota FCU" in coordination and "<dd>31</dd>" in coordination
    assert "Kebutuhan terpenuhi" in welfare and "<dd>7</dd>" in welfare
    assert "Pendampingan berjalan" in solidarity and "<dd>5</dd>" in solidarity


@mark.clause("FCU-02", "SUC-04")
def test_every_objective_of_the_guide_has_figures_of_its_own(reference):
    from reporting.indicators import FIGURES
    from reporting.models import IndicatorEdition
    from reporting.objectives import figures_of

    found = figures_of(IndicatorEdition.in_force(TODAY))
    linked_to = {objective.key: found[objective.key] for objective in OBJECTIVES}
    assert [objective.clause for objective in OBJECTIVES] == [f"III.A.2.2({number})" for number in (1, 2, 3)]
    linked = [code for codes in linked_to.values() for code in codes]
    assert all(linked_to.values()) and set(linked) <= set(FIGURES) and len(linked) == len(set(linked))


@mark.clause("FCU-03")
def test_the_three_targets_are_counted(people, regions, sign_in):
    families.paired(people)
    unit = regions.village.units.get()
    make.InstitutionFactory(region=regions.village)
    make.InstitutionFactory(region=regions.sibling)
    closed = make.InstitutionFactory(region=regions.village, closed_on=TODAY)
    there = closed.__class__.objects.filter(region=regions.village, closed_on=None)
    assert there.filter(element__code=FAMILY).exists()  # a pioneer family stands in the register, but is no body
    counted = {there.exclude(element__code=FAMILY).count()}
    page = sign_in(people.secretary).get(f"/fcu/{unit.uid}/profil/").content.decode()
    found = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page.split("Sasaran", 1)[1].split("</section>")[0]))
    assert {int(found["Lembaga pelayanan sosial"])} == counted
    assert (found["Keluarga pionir"], found["Keluarga plasma"]) == ("1", "1")


def test_families_are_counted_on_the_day_asked_for(people, regions):
    families.paired(people)
    assert registry.count_of("plasma_families", regions.village, TODAY) == 1
    assert registry.count_of("plasma_families", regions.village, TODAY - timedelta(days=4000)) == 0
    assert registry.count_of("plasma_families", regions.sibling, TODAY) == 0
    assert registry.count_of("no_such_figure", regions.village, TODAY) is None


@mark.clause("FCU-12")
def test_the_structure_is_drawn_from_the_roles(people, remember, sign_in):
    """Every party of the guide, the officers by name, and the three kinds of lines of its legend."""
    unit = remember("active", lambda: make.active_unit(people.village_operator))
    client, address = sign_in(people.secretary), f"/fcu/{unit.uid}/bagan/"
    page = client.get(address).content.decode()
    drawn = re.search(r'<svg class="structure".*?</svg>', page, re.S)[0]
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn))
    for person in (people.lk3, people.tksk, people.village_head):
        assert person.person.name in words
    for term in unit.current_officers():
        assert f"{term.get_post_display()}: {term.membership.person.name.split()[0]}" in words
    for kind in LineKind:
        assert drawn.count(f'class="tie {kind.value}"') == sum(1 for line in LINES if line[2] == kind)
        assert kind.label in page
    assert "style=" not in page
    listed = page.split("Siapa terhubung dengan siapa", 1)[1]
    assert listed.count("<tr>") == len(LINES) + 1


@mark.clause("FCU-12")
def test_a_vacant_post_and_an_acting_officer_are_drawn_as_such(people, remember):
    unit = remember("active", lambda: make.active_unit(people.village_operator))
    treasurer = unit.officer_terms.get(post="treasurer")
    secretary = unit.officer_terms.get(post="secretary")
    OfficerTerm.objects.filter(pk__in=[treasurer.pk, secretary.pk]).update(valid_until=TODAY - timedelta(days=1))
    OfficerTerm.objects.create(
        unit=unit, membership=unit.memberships.last(), post="secretary", acting=True, elected_on=TODAY,
        valid_from=TODAY, valid_until=TODAY + timedelta(days=30), basis="BA 3/2026",
    )  # fmt: skip
    box = next(node for node in chart_of(unit, TODAY).nodes if node.key == "unit")
    told = " ".join(box.words)
    assert "Bendahara: kosong" in told and f"Plt. Sekretaris: {unit.memberships.last().person.name}" in told
    before = next(node for node in chart_of(unit, TODAY - timedelta(days=2)).nodes if node.key == "unit")
    assert "Plt." not in " ".join(before.words)


@mark.clause("FCU-12")
def test_no_box_lies_on_another_and_all_lie_in_the_drawing(people, regions):
    chart = chart_of(short.unit(regions.village), TODAY)
    for one in chart.nodes:
        assert 0 <= one.x and one.x + one.width <= chart.width and one.y + one.height <= chart.height
        for other in chart.nodes:
            apart = one.x + one.width < other.x or other.x + other.width < one.x
            assert one is other or apart or one.y + one.height < other.y or other.y + other.height < one.y
