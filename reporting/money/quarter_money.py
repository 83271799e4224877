"""The money of a quarter as the cash book tells it: by source and category, aid apart, evidence, months (FUN-10).

Plain numbers and words that can be frozen with the report. Nothing of an entry stands in them that may name a family:
neither whom it was paid to nor its text. Stimulus to families lies in another purse and is never told here (FUN-12).
"""

from datetime import date

from django.db.models import Sum

from fcu_project import dates
from institutions.plans import Source
from reporting.models import CashBook, CashEntry, EarmarkedAid, Report
from reporting.models.report import AMOUNTS, INCOMES
from reporting.money import ledger
from reporting.money.arrived import moved_of
from reporting.money.plan_spending import spent_in
from reporting.money.purses import REPORT_LINES, SOURCE_CODES, SPENDING_CODES, Spending
from reporting.quarterly.recall import recall


def book_of(report):
    """The cash book that was open in the quarter of a report; None where there was none and totals are typed."""
    books = CashBook.objects.filter(unit_id=report.unit_id, opened_on__lte=report.period.end)
    return recall(report, "book", lambda: books.select_related("unit", "region").first())


# --- sums -------------------------------------------------------------------------------------------------------
def entries_in(book, quarter):
    """Booked entries dated in the quarter, in the order of the book."""
    booked = CashEntry.objects.booked().filter(book=book, on__range=(quarter.start, quarter.end))
    return booked.select_related("reverses", "aid").in_book_order()


def is_income(entry):
    """Whether it is about money that came in: an income, or an income taken back."""
    return entry.is_in == (entry.reverses_id is None)


def net(entry):
    """Rupiah of what an entry is about; a reversal takes away from the side of what it reverses."""
    return entry.amount if entry.reverses_id is None else -entry.amount


def amounts_of(book, quarter, entries=None):
    """{name of the report's line: rupiah}: what the quarter began with, came in by source and went out.

    A line is net of reversals; it falls below zero where an entry of an earlier quarter was reversed in this one.
    """
    entries = list(entries_in(book, quarter)) if entries is None else entries
    incomes = [entry for entry in entries if is_income(entry)]
    lines = {
        name: sum(net(entry) for entry in incomes if entry.source in sources) for name, sources in REPORT_LINES.items()
    }
    spent = sum(net(entry) for entry in entries if not is_income(entry))
    return {"opening_balance": ledger.balance_before(book, quarter.start), **lines, "expense_total": spent}


def closing_of(amounts):
    """Rupiah left at the end of the quarter."""
    return amounts["opening_balance"] + sum(amounts[name] for name in INCOMES) - amounts["expense_total"]


def kind_of(amounts, moved):
    """Nihil only where nothing was there and nothing `moved`."""
    return Report.Finance.TOTALS if moved or any(amounts.values()) else Report.Finance.NIHIL


def confirmed(book, quarter):
    """(kind, amounts) that a report takes over from the book when its writer says that the section is finished."""
    entries = list(entries_in(book, quarter))
    amounts = amounts_of(book, quarter, entries)
    return kind_of(amounts, entries), amounts


# --- the section of the report ------------------------------------------------------------------------------------
def finance_of(report):
    """The finance section as it stands now, as plain JSON: typed totals, or those of the cash book with its tables."""
    book = book_of(report)
    if book is None:
        amounts = {name: getattr(report, name) for name in AMOUNTS}
        return {"kind": report.finance_kind, **amounts, "note": report.finance_note}
    quarter = report.period
    entries = list(entries_in(book, quarter))
    amounts = amounts_of(book, quarter, entries)
    told = {
        "opened_on": book.opened_on.isoformat() if book.opened_on > quarter.start else "",
        "sources": _by_source(entries),
        "categories": _by_category(entries),
        "aids": _aids(book, quarter),
        "evidence": _evidence(entries),
        "months": months_of(book, quarter),
        "plan": spent_in(report.unit, quarter),
        "carried": carried_difference(report, amounts["opening_balance"]),
    }
    return {"kind": kind_of(amounts, entries), **amounts, "note": report.finance_note, "book": told}


def _sums(entries, key):
    """{key: [rupiah booked, rupiah reversed]} of the entries."""
    found = {}
    for entry in entries:
        found.setdefault(key(entry), [0, 0])[entry.reverses_id is not None] += entry.amount
    return found


def _by_source(entries):
    found = _sums([entry for entry in entries if is_income(entry)], lambda entry: entry.source)
    return [_line(SOURCE_CODES[source], source.label, found[source]) for source in Source if source in found]


def _by_category(entries):
    found = _sums([entry for entry in entries if not is_income(entry)], lambda entry: entry.category)
    return [_line(SPENDING_CODES[kind], kind.label, found[kind]) for kind in Spending if kind in found]


def _line(code, label, sums):
    booked, back = sums
    return {"code": code, "label": label, "booked": booked, "back": back, "amount": booked - back}


def _aids(book, quarter):
    """Aid for a purpose, which is part of the balance but may be spent on its purpose only (FUN-13)."""
    before = CashEntry.objects.booked().filter(book=book, aid__isnull=False, on__lt=quarter.start)
    opening = dict(before.order_by().values_list("aid").annotate(told=Sum(ledger.SIGNED)))
    moved = moved_of(CashEntry.objects.booked().filter(book=book, on__range=(quarter.start, quarter.end)))
    keys = {*(key for key, amount in opening.items() if amount), *moved}
    told = []
    for aid in EarmarkedAid.objects.filter(pk__in=keys).order_by("agreed_on", "id"):
        received, spent, back = (moved.get(aid.pk, {}).get(name, 0) for name in ("received", "spent", "given_back"))
        begun = opening.get(aid.pk, 0)
        told.append({
            "label": aid.giver, "purpose": aid.category_words, "opening": begun, "income": received, "expense": spent,
            "returned": back, "closing": begun + received - spent - back,
        })  # fmt: skip
    return told


def _evidence(entries):
    """Every expense by the number of its paper; a reversed one with the line that takes it back, so that it adds up."""
    taken_back = {entry.reverses_id for entry in entries}
    return [
        {
            "number": entry.evidence, "on": entry.on.isoformat(), "label": entry.get_category_display(),
            "amount": net(entry), "reverses": entry.reverses.evidence if entry.reverses_id else "",
            "pictured": entry.receipt_id is not None,
            "lacks": not (entry.receipt_id or entry.reverses_id or entry.pk in taken_back),
        }
        for entry in entries
        if not is_income(entry)
    ]  # fmt: skip


# --- months -----------------------------------------------------------------------------------------------------
def months_of(book, quarter):
    """[{label, closed}]: the months of the quarter in which the book was open, closed on a signed page or not yet."""
    closed, opened = book.closed_until() or (0, 0), (book.opened_on.year, book.opened_on.month)
    return [
        {"label": f"{dates.MONTHS[month - 1]} {quarter.year}", "closed": (quarter.year, month) <= closed}
        for month in range(quarter.start.month, quarter.start.month + 3)
        if (quarter.year, month) >= opened
    ]


def open_months(report):
    """The months of its quarter that are not closed in the cash book, in words; [] without a book."""
    book = book_of(report)
    return [month["label"] for month in months_of(book, report.period) if not month["closed"]] if book else []


def too_early(report, today):
    """What is not over of a quarter that is still running, in a sentence; "" once it is."""
    if today > report.period.end:
        return ""
    first, names = report.period.start.month, {True: [], False: []}
    for month in range(first, first + 3):
        if month >= today.month or today < report.period.start:
            begun = month == today.month and today >= report.period.start
            names[begun].append(f"{dates.MONTHS[month - 1]} {report.year}")
    told = [f"{words}: {', '.join(names[begun])}" for begun, words in ((True, "masih berjalan"), (False, "belum mulai"))
            if names[begun]]  # fmt: skip
    return (
        f"Triwulan ini baru berakhir {dates.long_date(report.period.end)} ({'; '.join(told)}). Periksa keuangannya "
        "sekali lagi sesudah itu."
    )


# --- what disagrees ---------------------------------------------------------------------------------------------
def _called(name):
    words = str(Report._meta.get_field(name).verbose_name)
    return words[0].upper() + words[1:]


AMOUNT_WORDS = {name: _called(name) for name in AMOUNTS}


def problem(report):
    """Why the finance section is not complete: not looked through yet, or another sum than the book's; or ""."""
    book = book_of(report)
    if book is None:
        return "" if report.finance_kind else "Keuangan belum diisi. Bila tidak ada uang, pilih “Nihil”."
    if not report.finance_kind:
        return "Keuangan belum dicocokkan dengan buku kas. Buka bagian ini, periksa, lalu tandai selesai."
    differs = differences(report, amounts_of(book, report.period))
    if not differs:
        return ""
    told = "; ".join(
        f"{words} di laporan {dates.rupiah(was)}, di buku kas {dates.rupiah(now)}" for words, was, now in differs
    )
    return f"Keuangan tidak sama dengan buku kas: {told}. Buka bagian Keuangan, periksa, lalu simpan lagi."


def differences(report, amounts):
    """[(line in words, rupiah in the report, rupiah in the book)] that disagree (F9)."""
    held = ((AMOUNT_WORDS[name], getattr(report, name), amounts[name]) for name in AMOUNTS)
    return [(words, was, now) for words, was, now in held if was != now]


def carried_difference(report, opening):
    """{period, reported, booked}: the closing balance last sent, where the book began this quarter with another; {}."""
    before = Report.objects.of(report.period.previous).filter(unit_id=report.unit_id).first()
    version = before.latest_version() if before else None
    told = version.content["sections"]["finance"] if version else None
    if not told or not told.get("kind") or closing_of(told) == opening:
        return {}
    return {"period": before.period.words, "reported": closing_of(told), "booked": opening}


def later_changes(report):
    """[(line in words, rupiah as sent, rupiah in the book now)]: an entry dated into a reported quarter shows here."""
    version, book = report.latest_version(), book_of(report)
    told = version.content["sections"]["finance"] if version else {}
    if book is None or "book" not in told:
        return []
    now = amounts_of(book, report.period)
    return [
        (AMOUNT_WORDS[name], dates.rupiah(told[name]), dates.rupiah(now[name]))
        for name in AMOUNTS
        if told[name] != now[name]
    ]


# --- in words ---------------------------------------------------------------------------------------------------
def shown(told):
    """The tables of the book ready for a screen or a paper, in words; None for a report with typed totals."""
    if "book" not in told:
        return None
    book, evidence = told["book"], told["book"]["evidence"]
    return {
        "opened": dates.long_date(date.fromisoformat(book["opened_on"])) if book["opened_on"] else "",
        "sources": [_in_words(row, "booked", "back", "amount") for row in book["sources"]],
        "categories": [_in_words(row, "booked", "back", "amount") for row in book["categories"]],
        "aids": [_aid_row(row) for row in book["aids"]],
        "gives_back": any(row.get("returned") for row in book["aids"]),
        "aid_total": dates.rupiah(sum(row["closing"] for row in book["aids"])),
        "general_total": dates.rupiah(closing_of(told) - sum(row["closing"] for row in book["aids"])),
        "evidence": [
            {**_in_words(row, "amount"), "day": dates.long_date(date.fromisoformat(row["on"]))} for row in evidence
        ],
        "evidence_total": dates.rupiah(sum(row["amount"] for row in evidence)),
        "lacking": sum(row["lacks"] for row in evidence),
        "plan": [_plan_row(row) for row in book["plan"]],
        "months": book["months"],
        "open_months": [month["label"] for month in book["months"] if not month["closed"]],
        "carried": _carried_words(book["carried"]),
    }


def _in_words(row, *names):
    return {**row, **{name: dates.rupiah(row[name]) for name in names}, "corrected": bool(row.get("back"))}


def _aid_row(row):
    """An aid; what went back to its giver is told apart, "" where nothing did."""
    told = _in_words(row, "opening", "income", "expense", "closing")
    return {**told, "returned": dates.rupiah(row["returned"]) if row.get("returned") else ""}


def _plan_row(row):
    """A row of the plan beside its budget, what is above it said in words (FUN-11)."""
    budget = row["budget"] or 0
    over = row["spent"] > budget and row["label"] != "Di luar rencana"
    left = dates.rupiah(abs(budget - row["spent"]))
    return {
        **_in_words(row, "quarter", "spent"), "over": over, "used": row["spent"] != 0, "amount_left": left,
        "budget": "" if row["budget"] is None else dates.rupiah(budget),
        "left": "" if row["budget"] is None and not over else f"lebih {left}" if over else left,
    }  # fmt: skip


def _carried_words(carried):
    if not carried:
        return ""
    apart = carried["booked"] - carried["reported"]
    return (
        f"Saldo akhir dalam laporan {carried['period']} {dates.rupiah(carried['reported'])}, tetapi menurut buku kas "
        f"triwulan ini dimulai dengan {dates.rupiah(carried['booked'])}: {'lebih' if apart > 0 else 'kurang'} "
        f"{dates.rupiah(abs(apart))}."
    )


def lines_in_words(told):
    """The tables of the book as lines of text, by which two versions are compared; [] without a book."""
    book = shown(told)
    if book is None:
        return []
    return [
        *(f"{row['label']}: {row['amount']}" for row in (*book["sources"], *book["categories"])),
        *(f"Bantuan {row['label']}: sisa {row['closing']}" for row in book["aids"]),
        *(f"{row['number']}: {row['amount']}{', belum ada foto bukti' if row['lacks'] else ''}"
          for row in book["evidence"]),
        *(f"{row['label']}: terpakai {row['spent']}" for row in book["plan"] if row["used"]),
        *(f"{row['label']}: buku {'sudah' if row['closed'] else 'belum'} ditutup" for row in book["months"]),
    ]  # fmt: skip
