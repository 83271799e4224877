"""The line of two families on the screens of a cheap phone: pokja, kepala desa, secretary, LK3 and the pioneer."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from families.models import Family, Need, Pairing, Participation
from fcu_project.dates import short_date
from institutions.models import Membership
from tests import factories as make
from tests.browser.conftest import account_for
from tests.browser.test_walk_screens import add_participants, give_reasons, hold, plan, write_minutes
from tests.factories import TODAY
from tests.letters import text_of

pytestmark = pytest.mark.browser

BRIEFED_ON, ANSWERED_ON, FGD_ON = (TODAY - timedelta(days=days) for days in (2, 4, 5))
HADI, SUMIYATI = "Hadi Suwito", "Sumiyati"


@pytest.fixture
def accounts(people):
    """An active FCU whose people have names of their own and accounts; returns the user names by role."""
    names = {
        "secretary": "Rina Apriani", "village_head": "Haji Sumarno", "working_group": "Lalu Rizki Pratama",
        "lk3": "Nurul Aini",
    }  # fmt: skip
    for role, name in names.items():
        person = getattr(people, role).person
        person.name, person.position = name, ""
        person.save()
    unit = make.active_unit(people.village_operator)
    first, second = unit.current_members().filter(kind="psks")[:2]
    second.institution.element = make.InstitutionType.objects.get(code="karang-taruna")
    second.institution.save()
    for member, name in ((first, "Siti Rohani"), (second, "Bagus Setiawan")):
        member.person.name = name
        member.person.save()
    return {role: account_for(getattr(people, role), role.replace("_", ".")) for role in names}


def tick(window, name, value=None):
    """Tick or choose an input whose name holds signs that mean something to a selector."""
    chosen = f'[value="{value}"]' if value is not None else ""
    window.page.locator(f'main form [name="{name}"]{chosen}').check()


def write(window, name, text):
    window.page.locator(f'main form [name="{name}"]').fill(text)


def family_page(window, name):
    window.menu("Keluarga")
    window.follow(name, exact=False)
    window.heading(f"Keluarga {'Bapak' if name == HADI else 'Ibu'} {name}")


# --- the steps, by who takes them -------------------------------------------------------------------------------------
def secretary_forms_the_group(secretary):
    secretary.menu("FCU")
    secretary.page.locator("main .cols a", has_text="FCU").first.click()
    secretary.follow("Bentuk pokja", exact=False)
    secretary.fill(formed_on=short_date(TODAY - timedelta(days=14)))
    for name in ("Siti Rohani", "Bagus Setiawan"):
        secretary.page.get_by_label(name, exact=False).check()
    secretary.page.locator("main form button[type=submit]").click()
    secretary.sees("Siti Rohani", "Bagus Setiawan")


def group_records_and_assesses(pokja):
    pokja.menu("Keluarga")
    pokja.follow("Tambah calon")
    for name, sex, rt in ((HADI, "male", "1"), (SUMIYATI, "female", "3")):
        pokja.fill(head_name=name, head_sex=sex, rt=rt, rw="2", hamlet="Krajan",
                   recorded_on=short_date(TODAY - timedelta(days=10)))  # fmt: skip
        pokja.page.locator("main form [name=socio_economic]").nth(1).check()
        pokja.page.locator("main form [name=occupation]").select_option(index=4)
        pokja.page.get_by_label("Pendapatan tidak tetap").check()
        pokja.press("Simpan & isi berikutnya")
        pokja.sees(f"{name} tercatat")
    assert set(Family.objects.values_list("rt", flat=True)) == {"001", "003"}
    for name, which, codes in ((HADI, "pioneer", "P5.4"), (SUMIYATI, "plasma", "L5.2")):
        family = Family.objects.get(head_name=name)
        family_page(pokja, name)
        pokja.open(f"/keluarga/{family.uid}/penilaian/{which}/")
        good, bad = ("yes", "no") if which == "pioneer" else ("no", "yes")
        for name_of in sorted({e.get_attribute("name") for e in pokja.page.locator('[name^="value-"]').all()}):
            code = name_of.removeprefix("value-")
            tick(pokja, name_of, "marriage-1" if code == "L1" else bad if code == codes else good)
        pokja.fill(assessed_on=short_date(TODAY - timedelta(days=8)))
        pokja.page.locator("main form [name=interviewer]").select_option(index=1)
        pokja.press("Simpan & selesai")
        pokja.sees("17 dari 18" if which == "pioneer" else "10 dari 11")
        pokja.picture(f"keluarga-penilaian-{which}")


def head_confirms(kades):
    kades.open("/")
    kades.sees("calon")
    kades.open("/keluarga/konfirmasi/")
    kades.sees(HADI, SUMIYATI)
    kades.press("Benarkan semua di halaman ini")
    assert not Family.objects.filter(confirmed_on=None).exists()


def focus_group_decides(secretary):
    plan(secretary, "Diskusi kelompok terfokus (FGD) pemilihan keluarga", held_on=short_date(FGD_ON),
         place="Balai Desa")  # fmt: skip
    add_participants(secretary, ("Haji Sumarno", "", "government", "Kepala Desa"), ("Siti Rohani", "", "psks", "Ketua"))
    write_minutes(secretary, "Setiap calon dibahas satu per satu.", method="consensus")
    expect(secretary.page.get_by_role("button", name="Nyatakan terlaksana")).to_have_attribute("aria-disabled", "true")
    meeting = secretary.page.url
    secretary.open(f"{meeting}peringkat/")
    for rank, (name, choice) in enumerate(((HADI, "pioneer"), (SUMIYATI, "plasma")), 1):
        life = Family.objects.get(head_name=name).participation()
        tick(secretary, "ticked", life.pk)
        write(secretary, f"rank-{life.pk}", str(rank))
        field = secretary.page.locator(f'main form [name="choice-{life.pk}"]')
        if field.first.evaluate("e => e.tagName") == "SELECT":
            field.select_option(choice)
        else:
            tick(secretary, f"choice-{life.pk}", choice)
        if choice == "plasma":
            tick(secretary, f"limited_access-{life.pk}")
        write(secretary, f"reason-{life.pk}", "Disepakati bersama dalam musyawarah.")
    secretary.picture("keluarga-peringkat")
    secretary.press("Simpan peringkat")
    hold(secretary)
    assert {row.stage for row in Participation.objects.all()} == {"proposed"}


def identity_and_consent(secretary, name, spouse):
    family_page(secretary, name)
    family = Family.objects.get(head_name=name)
    is_man = family.head_sex == "male"
    secretary.open(f"/keluarga/{family.uid}/identitas/")
    secretary.fill(address="Dusun Krajan", card_number="5208 0112 0315 0001" if is_man else "5208011203150002")
    secretary.press("Simpan & lanjut ke anggota")
    people = (
        (name, "male" if is_man else "female", "12-03-1984", 1, "120384" if is_man else "520384"),
        (spouse, "female" if is_man else "male", "07-05-1986", 3 if is_man else 2, "470586" if is_man else "070586"),
    )
    for number, (who, sex, born, relation, digits) in enumerate(people, 1):
        secretary.open(f"/keluarga/{family.uid}/anggota/tambah/")
        secretary.fill(name=who, nik=f"520801{digits}{family.number:02d}{number:02d}", sex=sex, birth_date=born)
        for field, code in (
            ("religion", 1),
            ("education", 5),
            ("occupation", 9),
            ("marital", 2),
            ("relation", relation),
        ):
            choose_code(secretary, field, code)
        secretary.press("Simpan & selesai")
        if secretary.page.locator("main form [name=checked]").count():  # the region of the card is not in this list
            secretary.fill(checked=True)
            secretary.press("Simpan & selesai")
        secretary.sees(who, "5208••••••••••••")
    secretary.open(f"/keluarga/{family.uid}/kesediaan/")
    secretary.fill(willing="yes", data_use=True, head_signed=True, spouse_signed=True,
                   answered_on=short_date(ANSWERED_ON))  # fmt: skip
    secretary.picture("keluarga-kesediaan")
    secretary.press("Simpan jawaban")
    assert family.participation().stage == "willing"


def choose_code(window, field, code):
    """Choose an answer of a code list, whichever way it is asked."""
    inputs = window.page.locator(f"main form [name={field}]")
    if inputs.first.evaluate("e => e.tagName") == "SELECT":
        options = inputs.locator("option").all_text_contents()
        inputs.select_option(label=next(text for text in options if text.strip().startswith(f"{code} –")))
    else:
        window.page.locator("main form label", has_text=f"{code} –").first.click()


def pioneer_is_designated(secretary):
    family = Family.objects.get(head_name=HADI)
    secretary.open(f"/keluarga/{family.uid}/alasan-indikator/")
    write(secretary, "reason-P5.4", "Menabung di kelompok tani, cukup untuk setahun.")
    secretary.press("Simpan alasan")
    plan(secretary, "Rapat penetapan keluarga pionir", held_on=short_date(BRIEFED_ON), place="Sekretariat FCU")
    designate(secretary, family)
    assert Membership.objects.get(kind="pioneer").person.name == HADI


def designate(secretary, family, **told):
    """Whom a meeting designates, and what the meeting itself needs."""
    add_participants(secretary, ("Siti Rohani", "", "psks", "Ketua"))
    write_minutes(secretary, "Kesediaan keluarga diperiksa.", method="consensus")
    meeting = secretary.page.url
    secretary.open(f"{meeting}penetapan/")
    life = family.participation()
    tick(secretary, "ticked", life.pk)
    for name, value in told.items():
        field = secretary.page.locator(f'main form [name="{name}-{life.pk}"]')
        if field.first.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            tick(secretary, f"{name}-{life.pk}", value)
    secretary.press("Simpan daftar")
    give_reasons(secretary, "Sudah diundang, berhalangan hadir.")
    hold(secretary)
    assert family.participation().stage == "designated"


def pioneer_is_prepared(secretary, lk3):
    family = Family.objects.get(head_name=HADI)
    family_page(secretary, HADI)
    secretary.open(f"/keluarga/{family.uid}/pembekalan/")
    secretary.follow("Tulis cerita")
    secretary.fill(success_story="Dahulu buruh tani, sekarang mengolah kakao sendiri.")
    secretary.press("Simpan")
    secretary.follow("Tambah baris")
    secretary.fill(problem="Pendapatan tidak tetap", goal="Usaha sampingan", activity="Belajar membuat keripik",
                   period="Setiap Sabtu")  # fmt: skip
    secretary.press("Simpan baris")
    secretary.sees("Belajar membuat keripik")
    plan(lk3, "Pemantapan keluarga pionir", region="Desa Sidomekar", held_on=short_date(BRIEFED_ON), place="Balai Desa")
    add_participants(lk3, ("Nurul Aini", "", "lk3", "Konselor"))
    write_minutes(lk3, "Lima materi disampaikan, bermain peran kunjungan pertama.")
    meeting = lk3.page.url
    lk3.open(f"{meeting}pemantapan/")
    for label in ("Keterampilan pengasuhan", "Penyajian materi", "Bermain peran"):
        lk3.page.get_by_label(label).check()
    life = family.participation()
    for topic in lk3.page.locator(f'main form [name="topics-{life.pk}"]').all():
        topic.check()
    lk3.picture("keluarga-pemantapan")
    lk3.press("Simpan pembekalan")
    give_reasons(lk3, "TKSK bertugas di kecamatan lain hari itu.")
    hold(lk3)
    lk3.open(f"/keluarga/{family.uid}/pembekalan/")
    lk3.follow("Nyatakan sudah dibekali")
    lk3.press("Nyatakan sudah dibekali")
    lk3.sees("Sudah dibekali")
    assert lk3.open(f"/keluarga/{family.uid}/") == 403


def plasma_is_paired(secretary):
    family = Family.objects.get(head_name=SUMIYATI)
    plan(secretary, "Pertemuan penetapan keluarga plasma", held_on=short_date(BRIEFED_ON), place="Rumah Bapak Hadi")
    designate(secretary, family, place_kind="pioneer_home", method="discussion")
    secretary.menu("Pendampingan")
    secretary.follow("Pasangkan Ibu Sumiyati")
    secretary.page.locator("main [name=pioneer]").select_option(index=1)
    secretary.fill(paired_from=short_date(TODAY - timedelta(days=1)), reason="Bertetangga.")
    secretary.press("Pasangkan")
    secretary.sees("sekarang mendampingi")


def pioneer_visits(pioneer):
    """The own phone: the own family only, a visit, and the need it found."""
    pioneer.menu("Pendampingan")
    pioneer.follow("Ibu Sumiyati")
    pioneer.follow("Catat kunjungan")
    pioneer.fill(kind="visit", topic="Berkenalan dan mendengarkan.", agreed="Bertemu tiap Sabtu.",
                 need_title="Modal jualan sayur", need_problem="Pendapatan tidak tetap", need_priority="1")  # fmt: skip
    pioneer.picture("keluarga-kunjungan")
    pioneer.press("Simpan catatan")
    pioneer.sees("Modal jualan sayur", "Bertemu tiap Sabtu.")
    need = Need.objects.get()
    assert (need.family.head_name, need.found_in.author.name) == (SUMIYATI, HADI)
    other = Family.objects.get(head_name=HADI)
    assert pioneer.open(f"/keluarga/{other.uid}/") == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("FAM-06", "FAM-08", "FAM-14")
def test_from_a_short_record_to_the_first_visit(people, accounts, window, regions):
    secretary = window("secretary").sign_in(accounts["secretary"])
    secretary_forms_the_group(secretary)
    group_records_and_assesses(window("pokja").sign_in(accounts["working_group"]))
    head_confirms(window("kades").sign_in(accounts["village_head"]))
    focus_group_decides(secretary)
    identity_and_consent(secretary, HADI, "Lestari Ningsih")
    identity_and_consent(secretary, SUMIYATI, "Suharto Wijaya")
    pioneer_is_designated(secretary)
    pioneer_is_prepared(secretary, window("lk3").sign_in(accounts["lk3"]))
    plasma_is_paired(secretary)
    person = Membership.objects.get(kind="pioneer").person
    account = make.AssignmentFactory(role="pioneer", region=regions.village, person=person)
    pioneer_visits(window("pioneer").sign_in(account_for(account, "pionir")))
    assert Pairing.objects.get().pioneer.stage == "on_duty"
    paper = secretary.download(f"/keluarga/{Family.objects.get(head_name=SUMIYATI).uid}/formulir.pdf")
    assert SUMIYATI.upper() in text_of(paper).upper()
    family_page(secretary, SUMIYATI)
    assert secretary.overflow(360) == []
    secretary.picture("keluarga-berkas")
