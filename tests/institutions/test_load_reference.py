"""The shipped reference lists: complete, linked, and never put over what the ministry has written."""

import datetime

import pytest
from django.core.management import call_command

from fcu_project.models import AuditEvent, Installation
from institutions.management.commands import load_reference
from institutions.models import InstitutionType, LegalBasis

pytestmark = pytest.mark.django_db

LEGAL_TYPES = [
    "Pekerja Sosial Profesional", "Pekerja Sosial Masyarakat", "Taruna Siaga Bencana", "Lembaga Kesejahteraan Sosial",
    "Karang Taruna", "Lembaga Konsultasi Kesejahteraan Keluarga", "Keluarga Pioner",
    "Wahana Kesejahteraan Sosial Berbasis Masyarakat", "Wanita Pemimpin Kesejahteraan Sosial", "Penyuluh Sosial",
    "Tenaga Kesejahteraan Sosial Kecamatan", "Dunia Usaha",
]  # fmt: skip
LOOKED_FOR = ["PKK", "PIK", "WKSBM", "Karang Taruna", "IPSM", "KUBE", "LPMD/K", "LPP/LPK", "PAUD", "Posyandu"]
JOINING = {
    *LOOKED_FOR, "PKBM", "Posdaya", "Pusaka", "UPPKS", "PNPM", "PSM", "LKS/Orsos", "FCU", "Kelompok keagamaan",
    "Kelompok arisan", "Paguyuban", "Dunia usaha", "Keluarga pionir", "Lainnya",
}  # fmt: skip


def load(capsys=None, **options):
    call_command("load_reference", verbosity=1 if capsys else 0, **options)
    return capsys.readouterr().out if capsys else ""


def rows(model):
    return list(model.objects.order_by("pk").values())


def next_release(monkeypatch):
    monkeypatch.setattr(load_reference, "RULES", load_reference.RULES + 1)


def test_the_twelve_legal_types_stand_in_their_order():
    load()
    assert list(InstitutionType.objects.filter(group="psks").values_list("name", flat=True)) == LEGAL_TYPES


def test_the_elements_of_the_guide_and_those_that_identification_looks_for():
    load()
    elements = InstitutionType.objects.filter(group="element")
    assert {str(element) for element in elements} == JOINING
    assert [str(element) for element in elements.filter(checklist=True)] == LOOKED_FOR
    assert str(elements.last()) == "Lainnya"
    assert not InstitutionType.objects.exclude(group="element").filter(checklist=True).exists()
    assert {"Puskesmas", "KUA", "Polsek", "LK3", "UPTD", "Sekolah"} <= {
        str(office) for office in InstitutionType.objects.filter(group="office")
    }


def test_laws_offered_for_a_decree_are_those_in_force_and_certain():
    load()
    today = datetime.date.today()
    suggested = LegalBasis.objects.in_force(today).filter(suggested=True)
    assert {"uu-11-2009", "uu-52-2009", "uu-6-2014-perubahan-2024"} <= set(suggested.values_list("code", flat=True))
    assert not suggested.exclude(certain=True).exists()
    assert not LegalBasis.objects.filter(certain=False, suggested=True).exists()
    assert LegalBasis.objects.exclude(guide_ref="").count() == 17  # I.B.1–17


def test_a_law_that_was_replaced_names_its_successor():
    load()
    old = LegalBasis.objects.get(code="uu-32-2004")
    assert old.replaced_by.code == "uu-23-2014"
    assert old not in LegalBasis.objects.in_force(datetime.date.today())
    assert not LegalBasis.objects.filter(replaced_by__valid_until__lt=datetime.date(1990, 1, 1)).exists()


def test_a_second_run_reads_one_row_and_changes_nothing(capsys, django_assert_num_queries):
    load()
    before = rows(InstitutionType), rows(LegalBasis)
    with django_assert_num_queries(1):
        assert "already current" in load(capsys)
    assert (rows(InstitutionType), rows(LegalBasis)) == before
    assert AuditEvent.objects.filter(verb="reference.load").count() == 1


def test_what_the_ministry_wrote_survives_the_next_release(capsys, monkeypatch):
    load()
    InstitutionType.objects.filter(code="pkk").update(name="PKK Desa", is_active=False)
    LegalBasis.objects.filter(code="uu-32-2004").update(replaced_by=None)
    InstitutionType.objects.create(code="bumdes", group="element", name="Badan Usaha Milik Desa")
    before = rows(InstitutionType), rows(LegalBasis)
    next_release(monkeypatch)
    assert "2 rows differ" in load(capsys)
    assert (rows(InstitutionType), rows(LegalBasis)) == before


def test_a_missing_row_comes_back_with_the_next_release(monkeypatch):
    load()
    InstitutionType.objects.filter(code="posyandu").delete()
    load()
    assert not InstitutionType.objects.filter(code="posyandu").exists()
    next_release(monkeypatch)
    load()
    assert InstitutionType.objects.get(code="posyandu").checklist


def test_refresh_puts_the_shipped_text_back_and_leaves_own_rows(capsys):
    load()
    InstitutionType.objects.filter(code="pkk").update(name="PKK Desa")
    LegalBasis.objects.filter(code="uu-32-2004").update(replaced_by=None, suggested=True)
    InstitutionType.objects.create(code="bumdes", group="element", name="Badan Usaha Milik Desa")
    assert "0 added, 2 overwritten" in load(capsys, refresh=True)
    assert InstitutionType.objects.get(code="pkk").name == "Pemberdayaan dan Kesejahteraan Keluarga"
    old = LegalBasis.objects.get(code="uu-32-2004")
    assert (old.replaced_by.code, old.suggested) == ("uu-23-2014", False)
    assert InstitutionType.objects.filter(code="bumdes").exists()


def test_the_installation_remembers_what_it_loaded():
    load()
    assert Installation.current().reference_version == load_reference.shipped_version()
    assert len(load_reference.shipped_version()) <= Installation._meta.get_field("reference_version").max_length
