"""The head of an office's letters: its own address, the crest of its kabupaten, the paper it prints on."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from institutions.actions.letterhead import save_letterhead
from institutions.documents.letterhead import letterhead
from institutions.models import RegionSetting
from institutions.rendering import render_document
from tests.factories import TODAY
from tests.filling import new_key
from tests.institutions.fill_letters import letter
from tests.letters import paper_of, reader, text_of

pytestmark = pytest.mark.django_db


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
