/** The bytes of the signed list, as checker/feed/format.py writes them. All numbers are big-endian. */

export const HASH_BYTES = 8;
export const LISTED = 1;
export const ACCREDITED = 2;
export const WARNED = 4;
const HOSTS_MAGIC = 0x50504831; // "PPH1"
const DELTA_MAGIC = 0x50504431; // "PPD1"
const HOSTS_HEAD = 12;
const DELTA_HEAD = 20;

/** The list is refused; `code` is that of checker/feed. */
export class FeedRefused extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = "FeedRefused";
    this.code = code;
  }
}

/** @type {(what: string) => FeedRefused} */
export const damaged = (what) => new FeedRefused("feed-damaged", `The feed's ${what}.`);

/** Sorted truncated hashes with a class byte each, searched in place. */
export class HostList {
  /**
   * @param {number} version
   * @param {Uint8Array} hashes 8 bytes each, ascending
   * @param {Uint8Array} classes
   */
  constructor(version, hashes, classes) {
    this.version = version;
    this.hashes = hashes;
    this.classes = classes;
    this.view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  }

  get count() {
    return this.classes.length;
  }

  /**
   * Class bits of a SHA-256; 0 for a host that is not on the list.
   *
   * @type {(hash: Uint8Array) => number}
   */
  find(hash) {
    const wanted = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
    const high = wanted.getUint32(0);
    const low = wanted.getUint32(4);
    let from = 0;
    let to = this.count;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const order = this.view.getUint32(middle * HASH_BYTES) - high || this.view.getUint32(middle * HASH_BYTES + 4) - low;
      if (order === 0) return this.classes[middle];
      if (order < 0) from = middle + 1;
      else to = middle;
    }
    return 0;
  }
}

/**
 * The list in `hosts.bin`; throws FeedRefused for anything the builder does not write.
 *
 * @type {(data: Uint8Array) => HostList}
 */
export function readHosts(data) {
  if (data.length < HOSTS_HEAD) throw damaged("hosts.bin is cut off");
  const head = new DataView(data.buffer, data.byteOffset, HOSTS_HEAD);
  const count = head.getUint32(8);
  if (head.getUint32(0) !== HOSTS_MAGIC || data.length !== HOSTS_HEAD + count * (HASH_BYTES + 1)) {
    throw damaged("hosts.bin is not what its header says");
  }
  const end = HOSTS_HEAD + count * HASH_BYTES;
  const list = new HostList(head.getUint32(4), data.subarray(HOSTS_HEAD, end), data.subarray(end));
  for (let at = 1; at < count; at += 1) {
    if (compare(list.view, at - 1, list.view, at) >= 0) throw damaged("hosts.bin is not in order");
  }
  return list;
}

/** @type {(list: HostList) => Uint8Array} */
export function writeHosts(list) {
  const data = new Uint8Array(HOSTS_HEAD + list.hashes.length + list.classes.length);
  const head = new DataView(data.buffer);
  head.setUint32(0, HOSTS_MAGIC);
  head.setUint32(4, list.version);
  head.setUint32(8, list.count);
  data.set(list.hashes, HOSTS_HEAD);
  data.set(list.classes, HOSTS_HEAD + list.hashes.length);
  return data;
}

/**
 * The list that a delta leads to; throws FeedRefused when it is damaged or meant for another version.
 *
 * @type {(old: HostList, data: Uint8Array) => HostList}
 */
export function applyDelta(old, data) {
  if (data.length < DELTA_HEAD) throw damaged("delta is cut off");
  const head = new DataView(data.buffer, data.byteOffset, DELTA_HEAD);
  const [removed, changed] = [head.getUint32(12), head.getUint32(16)];
  const changedAt = DELTA_HEAD + removed * HASH_BYTES;
  const valuesAt = changedAt + changed * HASH_BYTES;
  if (head.getUint32(0) !== DELTA_MAGIC || data.length !== valuesAt + changed) {
    throw damaged("delta is not what its header says");
  }
  if (head.getUint32(4) !== old.version) throw damaged("delta is for another version");
  const gone = new HostList(0, data.subarray(DELTA_HEAD, changedAt), new Uint8Array(removed).fill(1));
  const set = new HostList(0, data.subarray(changedAt, valuesAt), data.subarray(valuesAt));
  return merge(head.getUint32(8), old, gone, set);
}

/** @type {(version: number, old: HostList, gone: HostList, set: HostList) => HostList} */
function merge(version, old, gone, set) {
  const hashes = new Uint8Array((old.count + set.count) * HASH_BYTES);
  const classes = new Uint8Array(old.count + set.count);
  let count = 0;
  /** @type {(from: HostList, at: number) => void} */
  const keep = (from, at) => {
    hashes.set(from.hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES), count * HASH_BYTES);
    classes[count] = from.classes[at];
    count += 1;
  };
  let next = 0;
  for (let at = 0; at < old.count; at += 1) {
    while (next < set.count && compare(set.view, next, old.view, at) < 0) keep(set, next++);
    if (next < set.count && compare(set.view, next, old.view, at) === 0) keep(set, next++);
    else if (gone.find(old.hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)) === 0) keep(old, at);
  }
  while (next < set.count) keep(set, next++);
  return new HostList(version, hashes.slice(0, count * HASH_BYTES), classes.slice(0, count));
}

/** @type {(a: DataView, i: number, b: DataView, j: number) => number} */
function compare(a, i, b, j) {
  return a.getUint32(i * HASH_BYTES) - b.getUint32(j * HASH_BYTES) || a.getUint32(i * HASH_BYTES + 4) - b.getUint32(j * HASH_BYTES + 4);
}
