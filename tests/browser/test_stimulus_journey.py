"""From the family's request to its original receipts at the ministry: granted, paid, shown by receipts, handed on."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from fcu_project.dates import long_date, rupiah, short_date, today
from reporting.models import Disbursement, FamilyAccount, StimulusReceipt
from tests.browser.conftest import account_for
from tests.browser.test_money_journey import looks_well, photo
from tests.factories import TODAY
from tests.letters import in_order, text_of
from tests.reporting import stimulus

pytestmark = pytest.mark.browser

NAMES = {"secretary": "Rina Apriani", "regency_funds": "Baiq Hidayatun", "ministry": "Wirasana"}
ACCOUNT = "012345678901"
ENTITLEMENT, ASKED, TOO_MUCH, FOOD, STALL = 3_000_000, 2_000_000, 3_500_000, 900_000, 1_100_000
FOOD_SELLER, STALL_SELLER = "Toko Rejeki", "Mebel Karya"
# How many days ago each thing happened.
GRANTED, OPENED, REQUESTED, DECIDED, PAID, BOUGHT, TO_FCU, TO_DINAS, AT_DINAS, TO_MINISTRY, AT_MINISTRY = (
    75, 70, 60, 55, 50, 45, 40, 35, 28, 20, 8,
)  # fmt: skip


def ago(days):
    return TODAY - timedelta(days=days)


def typed(days):
    return short_date(ago(days))


@pytest.fixture
def accounts(people):
    """A family that the Dinas prepared in the verified packet of its village; user names by role."""
    for role, name in NAMES.items():
        person = getattr(people, role).person
        person.name, person.position = name, ""
        person.save()
    stimulus.recipient(people)
    return {role: account_for(getattr(people, role), role.replace("_", ".")) for role in NAMES}


def pick(window, name, words):
    """The option of a list that begins with these words."""
    found = window.page.locator(f"main form [name={name}]")
    options = found.locator("option").all_text_contents()
    found.select_option(label=next(option for option in options if option.startswith(words)))


def masked(window):
    window.sees(f"••••••{ACCOUNT[-4:]}")
    assert ACCOUNT not in window.page.content()


# --- money to the family --------------------------------------------------------------------------------------------
def dinas_grants(dinas):
    """By one decision to the family of the verified packet; then its account, of which four digits are shown."""
    dinas.menu("Dana stimulan")
    dinas.follow("Tetapkan hak", exact=False)
    dinas.fill(ticked=True, decision_number="460/12/2026", decided_on=typed(GRANTED), amount_all=str(ENTITLEMENT),
               purpose="Modal warung")  # fmt: skip
    looks_well(dinas, "tetapkan-hak")
    dinas.press("Tetapkan hak")
    dinas.sees("Hak 1 keluarga tersimpan")
    dinas.follow("Ibu Sumiyati")
    dinas.follow("Catat rekening")
    dinas.fill(bank="BRI Unit Tanjung", number="0123 4567 8901", opened_on=typed(OPENED))
    pick(dinas, "holder", "Sumiyati")
    dinas.press("Simpan rekening")
    masked(dinas)
    looks_well(dinas, "hak-keluarga")
    assert FamilyAccount.objects.get().number == ACCOUNT
    return dinas.page.url


def secretary_types_the_request(secretary, grant):
    """Above the entitlement it is refused with the number that is left."""
    secretary.open(grant)
    masked(secretary)
    secretary.follow("Catat permohonan")
    secretary.fill(requested_on=typed(REQUESTED), amount=str(TOO_MUCH), purpose="Beras, gula, dan etalase warung")
    pick(secretary, "requested_by", "Sumiyati")
    secretary.press("Simpan permohonan")
    secretary.sees(f"Isi paling banyak {rupiah(ENTITLEMENT)}", f"hak {rupiah(ENTITLEMENT)}")
    assert not Disbursement.objects.exists()
    secretary.fill(amount=str(ASKED))
    secretary.press("Simpan permohonan")
    secretary.sees("menunggu keputusan Dinas Sosial", rupiah(ASKED))
    looks_well(secretary, "permohonan")
    return secretary.page.url


def dinas_approves_and_pays(dinas, request):
    dinas.open("/")
    dinas.sees("permohonan")
    dinas.open(request)
    dinas.follow("Setujui permohonan")
    dinas.fill(approved=str(ASKED + 1), decision_number="460/20/2026", decided_on=typed(DECIDED))
    dinas.press("Setujui permohonan")
    dinas.sees(f"Keluarga mengajukan {rupiah(ASKED)}")
    dinas.fill(approved=str(ASKED))
    dinas.press("Setujui permohonan")
    dinas.sees("Tahap sekarang: Disetujui")
    dinas.follow("Catat pencairan")
    dinas.fill(paid_on=typed(PAID), paid_proof="SP2D 113/2026")
    dinas.press("Catat pencairan")
    dinas.sees("Tahap sekarang: Dicairkan")
    masked(dinas)
    expect(dinas.page.get_by_role("link", name="Batalkan catatan pencairan")).not_to_have_class("btn btn-primary")
    looks_well(dinas, "pencairan")
    approval = text_of(dinas.download(f"{urlsplit(request).path}cetak-persetujuan/"))
    assert "460/20/2026" in approval and rupiah(ASKED) in approval and "dua juta rupiah" in approval.lower()
    assert ACCOUNT not in re.sub(r"\s", "", approval)


# --- what was bought --------------------------------------------------------------------------------------------------
def secretary_types_the_receipts(secretary, request):
    """Line by line; lines that do not come to the sum are refused with both numbers. Returns both pages."""
    secretary.open(request)
    secretary.follow("Catat kuitansi")
    secretary.fill(**{
        "seller": FOOD_SELLER, "number": "N-21", "dated_on": typed(BOUGHT), "amount": str(FOOD),
        "scan": photo("beras.jpg"),
        "lines-0-what": "Beras", "lines-0-volume": "50 kg", "lines-0-amount": "700.000",
        "lines-1-what": "Gula pasir", "lines-1-volume": "10 kg", "lines-1-amount": "180.000",
    })  # fmt: skip
    secretary.press("Simpan kuitansi")
    secretary.sees(f"Jumlah baris {rupiah(880_000)} tidak sama dengan jumlah kuitansi {rupiah(FOOD)}: kurang Rp20.000")
    assert not StimulusReceipt.objects.exists()
    looks_well(secretary, "kuitansi-ditolak")
    secretary.fill(**{"lines-1-amount": "200.000", "scan": photo("beras.jpg")})
    secretary.press("Simpan kuitansi")
    secretary.sees(f"Yang belum ada kuitansinya: {rupiah(ASKED - FOOD)}")
    food = secretary.page.url
    secretary.follow("Kuitansi berikutnya")
    secretary.fill(**{
        "seller": STALL_SELLER, "number": "77", "dated_on": typed(BOUGHT), "amount": str(STALL),
        "scan": photo("etalase.jpg"),
        "lines-0-what": "Etalase kaca", "lines-0-volume": "1 buah", "lines-0-amount": str(STALL),
    })  # fmt: skip
    secretary.press("Simpan kuitansi")
    secretary.sees("Yang belum ada kuitansinya: Rp0", "Keluarga")
    return food, secretary.page.url


# --- the road of the originals ----------------------------------------------------------------------------------------
def hand(window, way, on, **told):
    """Every original that waits at the giver goes on this way; returns the page of the handover."""
    window.open("/stimulan/kuitansi-asli/")
    window.follow("Serahkan kuitansi", exact=False)
    window.follow(way)
    for box in window.page.locator("main form [name=receipts]").all():
        box.check()
    window.fill(sent_on=typed(on), **told)
    window.press("Simpan serah terima")
    return window.page.url


def letter_of(window):
    path = window.page.get_by_role("link", name="Cetak surat pengantar").get_attribute("href")
    return text_of(window.download(path))


def secretary_brings_them(secretary):
    """From the family to the FCU at one table, then with a letter to the Dinas. Returns the page of the letter."""
    hand(secretary, "Keluarga menitipkan kepada FCU", TO_FCU, carrier="Sumiyati")
    secretary.sees("2 kuitansi asli tercatat", "Diterima")
    slip = secretary.page.get_by_role("link", name="Cetak tanda terima").get_attribute("href")
    assert rupiah(FOOD + STALL) in text_of(secretary.download(slip))
    sent = hand(secretary, "FCU mengantar ke Dinas Sosial", TO_DINAS, number="12/FCU/2026", carrier="Siti, Sekretaris")
    secretary.sees("Dalam perjalanan", rupiah(FOOD + STALL))
    looks_well(secretary, "serah-terima")
    letter = letter_of(secretary)
    assert in_order(letter, "12/FCU/2026", "Dinas Sosial", "SURAT PENGANTAR KUITANSI ASLI", "Siti, Sekretaris")
    assert all(words in letter for words in (FOOD_SELLER, STALL_SELLER, "Jumlah 2 kuitansi", "dua juta rupiah"))
    return sent


def answer(window, seller, state, note=""):
    """What the receiver says of the original of this shop."""
    line = window.page.locator("main .checklist li", has_text=seller)
    line.get_by_label("Ada" if state else "Tidak ada", exact=True).check()
    if note:
        line.get_by_label("Catatan").fill(note)


def dinas_receives_one(dinas, sent):
    dinas.open("/")
    dinas.sees("2 kuitansi asli dari FCU")
    dinas.open(sent)
    dinas.follow("Terima kuitansi")
    answer(dinas, FOOD_SELLER, True)
    answer(dinas, STALL_SELLER, False)
    dinas.fill(received_on=typed(AT_DINAS))
    dinas.press("Simpan penerimaan")
    dinas.sees("Tuliskan catatan untuk kuitansi yang tidak ada")
    answer(dinas, STALL_SELLER, False, "Tidak ada dalam amplop")
    looks_well(dinas, "terima-kuitansi")
    dinas.press("Simpan penerimaan")
    dinas.sees("1 kuitansi tidak ada", "Diterima, tidak lengkap")


def dinas_forwards(dinas):
    sent = hand(dinas, "Diteruskan ke Kementerian Sosial", TO_MINISTRY, number="460/88/2026", carrier="Kurir dinas")
    dinas.sees("Dalam perjalanan", "1 kuitansi", rupiah(FOOD))
    letter = letter_of(dinas)
    assert "460/88/2026" in letter and FOOD_SELLER in letter and STALL_SELLER not in letter
    year = ago(BOUGHT).year
    report = text_of(dinas.download(f"/stimulan/laporan-realisasi/?tahun={year}&bagian=tahun&cetak=pdf"))
    assert all(words in report for words in ("Sumiyati", FOOD_SELLER, STALL_SELLER, "Gula pasir", "2.000.000"))
    return sent


def ministry_receives(ministry, sent, food, stall):
    """What was sent to it, and nothing of what did not come."""
    ministry.open("/")
    ministry.sees("1 kuitansi asli dari Dinas Sosial")
    ministry.open(sent)
    ministry.follow("Terima kuitansi")
    answer(ministry, FOOD_SELLER, True)
    ministry.fill(received_on=typed(AT_MINISTRY))
    ministry.press("Simpan penerimaan")
    ministry.sees("Semua kuitansi ada")
    looks_well(ministry, "di-kementerian")
    ministry.open("/stimulan/kuitansi/")
    ministry.sees(FOOD_SELLER)
    expect(ministry.page.locator("main")).not_to_contain_text(STALL_SELLER)
    assert ministry.open(food) == 200
    assert ministry.open(stall) == 404


def the_whole_road_is_told(secretary, food):
    """Newest first, each stretch with its day; where it is now, and since how many days."""
    secretary.open(food)
    days = (today() - ago(AT_MINISTRY)).days  # counted now: midnight may have passed since the tests began
    secretary.sees("Kementerian Sosial", f"sejak {long_date(ago(AT_MINISTRY))}, {days} hari")
    road = secretary.page.locator("main .timeline").first.inner_text()
    stretches = (
        (AT_MINISTRY, "Diterima Kementerian Sosial"),
        (TO_MINISTRY, "Diserahkan Dinas Sosial kepada Kementerian Sosial"),
        (AT_DINAS, "Diterima Dinas Sosial"), (TO_DINAS, "Diserahkan FCU kepada Dinas Sosial"),
        (TO_FCU, "Diterima FCU"), (TO_FCU, "Diserahkan Keluarga kepada FCU"),
        (BOUGHT, "Belanja; kuitansi asli ada di keluarga"),
    )  # fmt: skip
    assert in_order(road, *(part for days, title in stretches for part in (typed(days), title)))
    looks_well(secretary, "jalan-kuitansi")


def the_missing_one_is_named(secretary, sent, stall):
    secretary.open("/")
    secretary.sees("1 kuitansi asli tidak sampai di Dinas Sosial")
    secretary.open("/stimulan/kuitansi-asli/?keadaan=kurang")
    secretary.sees("1 tidak sampai")
    secretary.open(sent)
    secretary.sees("1 kuitansi tidak sampai dan kembali tercatat di FCU")
    row = secretary.page.locator("main tr", has_text=STALL_SELLER)
    expect(row).to_contain_text("Tidak ada dalam amplop")
    secretary.open("/stimulan/kuitansi/?di=fcu")
    secretary.sees(STALL_SELLER)
    expect(secretary.page.locator("main")).not_to_contain_text(FOOD_SELLER)
    secretary.open(stall)
    secretary.sees("Tidak sampai di Dinas Sosial; kembali ke FCU", "Tidak ada dalam amplop")


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("FUN-03", "FUN-04", "FUN-06")
def test_from_the_request_to_the_originals_at_the_ministry(accounts, window):
    dinas = window("dinas").sign_in(accounts["regency_funds"])
    secretary = window("secretary").sign_in(accounts["secretary"])
    request = secretary_types_the_request(secretary, dinas_grants(dinas))
    dinas_approves_and_pays(dinas, request)
    food, stall = secretary_types_the_receipts(secretary, request)
    to_dinas = secretary_brings_them(secretary)
    dinas_receives_one(dinas, to_dinas)
    to_ministry = dinas_forwards(dinas)
    ministry_receives(window("ministry").sign_in(accounts["ministry"]), to_ministry, food, stall)
    the_whole_road_is_told(secretary, food)
    the_missing_one_is_named(secretary, to_dinas, stall)
    holders = dict(StimulusReceipt.objects.values_list("seller", "holder"))
    assert holders == {FOOD_SELLER: "ministry", STALL_SELLER: "fcu"}
    assert Disbursement.objects.get().left == 0
