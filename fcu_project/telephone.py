"""Telephone numbers as people write them, the one way in which they are stored, and the one address of a call."""

SHORT = 6  # digits that a number of the whole country has at most (112, 14000)


def phone_digits(text):
    """A phone number as stored: digits beginning with 62. Raises ValueError in plain words."""
    only_digits = text.isascii() and text.isdigit()
    digits = text if only_digits else "".join(c for c in text if c.isascii() and c.isdigit())
    if not digits and not text.strip():
        return ""
    digits = "62" + digits[1:] if digits.startswith("0") else digits
    foreign = not only_digits and any(c.isalpha() or (c.isnumeric() and not c.isascii()) for c in text)
    if foreign or not digits.startswith("62") or not 10 <= len(digits) <= 15:
        raise ValueError("Nomor HP tidak dikenali. Contoh: 0812-3456-7890.")
    return digits


def call_url(phone):
    """The address that calls a number: a short one as it is, any other with the country's code; "" for none."""
    digits = "".join(c for c in str(phone or "") if c.isascii() and c.isdigit())
    if len(digits) <= SHORT:
        return f"tel:{digits}" if digits else ""
    return f"tel:+62{digits[1:]}" if digits.startswith("0") else f"tel:+{digits}"
