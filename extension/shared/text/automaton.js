/** Finds many literals in one pass over a text (Aho and Corasick, 1975), in flat arrays of numbers. */

export class Automaton {
  /**
   * @param {string[]} literals distinct, none empty
   * @param {Uint8Array} fold what each of the first 128 units of a text counts as
   */
  constructor(literals, fold) {
    this.fold = fold;
    const units = literals.reduce((sum, literal) => sum + literal.length, 1);
    let size = 1024;
    while (size < units * 2) size *= 2;
    this.mask = size - 1;
    // Edges as a hash table: (node, unit) -> child; 0 is the root, which is nobody's child.
    this.keyNodes = new Int32Array(size);
    this.keyUnits = new Uint16Array(size);
    this.children = new Int32Array(size);
    this.roots = new Int32Array(0x10000);
    this.fails = new Int32Array(units);
    this.found = new Int32Array(units).fill(-1);
    this.links = new Int32Array(units);
    this.sizes = literals.map((literal) => literal.length);
    this.#build(literals, units);
  }

  /** @type {(literals: string[], units: number) => void} */
  #build(literals, units) {
    const parents = new Int32Array(units);
    const last = new Uint16Array(units);
    /** @type {number[][]} */
    const byDepth = [];
    let count = 1;
    literals.forEach((literal, number) => {
      let node = 0;
      for (let at = 0; at < literal.length; at += 1) {
        const unit = literal.charCodeAt(at);
        let child = this.#child(node, unit);
        if (child === 0) {
          child = count;
          count += 1;
          this.#add(node, unit, child);
          parents[child] = node;
          last[child] = unit;
          (byDepth[at] ??= []).push(child);
        }
        node = child;
      }
      this.found[node] = number;
    });
    for (const nodes of byDepth.slice(1)) {
      for (const node of nodes) {
        let fail = this.fails[parents[node]];
        let next = this.#child(fail, last[node]);
        while (next === 0 && fail !== 0) {
          fail = this.fails[fail];
          next = this.#child(fail, last[node]);
        }
        this.fails[node] = next;
        this.links[node] = this.found[next] >= 0 ? next : this.links[next];
      }
    }
  }

  /** @type {(node: number, unit: number) => number} */
  #slot(node, unit) {
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 7;
    slot &= this.mask;
    while (this.children[slot] !== 0 && (this.keyNodes[slot] !== node || this.keyUnits[slot] !== unit)) {
      slot = (slot + 1) & this.mask;
    }
    return slot;
  }

  /** @type {(node: number, unit: number) => number} */
  #child(node, unit) {
    return node === 0 ? this.roots[unit] : this.children[this.#slot(node, unit)];
  }

  /** @type {(node: number, unit: number, child: number) => void} */
  #add(node, unit, child) {
    if (node === 0) {
      this.roots[unit] = child;
      return;
    }
    const slot = this.#slot(node, unit);
    this.keyNodes[slot] = node;
    this.keyUnits[slot] = unit;
    this.children[slot] = child;
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
      let next = this.#child(node, unit);
      while (next === 0 && node !== 0) {
        node = fails[node];
        next = this.#child(node, unit);
      }
      node = next;
      for (let out = found[node] >= 0 ? node : links[node]; out !== 0; out = links[out]) {
        tell(found[out], at + 1 - sizes[found[out]], at + 1);
      }
    }
  }
}
