/** Elements with text; everything of a page enters through textContent. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null));
  return node;
}

/**
 * A link to an address of a report; its text alone when it is no web address.
 *
 * @type {(url: string, text: string) => HTMLElement}
 */
export function link(url, text) {
  if (!/^https?:\/\//.test(url)) return make("span", {}, text);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

/**
 * A host as it is read in an address: its labels from left to right whatever their letters, none turned by its neighbours.
 *
 * @type {(host: string) => HTMLElement}
 */
export function hostView(host) {
  const labels = host.split(".").map((label) => make("bdi", {}, label));
  return make("bdi", { dir: "ltr" }, ...labels.flatMap((label, at) => (at === 0 ? [label] : [".", label])));
}

/** @type {(id: string) => HTMLElement} */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`no element ${id}`);
  return node;
}
