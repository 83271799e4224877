"""The head of an office's letters: its own address, the crest of its kabupaten, the paper it prints on."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fcu_project.pdf import compose
from fcu_project.templatetags.letter import balanced
from institutions.actions.letterhead import save_letterhead
from institutions.documents.duty import checklist_facts
from institutions.documents.letterhead import host_signature, letterhead, place_of
from institutions.documents.signing import head_of
from institutions.duties import Actor
from institutions.meetings import Kind
from institutions.models import Book, Region, RegionSetting
from institutions.rendering import render_document
from tests import factories as make
from tests.factories import TODAY
from tests.filling import new_key
from tests.institutions import fill_psks
from tests.institutions.fill_letters import letter
from tests.letters import in_order, paper_of, reader, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def arms(size=(600, 800), kind="PNG"):
    out = io.BytesIO()
    Image.new("RGBA", size, (20, 90, 40, 200)).convert("RGBA" if kind == "PNG" else "RGB").save(out, kind)
    return SimpleUploadedFile("lambang.png", out.getvalue())


def test_the_crest_of_the_kabupaten_stands_on_letters_of_its_villages(people):
    by = people.regency_reports
    save_letterhead({"office_address": "Jalan Veteran 1", "paper": "A4"}, crest=arms(), by=by, on=TODAY)
    content = render_document(letter(people.village_operator))
    page = reader(content).pages[0]
    assert len(page.images) >= 1 and paper_of(content) == (210, 297)
    assert len(content) <= 150_000
    assert "Jalan Veteran 1" not in text_of(content)  # the address is the Dinas' own


def test_a_village_with_a_crest_of_its_own_shows_that(people):
    save_letterhead({}, crest=arms(), by=people.regency_reports, on=TODAY)
    above = letterhead(people.village_operator.region)["crest"]
    save_letterhead({}, crest=arms((300, 300), "JPEG"), by=people.village_operator, on=TODAY)
    own = letterhead(people.village_operator.region)["crest"]
    assert own != above and own.startswith("data:image/png;base64,")
    save_letterhead({}, without_crest=True, by=people.village_operator, on=TODAY)
    assert letterhead(people.village_operator.region)["crest"] == above


@pytest.mark.parametrize("content", [
    b"", b"GIF89a...", b"%PDF-1.7", b"\x89PNG\r\n\x1a\nbroken", b"<svg onload=alert(1)/>",
])  # fmt: skip
def test_what_is_no_picture_is_refused_and_nothing_is_kept(content, people, sign_in):
    client, address = sign_in(people.village_operator), reverse("institutions:letterhead")
    body = {"office_address": "Jalan Melati 3", "paper": "F4", "_key": new_key()}
    answer = client.post(address, {**body, "crest": SimpleUploadedFile("lambang.png", content)})
    assert answer.status_code == 422 and "Jalan Melati 3" in answer.content.decode()
    assert not RegionSetting.objects.filter(key__in=("crest", "office_address")).exists()


def test_a_spoilt_setting_prints_a_letter_without_crest(people):
    RegionSetting.objects.create(region=people.village_operator.region, key="crest", value="bukan berkas")
    assert letterhead(people.village_operator.region)["crest"] == ""


@pytest.mark.parametrize("role", ["secretary", "tksk", "lk3"])
def test_bodies_with_a_record_of_their_own_do_not_set_the_head_of_the_office(role, people, sign_in):
    by = getattr(people, role)
    assert sign_in(by).get(reverse("institutions:letterhead")).status_code == 403
    assert sign_in(by).get(reverse("institutions:letterhead-specimen")).status_code == 403
    with pytest.raises(PermissionDenied):
        save_letterhead({"office_address": "Lain"}, by=by, on=TODAY)


def test_a_picture_of_too_many_points_is_refused(people):
    bomb = SimpleUploadedFile("besar.png", _png_that_claims(30_000, 30_000))
    with pytest.raises(ValidationError):
        save_letterhead({}, crest=bomb, by=people.village_operator, on=TODAY)


def _png_that_claims(width, height):
    """A small file whose head claims a picture of `width` × `height` points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk


def test_the_specimen_shows_the_head(people, sign_in):
    save_letterhead({"office_address": "Jalan Melati 3"}, by=people.village_operator, on=TODAY)
    content = sign_in(people.village_operator).get(reverse("institutions:letterhead-specimen")).content
    assert "Jalan Melati 3" in text_of(content)


def test_tksk_and_lk3_write_under_their_own_head(people, regions):
    """Not that of the camat or the Dinas, whose address and crest are their own; a crest of the kabupaten counts."""
    save_letterhead({"office_address": "Kantor Camat"}, crest=arms(), by=people.subdistrict_operator, on=TODAY)
    save_letterhead({"office_address": "Jalan Dinas 1"}, by=people.regency_reports, on=TODAY)
    body = fill_psks.body_of(regions.regency, "kantor-lk3", name="LK3 Melati", address="Jalan LK3", phone="6281230001")
    tksk, lk3 = text_of(render_document(letter(people.tksk))), text_of(render_document(letter(people.lk3)))
    assert in_order(tksk, "TENAGA KESEJAHTERAAN SOSIAL KECAMATAN (TKSK)", "KECAMATAN", "KABUPATEN SUKARAYA")
    assert "Kantor Camat" not in tksk and "PEMERINTAH" not in tksk
    assert letterhead(regions.subdistrict, book=Book.TKSK)["crest"] == ""
    assert in_order(lk3, "LEMBAGA KONSULTASI", "KABUPATEN SUKARAYA", body.address, "081230001")
    assert "Jalan Dinas" not in lk3 and "PEMERINTAH" not in lk3
    save_letterhead({}, crest=arms(), by=people.regency_reports, on=TODAY)
    assert letterhead(regions.subdistrict, book=Book.TKSK)["crest"]
    assert letterhead(regions.regency, book=Book.LK3)["crest"]


def test_place_and_head_of_an_office_stand_on_what_it_writes(people, regions, sign_in):
    client, address = sign_in(people.regency_reports), reverse("institutions:letterhead")
    page = client.get(address).content.decode()
    assert f"Bila kosong: {regions.regency.name}." in page
    body = {
        "office_place": "Tanjung", "office_head": "Lalu Mastur, S.Sos.", "paper": "F4", "_key": new_key(),
        "office_head_number": "NIP 19700101 199503 1 001",
    }  # fmt: skip
    assert client.post(address, body).status_code == 302
    text = text_of(render_document(letter(people.regency_reports)))
    assert in_order(text, "Tanjung, ", "Kepala Dinas Sosial Kabupaten Sukaraya,", "LALU MASTUR, S.Sos.", "NIP 19700101")
    kind, by = Kind.SOCIALISATION_SUBDISTRICT, people.regency_reports
    meeting = make.held_meeting(kind, by, on=TODAY, region=regions.subdistrict)
    assert host_signature(meeting)["name"] == "LALU MASTUR, S.Sos."
    assert "Lalu Mastur, S.Sos." in client.get(address).content.decode()
    camat = head_of(Book.OFFICE, regions.subdistrict)
    assert camat["capacity"] == [f"Camat {regions.subdistrict.name}"] and camat["name"]  # by the assignment
    assert place_of(Region.objects.get(level="nation")) == "Jakarta"
    assert "office_head" not in sign_in(people.village_operator).get(address).context["form"].fields


def test_the_crest_in_use_is_shown_and_a_wrong_file_is_told_of_a_crest(people, sign_in):
    client, address = sign_in(people.village_operator), reverse("institutions:letterhead")
    assert "<img src=" not in client.get(address).content.decode().split('<main', 1)[1]
    save_letterhead({}, crest=arms(), by=people.regency_reports, on=TODAY)
    page = client.get(address).content.decode()
    assert "Lambang sekarang" in page and "data:image/png;base64," in page and "Dari wilayah di atas" in page
    wrong = {"paper": "F4", "_key": new_key(), "crest": SimpleUploadedFile("kop.docx", b"PK\x03\x04 kop surat")}
    answer = client.post(address, wrong).content.decode()
    assert "Lambang harus gambar JPG atau PNG." in answer and "foto suratnya" not in answer


def test_a_long_capacity_breaks_in_even_lines_and_a_gap_is_not_underlined(regions):
    long = "Kepala Dinas Sosial Kabupaten Lombok Utara"
    assert balanced(long, 36) == "Kepala Dinas Sosial<br>Kabupaten Lombok Utara"
    assert balanced("Camat <Gangga>", 36) == "Camat <Gangga>"  # escaped by the template
    assert balanced("a & b " * 10, 36).count("&amp;") == 10
    html = compose("documents/signature.html", {"title": "x"})
    assert "signature__name--gap" in html


@pytest.mark.parametrize("level", ["nation", "subdistrict"])
def test_codes_at_the_foot_speak_indonesian_and_name_the_country(level, people):
    by = {"nation": people.ministry, "subdistrict": people.subdistrict_operator}[level]
    actor = {"nation": Actor.MINISTRY, "subdistrict": Actor.SUBDISTRICT}[level]
    code = checklist_facts(actor, by.region, 2026, [], "F4")["document_id"]
    assert code == {"nation": "TGS-KEMENSOS-RI-2026", "subdistrict": f"TGS-KEC-{by.region.dotted_code}-2026"}[level]
