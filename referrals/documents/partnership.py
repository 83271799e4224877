"""The agreement with a partner as a paper for both to sign (SRC-03): who, about what, each side's part, how long."""

from fcu_project.templatetags.ui import telepon
from institutions.documents.letterhead import coordinator_of, iso_day, letterhead, place_code, place_of, signature
from institutions.models import FamilyCareUnit

AGREEMENT_TEMPLATE = "referrals/documents/agreement.html"


def agreement_facts(partnership, paper):
    """Facts of the agreement; what nobody has written yet is left as a dotted line for the pen."""
    region, unit = partnership.region, FamilyCareUnit.of(partnership.region)
    title, name = coordinator_of(unit)
    body = partnership.institution
    return {
        "title": f"Naskah kerja sama {partnership.partner}, {region}",
        "document_id": f"MOU-{place_code(region)}-{partnership.uid.hex[:6].upper()}",
        "paper": paper,
        "letterhead": letterhead(region, unit),
        "number": partnership.number,
        "village": str(region),
        "unit": str(unit or "Family Care Unit (FCU)"),
        "unit_address": unit.address if unit else "",
        "coordinator": name,
        "coordinator_title": title,
        "partner": partnership.partner,
        "partner_address": body.address if body else "",
        "signer": partnership.signer,
        "signer_post": partnership.signer_post,
        "form": partnership.get_form_display(),
        "subject": partnership.subject,
        "partner_does": partnership.partner_does,
        "unit_does": partnership.unit_does,
        "contact": partnership.contact,
        "phone": telepon(partnership.phone) if partnership.phone else "",
        "valid_from": iso_day(partnership.valid_from),
        "valid_until": iso_day(partnership.valid_until),
        "place": place_of(region),
        "signatures": [
            signature([partnership.signer_post or "Pimpinan", partnership.partner], partnership.signer),
            signature([f"{title} {unit}" if unit else title], name),
        ],
    }  # fmt: skip
