"""Charts as plain numbers: where each bar and each word stands, for one template on screen and paper alike.

Every drawing is {key, title, desc, width, height, bars, texts}, in units of its own view box. Three looks are told
apart without colour: dark, pale with a border, white with a broken border.
"""

from textwrap import wrap

WIDTH = 320  # a telephone is hardly wider: letters keep their size there
LETTER, LINE, BAR, GAP = 7.2, 16, 14, 12
TOLD = 74  # right of the longest bar: room for its number
DARK, PALE, OPEN = "dark", "pale", "open"
LOOKS = {
    DARK: {"fill": "#17506b", "stroke": "#17506b", "dashes": "none"},
    PALE: {"fill": "#d6e6ee", "stroke": "#17506b", "dashes": "none"},
    OPEN: {"fill": "#ffffff", "stroke": "#4d575b", "dashes": "4 3"},
}


def _drawing(key, title, desc, width, height, bars, texts):
    return {
        "key": key, "title": title, "desc": desc, "width": width, "height": max(height, 1), "bars": bars,
        "texts": texts,
    }  # fmt: skip


def _bar(x, y, width, height, look):
    return {"x": round(x), "y": round(y), "width": round(width), "height": round(height), **LOOKS[look]}


def _text(x, y, text, anchor="start", weight="400"):
    return {"x": round(x), "y": round(y), "text": text, "anchor": anchor, "weight": weight}


def length_of(number, most, room):
    """How long a bar of `number` is where the longest, of `most`, fills `room`. What is there is never invisible."""
    if not number or not most:
        return 0
    return max(round(room * min(number, most) / most), 2)


def shortened(text, width):
    """`text` in one line of `width` units."""
    letters = int(width / LETTER)
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def columns(key, title, points, *, desc="", height=96, width=WIDTH):
    """One upright bar per point (label, second label, number or None); the last one is the one asked for.

    None is no bar and no zero: nobody reported.
    """
    numbers = [number for *_, number in points if number is not None]
    most, wide = max(numbers, default=0), width / max(len(points), 1)
    floor, bars, texts = LINE + height, [], []
    for place, (label, below, number) in enumerate(points):
        middle, is_last = wide * (place + 0.5), place == len(points) - 1
        tall = length_of(number, most, height)
        if tall:
            bars.append(_bar(wide * place + wide * 0.18, floor - tall, wide * 0.64, tall, DARK if is_last else PALE))
        weight = "700" if is_last else "400"
        texts.append(_text(middle, floor - tall - 4, "–" if number is None else str(number), "middle", weight))
        texts.append(_text(middle, floor + LINE, label, "middle", weight))
        if below:
            texts.append(_text(middle, floor + 2 * LINE, below, "middle"))
    bars.append(_bar(0, floor, width, 1, DARK))
    return _drawing(key, title, desc, width, floor + 2 * LINE + 5, bars, texts)


def bars(key, title, lines, *, desc="", side=0, width=WIDTH, most=None):
    """One lying bar per line (label, number or None, what is told of it).

    The label stands above its bar, or in `side` units at its left. `most` is what fills the width, else the longest.
    """
    longest = most or max((number or 0 for _, number, _ in lines), default=0)
    room, drawn, texts, top = width - side - TOLD, [], [], 0
    for label, number, told in lines:
        if side:
            texts.append(_text(0, top + BAR - 2, shortened(label, side - 8)))
        else:
            for part in wrap(label, int(width / LETTER)) or [""]:
                texts.append(_text(0, top + BAR - 2, part))
                top += LINE
            top += 2
        long = length_of(number, longest, room)
        if long:
            drawn.append(_bar(side, top, long, BAR, DARK))
        texts.append(_text(side + long + (6 if long else 0), top + BAR - 2, told, weight="700" if long else "400"))
        top += BAR + (6 if side else GAP)
    return _drawing(key, title, desc, width, top, drawn, texts)


BEFORE, AFTER = "Dahulu", "Sekarang"
NAMED = 66  # left of a pair: what each of its bars is called


def pairs(key, title, lines, *, desc="", side=0, width=WIDTH):
    """Two bars per line (label, before, after, told before, told after): pale what was, dark what is."""
    longest = max((max(before or 0, after or 0) for _, before, after, *_ in lines), default=0)
    left = side + NAMED
    room, drawn, texts, top = width - left - 44, [], [], 0
    for label, before, after, told_before, told_after in lines:
        rows = wrap(label, int((side - 8 if side else width) / LETTER)) or [""]
        for place, part in enumerate(rows):
            texts.append(_text(0, top + place * LINE + 11, part))
        start = top if side else top + len(rows) * LINE + 2
        for name, number, told, look in (
            (BEFORE, before, told_before, PALE), (AFTER, after, told_after, DARK),
        ):  # fmt: skip
            long = length_of(number, longest, room)
            if long:
                drawn.append(_bar(left, start, long, BAR - 2, look))
            texts.append(_text(side, start + 11, name))
            texts.append(_text(left + long + 6, start + 11, told, weight="700" if look == DARK else "400"))
            start += LINE
        top = max(start, top + len(rows) * LINE) + GAP - 4
    return _drawing(key, title, desc, width, top, drawn, texts)


def whole(key, title, parts, *, desc="", width=WIDTH):
    """One bar cut into parts (label, number, look), each named beneath it; at least one number is not zero."""
    total = sum(number for _, number, _ in parts)
    drawn, texts, left, top = [], [], 0, 26 + GAP
    for label, number, look in parts:
        long = width * number / total if total else 0
        if number:
            drawn.append(_bar(round(left) + 1, 1, round(left + long) - round(left) - 2, 24, look))
        drawn.append(_bar(1, top, 13, 13, look))
        texts.append(_text(22, top + 12, f"{label}: {number}", weight="700" if number else "400"))
        left, top = left + long, top + LINE + 6
    return _drawing(key, title, desc, width, top, drawn, texts)
