"""Candidate recipients: collected with a proposal, prepared by the Dinas, read by the village, counted above."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.models import Recipient
from fcu_project.pdf import IDENTITY_NUMBER
from fcu_project.registry import tasks_for
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_priority import collected, proposed
from tests.families.test_fgd import words_of
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions.fill_sites import draft
from tests.letters import text_of
from tests.test_query_budget import queries


def url(name, row):
    return reverse(f"families:recipient-{name}", args=[row.uid])


def send(client, name, site, **data):
    site.refresh_from_db()
    return client.post(url(name, site), {"_key": new_key(), "_version": site.version, **data})


def decided(client, site, *decisions, **more):
    """Decisions are (recipient, state, reason)."""
    data = {"settled_on": typed_date(TODAY), **more}
    for row, state, reason in decisions:
        data |= {f"state-{row.pk}": state, f"reason-{row.pk}": reason}
    return send(client, "settle", site, **data)


@pytest.fixture
def site(people):
    make.selection_group(people)
    return draft(people.village_operator, candidates=3)


@pytest.fixture
def families(people, site):
    return [make.candidate(people.secretary, name) for name in ("Sumiyati", "Maimunah", "Wagini")]


@pytest.mark.clause("FAM-16")
def test_the_village_collects_and_the_kabupaten_prepares_the_list_with_the_location(people, site, families, sign_in):
    village, dinas = sign_in(people.village_operator), sign_in(people.regency_funds)
    sumiyati, maimunah, _ = families
    assert "Belum ada keluarga di daftar; usulan menyebut 3." in words_of(village.get(site.get_absolute_url()))
    answer = send(village, "collect", site, ticked=[sumiyati.pk, maimunah.pk], collected_on=typed_date(LAST_WEEK),
                  support_all="Modal usaha warung",
                  **{f"reason-{sumiyati.pk}": "Tiga anak sekolah.", f"reason-{maimunah.pk}": "Lansia sendiri.",
                     f"support-{maimunah.pk}": "Perbaikan atap"})  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (302, url("list", site))
    rows = {row.family: row for row in Recipient.objects.filter(site=site)}
    assert {row.support for row in rows.values()} == {"Modal usaha warung", "Perbaikan atap"}
    sheet = words_of(village.get(site.get_absolute_url()))
    assert "Usulan menyebut 3 keluarga, daftar berisi 2: kurang 1." in sheet and "Lihat daftar" in sheet
    # the Dinas sees what it needs, and no way into the file
    assert any("2 calon penerima Desa Sidomekar" in task.title for task in tasks_for(people.regency_funds, TODAY))
    page = dinas.get(url("list", site))
    assert "Ibu Sumiyati" in words_of(page) and sumiyati.neighbourhood in words_of(page)
    assert sumiyati.get_absolute_url() not in page.content.decode()
    assert dinas.get(sumiyati.get_absolute_url()).status_code == 403
    refused = decided(dinas, site, (rows[sumiyati], "prepared", ""), (rows[maimunah], "dropped", ""))
    assert refused.status_code == 422 and "Tuliskan mengapa tidak dilanjutkan." in words_of(refused)
    decided(dinas, site, (rows[sumiyati], "prepared", ""), (rows[maimunah], "dropped", "Sudah menerima bantuan lain."))
    paper = text_of(dinas.get(url("paper", site)).content)
    for words in ("USULAN CALON PENERIMA", "Dinas Sosial", "Ibu Sumiyati", "RT 003/RW 002", "Desa Sidomekar",
                  "Kecamatan Tegalwangi", "Modal usaha warung", "Tiga anak sekolah.", "1 keluarga di 1 lokasi"):
        assert words in paper, words  # fmt: skip
    assert "Maimunah" not in paper and not IDENTITY_NUMBER.search(paper)
    # the village reads the outcome
    outcome = words_of(village.get(url("list", site)))
    assert "Disiapkan Dinas Sosial" in outcome and "Sudah menerima bantuan lain." in outcome
    assert "Disiapkan Dinas Sosial" in text_of(village.get(url("paper", site)).content)


def test_the_proposal_and_its_verification_name_the_list_beside_the_number(people, site, families, sign_in):
    collected(site, families[0], people.secretary)
    client = sign_in(people.regency_reports)
    for paper in ("usulan", "verifikasi"):
        text = text_of(client.get(reverse("institutions:site-paper", args=[site.uid, paper])).content)
        assert "daftar calon penerima" in text and "1" in text


def test_offices_that_see_figures_read_numbers_only(people, site, families, sign_in):
    collected(site, families[0], people.secretary)
    for role in ("regency_reports", "province", "ministry", "subdistrict_operator", "lk3"):
        client = sign_in(getattr(people, role))
        page = words_of(client.get(reverse("families:recipient-counts")))
        assert "Desa Sidomekar" in page and "1 dari 3" in page
        assert "Sumiyati" not in page + words_of(client.get(site.get_absolute_url()))
        for name in ("list", "paper"):
            assert client.get(url(name, site)).status_code == 403
        assert client.get(reverse("families:recipient-proposal")).status_code == 403
    tksk = sign_in(people.tksk)
    assert "Ibu Sumiyati" in words_of(tksk.get(url("list", site)))
    assert tksk.get(url("collect", site)).status_code == 403


def test_neither_another_village_nor_another_kabupaten_sees_the_list(people, site, families, regions, sign_in):
    collected(site, families[0], people.secretary)
    beside = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    city = sign_in(AssignmentFactory(role="regency_funds", region=regions.city))
    for client in (beside, city):
        assert client.get(url("list", site)).status_code == 404
        assert "Sumiyati" not in text_of(client.get(reverse("families:recipient-proposal")).content)
    assert city.get(url("settle", site)).status_code == 404
    assert beside.get(url("collect", site)).status_code == 404


def test_only_families_of_the_village_that_are_under_way_are_offered_once(people, site, families, sign_in):
    collected(site, families[0], people.secretary)
    client = sign_in(people.secretary)
    page = words_of(client.get(url("collect", site)))
    assert "Ibu Maimunah" in page and "Ibu Sumiyati" not in page
    again = send(client, "collect", site, ticked=[families[0].pk], collected_on=typed_date(TODAY), support_all="Modal",
                 **{f"reason-{families[0].pk}": "Dua kali."})  # fmt: skip
    assert again.status_code == 422 and "sudah di daftar" in words_of(again)
    assert Recipient.objects.count() == 1


def test_a_line_is_the_villages_until_the_dinas_has_decided(people, sign_in):
    site, row = proposed(people)
    village, dinas = sign_in(people.secretary), sign_in(people.regency_funds)
    decided(dinas, site, (row, "prepared", ""))
    for name in ("update", "remove"):
        row.refresh_from_db()
        answer = village.post(url(name, row), {"_key": new_key(), "_version": row.version, "support": "Lain",
                                               "reason": "Lain."})  # fmt: skip
        assert answer.status_code == 409 and "sudah diputuskan Dinas Sosial" in words_of(answer)
    decided(dinas, site, (row, "collected", ""))  # taken back
    row.refresh_from_db()
    assert (row.settled_on, row.settled_by) == (None, "")
    village.post(url("remove", row), {"_key": new_key()})
    assert not Recipient.objects.exists()


def test_nothing_is_written_once_the_proposal_is_over(people, sign_in):
    site, row = proposed(people)
    type(site).objects.filter(pk=site.pk).update(stage="withdrawn", ended_on=TODAY)
    village, dinas = sign_in(people.secretary), sign_in(people.regency_funds)
    assert village.get(url("collect", site)).status_code == 409
    assert dinas.get(url("settle", site)).status_code == 409
    assert decided(dinas, site, (row, "prepared", "")).status_code == 409
    assert "Ibu Sumiyati" in words_of(village.get(url("list", site)))  # read it may be


def test_all_who_wait_are_prepared_at_once_and_never_before_they_were_proposed(people, site, families, sign_in):
    dinas = sign_in(people.regency_funds)
    rows = [collected(site, family, people.secretary) for family in families]
    answers = [(row, "collected", "") for row in rows]
    early = typed_date(LAST_WEEK - timedelta(days=1))
    assert "baru diusulkan" in words_of(decided(dinas, site, *answers, all="1", settled_on=early))
    decided(dinas, site, *answers, all="1")
    assert set(Recipient.objects.values_list("state", "settled_on")) == {("prepared", TODAY)}


def test_the_list_of_the_year_and_its_numbers_leave_as_excel(people, site, families, sign_in):
    collected(site, families[0], people.secretary)
    client = sign_in(people.regency_funds)
    counts = reverse("families:recipient-counts")
    assert "Desa Sidomekar" in words_of(client.get(f"{counts}?tahun=2026"))
    assert "Desa Sidomekar" not in words_of(client.get(f"{counts}?tahun=2025"))
    for address in (counts, url("list", site)):
        assert "spreadsheet" in client.get(f"{address}?unduh=xlsx")["Content-Type"]


def test_pages_cost_the_same_for_one_family_and_for_ten(people, site, families, sign_in):
    village, dinas = sign_in(people.secretary), sign_in(people.regency_funds)
    collected(site, families[0], people.secretary)
    asked = [(village, url("collect", site)), (village, url("list", site)), (dinas, url("settle", site)),
             (dinas, reverse("families:recipient-counts"))]  # fmt: skip
    for client, address in asked:
        client.get(address)
    few = [queries(client, address) for client, address in asked]
    for letter in "abcdef":
        make.candidate(people.secretary, f"Wagini {letter}")
        collected(site, make.candidate(people.secretary, f"Tumini {letter}"), people.secretary)
    assert [queries(client, address) for client, address in asked] == few


def test_each_reader_is_told_only_what_that_reader_can_do_about_the_number(people, site, families, sign_in):
    collected(site, families[0], people.secretary)
    told, mend = "kurang 2.", "Lengkapi daftar"
    pages = {role: words_of(sign_in(getattr(people, role)).get(url("list", site)))
             for role in ("village_operator", "village_head", "regency_funds")}  # fmt: skip
    assert all(told in page for page in pages.values())
    assert f"{told} {mend}, atau perbaiki angka di usulan." in pages["village_operator"]
    assert not any(mend in pages[role] for role in ("village_head", "regency_funds"))
    type(site).objects.filter(pk=site.pk).update(stage="submitted")
    page = words_of(sign_in(people.village_operator).get(url("list", site)))
    assert f"{told} Angka di usulan tidak bisa diubah lagi; daftar ini yang berlaku." in page and mend not in page


def test_the_village_head_reads_who_chooses_the_families(people, site, sign_in):
    client = sign_in(people.village_head)
    for address in (site.get_absolute_url(), url("list", site)):
        assert "Operator desa/kelurahan atau pengurus FCU memilih keluarganya" in words_of(client.get(address))


def test_a_sheet_on_which_nothing_is_decided_is_no_success(people, sign_in):
    site, row = proposed(people)
    dinas = sign_in(people.regency_funds)
    answer = decided(dinas, site, (row, "collected", ""))
    assert answer.status_code == 422 and "Belum ada yang diputuskan." in words_of(answer)
    decided(dinas, site, (row, "prepared", ""))
    again = decided(dinas, site, (row, "prepared", ""))
    assert again.status_code == 422 and "Tidak ada keputusan yang berubah." in words_of(again)


def test_the_village_is_told_for_a_fortnight_what_the_dinas_decided(people, site, families, sign_in):
    rows = [collected(site, family, people.secretary) for family in families]
    dinas = sign_in(people.regency_funds)
    home = words_of(dinas.get("/"))
    assert "Calon penerima" in home and "3 belum diputuskan" in home
    decided(dinas, site, (rows[0], "prepared", ""), (rows[1], "dropped", "Sudah menerima PKH."),
            (rows[2], "collected", ""))  # fmt: skip

    def told(day):
        return [task.why for task in tasks_for(people.village_operator, day) if "Dinas Sosial memutuskan" in task.title]

    assert len(told(TODAY)) == 1 and "1 disiapkan, 1 tidak dilanjutkan" in told(TODAY)[0]
    assert told(TODAY + timedelta(days=14)) and not told(TODAY + timedelta(days=15))


def test_the_list_stands_in_one_order_on_screen_paper_and_excel(people, site, families, sign_in):
    for family in families:
        collected(site, family, people.secretary)
    client = sign_in(people.secretary)
    names = ["Maimunah", "Sumiyati", "Wagini"]
    for text in (words_of(client.get(url("list", site))), text_of(client.get(url("paper", site)).content)):
        assert sorted(names, key=text.index) == names
    page = client.get(url("list", site))
    assert [row.family.head_name for row in page.context["rows"]] == names
    last = f"{page.context['rows'][0].family.search_name}~{page.context['rows'][0].pk}"
    after = client.get(url("list", site), {"setelah": last})
    assert [row.family.head_name for row in after.context["rows"]] == names[1:]
