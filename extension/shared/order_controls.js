/** Carts, checkouts and order forms of a page, by its links and forms; as checker/order_controls.py. */

import { normalise } from "./text.js";

/** @import { Rules } from "./rules.js" */
/** @import { PageEvidence } from "./types.js" */

/** @type {WeakMap<Rules, RegExp>} */
const orderLinks = new WeakMap();

/**
 * What the address of a cart or checkout holds.
 *
 * @type {(rules: Rules) => RegExp}
 */
export function orderLink(rules) {
  let expression = orderLinks.get(rules);
  if (!expression) {
    const words = rules.constants.order_controls.ORDER_WORDS_IN_LINKS.join("|");
    const pages = "order|bestellen|bestellung|commande|pedido|pedir|ordina|ordine";
    expression = new RegExp(
      `[/?&=](?:${words})(?:[/?&=.]|\\n?$)|/(?:${pages})(?:\\.(?:php|aspx?|html?|cgi|pl))?/?(?:\\?|\\n?$)`,
      "i",
    );
    orderLinks.set(rules, expression);
  }
  return expression;
}

/**
 * Kinds of order controls that links and forms show: "cart form" or "order form", "cart link"; each once.
 *
 * @type {(page: PageEvidence, rules: Rules) => string[]}
 */
export function findOrderControls(page, rules) {
  const { MAX_FORMS_READ, MAX_LINKS_READ, CART_FIELDS } = rules.constants.order_controls;
  const link = orderLink(rules);
  const found = [];
  const forms = page.forms.slice(0, MAX_FORMS_READ);
  if (forms.some((f) => link.test(f.action) || f.fields.some((d) => CART_FIELDS.includes(d.name.toLowerCase())))) {
    found.push("cart form");
  } else if (forms.some((form) => asksWhereToSend(form, rules))) {
    found.push("order form");
  }
  if (page.links.slice(0, MAX_LINKS_READ).some((l) => link.test(l.href))) found.push("cart link");
  return found;
}

/** @type {WeakMap<Rules, RegExp>} */
const addressFields = new WeakMap();

/**
 * Asks for more than the postcode by which people look for a shop near them.
 *
 * @type {(form: import("./types.js").Form, rules: Rules) => boolean}
 */
function asksWhereToSend(form, rules) {
  const { MAX_FIELDS_READ, MIN_ADDRESS_FIELDS, ADDRESS_WORDS } = rules.constants.order_controls;
  const fields = form.fields.slice(0, MAX_FIELDS_READ);
  const asked = fields.filter((field) => !["hidden", "submit", "button"].includes(field.kind));
  if (asked.length < MIN_ADDRESS_FIELDS) return false;
  let expression = addressFields.get(rules);
  if (!expression) {
    const words = ADDRESS_WORDS.join("|");
    expression = new RegExp(`(?<![a-zа-я])(?<!e[ -])(?<!mail[ -])(?<!mail)(?:${words})(?![a-zа-я])`);
    addressFields.set(rules, expression);
  }
  for (const field of asked) {
    const told = normalise(`${field.name} ${field.label}`).replaceAll("_", " ");
    if (field.kind !== "email" && expression.test(told)) return true;
  }
  return false;
}
