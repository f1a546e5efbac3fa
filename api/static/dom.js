/** Elements and shapes. Text enters the page only as text nodes, whatever it holds. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  for (const child of children) if (child) made.append(child);
  return made;
}

/**
 * A link to elsewhere; only http(s) addresses become links, anything else stays text.
 * @param {string} url
 * @param {string} [text]
 * @returns {Node}
 */
export function link(url, text = url) {
  if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
  return el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
}

/** @type {Record<string, [string, Record<string, string>][]>} */
const SHAPES = {
  tick: [
    ["circle", { class: "fill", cx: "12", cy: "12", r: "11" }],
    ["path", { class: "cut", d: "M6.8 12.6l3.5 3.5 7-8" }],
  ],
  "tick-outline": [
    ["circle", { class: "line", cx: "12", cy: "12", r: "10" }],
    ["path", { class: "line", d: "M7.2 12.6l3.3 3.3 6.3-7.4" }],
  ],
  question: [
    ["circle", { class: "line", cx: "12", cy: "12", r: "10" }],
    ["path", { class: "line", d: "M9 9.4c0-4 6.2-3.8 6.2-.2 0 2.4-3.1 2.5-3.1 4.9" }],
    ["circle", { class: "dot-line", cx: "12.1", cy: "17.4", r: "1.4" }],
  ],
  triangle: [
    ["path", { class: "fill", d: "M12 1.8 23.2 21.4a1 1 0 0 1-.9 1.4H1.7a1 1 0 0 1-.9-1.4z" }],
    ["path", { class: "cut", d: "M12 9v6" }],
    ["circle", { class: "dot", cx: "12", cy: "19", r: "1.5" }],
  ],
  octagon: [
    ["path", { class: "fill", d: "M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z" }],
    ["path", { class: "cut", d: "M8 8l8 8M16 8l-8 8" }],
  ],
  dash: [
    ["circle", { class: "line", cx: "12", cy: "12", r: "10" }],
    ["path", { class: "line", d: "M7.5 12h9" }],
  ],
  circle: [["circle", { class: "line", cx: "12", cy: "12", r: "10" }]],
};

/**
 * @param {string} name a key of SHAPES
 * @returns {SVGElement} hidden from screen readers: the word beside it says the same
 */
export function shape(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "shape");
  svg.setAttribute("aria-hidden", "true");
  for (const [kind, attributes] of SHAPES[name] ?? SHAPES.dash) {
    const part = document.createElementNS(SVG, kind);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  }
  return svg;
}
