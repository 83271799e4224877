"""What people changed in the annexes of a report between two versions: what was attached, words on aspects, the team's
part (REP-07). Tables that are made from records are left out: their figures tell."""

ADDED, GONE, CHANGED = "+", "-", "="
NOUNS = {"photo": "Foto", "paper": "Berkas"}


def annex_changes(now, before):
    """[{label, lines: [(ADDED | GONE | CHANGED, text)]}] of two contents; only what changed."""
    told = (
        ("Foto dan berkas", _attached(now, before)), ("Kelengkapan catatan", _words(now, before)),
        ("Bagian tim PSKS", _team(now.get("team") or {}, before.get("team") or {})),
    )  # fmt: skip
    return [{"label": label, "lines": lines} for label, lines in told if lines]


def _attached(now, before):
    was, is_now = ({row["uid"]: row for row in told.get("attachments", ())} for told in (before, now))
    gone = [(GONE, _named(row)) for uid, row in was.items() if uid not in is_now]
    return gone + [(ADDED, _named(row)) for uid, row in is_now.items() if uid not in was]


def _named(row):
    return f"{NOUNS[row['kind']]}: {row['caption']}"


def _words(now, before):
    """The writer's words; nothing where one version was sent before there was a checklist."""
    if not now.get("aspects") or not before.get("aspects"):
        return []
    was = {row["code"]: row for row in before["aspects"]}
    lines = []
    for row in now["aspects"]:
        old = was.get(row["code"], {"word": "", "number": 0})
        if old["word"] and old["word"] != row["word"]:
            why = f" (sekarang {row['number']} catatan)" if row["number"] else ""
            lines.append((GONE, f"{row['label']}: {old['word']}{why}"))
        if row["word"] and old["word"] != row["word"]:
            lines.append((ADDED, f"{row['label']}: {row['word']}"))
    return lines


def _team(now, before):
    """Whether the part came or went; of one that stayed, the names of the chapters that read otherwise."""
    if not now and not before:
        return []
    if not (now and before):
        return [(ADDED, "Ikut dalam laporan ini.")] if now else [(GONE, "Tidak ikut lagi dalam laporan ini.")]
    was = {row["chapter"]: row.get("text", "") for row in before["chapters"]}
    changed = [
        row["heading"] for row in now["chapters"]
        if was.get(row["chapter"]) != row.get("text", "") or _obstacles_differ(row, now, before)
    ]  # fmt: skip
    return [(CHANGED, heading) for heading in changed]


def _obstacles_differ(chapter, now, before):
    if chapter["chapter"] != "obstacles":
        return False
    return any(now.get(name) != before.get(name) for name in ("obstacles", "no_obstacles"))
