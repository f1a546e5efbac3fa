/** Signals of the part "domain": what the host name says. The registration date needs the server. */

import { say } from "../sentences.js";

/** @import { Seen } from "../reading.js" */
/** @import { Rules } from "../rules.js" */
/** @import { Finding } from "../types.js" */

/**
 * As checker/signals/telling_host_name.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function tellingHostName(seen, rules) {
  const { points, words, traits } = seen.host;
  if (points < rules.constants.host_name.ALARM_MIN_POINTS) return [];
  const telling = words.filter((w) => !["filler", "unknown", "number"].includes(w.kind));
  return [
    {
      quote: seen.evidence.address.host,
      place: "host name",
      rule: `host-name:${traits.filter((trait) => trait !== "has-medicine-word").join(",")}`,
      said: say("telling-host-name", { name_words: (telling.length > 0 ? telling : words).map((w) => w.text) }),
    },
  ];
}
