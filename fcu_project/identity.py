"""Identity numbers (NIK, nomor KK): encrypted in the database, found again by a blind index, masked on every screen.

Encryption is AES-256-GCM with a key id, so that keys can be replaced: FCU_FIELD_KEYS holds the newest key first, older
ones behind commas. The blind index is an HMAC under FCU_INDEX_KEY, which never changes: equal numbers have equal
indexes, and nobody without the key can try numbers out. The two keys never serve each other's purpose.
"""

import base64
import hashlib
import hmac
import json
import os
import re
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.db import models

DIGITS = 16
NONCE_BYTES = 12
SHOWN_DIGITS = 4  # the regency: last digits with a birth date beside them would give the whole number away
DOT = "•"
# What people paste between or around the digits: spaces of every width, dots, dashes, invisible marks.
BETWEEN = dict.fromkeys(map(ord, " .-\t\r\n\u00a0\u2007\u2009\u200a\u202f\u200b\u200c\u200d\u2060\ufeff'’"), None)


# Sixteen digits in a row, also when grouped, can be an identity number: none may stand in a title, in a file's
# properties or in free text, which is neither encrypted nor masked.
IDENTITY_NUMBER = re.compile(r"\d(?:[ .\-]?\d){15,}")


class WrongKey(ImproperlyConfigured):
    """A stored number can't be read with any of the keys that are set: FCU_FIELD_KEYS is not the one it had."""


@lru_cache(maxsize=4)
def _ciphers(secrets):
    """{key id: cipher}, the newest first. The id is a fingerprint, so nothing has to be numbered by hand."""
    ciphers = {}
    for secret in secrets.split(","):
        key = hashlib.sha256(b"fcu field key\0" + secret.strip().encode()).digest()
        ciphers[hashlib.sha256(b"fcu key id\0" + key).hexdigest()[:8]] = AESGCM(key)
    return ciphers


def seal(text, purpose):
    """`text` encrypted, bound to `purpose` (the column it stands in): "key id:base64"."""
    key_id, cipher = next(iter(_ciphers(settings.FIELD_KEYS).items()))
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, text.encode(), purpose.encode())
    return f"{key_id}:{base64.urlsafe_b64encode(sealed).decode()}"


def unseal(sealed, purpose):
    """The text that was sealed for `purpose`. Raises WrongKey for another key, another purpose or a changed text."""
    key_id, _, body = sealed.partition(":")
    cipher = _ciphers(settings.FIELD_KEYS).get(key_id)
    if cipher is None:
        raise WrongKey(f"no key {key_id} in FCU_FIELD_KEYS")
    try:
        raw = base64.urlsafe_b64decode(body)
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise WrongKey("a stored number was changed, or stands in another column than it was written for") from error


def blind_index(number, purpose):
    """The index under which `number` is found again in the column `purpose`."""
    return hmac.digest(settings.INDEX_KEY.encode(), f"{purpose}\0{number}".encode(), "sha256").hex()


def masked(number):
    """The number as lists and pages show it: its first four digits, then dots; "" for none."""
    return number[:SHOWN_DIGITS] + DOT * (len(number) - SHOWN_DIGITS) if number else ""


def masked_end(number):
    """An account number as lists and papers show it: six dots, then its last four digits; "" for none."""
    return DOT * 6 + number[-SHOWN_DIGITS:] if number else ""


def clean_number(text, name):
    """Sixteen ASCII digits from what was typed or pasted; separators fall away, nothing else does.

    `name` is what the number is called ("NIK"). Raises ValidationError in plain words.
    """
    digits = text.translate(BETWEEN)
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit()):
        raise ValidationError(f"{name} hanya berisi angka 0 sampai 9. Tulis {DIGITS} angkanya tanpa huruf.", "digits")
    if len(digits) < DIGITS:
        raise ValidationError(f"{name} harus {DIGITS} angka. Baru terisi {len(digits)}.", "length")
    if len(digits) > DIGITS:
        raise ValidationError(f"{name} harus {DIGITS} angka. Terisi {len(digits)}.", "length")
    if len(set(digits)) == 1:
        raise ValidationError(f"{name} tidak mungkin {DIGITS} angka yang sama semua. Lihat lagi kartunya.", "same")
    return digits


class IdentityNumberField(models.TextField):
    """An identity number: plain text in memory, encrypted in the database, "" stored as NULL.

    It can't be searched; a `BlindIndexField` beside it can.
    """

    def __init__(self, *args, **kwargs):
        kwargs.update(null=True, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("null", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    @property
    def purpose(self):
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value):
        return value or None

    def get_db_prep_save(self, value, connection):
        return seal(value, self.purpose) if value else None

    def from_db_value(self, value, expression, connection):
        return unseal(value, self.purpose) if value else ""

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.purpose} is encrypted; look it up by its blind index.")
        return super().get_lookup(lookup_name)


class SealedJSONField(models.TextField):
    """Facts as a dict or list in memory, encrypted in the database; they can't be searched.

    `purpose` binds them to their place for good: it stays when the column is renamed.
    """

    def __init__(self, *args, purpose, **kwargs):
        self.purpose = purpose
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def get_prep_value(self, value):
        return value

    def get_db_prep_save(self, value, connection):
        return seal(json.dumps(value, ensure_ascii=False), self.purpose) if value is not None else None

    def from_db_value(self, value, expression, connection):
        return json.loads(unseal(value, self.purpose)) if value else {}

    def to_python(self, value):
        return value

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted and can't be searched.")
        return super().get_lookup(lookup_name)


class BlindIndexField(models.CharField):
    """The blind index of the identity number `of`, written with every save; NULL where there is no number."""

    def __init__(self, *args, of, **kwargs):
        self.of = of
        kwargs.update(max_length=64, null=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    @property
    def purpose(self):
        return f"{self.model._meta.label_lower}.{self.of}"

    def pre_save(self, row, add):
        number = getattr(row, self.of)
        value = blind_index(number, self.purpose) if number else None
        setattr(row, self.attname, value)
        return value

    def value_for(self, number):
        """What to compare this column with, to find `number`."""
        return blind_index(number, self.purpose)
