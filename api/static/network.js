/** What sites share, as a picture: sites on a circle, what they share inside it. The list below says the same. */

import { el, shape } from "./dom.js";
import { VERDICTS } from "./words.js";

/** @import { Network, Networks, SharedThing, Site, Verdict } from "./types.js" */
/**
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ sites: string[], words: string }} Shared what ties the same sites, in the picture
 */

const SVG = "http://www.w3.org/2000/svg";
const MAX_PICTURES = 6;
const MAX_SITES = 40;
const MAX_NAMED_SITES = 14;
const MAX_NAMED_MARKS = 6;
const MAX_NAMED_SITES_NARROW = 6;
const MAX_NAMED_MARKS_NARROW = 4;
const NARROW_PX = 700;
/** Of the way from the middle to the sites. */
const INNER = 0.45;
const NAME_CHARS = 26;
const NAME_CHARS_NARROW = 22;
/** Of a letter of a name, on the average. */
const CHAR_PX = 6.4;
/** So few are drawn small, beside other small pictures. */
const SMALL_SITES = 4;
const MAX_LISTED = 8;

/** @type {Record<string, string>} */
const FAMILIES = {
  analytics: "visitor counter",
  advertising: "advertising account",
  chat: "chat account",
  messenger: "messenger",
  phone: "telephone number",
  email: "e-mail address",
  wallet: "wallet",
  template: "page template",
};

/** In the picture, where there is little room. @type {Record<string, string>} */
const SHORT = { ...FAMILIES, analytics: "counter", advertising: "adverts", chat: "chat", phone: "phone", email: "e-mail", template: "page form" };

/** @type {(told: Networks) => Node[]} */
export function drawNetworks(told) {
  const title = el("h2", { id: "networks-title" }, "What sites share");
  const networks = told.networks;
  if (!networks.length) {
    const seen = told.sites_looked_at;
    const words = seen
      ? `No telephone number, account or wallet was found on two of the ${seen.toLocaleString("en")} sites with such a sign.`
      : "No site showed a telephone number, account or wallet yet.";
    return [title, el("p", { class: "soft" }, words)];
  }
  const sites = networks.reduce((sum, network) => sum + network.sites.length, 0);
  const lead = el(
    "p",
    { class: "soft" },
    `${counted(sites, "site")} in ${counted(networks.length, "group")}. Sharing says who may belong together, not who is bad: shops of one web agency share things too.`,
  );
  const shown = networks.slice(0, MAX_PICTURES);
  const nodes = [title, lead, legend(shown), el("div", { class: "pictures" }, ...shown.map(drawOne))];
  if (networks.length > shown.length) {
    const rest = networks.slice(MAX_PICTURES);
    const lines = rest.map((network) => el("li", {}, network.sites.map((site) => site.site).join(", ")));
    nodes.push(el("details", {}, el("summary", {}, `${counted(rest.length, "smaller group")}`), el("ul", { class: "ties" }, ...lines)));
  }
  return nodes;
}

/** @type {(networks: Network[]) => HTMLElement} */
function legend(networks) {
  const seen = new Set(networks.flatMap((network) => network.sites.map((site) => site.verdict)));
  const rows = Object.entries(VERDICTS)
    .filter(([verdict]) => seen.has(/** @type {Verdict} */ (verdict)))
    .map(([, [sign, tone, words]]) => el("li", {}, el("span", { class: `tone-${tone}` }, shape(sign)), words));
  return el("ul", { class: "keys" }, ...rows, el("li", {}, el("span", { class: "square" }), "what they share"));
}

/** @type {(network: Network, index: number) => HTMLElement} */
function drawOne(network, index) {
  const sites = mostTied(network);
  const nodes = grouped(network.marks, new Set(sites.map((site) => site.site)));
  const figure = el("figure", { class: sites.length > SMALL_SITES ? "network large" : "network" });
  const left = network.sites.length - sites.length;
  const title = `${counted(network.sites.length, "site")} tied by ${counted(network.marks.length, "shared thing")}`;
  figure.append(picture(sites, nodes, title, `network-${index}`));
  figure.append(el("figcaption", {}, `${title}.${left > 0 ? ` ${counted(left, "site")} more in the list.` : ""}`));
  const lines = network.marks.slice(0, MAX_LISTED).map(tie);
  const rest = network.marks.slice(MAX_LISTED).map(tie);
  const list = el("ul", { class: "ties" }, ...lines);
  figure.append(el("details", {}, el("summary", {}, "As a list"), list, ...(rest.length ? [el("ul", { class: "ties" }, ...rest)] : [])));
  return figure;
}

/** @type {(mark: SharedThing) => HTMLElement} */
function tie(mark) {
  const what = mark.family === "template" ? "The same page addresses" : `The same ${FAMILIES[mark.family] ?? mark.kind} ${mark.value}`;
  return el("li", {}, `${what}: ${mark.sites.join(", ")}`);
}

/** The sites with most ties, when there are too many to draw. @type {(network: Network) => Site[]} */
function mostTied(network) {
  if (network.sites.length <= MAX_SITES) return network.sites;
  /** @type {Map<string, number>} */
  const ties = new Map();
  for (const mark of network.marks) for (const site of mark.sites) ties.set(site, (ties.get(site) ?? 0) + 1);
  return [...network.sites].sort((a, b) => (ties.get(b.site) ?? 0) - (ties.get(a.site) ?? 0)).slice(0, MAX_SITES);
}

/** Marks that tie the very same sites are one thing in the picture. @type {(marks: SharedThing[], drawn: Set<string>) => Shared[]} */
function grouped(marks, drawn) {
  /** @type {Map<string, {sites: string[], families: Set<string>}>} */
  const bySites = new Map();
  for (const mark of marks) {
    const sites = mark.sites.filter((site) => drawn.has(site));
    if (sites.length < 2) continue;
    const key = sites.join(" ");
    if (!bySites.has(key)) bySites.set(key, { sites, families: new Set() });
    bySites.get(key)?.families.add(SHORT[mark.family] ?? mark.kind);
  }
  return [...bySites.values()].map(({ sites, families }) => ({
    sites,
    words: families.size > 2 ? `${families.size} things` : [...families].join(", "),
  }));
}

/** @type {(sites: Site[], nodes: Shared[], title: string, id: string) => SVGElement} */
function picture(sites, nodes, title, id) {
  const isNarrow = innerWidth < NARROW_PX || sites.length <= SMALL_SITES;
  const isPair = sites.length === 2;
  const width = isNarrow ? 360 : 680;
  const radius = Math.min(isNarrow ? 125 : 215, 70 + sites.length * 8);
  const height = isPair ? 110 : 2 * radius + 76;
  const middle = { x: width / 2, y: height / 2 };
  const svg = made("svg", { viewBox: `0 0 ${width} ${height}`, class: "picture", role: "img", "aria-labelledby": id });
  svg.style.maxHeight = `${height * (isNarrow ? 1 : 1.2)}px`;
  svg.append(made("title", { id }, title));
  const start = isPair ? Math.PI : -Math.PI / 2;
  const order = neighbours(sites, nodes);
  const angles = new Map(
    order.map((site, index) => /** @type {const} */ ([site.site, (2 * Math.PI * index) / order.length + start + 0.0001])),
  );
  /** @type {(site: string) => number} */
  const angleOf = (site) => angles.get(site) ?? 0;
  /** @type {(angle: number, distance: number) => Point} */
  const on = (angle, distance) => ({ x: middle.x + distance * Math.cos(angle), y: middle.y + distance * Math.sin(angle) });
  const inner = spread(nodes, angleOf).map(({ node, angle }) => ({
    ...node,
    ...(nodes.length === 1 ? middle : on(angle, radius * INNER)),
    isAbove: nodes.length === 1 || Math.sin(angle) < 0,
  }));
  for (const node of inner) {
    for (const site of node.sites) {
      const to = on(angleOf(site), radius);
      svg.append(made("line", { class: "tie", x1: node.x, y1: node.y, x2: to.x, y2: to.y }));
    }
  }
  for (const node of inner) {
    svg.append(made("rect", { class: "shared", x: node.x - 5, y: node.y - 5, width: 10, height: 10, rx: 2 }));
    if (inner.length <= (isNarrow ? MAX_NAMED_MARKS_NARROW : MAX_NAMED_MARKS)) {
      svg.append(made("text", { class: "what", x: node.x, y: node.y + (node.isAbove ? -10 : 19), "text-anchor": "middle" }, node.words));
    }
  }
  const isNamed = sites.length <= (isNarrow ? MAX_NAMED_SITES_NARROW : MAX_NAMED_SITES);
  for (const site of order) svg.append(...siteNode(site, on(angleOf(site.site), radius), middle, isNamed, isNarrow ? width : 0));
  return svg;
}

/** Sites that share the same things beside each other, so that fewer lines cross. @type {(sites: Site[], nodes: Shared[]) => Site[]} */
function neighbours(sites, nodes) {
  /** @type {Map<string, number[]>} */
  const rank = new Map();
  nodes.forEach((node, index) => {
    for (const site of node.sites) rank.set(site, [...(rank.get(site) ?? []), index]);
  });
  /** @type {(site: Site) => string} */
  const keyOf = (site) => (rank.get(site.site) ?? []).map((index) => String(index).padStart(3, "0")).join(" ");
  return [...sites].sort((a, b) => keyOf(a).localeCompare(keyOf(b)) || a.site.localeCompare(b.site));
}

/** Each shared thing near its sites' direction, evenly apart. @type {(nodes: Shared[], angleOf: (site: string) => number) => { node: Shared, angle: number }[]} */
function spread(nodes, angleOf) {
  /** @type {(node: Shared) => number} */
  const mean = (node) => {
    const own = node.sites.map(angleOf);
    const angle = Math.atan2(own.reduce((sum, it) => sum + Math.sin(it), 0), own.reduce((sum, it) => sum + Math.cos(it), 0));
    return angle < -Math.PI / 2 ? angle + 2 * Math.PI : angle;
  };
  const sorted = nodes.map((node) => ({ node, angle: mean(node) })).sort((a, b) => a.angle - b.angle);
  const step = (2 * Math.PI) / sorted.length;
  const turn = sorted.reduce((sum, it, index) => sum + it.angle - index * step, 0) / sorted.length;
  return sorted.map(({ node }, index) => ({ node, angle: turn + index * step }));
}

/** With little room (`within` pixels) names stand below or above their sites, else beside them. @type {(site: Site, place: Point, middle: Point, isNamed: boolean, within: number) => SVGElement[]} */
function siteNode(site, place, middle, isNamed, within) {
  const [sign, tone, words] = VERDICTS[site.verdict] ?? VERDICTS.undetermined;
  const sized = shape(sign);
  for (const [name, value] of Object.entries({ x: place.x - 9, y: place.y - 9, width: 18, height: 18 })) {
    sized.setAttribute(name, String(value));
  }
  const group = made("g", { class: `tone-${tone}` });
  group.append(made("title", {}, `${site.site}: ${words}`), made("circle", { class: "under-shape", cx: place.x, cy: place.y, r: 11 }), sized);
  if (!isNamed) return [group];
  const name = shortened(site.site, within ? NAME_CHARS_NARROW : NAME_CHARS);
  const right = place.x > middle.x;
  let at = { x: place.x + (right ? 15 : -15), y: place.y + 4, "text-anchor": right ? "start" : "end" };
  if (within || Math.abs(place.x - middle.x) < 50) {
    const half = within ? (name.length * CHAR_PX) / 2 : 0;
    const x = within ? Math.min(Math.max(place.x, half + 2), within - half - 2) : place.x;
    at = { x, y: place.y + (place.y < middle.y - 5 ? -16 : 26), "text-anchor": "middle" };
  }
  return [group, made("text", { class: "name", ...at }, name)];
}

/** @type {(name: string, most: number) => string} */
function shortened(name, most) {
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

/** @type {(number: number, noun: string) => string} */
function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** @type {(name: string, attributes: Record<string, string | number>, text?: string) => SVGElement} */
function made(name, attributes, text = "") {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  if (text) node.textContent = text;
  return node;
}
