/** Where a link on a shop's page leads, as far as the common logo goes; as checker/gather/logo_links.py. */

import { hostWithin, registrableDomain } from "./address.js";
import { hostOf, isPicture, pathOf, unquote } from "./seals.js";

/** @import { Authority, Rules } from "./rules.js" */

/**
 * @typedef {"entry" | "list" | "other_page" | "home" | "index" | "former" | "unverified" | "own" | "foreign" | "none"}
 *   Target
 */

const HOME =
  /^\/?(?:[a-z]{2}(?:[-_][a-z]{2})?\/?)?(?:(?:index|home|default|start|inicio|portail[\p{L}\p{N}_.]*)(?:\.[\p{L}\p{N}_]+)?\/?)?$/iu;
const EMBEDDED = /https?:\/\/[^\s"'`<>(){}$|\\]+/g;
const VALUE = /[\p{L}\p{N}\-_.%]+/uy;

/** @type {WeakMap<Rules, Map<string, Authority>>} */
const hostsByRules = new WeakMap();

/**
 * The authority of a host: the longest match decides, and of two bodies with one host the one with a common logo.
 *
 * @type {(host: string, rules: Rules) => Authority | null}
 */
export function authorityOf(host, rules) {
  let byHost = hostsByRules.get(rules);
  if (!byHost) {
    byHost = new Map();
    for (const authority of rules.authorities.values()) {
      for (const own of [...authority.hosts, ...authority.former_hosts, ...authority.unverified_hosts]) {
        if (authority.has_common_logo || !byHost.has(own)) byHost.set(own, authority);
      }
    }
    hostsByRules.set(rules, byHost);
  }
  for (let name = host; name !== ""; name = name.includes(".") ? name.slice(name.indexOf(".") + 1) : "") {
    const authority = byHost.get(name);
    if (authority) return authority;
  }
  return null;
}

/** @type {WeakMap<Rules, Set<string>>} */
const labelsByRules = new WeakMap();

/**
 * Whether the host is an authority's name under an ending that is kept for examples; nobody can ever reach it.
 *
 * @type {(host: string, rules: Rules) => boolean}
 */
export function isStandIn(host, rules) {
  if (!rules.constants["gather.logo_links"].EXAMPLE_ENDINGS.includes(host.slice(host.lastIndexOf(".") + 1))) return false;
  let labels = labelsByRules.get(rules);
  if (!labels) {
    const own = [...rules.authorities.values()].flatMap((authority) => authority.hosts);
    labels = new Set(own.map((name) => registrableDomain(name, rules).split(".", 1)[0]).filter(Boolean));
    labelsByRules.set(rules, labels);
  }
  return labels.has(registrableDomain(host, rules).split(".", 1)[0]);
}

/**
 * Address that a click opens, what it is, whose it is.
 *
 * @type {(href: string, own: string, rules: Rules) => { link: string, target: Target, authority: Authority | null }}
 */
export function destination(href, own, rules) {
  const ownHost = hostOf(own);
  const link = effectiveLink(href, ownHost, rules);
  const host = hostOf(link);
  const authority = host ? authorityOf(host, rules) : null;
  return { link, target: targetOf(link, host, authority, ownHost, own), authority };
}

/**
 * Whether the host serves the register alone: one of the table's own hosts below a registrable domain.
 *
 * @type {(host: string, authority: Authority | null) => boolean}
 */
export function isDedicated(host, authority) {
  if (!authority || !authority.hosts.includes(host) || !authority.register_url) return false;
  return hostOf(authority.register_url) === host && host.split(".").length > 2 && !host.startsWith("www.");
}

/** @type {(link: string, host: string, authority: Authority | null, ownHost: string, own: string) => Target} */
function targetOf(link, host, authority, ownHost, own) {
  if (!link || !host) return "none";
  if (!authority) {
    if (isSameSite(host, ownHost)) return isNothing(link, own) ? "none" : "own";
    return "foreign";
  }
  if (!authority.has_common_logo) return "index";
  const state = hostState(authority, host);
  if (state === "former" || state === "unverified") return state;
  const secure = link.startsWith("http://") ? `https://${link.slice("http://".length)}` : link;
  if (isHome(secure)) return "home";
  const isRegisterPage = isSamePage(secure, authority.register_url);
  const isSearch = authority.logo_target === "entry" && !secure.includes("?");
  // The pattern of an entry register may cover its search page: that is no entry.
  if (isEntryUrl(authority, secure)) return isRegisterPage && isSearch ? "home" : "entry";
  if (isRegisterPage) return isSearch ? "home" : "list";
  return "other_page";
}

/**
 * What this host is to the authority; the longest match decides.
 *
 * @type {(authority: Authority, host: string) => "current" | "former" | "unverified" | null}
 */
function hostState(authority, host) {
  /** @type {"current" | "former" | "unverified" | null} */
  let found = null;
  let length = -1;
  const lists = /** @type {const} */ ([
    ["current", authority.hosts],
    ["former", authority.former_hosts],
    ["unverified", authority.unverified_hosts],
  ]);
  for (const [state, hosts] of lists) {
    for (const parent of hosts) {
      if (hostWithin(host, parent) && parent.length > length) {
        found = state;
        length = parent.length;
      }
    }
  }
  return found;
}

/** @type {(authority: Authority, url: string) => boolean} */
function isEntryUrl(authority, url) {
  return authority.entry_url_pattern.some((pattern) => beginsWith(url, pattern));
}

/** @type {(url: string, pattern: string) => boolean} */
function beginsWith(url, pattern) {
  const [start, ...rest] = pattern.split("*");
  if (!url.startsWith(start)) return false;
  let at = start.length;
  for (const part of rest) {
    VALUE.lastIndex = at;
    if (!VALUE.test(url) || !url.startsWith(part, VALUE.lastIndex)) return false;
    at = VALUE.lastIndex + part.length;
  }
  return true;
}

/**
 * Whether the address is a site's start page, in one language perhaps.
 *
 * @type {(link: string) => boolean}
 */
export function isHome(link) {
  const { path, query } = pathOf(link);
  return query === "" && HOME.test(path);
}

/**
 * Whether two addresses differ in scheme, "www.", final slash, fragment and query at most.
 *
 * @type {(link: string, other: string) => boolean}
 */
function isSamePage(link, other) {
  return other !== "" && pageKey(link) === pageKey(other);
}

/** @type {(link: string) => string} */
function pageKey(link) {
  return `${withoutWww(hostOf(link))} ${pathOf(link).path.replace(/\/+$/, "").toLowerCase()}`;
}

/** @type {(host: string) => string} */
function withoutWww(host) {
  return host.startsWith("www.") ? host.slice("www.".length) : host;
}

/** @type {(host: string, ownHost: string) => boolean} */
function isSameSite(host, ownHost) {
  return withoutWww(host) === withoutWww(ownHost);
}

/**
 * A link to the page itself or to a bare picture opens nothing that could confirm a logo.
 *
 * @type {(link: string, own: string) => boolean}
 */
function isNothing(link, own) {
  const [page] = link.split("#", 1);
  return isPicture(page) || page === own.split("#", 1)[0];
}

/**
 * The address that a click opens: templates, scripts and the shop's own redirect pages carry it inside.
 *
 * @type {(href: string, ownHost: string, rules: Rules) => string}
 */
function effectiveLink(href, ownHost, rules) {
  const isWeb = href.startsWith("http://") || href.startsWith("https://");
  if (!href || (isWeb && !isSameSite(hostOf(href), ownHost))) return href;
  const inside = unquote(href);
  EMBEDDED.lastIndex = 1;
  for (let match = EMBEDDED.exec(inside); match; match = EMBEDDED.exec(inside)) {
    if (authorityOf(hostOf(match[0]), rules)) return match[0];
  }
  return isWeb ? href : "";
}
