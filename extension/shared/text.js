/**
 * The one normal form of text and the phrase matcher, as checker/text does it; told in docs/matching.md.
 *
 * Positions are UTF-16 units of the normal form; the vectors in tests/vectors count code points.
 */

export { Matcher } from "./text/matcher.js";
export { normalise } from "./text/normal.js";
export { NormalText } from "./text/quoting.js";
export { isNegated, isQuoted, sentenceSpan } from "./text/scope.js";
