/** Finds which of many literals begin at a place of a text; opened only where texts lead, for a worker starts often. */

/**
 * @typedef {object} Node the literals that begin alike
 * @property {string[]} literals in any order; once opened, only the one that ends here
 * @property {number} depth units that they share
 * @property {Uint16Array | null} units that go on from here; null until a text came here
 * @property {Node[]} below one for each of `units`
 */

/**
 * An automaton of Aho and Corasick finds the same in one pass over the text. But 22,000 literals make 180,000 nodes, which took
 * longer to build (70 ms) than most pages take to read.
 */
export class Trie {
  #rootOf = new Uint16Array(0x10000);

  /** @param {string[]} literals distinct, none empty */
  constructor(literals) {
    const root = nodeOf(literals, 0);
    const units = open(root);
    units.forEach((unit, at) => (this.#rootOf[unit] = at + 1));
    /** By `#rootOf`; the first is for units that no literal begins with. */
    this.roots = [nodeOf([], 0), ...root.below];
  }

  /**
   * Calls back for every literal that begins at a place, shortest first: the literal, its end.
   *
   * @type {(units: Uint16Array, at: number, tell: (literal: string, end: number) => void) => void} units end with a 0, which
   *   no literal has
   */
  find(units, at, tell) {
    const first = this.#rootOf[units[at]];
    if (first === 0) return;
    let node = this.roots[first];
    for (let end = at + 1; ; end += 1) {
      const { literals } = node;
      if (node.units === null && literals.length === 1) {
        const [literal] = literals;
        let same = node.depth;
        while (same < literal.length && units[at + same] === literal.charCodeAt(same)) same += 1;
        if (same === literal.length) tell(literal, at + same);
        return;
      }
      const next = node.units ?? open(node);
      if (node.literals.length > 0) tell(node.literals[0], end);
      const unit = units[end];
      let n = 0;
      while (n < next.length && next[n] !== unit) n += 1;
      if (n === next.length) return;
      node = node.below[n];
    }
  }
}

/** @type {(literals: string[], depth: number) => Node} */
function nodeOf(literals, depth) {
  return { literals, depth, units: null, below: [] };
}

/** Puts the literals of a node one level lower; returns its units. @type {(node: Node) => Uint16Array} */
function open(node) {
  const { literals, depth } = node;
  /** @type {Map<number, string[]>} */
  const groups = new Map();
  node.literals = [];
  for (const literal of literals) {
    if (literal.length === depth) {
      node.literals.push(literal);
      continue;
    }
    const unit = literal.charCodeAt(depth);
    const group = groups.get(unit);
    if (group) group.push(literal);
    else groups.set(unit, [literal]);
  }
  node.units = Uint16Array.from(groups.keys());
  node.below = [...groups.values()].map((group) => nodeOf(group, depth + 1));
  return node.units;
}
