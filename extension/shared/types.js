/**
 * Shapes that Python and the browser share: evidence as gathered, reports as told. Field names are Python's.
 *
 * Evidence: checker/evidence.py; report: checker/report/model.py and report.schema.json.
 */

/**
 * @typedef {"decisive" | "strong" | "moderate" | "weak" | "note"} Strength
 * @typedef {"alarm" | "reassure"} Direction
 * @typedef {"register" | "logo" | "prescription" | "domain" | "risk"} Part
 * @typedef {"listed" | "accredited" | "unlisted" | "suspicious" | "rogue" | "not_selling" | "undetermined"} Verdict
 * @typedef {"page" | "register" | "logo" | "domain_registration" | "search_view"} EvidenceKind
 *
 * @typedef {object} Missing evidence of one kind that could not be gathered
 * @property {EvidenceKind} kind
 * @property {string} code
 * @property {string} message
 *
 * @typedef {object} Image
 * @property {string} src absolute address as resolved
 * @property {string} alt
 * @property {string} title
 * @property {number | null} width pixels
 * @property {number | null} height
 * @property {string} href absolute target of the link around the picture, "" for none
 *
 * @typedef {object} Link
 * @property {string} href absolute; tel:, mailto:, javascript: as written
 * @property {string} text visible text, white space collapsed
 * @property {string} rel
 * @property {number} position
 *
 * @typedef {object} FormField
 * @property {string} name
 * @property {string} kind lower case: text, checkbox, select, textarea, hidden …
 * @property {string} label label, placeholder or aria-label, the first that exists
 *
 * @typedef {object} Form
 * @property {string} action absolute
 * @property {string} method
 * @property {FormField[]} fields
 * @property {string} text
 *
 * @typedef {object} Offer one thing offered for sale, as structured data says it
 * @property {string} name
 * @property {string} price as written
 * @property {string} currency
 * @property {string} availability
 * @property {"json-ld" | "microdata"} source
 *
 * @typedef {object} PageEvidence one page as seen
 * @property {string} url
 * @property {string} final_url
 * @property {string} role
 * @property {number} status
 * @property {string} sha256
 * @property {string} lang
 * @property {string} title
 * @property {string} text visible
 * @property {string} hidden_text what a reader does not see, same form
 * @property {string} [script_text] words of the data a script builds the page from; a browser shows what was built
 * @property {Link[]} links
 * @property {Image[]} images
 * @property {Form[]} forms
 * @property {Offer[]} offers
 * @property {string[]} structured_types
 * @property {[string, string][]} meta
 * @property {string[]} notes
 *
 * @typedef {Generator<void, Partial<PageEvidence>, void>} Reading a page being read: each step takes well below a millisecond
 *
 * @typedef {object} PageReader what the content scripts of one page share, as globalThis.pharmaproof of their own world
 * @property {() => Reading} read
 * @property {() => Partial<PageEvidence>} gather reads to the end at once
 * @property {boolean} [isRunning]
 * @property {(quote: string) => boolean} [showPlace]
 *
 * @typedef {object} RegisterEntry
 * @property {string} authority
 * @property {string} country
 * @property {string} expression
 * @property {"positive" | "negative"} polarity
 * @property {string} name
 * @property {string} licence_number
 * @property {"active" | "suspended" | "removed"} status
 * @property {"prescription" | "non_prescription" | "veterinary" | "unknown"} scope
 * @property {"register" | "accreditation" | "warning_list"} kind
 * @property {string} source_url
 * @property {string} entry_url
 * @property {string | null} read_at ISO date and time, UTC
 * @property {string | null} first_seen
 * @property {string | null} last_seen
 * @property {string | null} removed_on
 * @property {"snapshot" | "live_entry" | "operator_list"} proof
 * @property {string} source_sha256
 * @property {string} reason
 *
 * @typedef {object} RegisterCopy
 * @property {string} authority
 * @property {string} country
 * @property {string} register_name
 * @property {string} read_at
 * @property {number} entry_count
 *
 * @typedef {object} RegisterEvidence
 * @property {RegisterEntry[]} entries
 * @property {RegisterCopy[]} copies
 *
 * @typedef {object} LogoEvidence
 * @property {string} state
 * @property {string} authority
 * @property {string} link
 * @property {string} image
 * @property {string} page
 * @property {string} quote
 * @property {RegisterEntry | null} entry
 * @property {string} reason
 * @property {string} code
 *
 * @typedef {object} Evidence everything seen of one address, and what could not be
 * @property {import("./address.js").Address} address
 * @property {Date} gathered_at
 * @property {string | null} country the buyer's
 * @property {PageEvidence[]} pages
 * @property {RegisterEvidence | null} register
 * @property {LogoEvidence | null} logo
 * @property {Missing[]} missing
 */

/**
 * @typedef {{ title: string, url: string, read_on: string }} Reference
 *
 * @typedef {object} Signal one row of the catalogue, rules/signals.json
 * @property {string} id
 * @property {string} title
 * @property {string} looks_for
 * @property {string} why
 * @property {Strength} strength
 * @property {Direction} direction
 * @property {Part} part
 * @property {EvidenceKind[]} needs
 * @property {Reference[]} references
 *
 * @typedef {string | number | string[]} Value
 * @typedef {{ id: string, values: Record<string, Value> }} Sentence in no language yet; checker/sentences
 *
 * @typedef {object} Finding
 * @property {string} quote words or value exactly as seen
 * @property {string} place
 * @property {string} rule
 * @property {Sentence} said what was seen
 * @property {Strength} [strength] weaker or stronger than the signal's own for this case
 *
 * @typedef {object} Outcome what running one signal gave
 * @property {Signal} signal
 * @property {"evaluated" | "not_evaluated" | "error"} state
 * @property {Finding[]} findings
 * @property {string} reason
 * @property {string} message
 *
 * @typedef {object} FindingLine
 * @property {string} signal
 * @property {string} title
 * @property {Direction} direction
 * @property {Strength} strength
 * @property {string} statement in English
 * @property {Sentence} said the same, to be told in another language
 * @property {string} quote
 * @property {string} place
 * @property {string} rule
 * @property {string} why
 * @property {Reference[]} references
 *
 * @typedef {object} PartReport
 * @property {string} state
 * @property {string} summary in English
 * @property {Sentence} said
 * @property {number} points
 * @property {FindingLine[]} findings
 *
 * @typedef {object} Report
 * @property {string} address
 * @property {string} host
 * @property {string} display_host
 * @property {string} registrable_domain
 * @property {string | null} country
 * @property {Verdict} verdict
 * @property {string} headline
 * @property {string} reason in English
 * @property {Sentence} said what decided
 * @property {boolean} is_conflict
 * @property {number} score
 * @property {number} coverage
 * @property {string} sells_medicines
 * @property {string[]} selling_reasons
 * @property {string} prescription
 * @property {string[]} for_whom in English
 * @property {Sentence[]} for_whom_said
 * @property {string[]} where_to_buy in English
 * @property {Sentence[]} where_to_buy_said
 * @property {Record<Part, PartReport>} parts
 * @property {RegisterEntry[]} registers
 * @property {RegisterCopy[]} register_copies
 * @property {{ signal: string, title: string, reason: string, message: string }[]} not_evaluated
 * @property {{ signal: string, strength: Strength, points: number }[]} terms
 * @property {{ url: string, role: string, status: number, sha256: string, notes: string[] }[]} pages
 * @property {string[]} host_notes
 * @property {"quick" | "page"} depth
 * @property {Record<string, string>} versions
 * @property {string} gathered_at
 * @property {Record<string, string> | null} override a person's verdict after a dispute; only the server knows it
 */

export {};
