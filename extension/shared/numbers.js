/** Python's rounding and its bisect_left. */

/**
 * Rounds as Python does: exact halves to the even digit.
 *
 * @type {(value: number, decimals: number) => number}
 */
export function roundHalfEven(value, decimals) {
  const factor = 10 ** decimals;
  // Only multiples of 1/8 can lie exactly between two numbers of two decimals; of 1/2 between two whole ones.
  const parts = decimals === 0 ? 2 : 8;
  const isExact = Number.isInteger(value * parts);
  const scaled = value * factor;
  if (isExact && Math.abs(scaled - Math.trunc(scaled)) === 0.5) {
    return (2 * Math.round(scaled / 2)) / factor + 0;
  }
  return Number(value.toFixed(decimals)) + 0;
}

/**
 * The index of the first number that is not below a value, in a sorted list.
 *
 * @type {(sorted: number[], value: number) => number}
 */
export function bisectLeft(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
