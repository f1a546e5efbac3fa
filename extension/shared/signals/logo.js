/** Signals of the part "logo": what became of the EU common logo. */

/** @import { Seen } from "../reading.js" */
/** @import { Rules } from "../rules.js" */
/** @import { Finding } from "../types.js" */

/**
 * As checker/signals/proven_common_logo.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function provenCommonLogo(seen, rules) {
  const { logo } = seen.evidence;
  if (!logo || !["proven", "in_snapshot"].includes(logo.state)) return [];
  const name = rules.authorities.get(logo.authority)?.name ?? logo.authority;
  return [
    {
      quote: logo.quote,
      place: logo.link,
      rule: `logo:${logo.state}`,
      statement: `The logo leads to ${name}, whose page names this host.`,
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
  const row = logo && rules.constants["signals.false_common_logo"].STATES[logo.state];
  if (!row) return [];
  const [strength, words] = row;
  return [
    {
      quote: logo.quote || logo.link || logo.image,
      place: logo.page,
      rule: `logo:${logo.state}`,
      statement: words.replaceAll("{link}", () => logo.link),
      strength,
    },
  ];
}
