"""The directory of services: found from below, kept by its own territory, marked when it was not checked for long."""

from datetime import timedelta

from referrals.models import Service
from tests.factories import TODAY, InstitutionFactory
from tests.filling import typed_date
from tests.referrals import make
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post
from tests.test_query_budget import BUDGET, queries


def test_the_directory_is_searched_by_problem_sector_and_name(people, regions, sign_in):
    make.service(regions.subdistrict)
    make.service(regions.subdistrict, name="Imunisasi", institution="Apotek Aman", matches=False)
    Service.objects.filter(name="Imunisasi").update(checked_on=TODAY - timedelta(days=400), sector="health")
    client = sign_in(people.secretary)
    assert page(client, "/layanan/").count("Perlu diperiksa ulang") == 1
    for query in (f"masalah={make.problem().code}", "bidang=economy", "cari=koperasi", "cari=pinjaman"):
        html = page(client, f"/layanan/?{query}")
        assert "Koperasi Mitra Warga" in html and "Apotek Aman" not in html, query


def test_a_service_above_is_read_not_changed(people, regions, sign_in):
    above, own = make.service(regions.regency), make.service(regions.village, institution="PKK")
    client = sign_in(people.secretary)
    assert url("service-update", own) in page(client, url("service", own))
    html = page(client, url("service", above))
    assert above.name in html and url("service-update", above) not in html and url("service-check", above) not in html
    assert client.get(url("service-update", above)).status_code == 403
    assert sign_in(people.lk3).get(url("service-update", above)).status_code == 200


def test_only_institutions_of_the_own_places_are_offered(people, regions, sign_in):
    own, other = InstitutionFactory(region=regions.village), InstitutionFactory(region=regions.subdistrict)
    for elsewhere in (regions.sibling, regions.regency):
        InstitutionFactory(region=elsewhere)
    offered = sign_in(people.secretary).get("/layanan/tambah/").context["form"].fields["institution"].queryset
    assert set(offered) == {own, other}  # an FCU maps its village and its kecamatan
    assert other in sign_in(people.tksk).get("/layanan/tambah/").context["form"].fields["institution"].queryset


def test_a_closed_service_is_not_offered(people, regions, sign_in):
    row = make.service(regions.village)
    client = sign_in(people.secretary)
    assert post(client, url("service-close", row), {"closed_on": typed_date(TODAY)}).status_code == 302
    assert "Koperasi Mitra Warga" not in page(client, "/layanan/")


def test_the_directory_costs_the_same_for_one_and_for_twenty(people, regions, sign_in):
    client = sign_in(people.secretary)
    make.service(regions.village)
    page(client, "/layanan/")
    few = queries(client, "/layanan/")
    for number in range(20):
        make.service(regions.village, institution=f"Lembaga {number}")
    assert queries(client, "/layanan/") == few <= BUDGET
