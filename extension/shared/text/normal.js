/** The one normal form of text, as checker/text/normal.py; told in docs/matching.md. */

export const ZERO_WIDTH =
  "\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff\\ufe00-\\ufe0f\\u061c\\u180e";
export const STRIPPED_MARKS = "\\u0300-\\u036f\\u064b-\\u065f\\u0670\\u0640";
export const WHITE =
  "\\t\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const BEFORE_NFKC = table({ "\u2122\u2120\u00ae\u00a9": " ", "¹²³⁰⁴⁵⁶⁷⁸⁹": " ", "℞": "rx", "´": "'", "″‶": '"' });
const AFTER_NFKC = table({
  "`‘’‚‛′‵‹›ʼ׳": "'",
  "“”„‟«»「」『』״": '"',
  "‐‑‒–—―⁃−〜־⸺⸻": "-",
  "·•‣‧∙⋅・": "*",
  "⁄∕": "/",
  "。۔।॥": ". ",
  "、،": ",",
  "؛": ";",
  "؟": "? ",
  "٪": "%",
  "٫": ".",
  "٬": ",",
  "《〈【〔〖": "(",
  "》〉】〕〗": ")",
  "ς": "σ",
});
for (let n = 0; n < 10; n += 1) {
  AFTER_NFKC.set(String.fromCharCode(0x0660 + n), String(n));
  AFTER_NFKC.set(String.fromCharCode(0x06f0 + n), String(n));
}
for (let code = 0x25a0; code < 0x2600; code += 1) {
  AFTER_NFKC.set(String.fromCharCode(code), "*");
}

const ASCII = /^[\x00-\x7f]*$/;
const DROPPED = new RegExp(`[${ZERO_WIDTH}${STRIPPED_MARKS}]+`, "gu");
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
const LONG_MARKS = /(\p{M}{8})\p{M}+/gu;
const BEFORE = classOf(BEFORE_NFKC);
const AFTER = classOf(AFTER_NFKC);
const WHITE_RUN = new RegExp(`[${WHITE}]{2,}|[${WHITE.replace(" ", "")}]`, "gu");
const LINES = / ?\n[ \n]*/g;

/**
 * Returns the normal form of a text: NFKC, lower case, without zero-width characters and accents, punctuation as ASCII,
 * white space runs as one space, blocks parted by one newline, nothing at either end.
 *
 * @type {(text: string) => string}
 */
export function normalise(text) {
  const spaced = fold(text).replace(WHITE_RUN, " ").replace(LINES, "\n");
  let start = 0;
  let end = spaced.length;
  while (start < end && isBlank(spaced, start)) start += 1;
  while (end > start && isBlank(spaced, end - 1)) end -= 1;
  return spaced.slice(start, end);
}

/**
 * Returns the normal form but for its white space rules.
 *
 * @type {(text: string) => string}
 */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase().replaceAll("`", "'");
  return text
    .replace(DROPPED, "")
    .replace(LONE_SURROGATE, "\ufffd")
    .replace(BEFORE, (char) => BEFORE_NFKC.get(char) ?? char)
    .replace(LONG_MARKS, "$1")
    .normalize("NFKC")
    .toLowerCase()
    .replace(AFTER, (char) => AFTER_NFKC.get(char) ?? char)
    .normalize("NFD")
    .replace(DROPPED, "")
    .normalize("NFC")
    .replace(/[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g, " ");
}

/** @type {(text: string, at: number) => boolean} */
function isBlank(text, at) {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x0a;
}

/** @type {(pairs: Record<string, string>) => Map<string, string>} */
function table(pairs) {
  return new Map(Object.entries(pairs).flatMap(([chars, out]) => [...chars].map((char) => [char, out])));
}

/** @type {(chars: Map<string, string>) => RegExp} */
function classOf(chars) {
  return new RegExp(`[${[...chars.keys()].join("")}]`, "gu");
}
