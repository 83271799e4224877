"""Uploads: what is no scan is refused in plain words and leaves nothing; what is kept, is kept safely."""

import io
import random
import re
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from PIL import Image

from fcu_project import files
from fcu_project.models import FormReceipt, StoredFile
from institutions.actions import document as document_actions
from institutions.models import Meeting
from tests import factories as make
from tests.corpus import scans
from tests.factories import TODAY, AssignmentFactory
from tests.form_routes import FORMS, filler, new_key, picture
from tests.test_writing import ENGLISH

REFUSED = {
    # name of the file as sent, its bytes, what the person is told
    "empty": ("surat.pdf", lambda: b"", "kosong"),
    "program": ("surat.pdf", scans.program, "bukan PDF, JPG, atau PNG"),
    "svg": ("logo.svg", scans.svg, "bukan PDF, JPG, atau PNG"),
    "svg named png": ("logo.png", scans.svg, "bukan PDF, JPG, atau PNG"),
    "html": ("surat.html", scans.html_page, "bukan PDF, JPG, atau PNG"),
    "archive": ("surat.pdf", scans.archive, "bukan PDF, JPG, atau PNG"),
    "gif": ("surat.gif", scans.gif, "bukan PDF, JPG, atau PNG"),
    "postscript": ("surat.pdf", scans.eps, "bukan PDF, JPG, atau PNG"),
    "heic": ("IMG_0001.HEIC", scans.heic, "HEIC.*JPG"),
    "cut pdf": ("surat.pdf", scans.cut_pdf, "rusak"),
    "noise": ("surat.pdf", scans.pdf_of_noise, "rusak"),
    "looping pdf": ("surat.pdf", scans.looping_pdf, "rusak"),
    "no pages": ("surat.pdf", scans.pdf_without_pages, "tidak punya halaman|rusak"),
    "locked": ("surat.pdf", scans.locked_pdf, "kata sandi"),
    "script": ("surat.pdf", scans.pdf_with_script, "program"),
    "script on opening": ("surat.pdf", scans.pdf_with_script_on_opening, "program"),
    "script on page": ("surat.pdf", scans.pdf_with_script_on_page, "program"),
    "script after closing": ("surat.pdf", scans.pdf_with_script_after_closing, "program"),
    "chained script": ("surat.pdf", scans.pdf_with_chained_script, "program"),
    "scripted link": ("surat.pdf", scans.pdf_with_scripted_link, "program"),
    "launching link": ("surat.pdf", scans.pdf_with_launching_link, "program"),
    "launch on opening": ("surat.pdf", scans.pdf_launching_on_opening, "program"),
    "attachment": ("surat.pdf", scans.pdf_with_attachment, "lampiran"),
    "attached note": ("surat.pdf", scans.pdf_with_attached_note, "lampiran"),
    "5,000 pages": ("surat.pdf", scans.long_pdf, "terlalu panjang"),
    "cut jpeg": ("foto.jpg", scans.cut_jpeg, "rusak"),
    "broken png": ("foto.png", scans.broken_png, "rusak"),
    "png of text": ("foto.png", scans.png_of_text, "rusak"),
    "pixel bomb": ("foto.png", scans.png_bomb, "megapiksel"),
    "6 MB": ("surat.pdf", scans.heavy, r"terlalu besar \(6,0 MB\)\. Paling besar 5 MB\."),
}
KEPT = {
    "pdf": ("surat.pdf", scans.pdf, "application/pdf"),
    "60 pages": ("surat.pdf", lambda: scans.pdf(60), "application/pdf"),
    "jpeg": ("foto.jpg", scans.picture, "image/jpeg"),
    "png": ("foto.png", lambda: scans.picture("PNG"), "image/jpeg"),
    "png with holes": ("foto.png", lambda: scans.picture("PNG", mode="LA"), "image/jpeg"),
    "palette": ("foto.png", lambda: scans.picture("PNG", mode="P"), "image/jpeg"),
    "16 bit": ("foto.png", lambda: scans.picture("PNG", mode="I;16"), "image/jpeg"),
    "cmyk": ("foto.jpg", lambda: scans.picture(mode="CMYK"), "image/jpeg"),
    "wrong suffix": ("foto.pdf", scans.picture, "image/jpeg"),
    "telephone": ("IMG_1.jpg", scans.photo_from_a_telephone, "image/jpeg"),
    "polyglot": ("foto.png", scans.picture_and_page, "image/jpeg"),
    "jpeg and archive": ("foto.jpg", scans.jpeg_and_archive, "image/jpeg"),
}


def upload(name, content):
    return SimpleUploadedFile(name, content)


def on_disk():
    """Every file in the storage."""
    folders, found = [""], []
    while folders:
        folder = folders.pop()
        try:
            inside, names = default_storage.listdir(folder)
        except FileNotFoundError:
            continue
        folders += [f"{folder}/{name}".lstrip("/") for name in inside]
        found += [f"{folder}/{name}".lstrip("/") for name in names]
    return found


@pytest.fixture
def filled(people, regions, sign_in, remember):
    return filler(people, regions, sign_in, remember)


# --- refused --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_scan_is_refused_in_plain_words(case):
    name, content, told = REFUSED[case]
    content = content()
    began = time.monotonic()
    with pytest.raises(ValidationError) as refusal:
        files.check_scan(upload(name, content))
    assert re.search(told, refusal.value.message), refusal.value.message
    assert not ENGLISH.search(refusal.value.message)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("case", ["empty", "program", "locked", "pixel bomb", "6 MB", "cut jpeg"])
@pytest.mark.parametrize(
    "route",
    ["institutions:meeting-create#from-paper", "institutions:document-issue", "institutions:document-scan-upload"],
)
def test_a_refused_scan_leaves_nothing_behind(route, case, filled):
    """Not on the disk, not in the tables; the form comes back with its words and the reason."""
    client, filling = filled(route)
    name, content, told = REFUSED[case]
    before, files_before = picture(), sorted(on_disk())
    body = {**filling.body(new_key()), "scan": upload(name, content())}
    response = client.post(filling.url, body)
    assert response.status_code == 422
    assert re.search(told, response.context["form"].errors["scan"][0])
    assert (picture(), sorted(on_disk())) == (before, files_before)
    for field in filling.text:
        assert filling.data[field].split("\n")[0] in response.content.decode()


@pytest.mark.filterwarnings("ignore")
def test_scans_of_noise_are_refused_and_nothing_else_happens():
    """Cut or spoilt anywhere, a file is either still readable or refused; no other error reaches the person."""
    chance = random.Random(7)
    for whole in (scans.pdf(2), scans.photo_from_a_telephone(), scans.picture("PNG", size=(90, 90))):
        for _ in range(60):
            spoilt = bytearray(whole)
            for _ in range(chance.randint(1, 6)):
                spoilt[chance.randrange(8, len(spoilt))] = chance.randrange(256)
            if chance.random() < 0.4:
                del spoilt[chance.randrange(12, len(spoilt)) :]
            try:
                files.check_scan(upload("x", bytes(spoilt)))
            except ValidationError:
                pass


# --- a write that fails after the file was taken in -----------------------------------------------------------------
def test_a_number_that_is_taken_leaves_no_file(people, sign_in, regions):
    """The scan is good, the number is not: no bytes stay without an owner."""
    by = people.village_operator
    document = make.ready_decree(make.formed_unit(by), by).document
    first = make.held_meeting("routine", by, on=TODAY)
    taken = make.issued_record(first, by, number="77/BA/2025")
    second = document_actions.open_letter(make.held_meeting("routine", by, on=TODAY), "record", by=by, on=TODAY)
    make.workflow.perform(second, "prepare", by=by, on=TODAY)
    before = sorted(on_disk())
    client = sign_in(by)
    response = client.post(
        reverse("institutions:document-issue", args=[second.uid]),
        {"_key": new_key(), "number": taken.number, "dated_on": TODAY.strftime("%d-%m-%Y"), "scan": make.scan()},
    )
    assert response.status_code == 422
    assert "sudah dipakai" in response.content.decode()
    early = client.post(
        reverse("institutions:document-issue", args=[document.uid]),
        {"_key": new_key(), "number": "1/KEP", "dated_on": "01-01-2020", "scan": make.scan()},
    )
    assert early.status_code == 409
    assert sorted(on_disk()) == before
    assert StoredFile.objects.count() == len(before)


def test_a_transaction_that_fails_later_leaves_no_file(people):
    before = sorted(on_disk())
    with pytest.raises(RuntimeError), transaction.atomic():
        files.store_scan(make.scan(), by=people.village_operator)
        raise RuntimeError("later")
    assert sorted(on_disk()) == before


# --- kept -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", KEPT)
def test_a_scan_is_kept_as_what_it_is(case, people):
    name, content, kind = KEPT[case]
    stored = files.store_scan(upload(name, content()), by=people.village_operator)
    kept = files.read(stored)
    assert (stored.content_type, stored.size, stored.created_by) == (kind, len(kept), people.village_operator.actor_uid)
    assert kept.startswith(b"%PDF-" if kind == "application/pdf" else b"\xff\xd8\xff")
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}\.(pdf|jpg)", stored.path)
    assert on_disk() == [stored.path]


def test_the_place_of_a_photo_is_forgotten_its_orientation_kept(people):
    stored = files.store_scan(upload("IMG_1.jpg", scans.photo_from_a_telephone()), by=people.village_operator)
    kept = files.read(stored)
    for secret in (b"Exif", b"GPS", b"TELEPON-DESA", b"RUMAH-PAK-LURAH"):
        assert secret not in kept
    image = Image.open(io.BytesIO(kept))
    assert (image.size, dict(image.getexif())) == ((40, 80), {})
    top, bottom = image.getpixel((20, 5)), image.getpixel((20, 75))
    assert top[0] > 150 and top[1] < 90 and min(bottom) > 200  # what was left is now on top


def test_what_hides_behind_a_picture_is_cut_off(people):
    for content in (scans.picture_and_page(), scans.jpeg_and_archive()):
        kept = files.read(files.store_scan(upload("foto.png", content), by=people.village_operator))
        for hidden in (b"<script", b"<!doctype", b"PK\x03\x04", scans.NIK):
            assert hidden not in kept


def test_a_photo_of_any_size_becomes_a_small_one():
    noise = Image.effect_noise((3000, 2000), 60).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=75)
    content, _ = files.check_scan(upload("foto.jpg", out.getvalue()))
    assert max(Image.open(io.BytesIO(content)).size) <= 2400
    assert len(content) < len(out.getvalue())


NAMES = (
    "../../settings.py", "..\\..\\settings.py", "/etc/passwd", "C:\\surat.pdf", "a\x00.pdf", "x" * 300 + ".pdf",
    "CON", ".htaccess", "surat\r\nSet-Cookie: a=b.pdf", "<img src=x onerror=alert(1)>.pdf", "\u202efdp.exe",
    "surat.jpg.php", "shell.phtml", "surat 'baru' \"final\".pdf", "ünïcödé 👍.pdf", "   ",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_a_label(name, filled, people):
    """Whatever a file is called: a random place on the disk, a harmless name when it is fetched."""
    client, filling = filled("institutions:document-scan-upload")
    sent = SimpleUploadedFile("surat.pdf", scans.pdf(), content_type="application/pdf")
    sent._name = name  # past the check that a browser does not make
    response = client.post(filling.url, {"_key": new_key(), "scan": sent})
    if response.status_code == 422:  # a browser cannot send some of these; then the file is asked for again
        assert "Unggah" in response.content.decode() or "belum diisi" in response.content.decode()
        return
    assert response.status_code == 302
    stored = StoredFile.objects.order_by("-id").first()
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}\.pdf", stored.path)
    assert set(on_disk()) == set(StoredFile.objects.values_list("path", flat=True))
    assert "/" not in stored.original_name and "\\" not in stored.original_name and len(stored.original_name) <= 200
    assert not re.search(r"[\x00-\x1f\u202e]", stored.original_name)
    fetched = client.get(filling.url.replace("unggah/", ""))
    disposition = fetched["Content-Disposition"]
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert fetched["Content-Type"] == "application/pdf"
    assert "\r" not in disposition and "\n" not in disposition
    assert re.search(r"\.pdf(\"|'|$)", disposition), disposition  # saved, it opens as what it is
    assert b"".join(fetched.streaming_content) == scans.pdf()
    page = client.get(response["Location"]).content.decode()
    assert "<img src=x" not in page


# --- who may fetch --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("role", "place", "status"), [
    ("village_operator", "village", 200), ("secretary", "village", 200), ("tksk", "subdistrict", 200),
    ("village_operator", "sibling", 404), ("village_operator", "elsewhere", 404), ("village_head", "kelurahan", 404),
    ("tksk", "other_subdistrict", 404), ("regency_reports", "city", 404), ("pioneer", "village", 403),
    ("administrator", "nation", 403),
])  # fmt: skip
def test_scans_are_fetched_through_the_row_they_belong_to(role, place, status, people, regions, sign_in):
    """The signed decree, and the paper of an event above that the village recorded."""
    by = people.village_operator
    document = make.decreed_unit(by).decree_in_force().document
    meeting = make.held_meeting("socialisation_subdistrict", by, on=TODAY)
    Meeting.objects.filter(pk=meeting.pk).update(paper_scan=document.signed_scan)
    reader = AssignmentFactory(role=role, region=getattr(regions, place))
    client = sign_in(reader)
    for url in (
        reverse("institutions:document-scan", args=[document.uid]),
        reverse("institutions:meeting-paper", args=[meeting.uid]),
    ):
        response = client.get(url)
        assert response.status_code == status, url
        if status != 200:
            assert b"%PDF" not in response.content
    assert client.get(f"/media/{document.signed_scan.path}").status_code == 404


def test_the_same_file_sent_twice_is_one_receipt_and_one_file(filled):
    client, filling = filled("institutions:document-issue")
    key, before = new_key(), len(on_disk())
    for _ in range(3):
        assert client.post(filling.url, filling.body(key)).status_code == 302
    assert FormReceipt.objects.filter(key=key).count() == 1
    assert len(on_disk()) == before + 1
    assert set(FORMS) >= {"institutions:document-issue"}
