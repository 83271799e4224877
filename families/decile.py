"""The decile of the national register (DTSEN): noted from a source with a day, never computed here."""


def decile_errors(decile, as_of, source):
    """{field: sentence} of what is missing beside a decile, or of a decile that is missing."""
    if decile is None:
        left = as_of or source
        return {"decile": "Desil belum diisi. Isi angkanya, atau kosongkan tanggal dan sumbernya."} if left else {}
    errors = {}
    if not as_of:
        errors["decile_as_of"] = "Tuliskan tanggal data desilnya."
    if not source:
        errors["decile_source"] = "Tuliskan dari mana desilnya diketahui."
    return errors
