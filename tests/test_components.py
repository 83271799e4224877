"""The tag library and the components: what they print, and what they must never print."""

import gzip
import re
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace as Sample

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from fcu_project import gallery
from fcu_project.templatetags import ui
from tests.pages import Page, shown

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
SYMBOLS = set(re.findall(r'<symbol id="i-([^"]+)"', (ROOT / "static/icons.svg").read_text()))
# Letters become PDF through WeasyPrint, not pages under the browser's policy.
PAGES = [path for path in sorted(TEMPLATES.rglob("*.html")) if "documents" not in path.parts]


# Tags and filters -----------------------------------------------------------------------------


def test_an_icon_is_a_decoration_from_the_cached_sprite():
    html = shown('{% icon "house-door" %}')
    assert 'aria-hidden="true"' in html
    assert re.search(r'<use href="/static/icons(\.\w+)?\.svg#i-house-door"/>', html)


def test_each_row_is_filled_in_and_escaped():
    rows = [{"name": "<b>Siti", "mark": ui.status("done", "Siap")}, {"name": "Budi {0}", "mark": ""}]
    html = shown("{% each rows %}<p>{name} {mark}</p>{% endeach %}", rows=rows)
    assert html.startswith("<p>&lt;b&gt;Siti <span") and html.endswith("<p>Budi {0} </p>")
    assert shown("{% each rows %}<p>{name}</p>{% endeach %}", rows=[]) == ""


@pytest.mark.parametrize("kind", ["done", "doing", "due", "wrong", "todo", "shut"])
def test_a_status_is_icon_and_word(kind):
    html = shown("{% status kind word %}", kind=kind, word="Selesai & <b>")
    assert f'class="status status-{kind}"' in html and "<svg" in html
    assert "Selesai &amp; &lt;b&gt;" in html
    assert ui.STATUS_ICONS[kind] in SYMBOLS


def test_an_unknown_status_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        shown('{% status "green" "Selesai" %}')


def test_dates_in_templates():
    day = date(2025, 8, 14)
    assert shown("{{ d|tanggal }}|{{ d|tanggal_hari }}|{{ d|tanggal_pendek }}", d=day) == (
        "14 Agustus 2025|Kamis, 14 Agustus 2025|14-08-2025"
    )
    assert shown("{{ d|tanggal }}{{ d|tanggal_hari }}{{ d|tanggal_pendek }}{{ d|jam }}{{ d|rupiah }}", d=None) == ""
    assert shown("{{ t|jam }}", t=time(0, 0)) == "00.00"
    assert shown("{{ n|rupiah }}|{{ z|rupiah }}", n=1_500_000, z=0) == "Rp1.500.000|Rp0"


def test_a_moment_is_shown_in_local_time():
    from zoneinfo import ZoneInfo

    from django.utils import timezone

    moment = datetime(2025, 8, 14, 18, 30, tzinfo=ZoneInfo("UTC"))
    with timezone.override("Asia/Jayapura"):
        assert shown("{{ m|tanggal }} {{ m|jam }}", m=moment) == "15 Agustus 2025 03.30"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2025, 10, 3), "Lewat 4 hari, batas 3 Oktober"),
        (date(2025, 10, 7), "7 Oktober, hari ini"),
        (date(2025, 10, 8), "8 Oktober, besok"),
        (date(2025, 10, 10), "10 Oktober, 3 hari lagi"),
        (date(2025, 12, 1), "1 Desember"),
        (date(2026, 1, 10), "10 Januari 2026"),
        (None, ""),
    ],
)
def test_a_deadline_says_how_far_it_is(due, words):
    assert ui.batas(due, date(2025, 10, 7)) == words


@pytest.mark.parametrize(
    ("stored", "printed", "link"),
    [
        ("6281234563456", "0812-3456-3456", "https://wa.me/6281234563456"),
        ("0812 3456 345", "0812-3456-345", "https://wa.me/628123456345"),
        ("+62 812-3456-34567", "0812-3456-34567", "https://wa.me/62812345634567"),
        ("622112345678", "02112345678", ""),
        ("", "", ""),
        (None, "", ""),
        ("tidak ada", "tidak ada", ""),
        ("javascript:alert(1)", "javascript:alert(1)", ""),
    ],
)
def test_telephone_numbers(stored, printed, link):
    assert ui.telepon(stored) == printed
    assert ui.wa_link(stored) == link


@pytest.mark.parametrize(("typed", "link"), [
    ("6281234563456", "tel:+6281234563456"), ("0812 3456 345", "tel:+628123456345"), ("112", "tel:112"),
    ("+62 370-123456", "tel:+62370123456"), ("14000", "tel:14000"), ("", ""), (None, ""), ("tidak ada", ""),
    ("javascript:alert(1)", "tel:1"),
])  # fmt: skip
def test_a_number_is_called_in_one_way(typed, link):
    assert ui.tel_link(typed) == link


def test_a_whatsapp_link_may_carry_a_text():
    assert (
        ui.wa_link("6281234563456", "Yth. Bapak & Ibu") == "https://wa.me/6281234563456?text=Yth.%20Bapak%20%26%20Ibu"
    )


def test_numbers_with_hyphens_stay_on_one_line_and_text_stays_escaped():
    assert ui.unbroken("<b> 14-08-2025") == '&lt;b&gt; <span class="nowrap">14-08-2025</span>'


# Components -----------------------------------------------------------------------------------


GATE = {
    "name": "lk3", "label": "LK3 tidak hadir", "state": "warn", "detail": "", "fix_url": "", "fix_label": "",
    "reason": "", "allows_reason": True, "reason_url": "/alasan/", "reason_key": "",
}  # fmt: skip


def gate(**changes):
    return Sample(**GATE | changes)


def test_three_tasks_show_and_the_rest_opens():
    tasks = [Sample(title=f"Tugas {n}", why="", due=None, due_state="", url=f"/{n}/", verb="Buka") for n in range(1, 6)]
    html = render_to_string("components/tasks.html", {"tasks": tasks})
    assert "2 lagi</summary>" in html
    assert html.index("Tugas 3") < html.index("<details") < html.index("Tugas 4")
    assert html.count("btn-primary") == 1
    assert "<details" not in render_to_string("components/tasks.html", {"tasks": tasks[:3]})
    assert "Tidak ada yang menunggu Anda" in render_to_string("components/tasks.html", {"tasks": []})


def test_a_warning_takes_a_reason_by_a_guarded_post():
    page = Page(render_to_string("components/gates.html", {"gates": [gate()], "csrf_token": "c"}))
    assert page.all("form")[0] == {"method": "post", "action": "/alasan/", "novalidate": None}
    assert page.find(name="_key")["value"]
    area = page.find(name="reason")
    assert area["id"] in {label.get("for") for label in page.all("label")}
    assert page.find(name="csrfmiddlewaretoken")
    given = Page(render_to_string("components/gates.html", {"gates": [gate(reason="Sakit", reason_key="k")]}))
    assert given.find(name="_key")["value"] == "k" and given.all("details")
    assert not Page(render_to_string("components/gates.html", {"gates": [gate(allows_reason=False)]})).all("form")


def test_only_the_first_locked_gate_is_the_filled_button():
    gates = [gate(name=n, state="shut", fix_url="/x/", allows_reason=False) for n in ("a", "b")]
    assert render_to_string("components/gates.html", {"gates": gates, "primary": True}).count("btn-primary") == 1
    assert "btn-primary" not in render_to_string("components/gates.html", {"gates": gates})
    assert ui.count_open([gate(), gate(reason="Sakit"), gate(state="open"), gate(state="shut")]) == 2


def test_a_closed_transition_stays_visible_and_says_why():
    officers = gate(state="shut", detail="Bendahara belum dipilih", fix_url="/b/", fix_label="Pilih")
    reasons = [officers, "Nomor SK belum diisi"]
    steps = [
        Sample(name="shut", label="Kukuhkan", open=False, is_danger=False, url="/a/", reasons=reasons),
        Sample(name="go", label="Kirim", open=True, is_danger=False, url="/c/", reasons=[]),
        Sample(name="end", label="Bubarkan", open=True, is_danger=True, url="/d/", reasons=[]),
    ]  # fmt: skip
    html = render_to_string("components/transitions.html", {"transitions": steps})
    page = Page(html)
    closed = page.find(**{"aria-disabled": "true"})
    assert closed["type"] == "button" and closed["aria-describedby"] in page.ids
    assert "Bendahara belum dipilih" in html and 'href="/b/"' in html and "Nomor SK belum diisi" in html
    assert page.find(href="/c/")["class"] == "btn btn-primary"
    assert page.find(href="/d/")["class"] == "btn btn-outline-danger"
    assert 'href="/a/"' not in html


def test_paging_has_no_dead_links():
    assert render_to_string("components/pager.html", {}).strip() == ""
    html = render_to_string("components/pager.html", {"next_url": "/?sesudah=9"})
    assert "Berikutnya" in html and "Sebelumnya" not in html


def test_what_people_typed_is_always_escaped():
    bad = "<img src=x>"
    html = render_to_string(
        "components/facts.html", {"facts": [{"label": bad, "value": bad}, {"label": "Kosong", "value": None}]}
    )
    html += render_to_string(
        "components/conflict.html",
        {"conflict": {"fields": [{"label": "A", "theirs": bad, "mine": bad}], "retry_fields": [("a", bad)]}},
    )
    html += render_to_string("components/messages.html", {"messages": [Message(constants.ERROR, bad)]})
    assert "<img" not in html and "&lt;img" in html
    assert "Belum diisi" in html


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_pages_need_no_context(code):
    page = Page(render_to_string(f"{code}.html"))
    assert not page.badly_nested and page.all("h1") and page.all("html")[0]["lang"] == "id"


# What no page may hold ------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_breaks_the_content_security_policy(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|<link[^>]*href)=[\"'](?:https?:)?//", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_icon_named_in_a_template_exists(path):
    text = path.read_text()
    named = re.findall(r"{% (?:icon|art) \"([^\"]+)\"", text) + re.findall(r"icon=\"([^\"]+)\"", text)
    named += re.findall(r"\|default:\"([a-z0-9-]+)\" %} {{ action_label", text)
    assert set(named) <= SYMBOLS


def test_every_icon_of_the_library_and_the_menu_exists():
    from fcu_project import registry

    menu = {getattr(entry, "icon", "") for entry in registry.menu_entries}
    assert set(ui.STATUS_ICONS.values()) | set(ui.ALERT_ICONS.values()) | (menu - {""}) <= SYMBOLS


def test_the_gallery_is_sound(rf):
    """Every component at once: nested rightly, ids unique, every reference answered."""
    request = rf.get("/komponen/")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gallery, "render", lambda request, name, context: render_to_string(name, context))
        page = Page(gallery.gallery(request))
    assert not page.badly_nested and not page.open
    assert len(page.ids) == len(set(page.ids)), [i for i in page.ids if page.ids.count(i) > 1]
    for _, attrs in page.elements:
        for name in ("aria-describedby", "aria-labelledby", "for"):
            assert set(attrs.get(name, "").split()) <= set(page.ids), attrs
        assert "style" not in attrs and not [name for name in attrs if name.startswith("on")]


def test_the_first_visit_fits_a_slow_line():
    """Everything a first page loads beside itself, compressed; 100 kB is the limit, and a page needs about 8."""
    names = [
        "vendor/bootstrap.min.css",
        "css/base.css",
        "css/parts.css",
        "css/pages.css",
        "js/app.js",
        "icons.svg",
        "favicon.svg",
        "fonts/plus-jakarta-sans.woff2",
    ]
    sizes = {name: len(gzip.compress((ROOT / "static" / name).read_bytes(), 9)) for name in names}
    assert sum(sizes.values()) <= 92_000, sizes


def test_the_place_to_which_the_skip_link_leads_is_there_once():
    """`#isi` is the main part of every page: nothing inside a page is called so too."""
    named = [path.name for path in PAGES if 'id="isi"' in path.read_text()]
    assert named == ["base.html", "base_plain.html"]
