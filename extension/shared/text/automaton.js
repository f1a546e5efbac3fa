/** Finds many literals in one pass over a text (Aho and Corasick, 1975), in flat arrays of numbers. */

/** Nodes are numbered level by level, so those below one node stand side by side, sorted by their unit. */
export class Automaton {
  /**
   * @param {string[]} literals distinct, none empty
   * @param {Uint8Array} fold what each of the first 128 units of a text counts as
   */
  constructor(literals, fold) {
    this.fold = fold;
    this.sizes = literals.map((literal) => literal.length);
    const nodes = levels(literals);
    const count = nodes.units.length;
    /** The unit that leads to a node. */
    this.units = Uint16Array.from(nodes.units);
    /** The first node below each; they end where those of the next node begin. */
    this.firsts = Int32Array.from(nodes.firsts);
    /** The literal that ends at a node, or -1. */
    this.found = Int32Array.from(nodes.found);
    this.roots = new Int32Array(0x10000);
    for (let node = this.firsts[0]; node < this.firsts[1]; node += 1) this.roots[this.units[node]] = node;
    /** Where to go on when no node below fits: the longest end of what was read that is some literal's start. */
    this.fails = new Int32Array(count);
    /** The nearest node that way at which a literal ends, or 0. */
    this.links = new Int32Array(count);
    for (let parent = 1; parent < count; parent += 1) {
      for (let node = this.firsts[parent]; node < this.firsts[parent + 1]; node += 1) {
        let fail = this.fails[parent];
        let next = this.#below(fail, this.units[node]);
        while (next === 0 && fail !== 0) {
          fail = this.fails[fail];
          next = this.#below(fail, this.units[node]);
        }
        this.fails[node] = next;
        this.links[node] = this.found[next] >= 0 ? next : this.links[next];
      }
    }
  }

  /** @type {(node: number, unit: number) => number} the node below by a unit, or 0 */
  #below(node, unit) {
    if (node === 0) return this.roots[unit];
    const { units } = this;
    const end = this.firsts[node + 1];
    for (let at = this.firsts[node]; at < end; at += 1) if (units[at] === unit) return at;
    return 0;
  }

  /**
   * Calls back for every place of every literal, by rising end: index of the literal, start, end.
   *
   * @type {(text: string, tell: (literal: number, start: number, end: number) => void) => void}
   */
  scan(text, tell) {
    const { fold, fails, found, links, sizes } = this;
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      let unit = text.charCodeAt(at);
      if (unit < 128) unit = fold[unit];
      let next = this.#below(node, unit);
      while (next === 0 && node !== 0) {
        node = fails[node];
        next = this.#below(node, unit);
      }
      node = next;
      for (let out = found[node] >= 0 ? node : links[node]; out !== 0; out = links[out]) {
        tell(found[out], at + 1 - sizes[found[out]], at + 1);
      }
    }
  }
}

/**
 * The tree of the literals' starts, level by level: a node is the range of sorted literals that begin alike.
 *
 * @type {(literals: string[]) => { units: number[], firsts: number[], found: number[] }}
 */
function levels(literals) {
  const order = literals.map((_, number) => number).sort((a, b) => (literals[a] < literals[b] ? -1 : 1));
  const units = [0];
  /** @type {number[]} */
  const firsts = [];
  const found = [-1];
  let level = [[0, order.length]];
  for (let depth = 0; level.length > 0; depth += 1) {
    /** @type {number[][]} */
    const below = [];
    for (const [low, high] of level) {
      firsts.push(units.length);
      for (let at = low; at < high; ) {
        const literal = literals[order[at]];
        if (literal.length === depth) {
          at += 1; // ends at this node
          continue;
        }
        const unit = literal.charCodeAt(depth);
        let end = at + 1;
        while (end < high && literals[order[end]].charCodeAt(depth) === unit) end += 1;
        below.push([at, end]);
        units.push(unit);
        found.push(literal.length === depth + 1 ? order[at] : -1);
        at = end;
      }
    }
    level = below;
  }
  firsts.push(units.length);
  return { units, firsts, found };
}
