/** Signals of the part "logo": what became of the EU common logo. */

import { say } from "../sentences.js";

/** @import { Seen } from "../reading.js" */
/** @import { Rules } from "../rules.js" */
/** @import { Finding } from "../types.js" */

/**
 * As checker/signals/proven_common_logo.py.
 *
 * @type {(seen: Seen) => Finding[]}
 */
export function provenCommonLogo(seen) {
  const { logo } = seen.evidence;
  if (!logo || !["proven", "in_snapshot"].includes(logo.state)) return [];
  return [
    {
      quote: logo.quote,
      place: logo.link,
      rule: `logo:${logo.state}`,
      said: say(`logo.${logo.state}`),
    },
  ];
}

/**
 * As checker/signals/false_common_logo.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function falseCommonLogo(seen, rules) {
  const { logo } = seen.evidence;
  const strength = logo && rules.constants["signals.false_common_logo"].STATES[logo.state];
  if (!strength) return [];
  return [
    {
      quote: logo.quote || logo.link || logo.image,
      place: logo.page,
      rule: `logo:${logo.state}`,
      said: say(`logo.${logo.state}`),
      strength,
    },
  ];
}
