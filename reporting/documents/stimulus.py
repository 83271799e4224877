"""Papers of the stimulus: the family's request to sign, the approval of the Dinas, what each village got (FUN-04)."""

from django.db.models import Count, Q, Sum

from families.household import HUSBAND, WIFE
from families.models import Sex
from fcu_project.dates import number_in_words, rupiah
from institutions.documents.letterhead import (
    coordinator_of,
    head_of_office,
    head_of_village,
    iso_day,
    letterhead,
    office_name_of,
    place_code,
    place_of,
    signature,
)
from institutions.documents.sheet import sheet_facts
from institutions.models import FamilyCareUnit
from reporting.above.offices import office_of
from reporting.money.stimulus import account_of

REQUEST_TEMPLATE = "reporting/documents/stimulus_request.html"
APPROVAL_TEMPLATE = "reporting/documents/stimulus_approval.html"


def in_words(amount):
    """Rupiah in words, as a kuitansi says it."""
    return f"{number_in_words(amount)} rupiah" if amount else ""


def request_facts(grant, paper, *, row=None):
    """The family's request: what is known of it filled in, the rest dotted for the pen (domain 4.5).

    to {office, place}, family, address, member, account {bank, number, holder}, year, source, decision {number, day},
    entitlement, free, amount, words, purpose, signatures [head, spouse], acknowledged.
    """
    family, region = grant.family, grant.region
    account = account_of(family)
    unit = FamilyCareUnit.of(region)
    title, coordinator = coordinator_of(unit)
    head = family.head()
    spouse = family.current_members().filter(relation__code__in=(HUSBAND, WIFE)).first()
    regency = office_of(region)
    alone = head is not None and spouse is None  # the file knows the members, and there is no spouse among them
    block = [] if alone else [signature(["Suami/istri kepala keluarga"], spouse.name if spouse else "")]
    nearby = "" if "RT" in family.address else family.neighbourhood
    return {
        "title": f"Surat permohonan pencairan dana stimulan, {region}",
        "document_id": f"PDS-{place_code(region)}-{(row or grant).uid.hex[:6].upper()}",
        "paper": paper,
        "letterhead": {},
        "to": {"office": f"Kepala {office_name_of(regency)}", "place": "Tempat"},
        "number": str(row.number) if row else "",
        "family": family.called,
        "address": _address(family.address, nearby, str(region)),
        "member": row.requested_by.name if row else "",
        "account": {"bank": account.bank, "number": account.masked, "holder": account.holder.name} if account else {},
        "year": str(grant.year),
        "source": grant.get_source_display(),
        "decision": {"number": grant.decision_number, "day": iso_day(grant.decided_on)},
        "entitlement": rupiah(grant.entitlement),
        "free": rupiah(grant.free) if row is None else "",
        "amount": rupiah(row.amount) if row else "",
        "words": in_words(row.amount) if row else "",
        "purpose": row.purpose if row else "",
        "place": place_of(region),
        "day": iso_day(row.requested_on) if row else "",
        "signatures": [*block, signature(["Kepala keluarga"], head.name if head else family.head_name)],
        "acknowledged": signature([f"{title} {unit}" if unit else "Koordinator FCU"], coordinator),
    }  # fmt: skip


def _address(*parts):
    """The parts of an address, each said once: some write the village into the address itself."""
    told = []
    for part in filter(None, parts):
        if not any(part.casefold() in earlier.casefold() for earlier in told):
            told.append(part)
    return ", ".join(told)


def approval_facts(rows, paper, *, region):
    """The approval of the Dinas for one request, or for all those of one letter.

    rows [{family, place, asked, day, approved, account, purpose, note}], number, dated_on, total, words, signature.
    """
    first, regency = rows[0], office_of(region)
    total = sum(row.approved for row in rows)
    return {
        "title": f"Persetujuan pencairan dana stimulan, {regency}",
        "document_id": f"PPS-{place_code(regency)}-{first.uid.hex[:6].upper()}",
        "paper": paper,
        "letterhead": letterhead(regency),
        "number": first.decision_number,
        "dated_on": iso_day(first.decided_on),
        "office": office_name_of(regency),
        "years": ", ".join(sorted({str(row.grant.year) for row in rows})),
        "rows": [_approved(row) for row in rows],
        "total": rupiah(total),
        "words": in_words(total),
        "from_paper": first.recorded_by if first.from_paper else "",
        "place": place_of(regency),
        "signature": head_of_office(regency, first.decided_on),
    }  # fmt: skip


def _approved(row):
    account = row.account or account_of(row.grant.family)
    told = f"{account.bank} {account.masked} a.n. {account.holder.name}" if account else ""
    return {
        "family": row.grant.family.called, "place": f"{row.grant.region}, {row.grant.region.parent}",
        "number": str(row.number), "asked": rupiah(row.amount), "day": iso_day(row.requested_on),
        "approved": rupiah(row.approved), "account": told, "purpose": row.purpose, "note": row.decision_note,
    }  # fmt: skip


HEADERS = (
    "Desa/kelurahan", "Kecamatan", "Keluarga", "Kepala keluarga P", "Kepala keluarga L", "Hak", "Diajukan",
    "Disetujui", "Dicairkan", "Kuitansi", "Dikembalikan", "Belum ada kuitansi",
)  # fmt: skip


def recap_rows(grants):
    """One line per village in the order of the codes: who (women and men apart) and how much, in rupiah."""
    rows = grants.order_by().values("region__code", "region__name").order_by("region__code")
    return list(
        rows.annotate(
            families=Count("family", distinct=True),
            women=Count("family", distinct=True, filter=Q(family__head_sex=Sex.FEMALE)),
            men=Count("family", distinct=True, filter=Q(family__head_sex=Sex.MALE)),
            sum_entitlement=Sum("entitlement"), sum_paid=Sum("paid"),
        )
    )  # fmt: skip


def recap_facts(region, lines, paper, *, day, year):
    """The sheet: one line per village and their sum. `lines` as `recap_lines` gives them."""
    whole = [sum(line[place] for line in lines) for place in range(2, len(HEADERS))]
    table = [[*line[:2], *map(str, line[2:5]), *map(rupiah, line[5:])] for line in lines]
    if lines:
        table.append(["Jumlah", "", *map(str, whole[:3]), *map(rupiah, whole[3:])])
    told = f"Rekap dana stimulan keluarga tahun {year}" if year else "Rekap dana stimulan keluarga"
    facts = sheet_facts(
        told, region, HEADERS, table, paper=paper, day=day, sums=(len(table) - 1,) if lines else ()
    )
    signed = head_of_village(region) if region.level == "village" else head_of_office(region)
    return facts | {"document_id": f"RDS-{place_code(region)}", "signature": signed}


NOTHING = {"asked": 0, "agreed": 0, "answered": 0, "given_back": 0}


def recap_lines(grants, requests):
    """[village, subdistrict, families, women, men, entitled, asked, approved, paid, answered, given back, unanswered].

    `requests` are the live requests of these grants: neither refused nor withdrawn.
    """
    answers = {
        row["grant__region__code"]: row
        for row in requests.order_by().values("grant__region__code").annotate(
            asked=Sum("amount"), agreed=Sum("approved"), answered=Sum("realised"), given_back=Sum("returned")
        )
    }  # fmt: skip
    names = {grant.region.code: grant.region for grant in grants.select_related("region__parent")}
    lines = []
    for row in recap_rows(grants):
        place = names[row["region__code"]]
        told = answers.get(place.code, NOTHING)
        left = row["sum_paid"] - told["answered"] - told["given_back"]
        lines.append([
            str(place), str(place.parent), row["families"], row["women"], row["men"], row["sum_entitlement"],
            told["asked"], told["agreed"], row["sum_paid"], told["answered"], told["given_back"], left,
        ])  # fmt: skip
    return lines
