/** Every message that the background takes, with the shape it must have; anything else is dropped. */

/** @typedef {{ type: string, [field: string]: unknown }} Message */

/** @type {(value: unknown) => boolean} */
const isTab = (value) => Number.isInteger(value) && /** @type {number} */ (value) >= 0;
/** @type {(most: number) => (value: unknown) => boolean} */
const isText = (most) => (value) => typeof value === "string" && value.length <= most;
/** @type {(value: unknown) => boolean} */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @type {(value: unknown) => boolean} */
const isBoolean = (value) => typeof value === "boolean";
/** @type {(most: number, each: (value: unknown) => boolean) => (value: unknown) => boolean} */
const isList = (most, each) => (value) => Array.isArray(value) && value.length <= most && value.every(each);
/** @type {(...values: unknown[]) => (value: unknown) => boolean} */
const isOneOf =
  (...values) =>
  (value) =>
    values.includes(value);
/** "" for none, or a whole address over https (this machine: http too) to which a path can be added. @type {(value: unknown) => boolean} */
export function isServiceAddress(value) {
  if (value === "") return true;
  if (typeof value !== "string" || value.length >= 300 || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  const isHere = ["127.0.0.1", "localhost"].includes(hostname);
  return (protocol === "https:" || (protocol === "http:" && isHere)) && !username && !password && !search && !hash && !/[?#\s]/.test(value);
}

const MAX_HOSTS = 100;
const MAX_QUOTE = 1000;
const MAX_STATEMENT = 4000;

/** @type {Record<string, Record<string, (value: unknown) => boolean>>} from a page's content script */
export const FROM_PAGES = {
  reader: {},
  page: { evidence: isRecord },
  results: { addresses: isList(MAX_HOSTS, isText(2000)) },
};

/** @type {Record<string, Record<string, (value: unknown) => boolean>>} from the extension's own pages */
export const FROM_EXTENSION = {
  "tab-state": { tab: isTab },
  "check-tab": { tab: isTab },
  "check-in-depth": { tab: isTab },
  "show-entry": { tab: isTab },
  "show-place": { tab: isTab, quote: isText(MAX_QUOTE) },
  "go-on": { tab: isTab },
  tell: { host: isText(300), matter: isText(40) },
  dispute: { host: isText(300), statement: isText(MAX_STATEMENT) },
  settings: {},
  "update-list": {},
  "list-state": {},
  wipe: {},
  "access-changed": {},
  "change-settings": { changes: isSettings },
};

/** @type {Record<string, (value: unknown) => boolean>} */
const SETTINGS = {
  mode: isOneOf("private", "live"),
  country: (value) => typeof value === "string" && /^([A-Z]{2})?$/.test(value),
  language: (value) => typeof value === "string" && /^([a-z]{2}(_[A-Z]{2})?)?$/.test(value),
  api_address: isServiceAddress,
  feed_address: isServiceAddress,
  feed_keys: isList(4, (value) => typeof value === "string" && /^[A-Za-z0-9+/]{43}=$/.test(value)),
  warnings: isBoolean,
  marks: isBoolean,
  paused_until: (value) => Number.isFinite(value),
  paused_hosts: isList(500, isText(300)),
  is_welcomed: isBoolean,
  allow_reserved: isBoolean,
};

/** The choices that have the shape they must have. @type {(value: unknown) => Record<string, any>} */
export function validSettings(value) {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(/** @type {object} */ (value)).filter(([key, v]) => Object.hasOwn(SETTINGS, key) && SETTINGS[key](v)));
}

/** @type {(value: unknown) => boolean} */
function isSettings(value) {
  return isRecord(value) && Object.entries(/** @type {object} */ (value)).every(([key, v]) => Object.hasOwn(SETTINGS, key) && SETTINGS[key](v));
}

/**
 * The message, when it is one that this sender may send; null otherwise.
 *
 * @type {(message: unknown, sender: { id?: string, url?: string, tab?: { id: number } }, own: { id: string, base: string }) => Message | null}
 */
export function accepted(message, sender, own) {
  if (!isRecord(message) || sender.id !== own.id) return null;
  const { type, ...fields } = /** @type {Message} */ (message);
  const isOwnPage = typeof sender.url === "string" && sender.url.startsWith(own.base);
  const known = isOwnPage ? FROM_EXTENSION : FROM_PAGES;
  if (typeof type !== "string" || !Object.hasOwn(known, type)) return null;
  if (!isOwnPage && !sender.tab) return null;
  const shape = known[type];
  const names = Object.keys(shape);
  if (Object.keys(fields).length !== names.length) return null;
  return names.every((name) => shape[name](fields[name])) ? /** @type {Message} */ (message) : null;
}
