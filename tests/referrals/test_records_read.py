"""Records of help read as lists, books, sums and papers; the information sheet, the public table, plan and tasks."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.models import Need, ProblemType
from families.neighbourhoods import public_lines
from fcu_project import pdf
from referrals.actions import record as actions
from referrals.documents.record import record_facts
from referrals.kinds import Kind
from referrals.models import ServiceRecord
from referrals.served import counts_of, recap_of
from referrals.tasks.record import record_tasks
from tests.factories import TODAY, AssignmentFactory, InstitutionFactory
from tests.families import make as families
from tests.families import short
from tests.filling import new_key
from tests.letters import page_texts, reader
from tests.referrals import make, records

DAY = timedelta(days=1)


def page(client, route, *args, query=""):
    return client.get(reverse(f"referrals:{route}", args=args) + query)


# --- families by what they were on that day ------------------------------------------------------------------------
def served(people, *, on=TODAY, kind=Kind.GUIDANCE, who=(), **facts):
    row = records.record(people.secretary, kind, held_on=on, **facts)
    return actions.set_families(row, list(who), by=people.secretary, on=TODAY)


@pytest.mark.clause("SVC-09")
def test_a_family_counts_as_what_it_was_on_the_day(people, sign_in):
    pairing = families.paired(people)
    pioneer, plasma = pairing.pioneer.family, pairing.plasma.family
    candidate = families.candidate(people.secretary, "Kartini")
    everybody = (pioneer, plasma, candidate)
    before = served(people, on=pairing.plasma.designated_on - DAY, who=everybody)
    after = served(people, who=everybody)
    assert list(counts_of(before).values()) == [0, 0, 3]
    assert list(counts_of(after).values()) == [1, 1, 1]
    lines, whole = recap_of(ServiceRecord.objects.all())
    assert [(line.times, line.women, line.men, line.cost) for line in lines] == [(2, 24, 16, 300_000)]
    # Each once: three were candidates one day, one of each role on the other.
    assert (whole.pioneers, whole.plasma, whole.candidates) == (1, 1, 3)
    actions.withdraw_record(before, by=people.secretary, on=TODAY, reason="Salah hari")
    assert recap_of(ServiceRecord.objects.all())[1].candidates == 1
    text = page(sign_in(people.secretary), "record-recap").content.decode()
    assert "Bimbingan kelompok" in text and "P 12, L 8" in text and "Rp150.000" in text


@pytest.mark.clause("SVC-05")
def test_help_for_the_family_economy_is_summed_up(people, sign_in):
    first = records.record(people.secretary, Kind.ECONOMY, topic="Keripik pisang", result="Enam ibu mulai menjual")
    records.record(people.secretary, Kind.ECONOMY, topic="Kemasan", women=3, men=0, cost=50_000)
    client = sign_in(people.secretary)
    line = recap_of(ServiceRecord.objects.all())[0][0]
    assert (line.kind, line.times, line.women, line.men, line.cost) == ("economy", 2, 15, 8, 200_000)
    listed = page(client, "record-list", query="?jenis=economy").content.decode()
    assert "Keripik pisang" in listed and "P 12, L 8" in listed
    assert "Enam ibu mulai menjual" in client.get(first.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("role", "names"), [
    ("secretary", True), ("village_head", True), ("member", False), ("psks_team", False), ("lk3", False),
    ("regency_reports", False)])  # fmt: skip
def test_only_who_reads_families_reads_their_names(role, names, people, sign_in):
    row = served(people, who=[families.paired(people).plasma.family])
    text = sign_in(getattr(people, role)).get(row.get_absolute_url()).content.decode()
    assert ("Sumiyati" in text) == names and "Keluarga dampingan (plasma): 1" in text


def test_candidates_are_found_by_name_and_the_chosen_stay(people, sign_in):
    families.selection_group(people)
    row, kartini = records.record(people.secretary), families.candidate(people.secretary, "Kartini")
    client, url = sign_in(people.secretary), reverse("referrals:record-families", args=[row.uid])
    assert "Kartini" not in client.get(url).content.decode()
    assert "Kartini" in client.get(f"{url}?cari=karti").content.decode()
    sent = {"candidate": [kartini.pk], "_key": new_key(), "_version": row.version}
    assert client.post(f"{url}?cari=karti", sent).status_code == 302
    assert "Kartini" in client.get(url).content.decode() and row.families.get() == kartini
    stale = {"_key": new_key(), "_version": row.version}
    assert client.post(url, stale).status_code == 409 and row.families.count() == 1


def test_a_family_of_another_village_is_not_offered(people, regions, sign_in):
    short.group(short.unit(regions.sibling))
    other = families.candidate(AssignmentFactory(role="secretary", region=regions.sibling), "Rukmini")
    row = records.record(people.secretary)
    url = reverse("referrals:record-families", args=[row.uid]) + "?cari=rukmini"
    response = sign_in(people.secretary).post(url, {"candidate": [other.pk], "_key": new_key()})
    assert not row.families.exists() and response.status_code in (302, 422)


# --- lists, books, papers ------------------------------------------------------------------------------------------
def test_sums_of_a_year_and_a_quarter(people, sign_in):
    first = TODAY.replace(month=1, day=1)
    records.record(people.secretary, held_on=first, women=1, men=2, cost=1000)
    records.record(people.secretary, held_on=first.replace(year=first.year - 1), women=5, men=5, cost=9000)
    client = sign_in(people.secretary)
    totals = page(client, "record-list").context["totals"]
    assert (totals["women"], totals["men"], totals["cost"]) == (1, 2, 1000)
    assert page(client, "record-list", query=f"?tahun={first.year - 1}").context["totals"]["cost"] == 9000
    quarter = page(client, "record-list", query=f"?tahun={first.year}&triwulan=1")
    assert [row.held_on for row in quarter.context["rows"]] == [first]
    assert not page(client, "record-list", query=f"?tahun={first.year}&triwulan=2").context["rows"]


@pytest.mark.parametrize("route", ["record-list", "record-advocacy", "record-outreach"])
def test_books_and_tables_name_no_family(route, people, regions, sign_in, monkeypatch):
    plasma = families.paired(people).plasma.family
    served(people, who=[plasma])
    served(people, kind=Kind.ADVOCACY, target_body="BPD", who=[plasma])
    records.outreach(people.tksk, regions.village)
    monkeypatch.setattr(pdf, "render", lambda template, facts, **rest: pdf.compose(template, facts).encode())
    client = sign_in(people.secretary)
    book = page(client, route, query="?cetak=pdf").content.decode()
    assert "Paraf" in book and plasma.head_name not in book
    assert page(client, route, query="?unduh=xlsx").status_code == 200


@pytest.mark.clause("SVC-12")
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_the_report_sets_plan_beside_what_was_done(paper, people, regions):
    unit = short.unit(regions.village)
    item = records.plan_row(unit, people.secretary, months=(TODAY.month,))
    body = InstitutionFactory(region=regions.village, name="TP PKK Desa")
    row = records.record(
        people.secretary, plan_item=item, partners=[body], photo=records.photo(), result="Jadwal belajar dibuat. " * 20,
        story="Dibuka ketua RW. " * 60,
    )  # fmt: skip
    content = pdf.render("referrals/documents/record.html", record_facts(row, paper), paper=paper)
    assert len(reader(content).pages) == 1
    text = " ".join(page_texts(content)[0].split())
    for told in ("20 orang tua", "12 perempuan, 8 laki-laki, jumlah 20 orang", "Rp200.000", "Rp150.000", "TP PKK Desa"):
        assert told in text
    assert list(reader(content).pages[0].images)


def test_a_report_without_plan_says_so(people):
    facts = record_facts(records.record(people.secretary), "A4")
    assert "Di luar rencana kerja" in pdf.compose("referrals/documents/record.html", facts)


def test_the_list_costs_the_same_for_many(people, regions, sign_in, django_assert_max_num_queries):
    body, client = InstitutionFactory(region=regions.village), sign_in(people.secretary)
    for _ in range(15):
        records.record(people.secretary, partners=[body])
    page(client, "record-list")
    with django_assert_max_num_queries(12):
        assert page(client, "record-list").status_code == 200


# --- information and counts for everybody --------------------------------------------------------------------------
@pytest.mark.clause("SVC-01")
def test_information_tells_what_there_is_for_whom_how_and_when_it_was_told(people, regions, sign_in, monkeypatch):
    row = make.service(regions.village)
    row.audience, row.conditions = "keluarga tanpa modal", "Fotokopi KTP"
    row.save()
    facts = {"topic": "Pinjaman usaha", "sector": "economy", "audience": "Ibu keluarga dampingan"}
    records.record(people.secretary, Kind.INFORMATION, held_on=TODAY - DAY, **facts)
    client = sign_in(people.secretary)
    text = page(client, "service-info").content.decode()
    for label in ("Sosial", "Kesehatan", "Pendidikan", "Ekonomi", "Lainnya"):
        assert f">{label}</h2>" in text
    for told in ("Pinjaman usaha mikro", "keluarga tanpa modal", "Fotokopi KTP", "terakhir disebarkan"):
        assert told in text
    assert text.count("belum pernah disebarkan") == 4 and "Ibu keluarga dampingan" in text
    monkeypatch.setattr(pdf, "render", lambda template, facts, **rest: pdf.compose(template, facts).encode())
    sheet = page(client, "service-info", query="?cetak=pdf").content.decode()
    assert "Pinjaman usaha mikro" in sheet and "Untuk: keluarga tanpa modal" in sheet
    assert "<h2>Kesehatan" not in page(client, "service-info", query="?cetak=pdf&bidang=economy").content.decode()


@pytest.mark.clause("SVC-03")
def test_the_public_table_counts_and_names_nobody(people, regions, sign_in, monkeypatch):
    by = people.secretary
    families.selection_group(people)
    open_kind = ProblemType.objects.get(code="pendapatan-tidak-tetap")
    secret = ProblemType.objects.filter(is_sensitive=True).exclude(dimension="economic").first()
    for number in range(6):
        family = families.candidate(by, f"Kartini {'ABCDEF'[number]}", rt="001")
        family.problems.set([open_kind])
    for number in range(2):
        families.candidate(by, f"Rukmini {'AB'[number]}", rt="002").problems.set([open_kind, secret])
    Need.objects.create(
        family=family, title="Modal", problem=open_kind, dimension="economic", found_on=TODAY, recorded_by="FCU"
    )
    many, few, rw = public_lines(regions.village)[:3]
    *_, whole = public_lines(regions.village)
    assert (many.families, many.problems["economic"], many.needs) == ("6", "6", "–")  # one need would be one family's
    assert (few.families, few.problems["economic"], few.problems[secret.dimension]) == ("<5", "–", "–")
    assert (rw.rt, rw.families, rw.problems["economic"], rw.needs) == ("", "≥6", "≥6", "–")  # 8 gives the two away
    assert (whole.needs, whole.problems[secret.dimension]) == ("<5", "0")
    monkeypatch.setattr(pdf, "render", lambda template, facts, **rest: pdf.compose(template, facts).encode())
    for role in ("secretary", "member"):
        client = sign_in(getattr(people, role))
        for query in ("", "?cetak=pdf"):
            text = page(client, "public-counts", query=query).content.decode()
            assert ("001/002" if query else "RT\u00a0001") in text and "&lt;5" in text
            assert "Kartini" not in text and "Rukmini" not in text
            assert ("Boleh dibaca siapa saja" in text) == bool(query)
            assert not query or "<td><b>Seluruhnya</b></td>" in text
    assert page(sign_in(people.tksk), "public-counts-village", regions.village.code).status_code == 200


# --- plan and home -------------------------------------------------------------------------------------------------
def test_a_row_of_the_plan_shows_its_records_and_leads_to_the_form(people, regions, sign_in):
    item = records.plan_row(short.unit(regions.village), people.secretary, months=(TODAY.month,))
    client = sign_in(people.secretary)
    asked = f"{reverse('referrals:record-create')}?rencana={item.uid}"
    assert asked in client.get(item.get_absolute_url()).content.decode()
    assert client.get(asked).context["lines"][0]["label"] == Kind.GUIDANCE.label
    form = page(client, "record-create", query=f"?jenis=guidance&rencana={item.uid}").context["form"]
    assert (form["plan_item"].value(), form["topic"].value()) == (item.pk, item.what)
    records.record(people.secretary, plan_item=item, topic="Belajar bersama ayah")
    assert "Belajar bersama ayah" in client.get(item.get_absolute_url()).content.decode()


def test_the_likeliest_row_of_the_plan_stands_first(people, regions, sign_in):
    unit = short.unit(regions.village)
    records.plan_row(unit, people.secretary, kind="values", what="Pengajian")
    records.plan_row(unit, people.secretary, kind="economy", what="Kursus menjahit")
    form = page(sign_in(people.secretary), "record-create", query="?jenis=economy").context["form"]
    assert [item.what for item in form.fields["plan_item"].queryset] == ["Kursus menjahit", "Pengajian"]


def test_a_row_of_another_year_is_refused(people, regions):
    item = records.plan_row(short.unit(regions.village), people.secretary, year=TODAY.year - 1)
    with pytest.raises(actions.ValidationError, match="rencana tahun"):
        records.record(people.secretary, plan_item=item)


def titles(by):
    return [task.title for task in record_tasks(by, TODAY)]


def test_tasks_name_steps_that_come_due(people, regions):
    records.record(people.secretary, next_step="Kunjungan", next_on=TODAY + 7 * DAY)
    records.record(people.secretary, next_step="Nanti saja", next_on=TODAY + 8 * DAY)
    late = records.record(people.secretary, held_on=TODAY - 3 * DAY, next_step="Terlambat", next_on=TODAY - DAY)
    records.outreach(people.tksk, regions.village)
    assert titles(people.secretary) == ["Terlambat", "Kunjungan"]
    assert titles(people.tksk) == ["Mengurus kartu jaminan kesehatan"] and titles(people.village_head) == []
    actions.withdraw_record(late, by=people.secretary, on=TODAY, reason="Salah catat")
    assert titles(people.secretary) == ["Kunjungan"]


def test_the_secretary_is_told_what_the_plan_means_for_this_month(people, regions):
    unit = short.unit(regions.village)
    item = records.plan_row(unit, people.secretary, months=(TODAY.month,))
    records.plan_row(unit, people.secretary, what="Bulan lain", months=(TODAY.month % 12 + 1,))
    records.plan_row(unit, people.secretary, kind="referral", what="Merujuk", months=(TODAY.month,))
    assert titles(people.secretary) == [f"Catat pelaksanaan: {item.what}"]
    assert titles(people.coordinator) == []
    records.record(people.secretary, plan_item=item)
    assert titles(people.secretary) == []
