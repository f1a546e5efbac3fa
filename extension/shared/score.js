/** Outcomes -> score: the sum of the exported points; as checker/score.py. */

import { roundHalfEven } from "./numbers.js";

/** @import { Rules } from "./rules.js" */
/** @import { Finding, Outcome, Part, Signal, Strength } from "./types.js" */

/**
 * @typedef {{ signal: string, part: Part, strength: Strength, points: number }} Term signed: negative for alarms
 *
 * @typedef {object} Score
 * @property {number} value 0-100
 * @property {number} points the sum, log-odds for the seller
 * @property {Term[]} terms
 * @property {number} coverage 0-1: share of the signals that could be evaluated
 */

const DECIMALS = 2;

/** @type {(signal: Signal, finding: Finding) => Strength} */
export function findingStrength(signal, finding) {
  return finding.strength ?? signal.strength;
}

/**
 * The score of the outcomes.
 *
 * @type {(outcomes: Outcome[], rules: Rules) => Score}
 */
export function scoreOf(outcomes, rules) {
  const terms = outcomes.map((outcome) => termOf(outcome, rules)).filter((term) => term !== null);
  const sum = terms.reduce((total, term) => total + term.points, 0);
  const points = rules.constants.score.BASE_POINTS + sum;
  const evaluated = outcomes.filter((outcome) => outcome.state === "evaluated").length;
  return {
    value: roundHalfEven(100 / (1 + Math.exp(-points)), 0),
    points: roundHalfEven(points, DECIMALS),
    terms,
    coverage: outcomes.length > 0 ? roundHalfEven(evaluated / outcomes.length, DECIMALS) : 0,
  };
}

/**
 * Sum of the alarms alone, as a positive number.
 *
 * @type {(score: Score) => number}
 */
export function alarmPoints(score) {
  return -score.terms.reduce((sum, term) => sum + Math.min(0, term.points), 0);
}

/** @type {(outcome: Outcome, rules: Rules) => Term | null} */
function termOf({ signal, findings }, rules) {
  if (findings.length === 0) return null;
  const isAlarm = signal.direction === "alarm";
  const table = rules.constants.score[isAlarm ? "ALARM_POINTS" : "REASSURE_POINTS"];
  const strengths = findings.map((finding) => findingStrength(signal, finding));
  const strength = strengths.reduce((best, other) => (table[other] > table[best] ? other : best));
  const points = table[strength];
  if (points === 0) return null;
  return { signal: signal.id, part: signal.part, strength, points: isAlarm ? -points : points };
}
