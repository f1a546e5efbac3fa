"""The catalogue: every signal, in report order. Adding one: write the file, add one line here."""

from __future__ import annotations

from typing import Final

from checker.signals import (
    accredited_name,
    controlled_substance_offer,
    false_common_logo,
    foreign_checkout,
    irreversible_payment,
    medicine_offer,
    messenger_order,
    missing_contact,
    named_licence,
    prescription_required,
    prescription_waived,
    proven_common_logo,
    questionnaire_instead_of_prescription,
    register_entry,
    telling_host_name,
    unapproved_product_offer,
    unmentioned_prescription,
    warning_list_entry,
    young_domain,
)
from checker.signals.base import Signal

ALL_SIGNALS: Final[tuple[Signal, ...]] = (
    register_entry.SIGNAL,
    warning_list_entry.SIGNAL,
    accredited_name.SIGNAL,
    named_licence.SIGNAL,
    proven_common_logo.SIGNAL,
    false_common_logo.SIGNAL,
    prescription_waived.SIGNAL,
    unmentioned_prescription.SIGNAL,
    questionnaire_instead_of_prescription.SIGNAL,
    prescription_required.SIGNAL,
    telling_host_name.SIGNAL,
    young_domain.SIGNAL,
    medicine_offer.SIGNAL,
    controlled_substance_offer.SIGNAL,
    unapproved_product_offer.SIGNAL,
    messenger_order.SIGNAL,
    irreversible_payment.SIGNAL,
    missing_contact.SIGNAL,
    foreign_checkout.SIGNAL,
)
