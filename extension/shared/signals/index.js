/** Which function looks for what; the order, titles and grades are those of the exported catalogue. */

import {
  foreignCheckout,
  hiddenMedicineLinks,
  irreversiblePayment,
  messengerOrder,
  miracleClaim,
  missingContact,
  onionAddress,
} from "./dealings.js";
import { tellingHostName } from "./domain.js";
import {
  controlledSubstanceOffer,
  disguisedNames,
  impossibleStrength,
  medicineOffer,
  unapprovedProductOffer,
} from "./goods.js";
import { falseCommonLogo, provenCommonLogo } from "./logo.js";
import { wording } from "./medicines.js";
import {
  advertisedPrescriptionMedicine,
  prescriptionRequired,
  questionnaireInsteadOfPrescription,
  unmentionedPrescription,
} from "./prescription.js";
import { prescriptionWaived } from "./prescription_waived.js";
import {
  accreditedName,
  copiedSeal,
  namedLicence,
  outsideRegisterScope,
  registerEntry,
  warningListEntry,
} from "./register.js";

/** @import { Seen } from "../reading.js" */
/** @import { Rules } from "../rules.js" */
/** @import { Finding } from "../types.js" */

/**
 * By id of the signal; ids are those of Python. Signals that need what only a server can gather have none.
 *
 * @type {Record<string, (seen: Seen, rules: Rules) => Finding[]>}
 */
export const FINDERS = {
  "register-entry": registerEntry,
  "warning-list-entry": warningListEntry,
  "outside-register-scope": outsideRegisterScope,
  "accredited-name": accreditedName,
  "named-licence": namedLicence,
  "copied-seal": copiedSeal,
  "proven-common-logo": provenCommonLogo,
  "false-common-logo": falseCommonLogo,
  "prescription-waived": prescriptionWaived,
  "unmentioned-prescription": unmentionedPrescription,
  "advertised-prescription-medicine": advertisedPrescriptionMedicine,
  "questionnaire-instead-of-prescription": questionnaireInsteadOfPrescription,
  "prescription-required": prescriptionRequired,
  "telling-host-name": tellingHostName,
  "medicine-offer": medicineOffer,
  "controlled-substance-offer": controlledSubstanceOffer,
  "bulk-controlled-offer": wording("bulk-controlled-offer", "bulk-controlled", "strong", "moderate"),
  "unapproved-product-offer": unapprovedProductOffer,
  "impossible-strength": impossibleStrength,
  "research-chemical-disguise": wording("research-chemical-disguise", "research-chemical", "moderate", "weak"),
  "disguised-names": disguisedNames,
  "customs-reship-promise": wording("customs-reship-promise", "customs-reship", "strong", "moderate"),
  "bonus-pills": wording("bonus-pills", "bonus-pills", "moderate", "weak"),
  "messenger-order": messengerOrder,
  "onion-address": onionAddress,
  "irreversible-payment": irreversiblePayment,
  "missing-contact": missingContact,
  "foreign-checkout": foreignCheckout,
  "worldwide-medicines": wording("worldwide-medicines", "worldwide", "weak", "note"),
  "discreet-packaging": wording("discreet-packaging", "discreet", "weak", "note"),
  "miracle-claim": miracleClaim,
  "approval-claim": wording("approval-claim", "approval-claim", "weak", "note"),
  "sales-pressure": wording("sales-pressure", "urgency", "weak", "note"),
  "canadian-pharmacy-brand": wording("canadian-pharmacy-brand", "canadian-pharmacy", "weak", "note"),
  "hidden-medicine-links": hiddenMedicineLinks,
};
