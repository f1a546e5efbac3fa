/** Signatures and hashes of the signed list, checked by WebCrypto as checker/feed/verify.py and keys.py do. */

import { damaged, FeedRefused } from "./format.js";

/**
 * @typedef {{ name: string, bytes: number, sha256: string }} FileLine
 * @typedef {FileLine & { from_version: number, to_version: number }} DeltaLine
 * @typedef {{ key_id: string, signature: string }} Signed
 *
 * @typedef {object} Manifest
 * @property {number} format
 * @property {number} version rises with every build
 * @property {string} created_at
 * @property {string} rule_pack
 * @property {number} count
 * @property {number} range_bits
 * @property {number} range_bytes
 * @property {string[]} keys to trust from now on
 * @property {FileLine[]} files
 * @property {DeltaLine[]} deltas
 *
 * @typedef {object} RangeEntry
 * @property {string} hash
 * @property {number} classes
 * @property {string} authority
 * @property {string} country
 * @property {string} register_url
 * @property {string} entry_url
 * @property {string} name
 * @property {string} licence_number
 * @property {string} scope
 * @property {string} reason
 * @property {string} read_at
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
const MANIFEST_CONTEXT = encoder.encode("pharmaproof feed manifest\n");
const RANGE_CONTEXT = encoder.encode("pharmaproof feed range\n");
const KEY_ID_CHARS = 16;
const FORMAT = 1;

/**
 * The manifest, once a trusted key's signature holds.
 *
 * @type {(text: Uint8Array, signatures: Uint8Array, trusted: string[]) => Promise<Manifest>}
 */
export async function readManifest(text, signatures, trusted) {
  await checkSignatures(MANIFEST_CONTEXT, text, parse(signatures, "manifest.json.sig").signatures, trusted);
  const manifest = parse(text, "manifest.json");
  if (manifest.format !== FORMAT) {
    throw new FeedRefused("feed-format", `The feed has format ${manifest.format}; this version reads ${FORMAT}.`);
  }
  if (!Number.isSafeInteger(manifest.version) || !Array.isArray(manifest.files) || !Array.isArray(manifest.deltas)) {
    throw damaged("manifest.json cannot be read");
  }
  return manifest;
}

/** @type {(file: FileLine, data: Uint8Array) => Promise<Uint8Array>} */
export async function checkFile(file, data) {
  if (data.length !== file.bytes || (await digest(data)) !== file.sha256) {
    throw damaged(`${file.name} differs from what the manifest names`);
  }
  return data;
}

/**
 * The entries of a range file, when it is the signed one of this version and bucket.
 *
 * @type {(data: Uint8Array, bucket: string, manifest: Manifest, trusted: string[]) => Promise<RangeEntry[]>}
 */
export async function readRange(data, bucket, manifest, trusted) {
  const name = `range/${bucket}.json`;
  if (data.length !== manifest.range_bytes) throw damaged(`${name} has another size than all others`);
  const file = parse(data, name);
  if (typeof file.range !== "string" || /[^ ]/.test(file.pad ?? "")) throw damaged(`${name} cannot be read`);
  await checkSignatures(RANGE_CONTEXT, encoder.encode(file.range), file.signatures, trusted);
  const found = parse(encoder.encode(file.range), name);
  if (found.bucket !== bucket) throw damaged(`${name} holds another bucket`);
  if (found.version < manifest.version) throw new FeedRefused("feed-rollback", `The feed's ${name} is of an older version.`);
  return found.entries;
}

/**
 * Name of the range that holds a hash: four hex digits, the bits beyond `bits` zero.
 *
 * @type {(hash: Uint8Array, bits: number) => string}
 */
export function bucketOf(hash, bits) {
  const number = (((hash[0] << 8) | hash[1]) >>> (16 - bits)) << (16 - bits);
  return number.toString(16).padStart(4, "0");
}

/** @type {(data: Uint8Array) => Promise<string>} */
export async function digest(data) {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (data))));
}

/** @type {(data: Uint8Array) => string} */
export function toHex(data) {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @type {(context: Uint8Array, data: Uint8Array, signatures: unknown, trusted: string[]) => Promise<void>} */
async function checkSignatures(context, data, signatures, trusted) {
  const byId = new Map(await Promise.all(trusted.map(async (key) => /** @type {const} */ ([await keyId(key), key]))));
  const given = /** @type {Signed[]} */ (Array.isArray(signatures) ? signatures : []);
  const known = given.filter((signed) => byId.has(signed?.key_id));
  if (known.length === 0) throw new FeedRefused("feed-unknown-key", "The feed is signed by no key that is trusted here.");
  const message = new Uint8Array(context.length + data.length);
  message.set(context);
  message.set(data, context.length);
  for (const signed of known) {
    if (!(await isSigned(/** @type {string} */ (byId.get(signed.key_id)), signed.signature, message))) {
      throw new FeedRefused("feed-bad-signature", "The feed's signature is wrong: it was changed.");
    }
  }
}

/** @type {(key: string, signature: string, message: Uint8Array) => Promise<boolean>} */
async function isSigned(key, signature, message) {
  try {
    const raw = /** @type {BufferSource} */ (fromBase64(key));
    const imported = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
    const given = /** @type {BufferSource} */ (fromBase64(signature));
    return await crypto.subtle.verify({ name: "Ed25519" }, imported, given, /** @type {BufferSource} */ (message));
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false;
    throw error;
  }
}

/** @type {(key: string) => Promise<string>} */
async function keyId(key) {
  return (await digest(encoder.encode(key))).slice(0, KEY_ID_CHARS);
}

/** @type {(text: string) => Uint8Array} */
function fromBase64(text) {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** @type {(data: Uint8Array, name: string) => any} */
function parse(data, name) {
  try {
    const value = JSON.parse(decoder.decode(data));
    if (typeof value === "object" && value !== null) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw damaged(`${name} cannot be read`);
}
