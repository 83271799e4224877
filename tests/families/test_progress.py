"""The pioneer's periodic report: typed by month, on the phone or from paper; missing, late, reminded, answered."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from families import counts, periods
from families import progress as reading
from families.actions import progress as actions
from families.models import Need, Pairing, ProgressReport
from families.tasks import mentoring_tasks
from fcu_project import dates
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY, AssignmentFactory
from tests.families import make, mentoring
from tests.families.fill_pairing import problem
from tests.families.test_papers import paper
from tests.filling import new_key, typed_date
from tests.letters import in_order, text_of

mark = pytest.mark
MONTH = periods.span_of(TODAY, 1)
LAST = periods.before(MONTH, 1)


@pytest.fixture
def pairing(people):
    """Under way since the middle of the month before the last one."""
    row = make.paired(people)
    long_ago = periods.before(LAST, 1) + timedelta(days=14)
    Pairing.objects.update(paired_from=long_ago)
    row.refresh_from_db()
    return row


@pytest.fixture
def companion(pairing):
    return AssignmentFactory(
        role="pioneer", region=pairing.plasma.family.region, person=pairing.pioneer.representative
    )


def sheet(pairing, first):
    return reverse("families:progress-sheet", args=[pairing.pioneer.family.uid, periods.code(first)])


def typed(pairing, **changes):
    pairing.pioneer.refresh_from_db()
    told = {"contacts": "3", "done": "Belajar mencatat belanja", "obstacle": "", "request": "", **changes}
    named = {f"{name}-{pairing.pk}": value for name, value in told.items()}
    return {"reported_on": typed_date(TODAY), "_key": new_key(), "_version": pairing.pioneer.version, **named}


@mark.clause("MEN-03")
def test_a_pioneer_reports_a_month_on_the_phone(pairing, companion, sign_in):
    """Period, progress, changes, obstacles; the FCU reads it in its list, and the figures of the quarter count it."""
    client = sign_in(companion)
    assert client.get(sheet(pairing, LAST)).status_code == 200
    body = typed(pairing, change_view="on", change_access="on", obstacle="Suami merantau", request="Minta bibit")
    assert client.post(sheet(pairing, LAST), body).status_code == 302
    row = ProgressReport.objects.get()
    assert (row.period, row.contacts, row.done, row.obstacle, row.request) == (
        LAST, 3, "Belajar mencatat belanja", "Suami merantau", "Minta bibit")  # fmt: skip
    assert (row.change_view, row.change_needs, row.change_access) == (True, False, True)
    assert (row.author, row.from_paper, row.reported_on) == (pairing.pioneer.representative, False, TODAY)
    told = counts.mentoring(pairing.plasma.family.region, TODAY, TODAY)
    assert (told["reports"], told["families_changed"], told["requests"]) == (1, 1, 1)
    yesterday = TODAY - timedelta(days=1)
    assert counts.mentoring(pairing.plasma.family.region, yesterday, yesterday)["reports"] == 0


@mark.clause("MEN-03")
def test_the_secretary_types_the_paper_and_finds_the_notes_in_it(pairing, people, sign_in):
    """The contacts of the month are counted already; the words of a secret need stay where they are."""
    make.note(pairing, people.secretary, topic="Tabungan mingguan", held_on=LAST)
    secret = Need(title="Tempat aman", problem=problem(), dimension="social")
    make.note(pairing, people.secretary, secret, topic="Bercerita dipukul", held_on=LAST)
    Need.objects.update(problem=make.ProblemType.objects.get(code="kekerasan"))
    client = sign_in(people.secretary)
    page = client.get(sheet(pairing, LAST)).content.decode()
    assert 'value="2"' in page and "Tabungan mingguan" in page and "dipukul" not in page
    client.post(sheet(pairing, LAST), typed(pairing))
    row = ProgressReport.objects.get()
    assert row.from_paper and row.recorded_by.startswith(people.secretary.person.name)
    again = typed(pairing, contacts="4")
    assert client.post(sheet(pairing, LAST), again).status_code == 302
    assert ProgressReport.objects.get().contacts == 4  # one report per pairing and month


def test_a_sheet_sent_again_leaves_the_reports_it_does_not_change(pairing, companion, people, sign_in):
    """Day, author and the paper of a report stay as long as its content stays."""
    other = make.short.life(people.secretary, "Maimunah", "plasma", "mentored", days=make.DAYS).participation()
    second = Pairing.objects.create(pioneer=pairing.pioneer, plasma=other, paired_from=pairing.paired_from)
    yesterday = TODAY - timedelta(days=1)
    first = mentoring.report(pairing, companion, on=yesterday, done="Mencatat belanja\nMenabung")
    stamp = ProgressReport.objects.filter(pk=first.pk).values()[0]
    client = sign_in(people.secretary)
    kept = typed(pairing, contacts="2", done="Mencatat belanja\r\nMenabung", request=mentoring.REQUEST)
    added = {f"contacts-{second.pk}": "1", f"done-{second.pk}": "Membuat kebun sayur"}
    assert client.post(sheet(pairing, MONTH), {**kept, **added}).status_code == 302
    assert ProgressReport.objects.filter(pk=first.pk).values()[0] == stamp
    new = ProgressReport.objects.get(pairing=second)
    assert (new.reported_on, new.from_paper) == (TODAY, True)
    again = {**typed(pairing, contacts="2", done="Mencatat belanja\r\nMenabung", request=mentoring.REQUEST), **added}
    page = client.post(sheet(pairing, MONTH), again, follow=True).content.decode()
    assert "Tidak ada yang berubah" in page
    client.post(sheet(pairing, MONTH), {**again, **typed(pairing, contacts="5"), **added})
    first.refresh_from_db()
    assert (first.contacts, first.from_paper, first.reported_on) == (5, True, TODAY)


@mark.parametrize("first, reason", [
    (periods.after(MONTH, 1), "belum mulai"),
    (periods.before(periods.before(LAST, 1), 1), "Tidak ada keluarga yang didampingi"),
])  # fmt: skip
def test_no_report_before_the_pairing_nor_on_months_to_come(first, reason, pairing, people, sign_in):
    response = sign_in(people.secretary).post(sheet(pairing, first), typed(pairing))
    assert response.status_code == 409 and reason in response.content.decode()
    assert not ProgressReport.objects.exists()


def test_no_report_after_the_pairing_ended(pairing, people):
    Pairing.objects.update(paired_until=LAST - timedelta(days=1))
    pairing.refresh_from_db()
    with pytest.raises(TransitionRefused, match="sudah berakhir"):
        mentoring.report(pairing, people.secretary, period=LAST)
    assert not reading.of_pioneer(pairing.pioneer, LAST, 1, people.secretary)


def test_what_a_line_needs_is_said_by_its_family(pairing, people, sign_in):
    client = sign_in(people.secretary)
    for changes, words in (
        ({"contacts": ""}, "Ibu Sumiyati: Isi jumlah kontak"),
        ({"contacts": "0", "done": ""}, "Ibu Sumiyati: Tidak ada kontak. Tuliskan hambatannya."),
        ({"contacts": "2", "done": ""}, "Ibu Sumiyati: Tuliskan yang dikerjakan."),
        ({"contacts": "", "done": ""}, "Belum ada keluarga yang diisi"),
        ({"done": "NIK 5208014203840001"}, "Jangan menulis NIK"),
    ):
        response = client.post(sheet(pairing, LAST), typed(pairing, **changes))
        assert response.status_code == 422 and words in response.content.decode(), words
    assert not ProgressReport.objects.exists()


@mark.clause("MEN-03")
def test_how_many_months_a_report_covers_is_a_setting(pairing, people):
    region = pairing.plasma.family.region
    assert periods.months_of(region) == 1
    region.settings.create(key="progress_months", value="3")
    assert periods.months_of(region) == 3
    assert periods.span_of(date(2026, 11, 28), 3) == date(2026, 10, 1)
    assert periods.words(date(2026, 10, 1), 3) == "Oktober–Desember 2026"
    region.settings.update(value="5")  # divides no year
    assert periods.months_of(region) == 1


@mark.clause("MEN-03")
def test_missing_reports_are_asked_for_from_the_first_of_the_next_month(pairing, people, companion):
    """A home task for the pioneer and for the FCU, until the report is there."""
    words = periods.words(LAST, 1)
    for by in (companion, people.secretary):
        titles = [task.title for task in mentoring_tasks(by, MONTH)]
        assert any("laporan kemajuan" in title.lower() and words in title for title in titles), titles
    mentoring.report(pairing, people.secretary, period=LAST, request="")
    for by in (companion, people.secretary):
        assert not [task for task in mentoring_tasks(by, MONTH) if "aporan kemajuan" in task.title]


@mark.clause("MEN-03")
def test_the_list_of_a_month_tells_who_is_missing_and_reminds_without_a_word_of_the_family(pairing, people, sign_in):
    person = pairing.pioneer.representative
    person.phone = "6281234567890"
    person.save()
    client = sign_in(people.secretary)
    page = client.get("/pendampingan/laporan/").content.decode()
    assert "Belum masuk" in page and "Bapak Hadi Suwito" in page and periods.words(LAST, 1) in page
    link = page[page.index("https://wa.me/6281234567890"):].split('"')[0]
    assert "Laporan%20kemajuan" in link and "Hadi%20Suwito" in link
    for word in ("Sumiyati", "RT", "NIK", "5208"):
        assert word not in link
    mentoring.report(pairing, people.secretary, period=LAST)
    page = client.get("/pendampingan/laporan/").content.decode()
    assert "wa.me" not in page and "Minta jawaban" in page
    assert "Sumiyati" not in client.get("/pendampingan/laporan/?tampil=belum").content.decode()
    assert client.get("/pendampingan/laporan/?unduh=xlsx").status_code == 200
    assert client.get("/pendampingan/laporan/?bulan=0000-99").status_code == 200


@mark.clause("MEN-03")
def test_the_fcu_answers_a_request_and_the_pioneer_reads_it(pairing, people, companion, sign_in):
    row = mentoring.report(pairing, people.secretary, period=LAST)
    assert any("permintaan" in task.title for task in mentoring_tasks(people.coordinator, TODAY))
    url = reverse("families:progress-answer", args=[row.uid])
    body = {"answer": "Koperasi dihubungi Senin.", "_key": new_key(), "_version": row.version}
    assert sign_in(people.coordinator).post(url, body).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.answered_on) == ("Koperasi dihubungi Senin.", TODAY)
    page = sign_in(companion).get(f"/pendampingan/laporan/?bulan={periods.code(LAST)}").content.decode()
    assert "Koperasi dihubungi Senin." in page and "/jawab/" not in page
    assert not any("permintaan" in task.title for task in mentoring_tasks(people.coordinator, TODAY))
    (told,) = [task for task in mentoring_tasks(companion, TODAY) if "menjawab" in task.title]
    assert told.url == sheet(pairing, LAST) and periods.words(LAST, 1) in told.why
    assert "Koperasi dihubungi Senin." in sign_in(companion).get(told.url).content.decode()
    for by, day in ((companion, TODAY + timedelta(days=15)), (people.pioneer, TODAY)):
        assert not any("menjawab" in task.title for task in mentoring_tasks(by, day))
    with pytest.raises(TransitionRefused, match="sudah dijawab"):
        actions.save_sheet(pairing.pioneer, LAST, [row], reported_on=TODAY, by=people.secretary, on=TODAY)
    assert sign_in(companion).get(url).status_code == 403


def test_only_the_own_sheet(pairing, people, regions, sign_in):
    assert sign_in(people.pioneer).get(sheet(pairing, LAST)).status_code == 404
    assert sign_in(people.tksk).get(sheet(pairing, LAST)).status_code == 403
    outsider = AssignmentFactory(role="secretary", region=regions.sibling)
    assert sign_in(outsider).get(sheet(pairing, LAST)).status_code == 404


@mark.clause("MEN-03")
def test_what_is_late_is_found_by_its_days(pairing, people, sign_in):
    """No report on the month, no contact for thirty days, a planned day that passed."""
    def found(which=""):
        return list(reading.late(Pairing.objects.visible_to(people.secretary), TODAY, 1, which))

    assert found("laporan") and found("kontak") and not found("rencana")
    mentoring.report(pairing, people.secretary, period=LAST)
    assert not found("laporan")
    make.note(pairing, people.secretary, held_on=TODAY - timedelta(days=30))
    assert not found("kontak") and not found()
    make.note(pairing, people.secretary, held_on=TODAY - timedelta(days=3), next_on=TODAY - timedelta(days=1))
    (row,) = found("rencana")
    assert reading.late_words(row, TODAY, 1) == [f"Rencana {dates.long_date(TODAY - timedelta(days=1))} terlewat"]
    client = sign_in(people.secretary)
    assert "terlewat" in client.get("/pendampingan/terlambat/").content.decode()
    assert "Sumiyati" not in client.get("/pendampingan/terlambat/?hal=laporan").content.decode()
    assert client.get("/pendampingan/terlambat/?unduh=xlsx").status_code == 200


@mark.clause("MEN-03")
def test_the_sheet_of_a_month_prints_as_it_was_typed(pairing, people, sign_in):
    mentoring.report(pairing, people.secretary, period=LAST, change_needs=True, obstacle="Musim tanam")
    client = sign_in(people.secretary)
    text = text_of(paper(client, "progress-paper", pairing.pioneer.family.uid, bulan=periods.code(LAST)))
    assert in_order(text, "LAPORAN KEMAJUAN", periods.words(LAST, 1), "Jumlah kontak", "Yang dikerjakan", "Hambatan",
                    "Ibu Sumiyati", "2", "Membuat catatan belanja", "X", "Musim tanam", "koperasi")  # fmt: skip
    assert "Daftar laporan kemajuan".upper() in text_of(client.get("/pendampingan/laporan/?cetak=pdf").content)


@mark.parametrize("path", ["pendampingan/laporan", "pendampingan/terlambat", "pembinaan", "pembinaan/rekap",
                           "kunjungan-pendampingan"])  # fmt: skip
def test_junk_in_the_addresses_is_harmless(path, pairing, people, sign_in):
    client = sign_in(people.secretary)
    for junk in ("9999-12", "0000-00", "2026-٣", "x" * 300, "99999999999999999999~5", "a~b", "'", "2026-13", "9999-4"):
        for name in ("bulan", "tampil", "hal", "triwulan", "untuk", "oleh", "cari", "setelah", "ikut"):
            assert client.get(f"/{path}/", {name: junk}).status_code == 200, (name, junk)
    assert client.get(f"/pendampingan/laporan/pionir/{pairing.pioneer.family.uid}/9999-12/").status_code == 404
