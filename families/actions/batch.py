"""A list from Excel on its way: received, checked as sets, saved at once or by chosen lines, discarded.

What is typed stays sealed in the batch until it is decided upon; nothing of it is a family before that.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from families.actions import batch_families, batch_members
from families.actions.batch_line import KNOWN, MAYBE, READY, SAVEABLE, WRONG, lines_of, packed, unpacked
from families.models import ImportBatch
from fcu_project import audit, dates
from fcu_project.identity import IDENTITY_NUMBER
from fcu_project.models import take
from fcu_project.sheets import SheetRefused
from fcu_project.sheets.child import bare
from fcu_project.sheets.reader import read
from fcu_project.workflow import TransitionRefused
from institutions.models import Region

AT_ONCE = 2_000  # longer lists are checked and saved by the worker
KEPT_DAYS = 7
SHOWN_REASONS = 5
RESTED = timedelta(minutes=3)
NOTHING_READY = "Tidak ada baris yang siap disimpan. Perbaiki dahulu, lalu unggah lagi."
PARTS = {"families": batch_families, "members": batch_members}
State = ImportBatch.State


@dataclass(frozen=True)
class Opened:
    """A file that was read: its lines are not judged yet, and nothing of it is stored."""

    kind: str
    name: str
    sha256: str
    sheet: object


def open_list(upload, kind):
    """Read an uploaded list in a process of its own. Raises ValidationError in plain words for a file that can't be."""
    part, digest = PARTS[kind], hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    try:
        sheet = read(upload, part.COLUMNS, title=part.TITLE_OF_SHEET)
    except SheetRefused as refusal:
        raise ValidationError(_other_kind(upload, kind, refusal) or refusal.reason) from refusal
    if not sheet.rows:
        raise ValidationError("Berkas ini tidak berisi baris. Isi dahulu di bawah judul kolomnya.")
    name = "".join(c for c in IDENTITY_NUMBER.sub("…", upload.name) if c.isprintable())  # it stands in titles
    return Opened(kind, name[:200], digest.hexdigest(), sheet)


def _other_kind(upload, kind, refusal):
    """What is said of a list of another kind than was chosen; empty for any other fault."""
    for other, part in PARTS.items() if refusal.is_heading else ():
        upload.seek(0)
        try:
            if other != kind and read(upload, part.COLUMNS, title=part.TITLE_OF_SHEET):
                label = ImportBatch.Kind(other).label
                return f"Ini daftar {label}. Pilih “{label}” di isian Isi daftar, lalu unggah berkasnya lagi."
        except SheetRefused:
            continue
    return ""


@transaction.atomic
def receive(opened, *, by, on):
    """Keep a list that was read, sealed, until it is decided upon. Raises TransitionRefused (FAM-05)."""
    part = PARTS[opened.kind]
    part.open_for(by)
    wipe_old(by.region, on)
    lines = packed(lines_of(opened.sheet, part.COLUMNS))
    batch = ImportBatch.objects.create(
        region=by.region, kind=opened.kind, file_name=opened.name, sha256=opened.sha256, total=len(lines),
        rows={"lines": lines, "notes": notes_of(opened.sheet, part.COLUMNS)}, uploaded_on=on, actor=by.actor_uid,
        recorded_by=by.signature,
    )  # fmt: skip
    audit.record("batch:receive", by=by, obj=batch, fields=manifest(batch), on=on)
    return batch


def notes_of(sheet, columns):
    """Sentences on the file as a whole: what was hidden or skipped, which heading was read as which column."""
    labels = {column.name: column.label for column in columns}
    renamed = [f"“{heading}” dibaca sebagai {labels[name]}" for name, heading in sheet.headers.items()
               if bare(str(heading)) != bare(labels[name])]  # fmt: skip
    return [*sheet.remarks, *([f"Judul kolom: {'; '.join(renamed)}."] if renamed else [])]


def manifest(batch, **more):
    """What the trail keeps of a list: counts and the fingerprint of the file, never a value."""
    return [f"sha256={batch.sha256}", f"kind={batch.kind}", *(f"{key}={n}" for key, n in {
        "total": batch.total, **more}.items())]  # fmt: skip


def lines_in(batch):
    """The lines that are still kept of this list."""
    return unpacked((batch.rows or {}).get("lines", ()))


def own(batch, by):
    """Refuse whoever does not work in the village of the list."""
    if batch.region_id != by.region_id:
        raise PermissionDenied


def check(batch, *, by, on, after=None):
    """Judge every line, without changing anything but the batch. `after` is told how many lines were read."""
    own(batch, by)
    if batch.state not in (State.CHECKING, State.CHECKED):
        raise TransitionRefused(["Daftar ini sudah diputuskan. Unggah berkasnya lagi untuk memulai yang baru."])
    lines = lines_in(batch)
    PARTS[batch.kind].check(lines, batch=batch, by=by, on=on, after=after)
    with transaction.atomic():
        batch.remark = _told_before(batch, lines)
        _keep(batch, lines, state=State.CHECKED, done=batch.total)
    return batch


def _told_before(batch, lines):
    """Whether this very file was saved before, when and by whom; saved whole, nothing of it is new (I17)."""
    rows = ImportBatch.objects.filter(region=batch.region, kind=batch.kind, sha256=batch.sha256, saved__gt=0)
    earlier = rows.exclude(pk=batch.pk).defer("rows").order_by("-saved_on", "-id").first()
    if earlier is None:
        return ""
    if earlier.state == State.SAVED and not earlier.ready and not earlier.maybe:
        for line in lines:
            if line.state in SAVEABLE:
                line.known("Sudah tersimpan dari berkas yang sama.")
    day = dates.long_date(earlier.saved_on)
    return f"Berkas yang sama sudah disimpan pada {day} oleh {earlier.recorded_by} ({earlier.saved} baris)."


def _keep(batch, lines, *, state, **changes):
    """Store the lines and how many of them are in which state; nothing is kept once none waits to be mended or saved.

    Raises StaleVersion.
    """
    counts = Counter(line.state for line in lines)
    decided = state == State.SAVED and not counts[WRONG]
    rows = None if decided else {"lines": packed(lines), "notes": batch.rows.get("notes", [])}
    take(batch, state=state, rows=rows, ready=counts[READY], wrong=counts[WRONG], known=counts[KNOWN],
         remark=batch.remark, **changes)  # fmt: skip


def picked_of(lines, chosen):
    """The lines to save: every one that is ready (None), or those of the chosen numbers, a probable double too."""
    if chosen is None:
        return [line for line in lines if line.state == READY]
    chosen = set(chosen)
    return [line for line in lines if line.state in SAVEABLE and line.number in chosen]


@transaction.atomic
def save(batch, *, chosen=None, by, on):
    """Save every ready line, or the chosen ones: all of them or none. Returns how many were saved.

    They are judged once more under the village's lock. Where somebody was faster and a line is no longer ready, nothing
    is saved and the batch shows why: 0 is returned. Raises TransitionRefused, StaleVersion.
    """
    own(batch, by)
    undecided(batch)
    take(batch)
    Region.objects.select_for_update(no_key=True).get(pk=batch.region_id)  # one list at a time in a village
    part = PARTS[batch.kind]
    part.open_for(by)
    lines = lines_in(batch)
    picked = picked_of(lines, chosen)
    if not picked:
        raise TransitionRefused([NOTHING_READY])
    asked = {line.number for line in picked if line.state == MAYBE}  # whoever ticked these was told of the double
    part.check(picked, batch=batch, by=by, on=on)
    batch.remark = _told_before(batch, picked) or batch.remark
    if refused := [line for line in picked if not _stands(line, asked)]:
        return _judge_anew(batch, lines, picked, refused, asked, by=by, on=on)
    part.save(picked, batch=batch, by=by, on=on)
    done = {line.number for line in picked}
    left = [line for line in lines if line.number not in done]
    state = State.CHECKED if any(line.state in SAVEABLE for line in left) else State.SAVED
    _keep(batch, left, state=state, saved=batch.saved + len(picked), saved_on=on, done=batch.total)
    audit.record("batch:save", by=by, obj=batch, on=on, fields=manifest(
        batch, saved=len(picked), wrong=batch.wrong, known=batch.known))  # fmt: skip
    return len(picked)


def _stands(line, asked):
    """Whether a line may be saved as it was judged just now: a double that nobody was told of may not."""
    return line.state == READY or (line.state == MAYBE and line.number in asked)


def _judge_anew(batch, lines, picked, refused, asked, *, by, on):
    """Nothing was saved: the batch shows how the whole list stands now. Raises TransitionRefused where only the choice
    is at fault, such as a child without the head."""
    reasons = [f"Baris {line.number}: {told}" for line in refused[:SHOWN_REASONS] for _, told in line.errors]
    PARTS[batch.kind].check(lines, batch=batch, by=by, on=on)
    if all(_stands(line, asked) for line in picked):
        raise TransitionRefused(reasons)
    batch.remark = _told_before(batch, lines) or batch.remark
    _keep(batch, lines, state=State.CHECKED)
    return 0


def undecided(batch):
    """Refuse a list that is not waiting for a decision."""
    if batch.state == State.CHECKING:
        raise TransitionRefused(["Daftar ini masih diperiksa. Tunggu sebentar, lalu muat ulang halamannya."])
    if batch.state not in (State.CHECKED, State.SAVING):
        raise TransitionRefused([f"Daftar ini sudah selesai ({batch.get_state_display().lower()})."])


@transaction.atomic
def hand_over(batch, *, chosen=None, by, on):
    """Leave the saving of a long list to the worker: the lines stay chosen until it comes to them."""
    own(batch, by)
    undecided(batch)
    if not picked_of(lines_in(batch), chosen):
        raise TransitionRefused([NOTHING_READY])
    take(batch, state=State.SAVING, done=0, rows={**batch.rows, "chosen": chosen if chosen is None else list(chosen)})
    return batch


def is_stuck(batch, now):
    """Whether the work on a list has rested so long that its worker must have ended: it may be begun anew."""
    return batch.state in (State.CHECKING, State.SAVING) and now - batch.updated_at > RESTED


@transaction.atomic
def discard(batch, *, by, on):
    """Wipe what is left of a list. What was saved of it stays."""
    own(batch, by)
    if batch.rows is None:
        raise TransitionRefused([f"Daftar ini sudah selesai ({batch.get_state_display().lower()})."])
    take(batch, rows=None, state=State.SAVED if batch.saved else State.DISCARDED)
    audit.record("batch:discard", by=by, obj=batch, on=on, fields=manifest(batch, saved=batch.saved))
    return batch


def wipe_old(region, on):
    """Wipe the lines of lists that nobody decided upon for seven days."""
    old = ImportBatch.objects.filter(region=region, rows__isnull=False, uploaded_on__lt=on - timedelta(days=KEPT_DAYS))
    told = f"Isinya dihapus otomatis setelah {KEPT_DAYS} hari."
    old.filter(saved=0).update(rows=None, state=State.DISCARDED, remark=told)
    old.filter(saved__gt=0).update(rows=None, state=State.SAVED, remark=told)
