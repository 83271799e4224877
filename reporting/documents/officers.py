"""Who signs for the money of an FCU: its treasurer and its coordinator, as they held office on a day."""

from institutions.documents.letterhead import signature

POSTS = {"treasurer": "Bendahara", "coordinator": "Koordinator", "secretary": "Sekretaris"}


def officer(unit, post, day, heading=""):
    """The signature of a post: "Plt. Bendahara FCU Melati" where somebody acted; no name where nobody held it."""
    held = {term.post: term for term in unit.current_officers(day)}.get(post)
    title, name = (held.title, held.membership.person.name) if held else (POSTS[post], "")
    return signature([f"{title} {unit}"], name) | {"heading": heading}
