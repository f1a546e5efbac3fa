/** The toolbar icon of a tab: shape, sign and colour of the verdict, its sentence as tooltip. */

import { loadWords } from "../words.js";
import { platform } from "../platform.js";
import { readSettings } from "./settings.js";

/** @import { Report } from "../shared/types.js" */

/** @type {(report: Report | null) => string} */
export function iconOf(report) {
  if (!report || report.verdict === "not_selling") return "pharmaproof";
  if (report.verdict === "undetermined" && report.sells_medicines === "no") return "pharmaproof";
  return report.is_conflict ? "conflict" : report.verdict;
}

/** @type {(tab: number, report: Report | null) => Promise<void>} */
export async function showBadge(tab, report) {
  const icon = iconOf(report);
  const words = await loadWords((await readSettings()).language);
  const title = icon === "pharmaproof" || !report ? words.say("app_name") : `${report.display_host}: ${words.headline(report)}`;
  const path = Object.fromEntries([16, 32].map((size) => [size, `/icons/${icon}-${size}.png`]));
  try {
    await platform.action.setIcon({ tabId: tab, path });
    await platform.action.setTitle({ tabId: tab, title });
  } catch (error) {
    // The tab was closed meanwhile; then there is nothing to show.
    console.debug("badge", /** @type {Error} */ (error).message);
  }
}
