/** Decodes the ASCII form of an international label, RFC 3492 section 6.2. */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_CODE = 0x80;
const MAX_CODE = 0x10ffff;
const MAX_CHARS = 63;

/**
 * The text of what stands behind "xn--"; null when it is no punycode.
 *
 * @type {(encoded: string) => string | null}
 */
export function decodePunycode(encoded) {
  if (encoded === "" || encoded.length > MAX_CHARS || encoded.endsWith("-")) return null;
  const split = encoded.lastIndexOf("-");
  const codes = Array.from(split > 0 ? encoded.slice(0, split) : "", (char) => char.codePointAt(0) ?? 0);
  let code = INITIAL_CODE;
  let bias = INITIAL_BIAS;
  let place = 0;
  for (let at = split + 1; at < encoded.length; ) {
    const start = place;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(encoded, at);
      if (digit < 0) return null;
      at += 1;
      place += digit * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const count = codes.length + 1;
    bias = adapt(place - start, count, start === 0);
    code += Math.floor(place / count);
    place %= count;
    if (code > MAX_CODE || (code >= 0xd800 && code <= 0xdfff)) return null;
    codes.splice(place, 0, code);
    place += 1;
  }
  return String.fromCodePoint(...codes);
}

/** @type {(text: string, at: number) => number} */
function digitOf(text, at) {
  const code = text.charCodeAt(at);
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  return -1;
}

/** @type {(delta: number, count: number, isFirst: boolean) => number} */
function adapt(delta, count, isFirst) {
  delta = isFirst ? Math.floor(delta / DAMP) : delta >> 1;
  delta += Math.floor(delta / count);
  let k = 0;
  while (delta > ((BASE - T_MIN) * T_MAX) >> 1) {
    delta = Math.floor(delta / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}
