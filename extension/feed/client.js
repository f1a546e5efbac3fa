/** Keeps a copy of the signed list up to date; whatever is refused leaves the copy as it was. */

import { applyDelta, damaged, FeedRefused, readHosts, writeHosts } from "./format.js";
import { bucketOf, checkFile, digest, readManifest, readRange, toHex } from "./verify.js";

/** @import { HostList } from "./format.js" */
/** @import { Manifest, RangeEntry } from "./verify.js" */

/**
 * @typedef {object} Kept what must outlive the worker
 * @property {string[]} keys trusted now
 * @property {number} version below which nothing is taken
 * @property {string} text the signed manifest
 * @property {string} signature
 * @property {Uint8Array | null} hosts
 *
 * @typedef {object} Store
 * @property {() => Promise<Kept | null>} read
 * @property {(kept: Kept) => Promise<void>} write
 *
 * @typedef {(name: string) => Promise<Uint8Array>} Fetch name of a file in the feed -> its bytes
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const HOSTS = "hosts.bin";

/** One copy of the list. */
export class FeedClient {
  /**
   * @param {Store} store
   * @param {string[]} keys trusted at first
   */
  constructor(store, keys) {
    this.store = store;
    this.keys = keys;
    this.least = 0;
    /** @type {Manifest | null} */
    this.manifest = null;
    /** @type {HostList | null} */
    this.list = null;
  }

  /** Takes the copy that is kept, when it is whole. */
  async open() {
    const kept = await this.store.read();
    if (!kept || !isKept(kept)) return;
    this.keys = kept.keys;
    this.least = kept.version;
    if (!kept.hosts) return;
    try {
      const manifest = await readManifest(encoder.encode(kept.text), encoder.encode(kept.signature), this.keys);
      const list = readHosts(await checkFile(named(manifest), kept.hosts));
      this.manifest = manifest;
      this.list = list;
    } catch (error) {
      // Damaged on this disk: as if there were none, the next update takes it anew.
      if (!(error instanceof FeedRefused)) throw error;
    }
  }

  /**
   * True when a newer version was taken; throws FeedRefused, or what `fetchFile` throws.
   *
   * @type {(fetchFile: Fetch) => Promise<boolean>}
   */
  async update(fetchFile) {
    const text = await fetchFile("manifest.json");
    const signature = await fetchFile("manifest.json.sig");
    const manifest = await readManifest(text, signature, this.keys);
    if (manifest.version < this.least) {
      throw new FeedRefused("feed-rollback", `The feed offers version ${manifest.version}, older than ${this.least} that was held.`);
    }
    if (manifest.version === this.manifest?.version) return false;
    const hosts = (await this.#byDeltas(manifest, fetchFile)) ?? (await checkFile(named(manifest), await fetchFile(HOSTS)));
    const list = readHosts(hosts);
    if (list.version !== manifest.version) throw damaged("hosts.bin is of another version than the manifest");
    const keys = manifest.keys?.length ? manifest.keys : this.keys;
    await this.store.write({
      keys,
      version: manifest.version,
      text: decoder.decode(text),
      signature: decoder.decode(signature),
      hosts,
    });
    Object.assign(this, { keys, least: manifest.version, manifest, list });
    return true;
  }

  /**
   * The register entries behind a hash on the list; the server learns which of the ranges it is in.
   *
   * @type {(hash: Uint8Array, fetchFile: Fetch) => Promise<RangeEntry[]>}
   */
  async entries(hash, fetchFile) {
    if (!this.manifest || !this.list || this.list.find(hash) === 0) return [];
    const bucket = bucketOf(hash, this.manifest.range_bits);
    const entries = await readRange(await fetchFile(`range/${bucket}.json`), bucket, this.manifest, this.keys);
    return entries.filter((entry) => entry.hash === toHex(hash));
  }

  /** @type {(manifest: Manifest, fetchFile: Fetch) => Promise<Uint8Array | null>} */
  async #byDeltas(manifest, fetchFile) {
    let list = this.list;
    for (let steps = 0; list && list.version !== manifest.version && steps < manifest.deltas.length; steps += 1) {
      const from = list.version;
      const delta = manifest.deltas.find((line) => line.from_version === from);
      if (!delta) return null;
      try {
        list = applyDelta(list, await checkFile(delta, await fetchFile(delta.name)));
      } catch (error) {
        if (error instanceof FeedRefused) return null; // the whole list is there too, and has a hash of its own
        throw error;
      }
    }
    if (!list || list.version !== manifest.version) return null;
    const hosts = writeHosts(list);
    return (await digest(hosts)) === named(manifest).sha256 ? hosts : null;
  }
}

/** False for what another version or a damaged disk left. @type {(kept: any) => boolean} */
function isKept({ keys, version, text, signature, hosts }) {
  const isText = Array.isArray(keys) && [...keys, text, signature].every((value) => typeof value === "string");
  return isText && Number.isSafeInteger(version) && (hosts === null || hosts instanceof Uint8Array);
}

/** @type {(manifest: Manifest) => import("./verify.js").FileLine} */
function named(manifest) {
  const file = manifest.files.find((line) => line.name === HOSTS);
  if (!file) throw damaged("manifest.json names no hosts.bin");
  return file;
}
