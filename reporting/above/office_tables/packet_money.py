"""Money of a semester or year: budgets and what arrived, the stimulus family by family, originals, inspections.

Everything is told as it stood at the end of the last day; what happened later is not in it.
"""

from functools import cached_property

from django.db.models import Count, Q

from families.models import Sex
from fcu_project import dates
from reporting.above.office_tables.table import AMOUNT, DATE, NUMBER, TEXT, Table
from reporting.models import BudgetLine, Disbursement, StimulusCheck, StimulusReceipt
from reporting.money import originals, realised
from reporting.money.arrived import with_arrived_in
from reporting.money.purses import Party


class Money:
    """The money of a kabupaten in a semester or year; `last` is its last day, or today while it still runs."""

    def __init__(self, region, span):
        self.region, self.span = region, span
        self.last = min(span.end, dates.today_in(region.zone))

    def tables(self):
        return [
            self._budgets(), self._villages(), self._families(), self._originals(), self._places(), self._findings(),
        ]  # fmt: skip

    # --- budgets ----------------------------------------------------------------------------------------------------
    def _budgets(self):
        """Lines of offices here for the year, and older ones of which something arrived in the time (FUN-07)."""
        withdrawn = Q(withdrawn_on__isnull=False, withdrawn_on__lte=self.last)
        lines = BudgetLine.objects.within(self.region).filter(year__lte=self.span.year).exclude(withdrawn)
        lines = with_arrived_in(lines.select_related("region", "recipient"), self.span.start, self.last)
        lines = lines.filter(Q(year=self.span.year) | ~Q(came=0)).order_by("-year", "region__code", "id")
        rows = []
        for line in lines:
            awaited = line.kind != BudgetLine.Kind.PROGRAMME
            sums = (line.came, line.arrived, line.given_back, line.amount - line.arrived) if awaited else [""] * 4
            rows.append([line.year, line.title, line.get_kind_display(), line.source_words,
                         str(line.recipient or ""), line.amount, *sums])  # fmt: skip
        total = ["Jumlah", "", "", "", "", *(sum(row[at] or 0 for row in rows) for at in range(5, 10))] if rows else []
        return Table(
            "Anggaran dan yang sampai",
            ["Tahun", "Uraian", "Untuk", "Sumber", "Penerima", "Anggaran", "Sampai pada masa ini",
             "Sampai seluruhnya", "Dikembalikan FCU", "Belum sampai"],
            [TEXT, TEXT, TEXT, TEXT, TEXT, *[AMOUNT] * 5], rows, total,
            "Sampai: dibukukan di buku kas FCU dikurangi yang dikembalikan, atau dicairkan ke rekening keluarga. "
            "Anggaran kegiatan sendiri tidak ditunggu sampai di mana pun.",
        )  # fmt: skip

    # --- the stimulus -----------------------------------------------------------------------------------------------
    @cached_property
    def accounts(self):
        return realised.accounts_in(Disbursement.objects.within(self.region), self.span, self.last)

    def _villages(self):
        """Per village, with women and men by the head of the family."""
        heads = {}
        for row in self.accounts:
            family = row.payment.grant.family
            heads.setdefault(row.payment.region, {})[family.pk] = family.head_sex
        rows = []
        for village, sums in realised.by_village(self.accounts):
            sexes = list(heads[village].values())
            rows.append([str(village), str(village.parent), sums.families, sexes.count(Sex.FEMALE),
                         sexes.count(Sex.MALE), sums.paid, sums.earlier, sums.shown, sums.returned, sums.left,
                         sums.receipts])  # fmt: skip
        return Table(
            "Dana stimulan per desa/kelurahan",
            ["Desa/kelurahan", "Kecamatan", "Keluarga", "Perempuan", "Laki-laki", *SUMS, "Banyak kuitansi"],
            [TEXT, TEXT, NUMBER, NUMBER, NUMBER, *[AMOUNT] * len(SUMS), NUMBER], rows, _total(rows, 2),
            "Perempuan dan laki-laki: kepala keluarga.",
        )  # fmt: skip

    def _families(self):
        """Payment by payment: what it was, what receipts show, what was given back, what is left (II.D.1.3(8))."""
        rows = []
        for row in self.accounts:
            family = row.payment.grant.family
            rows.append([str(row.payment.region), str(family.number), family.called, row.payment.grant.year,
                         row.payment.paid_on.isoformat(), row.paid, row.earlier, row.shown, row.returned, row.left,
                         len(row.lines)])  # fmt: skip
        return Table(
            "Realisasi dana stimulan per keluarga",
            ["Desa/kelurahan", "No. keluarga", "Keluarga", "Tahun", "Dicairkan pada", *SUMS, "Banyak kuitansi"],
            [TEXT, TEXT, TEXT, TEXT, DATE, *[AMOUNT] * len(SUMS), NUMBER], rows, _total(rows, 5),
        )  # fmt: skip

    # --- originals --------------------------------------------------------------------------------------------------
    @cached_property
    def receipts(self):
        """[(receipt, its place on the last day)]: of the time, and earlier ones that the ministry did not hold yet when
        it began (REP-13)."""
        day_before = self.span.start.fromordinal(self.span.start.toordinal() - 1)
        rows = StimulusReceipt.objects.within(self.region).standing().filter(dated_on__lte=self.last)
        rows = originals.with_road(rows.select_related("region", "disbursement__grant__family"))
        found = []
        for row in rows.order_by("region__code", "disbursement__grant__family__search_name", "dated_on", "id"):
            before = originals.where_on(row, day_before)
            if before is None or before.to or before.party != Party.MINISTRY:
                found.append((row, originals.where_on(row, self.last)))
        return found

    def _originals(self):
        rows = [
            [str(row.region), row.disbursement.grant.family.called, row.dated_on.isoformat(), row.number, row.seller,
             row.amount, place.words, place.since.isoformat()]
            for row, place in self.receipts
        ]  # fmt: skip
        total = ["Jumlah", f"{len(rows)} kuitansi", "", "", "", sum(row[5] for row in rows), "", ""] if rows else []
        return Table(
            "Daftar kuitansi asli",
            ["Desa/kelurahan", "Keluarga", "Tanggal", "Nomor", "Toko atau penjual", "Jumlah", "Kuitansi asli ada di",
             "Sejak"],
            [TEXT, TEXT, DATE, TEXT, TEXT, AMOUNT, TEXT, DATE], rows, total,
            f"Tempatnya pada {dates.long_date(self.last)}. Kuitansi lama yang belum sampai di Kementerian Sosial "
            "ketika masa ini mulai juga ada di sini.",
        )  # fmt: skip

    def _places(self):
        """How many originals lay where, and what they come to."""
        found = {}
        for row, place in self.receipts:
            line = found.setdefault(place.words, [0, 0])
            line[0] += 1
            line[1] += row.amount
        rows = [[words, *line] for words, line in sorted(found.items())]
        return Table(
            "Kuitansi asli menurut tempatnya", ["Kuitansi asli ada di", "Kuitansi", "Jumlah"], [TEXT, NUMBER, AMOUNT],
            rows, _total(rows, 1),
        )  # fmt: skip

    # --- inspections ------------------------------------------------------------------------------------------------
    def _findings(self):
        """Findings of the time, and older ones that were still open when it began (II.D.1.3(6))."""
        checks = StimulusCheck.objects.within(self.region).filter(on__lte=self.last)
        told = checks.filter(on__gte=self.span.start).aggregate(n=Count("pk"), families=Count("grant", distinct=True))
        open_then = Q(resolved_on=None) | Q(resolved_on__gte=self.span.start)
        found = checks.findings().filter(open_then).with_facts().order_by("grant__region__code", "on", "id")
        rows = []
        for row in found:
            done = row.resolved_on if row.resolved_on and row.resolved_on <= self.last else None
            rows.append([
                row.on.isoformat(), str(row.grant.region), row.grant.family.called, row.finding, row.action,
                row.due_on.isoformat() if row.due_on else "", done.isoformat() if done else "",
                row.resolution if done else "", "Selesai" if done else "Terbuka",
            ])  # fmt: skip
        still = sum(row[-1] == "Terbuka" for row in rows)
        return Table(
            "Temuan pemeriksaan dana stimulan",
            ["Tanggal", "Desa/kelurahan", "Keluarga", "Temuan", "Yang harus dilakukan", "Batas waktu", "Selesai pada",
             "Penyelesaian", "Keadaan"],
            [DATE, TEXT, TEXT, TEXT, TEXT, DATE, DATE, TEXT, TEXT], rows,
            note=f"Pemeriksaan pada masa ini: {told['n']} kali, {told['families']} keluarga. Temuan terbuka: {still}, "
            f"selesai: {len(rows) - still}.",
        )  # fmt: skip


# The columns of sums, in rupiah, as `realised` knows them.
SUMS = ("Dicairkan", "Kuitansi sebelumnya", "Kuitansi masa ini", "Dikembalikan", "Belum ada kuitansi")


def _total(rows, first):
    """A last row that adds up every column from the place `first` on; none over no rows."""
    if not rows:
        return []
    return ["Jumlah", *[""] * (first - 1), *(sum(row[at] for row in rows) for at in range(first, len(rows[0])))]
