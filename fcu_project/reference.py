"""Loading reference lists that ship with the application, without overwriting what people edited on the screens."""


def load(model, shipped, refresh, *, key=("code",)):
    """Create the missing rows of `model`; with `refresh` bring the others in line with the shipped ones.

    `shipped` is {key: fields}; the key is the value of one field, or a tuple for several. A field `replaced_by` names
    the key of another row, which comes earlier. Returns the numbers of rows added, overwritten, and kept although they
    differ.
    """
    rows = {_key_of(row, key): row for row in model.objects.all()}
    added = changed = kept = 0
    for code, fields in shipped.items():
        values = dict(fields)
        if "replaced_by" in values:
            successor = values.pop("replaced_by")
            values["replaced_by_id"] = rows[successor].pk if successor else None
        row = rows.get(code)
        if row is None:
            named = dict(zip(key, code if len(key) > 1 else (code,), strict=True))
            row = rows[code] = model(**named, **values)
            row.full_clean()
            row.save()
            added += 1
        elif any(getattr(row, name) != value for name, value in values.items()):
            if not refresh:
                kept += 1
                continue
            for name, value in values.items():
                setattr(row, name, value)
            row.full_clean()
            row.save()
            changed += 1
    return added, changed, kept


def _key_of(row, key):
    values = tuple(getattr(row, name) for name in key)
    return values if len(key) > 1 else values[0]
