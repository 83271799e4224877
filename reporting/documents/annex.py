"""Annexes of any report on paper: the checklist of aspects, the photos, the list of papers (REP-01, REP-04)."""

from referrals.documents.record import picture_of
from reporting.quarterly.annexes import PHOTO, rows_told


def annex_facts(report, told):
    """Facts of the annexes: of what was sent with `told`, the content of a version, or of the working text.

    {aspects: [{label, owner, number, word}], photos: [{picture, caption, taken_on}], papers: [{caption, taken_on}]};
    the picture is "" where the storage lost it.
    """
    photos, papers = [], []
    for line, row in rows_told(report, told):
        facts = {"caption": line["caption"], "taken_on": line["taken_on"]}
        if line["kind"] == PHOTO:
            photos.append(facts | {"picture": _picture(row)})
        else:
            papers.append(facts)
    return {"aspects": told.get("aspects", []), "photos": photos, "papers": papers}


def _picture(row):
    try:
        return picture_of(row.file) if row else ""
    except FileNotFoundError:
        return ""
