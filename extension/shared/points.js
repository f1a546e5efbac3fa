/**
 * Distances in code points over texts that JavaScript counts in UTF-16 units.
 *
 * Positions stay in units everywhere; limits such as "within 80 characters" are code points, as in Python, so that an
 * emoji between a name and its price changes nothing.
 */

/** @type {(text: string, at: number) => boolean} */
function isPairAt(text, at) {
  const code = text.charCodeAt(at);
  if (code < 0xd800 || code > 0xdbff) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

/**
 * The position `count` code points after `at`, at most the end.
 *
 * @type {(text: string, at: number, count: number) => number}
 */
export function ahead(text, at, count) {
  for (let n = 0; n < count && at < text.length; n += 1) at += isPairAt(text, at) ? 2 : 1;
  return Math.min(at, text.length);
}

/**
 * The position `count` code points before `at`, at least 0.
 *
 * @type {(text: string, at: number, count: number) => number}
 */
export function back(text, at, count) {
  for (let n = 0; n < count && at > 0; n += 1) at -= at > 1 && isPairAt(text, at - 2) ? 2 : 1;
  return at;
}

/**
 * Code points between two positions; negative when `right` is before `left`.
 *
 * @type {(text: string, left: number, right: number) => number}
 */
export function distance(text, left, right) {
  if (right < left) return -distance(text, right, left);
  let pairs = 0;
  for (let at = left; at < right; at += 1) if (isPairAt(text, at)) pairs += 1;
  return right - left - pairs;
}

/**
 * The first `count` code points of a text.
 *
 * @type {(text: string, count: number) => string}
 */
export function first(text, count) {
  return text.length <= count ? text : text.slice(0, ahead(text, 0, count));
}

/**
 * Number of code points.
 *
 * @type {(text: string) => number}
 */
export function size(text) {
  return distance(text, 0, text.length);
}
