/**
 * Shapes of the service's answers as the console reads them; none of this runs.
 *
 * Reports: checker/report/model.py; jobs: api/messages.py; the API's description: api/openapi.json.
 */

/**
 * @typedef {import("../../extension/shared/types.js").Report} Report
 * @typedef {import("../../extension/shared/types.js").PartReport} PartReport
 * @typedef {import("../../extension/shared/types.js").FindingLine} FindingLine
 * @typedef {import("../../extension/shared/types.js").Verdict} Verdict
 *
 * @typedef {[shape: string, tone: string, words: string]} Sign how a state looks
 *
 * @typedef {object} Problem RFC 9457
 * @property {number} [status]
 * @property {string} [title]
 * @property {string} [detail]
 *
 * @typedef {object} Job
 * @property {string} id
 * @property {"queued" | "running" | "done"} state
 * @property {string} note
 * @property {string | null} country
 * @property {"quick" | "full"} depth
 * @property {number} rows
 * @property {number} done
 * @property {Record<string, number>} verdicts
 * @property {number} errors
 * @property {number | null} rate rows a second
 * @property {number | null} remaining_s
 * @property {string} created_at
 * @property {string} expires_at
 *
 * @typedef {object} Row
 * @property {number} row
 * @property {string} input the line as handed in
 * @property {boolean} is_done
 * @property {string | null} host
 * @property {Verdict | null} verdict
 * @property {string | null} headline
 * @property {string | null} reason
 * @property {boolean} is_conflict
 * @property {{ code: string, message: string } | null} error
 *
 * @typedef {{ rows: Row[], next: number | null }} Rows
 *
 * @typedef {{ site: string, verdict: Verdict }} Site
 * @typedef {{ family: string, kind: string, value: string, sites: string[] }} SharedThing
 * @typedef {{ sites: Site[], marks: SharedThing[] }} Network
 * @typedef {{ networks: Network[], sites_looked_at: number }} Networks
 *
 * @typedef {{ country: string, register_name: string, read_at: string, entry_count: number }} HeldRegister
 * @typedef {{ version: number, created_at: string, count: number }} FeedManifest
 *
 * @typedef {{ is_new: boolean, tell_also: string[] }} Told answer to a buyer's report
 * @typedef {{ filed_on: string, reference: string, what_would_change_it: string[], href: string }} Filed answer to a dispute
 *
 * @typedef {object} Call one operation of openapi.json
 * @property {string} summary
 * @property {{ name: string, in: string, required?: boolean, description: string, example?: unknown, schema: { enum?: string[] } }[]} [parameters]
 * @property {Record<string, { description: string }>} responses
 * @property {Record<string, unknown>[]} [security]
 * @property {{ content: Record<string, { example: unknown }> }} [requestBody]
 */

export {};
